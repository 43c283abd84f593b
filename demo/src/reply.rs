//! An answer before it is HTTP.

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode},
    response::Response,
};
use serde_json::Value;

/// Status, headers and body of an answer.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// What a handler gives: an answer, or the answer that says why not.
pub(crate) type Answer = Result<Reply, Reply>;

impl Reply {
    pub(crate) fn json(status: u16, value: Value) -> Self {
        Self::new(
            status,
            "application/json;charset=UTF-8",
            value.to_string().into_bytes(),
        )
    }

    pub(crate) fn ok(value: Value) -> Self {
        Self::json(200, value)
    }

    pub(crate) fn text(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain;charset=UTF-8", text.as_bytes().to_vec())
    }

    pub(crate) fn html(status: u16, text: &str) -> Self {
        Self::new(status, "text/html;charset=UTF-8", text.as_bytes().to_vec())
    }

    pub(crate) fn bytes(content_type: &str, body: Vec<u8>) -> Self {
        Self::new(200, content_type, body)
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    pub(crate) fn redirect(status: u16, location: String) -> Self {
        Self::empty(status).header("Location", location)
    }

    fn new(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type", content_type.to_owned())],
            body,
        }
    }

    pub(crate) fn header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The same with another body.
    pub(crate) fn with_body(self, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Self {
        Self {
            body: change(self.body),
            ..self
        }
    }

    /// The same, said to be of another media type.
    pub(crate) fn typed(mut self, kind: &str) -> Self {
        self.headers.retain(|(name, _)| *name != "Content-Type");
        self.header("Content-Type", kind.to_owned())
    }

    /// Whether it has no body.
    pub(crate) fn is_empty(&self) -> bool {
        self.body.is_empty()
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.body
    }
}

impl From<Reply> for Response {
    fn from(reply: Reply) -> Self {
        let mut response = Self::new(Body::from(reply.body));
        *response.status_mut() =
            StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in reply.headers {
            if let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name), HeaderValue::try_from(value))
            {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}
