//! What was typed and set, and what it means. The only code that reads the environment.

mod address;
mod env_file;
mod filter;
mod found;
mod listener;
mod names;
mod oauth;
mod reader;
mod service;
mod sources;
mod spelling;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use tracing::level_filters::LevelFilter;

pub use self::listener::{Listener, Transport, is_loopback};
pub use self::oauth::{Defaults, Flow, Hosts, OAuth, Provider};
pub use self::service::{Credentials, Service};
pub use self::sources::{Sources, process_environment};
use crate::error::{Error, Result};
use crate::product::Product;
use reader::Reader;
use sources::Variables;

/// Less than the 240 s after which some clients drop a call, so that they still get the answer.
const DEFAULT_CALL_SECONDS: u64 = 230;

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
    /// `MCP_FILES_ROOT`: the only folder that files are saved in and uploaded from; `None` is no access to the disk.
    pub files_root: Option<PathBuf>,
    /// `MCP_CALL_TIMEOUT`: how long one call of a tool may take, from 1 s to 1 h.
    pub call_timeout: Duration,
    /// How much is logged: WARN, or INFO with `MCP_VERBOSE`, or DEBUG with `MCP_VERY_VERBOSE`.
    pub log_level: LevelFilter,
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
        let mut reader = Reader::new(Variables::read(sources)?);
        let transport = listener::read(&mut reader);
        // Over HTTP callers bring their own.
        let needs_login = matches!(transport, Transport::Stdio);
        let mut service = |product| service::read(product, needs_login, &mut reader);
        let config = Self {
            jira: service(Product::Jira),
            confluence: service(Product::Confluence),
            bitbucket: service(Product::Bitbucket),
            transport,
            read_only: reader.flag("READ_ONLY_MODE", false),
            enabled_tools: reader.list("ENABLED_TOOLS").map(BTreeSet::from_iter),
            files_root: reader.folder("MCP_FILES_ROOT"),
            call_timeout: reader.seconds("MCP_CALL_TIMEOUT", DEFAULT_CALL_SECONDS),
            log_level: log_level(&mut reader),
            warnings: Vec::new(),
        };
        let is_set_up = |product| config.service(product).is_some();
        for product in Product::ALL {
            reader.report_unfilled(Some(product), is_set_up(product));
        }
        reader.report_unfilled(None, true);
        reader.report_misspelt(is_set_up);
        let warnings = reader.finish()?;
        Ok(Self { warnings, ..config })
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

fn log_level(reader: &mut Reader) -> LevelFilter {
    if reader.flag("MCP_LOGGING_STDOUT", false) {
        reader.warn("MCP_LOGGING_STDOUT is ignored: standard output carries the protocol, so logs go to standard error");
    }
    let (verbose, very_verbose) = (
        reader.flag("MCP_VERBOSE", false),
        reader.flag("MCP_VERY_VERBOSE", false),
    );
    match (verbose, very_verbose) {
        (_, true) => LevelFilter::DEBUG,
        (true, false) => LevelFilter::INFO,
        (false, false) => LevelFilter::WARN,
    }
}

#[cfg(test)]
mod tests;
