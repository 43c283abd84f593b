//! Histories with their issues, one request each.

use futures_util::{StreamExt as _, stream};
use serde::Deserialize as _;

use super::Changed;
use crate::args::IssueKey;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::Product;
use crate::views::jira::{Changelog, Issue, in_time};

/// How many issues Data Center is asked for at a time.
const AT_ONCE: usize = 4;

/// The issues that could be had, and why others could not: one that fails takes nothing from the others.
pub(super) async fn fetched<'a>(
    ctx: &Ctx,
    asked: &'a [IssueKey],
) -> (Vec<Changed>, Vec<(&'a IssueKey, Error)>) {
    let fetched = asked.iter().map(async |key| (key, one(ctx, key).await));
    let mut fetching = stream::iter(fetched.collect::<Vec<_>>()).buffered(AT_ONCE);
    let (mut found, mut failed) = (Vec::new(), Vec::new());
    while let Some((key, issue)) = fetching.next().await {
        match issue {
            Ok(issue) => found.extend(issue),
            Err(error) => failed.push((key, error)),
        }
        ctx.progress()
            .report(found.len() + failed.len(), asked.len());
    }
    (found, failed)
}

/// One issue with its whole history; none if it cannot be seen.
async fn one(ctx: &Ctx, key: &IssueKey) -> Result<Option<Changed>> {
    let sent = ctx
        .jira_dc()?
        .get_issue_by_issue_id_or_key(key)
        .fields("id")
        .expand("changelog")
        .send()
        .await;
    let mut issue: Issue = match sent {
        Err(error) if error.is_not_found() => return Ok(None),
        sent => sent?.view()?,
    };
    ctx.policy().check_found(&issue.key)?;
    let changelog = issue.expanded.remove("changelog").unwrap_or_default();
    let changelog =
        Option::<Changelog>::deserialize(changelog).map_err(|error| Error::Unexpected {
            product: Product::Jira,
            operation: "GET /api/2/issue/{issueIdOrKey}",
            what: format!("the history of {} cannot be read ({error})", issue.key),
            excerpt: String::new(),
        })?;
    let mut histories = changelog.unwrap_or_default().histories;
    in_time(&mut histories);
    let as_asked = issue.id == **key || issue.key == **key;
    Ok(Some(Changed {
        former: (!as_asked).then(|| key.to_string()),
        id: issue.id,
        key: issue.key,
        histories,
    }))
}
