//! Branches, commits and pull requests of an issue, as the development panel asks for them.

use serde_json::{Value, json};

use super::error;
use crate::{
    Flavour,
    bitbucket::model::{Branch, Commit, PullRequest, Repository, State},
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// What the development tool is called: applicationType and name.
fn instance(flavour: Flavour) -> (&'static str, &'static str) {
    match flavour {
        Flavour::Cloud => ("bitbucket", "Bitbucket Cloud"),
        Flavour::DataCenter => ("stash", "Bitbucket Server"),
    }
}

/// What of one repository mentions an issue.
struct Mentions<'a> {
    repository: &'a Repository,
    branches: Vec<&'a Branch>,
    commits: Vec<&'a Commit>,
    pulls: Vec<&'a PullRequest>,
}

/// Whether a text holds the key as a word: `SHOP-1` is not in `SHOP-12`.
pub(crate) fn mentions(text: &str, key: &str) -> bool {
    text.match_indices(key).any(|(at, _)| {
        let after = text
            .get(at + key.len()..)
            .and_then(|rest| rest.chars().next());
        let before = text.get(..at).and_then(|rest| rest.chars().next_back());
        !after.is_some_and(|character| character.is_ascii_digit())
            && !before.is_some_and(char::is_alphanumeric)
    })
}

/// What mentions the issue whose numeric id the request names.
fn found<'a>(world: &'a World, request: &Request) -> Result<Vec<Mentions<'a>>, Reply> {
    let id = request.arg("issueId").unwrap_or_default();
    let issue = world.jira.issues.iter().find(|issue| issue.id == id);
    let key = &issue
        .ok_or_else(|| error(400, &format!("Issue with id {id} was not found")))?
        .key;
    let of = |repository: &'a Repository| Mentions {
        repository,
        branches: repository
            .branches
            .iter()
            .filter(|branch| mentions(&branch.name, key))
            .collect(),
        commits: repository
            .commits
            .iter()
            .filter(|commit| mentions(&commit.message, key))
            .collect(),
        pulls: repository
            .pulls
            .iter()
            .filter(|pull| {
                [&pull.title, &pull.source, &pull.description]
                    .iter()
                    .any(|text| mentions(text, key))
            })
            .collect(),
    };
    let all = world.bitbucket.repositories.iter().map(of);
    Ok(all
        .filter(|found| {
            !(found.branches.is_empty() && found.commits.is_empty() && found.pulls.is_empty())
        })
        .collect())
}

/// `GET dev-status/1.0/issue/summary`
pub(crate) fn summary(world: &mut World, request: &Request) -> Answer {
    let found = found(world, request)?;
    let pulls: Vec<&PullRequest> = found
        .iter()
        .flat_map(|found| found.pulls.iter().copied())
        .collect();
    let in_state = |state: State| pulls.iter().filter(|pull| pull.state == state).count();
    let mut pull_requests = counted(world, "pullrequest", pulls.len());
    if let Some(overall) = pull_requests
        .get_mut("overall")
        .and_then(Value::as_object_mut)
    {
        let details = json!({
            "openCount": in_state(State::Open), "mergedCount": in_state(State::Merged), "declinedCount": in_state(State::Declined),
            "total": pulls.len(),
        });
        overall.insert("details".to_owned(), details);
    }
    let branches = found.iter().map(|found| found.branches.len()).sum();
    let commits = found.iter().map(|found| found.commits.len()).sum();
    Ok(Reply::ok(json!({
        "errors": [], "configErrors": [],
        "summary": {
            "pullrequest": pull_requests, "branch": counted(world, "branch", branches), "repository": counted(world, "repository", commits),
            "build": counted(world, "build", 0), "review": counted(world, "review", 0),
            "deployment-environment": counted(world, "deployment-environment", 0),
        },
    })))
}

fn counted(world: &World, kind: &str, count: usize) -> Value {
    let (application, name) = instance(world.flavour);
    let by_instance = if count == 0 {
        json!({})
    } else {
        json!({application: {"count": count, "name": name}})
    };
    json!({"overall": {"count": count, "dataType": kind, "lastUpdated": null}, "byInstanceType": by_instance})
}

