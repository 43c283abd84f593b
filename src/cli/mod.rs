//! The command line: what was typed, and what is done about it. Nothing here prints; [`run`] returns what to print.

mod call;
mod check;
mod convert;
mod demo;
mod flags;
mod logging;
pub mod oauth_setup;
mod show;
mod table;
mod tools;

use std::path::{Path, PathBuf};

use clap::{CommandFactory as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use tracing::level_filters::LevelFilter;

use crate::caller::Caller;
use crate::config::{Config, Sources, Transport, process_environment};
use crate::declaration::DECLARATIONS;
use crate::error::{Error, Result};
use crate::product::Product;
use crate::registry;
use crate::server::{self, Http, Server};
use flags::Flags;

/// An MCP server for Jira, Confluence and Bitbucket, on Cloud and on Data Center.
///
/// Without a command it serves MCP, over standard input and output or over HTTP. Settings come from flags, then from the
/// environment, then from --env-file, then from .env in the working directory.
#[derive(Debug, Parser)]
#[command(name = "mcp-atlassian", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,

    /// Try everything on a made-up company in memory, without an account
    #[arg(long, global = true, value_name = "FLAVOUR", num_args = 0..=1, require_equals = true, default_missing_value = "cloud")]
    demo: Option<demo::Flavour>,

    /// Read settings from this file, too
    #[arg(long, global = true, value_name = "FILE")]
    env_file: Option<PathBuf>,

    /// Sign in by OAuth 2.0: to Jira and Confluence on Cloud, or to the product that is named
    #[arg(long, value_name = "PRODUCT", num_args = 0..=1, require_equals = true)]
    oauth_setup: Option<Option<Signing>>,

    #[command(flatten)]
    flags: Flags,
}

/// A product with an OAuth client of its own.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Signing {
    /// Jira, by JIRA_OAUTH_…
    Jira,
    /// Confluence, by CONFLUENCE_OAUTH_…
    Confluence,
    /// Bitbucket, by BITBUCKET_OAUTH_…
    Bitbucket,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Connected(Connected),
    /// Convert rich text between Markdown, ADF, storage format and wiki markup
    Convert(convert::Convert),
    /// Print a script that completes this program's arguments in a shell
    Completions {
        /// The shell to complete in
        shell: Shell,
    },
}

/// What needs at least one product to be set up.
#[derive(Debug, Subcommand)]
enum Connected {
    /// Call one tool and print its result
    Call(call::Call),
    /// List the tools that can be called
    Tools(tools::Tools),
    /// Try each product that is set up: who we are there, which version, how fast
    Check,
}

/// What a command leaves to print, and how the process ends.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// For standard output; may be empty.
    pub stdout: String,
    /// The process's exit status.
    pub code: u8,
}

/// Does what was typed.
///
/// # Errors
/// What the command ran into; [`Error::exit_code`](crate::error::Error::exit_code) says how the process ends then.
pub async fn run(mut cli: Cli) -> Result<Outcome> {
    if let Some(product) = cli.oauth_setup {
        return set_up_oauth(&cli, product.map(Signing::product)).await;
    }
    match cli.command.take() {
        Some(Command::Completions { shell }) => Ok(completions(shell)),
        Some(Command::Convert(convert)) => convert.run(),
        Some(Command::Connected(command)) => connected(&cli, Some(command)).await,
        None => connected(&cli, None).await,
    }
}

impl Signing {
    const fn product(self) -> Product {
        match self {
            Self::Jira => Product::Jira,
            Self::Confluence => Product::Confluence,
            Self::Bitbucket => Product::Bitbucket,
        }
    }
}

async fn set_up_oauth(cli: &Cli, product: Option<Product>) -> Result<Outcome> {
    let directory = std::env::current_dir().ok();
    logging::start(LevelFilter::WARN);
    oauth_setup::run(&sources(cli, directory.as_deref()), product).await
}

async fn connected(cli: &Cli, command: Option<Connected>) -> Result<Outcome> {
    // Lives as long as the command: dropping it stops the demo.
    let demo = match cli.demo {
        Some(flavour) => Some(demo::start(flavour).await?),
        None => None,
    };
    let config = configure(cli, demo.as_ref())?;
    logging::start(config.log_level);
    config
        .warnings
        .iter()
        .for_each(|warning| tracing::warn!("{warning}"));
    config.require_any()?;
    let caller = Caller::configured(&config)?;
    check_enabled(&config, &caller)?;
    match command {
        None => serve(config, caller).await,
        Some(Connected::Call(call)) => call.run(&caller).await,
        Some(Connected::Tools(tools)) => tools.run(&caller),
        Some(Connected::Check) => Ok(check::run(&config).await),
    }
}

/// Where settings come from.
fn sources<'a>(cli: &'a Cli, directory: Option<&'a Path>) -> Sources<'a> {
    Sources {
        flags: cli.flags.variables(),
        environment: process_environment(),
        env_file: cli.env_file.as_deref(),
        directory,
    }
}

/// With a demo, everything about products comes from it, so that no real account is touched by accident.
fn configure(cli: &Cli, demo: Option<&::demo::Demo>) -> Result<Config> {
    let directory = std::env::current_dir().ok();
    let mut sources = sources(cli, directory.as_deref());
    if let (Some(flavour), Some(demo)) = (cli.demo, demo) {
        sources = demo::settings(flavour, demo, sources);
    }
    Config::load(&sources)
}

async fn serve(config: Config, caller: Caller) -> Result<Outcome> {
    match config.transport.clone() {
        Transport::Stdio => server::stdio(Server::new(caller)).await?,
        Transport::Http(listener) => Http::bind(config, &listener).await?.serve().await,
    }
    Ok(Outcome::default())
}

/// ENABLED_TOOLS may name a tool that another setting hides, or none at all. If it names nothing but the latter, no tool is
/// left, which nobody means.
fn check_enabled(config: &Config, caller: &Caller) -> Result<()> {
    let Some(names) = &config.enabled_tools else {
        return Ok(());
    };
    let (known, unknown): (Vec<_>, Vec<_>) = names
        .iter()
        .partition(|name| DECLARATIONS.iter().any(|tool| tool.name == **name));
    let unknown = unknown.into_iter().map(|name| {
        let meant = registry::nearest(DECLARATIONS.iter().copied(), name);
        let meant = meant.map_or_else(String::new, |tool| format!("; did you mean {}?", tool.name));
        format!("ENABLED_TOOLS names {name}, which is no tool{meant}")
    });
    if known.is_empty() {
        return Err(Error::Config(unknown.collect::<Vec<_>>().join("\n")));
    }
    unknown.for_each(|line| tracing::warn!("{line}"));
    for name in known {
        if registry::visible(caller).all(|tool| tool.declaration.name != name) {
            tracing::warn!("ENABLED_TOOLS names {name}, which cannot be called here");
        }
    }
    Ok(())
}

fn completions(shell: Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "mcp-atlassian", &mut script);
    Outcome {
        stdout: String::from_utf8_lossy(&script).into_owned(),
        code: 0,
    }
}

impl From<String> for Outcome {
    fn from(stdout: String) -> Self {
        Self { stdout, code: 0 }
    }
}

#[cfg(test)]
mod tests;
