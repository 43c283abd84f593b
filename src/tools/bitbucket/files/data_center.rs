//! Files of Bitbucket Data Center.

use std::sync::OnceLock;

use http::Method;

use super::super::place::Repository;
use super::window::Lines;
use super::{At, ENTRIES, Wanted, content, folder, submodule};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::http::Answer;
use crate::product::Product;
use crate::reply::Reply;
use crate::tools::paging;
use crate::views::bitbucket::{Child, DataCenterPath, Size};

const RAW: &str = "GET /api/latest/projects/{projectKey}/repos/{repositorySlug}/raw/{path}";
const BROWSE: &str = "GET /api/latest/projects/{projectKey}/repos/{repositorySlug}/browse/{path}";
const ROOT: &str = "GET /api/latest/projects/{projectKey}/repos/{repositorySlug}/browse";

/// Up to which size a file is read whole, in bytes. Of larger ones Bitbucket gives the lines that are asked for, of which it cuts
/// long ones without a mark.
const WHOLE: u64 = 4 << 20;

/// The most lines that one request gives, and how long each is at most.
const LINES: usize = 5_000;

/// The most entries of a folder that one request gives.
const FOLDER_PAGE: usize = 500;

/// What is at a path.
///
/// # Errors
/// A path, branch, tag or commit that does not exist.
pub async fn get(ctx: &Ctx, place: &Repository, wanted: &Wanted<'_>) -> Result<Reply> {
    if wanted.path.is_empty() {
        return list(ctx, place, wanted).await;
    }
    let (kind, size) = tokio::join!(
        browse(ctx, place, wanted, &[("type", "true")]),
        browse(ctx, place, wanted, &[("size", "true")]),
    );
    let path: DataCenterPath = kind?.view()?;
    let at = At {
        name: wanted.at,
        commit: "",
    };
    match path.kind() {
        "DIRECTORY" => list(ctx, place, wanted).await,
        "SUBMODULE" => submodule(wanted, &at),
        _ => {
            // Folders have none, and it is only of use for large files.
            let size = size.ok().and_then(|size| size.view::<Size>().ok()?.size);
            match size.is_some_and(|size| size > WHOLE) {
                true => some_lines(ctx, place, wanted, &at, size).await,
                false => whole(ctx, place, wanted, &at, size).await,
            }
        }
    }
}

async fn whole(
    ctx: &Ctx,
    place: &Repository,
    wanted: &Wanted<'_>,
    at: &At<'_>,
    size: Option<u64>,
) -> Result<Reply> {
    let answer = asked(ctx, place, "raw", RAW, wanted, &[]).await?;
    let bytes = content::of(&answer, size)?;
    content::shown(wanted, at, None, bytes)
}

async fn some_lines(
    ctx: &Ctx,
    place: &Repository,
    wanted: &Wanted<'_>,
    at: &At<'_>,
    size: Option<u64>,
) -> Result<Reply> {
    let start = wanted.window.skipped().to_string();
    let limit = wanted.window.limit.unwrap_or(LINES).min(LINES).to_string();
    let query = [("start", start.as_str()), ("limit", limit.as_str())];
    let file: DataCenterPath = browse(ctx, place, wanted, &query).await?.view()?;
    if file.binary {
        return content::binary(wanted, at, size, "");
    }
    let lines = file.lines.unwrap_or_default();
    let lines = Lines {
        lines: lines.iter().map(|line| line.text.as_str()).collect(),
        total: None,
        more: !file.is_last_page,
    };
    let is_cut = lines.lines.iter().any(|line| line.chars().count() >= LINES);
    let bytes = size.unwrap_or_default();
    let cut = match is_cut {
        true => ", lines cut at 5000 characters",
        false => "",
    };
    let of = format!("{}{}, {bytes} bytes{cut}", wanted.path(), at.said());
    wanted.window.shown(&of, &lines)
}

async fn list(ctx: &Ctx, place: &Repository, wanted: &Wanted<'_>) -> Result<Reply> {
    let enough = wanted.window.skipped() + wanted.window.limit.unwrap_or(ENTRIES);
    let commit = OnceLock::new();
    let limit = FOLDER_PAGE.to_string();
    let page = async |next: Option<i64>, _| {
        let start = next.unwrap_or_default().to_string();
        let query = [("start", start.as_str()), ("limit", &limit)];
        let answer = browse(ctx, place, wanted, &query).await?;
        let path: DataCenterPath = answer.view()?;
        commit.get_or_init(|| path.revision);
        let children = path
            .children
            .ok_or_else(|| answer.unexpected("it is no folder's listing".into()))?;
        let next = children.next_start(next);
        let rows = children.values.iter().map(Child::shown).collect();
        Ok((rows, next))
    };
    let what = ("entries of the folder", "ask for a folder in it");
    let (entries, next) = paging::walk(what, enough, page).await?;
    let at = At {
        name: wanted.at,
        commit: commit.get().map_or("", String::as_str),
    };
    folder(wanted, &at, &entries, next.is_none())
}

async fn browse(
    ctx: &Ctx,
    place: &Repository,
    wanted: &Wanted<'_>,
    query: &[(&str, &str)],
) -> Result<Answer> {
    let operation = if wanted.path.is_empty() { ROOT } else { BROWSE };
    asked(ctx, place, "browse", operation, wanted, query).await
}

async fn asked(
    ctx: &Ctx,
    place: &Repository,
    what: &str,
    operation: &'static str,
    wanted: &Wanted<'_>,
    query: &[(&str, &str)],
) -> Result<Answer> {
    let session = ctx.session(Product::Bitbucket)?;
    let (project, slug) = (place.home.as_str(), place.slug.as_str());
    let root = [
        "rest", "api", "latest", "projects", project, "repos", slug, what,
    ];
    let segments = root.into_iter().chain(wanted.path.iter().copied());
    let mut request = session.request(Method::GET, segments)?.query(query);
    if let Some(at) = wanted.at {
        request = request.query(&[("at", at)]);
    }
    session.send(operation, request).await
}
