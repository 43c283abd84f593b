//! Repositories.

use serde::Deserialize;
use serde_json::json;

use super::listed::{self, Asked, CLOUD_PAGE};
use super::place::{self, Project};
use crate::api::params::{BitbucketGetRepository, BitbucketListRepositories};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::{Answer, Seen};
use crate::product::{Deployment, Product};
use crate::query::quoted;
use crate::reply::{Page, Reply};
use crate::shortfall::OrTold as _;
use crate::views::bitbucket::{CloudRepository, DataCenterPage, DataCenterRepository};

/// `bitbucket_list_repositories`
///
/// # Errors
/// A project or workspace that does not exist or is outside of the filter.
pub async fn list(ctx: &Ctx, params: BitbucketListRepositories) -> Result<Reply> {
    let project = match &params.project_key {
        Some(project) => Some(place::project(ctx, params.workspace.as_ref(), project).await?),
        None => None,
    };
    match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => list_cloud(ctx, &params, project).await,
        Deployment::DataCenter => list_data_center(ctx, &params, project).await,
    }
}

async fn list_cloud(
    ctx: &Ctx,
    params: &BitbucketListRepositories,
    project: Option<Project>,
) -> Result<Reply> {
    let workspace = match project
        .as_ref()
        .and_then(|project| project.workspace.clone())
    {
        Some(workspace) => workspace,
        None => place::workspace(ctx, params.workspace.as_ref()).await?,
    };
    let projects: Vec<&str> = match &project {
        Some(project) => vec![&project.key],
        None => ctx.policy().bitbucket_projects(Some(&workspace)),
    };
    let filter = projects
        .iter()
        .map(|key| format!("project.key = {}", quoted(key)))
        .collect::<Vec<_>>()
        .join(" OR ");
    let asked = Asked::by(params.page_token.as_ref());
    let api = ctx.bitbucket_cloud()?;
    let request = api
        .get_repositories_by_workspace(&workspace)
        .pagelen(params.limit.min(CLOUD_PAGE))
        .page(asked.page())
        .q(Some(filter.as_str()).filter(|filter| !filter.is_empty()));
    let shown = |repository: &CloudRepository| {
        let admitted = place::check_cloud(ctx, repository).is_ok();
        admitted.then(|| repository.shown())
    };
    listed::cloud("repositories", &request.send().await?, asked, shown)
}

async fn list_data_center(
    ctx: &Ctx,
    params: &BitbucketListRepositories,
    project: Option<Project>,
) -> Result<Reply> {
    let asked = Asked::by(params.page_token.as_ref());
    let api = ctx.bitbucket_dc()?;
    let answer = match project {
        Some(Project { key, .. }) => {
            let request = api.get_projects_repos(&key).limit(params.limit);
            request.start(asked.start()?).send().await?
        }
        None if ctx.policy().narrows_bitbucket() => return of_all(ctx, params).await,
        None => {
            let request = api.get_repos().limit(params.limit);
            request.start(asked.start()?).send().await?
        }
    };
    let shown = |repository: &DataCenterRepository| {
        let admitted = place::check_data_center(ctx, repository.project_key()).is_ok();
        admitted.then(|| repository.shown())
    };
    listed::data_center("repositories", &answer, asked, shown)
}

/// The repositories of the filter's projects, one project after the other: they may be few among many. A page is named by the
/// project's place in the filter, counted from 0, and where the page begins: `1:25`.
async fn of_all(ctx: &Ctx, params: &BitbucketListRepositories) -> Result<Reply> {
    let keys = ctx.policy().bitbucket_projects(None);
    let (mut number, mut start) = started(Asked::by(params.page_token.as_ref()).page())?;
    let mut forbidden = None;
    while let Some(key) = keys.get(number) {
        let api = ctx.bitbucket_dc()?;
        let request = api.get_projects_repos(key).limit(params.limit).start(start);
        let page: DataCenterPage<DataCenterRepository> = match request.send().await {
            Ok(answer) => match answer.view_or_raw()? {
                Seen::View(page) => page,
                Seen::Raw(raw) => return Reply::raw(&raw),
            },
            Err(error) if error.is_not_found() => DataCenterPage::default(),
            // The other projects are no less there for that.
            Err(error) if error.is_forbidden() => {
                let what = format!("the repositories of {key}");
                forbidden = Some(error.clone());
                Err(error).or_told(&what).unwrap_or_default()
            }
            Err(error) => return Err(error),
        };
        let admitted = |found: &&DataCenterRepository| {
            place::check_data_center(ctx, found.project_key()).is_ok()
        };
        let rows: Vec<_> = page
            .values
            .iter()
            .filter(admitted)
            .map(DataCenterRepository::shown)
            .collect();
        let next = match page.next_start(Some(start)) {
            Some(next) => (number, next),
            None => (number + 1, 0),
        };
        (number, start) = next;
        if !rows.is_empty() {
            let more = number < keys.len();
            return Reply::list(Page {
                name: "repositories",
                items: &rows,
                total: None,
                next: more.then(|| json!({ "page_token": format!("{number}:{start}") })),
                resume: &|_| None,
            });
        }
    }
    match forbidden {
        Some(error) => Err(error),
        None => Reply::json(&json!({ "shown": 0, "repositories": [] })),
    }
}

