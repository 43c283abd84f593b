//! `setup`: asks which products there are and who signs in, tries that, and tells the clients on this machine of the server.
//! Secrets go into one file of the user's, which each client's entry names; no file of a project is touched.

mod account;
mod ask;
mod client;
mod env_file;
mod file;
mod json;
mod toml;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum as _};

use super::{Cli, Outcome, check, demo};
use crate::config::{Config, Sources, parse_env_file, process_environment, settings};
use crate::error::{Error, Result};
use account::Variables;
use ask::Terminal;
use client::{Client, Format, Places, System};
use file::{Change, Entry};

/// Set up an account and the clients on this machine
#[derive(Debug, Args)]
pub(super) struct Setup {
    /// Set up this client; may be given several times [default: those that are found]
    #[arg(long, value_name = "NAME")]
    client: Vec<Client>,

    /// What clients shall call the server
    #[arg(long, value_name = "NAME", default_value = "atlassian")]
    name: String,

    /// Ask nothing: take what flags, the environment and --env-file say
    #[arg(long, short)]
    yes: bool,

    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Write even if a product does not let you in
    #[arg(long)]
    no_check: bool,
}

impl Setup {
    /// Does it.
    ///
    /// # Errors
    /// For what was typed or is set wrongly, and if the answers end; what was written until then stays.
    pub(super) async fn run(&self, cli: &Cli) -> Result<Outcome> {
        let terminal = Terminal::new(!self.yes);
        let environment = process_environment();
        let places = Places::of(System::own(), &environment)?;
        check_name(&self.name)?;
        let (arguments, account) = match cli.demo {
            Some(flavour) => (vec![demo::flag(flavour)], None),
            None => {
                let path = cli.env_file.clone().unwrap_or_else(|| places.env_file());
                let path =
                    std::path::absolute(path).map_err(|error| unknown("--env-file", &error))?;
                let arguments = vec!["--env-file".to_owned(), text(&path)?];
                (
                    arguments,
                    Some(self.account(cli, &terminal, path, environment).await?),
                )
            }
        };
        let program = std::env::current_exe().map_err(|error| unknown("this program", &error))?;
        let mut writing = Writing {
            terminal: &terminal,
            dry_run: self.dry_run,
            told: Vec::new(),
            failed: false,
        };
        let replaced = match account {
            Some((change, replaced)) => {
                writing.write("Your account", Ok(change), "")?;
                replaced
            }
            None => BTreeSet::new(),
        };
        let start = Start {
            name: &self.name,
            command: text(&program)?,
            arguments,
            replaced,
        };
        let clients = self.clients(&places);
        for client in &clients {
            let change = start.change(*client, &places);
            writing.write(client.title(), change, client.next())?;
        }
        if clients.is_empty() {
            writing.told.push(start.by_hand());
        }
        Ok(Outcome {
            stdout: writing.told.join("\n"),
            code: u8::from(writing.failed),
        })
    }

    /// Those that were named, else those that are here.
    fn clients(&self, places: &Places) -> Vec<Client> {
        let all = Client::value_variants().iter().copied();
        match self.client.is_empty() {
            true => all.filter(|client| client.is_found(places)).collect(),
            false => all.filter(|client| self.client.contains(client)).collect(),
        }
    }

    /// Asks for the account, tries it, and gives the change of the file that holds it, with the names that need not stand elsewhere.
    async fn account(
        &self,
        cli: &Cli,
        terminal: &Terminal,
        path: PathBuf,
        environment: Variables,
    ) -> Result<(Change, BTreeSet<String>)> {
        let flags = cli.flags.variables();
        refuse_oauth(flags.keys().copied())?;
        let flags = flags.into_iter();
        let flags: Variables = flags
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let kept = kept(&path);
        let known = account::known([&kept, &environment, &flags]);
        let mut values = account::ask(known, terminal)?;
        // What was typed of products, and what restricts, is meant for every run.
        for (name, value) in flags {
            let setting = settings::find(&name);
            if setting.is_some_and(|setting| setting.product.is_some() || setting.restricts()) {
                values.entry(name).or_insert(value);
            }
        }
        // Whatever else is set, such as a proxy, is in force when the server is started.
        let mut all = environment;
        all.extend(kept);
        all.retain(|name, _| !account::names().contains(name) && name != "TRANSPORT");
        all.extend(values.clone());
        self.check(all, terminal).await?;
        let names = account::names();
        let change = Change::of(
            path,
            |text| env_file::with(text, &values, &names),
            |text| env_file::veiled(text, &values),
        )?;
        Ok((change.private(), account::replaced(&values)))
    }

