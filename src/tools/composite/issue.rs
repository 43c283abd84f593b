//! An issue with its code.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::{StreamExt as _, stream};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::node::Pull;
use super::trip::{AT_ONCE, Trip};
use super::{issues, pulls, rows};
use crate::api::params::CompositeGetIssueWithDevelopmentContext as Params;
use crate::args::BitbucketProject;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::Product;
use crate::reply::Reply;
use crate::tools::bitbucket::place::{self, Repository};
use crate::tools::bitbucket::pull_requests::{Changes, fetch, first_changed_files};
use crate::tools::jira::development::Known;
use crate::views::bitbucket::{DataCenterPage, PullRequest};

/// The most files of a pull request that are listed.
const FILES: usize = 50;

/// What is known of a pull request, and by whom.
#[derive(Default)]
struct Row {
    found_in: Vec<&'static str>,
    /// As Jira tells it.
    told: Option<Value>,
    /// As Bitbucket lists it.
    listed: Option<PullRequest>,
}

/// `composite_get_issue_with_development_context`
///
/// # Errors
/// An issue that does not exist or is outside of the filter. Whatever else fails is listed under `errors`.
pub async fn get(ctx: &Ctx, params: Params) -> Result<Reply> {
    let project = params.bitbucket_project_key.as_ref();
    if project.is_some() {
        ctx.session(Product::Bitbucket)?;
    }
    let trip = Trip::new(ctx);
    trip.take_up_to(1);
    let issue = issues::fetch(ctx, &params.issue_key, issues::FULL).await?;
    let (id, key) = (issue.id.clone(), issue.key.clone());
    let ((known, others), commits, searched) = tokio::join!(
        rows::known(&trip, &id, &key),
        commits(&trip, &key),
        searched(&trip, project, &key),
    );
    let mut reply = Map::from_iter([("issue".to_owned(), issues::shown(ctx, issue).into())]);
    let (pulls, elsewhere) = gathered(&trip, &known, searched).await;
    let mut shown = details(&trip, &params, &key, pulls).await;
    shown.extend(elsewhere);
    reply.insert("pull_requests".into(), shown.into());
    code(&mut reply, known, commits);
    reply.extend(others);
    reply.retain(|_, value| !crate::blank::is_blank(value));
    trip.confess(&mut reply);
    if reply.keys().all(|name| name == "issue") {
        reply.insert("note".into(), "no code is linked to this issue".into());
    }
    Reply::json(&reply)
}

