//! People by whatever a caller calls them, and who of them is to work on an issue.

pub mod assignees;

use std::sync::Arc;

use crate::api::params::JiraGetUserProfile;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::Answer;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::either;
use crate::tools::names::{OF_VALUES, called};
use crate::tools::people::{bare, exactly_one, is_me, names_of};
use crate::views::{Known, User};
use serde_json::{Value, json};

/// How many people a search gives at most: with fewer it is complete.
pub const PAGE: usize = 50;

/// `jira_get_user_profile`: several whom a name may mean are all told.
///
/// # Errors
/// As [`resolve`], if nobody is alike.
pub async fn profile(ctx: &Ctx, params: JiraGetUserProfile) -> Result<Reply> {
    let who = &params.user_identifier;
    match seek(ctx, who).await? {
        Ok(user) if user.display_name.is_none() => Err(Error::Arguments(format!(
            "Jira does not let this account look people up, so nothing is known of \"{}\"",
            bare(who)
        ))),
        Ok(user) => Reply::json(&described(&user)),
        Err(near) if near.is_empty() => Err(nobody(ctx, bare(who), &near)?),
        Err(near) => {
            let users: Vec<_> = near.iter().map(described).collect();
            let note = format!(
                "nobody alone is exactly called \"{}\": use the id of whom you mean",
                bare(who)
            );
            Reply::json(&json!({ "note": note, "users": users }))
        }
    }
}

/// Everything that is known of somebody.
pub fn described(user: &User) -> Value {
    let mut shown = json!({
        "name": user.label(),
        "id": user.id(),
        "email": user.email_address,
        "active": user.active,
        "time_zone": user.time_zone,
    });
    if let Some(members) = shown.as_object_mut() {
        members.retain(|_, value| !crate::blank::is_blank(value));
    }
    shown
}

/// Who calls, remembered.
///
/// # Errors
/// If Jira does not say.
pub async fn me(ctx: &Ctx) -> Result<Arc<User>> {
    let load = async {
        let answer = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_myself())?;
        answer.view().map(|Known(user)| user)
    };
    ctx.caller().cache().jira_me.get(load).await
}

/// What looking for somebody gives: the one who is meant, or those who are alike, at most [`PAGE`] and none of them certain.
pub type Found = Result<User, Vec<User>>;

/// The one user that `who` means: `me`, an account id (with or without `accountid:`), a user name or key, an e-mail address or
/// a display name.
///
/// # Errors
/// [`Error::Arguments`] if nobody or more than one is meant; the candidates are listed, never the first of them taken.
pub async fn resolve(ctx: &Ctx, who: &str) -> Result<User> {
    let resolving = async {
        match seek(ctx, who).await? {
            Ok(user) => Ok(user),
            Err(near) => Err(nobody(ctx, bare(who), &near)?),
        }
    };
    ctx.unless_failed(format!("user {who}"), resolving).await
}

/// The one user that `who` means, who is remembered, or those who are alike.
///
/// # Errors
/// If Jira does not answer.
pub async fn seek(ctx: &Ctx, who: &str) -> Result<Found> {
    let who = bare(who);
    if is_me(who) {
        let me = me(ctx).await?;
        return Ok(Ok((*me).clone()));
    }
    let users = &ctx.caller().cache().jira_users;
    let found = users.get(who, found(ctx, who)).await?;
    if found.is_err() {
        users.forget(who);
    }
    Ok(found)
}

async fn found(ctx: &Ctx, who: &str) -> Result<Found> {
    let deployment = ctx.deployment(Product::Jira)?;
    if let Some(user) = by_id(ctx, deployment, who).await? {
        return Ok(Ok(user));
    }
    let near = search(ctx, deployment, who).await?;
    if near.is_empty()
        && deployment == Deployment::DataCenter
        && let Some(user) = beside_search(ctx, who).await?
    {
        return Ok(Ok(user));
    }
    let alone = match near.as_slice() {
        [only] if deployment == Deployment::Cloud && is_hidden(only, who) => Some(only),
        near => match called(&OF_VALUES, near.iter(), who, |user| names_of(user)).as_slice() {
            [only] => Some(*only),
            _ => None,
        },
    };
    Ok(alone.cloned().ok_or(near))
}

