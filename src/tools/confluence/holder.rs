//! What an id stands for, and in which space that is.

use super::spaces;
use crate::args::ContentKind;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::scope::Key;
use crate::views::confluence::{Content, Page};

/// What can have comments, labels or children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page.
    Page,
    /// A blog post.
    BlogPost,
    /// A folder of Cloud.
    Folder,
}

impl Kind {
    /// What Data Center calls it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::BlogPost => "blogpost",
            Self::Folder => "folder",
        }
    }
}

impl From<Kind> for ContentKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Page => Self::Page,
            Kind::BlogPost => Self::BlogPost,
            Kind::Folder => Self::Folder,
        }
    }
}

/// What an id stands for, where a spaces filter must be kept: it is in one of the spaces. Without a filter nothing is asked.
///
/// # Errors
/// [`Error::Refused`] for a space outside of the filter; as [`find`].
pub async fn admitted(ctx: &Ctx, id: &str) -> Result<Option<Kind>> {
    match ctx.policy().narrows(&[Product::Confluence]) {
        true => find(ctx, id).await.map(Some),
        false => Ok(None),
    }
}

/// What an id stands for; it is in no space outside of the filter.
///
/// # Errors
/// If there is no such content, or none that the caller may see; [`Error::Refused`] for a space outside of the filter.
pub async fn find(ctx: &Ctx, id: &str) -> Result<Kind> {
    match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => on_cloud(ctx, id).await,
        Deployment::DataCenter => on_data_center(ctx, id).await,
    }
}

async fn on_data_center(ctx: &Ctx, id: &str) -> Result<Kind> {
    let api = ctx.confluence_dc()?;
    let request = api.get_content_by_id(id).expand("space");
    let content: Content = request.send().await?.view()?;
    ctx.policy().check_key(Key::Space(&content.space.key))?;
    match content.kind.as_str() {
        "blogpost" => Ok(Kind::BlogPost),
        "" | "page" => Ok(Kind::Page),
        other => Err(Error::Arguments(format!(
            "{id} is no page but of type {other}"
        ))),
    }
}

/// Requests for pages find nothing else, so that what is not found may be something else. An answer tells its space by id; its key
/// is only asked for where a filter must be kept.
async fn on_cloud(ctx: &Ctx, id: &str) -> Result<Kind> {
    let (kind, space) = space_of(ctx, id, &[Kind::Page, Kind::BlogPost, Kind::Folder]).await?;
    if ctx.policy().narrows(&[Product::Confluence]) {
        let space = spaces::by_id(ctx, &space).await?;
        ctx.policy().check_key(Key::Space(&space.key))?;
    }
    Ok(kind)
}

/// Which of these kinds an id is of, and the id of the space that it is in. Cloud alone.
///
/// # Errors
/// As [`first_of`].
pub async fn space_of(ctx: &Ctx, id: &str, kinds: &[Kind]) -> Result<(Kind, String)> {
    let (number, api) = (number(id)?, &ctx.confluence_cloud_v2()?);
    let ask = |kind: Kind| async move {
        let sent = match kind {
            Kind::Page => api.get_pages_by_id(number).send().await,
            Kind::BlogPost => api.get_blogposts_by_id(number).send().await,
            Kind::Folder => api.get_folders_by_id(number).send().await,
        };
        let found: Page = sent?.view()?;
        Ok((kind, found.space_id))
    };
    first_of(kinds, ask).await
}

/// An id as Cloud's client takes it.
///
/// # Errors
/// [`Error::Arguments`] if it is none, or too large.
pub fn number(id: &str) -> Result<i64> {
    id.parse()
        .map_err(|_| Error::Arguments(format!("\"{id}\" is no id of Confluence; ids are digits")))
}

/// What `ask` gives for the first of these kinds that the id is of; the error is that of the first.
///
/// # Errors
/// What `ask` reports, if it is not that there is no such thing.
pub async fn first_of<T, F>(kinds: &[Kind], ask: impl Fn(Kind) -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let mut missing = None;
    for kind in kinds {
        match ask(*kind).await {
            Err(error) if error.is_not_found() => missing = missing.or(Some(error)),
            asked => return asked,
        }
    }
    Err(missing.unwrap_or_else(|| Error::Internal("nothing was looked for".into())))
}
