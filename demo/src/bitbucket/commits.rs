//! Commits of pull requests, and the issues that Data Center itself links to them.

use serde_json::{Value, json};

use super::{
    cloud, data_center,
    model::{Commit, PullRequest, Repository},
    pull_request as find_pull,
};
use crate::{
    Flavour,
    jira::mentions,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// The commits that a pull request brings, the newest first.
fn brought<'a>(repository: &'a Repository, pull: &PullRequest) -> Vec<&'a Commit> {
    let before = repository.line(&pull.to);
    let mut brought = repository.line(&pull.from);
    brought.retain(|commit| before.iter().all(|known| known.id != commit.id));
    brought.reverse();
    brought
}

fn on_cloud(world: &World, commit: &Commit) -> Value {
    let user = cloud::account(world, &commit.by);
    json!({"type": "commit", "hash": commit.id, "message": commit.message, "date": commit.at.bitbucket(), "author": {"type": "author", "user": user}})
}

fn on_data_center(world: &World, commit: &Commit) -> Value {
    let author = data_center::account(world, &commit.by);
    json!({
        "id": commit.id, "displayId": commit.id.get(..11), "message": commit.message, "author": author, "committer": author,
        "authorTimestamp": commit.at.millis(), "committerTimestamp": commit.at.millis(),
    })
}

/// `GET pullrequests/{pull}/commits`, `GET pull-requests/{pull}/commits`
pub(super) fn of_pull_request(world: &mut World, request: &Request) -> Answer {
    let (repository, pull) = find_pull(world, request)?;
    let brought = brought(repository, pull);
    match world.flavour {
        Flavour::Cloud => {
            let shown = brought.into_iter().map(|commit| on_cloud(world, commit));
            cloud::listed(world, request, shown.collect())
        }
        Flavour::DataCenter => {
            let shown = brought
                .into_iter()
                .map(|commit| on_data_center(world, commit));
            Ok(Reply::ok(data_center::listed(
                request,
                shown.collect::<Vec<_>>(),
            )))
        }
    }
}

/// `GET jira/latest/projects/{project}/repos/{repository}/pull-requests/{pull}/issues`: from its title, branch and commits.
pub(super) fn issues_of(world: &mut World, request: &Request) -> Answer {
    let (repository, pull) = find_pull(world, request)?;
    let messages = brought(repository, pull);
    let texts: Vec<&str> = [pull.title.as_str(), pull.source.as_str()]
        .into_iter()
        .chain(messages.iter().map(|commit| commit.message.as_str()))
        .collect();
    let named = world
        .jira
        .issues
        .iter()
        .filter(|issue| texts.iter().any(|text| mentions(text, &issue.key)));
    let shown: Vec<Value> = named.map(|issue| json!({"key": issue.key, "url": format!("{}/browse/{}", world.jira_base(), issue.key)})).collect();
    Ok(Reply::ok(shown.into()))
}

/// `GET jira/latest/issues/{issue}/commits`
pub(super) fn of_issue(world: &mut World, request: &Request) -> Answer {
    let key = request.param("issue");
    let of = |repository: &Repository| {
        let named = repository
            .commits
            .iter()
            .filter(|commit| mentions(&commit.message, key));
        let shown = named.map(|commit| json!({"toCommit": on_data_center(world, commit), "repository": data_center::show_repository(world, repository)}));
        shown.collect::<Vec<_>>()
    };
    let found: Vec<Value> = world.bitbucket.repositories.iter().flat_map(of).collect();
    Ok(Reply::ok(data_center::listed(request, found)))
}
