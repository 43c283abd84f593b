//! What is said about a pull request.

use futures_util::future::join;
use serde_json::{Map, Value, json};

use super::named;
use super::threads::{Thread, threads};
use crate::api::params::BitbucketGetPullRequestComments;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::{Page, Reply};
use crate::tools::bitbucket::diff::Selection;
use crate::tools::bitbucket::place::Repository;
use crate::tools::paging;
use crate::views::bitbucket::{
    CloudComment, CloudPage, CloudTask, Comment, DataCenterActivity, DataCenterComment,
    DataCenterPage,
};

/// The most that one request of Cloud gives.
const CLOUD_PAGE: i64 = 100;

/// The most that one request of Data Center gives.
const DATA_CENTER_PAGE: i64 = 500;

const COMMENTS: (&str, &str) = ("comments", "look at the pull request in a browser");

/// `bitbucket_get_pull_request_comments`
///
/// # Errors
/// A pull request that does not exist, or a project outside of the filter.
pub async fn list(ctx: &Ctx, params: BitbucketGetPullRequestComments) -> Result<Reply> {
    let selection = Selection::read(params.path.as_deref().unwrap_or_default())?;
    let start = start(params.page_token.as_deref())?;
    let (workspace, project) = (params.workspace.as_ref(), params.project_key.as_ref());
    let (repository, id) = (&params.repository_slug, params.pull_request_id);
    let (place, id) = named(ctx, workspace, project, repository, id).await?;
    let (comments, tasks) = match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => {
            join(
                cloud_comments(ctx, &place, id),
                cloud_tasks(ctx, &place, id),
            )
            .await
        }
        Deployment::DataCenter => {
            join(activities(ctx, &place, id), blockers(ctx, &place, id)).await
        }
    };
    let mut missing = Vec::new();
    let tasks = tasks.unwrap_or_else(|error| {
        missing.push(format!("tasks: {}", error.brief()));
        Vec::new()
    });
    let all: Vec<_> = comments?.into_iter().chain(tasks).collect();
    match all.iter().filter(|comment| comment.is_none()).count() {
        0 => {}
        1 => missing.push("1 comment or task that cannot be read".into()),
        many => missing.push(format!("{many} comments or tasks that cannot be read")),
    }
    let mut more = Map::new();
    if !missing.is_empty() {
        more.insert("missing".into(), missing.join("; ").into());
    }
    let mut threads = threads(all.into_iter().flatten());
    if let Some(selection) = selection {
        threads.retain(|thread| {
            thread
                .place()
                .is_some_and(|place| selection.takes([place.path.as_str()]))
        });
    }
    let open = threads.iter().filter(|thread| thread.is_open()).count();
    if params.open == Some(true) {
        threads.truncate(open);
    } else {
        more.insert("open".into(), open.into());
    }
    shown(&threads, start, params.limit, more)
}

/// The thread to begin with.
fn start(token: Option<&str>) -> Result<usize> {
    let start = token.map(|token| token.trim().parse()).transpose();
    let start = start.map_err(|_| {
        Error::Arguments("`page_token`: take it from `next` of the page before".into())
    })?;
    Ok(start.unwrap_or_default())
}

fn shown(threads: &[Thread], start: usize, limit: i64, more: Map<String, Value>) -> Result<Reply> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let rows: Vec<_> = threads
        .iter()
        .skip(start)
        .take(limit)
        .map(Thread::rows)
        .collect();
    let resume = |shown: usize| {
        let next = start + shown;
        (next < threads.len()).then(|| json!({ "page_token": next.to_string() }))
    };
    let page = Page {
        name: "threads",
        items: &rows,
        total: Some(threads.len() as u64),
        next: resume(rows.len()),
        resume: &resume,
    };
    Reply::list_with(page, more)
}

/// Comments, and nothing for each that cannot be read.
type Comments = Vec<Option<Comment>>;

async fn cloud_comments(ctx: &Ctx, place: &Repository, id: i64) -> Result<Comments> {
    let api = &ctx.bitbucket_cloud()?;
    let page = |at: Option<String>, _| async move {
        let request = api.get_repositories_pullrequests_comments(&place.home, &place.slug, id);
        let answer = request
            .pagelen(CLOUD_PAGE)
            .page(at.as_deref())
            .send()
            .await?;
        part::<CloudComment>(answer.view()?)
    };
    Ok(paging::walk(COMMENTS, usize::MAX, page).await?.0)
}

async fn cloud_tasks(ctx: &Ctx, place: &Repository, id: i64) -> Result<Comments> {
    let api = &ctx.bitbucket_cloud()?;
    let page = |at: Option<String>, _| async move {
        let request = api.get_repositories_pullrequests_tasks(&place.home, &place.slug, id);
        let answer = request
            .pagelen(CLOUD_PAGE)
            .page(at.as_deref())
            .send()
            .await?;
        part::<CloudTask>(answer.view()?)
    };
    Ok(paging::walk(("tasks", COMMENTS.1), usize::MAX, page)
        .await?
        .0)
}

/// A page and where the next one is.
fn part<T>(page: CloudPage<Value>) -> Result<paging::Part<Option<Comment>, String>>
where
    T: serde::de::DeserializeOwned + Into<Comment>,
{
    let next = page.next_page();
    let read = page
        .values
        .into_iter()
        .map(|value| serde_json::from_value::<T>(value).ok());
    Ok((read.map(|read| read.map(Into::into)).collect(), next))
}

/// Data Center: the threads among what happened, without the tasks in answers.
async fn activities(ctx: &Ctx, place: &Repository, id: i64) -> Result<Comments> {
    let (api, id) = (&ctx.bitbucket_dc()?, &id.to_string());
    let page = |at: Option<i64>, _| async move {
        let request = api.get_projects_repos_pull_requests_activities(&place.home, &place.slug, id);
        let answer = request.limit(DATA_CENTER_PAGE).start(at).send().await?;
        let page: DataCenterPage<Value> = answer.view()?;
        let next = page
            .next_page_start
            .filter(|_| page.is_last_page != Some(true));
        Ok((page.values, next))
    };
    let (happened, _) = paging::walk(("activities", COMMENTS.1), usize::MAX, page).await?;
    let read = happened
        .into_iter()
        .map(|value| serde_json::from_value::<DataCenterActivity>(value).ok());
    let comments = |read: Option<_>| read.map_or(vec![None], DataCenterActivity::comments);
    Ok(read.flat_map(comments).collect())
}

/// Data Center: the tasks wherever they stand; none before 7.2, where they are not comments.
async fn blockers(ctx: &Ctx, place: &Repository, id: i64) -> Result<Comments> {
    let (api, id) = (&ctx.bitbucket_dc()?, &id.to_string());
    let page = |at: Option<i64>, _| async move {
        let request =
            api.get_projects_repos_pull_requests_blocker_comments(&place.home, &place.slug, id);
        let answer = request.limit(DATA_CENTER_PAGE).start(at).send().await?;
        let page: DataCenterPage<Value> = answer.view()?;
        let next = page
            .next_page_start
            .filter(|_| page.is_last_page != Some(true));
        Ok((page.values, next))
    };
    let found = match paging::walk(("tasks", COMMENTS.1), usize::MAX, page).await {
        Err(error) if error.is_not_found() => Vec::new(),
        found => found?.0,
    };
    let read = found
        .into_iter()
        .map(|value| serde_json::from_value::<DataCenterComment>(value).ok());
    let comments = |read: Option<_>| read.map_or(vec![None], DataCenterComment::flat);
    Ok(read.flat_map(comments).collect())
}
