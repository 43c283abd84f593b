//! What the tokens are for: a site on Cloud, chosen if there are several, or the one product that gave them.

use reqwest::Client;
use url::Url;

use super::console::Console;
use crate::auth::oauth::{Server, Site, Tokens};
use crate::config::{Defaults, Hosts, Provider, Service};
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};

/// Where the tokens work.
pub(super) struct Place {
    /// The site's id on Cloud.
    pub(super) cloud_id: Option<String>,
    /// Its products, as calls reach them.
    pub(super) services: Vec<Service>,
    /// Their addresses, as people see them.
    pub(super) urls: Vec<(Product, String)>,
}

/// Finds the place, and asks if there are several.
pub(super) async fn choose(
    defaults: &Defaults,
    server: &Server,
    http: &Client,
    tokens: &Tokens,
    console: &mut Console,
) -> Result<Place> {
    let Provider::Cloud(hosts) = &defaults.provider else {
        return Ok(alone(defaults));
    };
    let sites = server.sites(http, &tokens.access).await?;
    let site = match sites.as_slice() {
        [] => return Err(no_site()),
        [site] => site,
        several => pick(defaults, several, console).await?,
    };
    console.say(&format!("The site is {} ({}).", site.name, site.url));
    Ok(on_cloud(defaults, hosts, site))
}

fn no_site() -> Error {
    Error::Config(
        "The account has no site that the app may use: consent for a site with Jira or Confluence, and give the app scopes of theirs."
            .to_owned(),
    )
}

/// The one that is set, by id or address, is what is usual.
async fn pick<'s>(
    defaults: &Defaults,
    sites: &'s [Site],
    console: &mut Console,
) -> Result<&'s Site> {
    console.say("The account has several sites:");
    for (number, site) in sites.iter().enumerate() {
        console.say(&format!("  {}. {} ({})", number + 1, site.name, site.url));
    }
    let is_set = |site: &Site| {
        let host = Url::parse(&site.url).ok();
        let host = host.as_ref().and_then(Url::host_str);
        let by_url = defaults.urls.iter().any(|(_, url)| url.host_str() == host);
        defaults.cloud_id.as_deref() == Some(site.id.as_str()) || by_url
    };
    let usual = sites.iter().position(is_set).unwrap_or_default() + 1;
    loop {
        let answer = console.ask("Which one", Some(&usual.to_string())).await?;
        let number = answer.parse().ok();
        let site = number.and_then(|number: usize| sites.get(number.checked_sub(1)?));
        match site {
            Some(site) => return Ok(site),
            None => console.say(&format!("Answer with a number from 1 to {}.", sites.len())),
        }
    }
}

/// The products that the scopes speak of.
fn on_cloud(defaults: &Defaults, hosts: &Hosts, site: &Site) -> Place {
    let products: Vec<_> = [Product::Jira, Product::Confluence]
        .into_iter()
        .filter(|product| site.has(*product))
        .collect();
    let service = |product: &Product| {
        let base = hosts.at(*product, &site.id)?;
        Some(defaults.at(*product, Deployment::Cloud, base))
    };
    let url = |product: &Product| match product {
        Product::Confluence => (*product, format!("{}/wiki", site.url.trim_end_matches('/'))),
        _ => (*product, site.url.clone()),
    };
    Place {
        cloud_id: Some(site.id.clone()),
        services: products.iter().filter_map(service).collect(),
        urls: products.iter().map(url).collect(),
    }
}

fn alone(defaults: &Defaults) -> Place {
    let of = |product: Product| defaults.urls.iter().find(|(known, _)| *known == product);
    let found = defaults.products.iter();
    let found =
        found.filter_map(|(product, deployment)| Some((*product, *deployment, &of(*product)?.1)));
    let found: Vec<_> = found.collect();
    let services = found.iter().filter_map(|(product, deployment, _)| {
        let base = match &defaults.provider {
            Provider::DataCenter(base) => base.clone(),
            Provider::Cloud(_) | Provider::Bitbucket(_) => {
                Url::parse("https://api.bitbucket.org").ok()?
            }
        };
        Some(defaults.at(*product, *deployment, base))
    });
    Place {
        cloud_id: None,
        services: services.collect(),
        urls: found
            .iter()
            .map(|(product, _, url)| (*product, url.to_string()))
            .collect(),
    }
}
