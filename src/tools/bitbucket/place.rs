//! Where a repository is: on Data Center in a project, on Cloud in a workspace, where a project only groups.

use crate::access::Access;
use crate::args::{ProjectKey, Text};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::policy::Key;
use crate::product::Product;
use crate::views::bitbucket::{CloudRepository, DataCenterRepository};

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

/// A repository as requests name it.
pub struct Repository {
    /// Cloud: its workspace. Data Center: its project.
    pub home: String,
    /// Its slug there.
    pub slug: String,
}

/// Cloud: the repository that a call is about. Where a filter must be kept Bitbucket is asked, since the call does not say which
/// project a repository is in, and one that was moved leads to another place; requests then name the place of the answer.
///
/// # Errors
/// [`Error::Refused`] for a workspace or project outside of the filter.
pub async fn on_cloud<A: Access>(
    ctx: &Ctx<A>,
    workspace: String,
    slug: &str,
) -> Result<Repository> {
    if !ctx.policy().narrows_bitbucket() {
        return Ok(Repository {
            home: workspace,
            slug: slug.to_owned(),
        });
    }
    ctx.policy().check_key(Key::Workspace(&workspace))?;
    let found: CloudRepository = ctx
        .bitbucket_cloud()?
        .get_repositories_by_repo_slug(&workspace, slug)
        .send()
        .await?
        .view()?;
    check_cloud(ctx, &found)?;
    let (home, slug) = found.place();
    Ok(Repository {
        home: home.to_owned(),
        slug: slug.to_owned(),
    })
}

/// Data Center: as [`on_cloud`].
///
/// # Errors
/// [`Error::Refused`] for a project outside of the filter.
pub async fn on_data_center<A: Access>(
    ctx: &Ctx<A>,
    project: &str,
    slug: &str,
) -> Result<Repository> {
    if !ctx.policy().narrows_bitbucket() {
        return Ok(Repository {
            home: project.to_owned(),
            slug: slug.to_owned(),
        });
    }
    let found: DataCenterRepository = ctx
        .bitbucket_dc()?
        .get_projects_repos_by_repository_slug(project, slug)
        .send()
        .await?
        .view()?;
    check_data_center(ctx, found.project_key())?;
    Ok(Repository {
        home: found.project_key().to_owned(),
        slug: found.slug,
    })
}

/// Checks where a repository is by its own word; one that does not say is in no project that a filter admits.
///
/// # Errors
/// [`Error::Refused`] for a project outside of the filter.
pub fn check_cloud<A: Access>(ctx: &Ctx<A>, repository: &CloudRepository) -> Result<()> {
    let (workspace, _) = repository.place();
    let project = repository.project_key();
    ctx.policy()
        .check_key(Key::CloudProject { workspace, project })
}

/// As [`check_cloud`], of a repository in that project.
///
/// # Errors
/// [`Error::Refused`] for a project outside of the filter.
pub fn check_data_center<A: Access>(ctx: &Ctx<A>, project: &str) -> Result<()> {
    ctx.policy().check_key(Key::BitbucketProject(project))
}
