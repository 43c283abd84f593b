//! Which of what is set for OAuth signs in to a product.

use url::Url;

use super::named::Named;
use super::{Hosts, Provider, provider, url};
use crate::config::address;
use crate::config::reader::Reader;
use crate::config::service::Credentials;
use crate::config::settings::table::{self, URL};
use crate::product::{Deployment, Product};

/// What is set of OAuth for one product.
pub(in crate::config) enum Found {
    /// Nothing.
    Nothing,
    /// Too little; the text says what is missing.
    Incomplete(String),
    /// All that signing in needs.
    Complete(Credentials),
}

/// What is set for a product at an address. Its own variables (`JIRA_OAUTH_…`) come before those for all (`ATLASSIAN_OAUTH_…`), which
/// are for Jira and Confluence on Cloud, or for the product on Data Center that `ATLASSIAN_OAUTH_INSTANCE_URL` names.
pub(in crate::config) fn read(
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
pub(in crate::config) fn is_given(product: Product, reader: &mut Reader) -> bool {
    let named = Named::read(Some(product), reader);
    named.client_id.is_some() || named.access_token.is_some()
}

/// Whether `ATLASSIAN_OAUTH_ENABLE` sets up Jira and Confluence: only where no product has an address.
pub(in crate::config) fn is_minimal(product: Product, reader: &mut Reader) -> bool {
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
