//! From an issue, a repository or a pull request to what is linked to it, step by step.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::{StreamExt as _, stream};
use serde_json::{Map, Value, json};

use super::node::{self, Node, Pull};
use super::trip::{AT_ONCE, Trip};
use super::{issues, keys, pulls, rows};
use crate::api::params::CompositeResolveDevelopmentLinks as Params;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::Product;
use crate::reply::Reply;
use crate::tools::bitbucket::place::Repository;
use crate::tools::bitbucket::pull_requests::fetch;
use crate::views::bitbucket::PullRequest;

/// What was learnt of one of the things that links connect.
struct Seen {
    /// What is shown of it; none of what could not be learnt.
    shown: Option<Value>,
    /// What it leads to, and where that was found.
    links: Vec<(Node, Vec<&'static str>)>,
    /// Branches, and commits: they lead nowhere else.
    leaves: [Vec<Value>; 2],
}

/// `composite_resolve_development_links`
///
/// # Errors
/// An identifier that names nothing, of another site or outside of a filter, and what does not exist. Whatever fails further on is
/// listed under `errors`.
pub async fn resolve(ctx: &Ctx, params: Params) -> Result<Reply> {
    let trip = Trip::new(ctx);
    // The repository and its workspace may have to be looked up.
    trip.take_up_to(2);
    let start = node::named(ctx, &params.identifier).await?;
    let steps = usize::try_from(params.resolve_depth).unwrap_or(1);
    let mut reply = Map::from_iter([("start".to_owned(), start.to_string().into())]);
    let (mut nodes, mut links) = (BTreeMap::<&str, Vec<Value>>::new(), Vec::new());
    let mut reached = BTreeSet::from([start.clone()]);
    let mut next = vec![start];
    // What the last step leads to is shown too, but not followed.
    for step in 0..=steps {
        let is_last = step == steps;
        let asked = std::mem::take(&mut next);
        let trip = &trip;
        let looks = asked.into_iter().map(|node| async move {
            let seen = look(trip, &node, is_last, step == 0).await;
            (node, seen)
        });
        let seen: Vec<_> = stream::iter(looks).buffered(AT_ONCE).collect().await;
        for (node, seen) in seen {
            let seen = seen?;
            if let Some(shown) = seen.shown {
                nodes.entry(kind(&node)).or_default().push(shown);
            }
            for (list, rows) in ["branches", "commits"].into_iter().zip(seen.leaves) {
                nodes.entry(list).or_default().extend(rows);
            }
            for (to, found_in) in seen.links {
                links.push(
                    json!({ "from": node.to_string(), "to": to.to_string(), "found_in": found_in }),
                );
                if reached.insert(to.clone()) {
                    next.push(to);
                }
            }
        }
    }
    for name in [
        "issues",
        "pull_requests",
        "repositories",
        "branches",
        "commits",
    ] {
        if let Some(rows) = nodes.remove(name).filter(|rows| !rows.is_empty()) {
            reply.insert(name.into(), rows.into());
        }
    }
    reply.insert("links".into(), links.into());
    trip.confess(&mut reply);
    Reply::json(&reply)
}

const fn kind(node: &Node) -> &'static str {
    match node {
        Node::Issue(_) => "issues",
        Node::PullRequest(_) => "pull_requests",
        Node::Repository(..) => "repositories",
    }
}

/// What is to be shown of a node, and where it leads; the last ones are only shown. The first must be there.
async fn look(trip: &Trip<'_>, node: &Node, is_last: bool, is_first: bool) -> Result<Seen> {
    match node {
        Node::Issue(key) => issue(trip, key, is_last, is_first).await,
        Node::PullRequest(pull) => pull_request(trip, pull, is_last, is_first).await,
        Node::Repository(home, slug) => repository(trip, home, slug, is_last, is_first).await,
    }
}

const NOTHING: Seen = Seen {
    shown: None,
    links: Vec::new(),
    leaves: [const { Vec::new() }; 2],
};

/// What a request gives: of the first node it must, of others a failure is noted.
async fn needed<T>(
    trip: &Trip<'_>,
    is_first: bool,
    what: &str,
    request: impl Future<Output = Result<T>>,
) -> Result<Option<T>> {
    match is_first {
        true => {
            trip.take_up_to(1);
            request.await.map(Some)
        }
        false => Ok(trip.ask(what, 1, request).await),
    }
}

