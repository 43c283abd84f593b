//! Which sites on Cloud a token is for, and which id a site has.

use std::collections::BTreeSet;

use reqwest::Client;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use url::Url;

use super::answer;
use crate::error::Result;
use crate::product::Product;

/// A site that a token may be used at.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Site {
    /// Its cloud id.
    pub id: String,
    /// Its address.
    pub url: String,
    /// What people call it.
    pub name: String,
    /// What the token may do there.
    #[serde(default)]
    pub scopes: BTreeSet<String>,
}

impl Site {
    /// Whether the token is for that product there, as far as its scopes tell.
    pub fn has(&self, product: Product) -> bool {
        let word = product.to_string().to_lowercase();
        self.scopes.is_empty() || self.scopes.iter().any(|scope| scope.contains(&word))
    }
}

/// The sites of a token (`GET /oauth/token/accessible-resources`). A site with two products is told twice and listed once.
///
/// # Errors
/// [`Error::SignIn`](crate::error::Error::SignIn) for an answer that is none.
pub async fn of(http: &Client, gateway: &Url, access: &SecretString) -> Result<Vec<Site>> {
    let mut url = gateway.clone();
    url.set_path("/oauth/token/accessible-resources");
    let request = http.get(url).bearer_auth(access.expose_secret());
    let request = request.header("accept", "application/json");
    let told: Vec<Site> = answer::json(gateway, request, std::slice::from_ref(access)).await?;
    let mut sites: Vec<Site> = Vec::new();
    for site in told {
        match sites.iter_mut().find(|known| known.id == site.id) {
            Some(known) => known.scopes.extend(site.scopes),
            None => sites.push(site),
        }
    }
    Ok(sites)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tenant {
    cloud_id: String,
}

/// The cloud id of the site at an address (`GET /_edge/tenant_info`). Sends no credentials.
///
/// # Errors
/// [`Error::SignIn`](crate::error::Error::SignIn) if the site does not tell.
pub async fn cloud_id_of(http: &Client, site: &Url) -> Result<String> {
    let mut url = site.clone();
    url.set_path("/_edge/tenant_info");
    let tenant: Tenant = answer::json(site, http.get(url), &[]).await?;
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    match !tenant.cloud_id.is_empty() && tenant.cloud_id.chars().all(plain) {
        true => Ok(tenant.cloud_id),
        false => Err(answer::unreadable(site, "it tells no cloud id")),
    }
}
