//! Titles are unique within a space, in any letter case: whoever asks for one that is taken is told by which page.

use serde::Deserialize;

use super::url;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::tools::confluence::find;
use crate::views::confluence::Links;

/// What a page is, where its address alone matters.
#[derive(Deserialize)]
struct Linked {
    #[serde(rename = "_links", default)]
    links: Links,
}

/// A refusal with the page that has the title already, if that is what was refused.
pub async fn explained(ctx: &Ctx, error: Error, space: &str, title: &str) -> Error {
    let said = error.to_string().to_lowercase();
    if !error.is_refusal() || !said.contains("already exist") {
        return error;
    }
    match existing(ctx, space, title).await {
        Ok((id, url)) => Error::Arguments(format!(
            "the title \"{title}\" is taken in space {space} by page {id} ({url}): change that page with confluence_update_page, or choose another title. Nothing was written"
        )),
        // Another page, one in the trash or one that the caller may not see.
        Err(_) => error.noting("The title is taken by a page that was not found: it may be archived, in the trash, or not for this account to see. Choose another title"),
    }
}

async fn existing(ctx: &Ctx, space: &str, title: &str) -> Result<(String, String)> {
    let id = find::by_title(ctx, space, title, None).await?.id;
    let answer = match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => {
            let api = ctx.confluence_cloud_v2()?;
            api.get_pages_by_id(super::number(&id)?).send().await?
        }
        Deployment::DataCenter => ctx.confluence_dc()?.get_content_by_id(&id).send().await?,
    };
    let page: Linked = answer.view()?;
    let url = url(ctx, &page.links, &id).await?;
    Ok((id, url))
}
