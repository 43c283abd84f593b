//! People in pages: names for the ids that storage format holds, ids for the names that Markdown mentions.

use std::collections::HashMap;

use crate::api::confluence_cloud_v2;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::query;
use crate::shortfall::OrTold as _;
use crate::tools::jira::users as jira_users;
use crate::tools::people::{AT_ONCE, MAX_PEOPLE, bare, exactly_one, is_me};
use crate::views::{Known, User};
use futures_util::{StreamExt as _, stream};
use markup::{Mention, UserKind};
use serde::Deserialize;

/// Users of Cloud by their ids (`POST /users-bulk`).
#[derive(Deserialize)]
struct Users {
    results: Vec<User>,
}

/// Users of Cloud by their names (`GET /wiki/rest/api/search/user`).
#[derive(Deserialize)]
struct Found {
    results: Vec<Hit>,
}

#[derive(Deserialize)]
struct Hit {
    user: User,
}

/// Display names by id of those who are mentioned or have written something. Whoever was looked up before is not asked for; of the
/// others it is one request on Cloud and one a person on Data Center. Names only make reading nicer, so whoever cannot be
/// looked up keeps the id, and so does whoever comes after the first [`MAX_PEOPLE`].
pub async fn names(ctx: &Ctx, mut ids: Vec<(UserKind, String)>) -> HashMap<String, String> {
    ids.truncate(MAX_PEOPLE);
    let known = &ctx.caller().cache().confluence_people;
    let (mut names, mut unknown) = (HashMap::new(), Vec::new());
    for (kind, id) in ids {
        match known.find(&id_name(&id)) {
            Some(user) => names.extend(user.display_name.map(|name| (id, name))),
            None if unknown.contains(&(kind, id.clone())) => {}
            None => unknown.push((kind, id)),
        }
    }
    if unknown.is_empty() {
        return names;
    }
    let found = match ctx.deployment(Product::Confluence) {
        Ok(Deployment::Cloud) => on_cloud(ctx, &unknown).await,
        Ok(Deployment::DataCenter) => on_data_center(ctx, &unknown).await,
        Err(error) => Err(error),
    };
    let found = found.or_told("the names of people");
    for (id, user) in found.into_iter().flatten() {
        known.keep(&id_name(&id), user.clone());
        names.extend(user.display_name.map(|name| (id, name)));
    }
    names
}

/// Remembers somebody whom an answer names by the way.
pub fn meet(ctx: &Ctx, user: &User) {
    let known = &ctx.caller().cache().confluence_people;
    for id in [&user.account_id, &user.key, &user.name]
        .into_iter()
        .flatten()
    {
        known.keep(&id_name(id), user.clone());
    }
}

fn id_name(id: &str) -> String {
    format!("id {id}")
}

/// Those of the ids whom Cloud knows, each with what it knows; of the others nothing, so that they are not asked for again.
async fn on_cloud(ctx: &Ctx, ids: &[(UserKind, String)]) -> Result<Vec<(String, User)>> {
    let account_ids: Vec<String> = ids.iter().map(|(_, id)| id.clone()).collect();
    let body = confluence_cloud_v2::types::PostUsersBulkBody {
        account_ids: account_ids.clone(),
    };
    let users: Users = ctx
        .confluence_cloud_v2()?
        .post_users_bulk(&body)
        .send()
        .await?
        .view()?;
    let of = |id: String| {
        let user = users
            .results
            .iter()
            .find(|user| user.account_id.as_deref() == Some(&id));
        let user = user.cloned().unwrap_or_default();
        (id, user)
    };
    Ok(account_ids.into_iter().map(of).collect())
}

async fn on_data_center(ctx: &Ctx, ids: &[(UserKind, String)]) -> Result<Vec<(String, User)>> {
    let api = ctx.confluence_dc()?;
    let look_up = ids.iter().map(|(kind, id)| async {
        let request = api.get_user();
        let request = if *kind == UserKind::UserKey {
            request.key(id.as_str())
        } else {
            request.username(id.as_str())
        };
        match request.send().await {
            Ok(answer) => answer.view().map(|Known(user)| (id.clone(), user)),
            // Whoever has left keeps the id, and is not asked for again.
            Err(error) if error.is_not_found() => Ok((id.clone(), User::default())),
            Err(error) => Err(error),
        }
    });
    let looking = stream::iter(look_up.collect::<Vec<_>>()).buffered(AT_ONCE);
    let found: Vec<Result<_>> = looking.collect().await;
    let named = |one: Result<_>| one.or_told("the name of somebody");
    Ok(found.into_iter().filter_map(named).collect())
}

/// The one whom a caller mentions as `who`: `me`; on Cloud a display name, or an e-mail address where Jira Cloud is set up too; on
/// Data Center a user name or key.
///
/// # Errors
/// [`Error::Arguments`] if nobody or more than one is meant.
pub async fn mention(ctx: &Ctx, who: &str) -> Result<Mention> {
    let who = bare(who);
    let known = &ctx.caller().cache().confluence_people;
    let called = format!("called {who}");
    let (kind, user) = match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => (
            UserKind::AccountId,
            known.get(&called, cloud_user(ctx, who)).await?,
        ),
        Deployment::DataCenter => (
            UserKind::UserKey,
            known.get(&called, data_center_user(ctx, who)).await?,
        ),
    };
    meet(ctx, &user);
    let id = user.account_id.as_ref().or(user.key.as_ref());
    let id = id.ok_or_else(|| {
        Error::Arguments(format!(
            "Confluence gives no id for {}: write the name as text",
            user.label()
        ))
    })?;
    Ok(Mention {
        kind,
        id: id.clone(),
        display_name: user.label().to_owned(),
    })
}

/// Confluence searches by name only; the account ids of Jira on Cloud are the same, and Jira searches by e-mail address too.
async fn cloud_user(ctx: &Ctx, who: &str) -> Result<User> {
    let api = ctx.confluence_cloud_v1()?;
    if is_me(who) {
        return api.get_user_current().send().await?.view();
    }
    let jira = ctx.caller().session(Product::Jira);
    if who.contains('@') && jira.is_some_and(|jira| jira.deployment() == Deployment::Cloud) {
        return jira_users::resolve(ctx, who).await;
    }
    if who.contains('@') {
        return Err(Error::Arguments(format!(
            "{who} cannot be looked up: Confluence finds people by full display name or account id, by e-mail address only where Jira Cloud is set up too"
        )));
    }
    let cql = format!("user.fullname ~ {}", query::quoted(who));
    let found: Found = api.get_search_user(&cql).send().await?.view()?;
    let found: Vec<User> = found.results.into_iter().map(|hit| hit.user).collect();
    exactly_one(who, &found, "an account id or a full display name")
}

async fn data_center_user(ctx: &Ctx, who: &str) -> Result<User> {
    let api = ctx.confluence_dc()?;
    if is_me(who) {
        return api.get_user_current().send().await?.view();
    }
    let sent = match api.get_user().username(who).send().await {
        Err(error) if error.is_not_found() => api.get_user().key(who).send().await,
        sent => sent,
    };
    match sent {
        Err(error) if error.is_not_found() => Err(Error::Arguments(format!(
            "no user has the user name \"{who}\": Confluence Data Center finds people by user name or key, not by e-mail address or display name"
        ))),
        sent => sent?.view(),
    }
}
