//! Where a repository is: on Data Center in a project, on Cloud in a workspace, where a project only groups.

use crate::access::Access;
use crate::args::{ProjectKey, Text};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::policy::Key;
use crate::product::Product;
use crate::views::bitbucket::CloudRepository;

/// Cloud: the workspace of a call: the parameter, else BITBUCKET_WORKSPACE, else what was given as the project.
///
/// # Errors
/// [`Error::Arguments`] if none of them is there.
pub fn workspace<A: Access>(
    ctx: &Ctx<A>,
    given: Option<&Text>,
    project: Option<&ProjectKey>,
) -> Result<String> {
    let configured = || {
        ctx.session(Product::Bitbucket)
            .ok()?
            .service()
            .workspace
            .clone()
    };
    let given = given
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty());
    let found = given
        .or_else(configured)
        .or_else(|| project.map(ToString::to_string));
    found.ok_or_else(|| Error::Arguments("give `workspace`, or set BITBUCKET_WORKSPACE: on Bitbucket Cloud every repository is in a workspace".into()))
}

/// Cloud: refuses a repository whose project is outside of the filter. Asks Bitbucket only where there is a filter and the
/// project given was not a project but the workspace.
///
/// # Errors
/// [`Error::Refused`].
pub async fn check_project<A: Access>(
    ctx: &Ctx<A>,
    workspace: &str,
    repository: &str,
) -> Result<()> {
    if !ctx.policy().narrows_bitbucket() {
        return Ok(());
    }
    let found: CloudRepository = ctx
        .bitbucket_cloud()?
        .get_repositories_by_repo_slug(workspace, repository)
        .send()
        .await?
        .view()?;
    let project = found.project.map(|project| project.key).unwrap_or_default();
    ctx.policy().check_key(Key::BitbucketProject(&project))
}
