//! Where a repository is: on Data Center in a project, on Cloud in a workspace, where a project only groups.
//!
//! One vocabulary for all tools: `project_key` is a project and never a workspace, and a repository is its slug, alone or with
//! its project (Data Center) or workspace (Cloud), or an address. Whatever acts on one takes it from here, where filters are kept.

mod spelling;

use serde::Deserialize;

use self::spelling::Said;
use crate::args::{self, BitbucketProject, Text};
use crate::config::Credentials;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::scope::Key;
use crate::tools::paging;
use crate::views::bitbucket::{CloudPage, CloudRepository, DataCenterRepository, Named};

/// A repository as requests name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// Cloud: its workspace. Data Center: its project.
    pub home: String,
    /// Its slug there; Cloud: or its uuid.
    pub slug: String,
    /// The number of the pull request that the call's address leads to.
    pub pull_request: Option<i64>,
}

/// A project as requests name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Cloud: the workspace. Data Center has none.
    pub workspace: Option<String>,
    /// Its key.
    pub key: String,
}

/// The repository that a call is about. Where a filter must be kept Bitbucket is asked, since the call need not say which project
/// a repository is in, and one that was moved leads to another place; requests then name the place of the answer.
///
/// # Errors
/// [`Error::Arguments`] for what names no repository of this product; [`Error::Refused`] for one outside of the filter.
pub async fn repository(
    ctx: &Ctx,
    workspace: Option<&Text>,
    project: Option<&BitbucketProject>,
    repository: &args::Repository,
) -> Result<Repository> {
    let (deployment, base) = site(ctx)?;
    let said = spelling::repository(repository, deployment, base)?;
    let project = spelt(ctx, project)?;
    let place = match deployment {
        Deployment::Cloud => {
            let told = [
                project.as_ref().and_then(|project| project.home.as_deref()),
                said.home.as_deref(),
            ];
            let home = workspace_told(ctx, workspace, told).await?;
            if let Some(Said { name, .. }) = &project {
                check_project(ctx, Some(&home), &upper(name))?;
            }
            on_cloud(ctx, home, said.name.to_lowercase()).await?
        }
        Deployment::DataCenter => {
            let home = project_told(project, said.home)?;
            on_data_center(ctx, home, said.name.to_lowercase()).await?
        }
    };
    Ok(Repository {
        pull_request: said.pull_request,
        ..place
    })
}

/// The project that a call is about, which is within the filter.
///
/// # Errors
/// [`Error::Arguments`] for what names no project of this product; [`Error::Refused`] for one outside of the filter.
pub async fn project(
    ctx: &Ctx,
    workspace: Option<&Text>,
    project: &BitbucketProject,
) -> Result<Project> {
    let (deployment, base) = site(ctx)?;
    let said = spelling::project(project, deployment, base)?;
    let workspace = match deployment {
        Deployment::Cloud => Some(workspace_told(ctx, workspace, [said.home.as_deref()]).await?),
        Deployment::DataCenter => None,
    };
    let key = upper(&said.name);
    check_project(ctx, workspace.as_deref(), &key)?;
    Ok(Project { workspace, key })
}

/// Where a new repository is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Cloud: the workspace.
    pub workspace: Option<String>,
    /// The project's key; on Cloud it need not be said.
    pub key: Option<String>,
}

/// Where a new repository is to be, which is within the filter, and its name.
///
/// # Errors
/// [`Error::Arguments`] if it is not clear where; [`Error::Refused`] for a place outside of the filter, or for one that does not
/// say whether it is.
pub async fn new_repository(
    ctx: &Ctx,
    workspace: Option<&Text>,
    project: Option<&BitbucketProject>,
    named: &Text,
) -> Result<(Home, String)> {
    let (deployment, _) = site(ctx)?;
    let (home, name) = match named.trim().split_once('/') {
        Some((home, name)) => (Some(home.trim().to_owned()), name.trim()),
        None => (None, named.trim()),
    };
    if name.is_empty() || name.contains('/') || home.as_ref().is_some_and(String::is_empty) {
        return Err(Error::Arguments(
            "`repository_slug` is the name of the new repository, e.g. my-service".into(),
        ));
    }
    let project = spelt(ctx, project)?;
    let home = match deployment {
        Deployment::Cloud => {
            let of_project = project.as_ref().and_then(|project| project.home.as_deref());
            let workspace = workspace_told(ctx, workspace, [of_project, home.as_deref()]).await?;
            let key = project.map(|project| upper(&project.name));
            match &key {
                Some(key) => check_project(ctx, Some(&workspace), key)?,
                // Bitbucket takes the oldest project, whichever that is.
                None if ctx.policy().narrows_bitbucket() => return Err(Error::Refused("say `project_key`: this server may touch some projects alone (BITBUCKET_PROJECTS_FILTER), and Bitbucket would take the oldest one".into())),
                None => {}
            }
            Home {
                workspace: Some(workspace),
                key,
            }
        }
        Deployment::DataCenter => {
            let key = project_told(project, home)?;
            check_project(ctx, None, &key)?;
            Home {
                workspace: None,
                key: Some(key),
            }
        }
    };
    Ok((home, name.to_owned()))
}

