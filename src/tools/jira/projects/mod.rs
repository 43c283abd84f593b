//! Projects, their keys and their versions.

pub mod project_keys;
pub mod versions;

use super::paged;
use crate::api::params::{JiraGetAllProjects, JiraGetProjectVersions};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::http::{Answer, Seen};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::scope::Key;
use crate::tools::either;
use crate::views::Items;
use crate::views::jira::{OffsetPage, Project, Version};

/// Projects a page: the most that Jira Cloud gives.
const PAGE: i64 = 100;

/// The most projects that one request asks for by key.
const MAX_KEYS: usize = 50;

/// `jira_get_all_projects`: Cloud pages and filters them, Data Center gives all at once.
///
/// # Errors
/// What Jira refuses.
pub async fn list(ctx: &Ctx, params: JiraGetAllProjects) -> Result<Reply> {
    let start = params.start_at.unwrap_or_default();
    let admitted = |project: &Project| {
        let key = Key::JiraProject(&project.key);
        ctx.policy().check_key(key).is_ok()
    };
    let page = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => cloud(ctx, params.include_archived == Some(true), start).await?,
        Deployment::DataCenter => {
            let api = ctx.jira_dc()?;
            let answer = api
                .get_project()
                .expand("lead")
                .include_archived(params.include_archived)
                .send()
                .await?;
            match answer.view_or_raw()? {
                Seen::View(Items(mut all)) => {
                    all.retain(admitted);
                    Seen::View(paged::cut(all, start, PAGE))
                }
                Seen::Raw(raw) => Seen::Raw(raw),
            }
        }
    };
    match page {
        Seen::View(page) => paged::listed("projects", &page.only(admitted)),
        Seen::Raw(raw) => Reply::raw(&raw),
    }
}

/// `jira_get_project_versions`: Jira gives all at once, a reply as many as it holds.
///
/// # Errors
/// What Jira refuses.
pub async fn versions(ctx: &Ctx, params: JiraGetProjectVersions) -> Result<Reply> {
    let key = &params.project_key;
    let answer = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_project_versions(key))?;
    Reply::of(answer, |Items(all): Items<Version>| {
        let start = params.start_at.unwrap_or_default();
        paged::listed("versions", &paged::cut(all, start, i64::MAX))
    })
}

/// A page of Cloud's projects: of all, or of those within the filter, which are asked for by key.
async fn cloud(ctx: &Ctx, archived: bool, start: i64) -> Result<Seen<OffsetPage<Project>>> {
    let keys = ctx.policy().jira_projects(None);
    let keys: Vec<String> = keys.iter().map(|key| key.to_uppercase()).collect();
    if keys.len() <= MAX_KEYS {
        return search(ctx, archived, &keys, start).await?.view_or_raw();
    }
    let mut all = Vec::new();
    for keys in keys.chunks(MAX_KEYS) {
        let page: OffsetPage<Project> = search(ctx, archived, keys, 0).await?.view()?;
        all.extend(page.values);
    }
    Ok(Seen::View(paged::cut(all, start, PAGE)))
}

async fn search(ctx: &Ctx, archived: bool, keys: &[String], start: i64) -> Result<Answer> {
    let mut status = vec!["live".to_owned()];
    status.extend(archived.then(|| "archived".to_owned()));
    let keys = keys.to_vec();
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

/// A project's numeric id on Cloud, remembered.
///
/// # Errors
/// A project that does not exist or that the caller may not see.
pub async fn cloud_id(ctx: &Ctx, key: &str) -> Result<Option<i64>> {
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
        .get(&key.to_ascii_uppercase(), load)
        .await?;
    Ok(project.id.parse().ok())
}
