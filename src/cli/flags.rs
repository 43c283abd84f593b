//! Flags that stand for settings: `--jira-url` says what `JIRA_URL` says, and wins over it. Which there are says the table of
//! settings.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use crate::config::settings::table::{MCP_VERBOSE, MCP_VERY_VERBOSE};
use crate::config::settings::{self, GROUPS, Kind, Setting};
use crate::product::Product;

/// The settings that were given as flags.
#[derive(Clone, Debug, Default)]
pub(super) struct Flags(BTreeMap<&'static str, String>);

impl Flags {
    /// The values under the names of their settings.
    pub(super) fn variables(&self) -> BTreeMap<&'static str, String> {
        self.0.clone()
    }
}

/// A flag, the setting it stands for, and what it gives that.
struct Flag {
    setting: &'static Setting,
    long: &'static str,
    /// What it gives; what is typed after it if that is nothing.
    gives: Option<&'static str>,
}

/// The flags of a setting.
fn flags(setting: &'static Setting) -> impl Iterator<Item = Flag> {
    let flag = move |long, gives| Flag {
        setting,
        long,
        gives,
    };
    let gives = (setting.kind == Kind::Switch).then_some("true");
    let on = setting.flag.map(|long| flag(long, gives));
    let off = setting.off.map(|long| flag(long, Some("false")));
    on.into_iter().chain(off)
}

fn all() -> impl Iterator<Item = Flag> {
    settings::all().flat_map(flags)
}

/// `-v` is counted, so it is no flag of a setting alone.
const VERBOSE: &str = "verbose";

/// The products, and what their flags stand under.
const PRODUCTS: [(Product, &str); 3] = [
    (Product::Jira, "Jira"),
    (Product::Confluence, "Confluence"),
    (Product::Bitbucket, "Bitbucket"),
];

impl Args for Flags {
    fn augment_args(command: Command) -> Command {
        let verbose = Arg::new(VERBOSE)
            .short('v')
            .long(VERBOSE)
            .action(ArgAction::Count)
            .global(true);
        let command =
            command.arg(verbose.help("Log more to standard error; -vv logs each request, too"));
        let of_product =
            |product| settings::all().filter(move |setting| setting.product == product);
        let command = GROUPS.iter().fold(command, |command, group| {
            let settings = group.settings();
            let general = settings.filter(|setting| setting.product.is_none());
            command.args(general.flat_map(flags).map(|flag| flag.arg(group.heading)))
        });
        PRODUCTS
            .into_iter()
            .fold(command, |command, (product, heading)| {
                let flags = of_product(Some(product)).flat_map(flags);
                command.args(flags.map(|flag| flag.arg(heading)))
            })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl Flag {
    fn arg(&self, heading: &'static str) -> Arg {
        let arg = Arg::new(self.long)
            .long(self.long)
            .help(self.help())
            .help_heading(heading)
            .global(true);
        match (self.gives, self.setting.flag) {
            (None, _) => arg.value_name(self.setting.kind.value_name()),
            (Some("false"), Some(opposite)) => {
                arg.action(ArgAction::SetTrue).conflicts_with(opposite)
            }
            (Some(_), _) => arg.action(ArgAction::SetTrue),
        }
    }

    fn help(&self) -> String {
        let Setting {
            help,
            default,
            kind,
            flag,
            secret,
            ..
        } = *self.setting;
        match (self.gives, default) {
            (Some("false"), _) => format!("The opposite of --{}", flag.unwrap_or_default()),
            (None, "") if secret => format!("{help}; other users of this machine can see flags"),
            (Some(_), "true") => format!("{help} (the default)"),
            (Some(_), _) | (None, "") => help.to_owned(),
            (None, _) => match kind {
                Kind::Choice(words) => format!("{help}: {} [default: {default}]", words.join(", ")),
                _ => format!("{help} [default: {default}]"),
            },
        }
    }

    fn value(&self, matches: &ArgMatches) -> Option<String> {
        match self.gives {
            None => matches.get_one(self.long).cloned(),
            Some(value) => matches.get_flag(self.long).then(|| value.to_owned()),
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
        for flag in all() {
            let value = flag.value(matches);
            self.0.extend(value.map(|value| (flag.setting.name, value)));
        }
        let verbosity = match matches.get_count(VERBOSE) {
            0 => None,
            1 => Some(&MCP_VERBOSE),
            _ => Some(&MCP_VERY_VERBOSE),
        };
        self.0
            .extend(verbosity.map(|setting| (setting.name, "true".to_owned())));
        Ok(())
    }
}