#[derive(Deserialize)]
struct Main {
    #[serde(default, deserialize_with = "crate::views::lenient")]
    mainbranch: Option<Named>,
}

/// Cloud: the name of a repository's main branch; none as long as it is empty.
///
/// # Errors
/// What Bitbucket reports.
pub async fn main_branch(ctx: &Ctx, place: &Repository) -> Result<Option<String>> {
    let api = ctx.bitbucket_cloud()?;
    let request = api
        .get_repositories_by_repo_slug(&place.home, &place.slug)
        .fields("mainbranch.name");
    let main: Main = request.send().await?.view()?;
    let name = main.mainbranch.map(|branch| branch.name);
    Ok(name.filter(|name| !name.is_empty()))
}

/// Cloud: the workspace of a call that names no repository: the parameter, else that of the project, else the configured one,
/// else the user's only one. Something in it is within the filter.
///
/// # Errors
/// [`Error::Arguments`] if it is not clear which one is meant; [`Error::Refused`] for one outside of the filter.
pub async fn workspace(ctx: &Ctx, given: Option<&Text>) -> Result<String> {
    let workspace = workspace_told(ctx, given, []).await?;
    ctx.policy().check_key(Key::Workspace(&workspace))?;
    Ok(workspace)
}

/// Which API Bitbucket speaks, and where.
fn site(ctx: &Ctx) -> Result<(Deployment, &url::Url)> {
    let session = ctx.session(Product::Bitbucket)?;
    Ok((session.deployment(), &session.service().base))
}

fn spelt(ctx: &Ctx, project: Option<&BitbucketProject>) -> Result<Option<Said>> {
    let (deployment, base) = site(ctx)?;
    project
        .map(|project| spelling::project(project, deployment, base))
        .transpose()
}

