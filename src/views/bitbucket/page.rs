//! Parts of lists.

use serde::Deserialize;
use serde_json::{Value, json};

/// Cloud: the next part is behind a link.
#[derive(Debug, Deserialize)]
pub struct CloudPage<T> {
    /// The items.
    pub values: Vec<T>,
    /// How many there are in all, if Bitbucket counts them.
    #[serde(default)]
    pub size: Option<u64>,
    /// The link of the next part.
    #[serde(default)]
    pub next: Option<String>,
}

impl<T> CloudPage<T> {
    /// How the part after the one that was `asked` for is asked for; none if that would bring nothing new.
    pub fn next(&self, asked: Option<&str>) -> Option<Value> {
        let query = self.next.as_ref()?.split_once('?')?.1;
        let (_, page) =
            url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "page")?;
        let is_new = !self.values.is_empty() && asked != Some(&*page);
        is_new.then(|| json!({ "page_token": page }))
    }
}

/// Data Center: the next part begins at a number.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataCenterPage<T> {
    /// The items.
    pub values: Vec<T>,
    /// Whether this is the last part.
    #[serde(default)]
    pub is_last_page: Option<bool>,
    /// Where the next part begins.
    #[serde(default)]
    pub next_page_start: Option<i64>,
}

impl<T> DataCenterPage<T> {
    /// How the part after the one that was `asked` for is asked for; none if that would bring nothing new.
    pub fn next(&self, asked: Option<i64>) -> Option<Value> {
        let start = self
            .next_page_start
            .filter(|_| self.is_last_page != Some(true))?;
        let is_new = !self.values.is_empty() && start > asked.unwrap_or_default();
        is_new.then(|| json!({ "page_token": start.to_string() }))
    }
}
