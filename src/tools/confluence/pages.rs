//! Pages.

use serde_json::json;

use super::{people, spaces};
use crate::access::{Access, Read, Write};
use crate::api::params::{
    ConfluenceCreatePage, ConfluenceCreatePageContentFormat, ConfluenceGetPage,
    ConfluenceGetPageContentFormat,
};
use crate::api::{confluence_cloud_v2, confluence_dc};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::scope::Key;
use crate::tools::people::mentioned;
use crate::tools::site;
use crate::views::confluence::{Content, Links, Page};
use crate::views::jira::when;
use markup::{Format, MarkupError, ReadOptions, WriteOptions};

/// What a page says of itself, the same for both deployments.
struct Document {
    id: String,
    title: String,
    space: String,
    version: i64,
    saved: Option<String>,
    author: Option<String>,
    parent: Option<String>,
    links: Links,
    body: String,
}

/// `confluence_get_page`
///
/// # Errors
/// A page that does not exist or is in a space outside of the filter.
pub async fn get(ctx: &Ctx<Read>, params: ConfluenceGetPage) -> Result<Reply> {
    let format =
        params
            .content_format
            .map(|format| format.0)
            .unwrap_or(match params.convert_to_markdown {
                Some(false) => ConfluenceGetPageContentFormat::Storage,
                _ => ConfluenceGetPageContentFormat::Markdown,
            });
    let place = match (&params.page_id, &params.title, &params.space_key) {
        (Some(id), ..) => Place::Id(id),
        (None, Some(title), Some(space)) => Place::Title(title, space),
        _ => {
            return Err(Error::Arguments(
                "give `page_id`, or both `title` and `space_key`".into(),
            ));
        }
    };
    let adf = format == ConfluenceGetPageContentFormat::Adf;
    let document = match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => {
            from_cloud(ctx, place, if adf { "atlas_doc_format" } else { "storage" }).await?
        }
        Deployment::DataCenter if adf => {
            return Err(Error::Arguments(
                "Confluence Data Center has no ADF; use content_format=markdown or storage".into(),
            ));
        }
        Deployment::DataCenter => from_data_center(ctx, place).await?,
    };
    ctx.policy().check_key(Key::Space(&document.space))?;
    let body = match format {
        ConfluenceGetPageContentFormat::Markdown => {
            read_as(ctx, &document.body, Format::Markdown).await?
        }
        ConfluenceGetPageContentFormat::Wiki => read_as(ctx, &document.body, Format::Wiki).await?,
        ConfluenceGetPageContentFormat::Storage | ConfluenceGetPageContentFormat::Adf => {
            document.body.clone()
        }
    };
    let start = usize::try_from(params.start.unwrap_or_default()).unwrap_or_default();
    let head = if params.include_metadata && start == 0 {
        document.head(ctx).await?
    } else {
        String::new()
    };
    Ok(Reply::text_under(&head, &body, start))
}

/// The largest page that is converted, in bytes: its tree takes some 150 times as much memory.
const LARGEST_CONVERTED: usize = 1 << 20;

/// Storage format in another one.
async fn read_as(ctx: &Ctx<Read>, storage: &str, format: Format) -> Result<String> {
    if storage.len() > LARGEST_CONVERTED {
        return Err(Error::Arguments(format!(
            "the page is too large to be shown as {format} ({} KiB); use content_format=storage",
            storage.len() >> 10
        )));
    }
    let refused = |e: MarkupError| {
        Error::Internal(format!(
            "the page cannot be shown as {format} ({e}); use content_format=storage"
        ))
    };
    let mut document = markup::Document::read(Format::Storage, storage).map_err(refused)?;
    let reading = ReadOptions {
        names: people::names(ctx, document.ids()).await,
        ..ReadOptions::default()
    };
    document.convert(format, &reading).map_err(refused)
}

/// How a page is found.
enum Place<'a> {
    Id(&'a str),
    Title(&'a str, &'a str),
}

