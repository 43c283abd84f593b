//! Rich text on its way to Jira: Markdown becomes ADF on Cloud and wiki markup on Data Center.

use serde_json::Value;

use super::users;
use crate::args::{document, is_document};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::tools::people;
use markup::{Format, MarkupError, Mention, ReadOptions, Spliced, UserKind, WriteOptions};

/// A value of a field of rich text: Markdown, or Cloud's own form of it.
///
/// # Errors
/// As [`written`], and for what is neither.
pub async fn of_value(ctx: &Ctx, value: &Value) -> Result<Value> {
    match value {
        Value::String(text) => written(ctx, text).await,
        Value::Number(_) | Value::Bool(_) => written(ctx, &value.to_string()).await,
        _ if is_document(value) => of_document(ctx, value.clone()).await,
        _ => Err(Error::Arguments(format!(
            "expected text in Markdown, got {value}"
        ))),
    }
}

/// Cloud's own form: as it is, or for Data Center as the wiki markup that says the same.
async fn of_document(ctx: &Ctx, document: Value) -> Result<Value> {
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => Ok(document),
        Deployment::DataCenter => {
            let (reading, writing) = (ReadOptions::default(), WriteOptions::default());
            let wiki = markup::convert(
                Format::Adf,
                Format::Wiki,
                &document.to_string(),
                &reading,
                &writing,
            );
            wiki.map(Value::String)
                .map_err(|e| Error::Arguments(e.to_string()))
        }
    }
}

/// Markdown in the form the deployment takes; mentioned people are looked up and must exist. A document in Cloud's own form
/// (ADF) that is written as JSON is meant as what it says.
///
/// # Errors
/// [`Error::Arguments`] for a mention that means nobody or several, and for a damaged carrier.
pub async fn written(ctx: &Ctx, text: &str) -> Result<Value> {
    match document(text) {
        Some(document) => of_document(ctx, document).await,
        None => from_markdown(ctx, text).await,
    }
}

async fn from_markdown(ctx: &Ctx, markdown: &str) -> Result<Value> {
    let deployment = ctx.deployment(Product::Jira)?;
    let write = |options: &WriteOptions<'_>| match deployment {
        Deployment::Cloud => markup::adf_from_markdown(markdown, options),
        Deployment::DataCenter => {
            markup::from_markdown(Format::Wiki, markdown, options).map(Value::String)
        }
    };
    with_people(ctx, markdown, write).await
}

/// A stored text as it is to be stored when it says what the Markdown says; what that leaves as it was stays as it is.
///
/// # Errors
/// As [`written`].
pub async fn spliced(ctx: &Ctx, stored: &Value, markdown: &str) -> Result<Spliced<Value>> {
    let deployment = ctx.deployment(Product::Jira)?;
    let write = |options: &WriteOptions<'_>| match deployment {
        Deployment::Cloud => markup::adf_splice(stored, markdown, options),
        Deployment::DataCenter => {
            let stored = stored.as_str().unwrap_or_default();
            markup::splice(Format::Wiki, stored, markdown, options)
                .map(|spliced| spliced.map(Value::String))
        }
    };
    with_people(ctx, markdown, write).await
}

/// Writes Markdown once those whom it mentions are known.
async fn with_people<T>(
    ctx: &Ctx,
    markdown: &str,
    write: impl FnOnce(&WriteOptions<'_>) -> std::result::Result<T, MarkupError>,
) -> Result<T> {
    let find = async |who: String| mention(ctx, &who).await;
    people::with_people(markdown, false, find, write).await
}

async fn mention(ctx: &Ctx, who: &str) -> Result<Mention> {
    let user = users::resolve(ctx, who).await?;
    let (kind, id) = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => (UserKind::AccountId, user.id()),
        Deployment::DataCenter => (
            UserKind::UserName,
            user.name.as_deref().unwrap_or_else(|| user.id()),
        ),
    };
    Ok(Mention {
        kind,
        id: id.to_owned(),
        display_name: user.label().to_owned(),
    })
}
