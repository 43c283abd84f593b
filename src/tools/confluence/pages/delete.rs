//! `confluence_delete_page`

use serde_json::{Map, Value};

use super::document::Document;
use super::stored::{self, Form};
use super::{number, url};
use crate::api::params::ConfluenceDeletePage;
use crate::args::ContentKind;
use crate::ctx::WriteCtx;
use crate::error::Result;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::shortfall::OrTold as _;
use crate::tools::confluence::find;
use crate::tools::paging;
use crate::views::confluence::{Content, Listed};

/// How many of a page's children are asked for at a time.
const AT_ONCE: i64 = 250;

/// `confluence_delete_page`: into the trash, from where people can restore it. What is below it moves up.
///
/// # Errors
/// A page that does not exist or is in a space outside of the filter; what Confluence refuses.
pub async fn delete(ctx: &WriteCtx, params: ConfluenceDeletePage) -> Result<Reply> {
    let place = find::place(ctx, &params.page_id).await?;
    let page = stored::read(ctx, &place, Form::Without, false).await?;
    let (space, children, url) = tokio::join!(
        page.space(ctx),
        children(ctx, &page),
        url(ctx, &page.links, &page.id)
    );
    send(ctx, &page).await?;
    let mut reply = Map::new();
    reply.insert("deleted".into(), page.id.clone().into());
    reply.insert("title".into(), page.title.clone().into());
    if page.kind != ContentKind::Page {
        reply.insert("type".into(), page.kind.name().into());
    }
    if let Some(space) = space.or_told("the space") {
        reply.insert("space".into(), space.key.into());
    }
    reply.insert("version".into(), page.version.into());
    match children {
        Ok(0) => {}
        Ok(count) => drop(reply.insert("children_moved_up".into(), count.into())),
        Err(error) => {
            let note = format!("how many pages below it moved up is not known: {error}");
            reply.insert("note".into(), note.into());
        }
    }
    reply.insert("url".into(), url?.into());
    Reply::json(&Value::Object(reply))
}

async fn send(ctx: &WriteCtx, page: &Document) -> Result<()> {
    match (ctx.deployment(Product::Confluence)?, page.kind) {
        (Deployment::Cloud, ContentKind::BlogPost) => {
            let api = ctx.confluence_cloud_v2()?;
            api.delete_blogposts_by_id(number(&page.id)?).send().await?
        }
        (Deployment::Cloud, _) => {
            let api = ctx.confluence_cloud_v2()?;
            api.delete_pages_by_id(number(&page.id)?).send().await?
        }
        (Deployment::DataCenter, _) => {
            let api = ctx.confluence_dc()?;
            api.delete_content_by_id(&page.id).send().await?
        }
    };
    Ok(())
}

/// How many pages and folders are right below one.
async fn children(ctx: &WriteCtx, page: &Document) -> Result<usize> {
    if page.kind != ContentKind::Page {
        return Ok(0);
    }
    let about = ("what is below the page", "look at it in a browser");
    let id = page.id.as_str();
    match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => {
            let id = number(id)?;
            let part = |at: Option<String>, _| async move {
                let api = ctx.confluence_cloud_v2()?;
                let request = api.get_pages_direct_children(id).limit(AT_ONCE);
                let rows: Listed<Content> = request.cursor(at.as_deref()).send().await?.view()?;
                Ok(rows.by_cursor())
            };
            Ok(paging::walk(about, usize::MAX, part).await?.0.len())
        }
        Deployment::DataCenter => {
            let part = |at: Option<usize>, _| async move {
                let api = ctx.confluence_dc()?;
                let request = api.get_content_child_by_type(id, "page").limit(AT_ONCE);
                let start = i64::try_from(at.unwrap_or_default()).unwrap_or_default();
                let rows: Listed<Content> = request.start(start).send().await?.view()?;
                Ok(rows.by_start(at.unwrap_or_default()))
            };
            Ok(paging::walk(about, usize::MAX, part).await?.0.len())
        }
    }
}
