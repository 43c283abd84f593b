//! Keys of projects that there are, to tell which one a misspelt key means.

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::scope::Key;
use crate::tools::paging;
use crate::views::Items;
use crate::views::jira::{OffsetPage, Project};
use std::sync::Arc;

/// Projects a request.
const PAGE: i64 = 100;
/// So many projects are looked through; a hint is worth no more requests.
const ENOUGH: usize = 1000;
/// The most requests of one look at all projects.
pub const MOST_PAGES: usize = 10;

/// How many letters of a key may be wrong, missing, too many or exchanged with the next: one in this many, but one at least.
const LETTERS: usize = 5;

/// The error with the project that is probably meant, if it comes of a key that no project has.
pub async fn explained(ctx: &Ctx, keys: &[String], error: Error) -> Error {
    let note = match &error {
        Error::Upstream { status: 404, .. } => note(ctx, keys).await,
        Error::Upstream {
            status: 400,
            message,
            ..
        } if is_about_projects(message) => note(ctx, keys).await,
        _ => return error,
    };
    error.noting(&note)
}

/// Whether a complaint of Jira's may come of a wrong key.
pub fn is_about_projects(complaint: &str) -> bool {
    complaint.to_lowercase().contains("project")
}

/// Which of the keys no project has, and which is probably meant; empty if all have one, or if it cannot be told. Jira is asked
/// once for all.
pub async fn note(ctx: &Ctx, keys: &[String]) -> String {
    if keys.is_empty() {
        return String::new();
    }
    let Ok(known) = known(ctx).await else {
        return String::new();
    };
    let is_known = |key: &&String| known.iter().any(|known| known.eq_ignore_ascii_case(key));
    let unknown = keys.iter().filter(|key| !is_known(key));
    let notes: Vec<_> = unknown.map(|key| missing(ctx, &known, key)).collect();
    notes.join(". ")
}

/// The keys of all projects that the caller sees, remembered.
///
/// # Errors
/// What Jira refuses, and if there are too many to be sure.
pub async fn known(ctx: &Ctx) -> Result<Arc<Vec<String>>> {
    let remembered = &ctx.caller().cache().jira_project_keys;
    remembered.get(all(ctx)).await
}

fn missing(ctx: &Ctx, known: &[String], key: &str) -> String {
    let is_allowed = |known: &&String| ctx.policy().check_key(Key::JiraProject(known)).is_ok();
    let distance =
        |known: &str| strsim::damerau_levenshtein(&known.to_uppercase(), &key.to_uppercase());
    let nearest = known
        .iter()
        .filter(is_allowed)
        .min_by_key(|known| distance(known));
    let near = nearest.filter(|near| distance(near) <= (key.chars().count() / LETTERS).max(1));
    let hint = near.map_or_else(
        || "jira_get_all_projects lists them".to_owned(),
        |near| format!("did you mean {near}?"),
    );
    format!("There is no project {key} that you may see; {hint}")
}

/// The keys of all projects; an error if they are too many to be sure.
async fn all(ctx: &Ctx) -> Result<Vec<String>> {
    let keys = |projects: Vec<Project>| projects.into_iter().map(|project| project.key);
    if ctx.deployment(Product::Jira)? == Deployment::DataCenter {
        let Items(projects) = ctx.jira_dc()?.get_project().send().await?.view()?;
        return Ok(keys(projects).collect());
    }
    let walk = paging::walk(
        ("projects", "jira_get_all_projects pages them"),
        ENOUGH,
        |from, _| async move {
            let api = ctx.jira_cloud()?;
            let request = api
                .get_project_search()
                .start_at(from.unwrap_or_default())
                .max_results(PAGE);
            let page: OffsetPage<Project> = request.send().await?.view()?;
            let next = page.next().and_then(|next| i64::try_from(next).ok());
            Ok((keys(page.values).collect(), next))
        },
    );
    match walk.await? {
        (all, None) => Ok(all),
        (_, Some(_)) => Err(Error::Arguments(
            "there are too many projects to tell".into(),
        )),
    }
}
