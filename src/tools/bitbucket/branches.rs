//! Branches.

use super::listed::{self, Asked, CLOUD_PAGE};
use super::place;
use crate::api::params::BitbucketListBranches;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::{Deployment, Product};
use crate::query::quoted;
use crate::reply::Reply;
use crate::shortfall::OrTold as _;
use crate::views::bitbucket::{CloudBranch, DataCenterBranch};

/// `bitbucket_list_branches`: those that were changed last come first.
///
/// # Errors
/// A repository that does not exist or is outside of the filter.
pub async fn list(ctx: &Ctx, params: BitbucketListBranches) -> Result<Reply> {
    let (workspace, project) = (params.workspace.as_ref(), params.project_key.as_ref());
    let place = place::repository(ctx, workspace, project, &params.repository_slug).await?;
    let asked = Asked::by(params.page_token.as_ref());
    let text = params.filter_text.as_ref().map(|text| text.trim());
    let text = text.filter(|text| !text.is_empty());
    match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => {
            let api = ctx.bitbucket_cloud()?;
            let filter = text.map(|text| format!("name ~ {}", quoted(text)));
            let branches = api
                .get_repositories_refs_branches(&place.home, &place.slug)
                .pagelen(params.limit.min(CLOUD_PAGE))
                .page(asked.page())
                .q(filter.as_deref())
                .sort("-target.date");
            let (branches, main) = tokio::join!(branches.send(), place::main_branch(ctx, &place));
            // What the list does not say is only a mark.
            let main = main.or_told("which branch is the main one").flatten();
            let shown = |branch: &CloudBranch| Some(branch.shown(main.as_deref()));
            listed::cloud("branches", &branches?, asked, shown)
        }
        Deployment::DataCenter => {
            let api = ctx.bitbucket_dc()?;
            let request = api
                .get_projects_repos_branches(&place.home, &place.slug)
                .limit(params.limit)
                .start(asked.start()?)
                .filter_text(text)
                .order_by("MODIFICATION")
                .details(true);
            let shown = |branch: &DataCenterBranch| Some(branch.shown());
            listed::data_center("branches", &request.send().await?, asked, shown)
        }
    }
}
