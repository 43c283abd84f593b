//! The command line: what was typed, and what is done about it. Nothing here prints; [`run`] returns what to print.

mod call;
mod check;
mod config;
mod convert;
mod demo;
mod flags;
mod health;
mod logging;
mod named;
pub mod oauth_setup;
mod setup;
mod show;
mod table;
mod tools;

use std::path::{Path, PathBuf};

use clap::{CommandFactory as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::caller::Caller;
use crate::config::{Config, Sources, Transport, process_environment};
use crate::error::Result;
use crate::product::Product;
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
    /// Set up an account and the clients on this machine
    #[command(visible_alias = "init")]
    Setup(setup::Setup),
    /// Show what is set, where each value comes from, and what is wrong with it
    Config(config::Show),
    /// Convert rich text between Markdown, ADF, storage format and wiki markup
    Convert(convert::Convert),
    /// Say whether the server of these settings answers, for whatever watches over a container
    Health(health::Health),
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
        Some(Command::Health(health)) => health.run(cli).await,
        Some(Command::Setup(setup)) => setup.run(&cli).await,
        Some(Command::Config(show)) => {
            let demo = started(&cli).await?;
            let directory = std::env::current_dir().ok();
            let sources = sources(&cli, demo.as_ref(), directory.as_deref());
            show.run(&sources, demo.is_some())
        }
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
    oauth_setup::run(&sources(cli, None, directory.as_deref()), product).await
}

async fn connected(cli: &Cli, command: Option<Connected>) -> Result<Outcome> {
    // Lives as long as the command: dropping it stops the demo.
    let demo = started(cli).await?;
    let config = configure(cli, demo.as_ref())?;
    logging::start(config.log_level, config.logs_to_stdout && command.is_none());
    let warn = |warning: &str| tracing::warn!("{warning}");
    config.warnings.iter().for_each(|warning| warn(warning));
    config.require_any()?;
    let caller = Caller::configured(&config)?;
    named::check(&config)?
        .iter()
        .for_each(|warning| warn(warning));
    named::hidden(&config, &caller).for_each(|warning| warn(&warning));
    match command {
        None => serve(config, caller).await,
        Some(Connected::Call(call)) => call.run(&caller).await,
        Some(Connected::Tools(tools)) => tools.run(&caller),
        Some(Connected::Check) => Ok(check::run(&config).await),
    }
}

async fn started(cli: &Cli) -> Result<Option<::demo::Demo>> {
    match cli.demo {
        Some(flavour) => demo::start(flavour).await.map(Some),
        None => Ok(None),
    }
}

fn configure(cli: &Cli, demo: Option<&::demo::Demo>) -> Result<Config> {
    let directory = std::env::current_dir().ok();
    Config::load(&sources(cli, demo, directory.as_deref()))
}

/// With a demo, everything about products comes from it, so that no real account is touched by accident.
fn sources<'a>(
    cli: &'a Cli,
    demo: Option<&::demo::Demo>,
    directory: Option<&'a Path>,
) -> Sources<'a> {
    let sources = Sources {
        flags: cli.flags.variables(),
        environment: process_environment(),
        env_file: cli.env_file.as_deref(),
        directory,
    };
    match (cli.demo, demo) {
        (Some(flavour), Some(demo)) => demo::settings(flavour, demo, sources),
        _ => sources,
    }
}

async fn serve(config: Config, caller: Caller) -> Result<Outcome> {
    match config.transport.clone() {
        Transport::Stdio => server::stdio(Server::new(caller)).await?,
        Transport::Http(listener) => Http::bind(config, &listener).await?.serve().await,
    }
    Ok(Outcome::default())
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
