//! Epics: a parent on Cloud, a link of its own on Data Center.

use crate::api::jira_dc;
use crate::api::params::JiraLinkToEpic;
use crate::args::IssueKey;
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::jira::issues;
use crate::tools::jira::issues::edits;
use crate::views::jira::IssueType;
use serde_json::Map;

/// `jira_link_to_epic`
///
/// # Errors
/// [`Error::Arguments`] if the epic is none; else what Jira refuses.
pub async fn link(ctx: &WriteCtx, params: JiraLinkToEpic) -> Result<Reply> {
    let (issue, epic) = (&params.issue_key, &params.epic_key);
    issues::check_project(ctx, issue).await?;
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            check_epic(ctx, epic).await?;
            let parent = Map::from_iter([("parent".to_owned(), epic.reference())]);
            edits::edit(ctx, issue, parent, Map::new()).await?;
        }
        Deployment::DataCenter => {
            issues::check_project(ctx, epic).await?;
            // Refuses by itself what is no epic, and needs no id of the epic link field.
            let body = jira_dc::types::IssueAssignRequestBean {
                issues: vec![issue.to_string()],
            };
            ctx.jira_dc()?
                .post_agile_epic_issue(epic, &body)
                .send()
                .await?;
        }
    }
    let mut reply = issues::named(ctx, issue).await;
    let known = issues::known_key(ctx, epic).await;
    let epic = known.unwrap_or_else(|| epic.to_string());
    reply.insert("epic".into(), epic.into());
    Reply::json(&reply)
}

/// Cloud takes any issue a level above as a parent, so that a sub-task would move below a story without a word.
async fn check_epic(ctx: &WriteCtx, key: &IssueKey) -> Result<()> {
    let found = issues::look_up(ctx, key, "issuetype,project").await?;
    let kind = found.fields.get("issuetype").cloned().unwrap_or_default();
    let kind: IssueType = serde_json::from_value(kind).unwrap_or_default();
    match kind.hierarchy_level {
        None | Some(1) => Ok(()),
        Some(_) => Err(Error::Arguments(format!(
            "{key} is no epic but of type {}; nothing was changed",
            kind.name
        ))),
    }
}
