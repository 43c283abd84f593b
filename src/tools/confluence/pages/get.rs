//! `confluence_get_page`

use std::collections::HashMap;

use super::document::Document;
use super::stored::{self, Form};
use super::{about, check_size, head, outline, url};
use crate::api::params::{ConfluenceGetPage, ConfluenceGetPageContentFormat};
use crate::args::{ContentKind, not_blank};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::shortfall::OrTold as _;
use crate::tools::confluence::find::{self, Place};
use crate::tools::confluence::people;
use markup::{Format, MarkupError, ReadOptions};

/// `confluence_get_page`
///
/// # Errors
/// A page that does not exist or is in a space outside of the filter.
pub async fn get(ctx: &Ctx, params: ConfluenceGetPage) -> Result<Reply> {
    let shown_as = shown_as(&params);
    let form = match shown_as {
        Format::Storage | Format::Adf => Form::In(shown_as),
        Format::Markdown | Format::Wiki => Form::Own,
    };
    let deployment = ctx.deployment(Product::Confluence)?;
    if shown_as == Format::Adf && deployment == Deployment::DataCenter {
        return Err(Error::Arguments(
            "Confluence Data Center has no ADF; use content_format=markdown or storage".into(),
        ));
    }
    let place = match (&params.page_id, &params.title, &params.space_key) {
        (Some(id), ..) => find::place(ctx, id).await?,
        (None, Some(title), Some(space)) => find::by_title(ctx, space, title, None).await?,
        _ => {
            return Err(Error::Arguments(
                "give `page_id`, or both `title` and `space_key`".into(),
            ));
        }
    };
    let start = usize::try_from(params.start.unwrap_or_default()).unwrap_or_default();
    let section = not_blank(params.section);
    let with_head = params.include_metadata && start == 0 && section.is_none();
    let mut document = if with_head && deployment == Deployment::Cloud {
        with_all(ctx, &place, form).await?
    } else {
        stored::read(ctx, &place, form, with_head).await?
    };
    let mut shown = markup_of(&document, shown_as)?;
    let mut ids = shown
        .as_mut()
        .map(markup::Document::ids)
        .unwrap_or_default();
    let mut above = document.above.take();
    let (names, space, url) = if with_head {
        ids.extend(document.created.unnamed());
        ids.extend(document.saved.unnamed());
        let above_named = async {
            if let Some(above) = above.as_mut().filter(|_| deployment == Deployment::Cloud) {
                about::name(ctx, above).await;
            }
        };
        let (names, space, url, ()) = tokio::join!(
            people::names(ctx, ids),
            document.space(ctx),
            url(ctx, &document.links, &document.id),
            above_named
        );
        let space = space.or_told("the space").unwrap_or_default();
        (names, Some(space), url?)
    } else {
        (people::names(ctx, ids).await, None, String::new())
    };
    document.above = above;
    let mut head = space.map_or_else(String::new, |space| {
        head::of(&document, &space, &names, &url)
    });
    let body = match shown {
        Some(shown) => converted(shown, shown_as, names)?,
        None => document.text()?.to_owned(),
    };
    if with_head && shown_as == Format::Markdown && !Reply::has_room_for(&body) {
        head = head::in_parts(&head, &outline::of(&body));
    }
    let part = match section {
        Some(section) => outline::part(&body, &section)?,
        None => 0..usize::MAX,
    };
    Ok(Reply::part_under(
        &head,
        &body,
        part.start.max(start)..part.end,
    ))
}

/// What a caller wants to see.
fn shown_as(params: &ConfluenceGetPage) -> Format {
    use ConfluenceGetPageContentFormat as As;
    match params.content_format.as_ref().map(|format| format.0) {
        Some(As::Markdown) => Format::Markdown,
        Some(As::Storage) => Format::Storage,
        Some(As::Wiki) => Format::Wiki,
        Some(As::Adf) => Format::Adf,
        None if params.convert_to_markdown == Some(false) => Format::Storage,
        None => Format::Markdown,
    }
}

/// Cloud: a page with what hangs on it and stands above it, all of it asked for at once.
async fn with_all(ctx: &Ctx, place: &Place, form: Form) -> Result<Document> {
    let kind = place.kind.unwrap_or(ContentKind::Page);
    let above = async {
        match kind {
            ContentKind::Page => about::above(ctx, &place.id).await,
            _ => Ok(Vec::new()),
        }
    };
    let (document, files, above) = tokio::join!(
        stored::read(ctx, place, form, true),
        about::files(ctx, kind, &place.id),
        above
    );
    let mut document = document?;
    let (files, above) = match document.kind == kind {
        true => (files, above),
        // It turned out to be a blog post, which stands below nothing.
        false => (
            about::files(ctx, document.kind, &place.id).await,
            Ok(Vec::new()),
        ),
    };
    document.files = files.or_told("the attachments");
    document.above = above.or_told("what is above the page");
    Ok(document)
}

/// The document to be converted; none if it is shown as it came.
fn markup_of(document: &Document, shown_as: Format) -> Result<Option<markup::Document>> {
    if document.format == shown_as {
        return Ok(None);
    }
    let text = document.text()?;
    check_size(text)?;
    let read = markup::Document::read(document.format, text);
    read.map(Some)
        .map_err(|e| unreadable(document.format, shown_as, &e))
}

fn converted(
    document: markup::Document,
    to: Format,
    names: HashMap<String, String>,
) -> Result<String> {
    let reading = ReadOptions {
        names,
        references: true,
        ..ReadOptions::default()
    };
    let converted = document.convert(to, &reading);
    converted.map_err(|e| unreadable(Format::Storage, to, &e))
}

fn unreadable(stored: Format, shown_as: Format, error: &MarkupError) -> Error {
    Error::Internal(format!(
        "the page cannot be shown as {shown_as} ({error}); use content_format={stored}"
    ))
}
