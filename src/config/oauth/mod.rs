//! Signing in by OAuth 2.0: which client of whose authorization server this is, or which token somebody else got.

mod chosen;
mod defaults;
mod named;

use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

pub(super) use self::chosen::{Found, is_given, is_minimal, read};
pub use self::defaults::Defaults;
use super::reader::Reader;
use super::settings::Setting;
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

fn provider(
    product: Product,
    deployment: Deployment,
    base: &Url,
    hosts: Option<&Hosts>,
) -> Option<Provider> {
    match (product, deployment) {
        (_, Deployment::DataCenter) => Some(Provider::DataCenter(base.clone())),
        (Product::Bitbucket, Deployment::Cloud) => Some(Provider::Bitbucket(
            Url::parse("https://bitbucket.org").ok()?,
        )),
        (_, Deployment::Cloud) => hosts
            .cloned()
            .or_else(Hosts::atlassian)
            .map(Provider::Cloud),
    }
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

/// The Python server's tokens are in the same folder.
fn folder() -> PathBuf {
    std::env::home_dir().unwrap_or_default().join(FOLDER)
}
