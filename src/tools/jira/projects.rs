//! Projects.

use super::paged;
use crate::access::{Access, Read};
use crate::api::params::JiraGetAllProjects;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::http::{Answer, Seen};
use crate::policy::Key;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::views::jira::{OffsetPage, Project};

/// Projects a page: the most that Jira Cloud gives.
const PAGE: i64 = 100;

/// `jira_get_all_projects`: Cloud pages and filters them, Data Center gives all at once.
///
/// # Errors
/// What Jira refuses.
pub async fn list(ctx: &Ctx<Read>, params: JiraGetAllProjects) -> Result<Reply> {
    let start = params.start_at.unwrap_or_default();
    let page = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => cloud(ctx, params.include_archived == Some(true), start)
            .await?
            .view_or_raw()?,
        Deployment::DataCenter => {
            let api = ctx.jira_dc()?;
            let answer = api
                .get_project()
                .expand("lead")
                .include_archived(params.include_archived)
                .send()
                .await?;
            match answer.view_or_raw::<Vec<Project>>()? {
                Seen::View(all) => Seen::View(paged::cut(allowed(ctx, all), start, PAGE)),
                Seen::Raw(raw) => Seen::Raw(raw),
            }
        }
    };
    match page {
        Seen::View(page) => paged::listed(
            "projects",
            &OffsetPage {
                values: allowed(ctx, page.values),
                ..page
            },
        ),
        Seen::Raw(raw) => Reply::raw(&raw),
    }
}

async fn cloud(ctx: &Ctx<Read>, archived: bool, start: i64) -> Result<Answer> {
    let mut status = vec!["live".to_owned()];
    status.extend(archived.then(|| "archived".to_owned()));
    let keys: Vec<String> = ctx
        .policy()
        .jira_projects(None)
        .iter()
        .map(|key| key.to_uppercase())
        .collect();
    let api = ctx.jira_cloud()?;
    let request = api
        .get_project_search()
        .expand("lead")
        .status(&status)
        .start_at(start)
        .max_results(PAGE);
    request
        .keys(Some(&keys).filter(|keys| !keys.is_empty()))
        .send()
        .await
}

fn allowed(ctx: &Ctx<Read>, projects: Vec<Project>) -> Vec<Project> {
    projects
        .into_iter()
        .filter(|project| {
            ctx.policy()
                .check_key(Key::JiraProject(&project.key))
                .is_ok()
        })
        .collect()
}

/// A project's numeric id on Cloud, remembered.
///
/// # Errors
/// A project that does not exist or that the caller may not see.
pub async fn cloud_id<A: Access>(ctx: &Ctx<A>, key: &str) -> Result<Option<i64>> {
    let load = async {
        ctx.jira_cloud()?
            .get_project_by_project_id_or_key(key)
            .send()
            .await?
            .view::<Project>()
    };
    let project = ctx
        .caller()
        .cache()
        .jira_projects
        .get(|known| known.key.eq_ignore_ascii_case(key), load)
        .await?;
    Ok(project.id.parse().ok())
}
