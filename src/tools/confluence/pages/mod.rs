//! Pages and blog posts: reading, writing, and what is known of them.

mod about;
mod anchors;
mod content;
pub mod create;
pub mod delete;
mod document;
pub mod get;
mod head;
mod outline;
mod place_above;
mod send;
mod stored;
mod taken;
pub mod update;
mod versions;
mod wish;

use serde::de::DeserializeOwned;

pub use self::document::Home;
pub use super::holder::number;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::Product;
use crate::tools::site;
use crate::views::confluence::Links;

/// The largest text that is converted, in bytes: its tree takes some 150 times as much memory.
const LARGEST_CONVERTED: usize = 1 << 20;

/// Makes sure that a text is not too large to be converted.
///
/// # Errors
/// [`Error::Arguments`] that says what else can be done.
fn check_size(text: &str) -> Result<()> {
    match text.len() > LARGEST_CONVERTED {
        true => Err(Error::Arguments(format!(
            "the page is too large to be read as Markdown ({} KiB): read and write all of it as it is stored, with content_format=storage or adf",
            text.len() >> 10
        ))),
        false => Ok(()),
    }
}

/// A request body in the type of its document.
///
/// # Errors
/// [`Error::Internal`] if it does not fit.
pub fn typed<T: DeserializeOwned>(body: serde_json::Value) -> Result<T> {
    serde_json::from_value(body)
        .map_err(|e| Error::Internal(format!("the request does not fit the specification: {e}")))
}

/// Where people see a page.
///
/// # Errors
/// If Confluence is not configured.
pub async fn url(ctx: &Ctx, links: &Links, id: &str) -> Result<String> {
    let base = site::address(ctx, Product::Confluence, links.base.as_deref()).await?;
    Ok(links.webui.as_deref().map_or_else(
        || format!("{base}/pages/viewpage.action?pageId={id}"),
        |path| format!("{base}{path}"),
    ))
}
