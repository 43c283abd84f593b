//! Spaces by key or id: Cloud's requests take ids, people know keys.

use crate::access::Access;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::views::confluence::{Space, Spaces};

/// Cloud: the space with that key.
///
/// # Errors
/// [`Error::Arguments`] if there is none that the caller may see.
pub async fn by_key<A: Access>(ctx: &Ctx<A>, key: &str) -> Result<Space> {
    let load = async {
        let spaces: Spaces = ctx
            .confluence_cloud_v2()?
            .get_spaces()
            .keys(key)
            .send()
            .await?
            .view()?;
        let missing = || {
            Error::Arguments(format!(
                "there is no space {key}, or this user may not see it"
            ))
        };
        spaces
            .results
            .into_iter()
            .find(|space| space.key.eq_ignore_ascii_case(key))
            .ok_or_else(missing)
    };
    ctx.caller()
        .cache()
        .spaces
        .get(|space| space.key.eq_ignore_ascii_case(key), load)
        .await
}

/// Cloud: the space with that id.
///
/// # Errors
/// What Confluence refuses.
pub async fn by_id<A: Access>(ctx: &Ctx<A>, id: &str) -> Result<Space> {
    let load = async {
        let number = id
            .parse()
            .map_err(|_| Error::Internal(format!("\"{id}\" is no space id")))?;
        ctx.confluence_cloud_v2()?
            .get_spaces_by_id(number)
            .send()
            .await?
            .view()
    };
    ctx.caller()
        .cache()
        .spaces
        .get(|space| space.id == id, load)
        .await
}
