//! Bitbucket Data Center's API.

use serde_json::{Value, json};

use super::{
    diff, error,
    model::{Project, PullRequest, Repository, State},
    pull_request as find_pull, repository,
};
use crate::{
    Flavour,
    json::{merged, put},
    paging::Page,
    people::hex,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

pub(super) fn account(world: &World, id: &str) -> Value {
    world
        .people
        .get(id)
        .bitbucket(Flavour::DataCenter, &world.bitbucket_base())
}

/// A page of results with `isLastPage` and `nextPageStart`.
pub(super) fn listed(request: &Request, all: impl IntoIterator<Item = Value>) -> Value {
    let page = Page::start_limit(all, request, 25);
    let next = page.next();
    json!({
        "size": page.items.len(), "limit": page.limit, "start": page.start, "isLastPage": next.is_none(), "nextPageStart": next, "values": page.items,
    })
}

/// `GET application-properties`
pub(super) fn properties(_: &mut World, _: &Request) -> Answer {
    Ok(Reply::ok(
        json!({"version": "8.19.14", "buildNumber": "8019014", "buildDate": "1735689600000", "displayName": "Bitbucket"}),
    ))
}

pub(super) fn show_project(world: &World, project: &Project) -> Value {
    json!({
        "key": project.key, "id": project.id, "name": project.name, "description": project.description, "public": false, "type": "NORMAL",
        "links": {"self": [{"href": format!("{}/projects/{}", world.bitbucket_base(), project.key)}]},
    })
}

pub(super) fn show_repository(world: &World, repository: &Repository) -> Value {
    let place = format!(
        "{}/projects/{}/repos/{}",
        world.bitbucket_base(),
        repository.project,
        repository.slug
    );
    let path = format!(
        "{}/{}.git",
        repository.project.to_lowercase(),
        repository.slug
    );
    json!({
        "slug": repository.slug, "id": repository.id, "name": repository.name, "description": repository.description,
        "hierarchyId": hex(&repository.slug, 20), "scmId": "git", "state": "AVAILABLE", "statusMessage": "Available", "forkable": repository.forkable,
        "project": world.bitbucket.project(&repository.project).map(|project| show_project(world, project)),
        "public": repository.public, "archived": false,
        "links": {
            "clone": [
                {"href": format!("ssh://git@bitbucket.example:7999/{path}"), "name": "ssh"},
                {"href": format!("{}/scm/{path}", world.bitbucket_base()), "name": "http"},
            ],
            "self": [{"href": format!("{place}/browse")}],
        },
    })
}

/// `GET projects`
pub(super) fn projects(world: &mut World, request: &Request) -> Answer {
    let shown = world
        .bitbucket
        .projects
        .iter()
        .map(|project| show_project(world, project));
    Ok(Reply::ok(listed(request, shown)))
}

/// `GET projects/{project}`
pub(super) fn one_project(world: &mut World, request: &Request) -> Answer {
    let key = request.param("project");
    let found = world
        .bitbucket
        .projects
        .iter()
        .find(|project| project.key == key);
    let missing = || {
        error(
            Flavour::DataCenter,
            404,
            &format!("Project {key} does not exist."),
        )
    };
    Ok(Reply::ok(show_project(world, found.ok_or_else(missing)?)))
}

/// `GET projects/{project}/repos/{repository}`
pub(super) fn one_repository(world: &mut World, request: &Request) -> Answer {
    let found = repository(world, request)?;
    Ok(Reply::ok(show_repository(world, found)))
}

/// `GET projects/{project}/repos` and, over all projects, `GET repos`
pub(super) fn repositories(world: &mut World, request: &Request) -> Answer {
    let key = request.param("project");
    if !key.is_empty() && world.bitbucket.project(key).is_none() {
        return Err(error(
            Flavour::DataCenter,
            404,
            &format!("Project {key} does not exist."),
        ));
    }
    let key = if key.is_empty() {
        request.arg("projectkey")
    } else {
        Some(key)
    };
    let wanted = |repository: &&Repository| {
        key.is_none_or(|key| repository.project.eq_ignore_ascii_case(key))
            && request.arg("name").is_none_or(|name| {
                repository
                    .name
                    .to_lowercase()
                    .contains(&name.to_lowercase())
            })
    };
    let found = world.bitbucket.repositories.iter().filter(wanted);
    Ok(Reply::ok(listed(
        request,
        found.map(|repository| show_repository(world, repository)),
    )))
}

/// `GET pull-requests/{pull}`
pub(super) fn pull_request(world: &mut World, request: &Request) -> Answer {
    let (repository, pull) = find_pull(world, request)?;
    Ok(Reply::ok(show_pull(world, repository, pull)))
}

/// `GET pull-requests`
pub(super) fn pull_requests(world: &mut World, request: &Request) -> Answer {
    let repository = repository(world, request)?;
    let state = request.arg("state").unwrap_or("OPEN");
    let wanted = |pull: &&PullRequest| state == "ALL" || pull.state.name() == state;
    let mut found: Vec<&PullRequest> = repository.pulls.iter().filter(wanted).collect();
    found.sort_by_key(|pull| pull.created);
    if request.arg("order") != Some("OLDEST") {
        found.reverse();
    }
    let shown = found
        .into_iter()
        .map(|pull| show_pull(world, repository, pull));
    Ok(Reply::ok(listed(request, shown)))
}

fn show_pull(world: &World, repository: &Repository, pull: &PullRequest) -> Value {
    let end = |branch: &str, hash: &str| {
        json!({
            "id": format!("refs/heads/{branch}"), "displayId": branch, "latestCommit": hash, "type": "BRANCH",
            "repository": show_repository(world, repository),
        })
    };
    let participant = |id: &str, role: &str, approved: bool| json!({"user": account(world, id), "role": role, "approved": approved, "status": if approved { "APPROVED" } else { "UNAPPROVED" }});
    let place = format!(
        "{}/projects/{}/repos/{}/pull-requests/{}",
        world.bitbucket_base(),
        repository.project,
        repository.slug,
        pull.id
    );
    let open = pull.state == State::Open;
    let mut shown = json!({
        "id": pull.id, "version": pull.comments.len(), "title": pull.title, "description": pull.description, "state": pull.state.name(),
        "open": open, "closed": !open, "draft": pull.draft, "locked": false,
        "createdDate": pull.created.millis(), "updatedDate": pull.updated.millis(),
        "fromRef": end(&pull.source, &pull.from), "toRef": end(&pull.target, &pull.to),
        "author": participant(&pull.author, "AUTHOR", false),
        "reviewers": pull.reviewers.iter().map(|reviewer| participant(&reviewer.id, "REVIEWER", reviewer.approved)).collect::<Vec<_>>(),
        "participants": [],
        "properties": {"commentCount": pull.comments.len(), "openTaskCount": pull.open_tasks(), "resolvedTaskCount": 0},
        "links": {"self": [{"href": place}]},
    });
    if !open {
        put(&mut shown, "closedDate", pull.updated.millis());
    }
    shown
}

/// `GET pull-requests/{pull}.diff`
pub(super) fn diff(world: &mut World, request: &Request) -> Answer {
    let (repository, pull) = find_pull(world, request)?;
    let files = diff::between(&repository.tree(&pull.to), &repository.tree(&pull.from));
    Ok(Reply::text(200, &unified(&files, request)))
}

/// `GET pull-requests/{pull}/diff/{path}`: text for whoever asks for it, else JSON, which is cut after some lines.
pub(super) fn file_diff(world: &mut World, request: &Request) -> Answer {
    let (repository, pull) = find_pull(world, request)?;
    let mut files = diff::between(&repository.tree(&pull.to), &repository.tree(&pull.from));
    let path = request.param("path");
    files.retain(|file| file.path == path);
    // A renamed file is a new one to whoever does not say what it was called.
    if files
        .iter()
        .any(|file| file.from != request.arg("srcPath") && file.from.is_some())
    {
        return Err(error(Flavour::DataCenter, 404, "srcPath is missing"));
    }
    if request.header("accept") == Some("text/plain") {
        return Ok(Reply::text(200, &unified(&files, request)));
    }
    let shown: Vec<Value> = files.iter().map(diff::Difference::json).collect();
    Ok(Reply::ok(
        json!({"fromHash": pull.from, "toHash": pull.to, "contextLines": 10, "whitespace": "SHOW", "diffs": shown, "truncated": false}),
    ))
}

fn unified(files: &[diff::Difference<'_>], request: &Request) -> String {
    let context = request.number("contextLines", 10);
    let blind = request.arg("whitespace") == Some("ignore-all");
    let shown = files
        .iter()
        .filter(|file| !blind || file.is_more_than_blanks());
    shown
        .map(|file| file.unified(Flavour::DataCenter, context))
        .collect()
}

/// `GET pull-requests/{pull}/changes`
pub(super) fn changes(world: &mut World, request: &Request) -> Answer {
    let (repository, pull) = find_pull(world, request)?;
    let files = diff::between(&repository.tree(&pull.to), &repository.tree(&pull.from));
    let shown = files.iter().map(|file| {
        let mut shown = json!({
            "contentId": hex(file.path, 40), "type": file.kind(), "nodeType": "FILE", "executable": false, "percentUnchanged": -1,
            "path": path(file.path), "links": {"self": [null]}, "properties": {"gitChangeType": file.kind()},
        });
        if let Some(from) = file.from {
            put(&mut shown, "srcPath", path(from));
        }
        shown
    });
    let hashes = json!({"fromHash": pull.to, "toHash": pull.from});
    // Not paged: what is beyond the first page is not to be had.
    let page = Page::cut(shown, 0, request.number("limit", 25).clamp(1, 1000));
    let rest = json!({
        "size": page.items.len(), "limit": page.limit, "start": 0, "isLastPage": page.next().is_none(), "nextPageStart": null, "values": page.items,
    });
    Ok(Reply::ok(merged(hashes, rest)))
}

/// A path in its parts.
pub(super) fn path(text: &str) -> Value {
    let components: Vec<&str> = text.split('/').collect();
    let name = components.last().copied().unwrap_or_default();
    let parent = text
        .rsplit_once('/')
        .map(|(parent, _)| parent)
        .unwrap_or_default();
    json!({"components": components, "parent": parent, "name": name, "extension": name.rsplit_once('.').map(|(_, extension)| extension), "toString": text})
}
