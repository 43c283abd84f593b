//! What hangs on a page and stands above it: on Cloud asked for beside the page, on Data Center a part of it.

use std::collections::HashMap;

use futures_util::future::join_all;
use serde::Deserialize;

use super::number;
use crate::args::ContentKind;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::shortfall::OrTold as _;
use crate::views::confluence::{Ancestor, Attachment, Content, Listed, Page};

/// The most files of a page that are asked for.
const FILES: i64 = 50;

/// Cloud: the files of a page or blog post.
///
/// # Errors
/// What Confluence refuses.
pub async fn files(ctx: &Ctx, kind: ContentKind, id: &str) -> Result<Listed<Attachment>> {
    let api = ctx.confluence_cloud_v2()?;
    let id = number(id)?;
    let answer = match kind {
        ContentKind::BlogPost => {
            let request = api.get_blogposts_attachments(id);
            request.limit(FILES).send().await?
        }
        _ => api.get_pages_attachments(id).limit(FILES).send().await?,
    };
    answer.view()
}

/// Cloud: what is above a page, the nearest last, without titles.
///
/// # Errors
/// What Confluence refuses.
pub async fn above(ctx: &Ctx, id: &str) -> Result<Vec<Ancestor>> {
    let request = ctx.confluence_cloud_v2()?;
    let answer = request.get_pages_ancestors(number(id)?).send().await?;
    let above: Listed<Ancestor> = answer.view()?;
    Ok(above.results)
}

/// The pages of a list.
#[derive(Deserialize)]
struct Pages {
    results: Vec<Page>,
}

/// Cloud: puts titles to what stands above a page: one request for its pages and one for each folder. What cannot be asked for
/// keeps its id alone.
pub async fn name(ctx: &Ctx, above: &mut [Ancestor]) {
    let is_page = |above: &&Ancestor| above.kind.is_empty() || above.kind == "page";
    let (pages, others): (Vec<_>, Vec<_>) = above.iter().partition(is_page);
    let ids: Vec<&str> = pages.iter().map(|page| page.id.as_str()).collect();
    let folders = others.iter().filter(|other| other.kind == "folder");
    let folders = folders.map(|folder| async {
        let named = folder_title(ctx, &folder.id).await;
        let named = named.or_told("the title of a folder above");
        named.map(|title| (folder.id.clone(), title))
    });
    let (pages, folders) = tokio::join!(titles(ctx, &ids), join_all(folders));
    let titles = pages.or_told("the titles of the pages above");
    let mut titles = titles.unwrap_or_default();
    titles.extend(folders.into_iter().flatten());
    for one in above {
        if let Some(title) = titles.remove(&one.id) {
            one.title = title;
        }
    }
}

async fn titles(ctx: &Ctx, ids: &[&str]) -> Result<HashMap<String, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let api = ctx.confluence_cloud_v2()?;
    let ids = ids.join(",");
    let request = api.get_pages().id(ids.as_str()).limit(250);
    let pages: Pages = request.send().await?.view()?;
    let titles = pages.results.into_iter().map(|page| (page.id, page.title));
    Ok(titles.collect())
}

async fn folder_title(ctx: &Ctx, id: &str) -> Result<String> {
    let request = ctx.confluence_cloud_v2()?;
    let answer = request.get_folders_by_id(number(id)?).send().await?;
    let folder: Content = answer.view()?;
    Ok(folder.title)
}
