//! Signing in by OAuth 2.0: which client of whose authorization server this is, or which token somebody else got.

mod chosen;
mod defaults;
mod named;

use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

pub(super) use self::chosen::{Found, is_given, is_minimal, read};
pub use self::defaults::Defaults;
use super::address;
use super::reader::Reader;
use super::settings::Setting;
use super::settings::table::OAUTH_CLOUD_ID;
use crate::product::{Deployment, Product};

/// The folder of the tokens, in the home directory.
const FOLDER: &str = ".mcp-atlassian";

/// Where Atlassian signs people in to its Cloud, and where it takes calls with OAuth tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosts {
    /// The authorization server.
    pub sign_in: Url,
    /// The gateway in front of all sites.
    pub gateway: Url,
}

/// Who gives tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provider {
    /// Atlassian, for Jira and Confluence on Cloud.
    Cloud(Hosts),
    /// A product on Data Center, at its base address.
    DataCenter(Url),
    /// Bitbucket Cloud, at the address that people see.
    Bitbucket(Url),
}

impl Provider {
    /// Where the authorization server is.
    pub const fn host(&self) -> &Url {
        match self {
            Self::Cloud(hosts) => &hosts.sign_in,
            Self::DataCenter(host) | Self::Bitbucket(host) => host,
        }
    }
}

/// On whose behalf tokens are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Somebody's, who consented in a browser (RFC 6749 §4.1); tokens are renewed and kept on disk.
    Code,
    /// The client's own, a service account (§4.4); tokens are kept nowhere.
    ClientCredentials,
}

/// An OAuth 2.0 client. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct OAuth {
    /// Who gives the tokens.
    pub provider: Provider,
    /// Whose they are.
    pub flow: Flow,
    /// The client's id.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: SecretString,
    /// Where people come back to after consent, as it is registered.
    pub redirect_uri: String,
    /// What tokens are asked to be good for, separated by blanks; `None` is what the enabled tools need.
    pub scope: Option<String>,
    /// The folder that tokens are kept in.
    pub folder: PathBuf,
}

impl Hosts {
    /// Those of the usual Cloud.
    pub fn atlassian() -> Option<Self> {
        Self::of("https://auth.atlassian.com", "https://api.atlassian.com")
    }

    /// Those of the Cloud for the government of the United States.
    pub fn government() -> Option<Self> {
        Self::of(
            "https://auth.atlassian-us-gov-mod.com",
            "https://api.atlassian-us-gov-mod.com",
        )
    }

    fn of(sign_in: &str, gateway: &str) -> Option<Self> {
        let (sign_in, gateway) = (Url::parse(sign_in).ok()?, Url::parse(gateway).ok()?);
        Some(Self { sign_in, gateway })
    }

    /// Where the gateway has a product of the site of that id; Bitbucket is not behind it.
    pub fn at(&self, product: Product, cloud_id: &str) -> Option<Url> {
        let mut url = self.gateway.clone();
        let mut path = url.path_segments_mut().ok()?;
        path.pop_if_empty();
        match product {
            Product::Jira => path.extend(["ex", "jira", cloud_id]),
            Product::Confluence => path.extend(["ex", "confluence", cloud_id, "wiki"]),
            Product::Bitbucket => return None,
        };
        drop(path);
        Some(url)
    }
}

/// Who gives tokens for a product at an address; nobody is known for some of Atlassian's clouds.
fn provider(product: Product, deployment: Deployment, base: &Url) -> Option<Provider> {
    match (product, deployment) {
        (_, Deployment::DataCenter) => Some(Provider::DataCenter(base.clone())),
        (Product::Bitbucket, Deployment::Cloud) => Some(Provider::Bitbucket(
            Url::parse("https://bitbucket.org").ok()?,
        )),
        (_, Deployment::Cloud) => address::authorization(base).map(Provider::Cloud),
    }
}

/// What to say where nobody gives tokens.
fn nobody_gives_tokens(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    format!(
        "no authorization server is known for {host}, so that nobody can sign in there by OAuth; use e-mail and API token (JIRA_USERNAME, JIRA_API_TOKEN and their like)"
    )
}

/// Makes sure that `ATLASSIAN_OAUTH_CLOUD_ID` is the id of a site, if it is set.
pub(super) fn check_cloud_id(reader: &mut Reader) {
    if let Some(said) = reader.said(&OAUTH_CLOUD_ID)
        && !is_uuid(&said.text)
    {
        let name = said.name;
        reader.problem(format!(
            "{name} is no UUID: set it to the id of the site, which https://your-company.atlassian.net/_edge/tenant_info tells, or take it away"
        ));
    }
}

/// Whether a text is a UUID in its usual form (RFC 9562 §4), as the id of a site on Cloud is.
pub(crate) fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let digits = |group: &&str| group.chars().all(|digit| digit.is_ascii_hexdigit());
    lengths == [8, 4, 4, 4, 12] && groups.iter().all(digits)
}

fn url(setting: &'static Setting, reader: &mut Reader) -> Option<Url> {
    let said = reader.said(setting)?;
    let url = Url::parse(&said.text).ok();
    if url.is_none() {
        let (name, example) = (said.name, setting.instance());
        reader.problem(format!("{name} is no address, e.g. {name}={example}"));
    }
    url
}

/// Where tokens are kept; those of the Python server are in the same folder. None without a home directory, since a path from
/// wherever the program was started would leave tokens there.
fn folder() -> Option<PathBuf> {
    let home = std::env::home_dir().filter(|home| home.is_absolute())?;
    Some(home.join(FOLDER))
}

const NO_HOME: &str = "HOME is no full path, so that there is no place to keep OAuth tokens in; set it to the home directory of the user that this program runs as";
