//! Sending a change of a page. What is not a part of it is left out where the product allows that, and else sent as it was read.

use serde_json::{Map, Value, json};

use super::document::Document;
use super::place_above::Above;
use super::{number, stored, typed};
use crate::api::{confluence_cloud_v2, confluence_dc};
use crate::args::ContentKind;
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::views::confluence::{Content, Links};
use markup::Format;

/// What is to be changed of a page.
#[derive(Debug)]
pub struct Change {
    /// Its new text, in which format.
    pub content: Option<(Format, String)>,
    /// Its new title.
    pub title: Option<String>,
    /// What it is to be below.
    pub above: Option<Above>,
    /// Data Center: whether nobody is to be told.
    pub minor: bool,
    /// What is said of the new version.
    pub message: Option<String>,
}

/// What a page is after a change.
#[derive(Debug)]
pub struct Written {
    /// The number of its last version.
    pub version: i64,
    /// Where people see it, if the answer says that.
    pub links: Option<Links>,
    /// Why it was not moved, though all else was written.
    pub not_moved: Option<Error>,
}

impl Change {
    /// Whether there is nothing to be changed.
    pub const fn is_nothing(&self) -> bool {
        self.content.is_none() && self.title.is_none() && self.above.is_none()
    }

    /// What is changed, in the words of the parameters.
    pub fn names(&self) -> Vec<&'static str> {
        let all = [
            (self.content.is_some(), "content"),
            (self.title.is_some(), "title"),
            (self.above.is_some(), "parent_id"),
        ];
        let changed = all.into_iter().filter(|(is, _)| *is);
        changed.map(|(_, name)| name).collect()
    }
}

/// Whether a change must carry the page's text, though that stays as it is: Data Center knows no other way, and on Cloud blog posts,
/// whatever goes below a folder of the same space, and a new title or place of which something is said are written whole.
pub fn needs_text(page: &Document, change: &Change, deployment: Deployment) -> bool {
    let beside = change.above.as_ref().filter(|above| above.is_beside(page));
    let is_told = change.message.is_some() && (change.title.is_some() || beside.is_some());
    deployment == Deployment::DataCenter
        || page.kind == ContentKind::BlogPost
        || beside.is_some_and(|above| above.is_folder)
        || is_told
}

/// Whether something is said of a change that makes no version: on Cloud a mere move to another space.
pub fn drops_message(page: &Document, change: &Change, deployment: Deployment) -> bool {
    let is_written = change.content.is_some() || needs_text(page, change, deployment);
    change.message.is_some() && !is_written
}

/// Sends a change of a page; the version after the one that was read is written, or none.
///
/// # Errors
/// What Confluence refuses, if nothing was written before.
pub async fn change(ctx: &WriteCtx, page: &Document, change: &Change) -> Result<Written> {
    match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => on_cloud(ctx, page, change).await,
        Deployment::DataCenter => on_data_center(ctx, page, change).await,
    }
}

async fn on_cloud(ctx: &WriteCtx, page: &Document, change: &Change) -> Result<Written> {
    let whole = change.content.is_some() || needs_text(page, change, Deployment::Cloud);
    let with_it = change
        .above
        .as_ref()
        .filter(|above| whole && above.is_beside(page));
    let answer = if whole {
        Some(put(ctx, page, change, with_it).await?)
    } else if let Some(title) = &change.title {
        Some(rename(ctx, page, title).await?)
    } else {
        None
    };
    let mut written = Written {
        version: page.version,
        links: None,
        not_moved: None,
    };
    if let Some(content) = answer {
        written.version = content.version.number.max(page.version);
        written.links = Some(content.links);
    }
    let apart = change.above.as_ref().filter(|_| with_it.is_none());
    if let Some(above) = apart {
        let moved = relocate(ctx, &page.id, &above.id).await;
        match whole || change.title.is_some() {
            true => written.not_moved = moved.err(),
            false => moved?,
        }
    }
    Ok(written)
}

