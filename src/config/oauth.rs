//! Signing in by OAuth 2.0: which client of whose authorization server this is, or which token somebody else got.

use std::collections::BTreeSet;
use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

use super::address;
use super::reader::Reader;
use super::service::{Credentials, bearer_token};
use super::settings::table::{self, URL};
use super::settings::{Each, Setting};
use super::sources::{Sources, Variables};
use crate::error::{Error, Result};
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
    /// `TOOLSETS`.
    pub toolsets: Option<BTreeSet<String>>,
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
        let mut reader = Reader::new(Variables::read(sources));
        let defaults = Self::understand(product, &mut reader);
        reader.finish()?;
        defaults.ok_or_else(|| Error::Internal("there is no authorization server".to_owned()))
    }

    /// [`Defaults::load`], with the problems left to the reader.
    pub(super) fn understand(product: Option<Product>, reader: &mut Reader) -> Option<Self> {
        let urls = Product::ALL.into_iter();
        let urls = urls.filter_map(|product| Some((product, url(URL.of(product), reader)?)));
        let urls: Vec<_> = urls.collect();
        let (provider, products) = match product {
            Some(product) => of_product(product, reader),
            None => shared(&urls, reader),
        }?;
        let named = Named::read(product, reader);
        Some(Self {
            prefix: prefix(product),
            provider,
            products,
            urls,
            client_id: named.client_id,
            client_secret: named.client_secret,
            redirect_uri: named.redirect_uri,
            scope: named.scope,
            cloud_id: reader.text(&table::OAUTH_CLOUD_ID),
            callback_host: reader.text(&table::OAUTH_CALLBACK_HOST),
            read_only: reader.flag(&table::READ_ONLY_MODE),
            enabled_tools: reader.list(&table::ENABLED_TOOLS).map(BTreeSet::from_iter),
            toolsets: reader.list(&table::TOOLSETS).map(BTreeSet::from_iter),
            folder: folder(),
        })
    }
}

type Place = (Provider, Vec<(Product, Deployment)>);

/// Where a product gives tokens, by its address.
fn of_product(product: Product, reader: &mut Reader) -> Option<Place> {
    let name = URL.of(product).name;
    let Some(text) = reader.text(URL.of(product)) else {
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
    if let Some(instance) = url(&table::OAUTH_INSTANCE_URL, reader)
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
    let (own, shared) = (
        Named::read(Some(product), reader),
        Named::read(None, reader),
    );
    let instance = url(&table::OAUTH_INSTANCE_URL, reader);
    let homeless = is_minimal(product, reader) && reader.text(&table::OAUTH_CLOUD_ID).is_none();
    let Some(provider) = provider(product, deployment, base, hosts) else {
        return Found::Nothing;
    };
    let found = match (
        own.found(&provider),
        takes_shared(&provider, base, instance),
    ) {
        (Found::Nothing, true) => shared.found(&provider),
        (found, _) => found,
    };
    match found {
        Found::Complete(_) if homeless => Found::Incomplete(HOMELESS.to_owned()),
        found => found,
    }
}

const HOMELESS: &str = "ATLASSIAN_OAUTH_CLOUD_ID is missing: with ATLASSIAN_OAUTH_ENABLE and no JIRA_URL or CONFLUENCE_URL nothing else says which site is meant";

/// Whether anything is set for the product alone.
pub(super) fn is_given(product: Product, reader: &mut Reader) -> bool {
    let named = Named::read(Some(product), reader);
    named.client_id.is_some() || named.access_token.is_some()
}

/// Whether `ATLASSIAN_OAUTH_ENABLE` sets up Jira and Confluence: only where no product has an address.
pub(super) fn is_minimal(product: Product, reader: &mut Reader) -> bool {
    let enabled = reader.flag(&table::OAUTH_ENABLE);
    let mut all = Product::ALL.into_iter();
    let addressed = all.any(|other| reader.text(URL.of(other)).is_some());
    enabled && !addressed && product != Product::Bitbucket
}

fn takes_shared(provider: &Provider, base: &Url, instance: Option<Url>) -> bool {
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

/// What the names begin with that are for a product, or for all.
fn prefix(product: Option<Product>) -> &'static str {
    product.map_or("ATLASSIAN", Product::env_prefix)
}

/// What is set for a product, or for all.
struct Named {
    prefix: &'static str,
    flow: Flow,
    access_token: Option<SecretString>,
    client_id: Option<String>,
    client_secret: Option<SecretString>,
    redirect_uri: String,
    scope: Option<String>,
}

impl Named {
    fn read(product: Option<Product>, reader: &mut Reader) -> Self {
        let row = |own: &'static Each, shared: &'static Setting| match product {
            Some(product) => own.of(product),
            None => shared,
        };
        let token = row(
            &table::PRODUCT_OAUTH_ACCESS_TOKEN,
            &table::OAUTH_ACCESS_TOKEN,
        );
        let id = row(&table::PRODUCT_OAUTH_CLIENT_ID, &table::OAUTH_CLIENT_ID);
        let secret = row(
            &table::PRODUCT_OAUTH_CLIENT_SECRET,
            &table::OAUTH_CLIENT_SECRET,
        );
        let grant = row(&table::PRODUCT_OAUTH_GRANT_TYPE, &table::OAUTH_GRANT_TYPE);
        let redirect = row(
            &table::PRODUCT_OAUTH_REDIRECT_URI,
            &table::OAUTH_REDIRECT_URI,
        );
        let scope = row(&table::PRODUCT_OAUTH_SCOPE, &table::OAUTH_SCOPE);
        // As it was written, since the server compares letter by letter.
        url(redirect, reader);
        let redirect_uri = reader.text(redirect);
        Self {
            prefix: prefix(product),
            flow: match reader.choice(grant) {
                Some("client_credentials") => Flow::ClientCredentials,
                _ => Flow::Code,
            },
            access_token: bearer_token(token, reader),
            client_id: reader.text(id),
            client_secret: bearer_token(secret, reader),
            redirect_uri: redirect_uri.unwrap_or_else(|| redirect.default.to_owned()),
            scope: reader.text(scope),
        }
    }

    fn found(self, provider: &Provider) -> Found {
        if let Some(token) = self.access_token {
            return Found::Complete(Credentials::Bearer(token));
        }
        let missing = |name: &str, other: &str| {
            let prefix = self.prefix;
            Found::Incomplete(format!(
                "{prefix}_OAUTH_{name} is missing: with {prefix}_OAUTH_{other} alone nobody can sign in by OAuth"
            ))
        };
        match (self.client_id, self.client_secret) {
            (None, None) => Found::Nothing,
            (None, Some(_)) => missing("CLIENT_ID", "CLIENT_SECRET"),
            (Some(_), None) => missing("CLIENT_SECRET", "CLIENT_ID"),
            (Some(client_id), Some(client_secret)) => {
                Found::Complete(Credentials::OAuth(Box::new(OAuth {
                    provider: provider.clone(),
                    flow: self.flow,
                    client_id,
                    client_secret,
                    redirect_uri: self.redirect_uri,
                    scope: self.scope,
                    folder: folder(),
                })))
            }
        }
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
