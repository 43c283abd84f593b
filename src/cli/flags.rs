//! Flags that stand for variables: `--jira-url` says what `JIRA_URL` says, and wins over it.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

/// The variables that were given as flags.
#[derive(Clone, Debug, Default)]
pub(super) struct Flags(BTreeMap<&'static str, String>);

impl Flags {
    /// The values under the names of their variables.
    pub(super) fn variables(&self) -> BTreeMap<&'static str, String> {
        self.0.clone()
    }
}

/// A flag, the variable it stands for, and what it gives that variable.
struct Flag {
    long: &'static str,
    variable: &'static str,
    gives: Gives,
    help: &'static str,
}

enum Gives {
    /// What is typed after it, which the help calls so.
    Text(&'static str),
    /// Always this.
    Fixed(&'static str),
}
use Gives::{Fixed, Text};

const fn flag(
    long: &'static str,
    variable: &'static str,
    gives: Gives,
    help: &'static str,
) -> Flag {
    Flag {
        long,
        variable,
        gives,
        help,
    }
}

const GENERAL: [Flag; 6] = [
    flag(
        "transport",
        "TRANSPORT",
        Text("NAME"),
        "How clients connect: stdio (the default) or streamable-http",
    ),
    flag(
        "host",
        "HOST",
        Text("NAME"),
        "Where to listen for HTTP [default: 127.0.0.1]",
    ),
    flag(
        "port",
        "PORT",
        Text("NUMBER"),
        "The port to listen at [default: 8000]",
    ),
    flag(
        "path",
        "STREAMABLE_HTTP_PATH",
        Text("PATH"),
        "The path of MCP there [default: /mcp]",
    ),
    flag(
        "read-only",
        "READ_ONLY_MODE",
        Fixed("true"),
        "Neither list nor call tools that write",
    ),
    flag(
        "enabled-tools",
        "ENABLED_TOOLS",
        Text("NAMES"),
        "List and call only these tools, separated by commas",
    ),
];

const JIRA: [Flag; 7] = [
    flag("jira-url", "JIRA_URL", Text("URL"), "Where Jira is"),
    flag(
        "jira-username",
        "JIRA_USERNAME",
        Text("NAME"),
        "E-mail address (Cloud) or user name",
    ),
    flag(
        "jira-token",
        "JIRA_API_TOKEN",
        Text("TOKEN"),
        "API token; other users of this machine can see flags",
    ),
    flag(
        "jira-personal-token",
        "JIRA_PERSONAL_TOKEN",
        Text("TOKEN"),
        "Personal access token (Data Center)",
    ),
    flag(
        "jira-ssl-verify",
        "JIRA_SSL_VERIFY",
        Fixed("true"),
        "Check the server's certificate (the default)",
    ),
    flag(
        "no-jira-ssl-verify",
        "JIRA_SSL_VERIFY",
        Fixed("false"),
        "Do not check the server's certificate",
    ),
    flag(
        "jira-projects-filter",
        "JIRA_PROJECTS_FILTER",
        Text("KEYS"),
        "Stay within these projects",
    ),
];

const CONFLUENCE: [Flag; 7] = [
    flag(
        "confluence-url",
        "CONFLUENCE_URL",
        Text("URL"),
        "Where Confluence is",
    ),
    flag(
        "confluence-username",
        "CONFLUENCE_USERNAME",
        Text("NAME"),
        "E-mail address (Cloud) or user name",
    ),
    flag(
        "confluence-token",
        "CONFLUENCE_API_TOKEN",
        Text("TOKEN"),
        "API token; other users of this machine can see flags",
    ),
    flag(
        "confluence-personal-token",
        "CONFLUENCE_PERSONAL_TOKEN",
        Text("TOKEN"),
        "Personal access token (Data Center)",
    ),
    flag(
        "confluence-ssl-verify",
        "CONFLUENCE_SSL_VERIFY",
        Fixed("true"),
        "Check the server's certificate (the default)",
    ),
    flag(
        "no-confluence-ssl-verify",
        "CONFLUENCE_SSL_VERIFY",
        Fixed("false"),
        "Do not check the server's certificate",
    ),
    flag(
        "confluence-spaces-filter",
        "CONFLUENCE_SPACES_FILTER",
        Text("KEYS"),
        "Stay within these spaces",
    ),
];

const BITBUCKET: [Flag; 8] = [
    flag(
        "bitbucket-url",
        "BITBUCKET_URL",
        Text("URL"),
        "Where Bitbucket is",
    ),
    flag(
        "bitbucket-workspace",
        "BITBUCKET_WORKSPACE",
        Text("NAME"),
        "The usual workspace (Cloud)",
    ),
    flag(
        "bitbucket-username",
        "BITBUCKET_USERNAME",
        Text("NAME"),
        "E-mail address (Cloud) or user name",
    ),
    flag(
        "bitbucket-token",
        "BITBUCKET_API_TOKEN",
        Text("TOKEN"),
        "API token; other users of this machine can see flags",
    ),
    flag(
        "bitbucket-personal-token",
        "BITBUCKET_PERSONAL_TOKEN",
        Text("TOKEN"),
        "HTTP access token (Data Center) or access token (Cloud)",
    ),
    flag(
        "bitbucket-ssl-verify",
        "BITBUCKET_SSL_VERIFY",
        Fixed("true"),
        "Check the server's certificate (the default)",
    ),
    flag(
        "no-bitbucket-ssl-verify",
        "BITBUCKET_SSL_VERIFY",
        Fixed("false"),
        "Do not check the server's certificate",
    ),
    flag(
        "bitbucket-projects-filter",
        "BITBUCKET_PROJECTS_FILTER",
        Text("KEYS"),
        "Stay within these projects; on Cloud WORKSPACE/KEY, or keys of --bitbucket-workspace",
    ),
];

/// All flags, each table with the heading that `--help` shows it under.
const TABLES: [(Option<&str>, &[Flag]); 4] = [
    (None, &GENERAL),
    (Some("Jira"), &JIRA),
    (Some("Confluence"), &CONFLUENCE),
    (Some("Bitbucket"), &BITBUCKET),
];

/// `-v` is counted, so it is no row of a table.
const VERBOSE: &str = "verbose";

impl Args for Flags {
    fn augment_args(command: Command) -> Command {
        let verbose = Arg::new(VERBOSE)
            .short('v')
            .long(VERBOSE)
            .action(ArgAction::Count)
            .global(true);
        let command =
            command.arg(verbose.help("Log more to standard error; -vv logs each request, too"));
        TABLES
            .into_iter()
            .fold(command, |command, (heading, flags)| {
                command.args(flags.iter().map(|flag| flag.arg().help_heading(heading)))
            })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl Flag {
    fn arg(&self) -> Arg {
        let arg = Arg::new(self.long)
            .long(self.long)
            .help(self.help)
            .global(true);
        match self.gives {
            Text(value_name) => arg.value_name(value_name),
            Fixed("false") => arg
                .action(ArgAction::SetTrue)
                .conflicts_with(self.long.trim_start_matches("no-")),
            Fixed(_) => arg.action(ArgAction::SetTrue),
        }
    }

    fn value(&self, matches: &ArgMatches) -> Option<String> {
        match self.gives {
            Text(_) => matches.get_one(self.long).cloned(),
            Fixed(value) => matches.get_flag(self.long).then(|| value.to_owned()),
        }
    }
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for flag in TABLES.into_iter().flat_map(|(_, flags)| flags) {
            self.0
                .extend(flag.value(matches).map(|value| (flag.variable, value)));
        }
        let verbosity = match matches.get_count(VERBOSE) {
            0 => None,
            1 => Some("MCP_VERBOSE"),
            _ => Some("MCP_VERY_VERBOSE"),
        };
        self.0
            .extend(verbosity.map(|variable| (variable, "true".to_owned())));
        Ok(())
    }
}
