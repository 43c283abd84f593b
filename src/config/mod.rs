//! What was typed and set, and what it means. The only code that reads the environment.

mod address;
mod env_file;
mod filter;
mod found;
mod in_force;
mod listener;
mod login;
mod network;
mod oauth;
mod reader;
mod redirects;
mod service;
pub mod settings;
mod sign_in;
mod sources;
mod spelling;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use tracing::level_filters::LevelFilter;

pub(crate) use self::env_file::parse as parse_env_file;
pub use self::in_force::{InForce, Origin, Report, Unknown};
pub use self::listener::{Listener, Transport, below, is_loopback};
pub use self::login::Credentials;
pub use self::network::{CustomHeaders, Identity, Network, Pace, Proxies, RateLimit, Tls};
pub(crate) use self::oauth::is_uuid;
pub use self::oauth::{Defaults, Flow, Hosts, OAuth, Provider};
pub use self::redirects::AllowedRedirects;
pub use self::service::Service;
pub use self::sign_in::{SealingKey, SignIn, Upstream, paths as sign_in_paths};
pub use self::sources::{Place, Sources, process_environment};
use crate::budget::{self, Budget};
use crate::declaration::Surface;
use crate::error::{Error, Result};
use crate::product::Product;
use reader::Reader;
use settings::table;
use sources::Variables;

/// The fewest characters that a reply can be held to.
const FEWEST_CHARACTERS: usize = 2_000;

/// Everything a run of this program is told from outside.
#[derive(Clone, Debug)]
pub struct Config {
    /// Jira, if `JIRA_URL` is set.
    pub jira: Option<Service>,
    /// Confluence, if `CONFLUENCE_URL` is set.
    pub confluence: Option<Service>,
    /// Bitbucket, if `BITBUCKET_URL` is set.
    pub bitbucket: Option<Service>,
    /// `TRANSPORT`: how clients connect.
    pub transport: Transport,
    /// `READ_ONLY_MODE`: no tool that writes is listed or called.
    pub read_only: bool,
    /// `ENABLED_TOOLS`: only these tools are listed and called; `None` is all of them.
    pub enabled_tools: Option<BTreeSet<String>>,
    /// `TOOLSETS`: only tools of these are listed and called; `None` is all of them.
    pub toolsets: Option<BTreeSet<String>>,
    /// `TOOL_SURFACE`: which tools are listed.
    pub surface: Surface,
    /// `STRUCTURED_OUTPUT`: whether replies are values with schemas.
    pub structured: bool,
    /// `MCP_FILES_ROOT`: the only folder that files are saved in and uploaded from; `None` is no access to the disk.
    pub files_root: Option<PathBuf>,
    /// `MCP_CALL_TIMEOUT`: how long one call of a tool may take, from 1 s to 1 h.
    pub call_timeout: Duration,
    /// `MCP_REPLY_TOKENS`, `MCP_REPLY_CHARACTERS`: how long a reply may be.
    pub reply: Budget,
    /// How much is logged: WARN, or INFO with `MCP_VERBOSE`, or DEBUG with `MCP_VERY_VERBOSE`.
    pub log_level: LevelFilter,
    /// `MCP_LOGGING_STDOUT`: whether a server over HTTP logs to standard output.
    pub logs_to_stdout: bool,
    /// What works, but probably not as meant; to be logged once logging is up.
    pub warnings: Vec<String>,
}

impl Config {
    /// Reads and understands all variables.
    ///
    /// # Errors
    /// [`Error::Config`] with one line for each problem found, in any product: a product that is set up wrongly is
    /// an error, never left out. No product at all is fine here; see [`Config::require_any`].
    pub fn load(sources: &Sources<'_>) -> Result<Self> {
        let mut reader = Reader::new(Variables::read(sources));
        let config = Self::understand(&mut reader);
        let warnings = reader.finish()?;
        Ok(Self { warnings, ..config })
    }