    /// Tries to sign in.
    async fn check(&self, environment: Variables, terminal: &Terminal) -> Result<()> {
        let config = Config::load(&Sources {
            flags: Default::default(),
            environment,
            env_file: None,
            directory: None,
        })?;
        config
            .warnings
            .iter()
            .for_each(|warning| terminal.say(warning));
        if self.no_check {
            return Ok(());
        }
        let Outcome { stdout, code } = check::run(&config).await;
        terminal.say(&format!("\n{stdout}\n"));
        let proceeds = code == 0
            || terminal.asks()
                && terminal.agrees(
                    "Not every product lets you in. Write it all the same?",
                    false,
                )?;
        match proceeds {
            true => Ok(()),
            false => Err(Error::Refused(
                "Nothing was written, since not every product lets you in. Correct what is said above, or use --no-check.".to_owned(),
            )),
        }
    }
}

/// Signing in by OAuth takes a browser, and settings of its own.
fn refuse_oauth(names: impl Iterator<Item = &'static str>) -> Result<()> {
    let settings = names.filter_map(settings::find);
    let flags = settings.filter_map(|setting| setting.flag);
    let flags = flags.filter(|flag| flag.contains("oauth"));
    let flags: Vec<_> = flags.map(|flag| format!("--{flag}")).collect();
    match flags.is_empty() {
        true => Ok(()),
        false => Err(Error::Config(format!(
            "setup asks for tokens and passwords and has no use for {}. To sign in by OAuth, run mcp-atlassian --oauth-setup, which says what to set (docs/oauth.md).",
            flags.join(", ")
        ))),
    }
}

/// What the account's file says; nothing if there is none, or none that can be read, which is told when it shall be changed.
fn kept(path: &Path) -> Variables {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    parse_env_file(&text).unwrap_or_default()
}

/// How clients start the server.
struct Start<'a> {
    name: &'a str,
    command: String,
    arguments: Vec<String>,
    replaced: BTreeSet<String>,
}

impl Start<'_> {
    fn change(&self, client: Client, places: &Places) -> Result<Change> {
        let entry = Entry {
            section: client.section(),
            name: self.name,
            fields: client.entry(&self.command, &self.arguments),
            replaced: self.replaced.clone(),
        };
        let path = client.file(places);
        match client.format() {
            Format::Json => Change::of(
                path,
                |text| json::with(text, &entry),
                |text| json::veiled(text, &entry),
            )
            .map(|change| change.with_context(2)),
            Format::Toml => Change::of(
                path,
                |text| toml::with(text, &entry),
                |text| toml::veiled(text, &entry),
            ),
        }
    }

    /// What a client that is not known here may be told.
    fn by_hand(&self) -> String {
        let server = serde_json::json!({ "command": self.command, "args": self.arguments });
        let servers = serde_json::json!({ "mcpServers": { self.name: server } });
        format!("No client was found. Most of them take this:\n{servers:#}")
    }
}

/// Shows each change, and writes those that are agreed to.
struct Writing<'a> {
    terminal: &'a Terminal,
    dry_run: bool,
    told: Vec<String>,
    failed: bool,
}

impl Writing<'_> {
    /// One that fails leaves the others.
    fn write(&mut self, what: &str, change: Result<Change>, next: &str) -> Result<()> {
        let change = match change {
            Ok(change) => change,
            Err(error) => {
                self.fail(what, &error);
                return Ok(());
            }
        };
        let path = change.path().display().to_string();
        if !change.is_needed() {
            self.told.push(format!("{what}: {path} is as it should be"));
            return Ok(());
        }
        self.terminal.say(&format!("\n{what}\n{}", change.diff()));
        if self.dry_run {
            self.told.push(format!("{what}: {path} would be written"));
            return Ok(());
        }
        if !self.terminal.agrees(&format!("Write {path}?"), true)? {
            self.told.push(format!("{what}: {path} is left as it is"));
            return Ok(());
        }
        match change.write() {
            Ok(kept) => {
                let kept = kept.map_or_else(String::new, |kept| {
                    format!(" (what it was: {})", kept.display())
                });
                let next = if next.is_empty() {
                    String::new()
                } else {
                    format!("; {next}")
                };
                self.told
                    .push(format!("{what}: {path} is written{kept}{next}"));
            }
            Err(error) => self.fail(what, &error),
        }
        Ok(())
    }

    fn fail(&mut self, what: &str, error: &Error) {
        self.failed = true;
        self.told.push(format!("{what}: {}", error.brief()));
    }
}

/// The name is a key in clients' files, and a part of the tools' names there.
fn check_name(name: &str) -> Result<()> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    match !name.is_empty() && name.len() <= 20 && name.chars().all(plain) {
        true => Ok(()),
        false => Err(Error::Config(
            "--name must be 1 to 20 letters, digits, - or _, e.g. --name atlassian".to_owned(),
        )),
    }
}

fn text(path: &Path) -> Result<String> {
    path.to_str().map(str::to_owned).ok_or_else(|| {
        Error::Config(format!(
            "{} is no path in UTF-8, which clients' files need",
            path.display()
        ))
    })
}

fn unknown(what: &str, error: &std::io::Error) -> Error {
    Error::Config(format!("It cannot be told where {what} is: {error}."))
}
