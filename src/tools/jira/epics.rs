//! Epics: a parent on Cloud, a link of its own on Data Center.

use serde_json::{Map, json};

use super::{issues, updates};
use crate::access::{Access, Write};
use crate::api::jira_dc;
use crate::api::params::JiraLinkToEpic;
use crate::args::IssueKey;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::either;
use crate::views::jira::{Issue, IssueType};

/// `jira_link_to_epic`
///
/// # Errors
/// [`Error::Arguments`] if the epic is none; else what Jira refuses.
pub async fn link(ctx: &Ctx<Write>, params: JiraLinkToEpic) -> Result<Reply> {
    let (issue, epic) = (&params.issue_key, &params.epic_key);
    issues::check_project(ctx, issue).await?;
    issues::check_project(ctx, epic).await?;
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            check_epic(ctx, epic).await?;
            let parent = Map::from_iter([("parent".to_owned(), epic.reference())]);
            updates::edit(ctx, issue, parent, Map::new()).await?;
        }
        Deployment::DataCenter => {
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
    Reply::json(&json!({ "key": &**issue, "epic": &**epic }))
}

/// The key of an issue, which is asked for if only its id is known.
///
/// # Errors
/// If Jira does not give it.
pub async fn key_of<A: Access>(ctx: &Ctx<A>, issue: &IssueKey) -> Result<String> {
    if issue.project().is_some() {
        return Ok(issue.to_string());
    }
    let found: Issue = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_by_issue_id_or_key(issue).fields("project"))?.view()?;
    Ok(found.key)
}

/// Cloud takes any issue a level above as a parent, so that a sub-task would move below a story without a word.
async fn check_epic(ctx: &Ctx<Write>, key: &str) -> Result<()> {
    let found: Issue = ctx
        .jira_cloud()?
        .get_issue_by_issue_id_or_key(key)
        .fields("issuetype")
        .send()
        .await?
        .view()?;
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
