//! Pages that continue by offset.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A page of boards, sprints or projects.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", bound = "T: DeserializeOwned + Default")]
pub struct OffsetPage<T> {
    /// The items.
    #[serde(deserialize_with = "crate::views::items")]
    pub values: Vec<T>,
    /// Which is the first here.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub start_at: u64,
    /// How many there are in all, where the server says so.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub total: Option<u64>,
    /// Whether this is the last page.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub is_last: Option<bool>,
    /// How many items were taken out of the page, which count for where the next one starts.
    #[serde(skip)]
    pub held_back: u64,
}

impl<T> OffsetPage<T> {
    /// Where the next page starts; none after the last.
    pub fn next(&self) -> Option<u64> {
        let given = self.values.len() as u64 + self.held_back;
        let end = self.start_at + given;
        let last = self
            .is_last
            .unwrap_or_else(|| self.total.is_none_or(|total| end >= total));
        (!last && given > 0).then_some(end)
    }

    /// The page with those of its items alone that are admitted.
    #[must_use]
    pub fn only(mut self, admitted: impl Fn(&T) -> bool) -> Self {
        let given = self.values.len();
        self.values.retain(admitted);
        self.held_back += (given - self.values.len()) as u64;
        self
    }
}
