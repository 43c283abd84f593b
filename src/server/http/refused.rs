//! What a request is told that does not get as far as MCP.

use http::header::{ALLOW, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};
use serde_json::json;

use super::answers::{self, Body};
use super::sign_in::SignIn;

/// JSON-RPC's first code for a server's own errors.
const REFUSED: i32 = -32000;

/// What is asked of those whom nobody signs in here.
const REALM: &str = "Bearer realm=\"mcp-atlassian\"";

/// A status and why.
#[derive(Debug)]
pub(super) struct Refused {
    status: StatusCode,
    why: String,
    allows: &'static str,
    /// The code of RFC 6750 §3.1, for one who brought a token that does not do.
    error: Option<&'static str>,
}

impl Refused {
    pub(super) fn new(status: StatusCode, why: impl Into<String>) -> Self {
        Self {
            status,
            why: why.into(),
            allows: "POST",
            error: None,
        }
    }

    /// Nobody is known to be calling (RFC 9110 §15.5.2).
    pub(super) fn unauthorized(why: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, why)
    }

    /// A token is none, or good no longer; clients get another one then (RFC 6750 §3.1).
    pub(super) fn invalid_token(why: impl Into<String>) -> Self {
        Self {
            error: Some("invalid_token"),
            ..Self::unauthorized(why)
        }
    }

    /// A token is for less than is asked; clients ask for more then (RFC 6750 §3.1).
    pub(super) fn insufficient_scope(why: impl Into<String>) -> Self {
        Self {
            error: Some("insufficient_scope"),
            ..Self::new(StatusCode::FORBIDDEN, why)
        }
    }

    /// There is more to do than can be done (the setting says how much that is); it is worth to come again in a second.
    pub(super) fn busy(setting: &str) -> Self {
        let why =
            format!("this server has as much to do as it takes ({setting}); try again in a second");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, why)
    }

    /// The method is none of those that the address knows.
    pub(super) fn only(allows: &'static str, why: &str) -> Self {
        Self {
            allows,
            ..Self::new(StatusCode::METHOD_NOT_ALLOWED, why)
        }
    }

    /// There is no such session, or not of this caller; clients begin anew then (MCP, "Session Management").
    pub(super) fn no_session() -> Self {
        let why = "there is no such session of yours, or it has ended: begin a new one";
        Self::new(StatusCode::NOT_FOUND, why)
    }

    pub(super) const fn status(&self) -> StatusCode {
        self.status
    }

    /// In words.
    pub(super) fn why(&self) -> &str {
        &self.why
    }

    /// The answer to what was asked at a path; who is to sign in is told where, if people sign in here.
    pub(super) fn response(&self, path: &str, sign_in: Option<&SignIn>) -> Response<Body> {
        // An error of JSON-RPC without an id (MCP, "Transports"), whose message clients show; they would not any other body's.
        let error = json!({ "code": REFUSED, "message": self.why });
        let body = json!({ "jsonrpc": "2.0", "id": null, "error": error });
        let mut response = answers::json(self.status, body.to_string());
        let fixed = HeaderValue::from_static;
        let asks = self.status == StatusCode::UNAUTHORIZED || self.error.is_some();
        let more = match self.status {
            _ if asks => Some((
                WWW_AUTHENTICATE,
                sign_in.map_or_else(
                    || fixed(REALM),
                    |sign_in| sign_in.challenge(path, self.error),
                ),
            )),
            StatusCode::SERVICE_UNAVAILABLE => Some((RETRY_AFTER, fixed("1"))),
            StatusCode::METHOD_NOT_ALLOWED => Some((ALLOW, fixed(self.allows))),
            _ => None,
        };
        response.headers_mut().extend(more);
        response
    }
}
