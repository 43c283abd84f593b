//! Files of Bitbucket Cloud: a path does not say whether it is a file or a folder, so that it is asked about first.

use std::sync::OnceLock;

use http::Method;

use super::super::place::{self, Repository};
use super::{At, ENTRIES, Wanted, content, folder, submodule};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::{Answer, MAX_BODY, path_segments};
use crate::product::Product;
use crate::reply::Reply;
use crate::tools::paging;
use crate::views::bitbucket::{CloudBranch, CloudEntry, CloudFolder};

const SRC: &str = "GET /repositories/{workspace}/{repo_slug}/src/{commit}/{path}";

/// The most entries of a folder that one request gives.
const FOLDER_PAGE: &str = "100";

/// A branch, tag or commit.
struct Revision {
    /// What people call it.
    name: String,
    /// What the path of a request takes: no slash may be in there.
    commit: String,
}

/// What is at a path.
///
/// # Errors
/// A path, branch, tag or commit that does not exist.
pub async fn get(ctx: &Ctx, place: &Repository, wanted: &Wanted<'_>) -> Result<Reply> {
    let revision = revision(ctx, place, wanted.at).await?;
    if wanted.path.is_empty() {
        return list(ctx, place, wanted, &revision).await;
    }
    let meta = [("format", "meta")];
    let answer = src(ctx, place, &revision.commit, wanted, &meta, false).await?;
    // A file's own bytes, which may look like anything.
    if is_file(&answer) {
        return shown(wanted, &revision.at(""), None, &answer, None);
    }
    let entry: CloudEntry = answer.view()?;
    if entry.is_folder() {
        return list(ctx, place, wanted, &revision).await;
    }
    let at = revision.at(&entry.commit.hash);
    if entry.is("subrepository") {
        return submodule(wanted, &at);
    }
    if entry.is("binary") && !entry.is("lfs") {
        return content::binary(wanted, &at, entry.size, &entry.mimetype);
    }
    if entry.size.is_some_and(|size| size > MAX_BODY as u64) {
        return Err(too_large(wanted, entry.size));
    }
    let commit = Some(entry.commit.hash.as_str()).filter(|hash| !hash.is_empty());
    let commit = commit.unwrap_or(&revision.commit);
    let answer = src(ctx, place, commit, wanted, &[], false).await?;
    let said = match (entry.is("link"), entry.is("lfs")) {
        (true, _) => Some(", a symbolic link to the path in it"),
        (_, true) => Some(", kept in Git LFS"),
        _ => None,
    };
    // What is kept elsewhere has another size than what stands for it.
    let size = entry.size.filter(|_| !entry.is("lfs"));
    shown(wanted, &at, said, &answer, size)
}

fn too_large(wanted: &Wanted<'_>, size: Option<u64>) -> Error {
    Error::Arguments(format!(
        "{} has {} bytes, and no more than {MAX_BODY} are read: look at it in a clone",
        wanted.path(),
        size.unwrap_or_default()
    ))
}

fn shown(
    wanted: &Wanted<'_>,
    at: &At<'_>,
    said: Option<&str>,
    answer: &Answer,
    size: Option<u64>,
) -> Result<Reply> {
    let bytes = content::of(answer, size)?;
    content::shown(wanted, at, said, bytes)
}

/// Whether an answer is a file: its header says so, for a file may look like a folder's listing.
fn is_file(answer: &Answer) -> bool {
    let disposition = answer.header("content-disposition").unwrap_or_default();
    disposition
        .trim_start()
        .to_ascii_lowercase()
        .starts_with("attachment")
}

async fn list(
    ctx: &Ctx,
    place: &Repository,
    wanted: &Wanted<'_>,
    revision: &Revision,
) -> Result<Reply> {
    let enough = wanted.window.skipped() + wanted.window.limit.unwrap_or(ENTRIES);
    let commit = OnceLock::new();
    let page = async |next: Option<String>, _| {
        let mut query = vec![("pagelen", FOLDER_PAGE)];
        query.extend(next.as_deref().map(|page| ("page", page)));
        let answer = src(ctx, place, &revision.commit, wanted, &query, true).await?;
        let folder: CloudFolder = answer.view()?;
        commit.get_or_init(|| folder.commit().to_owned());
        Ok((folder.rows(), folder.next_page()))
    };
    let what = ("entries of the folder", "ask for a folder in it");
    let (entries, next) = paging::walk(what, enough, page).await?;
    folder(
        wanted,
        &revision.at(commit.get().map_or("", String::as_str)),
        &entries,
        next.is_none(),
    )
}

/// Asks for a path at a commit. Bitbucket knows a folder's listing by the slash at its end.
async fn src(
    ctx: &Ctx,
    place: &Repository,
    commit: &str,
    wanted: &Wanted<'_>,
    query: &[(&str, &str)],
    is_folder: bool,
) -> Result<Answer> {
    let session = ctx.session(Product::Bitbucket)?;
    let root = [
        "2.0",
        "repositories",
        &place.home,
        &place.slug,
        "src",
        commit,
    ];
    let segments = root.into_iter().chain(wanted.path.iter().copied());
    let request = match is_folder {
        true => session.request_folder(Method::GET, segments)?,
        false => session.request(Method::GET, segments)?,
    };
    session.send(SRC, request.query(query)).await
}

impl Revision {
    fn at<'a>(&'a self, hash: &'a str) -> At<'a> {
        let commit = match hash {
            "" if self.commit != self.name => &self.commit,
            hash => hash,
        };
        At {
            name: Some(&self.name),
            commit,
        }
    }
}

/// What a branch, tag or commit is asked for by; if none is named, the main branch.
async fn revision(ctx: &Ctx, repository: &Repository, at: Option<&str>) -> Result<Revision> {
    let name = match at {
        Some(name) => name.to_owned(),
        None => place::main_branch(ctx, repository).await?.ok_or_else(|| {
            Error::Arguments(format!(
                "{}/{} is empty: it has no branch yet",
                repository.home, repository.slug
            ))
        })?,
    };
    let plain = ["refs/heads/", "refs/tags/"];
    let plain = plain.iter().find_map(|prefix| name.strip_prefix(prefix));
    let name = plain.unwrap_or(&name).to_owned();
    let commit = match name.contains('/') {
        true => hash_of(ctx, repository, &name).await?,
        false => name.clone(),
    };
    Ok(Revision { name, commit })
}

const BRANCH: &str = "GET /repositories/{workspace}/{repo_slug}/refs/branches/{name}";
const TAG: &str = "GET /repositories/{workspace}/{repo_slug}/refs/tags/{name}";

/// The commit of a branch or tag that has a slash in its name, which `src` does not take.
async fn hash_of(ctx: &Ctx, place: &Repository, name: &str) -> Result<String> {
    let missing = || {
        Error::Arguments(format!(
            "{}/{} has no branch or tag {name}; bitbucket_list_branches finds branches",
            place.home, place.slug
        ))
    };
    for (kind, operation) in [("branches", BRANCH), ("tags", TAG)] {
        let session = ctx.session(Product::Bitbucket)?;
        let root = [
            "2.0",
            "repositories",
            &place.home,
            &place.slug,
            "refs",
            kind,
        ];
        let segments = root.into_iter().chain(path_segments("at", name)?);
        let answer = session
            .send(operation, session.request(Method::GET, segments)?)
            .await;
        match answer {
            Ok(answer) => {
                let branch: CloudBranch = answer.view()?;
                return Some(branch.target.hash)
                    .filter(|hash| !hash.is_empty())
                    .ok_or_else(missing);
            }
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(error),
        }
    }
    Err(missing())
}
