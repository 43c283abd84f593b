//! New repositories. What the request that creates one ignores is set afterwards, and what stands is said.

use serde_json::{Map, Value, json};

use super::place::{self, Home};
use crate::api::bitbucket_cloud::types::RepositoryForkPolicy;
use crate::api::params::BitbucketCreateRepository;
use crate::api::{bitbucket_cloud, bitbucket_dc};
use crate::args::not_blank;
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::views::bitbucket::{CloudRepository, DataCenterRepository};

/// What a repository is to be.
struct Plan {
    name: String,
    description: Option<String>,
    public: bool,
    forkable: bool,
    default_branch: Option<String>,
}

/// `bitbucket_create_repository`
///
/// # Errors
/// A name that is taken or refused; a project outside of the filter; an answer that leaves in doubt what was done.
pub async fn create(ctx: &WriteCtx, params: BitbucketCreateRepository) -> Result<Reply> {
    let (workspace, project) = (params.workspace.as_ref(), params.project_key.as_ref());
    let (home, name) =
        place::new_repository(ctx, workspace, project, &params.repository_slug).await?;
    let branch = not_blank(params.default_branch.clone());
    let branch = branch.map(|branch| branch.trim().trim_start_matches("refs/heads/").to_owned());
    let plan = Plan {
        name,
        description: not_blank(params.description),
        public: params.public,
        forkable: params.forkable,
        default_branch: branch,
    };
    match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => on_cloud(ctx, &home, &plan).await,
        Deployment::DataCenter => on_data_center(ctx, &home, &plan).await,
    }
}

/// The slug that Bitbucket would make of a name.
fn slug(name: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let parts = name.split(|c| !is_part(c)).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-").to_lowercase()
}

async fn on_cloud(ctx: &WriteCtx, home: &Home, plan: &Plan) -> Result<Reply> {
    let workspace = home.workspace.as_deref().unwrap_or_default();
    let slug = slug(&plan.name);
    if slug.is_empty() {
        return Err(Error::Arguments(format!(
            "`repository_slug`: no address can be made of \"{}\"; use letters and digits",
            plan.name
        )));
    }
    let api = ctx.bitbucket_cloud()?;
    let body = bitbucket_cloud::types::Repository {
        scm: Some(bitbucket_cloud::types::RepositoryScm::Git),
        name: Some(plan.name.clone()),
        project: home
            .key
            .clone()
            .map(|key| bitbucket_cloud::types::RepositoryProject { key: Some(key) }),
        ..plan.cloud(&CloudRepository::default())
    };
    let answer = api
        .post_repositories_by_repo_slug(workspace, &slug, &body)
        .send()
        .await?;
    let mut repository: CloudRepository = answer.view()?;
    let mut problem = None;
    if !plan.missing_on_cloud(&repository).is_empty() {
        let (home, slug) = repository.place();
        let (home, slug) = if home.is_empty() {
            (workspace, &*repository.slug)
        } else {
            (home, slug)
        };
        let set = api
            .put_repositories_by_repo_slug(home, slug, &plan.cloud(&repository))
            .send()
            .await;
        match set.and_then(|answer| answer.view()) {
            Ok(changed) => repository = changed,
            Err(error) => problem = Some(error),
        }
    }
    let missing = plan.missing_on_cloud(&repository);
    report(repository.detailed(), &missing, problem)
}

async fn on_data_center(ctx: &WriteCtx, home: &Home, plan: &Plan) -> Result<Reply> {
    let project = home.key.as_deref().unwrap_or_default();
    let api = ctx.bitbucket_dc()?;
    let body = bitbucket_dc::types::RestRepository {
        name: Some(plan.name.clone()),
        scm_id: Some("git".into()),
        ..plan.data_center(&DataCenterRepository::default())
    };
    let answer = api.post_projects_repos(project, &body).send().await?;
    let mut repository: DataCenterRepository = answer.view()?;
    let mut problem = None;
    if !plan.missing_on_data_center(&repository).is_empty() {
        let body = plan.data_center(&repository);
        let set = api
            .put_projects_repos_by_repository_slug(project, &repository.slug, &body)
            .send()
            .await;
        match set.and_then(|answer| answer.view()) {
            Ok(changed) => repository = changed,
            Err(error) => problem = Some(error),
        }
    }
    let mut missing = plan.missing_on_data_center(&repository);
    let mut shown = repository.detailed();
    // Not every version says it of the repository itself.
    if missing == ["default_branch"] && problem.is_none() {
        let branch = super::repositories::default_branch(ctx, project, &repository.slug).await;
        if branch.is_ok_and(|branch| branch == plan.default_branch) {
            missing.clear();
            shown.insert("default_branch".into(), json!(plan.default_branch));
        }
    } else if !repository.default_branch.is_empty() {
        shown.insert(
            "default_branch".into(),
            repository.default_branch.clone().into(),
        );
    }
    report(shown, &missing, problem)
}

