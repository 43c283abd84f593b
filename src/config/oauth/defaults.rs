//! What the wizard asks for, as far as it is set already.

use std::collections::BTreeSet;
use std::path::PathBuf;

use secrecy::SecretString;
use tracing::level_filters::LevelFilter;
use url::Url;

use super::chosen::{Meant, almost};
use super::named::{Named, prefix};
use super::{Hosts, NO_HOME, Provider, check_cloud_id, folder, nobody_gives_tokens, provider, url};
use crate::config::reader::Reader;
use crate::config::service::{Service, forced_deployment};
use crate::config::settings::table::{self, DEPLOYMENT, URL};
use crate::config::sources::{Sources, Variables};
use crate::config::{address, log_level};
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
    /// How requests travel to each product that tokens are for, as it is set for that product. The first one's way is also that to
    /// who gives the tokens; there is always one.
    pub reached: Vec<Service>,
    /// `MCP_VERBOSE` and its like.
    pub log_level: LevelFilter,
    /// What works, but probably not as meant.
    pub warnings: Vec<String>,
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
        let warnings = reader.finish()?;
        let defaults = defaults
            .ok_or_else(|| Error::Internal("there is no authorization server".to_owned()))?;
        Ok(Self {
            warnings,
            ..defaults
        })
    }

    /// A product at an address, reached as is set for it.
    pub fn at(&self, product: Product, deployment: Deployment, base: Url) -> Service {
        let mut reached = self.reached.iter();
        match reached.find(|service| service.product == product) {
            Some(service) => Service {
                deployment,
                base,
                ..service.clone()
            },
            None => Service::plain(product, deployment, base),
        }
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
        if let Provider::Cloud(_) = provider {
            check_cloud_id(reader);
        }
        let Some(folder) = folder() else {
            reader.problem(NO_HOME);
            return None;
        };
        let named = Named::read(product, reader);
        Some(Self {
            reached: reached(&provider, &products, &urls, reader),
            log_level: log_level(reader),
            warnings: Vec::new(),
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
            folder,
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
    let forced = forced_deployment(DEPLOYMENT.of(product), reader);
    let address = address::read(product, &text, forced)
        .map_err(|problem| reader.problem(format!("{name} {problem}")))
        .ok()?;
    let provider = provider(product, address.deployment, &address.base);
    if provider.is_none() {
        reader.problem(nobody_gives_tokens(&address.base));
    }
    Some((provider?, vec![(product, address.deployment)]))
}

/// Where Jira and Confluence on Cloud give tokens, or the product on Data Center that is named.
fn shared(urls: &[(Product, Url)], reader: &mut Reader) -> Option<Place> {
    if let Some(instance) = url(&table::OAUTH_INSTANCE_URL, reader)
        && !address::is_cloud(&instance)
    {
        return of_instance(&instance, urls, reader);
    }
    let site = urls.iter().find(|(_, url)| address::is_cloud(url));
    let hosts = match site {
        Some((_, url)) => address::authorization(url),
        None => Hosts::atlassian(),
    };
    if let (None, Some((_, url))) = (&hosts, site) {
        reader.problem(nobody_gives_tokens(url));
    }
    let products = [Product::Jira, Product::Confluence].map(|product| (product, Deployment::Cloud));
    Some((Provider::Cloud(hosts?), products.into()))
}

/// The product on Data Center at the address of `ATLASSIAN_OAUTH_INSTANCE_URL`, in the form in which the server has it, since the name of
/// the tokens' file depends on it.
fn of_instance(instance: &Url, urls: &[(Product, Url)], reader: &mut Reader) -> Option<Place> {
    const DC: Deployment = Deployment::DataCenter;
    let tidied = |product, url: &Url| address::read(product, url.as_str(), Some(DC)).ok();
    let mut nearly = None;
    for (product, url) in urls {
        let Some(base) = tidied(*product, url).map(|address| address.base) else {
            continue;
        };
        match Meant::by(*product, DC, &base, Some(instance)) {
            Meant::This => return Some((Provider::DataCenter(base), vec![(*product, DC)])),
            Meant::Almost => nearly = nearly.or(Some(almost(*product, &base, Some(instance)))),
            Meant::Other => {}
        }
    }
    if let Some(problem) = nearly {
        reader.problem(problem);
        return None;
    }
    match address::read(Product::Jira, instance.as_str(), Some(DC)) {
        Ok(address) => Some((Provider::DataCenter(address.base), Vec::new())),
        Err(problem) => {
            reader.problem(format!("ATLASSIAN_OAUTH_INSTANCE_URL {problem}"));
            None
        }
    }
}

/// How each product is reached, those first that have an address.
fn reached(
    provider: &Provider,
    products: &[(Product, Deployment)],
    urls: &[(Product, Url)],
    reader: &mut Reader,
) -> Vec<Service> {
    let base = provider.host().clone();
    let usual = [(Product::Jira, Deployment::DataCenter)];
    let products = match products {
        [] => usual.as_slice(),
        products => products,
    };
    let (addressed, others): (Vec<_>, Vec<_>) = products
        .iter()
        .copied()
        .partition(|(product, _)| urls.iter().any(|(known, _)| known == product));
    let all = addressed.into_iter().chain(others);
    all.map(|(product, deployment)| {
        Service::plain(product, deployment, base.clone()).reached(reader)
    })
    .collect()
}
