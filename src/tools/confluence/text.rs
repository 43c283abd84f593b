//! Text on its way to Confluence: Markdown becomes the form in which it is stored, and what is given in such a form is looked at
//! before anything is sent.

use super::people;
use crate::args::document;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::tools::people::with_people;
use markup::{Format, MarkupError, Spliced, WriteOptions};

/// A text as it was given.
#[derive(Debug)]
pub enum Given<'a> {
    /// To be written as whatever form is wanted.
    Markdown(&'a str),
    /// In a form that Confluence takes.
    Own(Format, &'a str),
}

/// What a caller gives as a text in a format.
///
/// # Errors
/// [`Error::Arguments`] for what the deployment does not take, and for what is not of that format.
pub fn given<'a>(ctx: &Ctx, format: Format, text: &'a str) -> Result<Given<'a>> {
    match (format, ctx.deployment(Product::Confluence)?) {
        (Format::Markdown, _) => return Ok(Given::Markdown(text)),
        (Format::Adf, Deployment::DataCenter) => {
            return Err(Error::Arguments(
                "Confluence Data Center takes no ADF; use markdown or storage".into(),
            ));
        }
        (Format::Adf, Deployment::Cloud) => {
            document(text).ok_or_else(|| {
                Error::Arguments(
                    "this is no ADF: expected {\"type\":\"doc\",\"version\":1,\"content\":[…]} as JSON".into(),
                )
            })?;
        }
        (Format::Storage, _) => check_storage(text)?,
        (Format::Wiki, _) => {}
    }
    Ok(Given::Own(format, text))
}

/// Makes sure that storage format is well-formed: Confluence refuses all of a page for one tag.
///
/// # Errors
/// [`Error::Arguments`] with the line and column, and the usual cure.
pub fn check_storage(storage: &str) -> Result<()> {
    let read = markup::Document::read(Format::Storage, storage);
    read.map(drop).map_err(|error| {
        Error::Arguments(format!(
            "{error}. Storage format is XML: close every element (<br/>, <hr/>), write & as &amp; and < in text as &lt;, quote every attribute. Nothing was sent"
        ))
    })
}

/// Markdown in a form that Confluence takes; mentioned people are looked up and must exist.
///
/// # Errors
/// [`Error::Arguments`] for a mention that means nobody or several, and for a damaged carrier.
pub async fn written(ctx: &Ctx, format: Format, markdown: &str) -> Result<String> {
    once_found(ctx, markdown, |options| {
        markup::from_markdown(format, markdown, options)
    })
    .await
}

/// A stored text as it is to be stored when it says what the Markdown says; what that leaves as it was stays as it is.
///
/// # Errors
/// As [`written`].
pub async fn spliced(
    ctx: &Ctx,
    format: Format,
    stored: &str,
    markdown: &str,
) -> Result<Spliced<String>> {
    once_found(ctx, markdown, |options| {
        markup::splice(format, stored, markdown, options)
    })
    .await
}

/// Writes Markdown once those whom it mentions are known.
async fn once_found<T>(
    ctx: &Ctx,
    markdown: &str,
    write: impl FnOnce(&WriteOptions<'_>) -> std::result::Result<T, MarkupError>,
) -> Result<T> {
    let find = async |who: String| people::mention(ctx, &who).await;
    let on_data_center = ctx.deployment(Product::Confluence)? == Deployment::DataCenter;
    with_people(markdown, on_data_center, find, write).await
}
