//! Adding a comment, or a reply to one.

use serde_json::{Value, json};

use super::KINDS;
use crate::api::params::{ConfluenceAddComment, ConfluenceAddCommentContentFormat as As};
use crate::api::{confluence_cloud_v2, confluence_dc};
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::http::Answer;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::confluence::holder::{self, Kind, number};
use crate::tools::confluence::{find, text};
use crate::tools::site;
use crate::views::confluence::{CloudComment, Content, DcComment};
use markup::Format;

/// `confluence_add_comment`: below a page or blog post, or in reply to a comment on it.
///
/// # Errors
/// What Confluence refuses; a page outside of the spaces filter; a parent that is no comment on the page; mentions that mean nobody.
pub async fn add(ctx: &WriteCtx, params: ConfluenceAddComment) -> Result<Reply> {
    let parent = params.parent_comment_id.as_deref();
    let content = &params.content;
    if content.trim().is_empty() {
        return Err(Error::Arguments("`content`: the comment is empty".into()));
    }
    if params.content_format.0 == As::Storage {
        text::check_storage(content)?;
    }
    let place = find::place(ctx, &params.page_id).await?;
    let page = place.id.as_str();
    let body = async {
        match params.content_format.0 {
            As::Storage => Ok(content.to_string()),
            As::Markdown => text::written(ctx, Format::Storage, content).await,
        }
    };
    let answer = match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => {
            let (place, body) = tokio::try_join!(on_cloud(ctx, page, parent), body)?;
            place.post(ctx, &body).await?
        }
        Deployment::DataCenter => {
            let (kind, body) = tokio::try_join!(on_data_center(ctx, page, parent), body)?;
            post(ctx, (page, kind), parent, &body).await?
        }
    };
    told(ctx, answer.view()?, parent).await
}

/// What is known of the new comment.
async fn told(ctx: &WriteCtx, made: Content, parent: Option<&str>) -> Result<Reply> {
    let mut told = json!({ "id": made.id });
    if let Some(members) = told.as_object_mut() {
        if let Some(parent) = parent {
            members.insert("in_reply_to".to_owned(), parent.into());
        }
        if let Some(path) = &made.links.webui {
            let base = site::address(ctx, Product::Confluence, made.links.base.as_deref()).await?;
            members.insert("url".to_owned(), format!("{base}{path}").into());
        }
    }
    Reply::json(&told)
}

/// Where on Cloud a comment goes.
enum Place {
    /// At the foot of a page or blog post.
    Foot(Kind, String),
    /// Below a comment at the foot.
    Footer(String),
    /// Below a comment within the text.
    Inline(String),
}

/// Where a comment goes, which is known to be admitted. Whether an id is a page's or a blog post's is asked for, since a post to the
/// wrong one is a refusal like any other.
async fn on_cloud(ctx: &WriteCtx, page: &str, parent: Option<&str>) -> Result<Place> {
    let Some(parent) = parent else {
        let kind = holder::find(ctx, page).await?;
        return match KINDS.contains(&kind) {
            true => Ok(Place::Foot(kind, page.to_owned())),
            false => Err(Error::Arguments(format!(
                "{page} is a {}, which takes no comments",
                kind.word()
            ))),
        };
    };
    let (_, place) = tokio::try_join!(holder::admitted(ctx, page), below(ctx, page, parent))?;
    Ok(place)
}

/// Below a comment: its kind says which request makes a reply.
async fn below(ctx: &WriteCtx, page: &str, parent: &str) -> Result<Place> {
    let (id, api) = (number(parent)?, ctx.confluence_cloud_v2()?);
    let (comment, place) = match api.get_footer_comments_by_comment_id(id).send().await {
        Err(error) if error.is_not_found() => {
            let inline = api.get_inline_comments_by_comment_id(id).send().await;
            (inline, Place::Inline(parent.to_owned()))
        }
        footer => (footer, Place::Footer(parent.to_owned())),
    };
    let comment: CloudComment = comment.map_err(|error| no_comment(parent, error))?.view()?;
    let on = comment.page_id.or(comment.blog_post_id).unwrap_or_default();
    on_page(parent, &on, page)?;
    Ok(place)
}

impl Place {
    async fn post(self, ctx: &WriteCtx, storage: &str) -> Result<Answer> {
        let body = json!({ "representation": "storage", "value": storage });
        let api = ctx.confluence_cloud_v2()?;
        let (is_inline, comment) = match self {
            Self::Foot(Kind::BlogPost, id) => (false, json!({ "blogPostId": id, "body": body })),
            Self::Foot(_, id) => (false, json!({ "pageId": id, "body": body })),
            Self::Footer(id) => (false, json!({ "parentCommentId": id, "body": body })),
            Self::Inline(id) => (true, json!({ "parentCommentId": id, "body": body })),
        };
        if is_inline {
            let comment: confluence_cloud_v2::types::CreateInlineCommentModel = typed(comment)?;
            return api.post_inline_comments(&comment).send().await;
        }
        let comment: confluence_cloud_v2::types::CreateFooterCommentModel = typed(comment)?;
        api.post_footer_comments(&comment).send().await
    }
}

/// What holds the comment, which is known to be admitted; a parent must be one of its comments.
async fn on_data_center(ctx: &WriteCtx, page: &str, parent: Option<&str>) -> Result<Kind> {
    let parent = async {
        let Some(parent) = parent else { return Ok(()) };
        let api = ctx.confluence_dc()?;
        let request = api.get_content_by_id(parent).expand("container");
        let sent = request.send().await;
        let comment: DcComment = sent.map_err(|error| no_comment(parent, error))?.view()?;
        if comment.kind != "comment" {
            return Err(Error::Arguments(format!(
                "`parent_comment_id`: {parent} is no comment but of type {}; nothing was added",
                comment.kind
            )));
        }
        on_page(parent, &comment.container.id, page)
    };
    let (kind, ()) = tokio::try_join!(holder::find(ctx, page), parent)?;
    Ok(kind)
}

/// Data Center's comments are content. What holds a reply is the page, too, and the comment stands above it.
async fn post(
    ctx: &WriteCtx,
    (page, kind): (&str, Kind),
    parent: Option<&str>,
    storage: &str,
) -> Result<Answer> {
    let above: Vec<Value> = parent.iter().map(|id| json!({ "id": id })).collect();
    let comment = json!({
        "type": "comment", "container": { "id": page, "type": kind.word() }, "ancestors": above,
        "body": { "storage": { "value": storage, "representation": "storage" } },
    });
    let comment: confluence_dc::types::Content = typed(comment)?;
    ctx.confluence_dc()?.post_content(&comment).send().await
}

fn no_comment(id: &str, error: Error) -> Error {
    match error.is_not_found() {
        true => Error::Arguments(format!(
            "`parent_comment_id`: there is no comment {id}, or you may not see it; confluence_get_comments tells the ids. Nothing was added"
        )),
        false => error,
    }
}

fn on_page(parent: &str, on: &str, page: &str) -> Result<()> {
    if on == page {
        return Ok(());
    }
    let place = match on {
        "" => String::new(),
        on => format!(" but on {on}"),
    };
    Err(Error::Arguments(format!(
        "`parent_comment_id`: comment {parent} is not on {page}{place}; nothing was added"
    )))
}

/// A request body in the type of its document.
fn typed<T: serde::de::DeserializeOwned>(body: Value) -> Result<T> {
    serde_json::from_value(body)
        .map_err(|e| Error::Internal(format!("the request does not fit the specification: {e}")))
}
