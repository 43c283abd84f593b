//! Which of what is set for OAuth signs in to a product.

use url::Url;

use super::named::Named;
use super::{nobody_gives_tokens, provider, url};
use crate::config::address;
use crate::config::login::Credentials;
use crate::config::reader::Reader;
use crate::config::settings::table::{self, URL};
use crate::config::sign_in;
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
    reader: &mut Reader,
) -> Found {
    let (own, shared) = (
        Named::read(Some(product), reader),
        Named::read(None, reader),
    );
    let instance = url(&table::OAUTH_INSTANCE_URL, reader);
    let homeless = is_minimal(product, reader) && reader.text(&table::OAUTH_CLOUD_ID).is_none();
    let provider = provider(product, deployment, base).ok_or_else(|| nobody_gives_tokens(base));
    let meant = Meant::by(product, deployment, base, instance.as_ref());
    let found = match (own.found(provider.clone()), meant) {
        (Found::Nothing, Meant::This) => shared.found(provider),
        (Found::Nothing, Meant::Almost) if !is_addressed(instance.as_ref(), reader) => {
            match shared.found(provider) {
                Found::Nothing => Found::Nothing,
                _ => Found::Incomplete(almost(product, base, instance.as_ref())),
            }
        }
        (found, _) => found,
    };
    match found {
        // Whoever signs in chooses his site.
        Found::Complete(_) if homeless && !sign_in::is_on(reader) => {
            Found::Incomplete(HOMELESS.to_owned())
        }
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

/// Whether what is set for all is for a product.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    /// It is.
    This,
    /// Probably, but the context path is missing.
    Almost,
    /// It is for others.
    Other,
}

impl Meant {
    /// By `ATLASSIAN_OAUTH_INSTANCE_URL`. Several products at one host differ in their context paths alone, so that all of the address
    /// must be the product's: the secret is for nobody else.
    pub(super) fn by(
        product: Product,
        deployment: Deployment,
        base: &Url,
        instance: Option<&Url>,
    ) -> Self {
        match (deployment, instance) {
            (Deployment::Cloud, _) if product == Product::Bitbucket => Self::Other,
            (Deployment::Cloud, None) => Self::This,
            (Deployment::Cloud, Some(instance)) if address::is_cloud(instance) => Self::This,
            (Deployment::DataCenter, Some(instance)) => Self::at(product, base, instance),
            _ => Self::Other,
        }
    }

    fn at(product: Product, base: &Url, instance: &Url) -> Self {
        let tidied = address::read(product, instance.as_str(), Some(Deployment::DataCenter));
        match tidied {
            Ok(instance) if instance.base == *base => Self::This,
            Ok(instance)
                if instance.base.path() == "/" && instance.base.origin() == base.origin() =>
            {
                Self::Almost
            }
            _ => Self::Other,
        }
    }
}

/// Whether the instance is the whole address of some product.
fn is_addressed(instance: Option<&Url>, reader: &mut Reader) -> bool {
    let mut all = Product::ALL.into_iter();
    all.any(|product| {
        let url = url(URL.of(product), reader);
        let base = url.and_then(|url| {
            address::read(product, url.as_str(), Some(Deployment::DataCenter)).ok()
        });
        base.is_some_and(|at| {
            Meant::by(product, Deployment::DataCenter, &at.base, instance) == Meant::This
        })
    })
}

/// What to say where the context path is missing.
pub(super) fn almost(product: Product, base: &Url, instance: Option<&Url>) -> String {
    let (name, instance) = (URL.of(product).name, instance.map_or("", Url::as_str));
    format!(
        "ATLASSIAN_OAUTH_INSTANCE_URL is {instance} and {name} is {base}: set both to the address of {product}, with its context path"
    )
}
