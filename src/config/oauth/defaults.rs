//! What the wizard asks for, as far as it is set already.

use std::collections::BTreeSet;
use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

use super::named::{Named, prefix};
use super::{Hosts, Provider, folder, provider, url};
use crate::config::address;
use crate::config::network::{self, Network};
use crate::config::reader::Reader;
use crate::config::settings::table::{self, URL};
use crate::config::sources::{Sources, Variables};
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};

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
    /// How requests travel to where the tokens are for, and to who gives them.
    pub network: Network,
    /// The folder that tokens are kept in.
    pub folder: PathBuf,
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
    pub(in crate::config) fn understand(
        product: Option<Product>,
        reader: &mut Reader,
    ) -> Option<Self> {
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
            network: network::read(product.unwrap_or(Product::Jira), reader),
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
