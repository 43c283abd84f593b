//! Cloud's branches, tags and files.

use serde_json::{Value, json};

use super::{
    cloud::{self, listed, show_commit},
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

fn refused(status: u16, message: &str) -> Reply {
    error(Flavour::Cloud, status, message)
}

/// `GET refs/branches`: `q` understands `name ~ "x"`, `sort` the date of the newest commit.
pub(super) fn branches(world: &mut World, request: &Request) -> Answer {
    let found = repository(world, request)?;
    let filter = cloud::Filter::parse(request)?;
    let mut shown = Vec::new();
    for branch in &found.branches {
        let name = |field: &str| (field == "name").then(|| branch.name.clone());
        if filter.holds(name)? {
            shown.push(branch);
        }
    }
    let date = |branch: &&Branch| found.commit(&branch.head).map(|commit| commit.at);
    match request.arg("sort") {
        Some("-target.date") => shown.sort_by_key(|branch| std::cmp::Reverse(date(branch))),
        Some("target.date") => shown.sort_by_key(date),
        Some(_) => return Err(refused(400, "Invalid sort field")),
        None => {}
    }
    let shown = shown
        .into_iter()
        .map(|branch| show_ref(world, found, branch, "branch"));
    listed(world, request, shown.collect())
}

/// `GET refs/branches/{name}`, in whose name slashes stand as they are.
pub(super) fn branch(world: &mut World, request: &Request) -> Answer {
    let found = repository(world, request)?;
    one_ref(world, request, found, &found.branches, "branch")
}

/// `GET refs/tags/{name}`
pub(super) fn tag(world: &mut World, request: &Request) -> Answer {
    let found = repository(world, request)?;
    one_ref(world, request, found, &found.tags, "tag")
}

fn one_ref(
    world: &World,
    request: &Request,
    repository: &Repository,
    among: &[Branch],
    kind: &str,
) -> Answer {
    let name = request.param("name");
    let found = among.iter().find(|branch| branch.name == name);
    let found = found.ok_or_else(|| refused(404, &format!("No {kind} with name '{name}'")))?;
    Ok(Reply::ok(show_ref(world, repository, found, kind)))
}

fn show_ref(world: &World, repository: &Repository, branch: &Branch, kind: &str) -> Value {
    let commit = repository.commit(&branch.head);
    json!({"type": kind, "name": branch.name, "target": commit.map(|commit| show_commit(world, commit))})
}

/// `GET src/{commit}/{path}`: the bytes of a file, or a folder's entries. The commit is one segment: a branch with a slash in
/// its name is not found.
pub(super) fn src(world: &mut World, request: &Request) -> Answer {
    let found = repository(world, request)?;
    let revision = request.param("commit");
    let missing = || refused(404, &format!("Commit not found: {revision}"));
    let commit = found
        .resolve(revision)
        .filter(|_| !revision.contains('/'))
        .ok_or_else(missing)?;
    let path = request.param("path");
    let nothing = || refused(404, &format!("No such file or directory: {path}"));
    let meta = request.arg("format") == Some("meta");
    match tree::at(found, commit, path).ok_or_else(nothing)? {
        tree::Node::Folder(_) if meta => Ok(Reply::ok(show_folder(path.trim_matches('/'), commit))),
        tree::Node::Folder(entries) => {
            let shown = entries.iter().map(|entry| match &entry.file {
                Some(file) => show_file(&entry.path, file, commit),
                None => show_folder(&entry.path, commit),
            });
            listed(world, request, shown.collect())
        }
        // The slash says folder.
        tree::Node::File(_) if path.ends_with('/') => Err(nothing()),
        tree::Node::File(file) if meta => Ok(Reply::ok(show_file(path, &file, commit))),
        tree::Node::File(file) => match file.kind {
            Kind::Submodule => Err(nothing()),
            Kind::Lfs => Ok(Reply::redirect(
                301,
                world.bitbucket_media(&found.slug, path),
            )),
            _ => Ok(download(path, file.bytes())),
        },
    }
}

/// A file's bytes with a type from its name.
fn download(path: &str, bytes: Vec<u8>) -> Reply {
    let name = path.rsplit('/').next().unwrap_or_default();
    let kind = match path.rsplit_once('.') {
        Some((_, "json")) => "application/json",
        Some((_, "png")) => "image/png",
        Some((_, "csv")) => "text/csv",
        _ => "text/plain",
    };
    Reply::bytes(kind, bytes).header(
        "Content-Disposition",
        format!("attachment; filename=\"{name}\""),
    )
}

/// Where Git LFS keeps the content of a file.
pub(super) fn media(world: &mut World, request: &Request) -> Answer {
    if request.header("authorization").is_some() {
        return Err(refused(400, "Only one auth mechanism is allowed"));
    }
    let found = world.bitbucket.repository(request.param("repository"));
    let path = request.param("path");
    let special = found.and_then(|found| found.special.iter().find(|special| special.path == path));
    let special = special.ok_or_else(|| refused(404, "Not found"))?;
    Ok(download(path, special.media.clone().into_bytes()))
}

fn show_folder(path: &str, commit: &str) -> Value {
    json!({"type": "commit_directory", "path": path, "commit": {"type": "commit", "hash": commit}})
}

fn show_file(path: &str, file: &tree::File<'_>, commit: &str) -> Value {
    let attributes: &[&str] = match file.kind {
        Kind::Text => &[],
        Kind::Binary => &["binary"],
        Kind::Link => &["link"],
        Kind::Lfs => &["lfs"],
        Kind::Submodule => &["subrepository"],
    };
    let mut shown = json!({
        "type": "commit_file", "path": path, "escaped_path": path, "size": file.bytes().len(), "attributes": attributes,
        "commit": {"type": "commit", "hash": commit},
    });
    if file.kind == Kind::Binary {
        put(&mut shown, "mimetype", "image/png");
    }
    shown
}
