//! People on Data Center, which has no search of its own for them: its search for everything finds people too, unless it is too old
//! or not allowed; then there are user names and the members of groups.

use super::{Found, by_name};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::Answer;
use crate::query::narrowed;
use crate::tools::confluence::cql::is_cql;
use crate::tools::confluence::cql_errors;
use crate::tools::names::plain;
use crate::tools::people::bare;
use crate::views::confluence::{Listed, SearchPage};
use crate::views::{Known, User};

/// Members that are asked for at once: what a server gives at most.
const PAGE: usize = 200;

/// The most members of a group that are looked at.
const LOOKED_AT: usize = 2_000;

/// The group that everybody is in who may use Confluence, as long as nobody has changed that.
const EVERYBODY: &str = "confluence-users";

/// Those whom a query means, or who are in a group and of that name.
pub(super) async fn find(ctx: &Ctx, query: &str, group: Option<&str>, limit: i64) -> Result<Found> {
    if let Some(group) = group {
        return in_group(ctx, group, query).await;
    }
    if is_cql(query) {
        let asked = ask(ctx, query, limit).await;
        return asked.map_err(|error| cql_errors::explained(query, error));
    }
    let who = bare(query);
    let found = by_name(
        who,
        |cql: String| async move { ask(ctx, &cql, limit).await },
    )
    .await;
    match found {
        Ok(found) if !found.users.is_empty() => return Ok(found),
        // Whoever may search and finds nobody is answered.
        Err(error) if !error.is_bad_request() && !error.is_not_found() && !error.is_forbidden() => {
            return Err(error);
        }
        _ => {}
    }
    if let Some(user) = by_user_name(ctx, who).await? {
        return Ok(Found {
            users: vec![user],
            ..Found::default()
        });
    }
    among_all(ctx, who).await
}

/// What is no person is not asked for, so that no query tells of pages outside of the filter.
async fn ask(ctx: &Ctx, cql: &str, limit: i64) -> Result<Found> {
    let cql = narrowed(cql, "type", &["user"])?;
    let api = ctx.confluence_dc()?;
    let request = api.get_search().cql(cql.as_str()).limit(limit);
    let page: SearchPage = request.send().await?.view()?;
    Ok(page.into())
}

async fn by_user_name(ctx: &Ctx, who: &str) -> Result<Option<User>> {
    if who.contains(' ') {
        return Ok(None);
    }
    match ctx.confluence_dc()?.get_user().username(who).send().await {
        Err(error) if error.is_not_found() || error.is_forbidden() => Ok(None),
        sent => sent?.view().map(|Known(user)| Some(user)),
    }
}

/// Everybody: the members of the usual group, or, from Data Center 10 on, the list of users. Neither need be open to the caller.
async fn among_all(ctx: &Ctx, who: &str) -> Result<Found> {
    let members = |start: i64, limit: i64| async move {
        let api = ctx.confluence_dc()?;
        api.get_group_member(EVERYBODY)
            .start(start)
            .limit(limit)
            .send()
            .await
    };
    let users = |start: i64, limit: i64| async move {
        let api = ctx.confluence_dc()?;
        api.get_user_list().start(start).limit(limit).send().await
    };
    let closed =
        |error: &Error| error.is_not_found() || error.is_forbidden() || error.is_bad_request();
    let found = match called(who, members).await {
        Err(error) if closed(&error) => called(who, users).await,
        found => found,
    };
    match found {
        Err(error) if closed(&error) => Ok(Found {
            note: Some("Confluence finds nobody so, and does not let this account list people: give a user name".into()),
            ..Found::default()
        }),
        found => found,
    }
}

async fn in_group(ctx: &Ctx, group: &str, query: &str) -> Result<Found> {
    if is_cql(query) {
        return Err(Error::Arguments(
            "`query`: with `group_name` give a name, or * for all, and no CQL".into(),
        ));
    }
    let members = |start: i64, limit: i64| async move {
        let api = ctx.confluence_dc()?;
        api.get_group_member(group)
            .start(start)
            .limit(limit)
            .send()
            .await
    };
    let found = called(bare(query), members).await;
    found.map_err(|error| match error.is_forbidden() {
        true => error.noting("Members of groups are told to administrators alone"),
        false => error,
    })
}

/// Those of a list of people who are called so; of a list that goes on beyond [`LOOKED_AT`], this is said.
async fn called<F>(who: &str, page: impl Fn(i64, i64) -> F) -> Result<Found>
where
    F: Future<Output = Result<Answer>>,
{
    let mut found = Found::default();
    let mut start = 0_usize;
    while start < LOOKED_AT {
        let from = i64::try_from(start).unwrap_or(i64::MAX);
        let listed: Listed<User> = page(from, PAGE as i64).await?.view()?;
        let (users, next) = listed.by_start(start);
        let none = users.is_empty();
        found
            .users
            .extend(users.into_iter().filter(|user| is_called(user, who)));
        match next {
            Some(next) if !none && next > start => start = next,
            _ => return Ok(found),
        }
    }
    found.note = Some(format!(
        "the list is incomplete: of a longer one the first {start} people were looked at; a user name finds anybody"
    ));
    Ok(found)
}

/// Whether each word begins a word of somebody's names; `*` is everybody.
fn is_called(user: &User, who: &str) -> bool {
    let names = [&user.display_name, &user.name, &user.email_address];
    let names = names
        .into_iter()
        .flatten()
        .map(|name| plain(name))
        .collect::<Vec<_>>()
        .join(" ");
    let mut wanted = who
        .split_whitespace()
        .filter(|word| *word != "*")
        .map(plain);
    wanted.all(|word| {
        let mut parts = names.match_indices(&word);
        parts.any(|(at, _)| {
            let before = names
                .get(..at)
                .and_then(|before| before.chars().next_back());
            before.is_none_or(|c| !c.is_alphanumeric())
        })
    })
}
