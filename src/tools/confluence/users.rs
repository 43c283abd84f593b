//! People by name, or by CQL about them.

mod data_center;

use serde_json::Value;

use super::cql::is_cql;
use super::{cql_errors, words};
use crate::api::params::ConfluenceSearchUser;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::query::quoted;
use crate::reply::{Page, Reply};
use crate::tools::jira::users as jira_users;
use crate::tools::people::{bare, is_me};
use crate::views::confluence::SearchPage;
use crate::views::{Known, User};

/// People whom a search found.
#[derive(Default)]
struct Found {
    users: Vec<User>,
    /// How many there are in all, where that is known.
    total: Option<u64>,
    /// What is to be said of them.
    note: Option<String>,
}

/// `confluence_search_user`
///
/// # Errors
/// What Confluence refuses; a group on Cloud, where Confluence tells nothing of groups by name.
pub async fn search(ctx: &Ctx, params: ConfluenceSearchUser) -> Result<Reply> {
    let query = params.query.trim();
    let limit = usize::try_from(params.limit).unwrap_or_default();
    let group = params
        .group_name
        .as_deref()
        .filter(|group| !group.trim().is_empty());
    let deployment = ctx.deployment(Product::Confluence)?;
    if group.is_some() && deployment == Deployment::Cloud {
        return Err(Error::Arguments(
            "`group_name` is for Data Center: Confluence Cloud tells no members of groups by name"
                .into(),
        ));
    }
    let found = match deployment {
        _ if is_me(bare(query)) && group.is_none() => me(ctx).await?,
        Deployment::Cloud => on_cloud(ctx, query, params.limit).await?,
        Deployment::DataCenter => data_center::find(ctx, query, group, params.limit).await?,
    };
    let rows: Vec<Value> = found
        .users
        .iter()
        .take(limit)
        .map(jira_users::described)
        .collect();
    let total = found
        .total
        .or((found.users.len() > limit).then_some(found.users.len() as u64));
    let more = total.is_some_and(|total| total > rows.len() as u64);
    let more = more.then(|| "there are more: give more of the name".to_owned());
    let notes: Vec<String> = found.note.into_iter().chain(more).collect();
    let note = (!notes.is_empty()).then(|| ("note".to_owned(), notes.join(". ").into()));
    let page = Page {
        name: "users",
        items: &rows,
        total,
        next: None,
        resume: &|_| None,
    };
    Reply::list_with(page, note.into_iter().collect())
}

async fn me(ctx: &Ctx) -> Result<Found> {
    let answer = crate::tools::either!(ctx, Confluence, confluence_cloud_v1 | confluence_dc, api => api.get_user_current())?;
    let Known(user) = answer.view()?;
    Ok(Found {
        users: vec![user],
        ..Found::default()
    })
}

/// Cloud searches names alone. Whom an address means knows Jira, whose account ids are the same.
async fn on_cloud(ctx: &Ctx, query: &str, limit: i64) -> Result<Found> {
    let who = bare(query);
    if jira_users::is_account_id(who) {
        let cql = format!("user.accountid = {}", quoted(who));
        return ask_cloud(ctx, &cql, limit).await;
    }
    if is_cql(query) {
        let asked = ask_cloud(ctx, query, limit).await;
        return asked.map_err(|error| cql_errors::explained(query, error));
    }
    let jira = ctx.caller().session(Product::Jira);
    let by_address = who.contains('@') && !who.contains(' ');
    if by_address && jira.is_some_and(|jira| jira.deployment() == Deployment::Cloud) {
        let users = match jira_users::seek(ctx, who).await? {
            Ok(user) => vec![user],
            Err(near) => near,
        };
        return Ok(Found {
            users,
            ..Found::default()
        });
    }
    let mut found = by_name(who, |cql: String| async move {
        ask_cloud(ctx, &cql, limit).await
    })
    .await?;
    if by_address && !found.users.is_empty() {
        found.note = Some(
            "Confluence searches names, not addresses: make sure that this is who is meant".into(),
        );
    }
    Ok(found)
}

async fn ask_cloud(ctx: &Ctx, cql: &str, limit: i64) -> Result<Found> {
    let api = ctx.confluence_cloud_v1()?;
    // Guests are found only if all are asked for.
    let request = api.get_search_user(cql).site_permission_type_filter("all");
    let page: SearchPage = request.limit(limit).send().await?.view()?;
    Ok(page.into())
}

impl From<SearchPage> for Found {
    fn from(page: SearchPage) -> Self {
        let users = page.results.into_iter().filter_map(|hit| hit.user);
        let users: Vec<User> = users.filter(|user| !user.id().is_empty()).collect();
        Self {
            total: page.total_size.filter(|total| *total > users.len() as u64),
            users,
            note: None,
        }
    }
}

/// People with these words in their names; if there are none, those with words that begin so.
async fn by_name<F>(who: &str, ask: impl Fn(String) -> F) -> Result<Found>
where
    F: Future<Output = Result<Found>>,
{
    let cql = |text: String| format!("user.fullname ~ {}", quoted(&text));
    let exact = ask(cql(words::matching(who)?)).await?;
    match exact.users.is_empty() {
        true => ask(cql(words::beginning(who)?)).await,
        false => Ok(exact),
    }
}
