//! Pull requests. What other tools need of them stands here and takes no tool's parameters.

pub mod add_comment;
pub mod comments;
pub mod diff;
pub mod get;
pub mod list;

mod anchor;
mod body;
mod files;
mod json_diff;
mod patch;
mod report;
mod threads;
mod version;

use super::place::{self, Repository};
use crate::args::{BitbucketProject, Repository as Named, Text};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::{Answer, Seen};
use crate::product::{Deployment, Product};
use crate::views::bitbucket::{CloudPullRequest, DataCenterPullRequest, PullRequest};

pub use files::{Changes, changed_files, first_changed_files};

/// A pull request of a repository that was looked at.
///
/// # Errors
/// If there is none of that number, or if it is into a project outside of the filter.
pub async fn fetch(ctx: &Ctx, place: &Repository, id: i64) -> Result<PullRequest> {
    let answer = answer(ctx, place, id).await?;
    let pull_request = match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => answer.view::<CloudPullRequest>()?.into(),
        Deployment::DataCenter => answer.view::<DataCenterPullRequest>()?.into(),
    };
    admitted(ctx, place, pull_request)
}

/// [`fetch`], or the answer as it came if it cannot be read.
async fn look(ctx: &Ctx, place: &Repository, id: i64) -> Result<Seen<PullRequest>> {
    let answer = answer(ctx, place, id).await?;
    let seen = match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => seen::<CloudPullRequest>(&answer)?,
        Deployment::DataCenter => seen::<DataCenterPullRequest>(&answer)?,
    };
    Ok(match seen {
        Seen::View(pull_request) => Seen::View(admitted(ctx, place, pull_request)?),
        raw => raw,
    })
}

fn seen<T>(answer: &Answer) -> Result<Seen<PullRequest>>
where
    T: serde::de::DeserializeOwned + Into<PullRequest>,
{
    Ok(match answer.view_or_raw::<T>()? {
        Seen::View(view) => Seen::View(view.into()),
        Seen::Raw(raw) => Seen::Raw(raw),
    })
}

async fn answer(ctx: &Ctx, place: &Repository, id: i64) -> Result<Answer> {
    let Repository { home, slug, .. } = place;
    match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => {
            let api = ctx.bitbucket_cloud()?;
            api.get_repositories_pullrequests_by_pull_request_id(home, slug, id)
                .send()
                .await
        }
        Deployment::DataCenter => {
            let (api, id) = (ctx.bitbucket_dc()?, id.to_string());
            api.get_projects_repos_pull_requests_by_pull_request_id(home, slug, &id)
                .send()
                .await
        }
    }
}

/// A pull request that may be shown; a fork that it comes from is named only if a filter admits that.
///
/// # Errors
/// If it is into another repository than the one that was looked at, which may have moved meanwhile.
pub fn admitted(
    ctx: &Ctx,
    place: &Repository,
    mut pull_request: PullRequest,
) -> Result<PullRequest> {
    check(ctx, place, &pull_request)?;
    let may_be_named = match ctx.deployment(Product::Bitbucket)? {
        _ if !ctx.policy().narrows_bitbucket() => true,
        Deployment::DataCenter => place::check_data_center(ctx, &pull_request.source.home).is_ok(),
        // Nothing says which project it is in.
        Deployment::Cloud => false,
    };
    pull_request.source.concealed = !may_be_named && pull_request.is_of_fork();
    Ok(pull_request)
}

fn check(ctx: &Ctx, place: &Repository, pull_request: &PullRequest) -> Result<()> {
    let target = &pull_request.target;
    match ctx.deployment(Product::Bitbucket)? {
        _ if !ctx.policy().narrows_bitbucket() => Ok(()),
        Deployment::DataCenter => place::check_data_center(ctx, &target.home),
        Deployment::Cloud if (&target.home, &target.slug) == (&place.home, &place.slug) => Ok(()),
        Deployment::Cloud => Err(Error::Refused(format!(
            "the answer is about another repository ({}/{}) than the one that was asked for, so BITBUCKET_PROJECTS_FILTER cannot be kept; call again",
            target.home, target.slug
        ))),
    }
}

/// The pull request that a call names: by its number in a repository, or by its address in the repository's place.
///
/// # Errors
/// [`Error::Arguments`] if it names none, or two; as [`place::repository`].
async fn named(
    ctx: &Ctx,
    workspace: Option<&Text>,
    project: Option<&BitbucketProject>,
    repository: &Named,
    id: Option<i64>,
) -> Result<(Repository, i64)> {
    let missing = || {
        Error::Arguments("which pull request? Give `pull_request_id`, or the address of one as `repository_slug`".into())
    };
    if id.is_none() && repository.address().is_none() {
        return Err(missing());
    }
    let place = place::repository(ctx, workspace, project, repository).await?;
    match (id, place.pull_request) {
        (Some(id), Some(other)) if id != other => Err(Error::Arguments(format!(
            "which pull request, {id} or {other}? The call names both: leave `pull_request_id` out"
        ))),
        (id, other) => id.or(other).map(|id| (place, id)).ok_or_else(missing),
    }
}
