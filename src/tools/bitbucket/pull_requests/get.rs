//! One pull request.

use super::{look, named};
use crate::api::params::BitbucketGetPullRequest;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::http::Seen;
use crate::reply::Reply;

/// `bitbucket_get_pull_request`
///
/// # Errors
/// A pull request that does not exist, or a project outside of the filter.
pub async fn get(ctx: &Ctx, params: BitbucketGetPullRequest) -> Result<Reply> {
    let (workspace, project) = (params.workspace.as_ref(), params.project_key.as_ref());
    let (repository, id) = (&params.repository_slug, params.pull_request_id);
    let (place, id) = named(ctx, workspace, project, repository, id).await?;
    match look(ctx, &place, id).await? {
        Seen::View(pull_request) => Reply::json(&pull_request.shown()),
        Seen::Raw(raw) => Reply::raw(&raw),
    }
}