async fn from_cloud(ctx: &Ctx<Read>, place: Place<'_>, representation: &str) -> Result<Document> {
    let api = ctx.confluence_cloud_v2()?;
    let page: Page = match place {
        Place::Id(id) => api
            .get_pages_by_id(page_number(id)?)
            .body_format(representation)
            .send()
            .await?
            .view()?,
        Place::Title(title, key) => {
            let space = spaces::by_key(ctx, key).await?;
            let request = api
                .get_pages()
                .title(title)
                .space_id(space.id.as_str())
                .body_format(representation);
            let mut found: Pages<Page> = request.send().await?.view()?;
            found.results.pop().ok_or_else(|| no_page(title, key))?
        }
    };
    let space = spaces::by_id(ctx, &page.space_id).await?;
    Ok(Document {
        body: page.body.text().to_owned(),
        id: page.id,
        title: page.title,
        space: space.key,
        version: page.version.number,
        saved: page.version.created_at,
        author: None,
        parent: page.parent_id,
        links: page.links,
    })
}

async fn from_data_center(ctx: &Ctx<Read>, place: Place<'_>) -> Result<Document> {
    const EXPAND: &str = "body.storage,version,space,ancestors";
    let api = ctx.confluence_dc()?;
    let content: Content = match place {
        Place::Id(id) => api
            .get_content_by_id(id)
            .expand(EXPAND)
            .send()
            .await?
            .view()?,
        Place::Title(title, space) => {
            let request = api
                .get_content()
                .type_("page")
                .space_key(space)
                .title(title)
                .limit(1);
            let mut found: Pages<Content> = request.expand(EXPAND).send().await?.view()?;
            found.results.pop().ok_or_else(|| no_page(title, space))?
        }
    };
    Ok(Document {
        body: content.body.text().to_owned(),
        saved: content.version.saved().map(str::to_owned),
        author: content.version.by.and_then(|author| author.display_name),
        parent: content
            .ancestors
            .into_iter()
            .next_back()
            .map(|ancestor| ancestor.id),
        id: content.id,
        title: content.title,
        space: content.space.key,
        version: content.version.number,
        links: content.links,
    })
}

/// The part of a list answer that matters here.
#[derive(serde::Deserialize)]
struct Pages<T> {
    results: Vec<T>,
}

fn no_page(title: &str, space: &str) -> Error {
    Error::Arguments(format!(
        "there is no page titled \"{title}\" in space {space}; confluence_search finds pages by words"
    ))
}

/// A page id as Cloud's client takes it.
fn page_number(id: &str) -> Result<i64> {
    id.parse()
        .map_err(|_| Error::Arguments(format!("{id} is too large for a page id")))
}

impl Document {
    /// What stands above the body: one line a fact, in the form of front matter.
    async fn head<A: Access>(&self, ctx: &Ctx<A>) -> Result<String> {
        let mut head = format!(
            "---\ntitle: {}\nid: {}\nspace: {}\nversion: {}\n",
            self.title, self.id, self.space, self.version
        );
        let url = url(ctx, &self.links, &self.id).await?;
        let mut line = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                head.push_str(&format!("{name}: {value}\n"));
            }
        };
        line("updated", self.saved.as_deref().map(when));
        line("updated_by", self.author.clone());
        line("parent_id", self.parent.clone());
        line("url", Some(url));
        head.push_str("---\n\n");
        Ok(head)
    }
}

/// Where people see a page.
async fn url<A: Access>(ctx: &Ctx<A>, links: &Links, id: &str) -> Result<String> {
    let base = site::address(ctx, Product::Confluence, links.base.as_deref()).await?;
    Ok(links.webui.as_deref().map_or_else(
        || format!("{base}/pages/viewpage.action?pageId={id}"),
        |path| format!("{base}{path}"),
    ))
}

