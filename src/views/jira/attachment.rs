//! Files on an issue.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::slim::when;
use crate::views::User;

/// A file, as `fields.attachment` and an upload's answer give it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// Its id.
    #[serde(deserialize_with = "crate::views::known")]
    pub id: String,
    /// Its name, which need not be unique.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub filename: String,
    /// What kind of file it is, as whoever uploaded it said.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub mime_type: String,
    /// Its size in bytes.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub size: u64,
    /// Who uploaded it; none for a deleted account.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub author: Option<User>,
    /// When it was uploaded.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub created: String,
    /// Where its bytes are.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub content: String,
}

impl Attachment {
    /// The file as a model sees it.
    pub fn shown(&self) -> Map<String, Value> {
        let shown = [
            ("id", json!(self.id)),
            ("name", json!(self.filename)),
            ("type", json!(self.mime_type)),
            ("bytes", json!(self.size)),
            ("author", json!(self.author.as_ref().map(User::label))),
            ("created", json!(when(&self.created))),
        ];
        let said = shown
            .into_iter()
            .filter(|(_, value)| !crate::blank::is_blank(value));
        said.map(|(name, value)| (name.to_owned(), value)).collect()
    }
}
