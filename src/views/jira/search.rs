//! Pages of issues.

use serde::Deserialize;

use super::issue::Issue;

/// A page of a search: Cloud continues by token, Data Center by offset.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SearchPage {
    /// The issues.
    #[serde(deserialize_with = "crate::views::or_default")]
    pub issues: Vec<Issue>,
    /// Data Center: how many there are in all.
    pub total: Option<u64>,
    /// Data Center: which is the first here.
    pub start_at: Option<u64>,
    /// Cloud: what the next page is asked for with.
    pub next_page_token: Option<String>,
    /// Cloud: whether this is the last page.
    pub is_last: Option<bool>,
    /// Field id → name, with `expand=names`.
    #[serde(deserialize_with = "crate::views::or_default")]
    pub names: std::collections::BTreeMap<String, String>,
}

/// How many issues a query finds, about (`POST …/search/approximate-count`).
#[derive(Debug, Deserialize)]
pub struct Count {
    /// The number.
    pub count: u64,
}
