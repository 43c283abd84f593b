//! People by whatever a caller calls them.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::access::{Access, Read};
use crate::api::params::JiraGetUserProfile;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::http::Answer;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::either;
use crate::tools::people::{bare, exactly_one, is_me};
use crate::views::{Known, User};

/// `jira_get_user_profile`
///
/// # Errors
/// As [`resolve`].
pub async fn profile(ctx: &Ctx<Read>, params: JiraGetUserProfile) -> Result<Reply> {
    let user = resolve(ctx, &params.user_identifier).await?;
    let mut shown = json!({
        "name": user.label(),
        "id": user.id(),
        "email": user.email_address,
        "active": user.active,
        "time_zone": user.time_zone,
    });
    if let Some(members) = shown.as_object_mut() {
        members.retain(|_, value| !crate::views::is_blank(value));
    }
    Reply::json(&shown)
}

/// Who calls, remembered.
///
/// # Errors
/// If Jira does not say.
pub async fn me<A: Access>(ctx: &Ctx<A>) -> Result<Arc<User>> {
    let load = async {
        let answer = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_myself())?;
        answer.view().map(|Known(user)| user)
    };
    ctx.caller().cache().jira_me.get(load).await
}

/// The one user that `who` means: `me`, an account id (with or without `accountid:`), a user name or key, an e-mail address or
/// a display name.
///
/// # Errors
/// [`Error::Arguments`] if nobody or more than one is meant; the candidates are listed, never the first of them taken.
pub async fn resolve<A: Access>(ctx: &Ctx<A>, who: &str) -> Result<User> {
    let who = bare(who);
    if is_me(who) {
        return me(ctx).await.map(|user| (*user).clone());
    }
    let find = ctx.unless_failed(format!("user {who}"), async {
        Ok((who.to_owned(), found(ctx, who).await?))
    });
    let users = &ctx.caller().cache().jira_users;
    let (_, user) = users.get(|(known, _)| known == who, find).await?;
    Ok(user)
}

async fn found<A: Access>(ctx: &Ctx<A>, who: &str) -> Result<User> {
    let deployment = ctx.deployment(Product::Jira)?;
    if let Some(user) = by_id(ctx, deployment, who).await? {
        return Ok(user);
    }
    let near = search(ctx, deployment, who).await?;
    // The search does not look at keys.
    if near.is_empty()
        && deployment == Deployment::DataCenter
        && !is_key(who)
        && !who.contains([' ', '@'])
        && let Some(user) = by_key(ctx, who).await?
    {
        return Ok(user);
    }
    match (near.as_slice(), deployment) {
        ([only], Deployment::Cloud) if is_hidden(only, who) => Ok(only.clone()),
        (near, Deployment::Cloud) => exactly_one(
            who,
            near,
            "an account id, an e-mail address or a full display name",
        ),
        (near, Deployment::DataCenter) => exactly_one(
            who,
            near,
            "a user name, an e-mail address or a full display name",
        ),
    }
}

/// Whether this is the one whom Cloud's search found by an address that the user hides: it cannot match by text.
fn is_hidden(user: &User, who: &str) -> bool {
    who.contains('@') && user.email_address.as_deref().is_none_or(str::is_empty)
}

/// How a user is named in a request body.
pub fn reference(user: &User, deployment: Deployment) -> Value {
    match deployment {
        Deployment::Cloud => json!({ "accountId": user.id() }),
        Deployment::DataCenter => {
            json!({ "name": user.name.as_deref().unwrap_or_else(|| user.id()) })
        }
    }
}

/// The user of that id, name or key, if `who` looks like one: each kind is tried where it is likely.
async fn by_id<A: Access>(ctx: &Ctx<A>, deployment: Deployment, who: &str) -> Result<Option<User>> {
    match deployment {
        Deployment::Cloud if !is_account_id(who) => Ok(None),
        Deployment::Cloud => one(ctx.jira_cloud()?.get_user().account_id(who).send().await),
        Deployment::DataCenter if who.contains([' ', '@']) => Ok(None),
        Deployment::DataCenter if is_key(who) => by_key(ctx, who).await,
        Deployment::DataCenter => one(ctx.jira_dc()?.get_user().username(who).send().await),
    }
}

async fn by_key<A: Access>(ctx: &Ctx<A>, key: &str) -> Result<Option<User>> {
    one(ctx.jira_dc()?.get_user().key(key).send().await)
}

/// The user of an answer; none if there is none.
fn one(sent: Result<Answer>) -> Result<Option<User>> {
    match sent {
        Err(error) if error.is_not_found() => Ok(None),
        sent => sent?.view().map(|Known(user)| Some(user)),
    }
}

/// Data Center's own keys; users from before them have their first name as key.
fn is_key(who: &str) -> bool {
    let number = who.strip_prefix("JIRAUSER");
    number.is_some_and(|number| number.bytes().all(|digit| digit.is_ascii_digit()))
}

async fn search<A: Access>(ctx: &Ctx<A>, deployment: Deployment, who: &str) -> Result<Vec<User>> {
    let answer = match deployment {
        Deployment::Cloud => {
            ctx.jira_cloud()?
                .get_user_search()
                .query(who)
                .max_results(50)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            ctx.jira_dc()?
                .get_user_search()
                .username(who)
                .max_results(50)
                .send()
                .await?
        }
    };
    answer.view()
}

/// Account ids are 24 hexadecimal characters or `number:uuid`; app users have further shapes without blanks or `@`.
fn is_account_id(who: &str) -> bool {
    let hexadecimal = who.len() == 24 && who.chars().all(|c| c.is_ascii_hexdigit());
    let prefixed = who
        .split_once(':')
        .is_some_and(|(prefix, rest)| prefix.len() >= 2 && rest.len() >= 8);
    (hexadecimal || prefixed) && !who.contains([' ', '@'])
}
