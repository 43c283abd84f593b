//! What a model gets to see: Atlassian's answers, read leniently and written slim.
//!
//! Views take the members they need and pass over the rest, so that a server may say more or less than its document.

pub mod bitbucket;
pub mod confluence;
pub mod jira;
mod user;

pub use user::{Known, User};

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

/// Reads a null as the default, for lists and maps that servers send as null.
pub fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads an id that one server sends as text and another as number.
pub fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::String(text) => text,
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    })
}

/// [`id`] for the key or id without which an answer speaks of nothing: an error page in JSON must not pass for an issue.
pub fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Some(id(deserializer)?)
        .filter(|id| !id.is_empty())
        .ok_or_else(|| D::Error::custom("a key or id is empty"))
}

/// Whether a value says nothing and may be left out.
pub fn is_blank(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Null => true,
        serde_json::Value::String(text) => text.is_empty(),
        serde_json::Value::Array(items) => items.is_empty(),
        serde_json::Value::Object(map) => map.is_empty(),
        _ => false,
    }
}
