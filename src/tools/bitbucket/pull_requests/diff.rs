//! What a pull request changes.

use futures_util::future::{join, try_join};

use super::files::{Changes, changed_files};
use super::named;
use super::patch::{self, Manner};
use super::report::Report;
use crate::api::params::BitbucketGetPullRequestDiff;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::reply::Reply;
use crate::tools::bitbucket::diff::{FileDiff, Selection, parse};
use crate::tools::bitbucket::place::Repository;
use crate::views::bitbucket::ChangedFile;

/// How many files an error names.
const NAMED: usize = 30;

/// `bitbucket_get_pull_request_diff`: the files, then the unified diff as text, of all files or of some.
///
/// # Errors
/// A pull request that does not exist, files that it does not change, or a project outside of the filter.
pub async fn diff(ctx: &Ctx, params: BitbucketGetPullRequestDiff) -> Result<Reply> {
    let selection = Selection::read(params.path.as_deref().unwrap_or_default())?;
    let (workspace, project) = (params.workspace.as_ref(), params.project_key.as_ref());
    let (repository, id) = (&params.repository_slug, params.pull_request_id);
    let (place, id) = named(ctx, workspace, project, repository, id).await?;
    let manner = Manner {
        context: params.context_lines,
        ignore_whitespace: params.ignore_whitespace.unwrap_or_default(),
    };
    let (changes, others, text) = match &selection {
        None => all(ctx, &place, id, manner).await?,
        Some(selection) => some(ctx, &place, id, manner, selection).await?,
    };
    let (text, trouble) = match text {
        Ok(text) => (text, None),
        Err(error) => (String::new(), Some(error)),
    };
    let report = Report {
        title: title(&changes, others),
        note: note(&changes, trouble.as_ref()),
        files: paired(changes.files, parse(&text)),
        numbered: params.line_numbers.unwrap_or_default(),
        start: usize::try_from(params.start.unwrap_or_default()).unwrap_or(usize::MAX),
    };
    Ok(report.written())
}

/// The files, how many others there are, and the diff or why there is none.
type Found = (Changes, usize, Result<String>);

/// All files. The list of them is of use where a diff of all is too much for the server.
async fn all(ctx: &Ctx, place: &Repository, id: i64, manner: Manner) -> Result<Found> {
    let (changes, text) = join(
        changed_files(ctx, place, id),
        patch::whole(ctx, place, id, manner),
    )
    .await;
    Ok((changes?, 0, if_too_much(text)?))
}

/// The files that are selected.
async fn some(
    ctx: &Ctx,
    place: &Repository,
    id: i64,
    manner: Manner,
    selection: &Selection,
) -> Result<Found> {
    let (mut changes, basis) =
        try_join(changed_files(ctx, place, id), patch::basis(ctx, place, id)).await?;
    let (files, others): (Vec<_>, Vec<_>) = changes
        .files
        .into_iter()
        .partition(|file| selection.takes(file.names()));
    if files.is_empty() {
        return Err(none_of(&others, changes.more));
    }
    let asked: Vec<&ChangedFile> = files.iter().collect();
    let text = patch::of_files(ctx, place, id, &asked, manner, &basis).await;
    changes.files = files;
    Ok((changes, others.len(), if_too_much(text)?))
}

/// The failure is part of the reply only if less may be had; else there is no reply.
fn if_too_much(text: Result<String>) -> Result<Result<String>> {
    match text {
        Err(error @ (Error::TooLarge { .. } | Error::Upstream { status: 500.., .. })) => {
            Ok(Err(error))
        }
        Err(error) => Err(error),
        Ok(text) => Ok(Ok(text)),
    }
}

fn none_of(others: &[ChangedFile], more: bool) -> Error {
    let names: Vec<&str> = others
        .iter()
        .map(|file| file.path.as_str())
        .take(NAMED)
        .collect();
    let rest = if others.len() > NAMED { ", …" } else { "" };
    let listed = if more {
        format!(
            "none of the {} files that Bitbucket lists is such a file",
            others.len()
        )
    } else {
        "the pull request changes no such file".to_owned()
    };
    Error::Arguments(format!(
        "`path`: {listed}; it changes {}{rest}",
        names.join(", ")
    ))
}

fn title(changes: &Changes, others: usize) -> String {
    let count = changes.files.len();
    let files = if count + others == 1 { "file" } else { "files" };
    let all = if others > 0 {
        format!(" of {}", count + others)
    } else {
        String::new()
    };
    let head = changes.head.as_deref().and_then(|head| head.get(..12));
    let head = head
        .map(|head| format!(" as of {head}"))
        .unwrap_or_default();
    format!("{count}{all} {files}{head}:")
}

fn note(changes: &Changes, trouble: Option<&Error>) -> String {
    let more = changes
        .more
        .then(|| "Bitbucket lists no more files, but there are some".to_owned());
    let trouble = trouble.map(|error| {
        format!(
            "no diff: {} Read fewer files at once with `path`",
            error.brief()
        )
    });
    let notes: Vec<String> = more.into_iter().chain(trouble).collect();
    notes.join(". ")
}

/// Each file with its diff. What the diff has beside the files is left out: they were not asked for.
fn paired(
    files: Vec<ChangedFile>,
    mut diffs: Vec<FileDiff<'_>>,
) -> Vec<(ChangedFile, Option<FileDiff<'_>>)> {
    let mut pairs = Vec::with_capacity(files.len());
    for file in files {
        let at = diffs.iter().position(|diff| diff.path() == file.path);
        let diff = at.map(|at| diffs.remove(at));
        pairs.push((file, diff));
    }
    pairs
}
