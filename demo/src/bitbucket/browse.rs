//! Data Center's branches and files.

use serde_json::{Value, json};

use super::{
    data_center::{account, listed},
    error,
    model::{Branch, Kind, Repository},
    repository, tree,
};
use crate::{
    Flavour,
    json::put,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// The most lines of a file, and the most characters of a line, that the service gives at once.
const LINES: usize = 5_000;

fn refused(status: u16, message: &str) -> Reply {
    error(Flavour::DataCenter, status, message)
}

/// `GET branches`
pub(super) fn branches(world: &mut World, request: &Request) -> Answer {
    let found = repository(world, request)?;
    let text = request.arg("filterText").unwrap_or_default().to_lowercase();
    let mut wanted: Vec<&Branch> = found.branches.iter().collect();
    wanted.retain(|branch| branch.name.to_lowercase().contains(&text));
    match request.arg("orderBy") {
        Some("MODIFICATION") => {
            wanted.sort_by_key(|branch| {
                std::cmp::Reverse(found.commit(&branch.head).map(|commit| commit.at))
            });
        }
        _ => wanted.sort_by_key(|branch| &branch.name),
    }
    let details = request.arg("details") == Some("true");
    let shown = wanted
        .into_iter()
        .map(|branch| show(world, found, branch, details));
    Ok(Reply::ok(listed(request, shown)))
}

fn show(world: &World, repository: &Repository, branch: &Branch, details: bool) -> Value {
    let mut shown = json!({
        "id": format!("refs/heads/{}", branch.name), "displayId": branch.name, "type": "BRANCH",
        "latestCommit": branch.head, "latestChangeset": branch.head, "isDefault": branch.name == repository.default_branch,
    });
    if let Some(commit) = repository.commit(&branch.head).filter(|_| details) {
        let latest = json!({
            "id": commit.id, "displayId": commit.id.get(..11), "message": commit.message, "author": account(world, &commit.by),
            "authorTimestamp": commit.at.millis(), "committerTimestamp": commit.at.millis(),
        });
        put(
            &mut shown,
            "metadata",
            json!({"com.atlassian.bitbucket.server.bitbucket-branch:latest-commit-metadata": latest}),
        );
    }
    shown
}

/// `GET default-branch`: the configured one, which need not exist.
pub(super) fn configured(world: &mut World, request: &Request) -> Answer {
    let found = repository(world, request)?;
    let name = &found.default_branch;
    Ok(Reply::ok(
        json!({"id": format!("refs/heads/{name}"), "displayId": name, "type": "BRANCH"}),
    ))
}

/// `GET branches/default`: an empty answer if there is none.
pub(super) fn existing(world: &mut World, request: &Request) -> Answer {
    let found = repository(world, request)?;
    let branch = found
        .branches
        .iter()
        .find(|branch| branch.name == found.default_branch);
    Ok(branch.map_or_else(
        || Reply::empty(204),
        |branch| Reply::ok(show(world, found, branch, false)),
    ))
}

/// The commit that `at` names, else the newest of the default branch.
fn commit<'a>(found: &'a Repository, request: &Request) -> Result<&'a str, Reply> {
    let at = request.arg("at").unwrap_or(&found.default_branch);
    let plain = at
        .strip_prefix("refs/heads/")
        .or_else(|| at.strip_prefix("refs/tags/"));
    let missing = || {
        let message = format!(
            "Object \"{at}\" does not exist in repository '{}'",
            found.slug
        );
        refused(404, &message)
    };
    found.resolve(plain.unwrap_or(at)).ok_or_else(missing)
}

fn node<'a>(world: &'a World, request: &Request) -> Result<(tree::Node<'a>, &'a str), Reply> {
    let found = repository(world, request)?;
    let commit = commit(found, request)?;
    let path = request.param("path");
    let node = tree::at(found, commit, path).ok_or_else(|| {
        refused(
            404,
            &format!("The path \"{path}\" does not exist at revision \"{commit}\""),
        )
    })?;
    Ok((node, commit))
}

/// `GET raw/{path}`
pub(super) fn raw(world: &mut World, request: &Request) -> Answer {
    match node(world, request)?.0 {
        tree::Node::File(file) if file.kind != Kind::Submodule => {
            let kind = match file.kind {
                Kind::Binary => "image/png",
                _ => "text/plain;charset=UTF-8",
            };
            Ok(Reply::bytes(kind, file.bytes()))
        }
        _ => Err(refused(400, "The requested path is not a file")),
    }
}

/// `GET browse/{path}`: a folder's entries, lines of a file, or its kind or size alone.
pub(super) fn browse(world: &mut World, request: &Request) -> Answer {
    let (node, commit) = node(world, request)?;
    let (kind, size) = (
        request.arg("type") == Some("true"),
        request.arg("size") == Some("true"),
    );
    match node {
        tree::Node::Folder(_) if kind => Ok(Reply::ok(json!({"type": "DIRECTORY"}))),
        tree::Node::Folder(_) if size => Err(refused(400, "The requested path is not a file")),
        tree::Node::Folder(entries) => Ok(Reply::ok(folder(request, &entries, commit))),
        tree::Node::File(file) if file.kind == Kind::Submodule => {
            Ok(Reply::ok(json!({"type": "SUBMODULE"})))
        }
        tree::Node::File(_) if kind => Ok(Reply::ok(json!({"type": "FILE"}))),
        tree::Node::File(file) if size => Ok(Reply::ok(json!({"size": file.bytes().len()}))),
        tree::Node::File(file) if file.kind == Kind::Binary => Ok(Reply::ok(
            json!({"binary": true, "path": path(request.param("path"))}),
        )),
        tree::Node::File(file) => Ok(Reply::ok(lines(request, file.content))),
    }
}

fn lines(request: &Request, content: &str) -> Value {
    let (start, limit) = (
        request.number("start", 0),
        request.number("limit", 500).min(LINES),
    );
    let all: Vec<&str> = content.lines().collect();
    let shown = all.iter().skip(start).take(limit);
    let shown: Vec<Value> = shown
        .map(|line| json!({"text": line.chars().take(LINES).collect::<String>()}))
        .collect();
    json!({"size": shown.len(), "start": start, "limit": limit, "isLastPage": start + shown.len() >= all.len(), "lines": shown})
}

fn folder(request: &Request, entries: &[tree::Entry<'_>], commit: &str) -> Value {
    let shown = entries.iter().map(|entry| {
        let name = entry.path.rsplit('/').next().unwrap_or_default();
        let kind = match &entry.file {
            None => "DIRECTORY",
            Some(file) if file.kind == Kind::Submodule => "SUBMODULE",
            Some(_) => "FILE",
        };
        let mut shown = json!({"path": path(name), "type": kind, "contentId": commit});
        if let Some(file) = entry.file.as_ref().filter(|_| kind == "FILE") {
            put(&mut shown, "size", file.bytes().len());
        }
        shown
    });
    json!({"path": path(request.param("path")), "revision": commit, "children": listed(request, shown)})
}

fn path(text: &str) -> Value {
    let name = text.rsplit('/').next().unwrap_or_default();
    json!({"components": text.split('/').collect::<Vec<_>>(), "name": name, "toString": text})
}
