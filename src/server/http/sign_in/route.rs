//! What is where.

use http::Method;

use super::SignIn;
use crate::config::{below, sign_in_paths as paths};
use crate::server::http::refused::Refused;

const RESOURCE: &str = "/.well-known/oauth-protected-resource";
const SERVER: &str = "/.well-known/oauth-authorization-server";

/// A page or an endpoint of the sign-in.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::server::http) enum Route {
    /// What this server is as a resource of that address (RFC 9728).
    Resource(String),
    /// What it is as an authorization server (RFC 8414).
    Server,
    /// Where clients register (RFC 7591).
    Register,
    /// Where clients get tokens.
    Token,
    /// Where clients send people.
    Authorize,
    /// What people decide.
    Consent,
    /// Where Atlassian sends people back to.
    Callback,
    /// Which site people choose.
    Site,
}

impl Route {
    /// What is at a path below the issuer's.
    pub(super) fn of(path: &str, server: &SignIn) -> Option<Self> {
        let path = path.strip_suffix('/').unwrap_or(path);
        if let Some(rest) = below(path, RESOURCE) {
            return server.resource(local(rest, server)).map(Self::Resource);
        }
        if let Some(rest) = below(path, SERVER) {
            return local(rest, server).is_empty().then_some(Self::Server);
        }
        match path {
            paths::REGISTER => Some(Self::Register),
            paths::TOKEN => Some(Self::Token),
            paths::AUTHORIZE => Some(Self::Authorize),
            paths::CONSENT => Some(Self::Consent),
            paths::SITE => Some(Self::Site),
            _ if path == server.callback => Some(Self::Callback),
            _ => None,
        }
    }

    /// What it is called in the log.
    pub(in crate::server::http) const fn name(&self) -> &'static str {
        match self {
            Self::Resource(_) => "resource metadata",
            Self::Server => "server metadata",
            Self::Register => "register",
            Self::Token => "token",
            Self::Authorize => "authorize",
            Self::Consent => "consent",
            Self::Callback => "callback",
            Self::Site => "site",
        }
    }

    /// Whether web pages of any origin may ask it: it knows nobody by a cookie.
    pub(super) const fn is_open(&self) -> bool {
        matches!(
            self,
            Self::Resource(_) | Self::Server | Self::Register | Self::Token
        )
    }

    /// Refuses what is asked by another method than it is to be.
    pub(super) fn check(&self, method: &Method) -> Result<(), Refused> {
        let is_posted = matches!(
            self,
            Self::Register | Self::Token | Self::Consent | Self::Site
        );
        match (is_posted, method) {
            (true, &Method::POST) | (false, &Method::GET) => Ok(()),
            (false, &Method::HEAD) if self.is_open() => Ok(()),
            (true, _) => Err(Refused::only("POST", "this is asked by POST")),
            (false, _) => Err(Refused::only("GET", "this is asked by GET")),
        }
    }
}

/// The path of the resource or issuer that a well-known address names, which may repeat the issuer's own.
fn local<'a>(path: &'a str, server: &SignIn) -> &'a str {
    below(path, &server.base_path).unwrap_or(path)
}