impl Plan {
    /// What is asked for and not so.
    fn missing_on_cloud(&self, made: &CloudRepository) -> Vec<&'static str> {
        let branch = self.default_branch.as_deref();
        let is_set = [
            (
                "description",
                self.description
                    .as_ref()
                    .is_none_or(|text| same(text, &made.description)),
            ),
            ("public", made.is_private == Some(!self.public)),
            (
                "forkable",
                made.fork_policy == self.fork_policy().to_string(),
            ),
            (
                "default_branch",
                branch.is_none() || made.default_branch() == branch,
            ),
        ];
        not_set(is_set)
    }

    /// As [`Plan::missing_on_cloud`].
    fn missing_on_data_center(&self, made: &DataCenterRepository) -> Vec<&'static str> {
        let branch = self.default_branch.as_ref();
        let is_set = [
            (
                "description",
                self.description
                    .as_ref()
                    .is_none_or(|text| same(text, &made.description)),
            ),
            ("public", made.public.unwrap_or_default() == self.public),
            ("forkable", made.forkable.unwrap_or(true) == self.forkable),
            (
                "default_branch",
                branch.is_none_or(|branch| *branch == made.default_branch),
            ),
        ];
        not_set(is_set)
    }

    /// The members that are not as they are asked for; all of them, of a repository that is not made yet.
    fn cloud(&self, made: &CloudRepository) -> bitbucket_cloud::types::Repository {
        let missing = self.missing_on_cloud(made);
        let is = |name: &str| missing.contains(&name);
        let branch = self.default_branch.clone().filter(|_| is("default_branch"));
        bitbucket_cloud::types::Repository {
            description: self.description.clone().filter(|_| is("description")),
            is_private: is("public").then_some(!self.public),
            fork_policy: is("forkable").then_some(self.fork_policy()),
            mainbranch: branch
                .map(|name| bitbucket_cloud::types::RepositoryMainbranch { name: Some(name) }),
            ..Default::default()
        }
    }

    /// As [`Plan::cloud`]; what is so anyway is not said.
    fn data_center(&self, made: &DataCenterRepository) -> bitbucket_dc::types::RestRepository {
        let missing = self.missing_on_data_center(made);
        let is = |name: &str| missing.contains(&name);
        bitbucket_dc::types::RestRepository {
            description: self.description.clone().filter(|_| is("description")),
            public: is("public").then_some(self.public),
            forkable: is("forkable").then_some(self.forkable),
            default_branch: self.default_branch.clone().filter(|_| is("default_branch")),
            ..Default::default()
        }
    }

    /// Forks of what is private stay so.
    const fn fork_policy(&self) -> RepositoryForkPolicy {
        match (self.forkable, self.public) {
            (false, _) => RepositoryForkPolicy::NoForks,
            (true, true) => RepositoryForkPolicy::AllowForks,
            (true, false) => RepositoryForkPolicy::NoPublicForks,
        }
    }
}

/// Both products trim what people write.
fn same(asked: &str, made: &str) -> bool {
    asked.trim() == made.trim()
}

fn not_set<const N: usize>(is_set: [(&'static str, bool); N]) -> Vec<&'static str> {
    let missing = is_set.into_iter().filter(|(_, is_set)| !is_set);
    missing.map(|(name, _)| name).collect()
}

/// The new repository, and what of it is not as it was asked for.
fn report(
    mut shown: Map<String, Value>,
    missing: &[&str],
    problem: Option<Error>,
) -> Result<Reply> {
    if !missing.is_empty() {
        let why = problem.map_or_else(
            || "Bitbucket took the request, but did not set it".to_owned(),
            |error| error.brief(),
        );
        shown.insert("not_set".into(), json!(missing));
        shown.insert(
            "note".into(),
            format!("the repository was created, but not all is as asked: {why}").into(),
        );
    }
    Reply::json(&shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_what_bitbucket_makes_of_names() {
        for (name, expected) in [
            ("my-service", "my-service"),
            ("My Service", "my-service"),
            (" Ünder_score & more ", "nder_score-more"),
            ("..", ".."),
            ("ä", ""),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }
}
