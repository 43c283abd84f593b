//! What somebody linked: the tokens that Atlassian's authorization servers gave for him, and what they are sealed into.

use std::collections::BTreeMap;

use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};

use super::scope::Scope;
use super::values::Sealed;
use crate::auth::oauth::Tokens;
use crate::product::Product;

/// The ids of the sites on Cloud that tokens are for, by product.
pub(super) type Sites = BTreeMap<Product, String>;

/// The tokens of one authorization server. The names are short since clients carry them with every request.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Link {
    /// [`Upstream::mark`](super::upstream::Upstream::mark).
    #[serde(rename = "u")]
    pub(super) upstream: String,
    #[serde(rename = "s", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) sites: Sites,
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub(super) access: Option<String>,
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub(super) refresh: Option<String>,
    /// When the access token ends.
    #[serde(rename = "e", default)]
    pub(super) until: i64,
}

impl Link {
    /// Of tokens that were given just now.
    pub(super) fn of(upstream: &str, tokens: &Tokens, sites: Sites) -> Self {
        let refresh = tokens.refresh.as_ref();
        Self {
            upstream: upstream.to_owned(),
            sites,
            access: Some(tokens.access.expose_secret().to_owned()),
            refresh: refresh.map(|refresh| refresh.expose_secret().to_owned()),
            until: tokens.expires_at,
        }
    }

    /// With the access token alone: one that leaks must not be good for months.
    pub(super) fn for_access(&self) -> Option<Self> {
        let access = self.access.clone()?;
        Some(Self {
            access: Some(access),
            refresh: None,
            ..self.clone()
        })
    }

    /// With the refresh token alone.
    pub(super) fn for_refresh(&self) -> Option<Self> {
        let refresh = self.refresh.clone()?;
        Some(Self {
            access: None,
            refresh: Some(refresh),
            until: 0,
            ..self.clone()
        })
    }
}

/// An access token of ours: for this server, by its issuer in the associated data.
#[derive(Serialize, Deserialize)]
pub(in crate::server::http) struct Access {
    /// What all tokens of one sign-in have in common.
    #[serde(rename = "g")]
    grant: String,
    scope: Scope,
    pub(super) links: Vec<Link>,
    until: i64,
}

impl Access {
    /// For what was granted, or less of it.
    pub(super) fn to(granted: &Granted, scope: Scope, until: i64) -> Self {
        let links = granted.links.iter();
        Self {
            grant: granted.id.clone(),
            scope,
            links: links.filter_map(Link::for_access).collect(),
            until,
        }
    }

    /// What it goes by, and each that is given for it later.
    pub(in crate::server::http) fn grant(&self) -> &str {
        &self.grant
    }

    /// What it allows.
    pub(in crate::server::http) const fn scope(&self) -> Scope {
        self.scope
    }
}

impl Sealed for Access {
    const KIND: &'static str = "access token";

    fn until(&self) -> i64 {
        self.until
    }
}

/// What somebody allowed a client.
#[derive(Serialize, Deserialize)]
pub(super) struct Granted {
    /// What it goes by.
    pub(super) id: String,
    pub(super) scope: Scope,
    pub(super) links: Vec<Link>,
}

/// A refresh token of ours, for one client.
#[derive(Serialize, Deserialize)]
pub(super) struct Refresh {
    pub(super) granted: Granted,
    pub(super) until: i64,
}

impl Sealed for Refresh {
    const KIND: &'static str = "refresh token";

    fn until(&self) -> i64 {
        self.until
    }
}

/// An authorization code of ours, for one client.
#[derive(Serialize, Deserialize)]
pub(super) struct Code {
    pub(super) granted: Granted,
    pub(super) redirect: String,
    pub(super) challenge: String,
    pub(super) until: i64,
}

impl Sealed for Code {
    const KIND: &'static str = "authorization code";

    fn until(&self) -> i64 {
        self.until
    }
}
