//! Getting the text of a diff.

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use http::Method;
use http::header::ACCEPT;

use super::{fetch, json_diff};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::{Answer, path_segments};
use crate::product::{Deployment, Product};
use crate::tools::bitbucket::diff;
use crate::tools::bitbucket::place::Repository;
use crate::views::bitbucket::{ChangedFile, PullRequest};

/// Data Center's diff of one file.
const ONE_FILE: &str = "GET /api/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests/{pullRequestId}/diff/{path}";

/// How many files are asked for at once: Data Center serves what git computes from a pool that all its users share.
const AT_ONCE: usize = 4;

/// How many files are named in one request to Cloud, and asked for one by one on Data Center.
const MANY: usize = 20;

/// How a diff is to be made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// How many lines are shown around changes; none for the server's default.
    pub context: Option<i64>,
    /// Whether changes of white space are left out.
    pub ignore_whitespace: bool,
}

/// What a diff is made of, as far as it must be named.
pub enum Basis {
    /// Data Center: the pull request.
    PullRequest,
    /// Cloud: a range of commits.
    Range(String),
    /// Cloud, where Bitbucket does not say which commits, since the source is gone: there is the whole diff, as it is.
    Unnamed,
}

impl Basis {
    /// Whether a diff can be had in another manner than the server's own.
    pub const fn takes_manner(&self) -> bool {
        !matches!(self, Self::Unnamed)
    }
}

/// Looks up what the diff of a pull request is made of.
///
/// # Errors
/// If there is no such pull request.
pub async fn basis(ctx: &Ctx, place: &Repository, id: i64) -> Result<Basis> {
    match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => {
            let range = range(&fetch(ctx, place, id).await?);
            Ok(range.map_or(Basis::Unnamed, Basis::Range))
        }
        Deployment::DataCenter => Ok(Basis::PullRequest),
    }
}

/// The diff of a pull request with all its files.
///
/// # Errors
/// If there is no such pull request, or the diff is larger than is taken in or takes the server too long.
pub async fn whole(ctx: &Ctx, place: &Repository, id: i64, manner: Manner) -> Result<String> {
    match ctx.deployment(Product::Bitbucket)? {
        // A redirect, which would lose what is asked for beside the diff.
        Deployment::Cloud if manner == Manner::default() => plain(ctx, place, id).await,
        Deployment::Cloud => {
            by_range(ctx, place, id, &[], manner, &basis(ctx, place, id).await?).await
        }
        Deployment::DataCenter => {
            let (api, id) = (ctx.bitbucket_dc()?, id.to_string());
            let context = manner.context.map(|lines| lines.to_string());
            let request = api.get_projects_repos_pull_requests_diff(&place.home, &place.slug, &id);
            let request = request
                .context_lines(context.as_deref())
                .whitespace(whitespace(manner));
            text(&request.send().await?)
        }
    }
}

/// The diff of some files of a pull request; others may be in it.
///
/// # Errors
/// As [`whole`].
pub async fn of_files(
    ctx: &Ctx,
    place: &Repository,
    id: i64,
    files: &[&ChangedFile],
    manner: Manner,
    basis: &Basis,
) -> Result<String> {
    let few = files.len() <= MANY;
    match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => {
            by_range(ctx, place, id, if few { files } else { &[] }, manner, basis).await
        }
        Deployment::DataCenter if few => {
            let asked: Vec<_> = files
                .iter()
                .map(|file| one(ctx, place, id, file, manner))
                .collect();
            let texts: Vec<String> = stream::iter(asked).buffered(AT_ONCE).try_collect().await?;
            Ok(texts.concat())
        }
        Deployment::DataCenter => whole(ctx, place, id, manner).await,
    }
}

/// Cloud: the diff as it is.
async fn plain(ctx: &Ctx, place: &Repository, id: i64) -> Result<String> {
    let api = ctx.bitbucket_cloud()?;
    let request = api.get_repositories_pullrequests_diff(&place.home, &place.slug, id);
    text(&request.send().await?)
}

