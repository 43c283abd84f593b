//! Where people see a product, which need not be where its API is called: behind Atlassian's gateway, or behind a proxy that
//! only this server knows.

use std::sync::Arc;

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::Product;
use crate::tools::either;
use crate::views::confluence::Links;
use serde::Deserialize;
use url::Url;

/// What Jira says of its addresses (`GET serverInfo`).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ServerInfo {
    base_url: Option<String>,
    /// Cloud: the site's own domain, if it has one.
    display_url: Option<String>,
}

/// The user of Confluence whom any answer about it would do for; it says the site's address by the way.
#[derive(Deserialize)]
struct Somebody {
    #[serde(rename = "_links", default)]
    links: Links,
}

/// What links for people begin with, without a slash at its end. Where the API is called at the gateway, which shows no pages, it
/// is what an answer `told` (`_links.base`), or the product is asked once; if that fails it is the configured address after all.
///
/// # Errors
/// If the product is not configured.
pub async fn address(ctx: &Ctx, product: Product, told: Option<&str>) -> Result<String> {
    let session = ctx.session(product)?;
    let configured = session.base_url();
    if !is_gateway(&session.service().base) {
        return Ok(configured.to_owned());
    }
    if let Some(told) = told {
        return Ok(told.to_owned());
    }
    let own = own(ctx, product).await.inspect_err(|error| {
        tracing::warn!(%error, "the site's address is not known; links lead to the gateway");
    });
    let own = own.ok().and_then(|own| own.first().cloned());
    Ok(own.map_or_else(
        || configured.to_owned(),
        |own| own.as_str().trim_end_matches('/').to_owned(),
    ))
}

/// Whether the API is called at Atlassian's gateway: `https://api.atlassian.com/ex/jira/{cloudId}`.
pub fn is_gateway(base: &Url) -> bool {
    base.path_segments()
        .is_some_and(|mut segments| segments.next() == Some("ex"))
}

/// Makes sure that an address given in place of a key or id is one of this site. The product is asked for its own address, once,
/// if it is not the one that is configured.
///
/// # Errors
/// [`Error::Arguments`] for another site.
pub async fn check(ctx: &Ctx, product: Product, given: Option<&Url>) -> Result<()> {
    let Some(given) = given else { return Ok(()) };
    let base = &ctx.session(product)?.service().base;
    if is_at(given, base) {
        return Ok(());
    }
    let own = own(ctx, product).await.unwrap_or_default();
    if own.iter().any(|own| is_at(given, own)) {
        return Ok(());
    }
    let ours = own.first().unwrap_or(base);
    Err(Error::Arguments(format!(
        "{} is at {}, but this {product} is at {}. If the same key or id is meant here, give it without an address",
        public(given),
        host(given),
        host(ours)
    )))
}

/// Whether an address is of the product at `base`. One gateway serves all sites, so that it must be the same one there.
fn is_at(given: &Url, base: &Url) -> bool {
    let below = || {
        let rest = given.path().strip_prefix(base.path().trim_end_matches('/'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    // The port for git over SSH says nothing of the one for the web.
    let same_host = match given.scheme() {
        "ssh" => host_name(given).eq_ignore_ascii_case(host_name(base)),
        _ => host(given) == host(base),
    };
    same_host && (!is_gateway(base) || below())
}

/// An address without what may be secret of it: the user of a clone URL with his token, query and fragment.
pub fn public(address: &Url) -> String {
    let mut shown = address.clone();
    shown.set_query(None);
    shown.set_fragment(None);
    // Addresses that can have no user have none to be taken away.
    let _ = shown.set_password(None);
    let _ = shown.set_username("");
    shown.into()
}

fn host_name(url: &Url) -> &str {
    url.host_str().unwrap_or_default().trim_end_matches('.')
}

/// The host, and the port if it is not the usual one.
fn host(url: &Url) -> String {
    let host = host_name(url);
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// The addresses that the product has by its own account, remembered.
async fn own(ctx: &Ctx, product: Product) -> Result<Arc<Vec<Url>>> {
    let cache = ctx.caller().cache();
    match product {
        Product::Jira => cache.jira_addresses.get(jira(ctx)).await,
        Product::Confluence => cache.confluence_addresses.get(confluence(ctx)).await,
        Product::Bitbucket => Ok(Arc::new(bitbucket(&ctx.session(product)?.service().base))),
    }
}

/// Bitbucket Cloud shows people another host than it serves the API at.
fn bitbucket(base: &Url) -> Vec<Url> {
    let is_cloud = base.host_str() == Some("api.bitbucket.org");
    let shown = is_cloud.then(|| Url::parse("https://bitbucket.org").ok());
    shown.flatten().into_iter().collect()
}

async fn jira(ctx: &Ctx) -> Result<Vec<Url>> {
    let answer = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_server_info())?;
    let info: ServerInfo = answer.view()?;
    let told = info.base_url.into_iter().chain(info.display_url);
    Ok(told
        .filter_map(|address| Url::parse(&address).ok())
        .collect())
}

async fn confluence(ctx: &Ctx) -> Result<Vec<Url>> {
    let answer = either!(ctx, Confluence, confluence_cloud_v1 | confluence_dc, api => api.get_user_current())?;
    let somebody: Somebody = answer.view()?;
    let told = somebody.links.base.into_iter();
    Ok(told
        .filter_map(|address| Url::parse(&address).ok())
        .collect())
}
