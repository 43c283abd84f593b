//! Walks over pages: to their end, and never without one.

use crate::error::{Error, Result};

/// The most pages of one walk.
const MAX_PAGES: usize = 50;

/// The most items of one walk.
pub const MAX_ITEMS: usize = 20_000;

/// A page: its items, and where the next one begins.
pub type Part<T, N> = (Vec<T>, Option<N>);

/// The items of all pages from the first on, or of as many as hold `enough` of them, and then where the next one begins. `page`
/// is told where to begin and how many items there were before. A page that brings nothing new, because it is empty or leads to
/// itself, is the last.
///
/// # Errors
/// What `page` reports; [`Error::Arguments`] if there are more than fifty pages or [`MAX_ITEMS`] items of `what`, with
/// what to do `instead`.
pub async fn walk<T, N, F>(
    (what, instead): (&str, &str),
    enough: usize,
    mut page: impl FnMut(Option<N>, usize) -> F,
) -> Result<Part<T, N>>
where
    N: Clone + PartialEq,
    F: Future<Output = Result<Part<T, N>>>,
{
    let (mut items, mut at) = (Vec::new(), None);
    for _ in 0..MAX_PAGES {
        let (found, next) = page(at.clone(), items.len()).await?;
        let is_new = !found.is_empty() && next != at;
        items.extend(found);
        at = next.filter(|_| is_new);
        if at.is_none() || items.len() >= enough {
            return Ok((items, at));
        }
        if items.len() >= MAX_ITEMS {
            break;
        }
    }
    Err(Error::Arguments(format!(
        "there is no end of {what}: {} of them on the first pages, and more than {MAX_PAGES} pages or {MAX_ITEMS} are not read; {instead}",
        items.len()
    )))
}