/// Branches, commits, builds and deployments; commits that Bitbucket alone knows of come after those that Jira does.
fn code(reply: &mut Map<String, Value>, known: Known, commits: Vec<Value>) {
    let starts_alike = |one: &str, other: &str| one.starts_with(other) || other.starts_with(one);
    let id = |commit: &Value| {
        commit
            .get("id")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let told: Vec<String> = known.commits.iter().map(id).collect();
    let more = commits
        .into_iter()
        .filter(|commit| !told.iter().any(|told| starts_alike(told, &id(commit))));
    let found_in_jira = |mut row: Value| {
        mark(&mut row, &["jira"]);
        row
    };
    let all = known.commits.into_iter().map(found_in_jira).chain(more);
    reply.insert(
        "branches".into(),
        known.branches.into_iter().map(found_in_jira).collect(),
    );
    reply.insert("commits".into(), all.collect());
    reply.insert("builds".into(), known.builds.into());
}

fn mark(row: &mut Value, found_in: &[&str]) {
    if let Some(row) = row.as_object_mut() {
        row.insert("found_in".into(), json!(found_in));
    }
}

/// The pull requests by their places, and the rows of those that are not in this Bitbucket.
async fn gathered(
    trip: &Trip<'_>,
    known: &Known,
    searched: Vec<(Pull, PullRequest, Vec<&'static str>)>,
) -> (BTreeMap<Pull, Row>, Vec<Value>) {
    let (mut here, mut elsewhere) = (BTreeMap::<Pull, Row>::new(), Vec::new());
    for told in &known.pull_requests {
        match rows::pull_of(trip, told).await {
            Some(place) => {
                let row = here.entry(place).or_default();
                row.found_in.push("jira");
                row.told = Some(told.clone());
            }
            None => {
                let mut told = told.clone();
                mark(&mut told, &["jira"]);
                elsewhere.push(told);
            }
        }
    }
    for (place, listed, found_in) in searched {
        let row = here.entry(place).or_default();
        row.found_in.extend(found_in);
        row.listed = Some(listed);
    }
    (here, elsewhere)
}

/// The rows of pull requests of this Bitbucket, which is asked about each if that is wanted.
async fn details(
    trip: &Trip<'_>,
    params: &Params,
    key: &str,
    pulls: BTreeMap<Pull, Row>,
) -> Vec<Value> {
    let shown = pulls.into_iter().map(|(place, row)| async move {
        let what = format!("pull request {place}");
        let repository = place.repository();
        // Cloud lists pull requests without their reviewers.
        let is_whole = row.listed.is_some() && trip.is_data_center();
        let asked = match params.include_pr_details && !is_whole {
            true => {
                trip.ask(&what, 1, fetch(trip.ctx, &repository, place.id))
                    .await
            }
            false => None,
        };
        let found = asked.or(row.listed);
        let mut found_in = row.found_in;
        if let Some(found) = &found {
            found_in.extend(pulls::names(found, key));
        }
        let mut seen = BTreeSet::new();
        found_in.retain(|place| seen.insert(*place));
        let mut shown: Value = match (found, row.told) {
            (Some(found), _) => found.shown().into(),
            (None, told) => told.unwrap_or_default(),
        };
        if params.include_pr_diff_summary.unwrap_or_default() {
            let what = format!("the files of {what}");
            // Cloud redirects to them.
            let requests = if trip.is_data_center() { 1 } else { 2 };
            let asked = first_changed_files(trip.ctx, &repository, place.id, FILES);
            let files = trip.ask(&what, requests, asked).await;
            if let (Some(files), Some(shown)) = (files, shown.as_object_mut()) {
                list_files(shown, files);
            }
        }
        if let Some(shown) = shown.as_object_mut() {
            shown.insert(
                "repository".into(),
                format!("{}/{}", place.home, place.slug).into(),
            );
        }
        mark(&mut shown, &found_in);
        shown
    });
    stream::iter(shown).buffered(AT_ONCE).collect().await
}

fn list_files(shown: &mut Map<String, Value>, changes: Changes) {
    let left = changes.files.len().saturating_sub(FILES);
    let names = changes.files.into_iter().take(FILES).map(|file| file.path);
    shown.insert("files".into(), names.collect());
    if changes.more {
        shown.insert("more_files".into(), format!("over {left}").into());
    } else if left > 0 {
        shown.insert("more_files".into(), left.into());
    }
}

/// A commit that Bitbucket Data Center found by the key in its message.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Changeset {
    #[serde(default)]
    to_commit: Value,
    #[serde(default)]
    repository: Value,
}

/// The commits that Bitbucket Data Center itself links to an issue.
async fn commits(trip: &Trip<'_>, key: &str) -> Vec<Value> {
    let ctx = trip.ctx;
    if !trip.is_data_center() {
        return Vec::new();
    }
    let asked = async {
        let api = ctx.bitbucket_dc()?;
        let page: DataCenterPage<Changeset> =
            api.get_jira_issues_commits(key).send().await?.view()?;
        Ok(page.values)
    };
    let found = trip
        .ask(
            &format!("the commits that Bitbucket links to {key}"),
            1,
            asked,
        )
        .await;
    let admitted = found.into_iter().flatten().filter(|commit| {
        let project = commit
            .repository
            .pointer("/project/key")
            .and_then(Value::as_str);
        place::check_data_center(ctx, project.unwrap_or_default()).is_ok()
    });
    admitted.map(|commit| shown_commit(&commit)).collect()
}

fn shown_commit(commit: &Changeset) -> Value {
    let text = |pointer: &str| commit.to_commit.pointer(pointer).and_then(Value::as_str);
    let message = text("/message").and_then(|message| message.lines().next());
    let mut shown = json!({
        "id": text("/displayId").or_else(|| text("/id")), "message": message, "author": text("/author/name"),
        "repository": commit.repository.get("slug"), "found_in": ["bitbucket"],
    });
    if let Some(shown) = shown.as_object_mut() {
        shown.retain(|_, value| !value.is_null());
    }
    shown
}

/// The pull requests of a project that name the key, and where they do.
async fn searched(
    trip: &Trip<'_>,
    project: Option<&BitbucketProject>,
    key: &str,
) -> Vec<(Pull, PullRequest, Vec<&'static str>)> {
    let Some(project) = project else {
        return Vec::new();
    };
    let ctx = trip.ctx;
    let asked = async {
        let place = place::project(ctx, None, project).await?;
        pulls::repositories(ctx, place.workspace.as_deref(), &place.key).await
    };
    let what = format!("the repositories of {}", project.as_given());
    // The workspace may have to be looked up.
    let Some((repositories, more)) = trip.ask(&what, 2, asked).await else {
        return Vec::new();
    };
    if more {
        trip.leave_out(&format!(
            "repositories of {} beyond the first {}",
            project.as_given(),
            repositories.len()
        ));
    }
    let asked = repositories.into_iter().map(|repository| async move {
        let what = format!(
            "the pull requests of {}/{}",
            repository.home, repository.slug
        );
        let (found, more) = trip
            .ask(&what, 1, pulls::newest(ctx, &repository, false))
            .await
            .unwrap_or_default();
        if more {
            trip.leave_out(&format!("{what} beyond the newest {}", found.len()));
        }
        naming(&repository, found, key)
    });
    stream::iter(asked).buffered(AT_ONCE).concat().await
}

fn naming(
    repository: &Repository,
    all: Vec<PullRequest>,
    key: &str,
) -> Vec<(Pull, PullRequest, Vec<&'static str>)> {
    let rows = all.into_iter().filter_map(|pull| {
        let found_in = pulls::names(&pull, key);
        let place = Pull {
            home: repository.home.clone(),
            slug: repository.slug.clone(),
            id: i64::try_from(pull.id).ok()?,
        };
        (!found_in.is_empty()).then_some((place, pull, found_in))
    });
    rows.collect()
}