async fn issue(trip: &Trip<'_>, key: &str, is_last: bool, is_first: bool) -> Result<Seen> {
    let Some(issue) = needed(
        trip,
        is_first,
        key,
        issues::fetch(trip.ctx, key, issues::SHORT),
    )
    .await?
    else {
        return Ok(NOTHING);
    };
    let (id, key) = (issue.id.clone(), issue.key.clone());
    let shown = Some(issues::shown(trip.ctx, issue).into());
    if is_last {
        return Ok(Seen { shown, ..NOTHING });
    }
    let (known, _) = rows::known(trip, &id, &key).await;
    let mut links = Vec::new();
    let mut elsewhere = Vec::new();
    for row in &known.pull_requests {
        match rows::pull_of(trip, row).await {
            Some(pull) => links.push((Node::PullRequest(pull), vec!["jira"])),
            None => elsewhere.push(of(row.clone(), &key)),
        }
    }
    let rows = |rows: Vec<Value>| {
        rows.into_iter()
            .map(|row| of(row, &key))
            .collect::<Vec<_>>()
    };
    let leaves = [rows(known.branches), rows(known.commits)];
    let mut seen = Seen {
        shown,
        links,
        leaves,
    };
    if !elsewhere.is_empty() {
        seen.shown = seen.shown.map(|mut shown| {
            if let Some(shown) = shown.as_object_mut() {
                shown.insert("other_pull_requests".into(), elsewhere.into());
            }
            shown
        });
    }
    Ok(seen)
}

/// A row with the issue that it belongs to.
fn of(mut row: Value, key: &str) -> Value {
    if let Some(row) = row.as_object_mut() {
        row.insert("issue".into(), key.into());
    }
    row
}

async fn pull_request(
    trip: &Trip<'_>,
    place: &Pull,
    is_last: bool,
    is_first: bool,
) -> Result<Seen> {
    let what = format!("pull request {place}");
    let repository = place.repository();
    let Some(pull) = needed(
        trip,
        is_first,
        &what,
        fetch(trip.ctx, &repository, place.id),
    )
    .await?
    else {
        return Ok(NOTHING);
    };
    let shown = Some(row(place, &pull));
    if is_last {
        return Ok(Seen { shown, ..NOTHING });
    }
    let mut links = Vec::new();
    if trip.ctx.session(Product::Jira).is_ok() {
        let mut found = pulls::keys_of(trip, place, &pull).await;
        keys::keep_existing(trip, &mut found).await;
        links.extend(
            found
                .into_iter()
                .map(|(key, found_in)| (Node::Issue(key), found_in)),
        );
    }
    Ok(Seen {
        shown,
        links,
        leaves: [const { Vec::new() }; 2],
    })
}

fn row(place: &Pull, pull: &PullRequest) -> Value {
    let mut row = Map::from_iter([("pull_request".to_owned(), place.to_string().into())]);
    row.extend(pull.short());
    row.remove("id");
    row.into()
}

async fn repository(
    trip: &Trip<'_>,
    home: &str,
    slug: &str,
    is_last: bool,
    is_first: bool,
) -> Result<Seen> {
    let place = Repository {
        home: home.to_owned(),
        slug: slug.to_owned(),
        pull_request: None,
    };
    let shown = None;
    if is_last {
        return Ok(NOTHING);
    }
    let what = format!("the open pull requests of {home}/{slug}");
    let Some((found, more)) =
        needed(trip, is_first, &what, pulls::newest(trip.ctx, &place, true)).await?
    else {
        return Ok(NOTHING);
    };
    if more {
        trip.leave_out(&format!("{what} beyond the newest {}", found.len()));
    }
    let links = found.into_iter().filter_map(|pull| {
        let place = Pull {
            home: home.to_owned(),
            slug: slug.to_owned(),
            id: i64::try_from(pull.id).ok()?,
        };
        Some((Node::PullRequest(place), vec!["bitbucket"]))
    });
    Ok(Seen {
        shown,
        links: links.collect(),
        leaves: [const { Vec::new() }; 2],
    })
}
