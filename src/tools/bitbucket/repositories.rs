//! Repositories.

use serde_json::json;

use super::place::{self, Project};
use crate::access::Read;
use crate::api::params::BitbucketListRepositories;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::Seen;
use crate::product::{Deployment, Product};
use crate::query::quoted;
use crate::reply::{Page, Reply};
use crate::views::bitbucket::{CloudPage, CloudRepository, DataCenterPage, DataCenterRepository};

/// The most that one request of Bitbucket Cloud gives.
const CLOUD_PAGE: i64 = 100;

/// `bitbucket_list_repositories`
///
/// # Errors
/// A project or workspace that does not exist or is outside of the filter.
pub async fn list(ctx: &Ctx<Read>, params: BitbucketListRepositories) -> Result<Reply> {
    match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => list_cloud(ctx, params).await,
        Deployment::DataCenter => list_data_center(ctx, params).await,
    }
}

async fn list_cloud(ctx: &Ctx<Read>, params: BitbucketListRepositories) -> Result<Reply> {
    let project = project_of(ctx, &params).await?;
    let workspace = match project
        .as_ref()
        .and_then(|project| project.workspace.clone())
    {
        Some(workspace) => workspace,
        None => place::workspace(ctx, params.workspace.as_ref()).await?,
    };
    let projects: Vec<&str> = match &project {
        Some(project) => vec![&project.key],
        None => ctx.policy().projects_of(&workspace).collect(),
    };
    let filter = projects
        .iter()
        .map(|key| format!("project.key = {}", quoted(key)))
        .collect::<Vec<_>>()
        .join(" OR ");
    let token = params.page_token.as_ref().map(|token| token.0.as_str());
    let api = ctx.bitbucket_cloud()?;
    let request = api
        .get_repositories_by_workspace(&workspace)
        .pagelen(params.limit.min(CLOUD_PAGE))
        .page(token);
    let request = request.q(Some(filter.as_str()).filter(|filter| !filter.is_empty()));
    let page: CloudPage<CloudRepository> = match request.send().await?.view_or_raw()? {
        Seen::View(page) => page,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    let admitted = |repository: &&CloudRepository| place::check_cloud(ctx, repository).is_ok();
    let allowed = page.values.iter().filter(admitted);
    let rows: Vec<_> = allowed.map(CloudRepository::shown).collect();
    Reply::list(Page {
        name: "repositories",
        items: &rows,
        total: page.size,
        next: page.next(token),
        resume: &|_| None,
    })
}

async fn project_of(
    ctx: &Ctx<Read>,
    params: &BitbucketListRepositories,
) -> Result<Option<Project>> {
    match &params.project_key {
        Some(project) => place::project(ctx, params.workspace.as_ref(), project)
            .await
            .map(Some),
        None => Ok(None),
    }
}

async fn list_data_center(ctx: &Ctx<Read>, params: BitbucketListRepositories) -> Result<Reply> {
    let start = params
        .page_token
        .as_ref()
        .map(|token| token.parse())
        .transpose();
    let start: Option<i64> = start.map_err(|_| {
        Error::Arguments("`page_token`: take it from `next` of the page before".into())
    })?;
    let api = ctx.bitbucket_dc()?;
    let answer = match project_of(ctx, &params).await? {
        Some(Project { key, .. }) => {
            api.get_projects_repos(&key)
                .limit(params.limit)
                .start(start)
                .send()
                .await?
        }
        None => {
            api.get_repos()
                .limit(params.limit)
                .start(start)
                .send()
                .await?
        }
    };
    let page: DataCenterPage<DataCenterRepository> = match answer.view_or_raw()? {
        Seen::View(page) => page,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    let numbered = page.values.iter().zip(start.unwrap_or_default()..);
    let allowed = numbered
        .filter(|(repository, _)| place::check_data_center(ctx, repository.project_key()).is_ok());
    let (rows, places): (Vec<_>, Vec<i64>) = allowed
        .map(|(repository, place)| (repository.shown(), place))
        .unzip();
    let resume = |shown: usize| Some(json!({ "page_token": places.get(shown)?.to_string() }));
    Reply::list(Page {
        name: "repositories",
        items: &rows,
        total: None,
        next: page.next(start),
        resume: &resume,
    })
}