/// Cloud: the diff by the range of commits that the pull request compares, of some files or of all.
async fn by_range(
    ctx: &Ctx,
    place: &Repository,
    id: i64,
    files: &[&ChangedFile],
    manner: Manner,
    basis: &Basis,
) -> Result<String> {
    let Basis::Range(range) = basis else {
        if manner == Manner::default() {
            return plain(ctx, place, id).await;
        }
        return Err(Error::Arguments("Bitbucket does not say which commits this pull request compares (its source may be deleted); leave out `context_lines` and `ignore_whitespace`".into()));
    };
    let names = files
        .iter()
        .flat_map(|file| file.names())
        .map(str::to_owned);
    let names: Vec<String> = names.collect();
    let api = ctx.bitbucket_cloud()?;
    let request = api
        .get_repositories_diff_by_spec(&place.home, &place.slug, range)
        .topic(true);
    let request = request
        .path(Some(&names).filter(|names| !names.is_empty()))
        .context(manner.context);
    let request = request.ignore_whitespace(manner.ignore_whitespace.then_some(true));
    text(&request.send().await?)
}

/// The commits that a pull request compares, the newer first. That of a fork is named with its repository.
fn range(pull_request: &PullRequest) -> Option<String> {
    let (source, target) = (&pull_request.source, &pull_request.target);
    if source.commit.is_empty() || target.commit.is_empty() || source.slug.is_empty() {
        return None;
    }
    let is_fork = (&source.home, &source.slug) != (&target.home, &target.slug);
    let fork = if is_fork {
        format!("{}/{}:", source.home, source.slug)
    } else {
        String::new()
    };
    Some(format!("{fork}{}..{}", source.commit, target.commit))
}

/// Data Center: the diff of one file.
async fn one(
    ctx: &Ctx,
    place: &Repository,
    id: i64,
    file: &ChangedFile,
    manner: Manner,
) -> Result<String> {
    let session = ctx.session(Product::Bitbucket)?;
    let id = id.to_string();
    let place = [
        "rest",
        "api",
        "latest",
        "projects",
        &place.home,
        "repos",
        &place.slug,
        "pull-requests",
        &id,
        "diff",
    ];
    let segments = place.into_iter().chain(path_segments("path", &file.path)?);
    let mut request = session
        .request(Method::GET, segments)?
        .header(ACCEPT, "text/plain");
    if let Some(from) = &file.from {
        request = request.query(&[("srcPath", from)]);
    }
    if let Some(lines) = manner.context {
        request = request.query(&[("contextLines", lines)]);
    }
    if let Some(whitespace) = whitespace(manner) {
        request = request.query(&[("whitespace", whitespace)]);
    }
    text(&session.send(ONE_FILE, request).await?)
}

fn whitespace(manner: Manner) -> Option<&'static str> {
    manner.ignore_whitespace.then_some("ignore-all")
}

/// The text of a diff. Older servers answer JSON however they are asked.
fn text(answer: &Answer) -> Result<String> {
    let text = answer.text()?;
    if text.trim_start().starts_with('{') {
        return Ok(json_diff::written(&answer.view()?));
    }
    if diff::parse(&text).is_empty() && !text.trim().is_empty() {
        return Err(answer.unexpected("it is no diff".into()));
    }
    Ok(if text.is_empty() || text.ends_with('\n') {
        text
    } else {
        text + "\n"
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::bitbucket::End;

    #[test]
    fn commits_are_named_with_their_repository_only_in_forks() {
        let end = |home: &str, commit: &str| End {
            home: home.into(),
            slug: "till".into(),
            commit: commit.into(),
            ..End::default()
        };
        let of = |source, target| {
            range(&PullRequest {
                source,
                target,
                ..PullRequest::default()
            })
        };
        assert_eq!(
            of(end("harbour", "aaa"), end("harbour", "bbb")).unwrap(),
            "aaa..bbb"
        );
        assert_eq!(
            of(end("fork", "aaa"), end("harbour", "bbb")).unwrap(),
            "fork/till:aaa..bbb"
        );
        assert_eq!(of(End::default(), end("harbour", "bbb")), None);
    }
}
