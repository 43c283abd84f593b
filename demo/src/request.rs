//! A request as the handlers see it: decoded, and with the caller known.

use axum::body::Bytes;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::{people::PersonId, record::Recorded};

/// A request to one product, after sign-in and routing.
pub(crate) struct Request {
    /// The path below the product's prefix, as sent.
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) bytes: Bytes,
    /// The body as JSON; `null` when there is none.
    pub(crate) json: Value,
    pub(crate) caller: PersonId,
    pub(crate) params: Vec<(String, String)>,
}

impl Request {
    /// Takes the request apart; `path` is what follows the product's prefix.
    pub(crate) fn new(sent: &Recorded, path: &str, bytes: Bytes, caller: PersonId) -> Self {
        Self {
            path: path.to_owned(),
            query: sent.parameters(),
            headers: sent.headers.clone(),
            json: serde_json::from_slice(&bytes).unwrap_or_default(),
            bytes,
            caller,
            params: Vec::new(),
        }
    }

    /// Remembers what the route's placeholders stood for, percent-decoded.
    pub(crate) fn with_params<'a>(
        mut self,
        params: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        self.params = params
            .map(|(name, value)| (name.to_owned(), decode(value)))
            .collect();
        self
    }

    /// What a placeholder of the route stood for.
    pub(crate) fn param(&self, name: &str) -> &str {
        find(&self.params, name).unwrap_or_default()
    }

    /// A query parameter, when it was sent and is not empty.
    pub(crate) fn arg(&self, name: &str) -> Option<&str> {
        find(&self.query, name).filter(|value| !value.is_empty())
    }

    pub(crate) fn number(&self, name: &str, default: usize) -> usize {
        self.arg(name)
            .and_then(|value| value.parse().ok())
            .unwrap_or(default)
    }

    /// A query parameter as a list: repeated, separated by commas, or both.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        let sent = self.query.iter().filter(|(key, _)| key == name);
        sent.flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .collect()
    }

    pub(crate) fn expands(&self, name: &str) -> bool {
        self.list("expand").contains(&name)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// A member of the JSON body, by JSON pointer.
    pub(crate) fn body(&self, pointer: &str) -> Option<&Value> {
        self.json.pointer(pointer).filter(|value| !value.is_null())
    }

    pub(crate) fn body_text(&self, pointer: &str) -> Option<&str> {
        self.body(pointer).and_then(Value::as_str)
    }
}

fn find<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}
