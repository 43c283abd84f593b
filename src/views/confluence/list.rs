//! Lists, as both deployments give them.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::page::Links;

/// A part of a list, which must be there. Items that cannot be read are left out.
#[derive(Debug, Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
pub struct Listed<T> {
    /// The items.
    #[serde(deserialize_with = "crate::views::readable")]
    pub results: Vec<T>,
    /// Data Center: how many items this part has, read or not.
    #[serde(deserialize_with = "crate::views::lenient", default)]
    pub size: Option<usize>,
    /// Where the next part is.
    #[serde(rename = "_links", deserialize_with = "crate::views::lenient", default)]
    pub links: Links,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self {
            results: Vec::new(),
            size: None,
            links: Links::default(),
        }
    }
}

impl<T> Listed<T> {
    /// The items, and the cursor of the next part, which Cloud hides in a link.
    pub fn by_cursor(self) -> (Vec<T>, Option<String>) {
        let next = self.links.cursor();
        (self.results, next)
    }

    /// The items, and which comes next after those `before` it, as Data Center counts.
    pub fn by_start(self, before: usize) -> (Vec<T>, Option<usize>) {
        let here = self.size.unwrap_or_default().max(self.results.len());
        let next = self.links.next.is_some().then_some(before + here);
        (self.results, next)
    }
}

impl Links {
    /// The cursor of the next part: the rest of Cloud's link need not lead to where the API is called.
    pub fn cursor(&self) -> Option<String> {
        let query = self.next.as_deref()?.split_once('?')?.1;
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "cursor")
            .map(|(_, cursor)| cursor.into_owned())
            .filter(|cursor| !cursor.is_empty())
    }
}