/// Keys are in capitals but for those of personal projects, and not every version takes others.
fn upper(key: &str) -> String {
    match key.starts_with('~') {
        true => key.to_owned(),
        false => key.to_uppercase(),
    }
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// Data Center: the project that a call names, once or twice.
fn project_told(project: Option<Said>, home: Option<String>) -> Result<String> {
    let key = project.map(|project| project.name);
    match (key, home) {
        (Some(key), Some(home)) if !same(&key, &home) => Err(Error::Arguments(format!(
            "`project_key` says {key}, but `repository_slug` is in {home}: leave one of them out"
        ))),
        (Some(key), _) | (None, Some(key)) => Ok(upper(&key)),
        (None, None) => Err(Error::Arguments(
            "in which project? Give `project_key`, or the repository as PROJ/my-service".into(),
        )),
    }
}

/// Cloud: the workspace that a call names in one place or more, else the configured one, else the user's only one.
async fn workspace_told(
    ctx: &Ctx,
    given: Option<&Text>,
    told: impl IntoIterator<Item = Option<&str>>,
) -> Result<String> {
    let given = given.map(|given| given.trim().to_lowercase());
    let told = told.into_iter().flatten().map(str::to_lowercase);
    let mut named = given
        .filter(|given| !given.is_empty())
        .into_iter()
        .chain(told);
    let Some(first) = named.next() else {
        return fallback(ctx).await;
    };
    if first.contains('/') {
        return Err(Error::Arguments(format!(
            "`workspace` is the name in https://bitbucket.org/workspace, got {first}"
        )));
    }
    // Which workspace has a uuid shows only the answer.
    let is_name = |workspace: &String| !workspace.starts_with('{');
    match named.find(|other| *other != first && is_name(other) && is_name(&first)) {
        Some(other) => Err(Error::Arguments(format!(
            "which workspace, {first} or {other}? The call names both: leave one of them out"
        ))),
        None => Ok(first),
    }
}

/// The workspace of a call that names none.
async fn fallback(ctx: &Ctx) -> Result<String> {
    let service = ctx.session(Product::Bitbucket)?.service();
    if let Some(workspace) = &service.workspace {
        return Ok(workspace.to_lowercase());
    }
    if matches!(service.credentials, Some(Credentials::Bearer(_))) {
        return Err(Error::Arguments("in which workspace? Give `workspace`, or set BITBUCKET_WORKSPACE: behind an access token there is no user whose workspaces could be looked up".into()));
    }
    let all = ctx
        .caller()
        .cache()
        .bitbucket_workspaces
        .get(mine(ctx))
        .await?;
    let may = |slug: &&String| ctx.policy().check_key(Key::Workspace(slug)).is_ok();
    let admitted: Vec<&String> = all.iter().filter(may).collect();
    match admitted.as_slice() {
        [only] => Ok((*only).clone()),
        [] => Err(Error::Arguments("in which workspace? Give `workspace`, or set BITBUCKET_WORKSPACE: this user is in none that this server may touch".into())),
        several => {
            let several: Vec<&str> = several.iter().map(|slug| slug.as_str()).collect();
            Err(Error::Arguments(format!(
                "in which workspace? This user is in {}: give `workspace`, or set BITBUCKET_WORKSPACE",
                several.join(", ")
            )))
        }
    }
}

/// A workspace of the user's.
#[derive(Deserialize)]
struct Membership {
    workspace: Option<Workspace>,
}

#[derive(Deserialize)]
struct Workspace {
    #[serde(default)]
    slug: String,
}

/// The workspaces that the user is in.
async fn mine(ctx: &Ctx) -> Result<Vec<String>> {
    let api = ctx.bitbucket_cloud()?;
    let what = ("the user's workspaces", "set BITBUCKET_WORKSPACE");
    let page = async |at: Option<String>, _| {
        let request = api.get_user_workspaces().pagelen(100).page(at.as_deref());
        let page: CloudPage<Membership> = request.send().await?.view()?;
        let next = page.next_page();
        Ok((page.values, next))
    };
    let (rows, _) = paging::walk(what, usize::MAX, page).await?;
    let slugs = rows.into_iter().filter_map(|row| Some(row.workspace?.slug));
    Ok(slugs.filter(|slug| !slug.is_empty()).collect())
}

/// Whether a project may be touched; before anything is sent.
fn check_project(ctx: &Ctx, workspace: Option<&str>, key: &str) -> Result<()> {
    ctx.policy().check_key(match workspace {
        Some(workspace) => Key::CloudProject {
            workspace,
            project: key,
        },
        None => Key::BitbucketProject(key),
    })
}

async fn on_cloud(ctx: &Ctx, home: String, slug: String) -> Result<Repository> {
    let pull_request = None;
    if !ctx.policy().narrows_bitbucket() {
        return Ok(Repository {
            home,
            slug,
            pull_request,
        });
    }
    ctx.policy().check_key(Key::Workspace(&home))?;
    let found: CloudRepository = ctx
        .bitbucket_cloud()?
        .get_repositories_by_repo_slug(&home, &slug)
        .send()
        .await?
        .view()?;
    check_cloud(ctx, &found)?;
    let (home, slug) = found.place();
    Ok(Repository {
        home: home.to_owned(),
        slug: slug.to_owned(),
        pull_request,
    })
}

async fn on_data_center(ctx: &Ctx, home: String, slug: String) -> Result<Repository> {
    let pull_request = None;
    if !ctx.policy().narrows_bitbucket() {
        return Ok(Repository {
            home,
            slug,
            pull_request,
        });
    }
    check_data_center(ctx, &home)?;
    let found: DataCenterRepository = ctx
        .bitbucket_dc()?
        .get_projects_repos_by_repository_slug(&home, &slug)
        .send()
        .await?
        .view()?;
    check_data_center(ctx, found.project_key())?;
    Ok(Repository {
        home: found.project_key().to_owned(),
        slug: found.slug,
        pull_request,
    })
}

/// Checks where a repository is by its own word; one that does not say is in no project that a filter admits.
///
/// # Errors
/// [`Error::Refused`] for a project outside of the filter.
pub fn check_cloud(ctx: &Ctx, repository: &CloudRepository) -> Result<()> {
    let (workspace, _) = repository.place();
    check_project(ctx, Some(workspace), repository.project_key())
}

/// As [`check_cloud`], of a repository in that project.
///
/// # Errors
/// [`Error::Refused`] for a project outside of the filter.
pub fn check_data_center(ctx: &Ctx, project: &str) -> Result<()> {
    check_project(ctx, None, project)
}