    /// What all variables mean. Problems and warnings go to the reader.
    fn understand(reader: &mut Reader) -> Self {
        let transport = listener::read(reader);
        // Over HTTP callers bring their own.
        let is_http = matches!(transport, Transport::Http(_));
        let needs_login = !is_http;
        let mut service = |product| service::read(product, needs_login, reader);
        let mut config = Self {
            jira: service(Product::Jira),
            confluence: service(Product::Confluence),
            bitbucket: service(Product::Bitbucket),
            transport,
            read_only: reader.flag(&table::READ_ONLY_MODE),
            enabled_tools: reader.list(&table::ENABLED_TOOLS).map(BTreeSet::from_iter),
            toolsets: reader.list(&table::TOOLSETS).map(BTreeSet::from_iter),
            surface: surface(reader),
            structured: reader.flag(&table::STRUCTURED_OUTPUT),
            files_root: reader.folder(&table::MCP_FILES_ROOT),
            call_timeout: reader.seconds(&table::MCP_CALL_TIMEOUT),
            reply: Budget {
                tokens: reader.number(&table::MCP_REPLY_TOKENS, budget::FEWEST),
                characters: reader.number(&table::MCP_REPLY_CHARACTERS, FEWEST_CHARACTERS),
            },
            log_level: log_level(reader),
            logs_to_stdout: logs_to_stdout(is_http, reader),
            warnings: Vec::new(),
        };
        config.read_sign_in(reader);
        if let Transport::Http(listener) = &config.transport {
            let has_own = config
                .services()
                .any(|service| service.credentials.is_some());
            listener.tell_whom_it_serves(has_own, reader);
        }
        let is_set_up = |product| config.service(product).is_some();
        for product in Product::ALL {
            reader.report_unfilled(Some(product), is_set_up(product));
        }
        reader.report_unfilled(None, true);
        reader.report_misspelt(is_set_up);
        config
    }

    /// Whether and how people sign in here. What the services have of accounts is theirs then.
    fn read_sign_in(&mut self, reader: &mut Reader) {
        let services = [&mut self.jira, &mut self.confluence, &mut self.bitbucket];
        let services = services.into_iter().filter_map(Option::as_mut);
        match &mut self.transport {
            Transport::Stdio => drop(sign_in::read(None, services, reader)),
            Transport::Http(listener) => {
                listener.sign_in = sign_in::read(Some(listener), services, reader);
            }
        }
    }

    /// The set-up of one product, if it has one.
    pub const fn service(&self, product: Product) -> Option<&Service> {
        match product {
            Product::Jira => self.jira.as_ref(),
            Product::Confluence => self.confluence.as_ref(),
            Product::Bitbucket => self.bitbucket.as_ref(),
        }
    }

    /// The products that are set up, in the order of [`Product::ALL`].
    pub fn services(&self) -> impl Iterator<Item = &Service> {
        Product::ALL
            .into_iter()
            .filter_map(|product| self.service(product))
    }

    /// Makes sure that there is a product to work with.
    ///
    /// # Errors
    /// [`Error::Config`] that names the variables to set.
    pub fn require_any(&self) -> Result<()> {
        self.services()
            .next()
            .map(|_| ())
            .ok_or_else(|| Error::Config(NOTHING_SET_UP.to_owned()))
    }
}

const NOTHING_SET_UP: &str = "\
No product is set up. Set JIRA_URL, CONFLUENCE_URL or BITBUCKET_URL, and for each its credentials: \
JIRA_USERNAME and JIRA_API_TOKEN on Cloud, JIRA_PERSONAL_TOKEN on Data Center (likewise CONFLUENCE_…, BITBUCKET_…). \
To look around without an account, use --demo.";

fn surface(reader: &mut Reader) -> Surface {
    match reader.choice(&table::TOOL_SURFACE) {
        Some("progressive") => Surface::Progressive,
        _ => Surface::Full,
    }
}

fn log_level(reader: &mut Reader) -> LevelFilter {
    let (verbose, very_verbose) = (
        reader.flag(&table::MCP_VERBOSE),
        reader.flag(&table::MCP_VERY_VERBOSE),
    );
    match (verbose, very_verbose) {
        (_, true) => LevelFilter::DEBUG,
        (true, false) => LevelFilter::INFO,
        (false, false) => LevelFilter::WARN,
    }
}

fn logs_to_stdout(is_http: bool, reader: &mut Reader) -> bool {
    let wanted = reader.flag(&table::MCP_LOGGING_STDOUT);
    if wanted && !is_http {
        reader.warn("MCP_LOGGING_STDOUT is ignored: over stdio, standard output carries the protocol, so logs go to standard error");
    }
    wanted && is_http
}

#[cfg(test)]
mod tests;
