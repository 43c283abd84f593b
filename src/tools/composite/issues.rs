//! Issues as rows beside code.

use std::collections::HashMap;

use crate::ctx::Ctx;
use crate::error::Result;
use crate::tools::either;
use crate::tools::jira::issues::outsiders::{self, Kinds};
use crate::views::jira::{Issue, IssueView, RichText};
use serde_json::{Map, Value};

/// What a row says of an issue.
pub const SHORT: &str = "summary,status,issuetype,priority,assignee";

/// What is said of the issue that a call is about.
pub const FULL: &str = "summary,status,resolution,issuetype,priority,assignee,reporter,parent,labels,fixVersions,duedate,created,updated,description";

/// An issue that may be shown.
///
/// # Errors
/// What Jira refuses, and an issue outside of the projects filter.
pub async fn fetch(ctx: &Ctx, key: &str, fields: &str) -> Result<Issue> {
    let answer = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_by_issue_id_or_key(key).fields(fields).expand("names,schema"))?;
    let issue: Issue = answer.view()?;
    ctx.policy().check_found(&issue.key)?;
    Ok(issue)
}

/// The issue as a model sees it, without what is outside of the projects filter.
pub fn shown(ctx: &Ctx, mut issue: Issue) -> Map<String, Value> {
    let no_page = Kinds {
        schema: &HashMap::new(),
        names: &HashMap::new(),
    };
    outsiders::hide(ctx.policy(), &mut issue, no_page);
    let people = &issue.people();
    let view = IssueView {
        rich: RichText { people },
        names: &issue.names,
        schema: &issue.schema,
        asked: &[],
        comment_limit: None,
        expand: &[],
    };
    let mut shown = issue.shown(&view);
    shown.remove("id");
    shown
}
