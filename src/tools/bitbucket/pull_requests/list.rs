//! The pull requests of a repository.

use serde_json::{Value, json};

use super::admitted;
use crate::api::params::{BitbucketListPullRequests, BitbucketListPullRequestsState as State};
use crate::args::Choice as _;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::Seen;
use crate::product::{Deployment, Product};
use crate::reply::{Page, Reply};
use crate::tools::bitbucket::place::{self, Repository};
use crate::views::bitbucket::{
    CloudPage, CloudPullRequest, DataCenterPage, DataCenterPullRequest, PullRequest,
};

/// The most that one request of Bitbucket Cloud gives; more is an error there.
const CLOUD_PAGE: i64 = 50;

/// What Cloud leaves out of lists unless it is asked for.
const REVIEW: &str = "+values.participants,+values.reviewers";

/// The states of Cloud.
const ALL: [State; 4] = [
    State::Open,
    State::Merged,
    State::Declined,
    State::Superseded,
];

/// `bitbucket_list_pull_requests`
///
/// # Errors
/// A repository that does not exist or is outside of the filter.
pub async fn list(ctx: &Ctx, params: BitbucketListPullRequests) -> Result<Reply> {
    let deployment = ctx.deployment(Product::Bitbucket)?;
    let state = params.state.0;
    if state == State::Superseded && deployment == Deployment::DataCenter {
        return Err(Error::Arguments("`state`: Bitbucket Data Center knows no superseded pull requests; use OPEN, MERGED, DECLINED or ALL".into()));
    }
    let start = start(&params, deployment)?;
    let (workspace, project) = (params.workspace.as_ref(), params.project_key.as_ref());
    let place = place::repository(ctx, workspace, project, &params.repository_slug).await?;
    let token = params.page_token.as_deref();
    match deployment {
        Deployment::Cloud => cloud(ctx, &place, state, params.limit, token).await,
        Deployment::DataCenter => data_center(ctx, &place, state, params.limit, start).await,
    }
}

/// Data Center: where the page begins.
fn start(params: &BitbucketListPullRequests, deployment: Deployment) -> Result<Option<i64>> {
    let token = params
        .page_token
        .as_deref()
        .filter(|_| deployment == Deployment::DataCenter);
    let start = token.map(|token| token.trim().parse()).transpose();
    start.map_err(|_| {
        Error::Arguments("`page_token`: take it from `next` of the page before".into())
    })
}

async fn cloud(
    ctx: &Ctx,
    place: &Repository,
    state: State,
    limit: i64,
    token: Option<&str>,
) -> Result<Reply> {
    let states = match state {
        State::All => ALL.iter().map(|state| state.name().to_owned()).collect(),
        state => vec![state.name().to_owned()],
    };
    let api = ctx.bitbucket_cloud()?;
    let request = api
        .get_repositories_pullrequests(&place.home, &place.slug)
        .state(&states)
        .pagelen(limit.min(CLOUD_PAGE));
    let request = request.page(token).sort("-created_on").fields(REVIEW);
    let page: CloudPage<CloudPullRequest> = match request.send().await?.view_or_raw()? {
        Seen::View(page) => page,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    let (next, total) = (page.next(token), page.size);
    let rows = rows(
        ctx,
        place,
        page.values.into_iter().map(PullRequest::from).zip(0..),
    );
    shown(&rows, total, next, &|_| None)
}

async fn data_center(
    ctx: &Ctx,
    place: &Repository,
    state: State,
    limit: i64,
    start: Option<i64>,
) -> Result<Reply> {
    let api = ctx.bitbucket_dc()?;
    let request = api
        .get_projects_repos_pull_requests(&place.home, &place.slug)
        .state(state.name())
        .order("NEWEST");
    let request = request.limit(limit).start(start);
    let page: DataCenterPage<DataCenterPullRequest> = match request.send().await?.view_or_raw()? {
        Seen::View(page) => page,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    let next = page.next(start);
    let numbered = page
        .values
        .into_iter()
        .map(PullRequest::from)
        .zip(start.unwrap_or_default()..);
    let rows = rows(ctx, place, numbered);
    let resume = |shown: usize| Some(json!({ "page_token": rows.get(shown)?.1.to_string() }));
    shown(&rows, None, next, &resume)
}

/// The pull requests that may be shown, each with its place in the whole list.
fn rows(
    ctx: &Ctx,
    place: &Repository,
    all: impl Iterator<Item = (PullRequest, i64)>,
) -> Vec<(PullRequest, i64)> {
    all.filter_map(|(pull_request, at)| Some((admitted(ctx, place, pull_request).ok()?, at)))
        .collect()
}

fn shown(
    rows: &[(PullRequest, i64)],
    total: Option<u64>,
    next: Option<Value>,
    resume: &dyn Fn(usize) -> Option<Value>,
) -> Result<Reply> {
    let items: Vec<_> = rows
        .iter()
        .map(|(pull_request, _)| pull_request.short())
        .collect();
    Reply::list(Page {
        name: "pull_requests",
        items: &items,
        total,
        next,
        resume,
    })
}
