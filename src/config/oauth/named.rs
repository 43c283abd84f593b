//! The settings of an OAuth client, for one product or for all.

use std::path::PathBuf;

use secrecy::SecretString;

use super::{Flow, Found, NO_HOME, OAuth, Provider, folder, url};
use crate::config::login::{Credentials, bearer_token};
use crate::config::reader::Reader;
use crate::config::settings::table;
use crate::config::settings::{Each, Setting};
use crate::config::sign_in;
use crate::product::Product;

/// What the names begin with that are for a product, or for all.
pub(super) fn prefix(product: Option<Product>) -> &'static str {
    product.map_or("ATLASSIAN", Product::env_prefix)
}

/// What is set for a product, or for all.
pub(super) struct Named {
    prefix: &'static str,
    flow: Flow,
    /// Whether tokens are kept in a folder; those of people who sign in over HTTP are kept by their clients.
    keeps: bool,
    pub(super) access_token: Option<SecretString>,
    pub(super) client_id: Option<String>,
    pub(super) client_secret: Option<SecretString>,
    pub(super) redirect_uri: String,
    pub(super) scope: Option<String>,
}

impl Named {
    pub(super) fn read(product: Option<Product>, reader: &mut Reader) -> Self {
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
            keeps: !sign_in::is_on(reader),
            access_token: bearer_token(token, reader),
            client_id: reader.text(id),
            client_secret: bearer_token(secret, reader),
            redirect_uri: redirect_uri.unwrap_or_else(|| redirect.default.to_owned()),
            scope: reader.text(scope),
        }
    }

    /// What signs in, with who gives tokens or why nobody does.
    pub(super) fn found(self, provider: Result<Provider, String>) -> Found {
        // A token is one account's; people who sign in have their own, by the client.
        let is_for_people = !self.keeps && self.client_id.is_some();
        if let Some(token) = self.access_token.filter(|_| !is_for_people) {
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
                let provider = match provider {
                    Ok(provider) => provider,
                    Err(why) => return Found::Incomplete(why),
                };
                let folder = match (folder(), self.flow == Flow::Code && self.keeps) {
                    (Some(folder), _) => folder,
                    (None, true) => return Found::Incomplete(NO_HOME.to_owned()),
                    (None, false) => PathBuf::new(),
                };
                Found::Complete(Credentials::OAuth(Box::new(OAuth {
                    provider,
                    flow: self.flow,
                    client_id,
                    client_secret,
                    redirect_uri: self.redirect_uri,
                    scope: self.scope,
                    folder,
                })))
            }
        }
    }
}