/// `GET dev-status/1.0/issue/detail`: one application type and one data type at a time, written exactly.
pub(crate) fn detail(world: &mut World, request: &Request) -> Answer {
    let found = found(world, request)?;
    let (application, name) = instance(world.flavour);
    if request.arg("applicationType") != Some(application) {
        return Ok(Reply::ok(json!({"errors": [], "detail": []})));
    }
    let (mut branches, mut pulls, mut repositories) = (Vec::new(), Vec::new(), Vec::new());
    for found in &found {
        match request.arg("dataType") {
            Some("branch") => branches.extend(
                found
                    .branches
                    .iter()
                    .map(|branch| show_branch(world, found.repository, branch)),
            ),
            Some("pullrequest") => {
                branches.extend(
                    found
                        .branches
                        .iter()
                        .map(|branch| show_branch(world, found.repository, branch)),
                );
                pulls.extend(
                    found
                        .pulls
                        .iter()
                        .map(|pull| show_pull(world, found.repository, pull)),
                );
            }
            Some("repository") if !found.commits.is_empty() => {
                repositories.push(show_repository(world, found))
            }
            _ => {}
        }
    }
    let instance = json!({"type": application, "typeName": name, "name": name, "id": "1", "baseUrl": world.bitbucket_base(), "singleInstance": true});
    Ok(Reply::ok(json!({
        "errors": [],
        "detail": [{"branches": branches, "pullRequests": pulls, "repositories": repositories, "_instance": instance}],
    })))
}

/// The address of a repository in the browser.
fn place(world: &World, repository: &Repository) -> String {
    match world.flavour {
        Flavour::Cloud => format!(
            "{}/{}/{}",
            world.bitbucket_base(),
            world.bitbucket.workspace,
            repository.slug
        ),
        Flavour::DataCenter => format!(
            "{}/projects/{}/repos/{}",
            world.bitbucket_base(),
            repository.project,
            repository.slug
        ),
    }
}

fn author(world: &World, id: &str) -> Value {
    json!({"name": world.people.get(id).display_name, "avatar": ""})
}

fn show_branch(world: &World, repository: &Repository, branch: &Branch) -> Value {
    let address = place(world, repository);
    json!({
        "name": branch.name, "url": format!("{address}/branch/{}", branch.name),
        "createPullRequestUrl": format!("{address}/pull-requests?create&sourceBranch={}", branch.name),
        "repository": {"name": repository.name, "url": address},
        "lastCommit": repository.commit(&branch.head).map(|commit| show_commit(world, repository, commit)),
    })
}

fn show_commit(world: &World, repository: &Repository, commit: &Commit) -> Value {
    json!({
        "id": commit.id, "displayId": commit.id.get(..7), "message": commit.message.trim(), "author": author(world, &commit.by),
        "authorTimestamp": commit.at.jira(), "url": format!("{}/commits/{}", place(world, repository), commit.id),
        "fileCount": commit.files.len(), "merge": commit.merges.is_some(), "files": [],
    })
}

fn show_repository(world: &World, found: &Mentions<'_>) -> Value {
    let commits: Vec<Value> = found
        .commits
        .iter()
        .map(|commit| show_commit(world, found.repository, commit))
        .collect();
    json!({"id": found.repository.id.to_string(), "name": found.repository.name, "url": place(world, found.repository), "commits": commits})
}

fn show_pull(world: &World, repository: &Repository, pull: &PullRequest) -> Value {
    let address = place(world, repository);
    let end = |branch: &str| json!({"branch": branch, "url": format!("{address}/branch/{branch}"), "repository": {"name": repository.name, "url": address}});
    let reviewers = pull.reviewers.iter().map(|reviewer| {
        json!({"name": world.people.get(&reviewer.id).display_name, "avatar": "", "approved": reviewer.approved})
    });
    json!({
        "id": format!("#{}", pull.id), "name": pull.title, "status": pull.state.name(), "author": author(world, &pull.author),
        "source": end(&pull.source), "destination": end(&pull.target), "reviewers": reviewers.collect::<Vec<_>>(),
        "commentCount": pull.comments.len(), "lastUpdate": pull.updated.jira(), "url": format!("{address}/pull-requests/{}", pull.id),
        "repositoryId": repository.id.to_string(), "repositoryName": repository.name, "repositoryUrl": address,
    })
}
