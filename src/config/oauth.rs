//! Signing in by OAuth 2.0: which client of whose authorization server this is, or which token somebody else got.

use std::collections::BTreeSet;
use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

use super::address;
use super::reader::Reader;
use super::service::{Credentials, bearer_token};
use super::sources::{Sources, Variables};
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};

/// Where the authorization server sends people back to, unless something else is set.
const DEFAULT_REDIRECT: &str = "http://localhost:8080/callback";
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

/// What is set of OAuth for one product.
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// Too little; the text says what is missing.
    Incomplete(String),
    /// All that signing in needs.
    Complete(Credentials),
}

/// What the wizard (`--oauth-setup`) asks for, as far as it is set already.
#[derive(Clone, Debug)]
pub struct Defaults {
    /// What the names of its settings begin with: `ATLASSIAN`, or that of the one product it is for.
    pub prefix: &'static str,
    /// Who gives the tokens.
    pub provider: Provider,
    /// What they are for.
    pub products: Vec<(Product, Deployment)>,
    /// `…_OAUTH_CLIENT_ID`.
    pub client_id: Option<String>,
    /// `…_OAUTH_CLIENT_SECRET`.
    pub client_secret: Option<SecretString>,
    /// `…_OAUTH_REDIRECT_URI`, or the usual one.
    pub redirect_uri: String,
    /// `…_OAUTH_SCOPE`.
    pub scope: Option<String>,
    /// `ATLASSIAN_OAUTH_CLOUD_ID`.
    pub cloud_id: Option<String>,
    /// `JIRA_URL` and its like, as far as they are set.
    pub urls: Vec<(Product, Url)>,
    /// `ATLASSIAN_OAUTH_CALLBACK_HOST`: where the wizard listens for the browser that comes back; `None` is this machine alone.
    pub callback_host: Option<String>,
    /// `READ_ONLY_MODE`.
    pub read_only: bool,
    /// `ENABLED_TOOLS`.
    pub enabled_tools: Option<BTreeSet<String>>,
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

impl Defaults {
    /// Reads what is set for one product that has a client of its own, or for Jira and Confluence on Cloud.
    ///
    /// # Errors
    /// For a file that cannot be read, for values that make no sense, and for a product without an address.
    pub fn load(sources: &Sources<'_>, product: Option<Product>) -> Result<Self> {
        let mut reader = Reader::new(Variables::read(sources)?);
        let prefix = product.map_or("ATLASSIAN", Product::env_prefix);
        let urls: Vec<_> = Product::ALL
            .into_iter()
            .filter_map(|product| {
                let url = url(&format!("{}_URL", product.env_prefix()), &mut reader)?;
                Some((product, url))
            })
            .collect();
        let place = match product {
            Some(product) => of_product(product, &mut reader),
            None => shared(&urls, &mut reader),
        };
        let named = |what: &str| format!("{prefix}_OAUTH_{what}");
        let set = (
            reader.text(&named("CLIENT_ID")),
            bearer_token(&named("CLIENT_SECRET"), &mut reader),
            redirect_uri(prefix, &mut reader),
            reader.text(&named("SCOPE")),
        );
        let (client_id, client_secret, redirect_uri, scope) = set;
        let cloud_id = reader.text("ATLASSIAN_OAUTH_CLOUD_ID");
        let callback_host = reader.text("ATLASSIAN_OAUTH_CALLBACK_HOST");
        let read_only = reader.flag("READ_ONLY_MODE", false);
        let enabled_tools = reader.list("ENABLED_TOOLS").map(BTreeSet::from_iter);
        reader.finish()?;
        let Some((provider, products)) = place else {
            return Err(Error::Internal("no authorization server".to_owned()));
        };
        Ok(Self {
            prefix,
            provider,
            products,
            client_id,
            client_secret,
            redirect_uri,
            scope,
            cloud_id,
            urls,
            callback_host,
            read_only,
            enabled_tools,
            folder: folder(),
        })
    }
}

type Place = (Provider, Vec<(Product, Deployment)>);

/// Where a product gives tokens, by its address.
fn of_product(product: Product, reader: &mut Reader) -> Option<Place> {
    let name = format!("{}_URL", product.env_prefix());
    let Some(text) = reader.text(&name) else {
        reader.problem(format!(
            "{name} is missing: set it to the address of {product}"
        ));
        return None;
    };
    let address = address::read(product, &text, None)
        .map_err(|problem| reader.problem(format!("{name} {problem}")))
        .ok()?;
    let hosts = address::hosts(product, &address.base);
    let provider = provider(product, address.deployment, &address.base, hosts.as_ref())?;
    Some((provider, vec![(product, address.deployment)]))
}

/// Where Jira and Confluence on Cloud give tokens, or the product on Data Center that is named.
fn shared(urls: &[(Product, Url)], reader: &mut Reader) -> Option<Place> {
    if let Some(instance) = url("ATLASSIAN_OAUTH_INSTANCE_URL", reader)
        && !address::is_cloud(&instance)
    {
        let there = urls
            .iter()
            .filter(|(_, url)| url.origin() == instance.origin());
        let products = there.map(|(product, _)| (*product, Deployment::DataCenter));
        return Some((Provider::DataCenter(instance.clone()), products.collect()));
    }
    let hosts = urls
        .iter()
        .find_map(|(product, url)| address::hosts(*product, url));
    let products = [Product::Jira, Product::Confluence].map(|product| (product, Deployment::Cloud));
    Some((
        Provider::Cloud(hosts.or_else(Hosts::atlassian)?),
        products.into(),
    ))
}

/// What is set for a product at an address. Its own variables (`JIRA_OAUTH_…`) come before those for all (`ATLASSIAN_OAUTH_…`), which
/// are for Jira and Confluence on Cloud, or for the product on Data Center that `ATLASSIAN_OAUTH_INSTANCE_URL` names.
pub(super) fn read(
    product: Product,
    deployment: Deployment,
    base: &Url,
    hosts: Option<&Hosts>,
    reader: &mut Reader,
) -> Found {
    let Some(provider) = provider(product, deployment, base, hosts) else {
        return Found::Nothing;
    };
    let mut found = set(product.env_prefix(), &provider, reader);
    if matches!(found, Found::Nothing) && takes_shared(&provider, base, reader) {
        found = set("ATLASSIAN", &provider, reader);
    }
    let homeless = is_minimal(product, reader) && reader.text("ATLASSIAN_OAUTH_CLOUD_ID").is_none();
    match found {
        Found::Complete(_) if homeless => Found::Incomplete(
            "ATLASSIAN_OAUTH_CLOUD_ID is missing: with ATLASSIAN_OAUTH_ENABLE and no JIRA_URL or CONFLUENCE_URL nothing else says which site is meant".to_owned(),
        ),
        found => found,
    }
}

/// Whether anything is set for the product alone.
pub(super) fn is_given(product: Product, reader: &mut Reader) -> bool {
    let prefix = product.env_prefix();
    ["CLIENT_ID", "ACCESS_TOKEN"]
        .iter()
        .any(|what| reader.text(&format!("{prefix}_OAUTH_{what}")).is_some())
}

/// Whether `ATLASSIAN_OAUTH_ENABLE` sets up Jira and Confluence: only where no product has an address.
pub(super) fn is_minimal(product: Product, reader: &mut Reader) -> bool {
    let addressed = Product::ALL.iter().any(|other| {
        reader
            .text(&format!("{}_URL", other.env_prefix()))
            .is_some()
    });
    product != Product::Bitbucket && !addressed && reader.flag("ATLASSIAN_OAUTH_ENABLE", false)
}

fn takes_shared(provider: &Provider, base: &Url, reader: &mut Reader) -> bool {
    let instance = url("ATLASSIAN_OAUTH_INSTANCE_URL", reader);
    match provider {
        Provider::Cloud(_) => instance.is_none_or(|instance| address::is_cloud(&instance)),
        Provider::DataCenter(_) => {
            instance.is_some_and(|instance| instance.origin() == base.origin())
        }
        Provider::Bitbucket(_) => false,
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

/// What is set under names that begin so.
fn set(prefix: &str, provider: &Provider, reader: &mut Reader) -> Found {
    let named = |what: &str| format!("{prefix}_OAUTH_{what}");
    if let Some(token) = bearer_token(&named("ACCESS_TOKEN"), reader) {
        return Found::Complete(Credentials::Bearer(token));
    }
    let flow = flow(&named("GRANT_TYPE"), reader);
    let client_id = reader.text(&named("CLIENT_ID"));
    let client_secret = bearer_token(&named("CLIENT_SECRET"), reader);
    match (client_id, client_secret) {
        (None, None) => Found::Nothing,
        (None, Some(_)) => missing(&named("CLIENT_ID"), &named("CLIENT_SECRET")),
        (Some(_), None) => missing(&named("CLIENT_SECRET"), &named("CLIENT_ID")),
        (Some(client_id), Some(client_secret)) => {
            Found::Complete(Credentials::OAuth(Box::new(OAuth {
                provider: provider.clone(),
                flow,
                client_id,
                client_secret,
                redirect_uri: redirect_uri(prefix, reader),
                scope: reader.text(&named("SCOPE")),
                folder: folder(),
            })))
        }
    }
}

fn missing(name: &str, other: &str) -> Found {
    Found::Incomplete(format!(
        "{name} is missing: with {other} alone nobody can sign in by OAuth"
    ))
}

fn flow(name: &str, reader: &mut Reader) -> Flow {
    match reader.text(name).as_deref() {
        None | Some("authorization_code") => Flow::Code,
        Some("client_credentials") => Flow::ClientCredentials,
        Some(_) => {
            reader.problem(format!(
                "{name} must be authorization_code or client_credentials, e.g. {name}=client_credentials for a service account"
            ));
            Flow::Code
        }
    }
}

fn redirect_uri(prefix: &str, reader: &mut Reader) -> String {
    let name = format!("{prefix}_OAUTH_REDIRECT_URI");
    let Some(text) = reader.text(&name) else {
        return DEFAULT_REDIRECT.to_owned();
    };
    if Url::parse(&text).is_err() {
        reader.problem(format!(
            "{name} is no address, e.g. {name}={DEFAULT_REDIRECT}"
        ));
    }
    text
}

fn url(name: &str, reader: &mut Reader) -> Option<Url> {
    let text = reader.text(name)?;
    let url = Url::parse(&text).ok();
    if url.is_none() {
        reader.problem(format!("{name} is not a URL that begins with https://"));
    }
    url
}

/// The Python server's tokens are in the same folder.
fn folder() -> PathBuf {
    std::env::home_dir().unwrap_or_default().join(FOLDER)
}
