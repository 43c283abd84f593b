//! Projects.

use futures_util::future::join_all;
use serde_json::{Map, Value, json};

use super::listed::{self, Asked, CLOUD_PAGE};
use super::place;
use crate::api::params::{BitbucketGetProject, BitbucketListProjects};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::http::Answer;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::scope::Key;
use crate::views::bitbucket::Project;

/// `bitbucket_list_projects`
///
/// # Errors
/// A workspace that does not exist or is outside of the filter.
pub async fn list(ctx: &Ctx, params: BitbucketListProjects) -> Result<Reply> {
    let workspace = match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => Some(place::workspace(ctx, params.workspace.as_ref()).await?),
        Deployment::DataCenter => None,
    };
    let workspace = workspace.as_deref();
    if ctx.policy().narrows_bitbucket() {
        return admitted(ctx, workspace).await;
    }
    let asked = Asked::by(params.page_token.as_ref());
    let shown = |project: &Project| Some(project.shown());
    match workspace {
        Some(workspace) => {
            let api = ctx.bitbucket_cloud()?;
            let request = api
                .get_workspaces_projects(workspace)
                .pagelen(params.limit.min(CLOUD_PAGE))
                .page(asked.page());
            listed::cloud("projects", &request.send().await?, asked, shown)
        }
        None => {
            let api = ctx.bitbucket_dc()?;
            let request = api.get_projects().limit(params.limit).start(asked.start()?);
            listed::data_center("projects", &request.send().await?, asked, shown)
        }
    }
}

/// The projects that the filter admits: each is asked for by its key, since they may be few among many.
async fn admitted(ctx: &Ctx, workspace: Option<&str>) -> Result<Reply> {
    let keys = ctx.policy().bitbucket_projects(workspace);
    let found = join_all(keys.iter().map(|key| find(ctx, workspace, key))).await;
    let (mut rows, mut missing, mut forbidden) = (Vec::new(), Vec::new(), Vec::new());
    for (key, found) in keys.iter().zip(found) {
        match found {
            Ok(answer) => rows.push(checked(ctx, workspace, &answer)?.shown()),
            Err(error) if error.is_not_found() => missing.push(*key),
            // One among several says nothing of the others; where there is no other it is the answer.
            Err(error) if error.is_forbidden() && keys.len() > 1 => forbidden.push(*key),
            Err(error) => return Err(error),
        }
    }
    let mut shown = Map::from_iter([
        ("shown".to_owned(), rows.len().into()),
        ("projects".to_owned(), Value::from(rows)),
    ]);
    for (name, keys) in [("not_found", missing), ("forbidden", forbidden)] {
        if !keys.is_empty() {
            shown.insert(name.into(), json!(keys));
        }
    }
    Reply::json(&shown)
}

/// `bitbucket_get_project`
///
/// # Errors
/// A project that does not exist or is outside of the filter.
pub async fn get(ctx: &Ctx, params: BitbucketGetProject) -> Result<Reply> {
    let place = place::project(ctx, params.workspace.as_ref(), &params.project_key).await?;
    let answer = find(ctx, place.workspace.as_deref(), &place.key).await?;
    let project = checked(ctx, place.workspace.as_deref(), &answer)?;
    Reply::json(&project.shown())
}

async fn find(ctx: &Ctx, workspace: Option<&str>, key: &str) -> Result<Answer> {
    match workspace {
        Some(workspace) => {
            let api = ctx.bitbucket_cloud()?;
            api.get_workspaces_projects_by_project_key(workspace, key)
                .send()
                .await
        }
        None => {
            ctx.bitbucket_dc()?
                .get_projects_by_project_key(key)
                .send()
                .await
        }
    }
}

/// The project of an answer, which must be within the filter by its own word.
fn checked(ctx: &Ctx, workspace: Option<&str>, answer: &Answer) -> Result<Project> {
    let project: Project = answer.view()?;
    if project.key.is_empty() {
        return Err(answer.unexpected("it is about no project".into()));
    }
    let key = match workspace {
        Some(workspace) => Key::CloudProject {
            workspace,
            project: &project.key,
        },
        None => Key::BitbucketProject(&project.key),
    };
    ctx.policy().check_key(key)?;
    Ok(project)
}
