//! Comments on an issue.

use serde::Deserialize;
use serde_json::{Value, json};

use super::slim::{RichText, when};
use crate::views::User;

/// A page of comments, as `fields.comment` and `GET …/comment` give it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comments {
    /// The comments, oldest first unless asked otherwise.
    #[serde(deserialize_with = "crate::views::items")]
    pub comments: Vec<Comment>,
    /// How many there are in all.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub total: u64,
}

/// One comment.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    /// Its id.
    #[serde(deserialize_with = "crate::views::known")]
    pub id: String,
    /// Who wrote it; none for a deleted account.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub author: Option<User>,
    /// ADF on Cloud, wiki markup on Data Center.
    #[serde(default)]
    pub body: Value,
    /// When it was written.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub created: String,
    /// When it was last changed.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub updated: String,
    /// Whom it is shown to, if not to all.
    #[serde(default)]
    pub visibility: Option<Value>,
}

impl Comment {
    /// The comment as a model sees it.
    pub fn shown(&self, rich: RichText<'_>) -> Value {
        let mut shown = json!({
            "id": self.id,
            "author": self.author,
            "created": when(&self.created),
            "body": rich.markdown(&self.body),
        });
        if let Some(map) = shown.as_object_mut() {
            map.retain(|_, value| !value.is_null());
            if self.updated != self.created && !self.updated.is_empty() {
                map.insert("updated".into(), when(&self.updated).into());
            }
            if let Some(visibility) = self
                .visibility
                .as_ref()
                .and_then(|visibility| visibility.get("value"))
            {
                map.insert("visible_to".into(), visibility.clone());
            }
        }
        shown
    }
}