async fn put(
    ctx: &WriteCtx,
    page: &Document,
    change: &Change,
    above: Option<&Above>,
) -> Result<Content> {
    let (format, value) = match &change.content {
        Some((format, value)) => (*format, value.as_str()),
        None => (page.format, page.text()?),
    };
    let mut version = Map::new();
    version.insert("number".into(), (page.version + 1).into());
    version.extend(
        change
            .message
            .clone()
            .map(|said| ("message".to_owned(), said.into())),
    );
    let mut sent = json!({
        "id": page.id, "status": "current", "title": change.title.as_ref().unwrap_or(&page.title), "version": version,
        "body": { "representation": stored::representation(format), "value": value },
    });
    if let (Some(above), Some(sent)) = (above, sent.as_object_mut()) {
        sent.insert("parentId".into(), above.id.clone().into());
    }
    let (api, id) = (ctx.confluence_cloud_v2()?, number(&page.id)?);
    let answer = match page.kind {
        ContentKind::BlogPost => {
            let body: confluence_cloud_v2::types::PutBlogpostsByIdBody = typed(sent)?;
            api.put_blogposts_by_id(id, &body).send().await?
        }
        _ => {
            let body: confluence_cloud_v2::types::PutPagesByIdBody = typed(sent)?;
            api.put_pages_by_id(id, &body).send().await?
        }
    };
    answer.view()
}

async fn rename(ctx: &WriteCtx, page: &Document, title: &str) -> Result<Content> {
    let sent = json!({ "status": "current", "title": title });
    let body: confluence_cloud_v2::types::PutPagesTitleBody = typed(sent)?;
    let api = ctx.confluence_cloud_v2()?;
    let answer = api.put_pages_title(number(&page.id)?, &body).send().await?;
    answer.view()
}

/// What a move is answered with.
#[derive(serde::Deserialize)]
struct Moved {
    #[serde(rename = "pageId", deserialize_with = "crate::views::known")]
    id: String,
}

/// Puts a page, and what is below it, below another one, in whichever space that is.
async fn relocate(ctx: &WriteCtx, id: &str, above: &str) -> Result<()> {
    let api = ctx.confluence_cloud_v1()?;
    let request = api.put_content_move_by_target_id(id, "append", above);
    let moved: Moved = request.send().await?.view()?;
    match moved.id == id {
        true => Ok(()),
        false => Err(Error::Internal(format!(
            "Confluence answered that it moved page {}, not {id}",
            moved.id
        ))),
    }
}

async fn on_data_center(ctx: &WriteCtx, page: &Document, change: &Change) -> Result<Written> {
    let (format, value) = match &change.content {
        Some((format, value)) => (*format, value.as_str()),
        None => (Format::Storage, page.text()?),
    };
    let mut version = Map::new();
    version.insert("number".into(), (page.version + 1).into());
    if change.minor {
        version.insert("minorEdit".into(), true.into());
    }
    version.extend(
        change
            .message
            .clone()
            .map(|said| ("message".to_owned(), said.into())),
    );
    let representation = stored::representation(format);
    let kind = match page.kind {
        ContentKind::BlogPost => "blogpost",
        _ => "page",
    };
    let mut sent = json!({
        "id": page.id, "type": kind, "title": change.title.as_ref().unwrap_or(&page.title), "version": version,
        "body": { representation: { "value": value, "representation": representation } },
    });
    if let (Some(above), Some(sent)) = (&change.above, sent.as_object_mut()) {
        let above: Value = json!([{ "id": above.id }]);
        sent.insert("ancestors".into(), above);
    }
    let body: confluence_dc::types::Content = typed(sent)?;
    let api = ctx.confluence_dc()?;
    let request = api.put_content_by_content_id(&page.id, &body);
    let content: Content = request.send().await?.view()?;
    Ok(Written {
        // The answer may leave it out; it was accepted as the next one.
        version: content.version.number.max(page.version + 1),
        links: Some(content.links),
        not_moved: None,
    })
}
