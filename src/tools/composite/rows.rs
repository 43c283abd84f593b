//! What Jira's development information says of an issue, as far as the filter of Bitbucket lets it through.

use std::collections::BTreeMap;

use futures_util::{StreamExt as _, stream};
use serde_json::{Map, Value};

use super::node::Pull;
use super::trip::{AT_ONCE, Trip};
use crate::args::Repository as Named;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::Product;
use crate::tools::bitbucket::place;
use crate::tools::jira::development::{self, Known};
use crate::tools::site;

/// What Jira knows of an issue's code, and what it only counts, such as deployments.
pub async fn known(trip: &Trip<'_>, issue_id: &str, key: &str) -> (Known, Map<String, Value>) {
    let what = format!("what Jira knows of {key}'s code");
    let Some(summary) = trip
        .ask(&what, 1, development::summary(trip.ctx, issue_id))
        .await
    else {
        return Default::default();
    };
    let mut sources = development::sources(&summary);
    let mut others = development::others(&summary, &sources);
    let all = sources.len();
    sources.truncate(trip.take_up_to(all));
    if sources.len() < all {
        trip.leave_out(&what);
    }
    let known = development::gathered(
        trip.ctx,
        issue_id,
        sources,
        summary.problems.all().collect(),
    );
    let mut known = known.await;
    for error in std::mem::take(&mut known.errors) {
        trip.fail(&what, &error);
    }
    if trip.ctx.policy().narrows_bitbucket() {
        narrow(trip, &mut known, &mut others).await;
    }
    (known, others)
}

/// Keeps what is in repositories that the filter admits, which shows only Bitbucket's own answer.
async fn narrow(trip: &Trip<'_>, known: &mut Known, others: &mut Map<String, Value>) {
    let lists = [
        &mut known.pull_requests,
        &mut known.branches,
        &mut known.commits,
    ];
    let mut admitted: BTreeMap<String, bool> = BTreeMap::new();
    for row in lists.iter().flat_map(|list| list.iter()) {
        if let Some(repository) = repository(row) {
            admitted.insert(repository, false);
        }
    }
    let asked: Vec<String> = admitted.keys().cloned().collect();
    let asked = asked.into_iter().map(|repository| async move {
        let found = match trip.take_up_to(1) {
            0 => None,
            _ => place_of(trip.ctx, &repository).await.ok(),
        };
        (repository, found.is_some())
    });
    let mut asking = stream::iter(asked).buffer_unordered(AT_ONCE);
    while let Some((repository, is_admitted)) = asking.next().await {
        admitted.insert(repository, is_admitted);
    }
    let mut hidden = 0;
    for list in lists {
        let before = list.len();
        list.retain(|row| {
            repository(row).is_some_and(|repository| admitted.get(&repository) == Some(&true))
        });
        hidden += before - list.len();
    }
    // Builds and deployments do not say of which repository they are.
    hidden += known.builds.len() + others.len();
    known.builds.clear();
    others.clear();
    if hidden > 0 {
        trip.leave_out(&format!(
            "{hidden} things that are not known to be in BITBUCKET_PROJECTS_FILTER"
        ));
    }
}

/// The address of a row's repository, as the address of what is in it begins.
fn repository(row: &Value) -> Option<String> {
    let url = row.get("url")?.as_str()?;
    let marks = [
        "/pull-requests/",
        "/branch/",
        "/commits/",
        "/commit/",
        "/branches/",
    ];
    let end = marks.iter().filter_map(|mark| url.find(mark)).min()?;
    url.get(..end).map(str::to_owned)
}

/// The place that an address of this Bitbucket leads to, which is within the filter.
async fn place_of(ctx: &Ctx, address: &str) -> Result<place::Repository> {
    let named = Named::new(address).map_err(Error::Arguments)?;
    site::check(ctx, Product::Bitbucket, named.address()).await?;
    place::repository(ctx, None, None, &named).await
}

/// The pull request that a row of Jira's is about, if it is in this Bitbucket.
pub async fn pull_of(trip: &Trip<'_>, row: &Value) -> Option<Pull> {
    let ctx = trip.ctx;
    ctx.session(Product::Bitbucket).ok()?;
    let url = row.get("url")?.as_str()?;
    // Where a filter is to be kept, Bitbucket is asked where it is.
    if ctx.policy().narrows_bitbucket() && trip.take_up_to(1) == 0 {
        return None;
    }
    let place = place_of(ctx, url).await.ok()?;
    Some(Pull {
        id: place.pull_request?,
        home: place.home,
        slug: place.slug,
    })
}