/// Data Center's search does not look at keys, and finds nobody by an address that is their user name if it is no longer theirs.
async fn beside_search(ctx: &Ctx, who: &str) -> Result<Option<User>> {
    match who {
        who if who.contains(' ') || is_key(who) => Ok(None),
        who if who.contains('@') => by_name(ctx, who).await,
        who => by_key(ctx, who).await,
    }
}

/// Why nobody is taken for `who`: those who are alike, or, if there are none, what may keep them from being found.
///
/// # Errors
/// If Jira is not configured.
pub fn nobody(ctx: &Ctx, who: &str, near: &[User]) -> Result<Error> {
    let (id, permission) = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => ("an account id", "Browse users and groups"),
        Deployment::DataCenter => ("a user name", "Browse Users"),
    };
    let forms = format!("{id}, an e-mail address or a full display name");
    let Err(error) = exactly_one(who, near, &forms) else {
        return Ok(Error::Internal(format!("{who} was passed over")));
    };
    Ok(match near {
        [] => error.noting(&format!(
            "Jira answers so, too, if your account lacks the permission \"{permission}\": {id} works without it"
        )),
        _ => error,
    })
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
async fn by_id(ctx: &Ctx, deployment: Deployment, who: &str) -> Result<Option<User>> {
    match deployment {
        Deployment::Cloud if !is_account_id(who) => Ok(None),
        Deployment::Cloud => {
            let passed_on = || User {
                account_id: Some(who.to_owned()),
                ..User::default()
            };
            one(
                ctx.jira_cloud()?.get_user().account_id(who).send().await,
                passed_on,
            )
        }
        Deployment::DataCenter if who.contains([' ', '@']) => Ok(None),
        Deployment::DataCenter if is_key(who) => by_key(ctx, who).await,
        Deployment::DataCenter => by_name(ctx, who).await,
    }
}

async fn by_name(ctx: &Ctx, name: &str) -> Result<Option<User>> {
    let passed_on = || User {
        name: Some(name.to_owned()),
        ..User::default()
    };
    one(
        ctx.jira_dc()?.get_user().username(name).send().await,
        passed_on,
    )
}

async fn by_key(ctx: &Ctx, key: &str) -> Result<Option<User>> {
    let passed_on = || User {
        key: Some(key.to_owned()),
        ..User::default()
    };
    one(ctx.jira_dc()?.get_user().key(key).send().await, passed_on)
}

/// The user of an answer; none if there is none. Who may not look people up is taken at their word: Jira checks the id when it
/// is used.
fn one(sent: Result<Answer>, passed_on: impl FnOnce() -> User) -> Result<Option<User>> {
    match sent {
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) if error.is_forbidden() => Ok(Some(passed_on())),
        sent => sent?.view().map(|Known(user)| Some(user)),
    }
}

/// Data Center's own keys; users from before them have their first name as key.
fn is_key(who: &str) -> bool {
    let number = who.strip_prefix("JIRAUSER");
    number.is_some_and(|number| number.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Everybody whose name, address or user name begins so. Who may not search finds nobody, which some sites say as a refusal.
async fn search(ctx: &Ctx, deployment: Deployment, who: &str) -> Result<Vec<User>> {
    let page = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let sent = match deployment {
        Deployment::Cloud => {
            let api = ctx.jira_cloud()?;
            api.get_user_search()
                .query(who)
                .max_results(page)
                .send()
                .await
        }
        Deployment::DataCenter => {
            let api = ctx.jira_dc()?;
            api.get_user_search()
                .username(who)
                .max_results(page)
                .send()
                .await
        }
    };
    match sent {
        Err(error) if error.is_forbidden() => Ok(Vec::new()),
        sent => sent?.view(),
    }
}

/// Account ids are 24 hexadecimal characters or `number:uuid`; app users have further shapes without blanks or `@`.
pub fn is_account_id(who: &str) -> bool {
    let hexadecimal = who.len() == 24 && who.chars().all(|c| c.is_ascii_hexdigit());
    let prefixed = who
        .split_once(':')
        .is_some_and(|(prefix, rest)| prefix.len() >= 2 && rest.len() >= 8);
    (hexadecimal || prefixed) && !who.contains([' ', '@'])
}
