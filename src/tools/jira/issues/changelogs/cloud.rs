//! Histories of many issues at once, by id.

use std::collections::BTreeMap;

use super::Changed;
use super::wanted::{SPOKEN, Wanted};
use crate::api::jira_cloud;
use crate::args::IssueKey;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::tools::paging;
use crate::views::jira::{BulkChangelog, History, Issue, SearchPage, in_time};

/// Edits a page on Cloud.
const PAGE: i32 = 1_000;

/// The most fields that Cloud's operation filters by.
const MAX_FIELDS: usize = 10;

/// The issues that exist, with the edits that are wanted, or all of them.
///
/// # Errors
/// What Cloud refuses; an issue outside of the projects filter.
pub(super) async fn fetched(
    ctx: &Ctx,
    asked: &[IssueKey],
    wanted: &Wanted,
) -> Result<Vec<Changed>> {
    let mut found = identified(ctx, asked).await?;
    if found.is_empty() {
        return Ok(found);
    }
    // What histories call otherwise they need not say the id of.
    let is_spoken = |id: &String| SPOKEN.iter().any(|(known, _)| known == id);
    let field_ids = if wanted.ids.len() > MAX_FIELDS || wanted.ids.iter().any(is_spoken) {
        Vec::new()
    } else {
        wanted.ids.clone()
    };
    let body = jira_cloud::types::BulkChangelogRequestBean {
        issue_ids_or_keys: found.iter().map(|issue| issue.id.clone()).collect(),
        field_ids,
        max_results: Some(PAGE),
        next_page_token: None,
    };
    let of_all = (
        "edits of these issues",
        "ask for fewer issues, or name the fields",
    );
    let (edits, _) = paging::walk(of_all, usize::MAX, |token, so_far| {
        let body = jira_cloud::types::BulkChangelogRequestBean {
            next_page_token: token,
            ..body.clone()
        };
        async move {
            if so_far > 0 {
                ctx.progress().report(so_far, paging::MAX_ITEMS);
            }
            let request = ctx.jira_cloud()?;
            let sent = request.post_changelog_bulkfetch(&body).send().await?;
            let page: BulkChangelog = sent.view()?;
            Ok(page.part())
        }
    })
    .await?;
    let mut histories: BTreeMap<String, Vec<History>> = BTreeMap::new();
    for (issue, history) in edits {
        histories.entry(issue).or_default().push(history);
    }
    for issue in &mut found {
        issue.histories = histories.remove(&issue.id).unwrap_or_default();
        in_time(&mut issue.histories);
    }
    Ok(found)
}

/// The ids and keys of the issues that exist: Cloud's histories say only ids, and pass over issues that are not there.
async fn identified(ctx: &Ctx, asked: &[IssueKey]) -> Result<Vec<Changed>> {
    let body = jira_cloud::types::BulkFetchIssueRequestBean {
        issue_ids_or_keys: asked.iter().map(ToString::to_string).collect(),
        fields: vec!["id".into()],
        fields_by_keys: None,
        expand: Vec::new(),
        properties: Vec::new(),
    };
    let page: SearchPage = ctx
        .jira_cloud()?
        .post_issue_bulkfetch(&body)
        .send()
        .await?
        .view()?;
    let check = |issue: Issue| {
        ctx.policy().check_found(&issue.key)?;
        Ok(Changed {
            id: issue.id,
            key: issue.key,
            former: None,
            histories: Vec::new(),
        })
    };
    let mut found = page
        .issues
        .into_iter()
        .map(check)
        .collect::<Result<Vec<_>>>()?;
    pair(asked, &mut found);
    Ok(found)
}

/// Says of the one issue that nobody asked for that it is the one asked for and not found: it was moved. With several of
/// them, nothing says which is which.
fn pair(asked: &[IssueKey], found: &mut [Changed]) {
    let missing: Vec<_> = asked
        .iter()
        .filter(|key| !found.iter().any(|issue| issue.is(key)))
        .map(ToString::to_string)
        .collect();
    let mut others: Vec<_> = found
        .iter_mut()
        .filter(|issue| !asked.iter().any(|key| issue.is(key)))
        .collect();
    if let ([former], [issue]) = (missing.as_slice(), others.as_mut_slice()) {
        issue.former = Some(former.clone());
    }
}