fn started(token: Option<&str>) -> Result<(usize, i64)> {
    let Some(token) = token else {
        return Ok((0, 0));
    };
    let parts = token.split_once(':');
    let numbers =
        parts.and_then(|(number, start)| Some((number.parse().ok()?, start.parse().ok()?)));
    numbers.ok_or_else(|| {
        Error::Arguments("`page_token`: take it from `next` of the page before".into())
    })
}

/// `bitbucket_get_repository`
///
/// # Errors
/// A repository that does not exist or is outside of the filter.
pub async fn get(ctx: &Ctx, params: BitbucketGetRepository) -> Result<Reply> {
    let (workspace, project) = (params.workspace.as_ref(), params.project_key.as_ref());
    let place = place::repository(ctx, workspace, project, &params.repository_slug).await?;
    let (home, slug) = (&*place.home, &*place.slug);
    match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => {
            let api = ctx.bitbucket_cloud()?;
            let answer = api.get_repositories_by_repo_slug(home, slug).send().await?;
            Reply::of(answer, |mut repository: CloudRepository| {
                place::check_cloud(ctx, &repository)?;
                if ctx.policy().narrows_bitbucket() {
                    repository.conceal_origin();
                }
                Reply::json(&repository.detailed())
            })
        }
        Deployment::DataCenter => {
            let api = ctx.bitbucket_dc()?;
            let repository = api.get_projects_repos_by_repository_slug(home, slug);
            let (answer, branch) = tokio::join!(repository.send(), default_branch(ctx, home, slug));
            Reply::of(answer?, |mut repository: DataCenterRepository| {
                place::check_data_center(ctx, repository.project_key())?;
                repository.conceal_origin(|key| place::check_data_center(ctx, key).is_ok());
                let mut shown = repository.detailed();
                match branch {
                    Ok(Some(branch)) => shown.insert("default_branch".into(), branch.into()),
                    Ok(None) => None,
                    Err(error) => {
                        let note = format!("the default branch is not known: {}", error.brief());
                        shown.insert("note".into(), note.into())
                    }
                };
                Reply::json(&shown)
            })
        }
    }
}

/// A branch by its name alone.
#[derive(Deserialize)]
struct Branch {
    #[serde(rename = "displayId", deserialize_with = "crate::views::known")]
    name: String,
}

/// Data Center: the name of the default branch, which need not exist yet. Versions before 7.5 know it by another request, and
/// then only if it exists.
///
/// # Errors
/// What Bitbucket reports.
pub async fn default_branch(ctx: &Ctx, project: &str, slug: &str) -> Result<Option<String>> {
    let api = ctx.bitbucket_dc()?;
    let configured = api.get_projects_repos_default_branch(project, slug).send();
    match configured.await {
        Err(error) if error.is_not_found() => {
            let existing = api
                .get_projects_repos_branches_default(project, slug)
                .send();
            match existing.await {
                Err(error) if error.is_not_found() => Ok(None),
                answer => named(&answer?),
            }
        }
        answer => named(&answer?),
    }
}

/// None where the answer is empty, as for an empty repository.
fn named(answer: &Answer) -> Result<Option<String>> {
    if answer.is_empty() {
        return Ok(None);
    }
    answer.view().map(|branch: Branch| Some(branch.name))
}
