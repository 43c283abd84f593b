//! What links connect, and the forms in which people name it.

use std::fmt;

use crate::args::{IssueKey, Repository as Named};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::likeness::short;
use crate::product::Product;
use crate::tools::bitbucket::place::{self, Repository};
use crate::tools::site;
use url::Url;

/// An issue, a pull request or a repository.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// An issue by its key.
    Issue(String),
    /// A pull request by its place.
    PullRequest(Pull),
    /// A repository by its home (project or workspace) and slug.
    Repository(String, String),
}

/// The place of a pull request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pull {
    /// The project (Data Center) or workspace (Cloud) of its repository.
    pub home: String,
    /// The slug of its repository.
    pub slug: String,
    /// Its number there.
    pub id: i64,
}

impl Pull {
    /// The repository, which was looked at.
    pub fn repository(&self) -> Repository {
        Repository {
            home: self.home.clone(),
            slug: self.slug.clone(),
            pull_request: Some(self.id),
        }
    }
}

impl fmt::Display for Pull {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}#{}", self.home, self.slug, self.id)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Issue(key) => f.write_str(key),
            Self::PullRequest(pull) => pull.fmt(f),
            Self::Repository(home, slug) => write!(f, "{home}/{slug}"),
        }
    }
}

/// What an identifier names: `PROJ-123`, `PROJECT/repo`, `PROJECT/repo#456`, or an address of one of these in Jira or Bitbucket. It
/// is of these sites and within the filters.
///
/// # Errors
/// [`Error::Arguments`] for anything else, or for another site; [`Error::Refused`] for what is outside of a filter.
pub async fn named(ctx: &Ctx, identifier: &str) -> Result<Node> {
    let given = identifier.trim();
    if let Some(issue) = issue(given) {
        site::check(ctx, Product::Jira, issue.address()).await?;
        ctx.policy().check_key(crate::scope::Key::Issue(&issue))?;
        return Ok(Node::Issue(issue.to_string()));
    }
    let (repository, number) = numbered(given).ok_or_else(|| unlike(given))?;
    let repository = Named::new(repository).map_err(|_| unlike(given))?;
    site::check(ctx, Product::Bitbucket, repository.address()).await?;
    let place = place::repository(ctx, None, None, &repository).await?;
    Ok(match number.or(place.pull_request) {
        Some(id) => Node::PullRequest(Pull {
            home: place.home,
            slug: place.slug,
            id,
        }),
        None => Node::Repository(place.home, place.slug),
    })
}

/// The repository, and the number of the pull request behind `#`; an address has its number in the path.
fn numbered(given: &str) -> Option<(&str, Option<i64>)> {
    let (repository, number) = match given.rsplit_once('#') {
        Some((repository, number)) if !given.contains("://") => {
            let number = number.parse().ok().filter(|id| *id > 0)?;
            (repository, Some(number))
        }
        _ => (given, None),
    };
    repository.contains('/').then_some((repository, number))
}

/// The issue of a key, of a link to it, or of an address that has it selected on a board.
fn issue(given: &str) -> Option<IssueKey> {
    if !given.contains('/') || given.contains("/browse/") {
        return IssueKey::new(given).ok();
    }
    let url = Url::parse(given).ok()?;
    let selected = url
        .query_pairs()
        .find(|(name, _)| name == "selectedIssue")
        .map(|(_, key)| key.into_owned());
    let in_path = || {
        let (_, key) = url.path().rsplit_once("/issues/")?;
        Some(key.trim_end_matches('/').to_owned())
    };
    let key = selected.or_else(in_path)?;
    let mut address = url.clone();
    address.set_query(None);
    address.set_fragment(None);
    address.set_path(&format!("/browse/{key}"));
    IssueKey::new(address.as_str())
        .ok()
        .filter(|key| key.contains('-'))
}

fn unlike(given: &str) -> Error {
    Error::Arguments(format!(
        "\"{}\" names no issue, repository or pull request; expected PROJ-123, PROJECT/repo, PROJECT/repo#45 (Cloud: workspace/repo) or an address of one",
        short(given)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repositories_and_pull_requests() {
        for (given, parts) in [
            ("SHOP/order-service", Some(("SHOP/order-service", None))),
            (
                "SHOP/order-service#456",
                Some(("SHOP/order-service", Some(456))),
            ),
            ("~mira/notes#1", Some(("~mira/notes", Some(1)))),
            (
                "https://git.example/projects/SHOP/repos/x/pull-requests/7/diff#readme.md",
                Some((
                    "https://git.example/projects/SHOP/repos/x/pull-requests/7/diff#readme.md",
                    None,
                )),
            ),
            ("order-service", None),
            ("order-service#4", None),
            ("SHOP/order-service#x", None),
            ("SHOP/order-service#", None),
            ("SHOP/order-service#0", None),
            ("SHOP/order-service#-1", None),
        ] {
            assert_eq!(numbered(given), parts, "{given}");
        }
    }

    #[test]
    fn issues_in_every_form() {
        for (given, key) in [
            ("SHOP-7", Some("SHOP-7")),
            (
                "https://x.atlassian.net/browse/SHOP-7?focus=1",
                Some("SHOP-7"),
            ),
            (
                "https://x.atlassian.net/jira/software/projects/SHOP/boards/1?selectedIssue=SHOP-7",
                Some("SHOP-7"),
            ),
            (
                "https://x.atlassian.net/jira/software/c/projects/SHOP/issues/SHOP-7",
                Some("SHOP-7"),
            ),
            (
                "https://jira.example/projects/SHOP/issues/SHOP-7?filter=all",
                Some("SHOP-7"),
            ),
            ("SHOP/order-service", None),
            ("SHOP/order-service#7", None),
            (
                "https://git.example/projects/SHOP/repos/x/pull-requests/7",
                None,
            ),
        ] {
            assert_eq!(issue(given).as_deref(), key, "{given}");
        }
        let board = issue("https://other.example/x?selectedIssue=SHOP-7").unwrap();
        assert_eq!(
            board.address().and_then(Url::host_str),
            Some("other.example")
        );
    }
}
