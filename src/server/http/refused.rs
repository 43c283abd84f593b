//! What a request is told that does not get as far as MCP.

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};
use http_body_util::Full;
use serde_json::json;

/// JSON-RPC's first code for a server's own errors.
const REFUSED: i32 = -32000;

/// A status and why.
#[derive(Debug)]
pub(super) struct Refused {
    status: StatusCode,
    why: String,
}

impl Refused {
    pub(super) fn new(status: StatusCode, why: impl Into<String>) -> Self {
        Self {
            status,
            why: why.into(),
        }
    }

    /// Nobody is known to be calling (RFC 9110 §15.5.2).
    pub(super) fn unauthorized(why: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, why)
    }

    /// There is more to do than can be done; it is worth to come again in a second.
    pub(super) fn busy() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "as many requests are under way as this server takes (MCP_HTTP_CALLS); try again in a second",
        )
    }

    /// There are no sessions, so there is nothing to listen to and nothing to delete.
    pub(super) fn only_post() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "this server keeps no sessions: send each message by POST",
        )
    }

    pub(super) const fn status(&self) -> StatusCode {
        self.status
    }

    pub(super) fn response(&self) -> Response<Full<Bytes>> {
        // An error of JSON-RPC without an id (MCP, "Transports"), whose message clients show; they would not any other body's.
        let error = json!({ "code": REFUSED, "message": self.why });
        let body = json!({ "jsonrpc": "2.0", "id": null, "error": error }).to_string();
        let mut response = Response::new(Full::from(body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let more = match self.status {
            StatusCode::UNAUTHORIZED => Some((WWW_AUTHENTICATE, "Bearer realm=\"mcp-atlassian\"")),
            StatusCode::SERVICE_UNAVAILABLE => Some((RETRY_AFTER, "1")),
            StatusCode::METHOD_NOT_ALLOWED => Some((ALLOW, "POST")),
            _ => None,
        };
        headers.extend(more.map(|(name, value)| (name, HeaderValue::from_static(value))));
        response
    }
}
