//! What a page is to be put below.

use super::document::{Document, Home};
use crate::args::{ContentKind, PageId};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::scope::Key;
use crate::tools::confluence::find::{self, Place};

/// A page or folder that a page is to be put below.
#[derive(Debug)]
pub struct Above {
    /// Its id.
    pub id: String,
    /// Whether it is a folder, which only requests that write the page itself take.
    pub is_folder: bool,
    /// The space that it is in.
    home: Home,
}

/// What is meant by `parent_id`.
///
/// # Errors
/// [`Error::Arguments`] if that is the page itself, or nothing that holds pages; a space outside of the filter.
pub async fn of(ctx: &Ctx, parent: &PageId, page: &Place) -> Result<Above> {
    let about = |error: Error| error.noting("This is about `parent_id`; nothing was written");
    let place = find::place(ctx, parent).await.map_err(about)?;
    if place.id == page.id {
        return Err(Error::Arguments(
            "`parent_id` is the page itself; nothing was written".into(),
        ));
    }
    let (kind, home) = find::home(ctx, &place).await.map_err(about)?;
    let above = Above {
        id: place.id,
        is_folder: kind == ContentKind::Folder,
        home,
    };
    if ctx.policy().narrows(&[Product::Confluence]) {
        let space = above.home.space(ctx).await.map_err(about)?;
        ctx.policy().check_key(Key::Space(&space.key))?;
    }
    Ok(above)
}

impl Above {
    /// Whether it is in the space of a page.
    pub fn is_beside(&self, page: &Document) -> bool {
        match (&self.home, &page.home) {
            (Home::Id(one), Home::Id(other)) => one == other,
            (Home::Space(one), Home::Space(other)) => one.key.eq_ignore_ascii_case(&other.key),
            _ => false,
        }
    }

    /// Makes sure that a page can be put there.
    ///
    /// # Errors
    /// [`Error::Arguments`] for blog posts, and on Data Center for another space.
    pub async fn check(&self, ctx: &Ctx, page: &Document) -> Result<()> {
        if page.kind == ContentKind::BlogPost {
            return Err(Error::Arguments(format!(
                "{} is a blog post, which is below nothing: leave out `parent_id`. Nothing was written",
                page.id
            )));
        }
        if ctx.deployment(Product::Confluence)? == Deployment::Cloud || self.is_beside(page) {
            return Ok(());
        }
        let space = self.home.space(ctx).await?.key;
        Err(Error::Arguments(format!(
            "`parent_id` is in space {space}, and Confluence Data Center moves pages to another space in a browser only. Nothing was written"
        )))
    }
}
