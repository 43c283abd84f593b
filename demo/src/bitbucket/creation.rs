//! Repositories that are made and changed.

use serde_json::Value;

use super::{cloud, data_center, error, model::Repository};
use crate::{
    Flavour,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// The slug that both products make of a name.
fn slug(name: &str) -> String {
    let part = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let parts = name.split(|c| !part(c)).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-").to_lowercase()
}

fn empty(world: &mut World, name: &str, project: &str) -> Repository {
    let id = world
        .bitbucket
        .repositories
        .iter()
        .map(|known| known.id)
        .max();
    Repository {
        id: id.unwrap_or_default() + 1,
        slug: slug(name),
        name: name.to_owned(),
        project: project.to_owned(),
        description: String::new(),
        public: false,
        forkable: true,
        language: String::new(),
        created: world.tick(),
        default_branch: "main".to_owned(),
        commits: Vec::new(),
        branches: Vec::new(),
        tags: Vec::new(),
        special: Vec::new(),
        pulls: Vec::new(),
    }
}

/// Cloud's `POST repositories/{workspace}/{repository}`: without a project the oldest is taken, and the main branch is of no
/// effect as long as there is none.
pub(super) fn on_cloud(world: &mut World, request: &Request) -> Answer {
    let refused = |status, message: &str| error(Flavour::Cloud, status, message);
    let (workspace, wanted) = (request.param("workspace"), request.param("repository"));
    if workspace != world.bitbucket.workspace {
        return Err(refused(
            404,
            &format!("No workspace with identifier '{workspace}'."),
        ));
    }
    if world.bitbucket.repository(wanted).is_some() {
        return Err(refused(
            400,
            "Repository with this Slug and Owner already exists.",
        ));
    }
    let key = request.body_text("/project/key").unwrap_or("SHOP");
    let known = world
        .bitbucket
        .project(key)
        .map(|project| project.key.clone());
    let key = known.ok_or_else(|| refused(400, &format!("No project with key '{key}'.")))?;
    let name = request.body_text("/name").unwrap_or(wanted);
    let mut repository = empty(world, name, &key);
    repository.slug = wanted.to_lowercase();
    change_on_cloud(&mut repository, request);
    let shown = cloud::show_repository(world, &repository);
    world.bitbucket.repositories.push(repository);
    Ok(Reply::ok(shown))
}

fn change_on_cloud(repository: &mut Repository, request: &Request) {
    if let Some(text) = request.body_text("/description") {
        repository.description = text.to_owned();
    }
    if let Some(private) = request.body("/is_private").and_then(Value::as_bool) {
        repository.public = !private;
    }
    if let Some(policy) = request.body_text("/fork_policy") {
        repository.forkable = policy != "no_forks";
    }
}

/// Cloud's `PUT repositories/{workspace}/{repository}`
pub(super) fn change_cloud(world: &mut World, request: &Request) -> Answer {
    let found = super::repository(world, request)?;
    let branch = request.body_text("/mainbranch/name");
    if let Some(name) = branch.filter(|name| found.branches.iter().all(|known| known.name != *name))
    {
        return Err(error(
            Flavour::Cloud,
            400,
            &format!("mainbranch: there is no branch {name}"),
        ));
    }
    let mut changed = found.clone();
    change_on_cloud(&mut changed, request);
    if let Some(name) = branch {
        changed.default_branch = name.to_owned();
    }
    let shown = cloud::show_repository(world, &changed);
    put_back(world, changed);
    Ok(Reply::ok(shown))
}

fn put_back(world: &mut World, changed: Repository) {
    let mut all = world.bitbucket.repositories.iter_mut();
    if let Some(place) = all.find(|known| known.id == changed.id) {
        *place = changed;
    }
}

/// Data Center's `POST projects/{project}/repos`: takes the name alone.
pub(super) fn on_data_center(world: &mut World, request: &Request) -> Answer {
    let refused = |status, message: &str| error(Flavour::DataCenter, status, message);
    let key = request.param("project");
    let known = world
        .bitbucket
        .project(key)
        .map(|project| project.key.clone());
    let key = known.ok_or_else(|| refused(404, &format!("Project {key} does not exist.")))?;
    let name = request.body_text("/name").unwrap_or_default();
    if slug(name).is_empty() {
        return Err(refused(
            400,
            "The repository name is required and must contain at least one letter or digit.",
        ));
    }
    let repository = empty(world, name, &key);
    let taken = world.bitbucket.repository(&repository.slug);
    if taken.is_some_and(|taken| taken.project == key) {
        return Err(refused(409, "This repository URL is already taken."));
    }
    let shown = data_center::show_repository(world, &repository);
    world.bitbucket.repositories.push(repository);
    Ok(Reply::json(201, shown))
}

/// Data Center's `PUT projects/{project}/repos/{repository}`
pub(super) fn change_data_center(world: &mut World, request: &Request) -> Answer {
    let mut changed = super::repository(world, request)?.clone();
    if let Some(text) = request.body_text("/description") {
        changed.description = text.to_owned();
    }
    if let Some(public) = request.body("/public").and_then(Value::as_bool) {
        changed.public = public;
    }
    if let Some(forkable) = request.body("/forkable").and_then(Value::as_bool) {
        changed.forkable = forkable;
    }
    if let Some(name) = request.body_text("/defaultBranch") {
        changed.default_branch = name.to_owned();
    }
    let shown = data_center::show_repository(world, &changed);
    put_back(world, changed);
    Ok(Reply::json(201, shown))
}
