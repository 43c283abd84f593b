//! Time logged on an issue.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::slim::{RichText, when};
use crate::views::User;

/// A page of worklogs (`GET …/worklog`), oldest first. Data Center gives all in one.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Worklogs {
    /// The entries.
    #[serde(deserialize_with = "crate::views::items")]
    pub worklogs: Vec<Worklog>,
    /// How many there are in all.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub total: u64,
}

/// One entry.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Worklog {
    /// Its id.
    #[serde(deserialize_with = "crate::views::known")]
    pub id: String,
    /// Whose time it is; none for a deleted account.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub author: Option<User>,
    /// When the work began.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub started: String,
    /// How long it took, as Jira writes it.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub time_spent: String,
    /// The same in seconds, which can be added up whatever a working day is.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub time_spent_seconds: u64,
    /// ADF on Cloud, wiki markup on Data Center.
    #[serde(default)]
    pub comment: Value,
    /// Whom it is shown to, if not to all.
    #[serde(default)]
    pub visibility: Option<Value>,
}

impl Worklog {
    /// The entry as a model sees it.
    pub fn shown(&self, rich: RichText<'_>) -> Map<String, Value> {
        let shown = [
            ("id", json!(self.id)),
            ("author", json!(self.author)),
            ("started", json!(when(&self.started))),
            ("time_spent", json!(self.time_spent)),
            ("seconds", json!(self.time_spent_seconds)),
            ("comment", rich.markdown(&self.comment)),
            (
                "visible_to",
                json!(
                    self.visibility
                        .as_ref()
                        .and_then(|visibility| visibility.get("value"))
                ),
            ),
        ];
        let said = shown
            .into_iter()
            .filter(|(_, value)| !crate::blank::is_blank(value));
        said.map(|(name, value)| (name.to_owned(), value)).collect()
    }
}
