//! People in pages: names for the ids that storage format holds, ids for the names that Markdown mentions.

use std::collections::HashMap;

use futures_util::{StreamExt as _, stream};
use serde::Deserialize;

use crate::access::Access;
use crate::api::confluence_cloud_v2;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::query;
use crate::tools::jira::users as jira_users;
use crate::tools::people::{AT_ONCE, MAX_PEOPLE, bare, exactly_one, is_me};
use crate::views::User;
use markup::{Mention, UserKind};

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

/// Display names by id of those who are mentioned: no request if nobody is, one on Cloud, one a person on Data Center. Names
/// only make reading nicer, so whoever cannot be looked up keeps the id, and so does whoever comes after the first
/// [`MAX_PEOPLE`].
pub async fn names<A: Access>(
    ctx: &Ctx<A>,
    mut ids: Vec<(UserKind, String)>,
) -> HashMap<String, String> {
    ids.truncate(MAX_PEOPLE);
    if ids.is_empty() {
        return HashMap::new();
    }
    let names = match ctx.deployment(Product::Confluence) {
        Ok(Deployment::Cloud) => on_cloud(ctx, ids).await,
        Ok(Deployment::DataCenter) => on_data_center(ctx, ids).await,
        Err(error) => Err(error),
    };
    names.unwrap_or_else(|error| {
        tracing::info!("names of mentioned users: {error}");
        HashMap::new()
    })
}

async fn on_cloud<A: Access>(
    ctx: &Ctx<A>,
    ids: Vec<(UserKind, String)>,
) -> Result<HashMap<String, String>> {
    let body = confluence_cloud_v2::types::PostUsersBulkBody {
        account_ids: ids.into_iter().map(|(_, id)| id).collect(),
    };
    let users: Users = ctx
        .confluence_cloud_v2()?
        .post_users_bulk(&body)
        .send()
        .await?
        .view()?;
    Ok(users
        .results
        .into_iter()
        .filter_map(|user| Some((user.account_id?, user.display_name?)))
        .collect())
}

async fn on_data_center<A: Access>(
    ctx: &Ctx<A>,
    ids: Vec<(UserKind, String)>,
) -> Result<HashMap<String, String>> {
    let api = ctx.confluence_dc()?;
    let look_up = ids.iter().map(|(kind, id)| async {
        let request = api.get_user();
        let request = if *kind == UserKind::UserKey {
            request.key(id.as_str())
        } else {
            request.username(id.as_str())
        };
        let user: User = request.send().await?.view()?;
        Ok(user.display_name.map(|name| (id.clone(), name)))
    });
    // Whoever has left keeps the id; the others get their names.
    let looking = stream::iter(look_up.collect::<Vec<_>>()).buffered(AT_ONCE);
    let found: Vec<Result<_>> = looking.collect().await;
    Ok(found.into_iter().flatten().flatten().collect())
}

/// The one whom a caller mentions as `who`: `me`; on Cloud a display name, or an e-mail address where Jira Cloud is set up too; on
/// Data Center a user name or key.
///
/// # Errors
/// [`Error::Arguments`] if nobody or more than one is meant.
pub async fn mention<A: Access>(ctx: &Ctx<A>, who: &str) -> Result<Mention> {
    let who = bare(who);
    let (kind, user) = match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => (UserKind::AccountId, cloud_user(ctx, who).await?),
        Deployment::DataCenter => (UserKind::UserKey, data_center_user(ctx, who).await?),
    };
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
async fn cloud_user<A: Access>(ctx: &Ctx<A>, who: &str) -> Result<User> {
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

async fn data_center_user<A: Access>(ctx: &Ctx<A>, who: &str) -> Result<User> {
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
