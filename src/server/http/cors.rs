//! What browsers need to hear before pages of another site may speak with this server (Fetch Standard, "CORS protocol"). Only
//! origins that the operator names hear it; those of this machine do not, since any program may serve pages there.

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, VARY,
};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method};

/// Whether a browser asks what it may send.
pub(super) fn asks(parts: &Parts) -> bool {
    parts.method == Method::OPTIONS && parts.headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// What it may send, with the headers that it asks for: each is checked once it comes.
pub(super) fn allow(asked: &HeaderMap, answer: &mut HeaderMap) {
    let methods = HeaderValue::from_static("GET, POST, DELETE");
    answer.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
    if let Some(headers) = asked.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        answer.insert(ACCESS_CONTROL_ALLOW_HEADERS, headers.clone());
    }
    answer.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
}

/// Lets pages of that origin read the answer.
pub(super) fn show(origin: HeaderValue, answer: &mut HeaderMap) {
    answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    answer.insert(VARY, HeaderValue::from_static("Origin"));
    let exposed = HeaderValue::from_static("Mcp-Session-Id, WWW-Authenticate, X-Request-Id");
    answer.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
}
