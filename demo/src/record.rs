//! What a client sent, as it was sent.

use axum::{body::Bytes, http::request::Parts};
use serde_json::Value;

/// One received request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The method, in capitals.
    pub method: String,
    /// The path as sent, product prefix included, percent-encoding kept.
    pub path: String,
    /// The query as sent, without `?`; empty when there was none.
    pub query: String,
    /// Header names in lower case with their values, in order.
    pub headers: Vec<(String, String)>,
    /// The body as text; bytes that are no UTF-8 are replaced.
    pub body: String,
}

impl Recorded {
    pub(crate) fn new(parts: &Parts, body: &Bytes) -> Self {
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        Self {
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
                .collect(),
            body: text(body),
        }
    }

    /// The first value of a header, named in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as JSON, or `None` when it is none.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }

    /// The query's parameters, decoded, in order.
    pub fn parameters(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(self.query.as_bytes())
            .into_owned()
            .collect()
    }
}
