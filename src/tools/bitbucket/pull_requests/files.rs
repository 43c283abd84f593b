//! The files that a pull request changes.

use crate::ctx::Ctx;
use crate::error::Result;
use crate::http::Answer;
use crate::product::{Deployment, Product};
use crate::tools::bitbucket::place::Repository;
use crate::tools::paging;
use crate::views::bitbucket::{ChangedFile, CloudChange, CloudPage, DataCenterChange};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use url::Url;

/// The most that one request of Cloud gives.
const CLOUD_PAGE: i64 = 100;

/// The most that Data Center lists, which does not page here.
const DATA_CENTER_PAGE: i64 = 1_000;

/// How many files are read, at least, before there are too many to be of use.
const ENOUGH: usize = 3_000;

/// What a pull request changes, without the changes themselves.
#[derive(Debug, Default)]
pub struct Changes {
    /// The files, in the order of the server.
    pub files: Vec<ChangedFile>,
    /// Whether there are more than these.
    pub more: bool,
    /// Data Center: the newest commit of the source.
    pub head: Option<String>,
}

/// The files that a pull request of a repository changes, with numbers of lines on Cloud alone.
///
/// # Errors
/// If there is no pull request of that number.
pub async fn changed_files(ctx: &Ctx, place: &Repository, id: i64) -> Result<Changes> {
    first_changed_files(ctx, place, id, ENOUGH).await
}

/// [`changed_files`], of which no page is read after those that hold `enough`.
///
/// # Errors
/// As for [`changed_files`].
pub async fn first_changed_files(
    ctx: &Ctx,
    place: &Repository,
    id: i64,
    enough: usize,
) -> Result<Changes> {
    match ctx.deployment(Product::Bitbucket)? {
        Deployment::Cloud => cloud(ctx, place, id, enough).await,
        Deployment::DataCenter => data_center(ctx, place, id).await,
    }
}

async fn cloud(ctx: &Ctx, place: &Repository, id: i64, enough: usize) -> Result<Changes> {
    let what = ("changed files", "look at the pull request in a browser");
    let page = |next: Option<String>, _| async move {
        let answer = match next.as_deref().map(Next::read) {
            None => first(ctx, place, id, None).await?,
            Some(Next { spec: None, page }) => first(ctx, place, id, Some(&page)).await?,
            Some(Next {
                spec: Some(spec),
                page,
            }) => {
                let api = ctx.bitbucket_cloud()?;
                let request =
                    api.get_repositories_diffstat_by_spec(&place.home, &place.slug, &spec);
                request
                    .pagelen(CLOUD_PAGE)
                    .page(page.as_str())
                    .send()
                    .await?
            }
        };
        let page: CloudPage<CloudChange> = answer.view()?;
        let next = page.next.filter(|next| next.contains("page="));
        Ok((page.values, next))
    };
    let (rows, next) = paging::walk(what, enough, page).await?;
    Ok(Changes {
        files: known(rows.into_iter().map(ChangedFile::from)),
        more: next.is_some(),
        head: None,
    })
}

async fn first(ctx: &Ctx, place: &Repository, id: i64, page: Option<&str>) -> Result<Answer> {
    let api = ctx.bitbucket_cloud()?;
    let request = api.get_repositories_pullrequests_diffstat(&place.home, &place.slug, id);
    request.pagelen(CLOUD_PAGE).page(page).send().await
}

/// What a link to the next page says. The link itself is not followed: it is an address that a server made up. As the first page
/// is behind a redirect to a range of commits, which loses what was asked for, it is asked for by that range.
struct Next {
    /// The range, if the link names one.
    spec: Option<String>,
    page: String,
}

impl Next {
    fn read(link: &str) -> Self {
        let url = Url::parse(link).ok();
        let page = url
            .as_ref()
            .and_then(|url| url.query_pairs().find(|(name, _)| name == "page"));
        let path = url.as_ref().map_or("", Url::path);
        let spec = path
            .split_once("/diffstat/")
            .map(|(_, spec)| percent_decode_str(spec).decode_utf8_lossy());
        Self {
            spec: spec.map(|spec| range(&spec)),
            page: page.map(|(_, page)| page.into_owned()).unwrap_or_default(),
        }
    }
}

/// A range of commits as the document has it. The server itself puts a carriage return between the two.
fn range(spec: &str) -> String {
    spec.replace('\r', "..")
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    #[serde(deserialize_with = "crate::views::items")]
    values: Vec<DataCenterChange>,
    #[serde(default, deserialize_with = "crate::views::lenient")]
    is_last_page: Option<bool>,
    #[serde(default, deserialize_with = "crate::views::lenient")]
    to_hash: Option<String>,
}

async fn data_center(ctx: &Ctx, place: &Repository, id: i64) -> Result<Changes> {
    let (api, id) = (ctx.bitbucket_dc()?, id.to_string());
    let request = api.get_projects_repos_pull_requests_changes(&place.home, &place.slug, &id);
    let listed: Listed = request
        .limit(DATA_CENTER_PAGE)
        .with_comments("false")
        .send()
        .await?
        .view()?;
    Ok(Changes {
        more: listed.is_last_page == Some(false),
        files: known(listed.values.into_iter().map(ChangedFile::from)),
        head: listed.to_hash,
    })
}

/// Without rows that name no file.
fn known(files: impl Iterator<Item = ChangedFile>) -> Vec<ChangedFile> {
    files.filter(|file| !file.path.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_and_the_page_are_taken_from_a_link() {
        let read = |link| {
            let next = Next::read(link);
            (next.spec, next.page)
        };
        let link = "https://api.bitbucket.org/2.0/repositories/harbour/till/diffstat/fork/till:aaa%0Dbbb?from_pullrequest_id=1&page=2&topic=true";
        assert_eq!(read(link), (Some("fork/till:aaa..bbb".into()), "2".into()));
        assert_eq!(read("no link"), (None, String::new()));
        let link = "https://api.bitbucket.org/2.0/repositories/harbour/till/pullrequests/1/diffstat?page=x";
        assert_eq!(read(link), (None, "x".into()));
    }
}
