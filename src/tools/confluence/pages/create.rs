//! `confluence_create_page`

use serde_json::{Map, Value, json};

use super::{head, outline, stored, taken, typed, url};
use crate::api::params::{ConfluenceCreatePage, ConfluenceCreatePageContentFormat};
use crate::api::{confluence_cloud_v2, confluence_dc};
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::scope::Key;
use crate::tools::confluence::text::{self, Given};
use crate::tools::confluence::{find, spaces};
use crate::views::confluence::{Content, Space};
use markup::Format;

/// `confluence_create_page`
///
/// # Errors
/// A space that does not exist, a title that is taken, a parent of another space, content that is not of its format.
pub async fn create(ctx: &WriteCtx, params: ConfluenceCreatePage) -> Result<Reply> {
    let deployment = ctx.deployment(Product::Confluence)?;
    // The head of a page that was read is no text of the new one.
    let content = head::split(&params.content).map_or(&*params.content, |(_, body)| body);
    let given = text::given(ctx, format(params.content_format.0), content)?;
    let value = match given {
        Given::Markdown(markdown) => {
            let anchored = params.enable_heading_anchors == Some(true);
            let anchored = anchored.then(|| outline::anchored(markdown));
            let markdown = anchored.as_deref().unwrap_or(markdown);
            let own = match deployment {
                Deployment::Cloud => Format::Adf,
                Deployment::DataCenter => Format::Storage,
            };
            (own, text::written(ctx, own, markdown).await?)
        }
        Given::Own(format, value) => (format, value.to_owned()),
    };
    let space = space(ctx, &params.space_key).await?;
    let parent = match &params.parent_id {
        Some(parent) => Some(self::parent(ctx, parent, &space.key).await?),
        None => None,
    };
    let title = params.title.trim();
    let answer = match deployment {
        Deployment::Cloud => on_cloud(ctx, &space, title, parent.as_deref(), &value).await,
        Deployment::DataCenter => {
            on_data_center(ctx, &space, title, parent.as_deref(), &value).await
        }
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return Err(taken::explained(ctx, error, &space.key, title).await),
    };
    let created: Content = answer.view()?;
    ctx.caller().cache().confluence_made.keep(&created.id, 1);
    let url = url(ctx, &created.links, &created.id).await?;
    let mut reply = Map::new();
    reply.insert("id".into(), created.id.into());
    reply.insert("title".into(), title.into());
    reply.insert("space".into(), space.key.into());
    reply.insert("version".into(), created.version.number.max(1).into());
    reply.insert("url".into(), url.into());
    Reply::json(&Value::Object(reply))
}

fn format(given: ConfluenceCreatePageContentFormat) -> Format {
    use ConfluenceCreatePageContentFormat as As;
    match given {
        As::Markdown => Format::Markdown,
        As::Storage => Format::Storage,
        As::Wiki => Format::Wiki,
        As::Adf => Format::Adf,
    }
}

/// The space by its key, or by its id, which is digits.
async fn space(ctx: &WriteCtx, given: &str) -> Result<Space> {
    match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => spaces::by_key_or_id(ctx, given).await,
        Deployment::DataCenter => Ok(Space {
            key: given.to_owned(),
            ..Space::default()
        }),
    }
}

/// The id of the page or folder above a new page. Where a filter must be kept it is in the same space, by Confluence's own word.
async fn parent(ctx: &WriteCtx, given: &crate::args::PageId, space: &str) -> Result<String> {
    let place = find::place(ctx, given).await?;
    let nothing = |error: Error| error.noting("Nothing was created: this is about `parent_id`");
    if !ctx.policy().narrows(&[Product::Confluence]) {
        return Ok(place.id);
    }
    let (_, home) = find::home(ctx, &place).await.map_err(nothing)?;
    let there = home.space(ctx).await.map_err(nothing)?.key;
    ctx.policy().check_key(Key::Space(&there))?;
    if there.eq_ignore_ascii_case(space) {
        return Ok(place.id);
    }
    Err(Error::Arguments(format!(
        "`parent_id`: {} is in space {there}, not in {space}; nothing was created",
        place.id
    )))
}

async fn on_cloud(
    ctx: &WriteCtx,
    space: &Space,
    title: &str,
    parent: Option<&str>,
    (format, value): &(Format, String),
) -> Result<crate::http::Answer> {
    let mut page = json!({
        "spaceId": space.id, "status": "current", "title": title,
        "body": { "representation": stored::representation(*format), "value": value },
    });
    if let (Some(parent), Some(page)) = (parent, page.as_object_mut()) {
        page.insert("parentId".into(), parent.into());
    }
    let body: confluence_cloud_v2::types::PostPagesBody = typed(page)?;
    ctx.confluence_cloud_v2()?.post_pages(&body).send().await
}

async fn on_data_center(
    ctx: &WriteCtx,
    space: &Space,
    title: &str,
    parent: Option<&str>,
    (format, value): &(Format, String),
) -> Result<crate::http::Answer> {
    let representation = stored::representation(*format);
    let mut content = json!({
        "type": "page", "title": title, "space": { "key": space.key },
        "body": { representation: { "value": value, "representation": representation } },
    });
    if let (Some(parent), Some(content)) = (parent, content.as_object_mut()) {
        content.insert("ancestors".into(), json!([{ "id": parent }]));
    }
    let body: confluence_dc::types::Content = typed(content)?;
    let request = ctx.confluence_dc()?;
    request.post_content(&body).expand("version").send().await
}
