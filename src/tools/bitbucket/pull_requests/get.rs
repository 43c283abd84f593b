//! One pull request.

use super::{look, repository};
use crate::access::Read;
use crate::api::params::BitbucketGetPullRequest;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::http::Seen;
use crate::reply::Reply;

/// `bitbucket_get_pull_request`
///
/// # Errors
/// A pull request that does not exist, or a project outside of the filter.
pub async fn get(ctx: &Ctx<Read>, params: BitbucketGetPullRequest) -> Result<Reply> {
    let place = repository(
        ctx,
        &params.project_key,
        &params.repository_slug,
        params.workspace.as_ref(),
    )
    .await?;
    match look(ctx, &place, params.pull_request_id).await? {
        Seen::View(pull_request) => Reply::json(&pull_request.shown()),
        Seen::Raw(raw) => Reply::raw(&raw),
    }
}