/// `confluence_create_page`
///
/// # Errors
/// A space that does not exist, a title that is taken, content that is not of its format.
pub async fn create(ctx: &Ctx<Write>, params: ConfluenceCreatePage) -> Result<Reply> {
    let deployment = ctx.deployment(Product::Confluence)?;
    let (representation, value) = content(ctx, params.content_format.0, &params.content).await?;
    let parent = params.parent_id.as_deref().map(str::to_owned);
    if let Some(parent) = &parent {
        check_parent(ctx, parent, &params.space_key).await?;
    }
    let answer = match deployment {
        Deployment::Cloud => {
            let space = spaces::by_key(ctx, &params.space_key).await?;
            let page = json!({
                "spaceId": space.id, "status": "current", "title": &*params.title, "parentId": parent,
                "body": { "representation": representation, "value": value },
            });
            let body: confluence_cloud_v2::types::PostPagesBody = typed(page)?;
            ctx.confluence_cloud_v2()?.post_pages(&body).send().await?
        }
        Deployment::DataCenter => {
            let content = json!({
                "type": "page", "title": &*params.title, "space": { "key": &*params.space_key },
                "ancestors": parent.iter().map(|id| json!({ "id": id })).collect::<Vec<_>>(),
                "body": { representation: { "value": value, "representation": representation } },
            });
            let body: confluence_dc::types::Content = typed(content)?;
            ctx.confluence_dc()?
                .post_content(&body)
                .expand("version")
                .send()
                .await?
        }
    };
    let created: Content = answer.view()?;
    let url = url(ctx, &created.links, &created.id).await?;
    Reply::json(
        &json!({ "id": created.id, "title": created.title, "version": created.version.number, "url": url }),
    )
}

/// Makes sure, where a spaces filter must be kept, that the page above a new one is in the space that was asked for, which was
/// checked.
async fn check_parent(ctx: &Ctx<Write>, parent: &str, asked: &str) -> Result<()> {
    if !ctx.policy().narrows(&[Product::Confluence]) {
        return Ok(());
    }
    let space = space_of(ctx, parent).await.map_err(|error| {
        error.noting("Nothing was created: it is not known which space `parent_id` is in")
    })?;
    ctx.policy().check_key(Key::Space(&space))?;
    if space.eq_ignore_ascii_case(asked) {
        return Ok(());
    }
    Err(Error::Arguments(format!(
        "`parent_id`: page {parent} is in space {space}, not in {asked}; nothing was created"
    )))
}

/// The key of the space that a page is in, by its own word.
async fn space_of<A: Access>(ctx: &Ctx<A>, id: &str) -> Result<String> {
    match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => {
            let request = ctx.confluence_cloud_v2()?;
            let page: Page = request
                .get_pages_by_id(page_number(id)?)
                .send()
                .await?
                .view()?;
            Ok(spaces::by_id(ctx, &page.space_id).await?.key)
        }
        Deployment::DataCenter => {
            let request = ctx.confluence_dc()?;
            let request = request.get_content_by_id(id).expand("space");
            let content: Content = request.send().await?.view()?;
            Ok(content.space.key)
        }
    }
}

/// The representation and value that carry a content.
async fn content<A: Access>(
    ctx: &Ctx<A>,
    format: ConfluenceCreatePageContentFormat,
    text: &str,
) -> Result<(&'static str, String)> {
    use ConfluenceCreatePageContentFormat as As;
    match (format, ctx.deployment(Product::Confluence)?) {
        (As::Storage, _) => Ok(("storage", text.to_owned())),
        (As::Adf, Deployment::Cloud) => Ok(("atlas_doc_format", text.to_owned())),
        (As::Adf, Deployment::DataCenter) => Err(Error::Arguments(
            "Confluence Data Center takes no ADF; use markdown or storage".into(),
        )),
        (As::Markdown, _) => Ok(("storage", written(ctx, text).await?)),
        (As::Wiki, _) => Ok(("wiki", text.to_owned())),
    }
}

/// Markdown as storage format; mentioned people are looked up and must exist.
async fn written<A: Access>(ctx: &Ctx<A>, markdown: &str) -> Result<String> {
    let find = async |who: String| people::mention(ctx, &who).await;
    let people = mentioned(markdown, find).await?;
    let options = WriteOptions {
        resolver: &|who| people.get(who).cloned(),
        unknown_as_text: false,
        data_center_languages: ctx.deployment(Product::Confluence)? == Deployment::DataCenter,
    };
    let written = markup::from_markdown(Format::Storage, markdown, &options);
    written.map_err(|e| Error::Arguments(e.to_string()))
}

/// A request body in the type of its document.
fn typed<T: serde::de::DeserializeOwned>(body: serde_json::Value) -> Result<T> {
    serde_json::from_value(body)
        .map_err(|e| Error::Internal(format!("the request does not fit the specification: {e}")))
}
