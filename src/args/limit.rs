//! How long an argument may be. What is longer is refused before anything looks into it.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// The most items of a list.
pub(super) const ITEMS: usize = 1_000;

/// The most that a parameter takes, by its type in `tools.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// So many characters, in all texts of the value together.
    Characters(usize),
    /// So many bytes once percent-encoded, for text that becomes part of a URL.
    Encoded(usize),
}

impl Limit {
    /// Says what is too long about a value, if anything is.
    pub(super) fn fault(self, name: &str, value: &Value) -> Option<String> {
        let (length, most, unit) = match self {
            Self::Characters(most) => (characters(value), most, "characters"),
            Self::Encoded(most) => (encoded(value), most, "bytes as part of an address"),
        };
        (length > most)
            .then(|| format!("`{name}` has {length} {unit}; {most} is the most that is taken"))
    }
}

/// The length of all texts and names in a value, with one for each value, so that nothing long is short.
fn characters(value: &Value) -> usize {
    match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.iter().map(|item| characters(item) + 1).sum(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| name.chars().count() + characters(value) + 1)
            .sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 1,
    }
}

fn encoded(value: &Value) -> usize {
    match value {
        Value::String(text) => utf8_percent_encode(text, NON_ALPHANUMERIC)
            .map(str::len)
            .sum(),
        other => characters(other),
    }
}

/// Says that a list has too many items, if it has.
pub(super) fn too_many(items: usize) -> Option<String> {
    (items > ITEMS).then(|| format!("{items} items; {ITEMS} is the most that a call takes"))
}
