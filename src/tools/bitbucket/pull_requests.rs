//! Pull requests and their diffs.

use super::place;
use crate::access::Read;
use crate::api::params::{BitbucketGetPullRequest, BitbucketGetPullRequestDiff};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::views::bitbucket::{CloudPullRequest, DataCenterPullRequest};

/// `bitbucket_get_pull_request`
///
/// # Errors
/// A pull request that does not exist, or a project outside of the filter.
pub async fn get(ctx: &Ctx<Read>, params: BitbucketGetPullRequest) -> Result<Reply> {
    let (workspace, project) = (params.workspace.as_ref(), params.project_key.as_ref());
    let place = place::repository(ctx, workspace, project, &params.repository_slug).await?;
    let id = params.pull_request_id;
    match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => {
            let answer = ctx
                .bitbucket_cloud()?
                .get_repositories_pullrequests_by_pull_request_id(&place.home, &place.slug, id)
                .send()
                .await?;
            Reply::of(answer, |pull_request: CloudPullRequest| {
                let target = pull_request.destination.place();
                if ctx.policy().narrows_bitbucket() && target != (&*place.home, &*place.slug) {
                    return Err(moved(target));
                }
                Reply::json(&pull_request.shown())
            })
        }
        Deployment::DataCenter => {
            let (api, id) = (ctx.bitbucket_dc()?, id.to_string());
            let request = api.get_projects_repos_pull_requests_by_pull_request_id(
                &place.home,
                &place.slug,
                &id,
            );
            Reply::of(
                request.send().await?,
                |pull_request: DataCenterPullRequest| {
                    place::check_data_center(ctx, pull_request.to_ref.project_key())?;
                    Reply::json(&pull_request.shown())
                },
            )
        }
    }
}

/// An answer about another repository than the one that was looked at.
fn moved((workspace, slug): (&str, &str)) -> Error {
    Error::Refused(format!(
        "the answer is about another repository ({workspace}/{slug}) than the one that was asked for, so BITBUCKET_PROJECTS_FILTER cannot be kept; call again"
    ))
}

/// `bitbucket_get_pull_request_diff`: the unified diff as text, of all files or of one.
///
/// # Errors
/// A pull request or file that does not exist in it, or a project outside of the filter.
pub async fn diff(ctx: &Ctx<Read>, params: BitbucketGetPullRequestDiff) -> Result<Reply> {
    let (workspace, project) = (params.workspace.as_ref(), params.project_key.as_ref());
    let place = place::repository(ctx, workspace, project, &params.repository_slug).await?;
    let id = params.pull_request_id;
    let answer = match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => {
            ctx.bitbucket_cloud()?
                .get_repositories_pullrequests_diff(&place.home, &place.slug, id)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            let id = id.to_string();
            ctx.bitbucket_dc()?
                .get_projects_repos_pull_requests_diff(&place.home, &place.slug, &id)
                .send()
                .await?
        }
    };
    let text = answer.text()?;
    if !text.is_empty() && !text.contains("diff --git ") {
        return Err(answer.unexpected("it is no diff".into()));
    }
    let start = usize::try_from(params.start.unwrap_or_default()).unwrap_or_default();
    match &params.path {
        None => Ok(Reply::text(&text, start)),
        Some(path) => Ok(Reply::text(&one_file(&text, path)?, start)),
    }
}

/// The part of a unified diff that is about one file.
fn one_file(diff: &str, path: &str) -> Result<String> {
    let files = files(diff);
    let path = path.trim_start_matches('/');
    let part: String = files
        .iter()
        .copied()
        .filter(|file| names(file).any(|name| name == path))
        .collect();
    if !part.is_empty() {
        return Ok(part);
    }
    let changed: Vec<_> = files.iter().filter_map(|file| names(file).next()).collect();
    Err(Error::Arguments(format!(
        "the pull request does not change {path}; it changes {}",
        changed.join(", ")
    )))
}

/// The parts of a diff, each from its `diff --git` line on.
fn files(diff: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = diff
        .match_indices("\ndiff --git ")
        .map(|(index, _)| index + 1)
        .collect();
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).copied().chain([diff.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| diff.get(*start..end))
        .filter(|part| !part.is_empty())
        .collect()
}

/// The new and old name of the file that a part is about: Cloud prefixes `a/` and `b/`, Data Center `src://` and `dst://`.
fn names(part: &str) -> impl Iterator<Item = &str> {
    let head = part.lines().take_while(|line| !line.starts_with("@@"));
    let marked = head.filter_map(|line| {
        [
            "+++ b/",
            "+++ dst://",
            "--- a/",
            "--- src://",
            "rename to ",
            "rename from ",
        ]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))
    });
    let first = part.lines().next().unwrap_or_default();
    let stated = [" b/", " dst://"]
        .iter()
        .find_map(|mark| first.rsplit_once(mark))
        .map(|(_, name)| name);
    stated.into_iter().chain(marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIFF: &str = "diff --git a/a.rs b/a.rs\n--- a/a.rs\n+++ b/a.rs\n@@ -1 +1 @@\n-x\n+diff --git y\ndiff --git a/old.rs b/new.rs\nrename from old.rs\nrename to new.rs\ndiff --git src://c.txt dst://c.txt\n--- src://c.txt\n+++ dst://c.txt\n@@ -1 +1 @@\n-1\n+2\n";

    #[test]
    fn one_file_of_a_diff() {
        assert!(one_file(DIFF, "a.rs").unwrap().ends_with("+diff --git y\n"));
        assert_eq!(
            one_file(DIFF, "old.rs").unwrap(),
            one_file(DIFF, "/new.rs").unwrap()
        );
        assert!(
            one_file(DIFF, "c.txt")
                .unwrap()
                .starts_with("diff --git src://c.txt")
        );
        let error = one_file(DIFF, "b.rs").unwrap_err().to_string();
        assert!(error.contains("it changes a.rs, new.rs, c.txt"), "{error}");
    }
}
