//! Lists that Jira pages by offset.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::error::Result;
use crate::reply::{Page, Reply};
use crate::views::jira::OffsetPage;

/// The reply for a page: its items under `name`, how many there are, and the `start_at` of the next page.
///
/// # Errors
/// If an item cannot be written as JSON.
pub fn listed<T: Serialize>(name: &str, page: &OffsetPage<T>) -> Result<Reply> {
    listed_with(name, page, Map::new())
}

/// [`listed`] with more to be said beside the items.
///
/// # Errors
/// As [`listed`].
pub fn listed_with<T: Serialize>(
    name: &str,
    page: &OffsetPage<T>,
    more: Map<String, Value>,
) -> Result<Reply> {
    let next = page.next().map(|start| json!({ "start_at": start }));
    let resume = |shown: usize| Some(json!({ "start_at": page.start_at + shown as u64 }));
    let page = Page {
        name,
        items: &page.values,
        total: page.total,
        next,
        resume: &resume,
    };
    Reply::list_with(page, more)
}

/// A page of a list that is known as a whole.
pub fn cut<T>(all: Vec<T>, start_at: i64, limit: i64) -> OffsetPage<T> {
    let start = usize::try_from(start_at).unwrap_or_default();
    let total = all.len() as u64;
    let values = all
        .into_iter()
        .skip(start)
        .take(usize::try_from(limit).unwrap_or_default())
        .collect();
    OffsetPage {
        values,
        start_at: start as u64,
        total: Some(total),
        is_last: None,
        held_back: 0,
    }
}
