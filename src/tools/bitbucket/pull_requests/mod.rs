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
use crate::access::Access;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::{Answer, Seen};
use crate::product::{Deployment, Product};
use crate::views::bitbucket::{CloudPullRequest, DataCenterPullRequest, PullRequest};

pub use files::{Changes, changed_files};

/// A pull request of a repository that was looked at.
///
/// # Errors
/// If there is none of that number, or if it is into a project outside of the filter.
pub async fn fetch<A: Access>(ctx: &Ctx<A>, place: &Repository, id: i64) -> Result<PullRequest> {
    let answer = answer(ctx, place, id).await?;
    let pull_request = match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => answer.view::<CloudPullRequest>()?.into(),
        Deployment::DataCenter => answer.view::<DataCenterPullRequest>()?.into(),
    };
    check(ctx, place, &pull_request)?;
    Ok(pull_request)
}

/// [`fetch`], or the answer as it came if it cannot be read.
async fn look<A: Access>(ctx: &Ctx<A>, place: &Repository, id: i64) -> Result<Seen<PullRequest>> {
    let answer = answer(ctx, place, id).await?;
    let seen = match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => seen::<CloudPullRequest>(&answer)?,
        Deployment::DataCenter => seen::<DataCenterPullRequest>(&answer)?,
    };
    if let Seen::View(pull_request) = &seen {
        check(ctx, place, pull_request)?;
    }
    Ok(seen)
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

async fn answer<A: Access>(ctx: &Ctx<A>, place: &Repository, id: i64) -> Result<Answer> {
    let Repository { home, slug } = place;
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

/// Whether a pull request is into the repository that was looked at: it may have moved meanwhile.
fn check<A: Access>(ctx: &Ctx<A>, place: &Repository, pull_request: &PullRequest) -> Result<()> {
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

/// The repository that a call names.
async fn repository<A: Access>(
    ctx: &Ctx<A>,
    project: &crate::args::ProjectKey,
    slug: &str,
    workspace: Option<&crate::args::Text>,
) -> Result<Repository> {
    match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => {
            let workspace = place::workspace(ctx, workspace, Some(project))?;
            place::on_cloud(ctx, workspace, slug).await
        }
        Deployment::DataCenter => place::on_data_center(ctx, project, slug).await,
    }
}
