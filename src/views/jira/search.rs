//! Pages of issues.

use std::collections::HashMap;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::field::FieldSchema;
use super::issue::Issue;
use super::people::People;

/// A page of a search: Cloud continues by token, Data Center by offset. Where only ids are asked for, Cloud gives no keys.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", bound = "I: DeserializeOwned")]
pub struct SearchPage<I = Issue> {
    /// The issues.
    #[serde(deserialize_with = "crate::views::items")]
    pub issues: Vec<I>,
    /// Data Center: how many there are in all.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub total: Option<u64>,
    /// Data Center: which is the first here.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub start_at: Option<u64>,
    /// Cloud: what the next page is asked for with.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub next_page_token: Option<String>,
    /// Cloud: whether this is the last page.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub is_last: Option<bool>,
    /// Cloud: what limited the search, of no settled shape.
    #[serde(deserialize_with = "crate::views::or_default")]
    #[serde(default)]
    warnings: Value,
    /// Data Center: what was passed over, such as a user who does not exist.
    #[serde(default)]
    warning_messages: Value,
    /// Field id → name, with `expand=names`.
    #[serde(deserialize_with = "crate::views::entries")]
    #[serde(default)]
    pub names: HashMap<String, String>,
    /// Field id → what its values are, with `expand=schema`.
    #[serde(deserialize_with = "crate::views::entries")]
    #[serde(default)]
    pub schema: HashMap<String, FieldSchema>,
}

impl SearchPage {
    /// What Jira warns of; null if it does not.
    pub fn warnings(&mut self) -> Value {
        let said = [&mut self.warnings, &mut self.warning_messages].map(Value::take);
        let mut said = said
            .into_iter()
            .filter(|said| !crate::blank::is_blank(said));
        match (said.next(), said.next()) {
            (Some(one), Some(other)) => json!([one, other]),
            (one, _) => one.unwrap_or_default(),
        }
    }

    /// The people on the page.
    pub fn people(&self) -> People {
        let values = self.issues.iter().flat_map(|issue| issue.fields.values());
        People::in_values(values)
    }
}

/// How many issues a query finds, about (`POST …/search/approximate-count`).
#[derive(Debug, Deserialize)]
pub struct Count {
    /// The number.
    pub count: u64,
}
