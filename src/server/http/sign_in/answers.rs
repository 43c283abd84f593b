//! Answers to clients and browsers. None is kept by anybody on the way.

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    CACHE_CONTROL, LOCATION, REFERRER_POLICY, RETRY_AFTER,
};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

use super::page;
use crate::server::http::answers::{self, Body};
use crate::server::http::refused::Refused;

/// What a client is told of a request that failed (RFC 6749 §5.2, RFC 7591 §3.2.2).
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) status: StatusCode,
    pub(super) error: &'static str,
    pub(super) why: String,
}

impl Failure {
    /// With the usual status.
    pub(super) fn new(error: &'static str, why: impl Into<String>) -> Self {
        let status = match error {
            "invalid_client" => StatusCode::UNAUTHORIZED,
            "temporarily_unavailable" => StatusCode::SERVICE_UNAVAILABLE,
            "server_error" => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        };
        let why = why.into();
        Self { status, error, why }
    }

    /// What this server says of any request before it is looked at, in the words of OAuth.
    pub(super) fn of(refused: &Refused) -> Self {
        let error = match refused.status() {
            StatusCode::SERVICE_UNAVAILABLE => "temporarily_unavailable",
            _ => "invalid_request",
        };
        Self {
            status: refused.status(),
            ..Self::new(error, refused.why())
        }
    }

    pub(super) fn response(&self) -> Response<Body> {
        let told = json!({ "error": self.error, "error_description": self.why });
        let mut response = json(self.status, &told);
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            let soon = HeaderValue::from_static("5");
            response.headers_mut().insert(RETRY_AFTER, soon);
        }
        response
    }
}

/// A page that says what is wrong, for whoever cannot be sent back to the client with it.
pub(super) fn problem(text: &str) -> Response<Body> {
    page::problem("This sign-in cannot go on", text).response(StatusCode::BAD_REQUEST)
}

/// JSON that nobody keeps.
pub(super) fn json(status: StatusCode, told: &Value) -> Response<Body> {
    unkept(answers::json(status, told.to_string()))
}

/// Sends a browser on, by GET.
pub(super) fn redirect(to: &str) -> Response<Body> {
    let mut response = unkept(answers::plain(StatusCode::SEE_OTHER, ""));
    let headers = response.headers_mut();
    match HeaderValue::try_from(to) {
        Ok(mut to) => {
            to.set_sensitive(true);
            headers.insert(LOCATION, to);
        }
        Err(_) => *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR,
    }
    response
        .headers_mut()
        .insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

fn unkept(mut response: Response<Body>) -> Response<Body> {
    let never = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, never);
    response
}

/// Lets web pages of any origin read the answer: it is the same for everybody who asks the same.
pub(super) fn open(headers: &mut HeaderMap) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    let exposed = HeaderValue::from_static("X-Request-Id");
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
}

/// What web pages of any origin may send there.
pub(super) fn preflight(asked: &HeaderMap) -> Response<Body> {
    let mut response = answers::plain(StatusCode::NO_CONTENT, "");
    let headers = response.headers_mut();
    open(headers);
    let methods = HeaderValue::from_static("GET, POST");
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
    if let Some(asked) = asked.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
    }
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    response
}
