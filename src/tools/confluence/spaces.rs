//! Spaces by key or id: Cloud's requests take ids, people know keys.
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::views::confluence::{Space, Spaces};

/// Cloud: the space with that key.
///
/// # Errors
/// [`Error::Arguments`] if there is none that the caller may see.
pub async fn by_key(ctx: &Ctx, key: &str) -> Result<Space> {
    let known = &ctx.caller().cache().spaces;
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
        let found = spaces
            .results
            .into_iter()
            .find(|space| space.key.eq_ignore_ascii_case(key));
        let found = found.ok_or_else(missing)?;
        known.keep(&id_name(&found.id), found.clone());
        Ok(found)
    };
    known.get(&key_name(key), load).await
}

/// Cloud: the space with that key, or with that id, which is digits.
///
/// # Errors
/// As [`by_key`].
pub async fn by_key_or_id(ctx: &Ctx, given: &str) -> Result<Space> {
    match by_key(ctx, given).await {
        // A key may be digits, too.
        Err(error) if given.bytes().all(|b| b.is_ascii_digit()) => {
            by_id(ctx, given).await.map_err(|_| error)
        }
        found => found,
    }
}

/// Cloud: the space with that id.
///
/// # Errors
/// What Confluence refuses.
pub async fn by_id(ctx: &Ctx, id: &str) -> Result<Space> {
    let known = &ctx.caller().cache().spaces;
    let load = async {
        let number = id
            .parse()
            .map_err(|_| Error::Internal(format!("\"{id}\" is no space id")))?;
        let api = ctx.confluence_cloud_v2()?;
        let answer = api.get_spaces_by_id(number).send().await?;
        let found: Space = answer.view()?;
        if found.key.is_empty() {
            return Err(answer.unexpected("it does not say the space's key".into()));
        }
        known.keep(&key_name(&found.key), found.clone());
        Ok(found)
    };
    known.get(&id_name(id), load).await
}

/// What a space is remembered by: its key in any letter case, or its id.
fn key_name(key: &str) -> String {
    format!("key {}", key.to_ascii_lowercase())
}

fn id_name(id: &str) -> String {
    format!("id {id}")
}
