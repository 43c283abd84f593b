//! Pull requests, the keys that they name, and those of a repository or project.

use serde::Deserialize;

use super::keys::{self, Found};
use super::node::Pull;
use super::trip::Trip;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::{Deployment, Product};
use crate::tools::bitbucket::place::{self, Repository};
use crate::tools::bitbucket::pull_requests;
use crate::views::Items;
use crate::views::bitbucket::{
    CloudPage, CloudPullRequest, CloudRepository, DataCenterPage, DataCenterPullRequest,
    DataCenterRepository, PullRequest,
};

/// How many commits, pull requests or repositories are looked through, the newest.
const PAGE: i64 = 50;

/// The states of Cloud, which has no word for all.
const STATES: [&str; 4] = ["OPEN", "MERGED", "DECLINED", "SUPERSEDED"];

/// The keys of issues that a pull request names, and those that Bitbucket Data Center itself found in it.
pub async fn keys_of(trip: &Trip<'_>, place: &Pull, pull: &PullRequest) -> Found {
    let mut found = Found::new();
    let linked = async {
        match trip.is_data_center() {
            true => {
                trip.ask(
                    &format!("the issues that Bitbucket links to {place}"),
                    1,
                    linked(trip.ctx, place),
                )
                .await
            }
            false => None,
        }
    };
    let what = format!("the commits of {place}");
    let (linked, messages) = tokio::join!(linked, trip.ask(&what, 1, messages(trip.ctx, place)));
    for issue in linked.into_iter().flatten() {
        keys::note(&mut found, "bitbucket", &issue.key, false);
    }
    keys::note(&mut found, "title", &pull.title, false);
    keys::note(&mut found, "branch", &pull.source.branch, true);
    keys::note(&mut found, "description", &pull.description, false);
    let (messages, more) = messages.unwrap_or_default();
    if more {
        trip.leave_out(&format!("{what} beyond the newest {}", messages.len()));
    }
    for message in messages {
        keys::note(&mut found, "commit", &message.message, false);
    }
    found
}

/// Where a pull request names this one key.
pub fn names(pull: &PullRequest, key: &str) -> Vec<&'static str> {
    let mut found = Found::new();
    keys::note(&mut found, "title", &pull.title, false);
    keys::note(&mut found, "branch", &pull.source.branch, true);
    keys::note(&mut found, "description", &pull.description, false);
    found.remove(key).unwrap_or_default()
}

/// An issue that Bitbucket Data Center knows of.
#[derive(Deserialize)]
struct Linked {
    key: String,
}

async fn linked(ctx: &Ctx, place: &Pull) -> Result<Vec<Linked>> {
    let (api, id) = (ctx.bitbucket_dc()?, place.id.to_string());
    let request = api.get_jira_projects_repos_pull_requests_issues(&place.home, &place.slug, &id);
    request.send().await?.view().map(|Items(issues)| issues)
}

/// A commit, of which the message is read.
#[derive(Deserialize)]
struct Message {
    #[serde(default, deserialize_with = "crate::views::lenient")]
    message: String,
}

/// The newest commits of a pull request, and whether there are more.
async fn messages(ctx: &Ctx, place: &Pull) -> Result<(Vec<Message>, bool)> {
    Ok(match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => {
            let api = ctx.bitbucket_cloud()?;
            let request =
                api.get_repositories_pullrequests_commits(&place.home, &place.slug, place.id);
            let page: CloudPage<Message> = request.send().await?.view()?;
            (page.values, page.next.is_some())
        }
        Deployment::DataCenter => {
            let (api, id) = (ctx.bitbucket_dc()?, place.id.to_string());
            let request =
                api.get_projects_repos_pull_requests_commits(&place.home, &place.slug, &id);
            let page: DataCenterPage<Message> = request.limit(PAGE).send().await?.view()?;
            (page.values, page.is_last_page == Some(false))
        }
    })
}

/// The newest pull requests of a repository, in any state or only open ones, and whether there are more.
///
/// # Errors
/// What Bitbucket refuses.
pub async fn newest(
    ctx: &Ctx,
    place: &Repository,
    only_open: bool,
) -> Result<(Vec<PullRequest>, bool)> {
    let (all, more): (Vec<PullRequest>, bool) = match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => {
            let states: Vec<String> = STATES
                .iter()
                .take(if only_open { 1 } else { STATES.len() })
                .map(|state| (*state).to_owned())
                .collect();
            let api = ctx.bitbucket_cloud()?;
            let request = api
                .get_repositories_pullrequests(&place.home, &place.slug)
                .state(&states)
                .pagelen(PAGE)
                .sort("-updated_on");
            let page: CloudPage<CloudPullRequest> = request.send().await?.view()?;
            (
                page.values.into_iter().map(PullRequest::from).collect(),
                page.next.is_some(),
            )
        }
        Deployment::DataCenter => {
            let api = ctx.bitbucket_dc()?;
            let state = if only_open { "OPEN" } else { "ALL" };
            let request = api
                .get_projects_repos_pull_requests(&place.home, &place.slug)
                .state(state)
                .order("NEWEST")
                .limit(PAGE);
            let page: DataCenterPage<DataCenterPullRequest> = request.send().await?.view()?;
            let more = page.is_last_page == Some(false);
            (
                page.values.into_iter().map(PullRequest::from).collect(),
                more,
            )
        }
    };
    let admitted = |found| pull_requests::admitted(ctx, place, found).ok();
    Ok((all.into_iter().filter_map(admitted).collect(), more))
}

/// The repositories of a project, which is within the filter, and whether there are more.
///
/// # Errors
/// What Bitbucket refuses.
pub async fn repositories(
    ctx: &Ctx,
    workspace: Option<&str>,
    project: &str,
) -> Result<(Vec<Repository>, bool)> {
    let named = |home: &str, slug: &str| Repository {
        home: home.to_owned(),
        slug: slug.to_owned(),
        pull_request: None,
    };
    Ok(match workspace {
        Some(workspace) => {
            let api = ctx.bitbucket_cloud()?;
            let of_project = format!("project.key = \"{project}\"");
            let request = api
                .get_repositories_by_workspace(workspace)
                .q(of_project.as_str())
                .sort("-updated_on")
                .pagelen(PAGE);
            let page: CloudPage<CloudRepository> = request.send().await?.view()?;
            let more = page.next.is_some();
            let admitted = page
                .values
                .iter()
                .filter(|repository| place::check_cloud(ctx, repository).is_ok());
            let found =
                admitted.map(|repository| named(repository.place().0, repository.place().1));
            (found.collect(), more)
        }
        None => {
            let request = ctx.bitbucket_dc()?;
            let page: DataCenterPage<DataCenterRepository> = request
                .get_projects_repos(project)
                .limit(PAGE)
                .send()
                .await?
                .view()?;
            let more = page.is_last_page == Some(false);
            (
                page.values
                    .into_iter()
                    .map(|repository| named(project, &repository.slug))
                    .collect(),
                more,
            )
        }
    })
}
