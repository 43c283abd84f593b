//! What clients read before they sign anybody in.

use http::{Response, StatusCode};
use serde_json::json;

use super::{SignIn, answers};
use crate::config::{self, Listener, below, sign_in_paths as paths};
use crate::server::http::answers::Body;

/// The paths of MCP, and the addresses that clients know them by.
pub(super) fn resources(settings: &config::SignIn, listener: &Listener) -> Vec<(String, String)> {
    let address = |path: &String| settings.resource(path, &listener.base_path);
    let paths = std::iter::once(&listener.path).chain(&listener.sse);
    paths.map(|path| (path.clone(), address(path))).collect()
}

impl SignIn {
    /// RFC 9728 §3.2.
    pub(super) fn resource_metadata(&self, resource: &str) -> Response<Body> {
        let told = json!({
            "resource": resource,
            "authorization_servers": [self.issuer],
            "scopes_supported": self.offered().names(),
            "bearer_methods_supported": ["header"],
            "resource_name": "mcp-atlassian",
        });
        answers::json(StatusCode::OK, &told)
    }

    /// RFC 8414 §2, with RFC 9207 §3 and client ID metadata documents.
    pub(super) fn server_metadata(&self) -> Response<Body> {
        let at = |path: &str| format!("{}{path}", self.issuer);
        let told = json!({
            "issuer": self.issuer,
            "authorization_endpoint": at(paths::AUTHORIZE),
            "token_endpoint": at(paths::TOKEN),
            "registration_endpoint": at(paths::REGISTER),
            "scopes_supported": self.offered().names(),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "token_endpoint_auth_methods_supported": ["none"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": true,
            "client_id_metadata_document_supported": self.documents.is_some(),
        });
        answers::json(StatusCode::OK, &told)
    }

    /// Where the metadata of the resource at a path are; those of the usual one for what is none. Clients compare the address that they
    /// asked with what it says (RFC 9728 §3.3).
    pub(super) fn metadata_url(&self, path: &str) -> String {
        let is_there = |resource: &&(String, String)| resource.0 == path;
        let resource = self.resources.iter().find(is_there);
        let resource = resource.or(self.resources.first());
        let path = resource.map_or("", |(path, _)| path);
        let path = below(path, &self.base_path).unwrap_or(path);
        format!("{}/.well-known/oauth-protected-resource{path}", self.issuer)
    }

    /// The address of the resource at a path; that of the usual one for none.
    pub(super) fn resource(&self, path: &str) -> Option<String> {
        let is_at = |own: &str| path == own || Some(path) == below(own, &self.base_path);
        let mut resources = self.resources.iter();
        let found = match path {
            "" => resources.next(),
            _ => resources.find(|(own, _)| is_at(own)),
        };
        found.map(|(_, url)| url.clone())
    }

    /// Whether a client means this server by an address (RFC 8707): that of MCP here, or of the server as a whole.
    pub(super) fn is_here(&self, resource: &str) -> bool {
        let plain = |url: &str| {
            let url = url::Url::parse(url).ok()?;
            let path = url.path().trim_end_matches('/');
            let whole = url.query().is_none() && url.fragment().is_none();
            whole.then(|| (url.origin(), path.to_owned()))
        };
        let meant = plain(resource);
        let own = self.resources.iter().map(|(_, url)| url);
        meant.is_some() && own.chain([&self.issuer]).any(|own| plain(own) == meant)
    }
}
