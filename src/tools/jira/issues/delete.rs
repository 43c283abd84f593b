//! The end of an issue.

use serde_json::{Value, json};

use super::check_project;
use crate::api::params::JiraDeleteIssue;
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::reply::Reply;
use crate::tools::either;
use crate::views::jira::Issue;

/// `jira_delete_issue`: an issue with sub-tasks only if the caller says that they go along.
///
/// # Errors
/// [`Error::Arguments`] lists the sub-tasks that would be lost; else what Jira refuses.
pub async fn delete(ctx: &WriteCtx, params: JiraDeleteIssue) -> Result<Reply> {
    let key = &params.issue_key;
    check_project(ctx, key).await?;
    let with_subtasks = params.delete_subtasks.unwrap_or_default();
    let subtasks_too = with_subtasks.then_some("true");
    match either!(ctx, Jira, jira_cloud | jira_dc, api => api.delete_issue_by_issue_id_or_key(key).delete_subtasks(subtasks_too))
    {
        Ok(_) => Reply::json(&json!({ "deleted": &**key, "with_subtasks": with_subtasks })),
        Err(error) if error.is_bad_request() && !with_subtasks => {
            Err(subtasks_first(ctx, key, error).await)
        }
        Err(error) => Err(error),
    }
}

/// Why an issue was not deleted: its sub-tasks, if it has any, else what Jira said.
async fn subtasks_first(ctx: &WriteCtx, key: &str, error: Error) -> Error {
    match subtasks(ctx, key).await {
        Ok(subtasks) if !subtasks.is_empty() => Error::Arguments(format!(
            "{key} was not deleted: its sub-tasks would be lost with it. Pass delete_subtasks=true if that is meant: {}",
            subtasks.join("; ")
        )),
        _ => error,
    }
}

async fn subtasks(ctx: &WriteCtx, key: &str) -> Result<Vec<String>> {
    let mut issue: Issue = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_by_issue_id_or_key(key).fields("subtasks"))?.view()?;
    let subtasks: Vec<Issue> =
        serde_json::from_value(issue.fields.remove("subtasks").unwrap_or_default())
            .unwrap_or_default();
    let summary = |issue: &Issue| {
        issue
            .fields
            .get("summary")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    Ok(subtasks
        .iter()
        .map(|issue| format!("{} {}", issue.key, summary(issue)))
        .collect())
}
