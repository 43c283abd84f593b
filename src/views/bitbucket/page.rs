//! Parts of lists.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Cloud: the next part is behind a link.
#[derive(Debug, Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
pub struct CloudPage<T> {
    /// The items.
    #[serde(deserialize_with = "crate::views::items")]
    pub values: Vec<T>,
    /// How many there are in all, if Bitbucket counts them.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub size: Option<u64>,
    /// The link of the next part.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub next: Option<String>,
}

impl<T> CloudPage<T> {
    /// The page after this one: its number, or the token that stands for it. The rest of the link is not used, so that no answer
    /// leads elsewhere than the list that was asked for.
    pub fn next_page(&self) -> Option<String> {
        let query = self.next.as_ref()?.split_once('?')?.1;
        let mut members = url::form_urlencoded::parse(query.as_bytes());
        let page = members.find(|(name, _)| name == "page");
        page.map(|(_, page)| page.into_owned())
    }

    /// How the part after the one that was `asked` for is asked for; none if that would bring nothing new.
    pub fn next(&self, asked: Option<&str>) -> Option<Value> {
        let page = self.next_page()?;
        let is_new = !self.values.is_empty() && asked != Some(&*page);
        is_new.then(|| json!({ "page_token": page }))
    }
}

/// Data Center: the next part begins at a number.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", bound = "T: DeserializeOwned")]
pub struct DataCenterPage<T> {
    /// The items.
    #[serde(deserialize_with = "crate::views::items")]
    pub values: Vec<T>,
    /// Whether this is the last part.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub is_last_page: Option<bool>,
    /// Where the next part begins.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub next_page_start: Option<i64>,
}

impl<T> DataCenterPage<T> {
    /// Where the part after the one that was `asked` for begins; none if that would bring nothing new.
    pub fn next_start(&self, asked: Option<i64>) -> Option<i64> {
        let start = self
            .next_page_start
            .filter(|_| self.is_last_page != Some(true))?;
        let is_new = !self.values.is_empty() && start > asked.unwrap_or_default();
        is_new.then_some(start)
    }

    /// How that part is asked for.
    pub fn next(&self, asked: Option<i64>) -> Option<Value> {
        let start = self.next_start(asked)?;
        Some(json!({ "page_token": start.to_string() }))
    }
}
