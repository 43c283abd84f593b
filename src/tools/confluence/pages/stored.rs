//! Reading what is stored. Pages of Cloud are stored in one of two formats, by the editor that they were made in, and asking for the
//! other one gives a conversion: what is shown and what is written are the page's own.

use std::time::Duration;

use super::document::Document;
use super::number;
use crate::args::ContentKind;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::{Deployment, Product};
use crate::tools::confluence::find::{self, Place};
use crate::tools::confluence::people;
use crate::views::confluence::{Content, Editor, Page};
use markup::Format;

/// What Data Center is asked for beside the text where all that is known of a page is wanted.
const EVERYTHING: &str = "history,ancestors,metadata.labels,children.attachment";

/// What is wanted of a page's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In the format that it is stored in.
    Own,
    /// In this format, converted by Confluence if it is stored in the other.
    In(Format),
    /// Nothing.
    Without,
}

/// Reads a page or blog post; `all` that is known of it, as far as one request gives that.
///
/// # Errors
/// A page that does not exist, content that is no page, and a space outside of the filter.
pub async fn read(ctx: &Ctx, place: &Place, form: Form, all: bool) -> Result<Document> {
    let document = match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => on_cloud(ctx, place, form).await,
        Deployment::DataCenter => on_data_center(ctx, place, form, all).await,
    };
    let document = document.map_err(|error| place.explain(error))?;
    document.admit(ctx).await?;
    Ok(document)
}

async fn on_data_center(ctx: &Ctx, place: &Place, form: Form, all: bool) -> Result<Document> {
    let mut expand = vec!["version", "space"];
    if form != Form::Without {
        expand.insert(0, "body.storage");
    }
    expand.push(if all { EVERYTHING } else { "ancestors" });
    let expand = expand.join(",");
    let api = ctx.confluence_dc()?;
    let request = api.get_content_by_id(&place.id).expand(expand.as_str());
    let content: Content = request.send().await?.view()?;
    let people = [&content.version.by, &content.history.created_by];
    people
        .into_iter()
        .flatten()
        .for_each(|user| people::meet(ctx, user));
    match ContentKind::of(&content.kind).unwrap_or(ContentKind::Page) {
        kind if kind.is_document() => Ok(Document::of_content(kind, content)),
        kind => Err(find::no_page(&content.id, kind)),
    }
}

/// Requests for pages find no blog posts, so that what is not found may be one, or something else that has an id.
async fn on_cloud(ctx: &Ctx, place: &Place, form: Form) -> Result<Document> {
    let id = &place.id;
    let kind = place.kind.unwrap_or(ContentKind::Page);
    if !kind.is_document() {
        return Err(find::no_page(id, kind));
    }
    let error = match of_kind(ctx, kind, id, form).await {
        Err(error) if error.is_not_found() => error,
        read => return read,
    };
    match find::kind(ctx, id).await {
        Ok(Some(other)) if other.is_document() && other != kind => {
            of_kind(ctx, other, id, form).await
        }
        Ok(Some(other)) if !other.is_document() => Err(find::no_page(id, other)),
        _ => Err(error),
    }
}

async fn of_kind(ctx: &Ctx, kind: ContentKind, id: &str, form: Form) -> Result<Document> {
    let format = match form {
        Form::In(format) => Some(format),
        Form::Without => None,
        Form::Own => return in_own_format(ctx, kind, id).await,
    };
    let page = get(ctx, kind, id, format, None).await?;
    Ok(Document::of_page(
        kind,
        page,
        format.unwrap_or(Format::Storage),
    ))
}

/// Which editor a page was made in says only the answer, so the first request for a page asks for what most have, and whoever
/// reads it again knows.
async fn in_own_format(ctx: &Ctx, kind: ContentKind, id: &str) -> Result<Document> {
    let known = &ctx.caller().cache().confluence_editors;
    let likely = format(known.find(id).unwrap_or(Editor::New));
    let mut page = get(ctx, kind, id, Some(likely), None).await?;
    known.keep(id, page.editor());
    let own = format(page.editor());
    if own != likely {
        page = get(ctx, kind, id, Some(own), None).await?;
    }
    Ok(Document::of_page(kind, page, own))
}

/// The format in which pages of an editor are stored.
const fn format(editor: Editor) -> Format {
    match editor {
        Editor::New => Format::Adf,
        Editor::Legacy => Format::Storage,
    }
}

/// A former version of a page, in the format that the last one is stored in.
///
/// # Errors
/// What Confluence refuses.
pub async fn version(ctx: &Ctx, now: &Document, number: i64) -> Result<Document> {
    match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => {
            let page = get(ctx, now.kind, &now.id, Some(now.format), Some(number)).await?;
            Ok(Document::of_page(now.kind, page, now.format))
        }
        Deployment::DataCenter => {
            let api = ctx.confluence_dc()?;
            let request = api.get_content_by_id(&now.id).status("historical");
            let request = request.version(number).expand("body.storage,version");
            let content: Content = request.send().await?.view()?;
            Ok(Document::of_content(now.kind, content))
        }
    }
}

/// What Cloud calls a format.
pub const fn representation(format: Format) -> &'static str {
    match format {
        Format::Adf => "atlas_doc_format",
        Format::Wiki => "wiki",
        Format::Storage | Format::Markdown => "storage",
    }
}

/// How often a page that was made a moment ago is asked for again, and after how long.
const AGAIN: usize = 3;
const PAUSE: Duration = Duration::from_millis(300);

/// A page or blog post. For about half a second Cloud may not find one that was just made here.
async fn get(
    ctx: &Ctx,
    kind: ContentKind,
    id: &str,
    format: Option<Format>,
    version: Option<i64>,
) -> Result<Page> {
    let is_new = ctx.caller().cache().confluence_made.find(id).is_some();
    let mut left = if is_new { AGAIN } else { 0 };
    loop {
        match get_once(ctx, kind, id, format, version).await {
            Err(error) if error.is_not_found() && left > 0 => left -= 1,
            got => return got,
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn get_once(
    ctx: &Ctx,
    kind: ContentKind,
    id: &str,
    format: Option<Format>,
    version: Option<i64>,
) -> Result<Page> {
    let (id, representation) = (number(id)?, format.map(representation));
    let api = ctx.confluence_cloud_v2()?;
    let answer = match kind {
        ContentKind::BlogPost => {
            let request = api.get_blogposts_by_id(id).body_format(representation);
            request
                .version(version)
                .include_labels(true)
                .include_properties(true)
                .send()
                .await?
        }
        _ => {
            let request = api.get_pages_by_id(id).body_format(representation);
            request
                .version(version)
                .include_labels(true)
                .include_properties(true)
                .send()
                .await?
        }
    };
    answer.view()
}
