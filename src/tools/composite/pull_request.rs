//! A pull request with the issues that it is about.

use futures_util::{StreamExt as _, stream};
use serde_json::{Map, Value, json};

use super::keys::{self, Found};
use super::node::Pull;
use super::trip::{AT_ONCE, Trip};
use super::{issues, pulls};
use crate::api::params::CompositeGetPrWithJiraContext as Params;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::reply::Reply;
use crate::tools::bitbucket::place;
use crate::tools::bitbucket::pull_requests::fetch;

/// The most issues that are looked up.
const ISSUES: usize = 30;

/// `composite_get_pr_with_jira_context`
///
/// # Errors
/// A pull request that does not exist or is outside of the filter. Whatever else fails is listed under `errors`.
pub async fn get(ctx: &Ctx, params: Params) -> Result<Reply> {
    let repository = place::repository(
        ctx,
        params.workspace.as_ref(),
        params.project_key.as_ref(),
        &params.repository_slug,
    )
    .await?;
    let pull = fetch(ctx, &repository, params.pull_request_id).await?;
    let trip = Trip::new(ctx);
    // The repository and its workspace may have been looked up.
    trip.take_up_to(3);
    let place = Pull {
        home: repository.home,
        slug: repository.slug,
        id: params.pull_request_id,
    };
    let mut found = pulls::keys_of(&trip, &place, &pull).await;
    keys::keep_existing(&trip, &mut found).await;
    // A key does not say in which project its issue is now.
    let look_up = params.resolve_jira_issues || ctx.policy().narrows_jira();
    let rows = match look_up {
        true => looked_up(&trip, found, params.resolve_jira_issues).await,
        false => found
            .into_iter()
            .map(|(key, found_in)| json!({ "key": key, "found_in": found_in }))
            .collect(),
    };
    let mut shown = pull.shown();
    shown.insert(
        "repository".into(),
        format!("{}/{}", place.home, place.slug).into(),
    );
    let mut reply = Map::from_iter([
        ("pull_request".to_owned(), shown.into()),
        ("issues".to_owned(), rows.into()),
    ]);
    trip.confess(&mut reply);
    Reply::json(&reply)
}

async fn looked_up(trip: &Trip<'_>, found: Found, in_full: bool) -> Vec<Value> {
    if found.len() > ISSUES {
        trip.leave_out(&format!(
            "{} of {} issues",
            found.len() - ISSUES,
            found.len()
        ));
    }
    let found: Vec<(String, Value)> = found
        .into_iter()
        .take(ISSUES)
        .map(|(key, found_in)| (key, json!(found_in)))
        .collect();
    let rows = found.into_iter().map(|(key, found_in)| async move {
        let fetched = trip
            .ask(&key, 1, issues::fetch(trip.ctx, &key, issues::SHORT))
            .await?;
        let mut row = match in_full {
            true => issues::shown(trip.ctx, fetched),
            false => Map::from_iter([("key".to_owned(), fetched.key.into())]),
        };
        row.insert("found_in".into(), found_in);
        Some(Value::from(row))
    });
    let rows: Vec<Option<Value>> = stream::iter(rows).buffered(AT_ONCE).collect().await;
    rows.into_iter().flatten().collect()
}
