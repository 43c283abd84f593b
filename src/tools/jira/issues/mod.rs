//! Issues: read, made, changed and deleted; their histories, and what may be shown of those around them.
//!
//! Here is what every tool that touches an issue asks of it first: whether the filter admits it, and what it is called.

pub mod batch;
pub mod changelogs;
pub mod children;
pub mod create;
pub mod delete;
pub mod drafts;
pub mod edits;
pub mod expand;
pub mod get;
pub mod home;
pub mod issue_types;
pub mod outsiders;
pub mod replacements;
pub mod texts;
pub mod update;

use crate::args::IssueKey;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::Product;
use crate::scope::Key;
use crate::tools::{either, site};
use crate::views::jira::Issue;
use serde_json::{Map, Value};

/// Where people see an issue.
///
/// # Errors
/// If Jira is not configured.
pub async fn browse_url(ctx: &Ctx, key: &str) -> Result<String> {
    let site = site::address(ctx, Product::Jira, None).await?;
    Ok(format!("{site}/browse/{key}"))
}

/// Makes sure, where a projects filter must be kept, that an issue is within it: an id does not say its project, and Jira
/// finds a moved issue by its old key too. Asked once a call.
///
/// # Errors
/// An issue outside of the projects filter.
pub async fn check_project(ctx: &Ctx, issue: &IssueKey) -> Result<()> {
    if !ctx.policy().narrows_jira() || ctx.issue_looked_up(issue).await.is_some() {
        return Ok(());
    }
    let looking = look_up(ctx, issue, "project");
    let looked = ctx.unless_failed(format!("issue {issue}"), looking).await;
    looked.map(drop)
}

/// Asks for fields of an issue, one of which must be its project, and remembers its key.
///
/// # Errors
/// An issue outside of the projects filter.
pub async fn look_up(ctx: &Ctx, issue: &IssueKey, fields: &str) -> Result<Issue> {
    let found: Issue = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_by_issue_id_or_key(issue).fields(fields))?.view()?;
    let project = found.fields.get("project");
    let project = project.and_then(|project| project.get("key")?.as_str());
    // An answer without a project is no leave: no filter admits the empty name.
    let project = Key::JiraProject(project.unwrap_or_default());
    ctx.policy().check_key(project)?;
    ctx.remember_issue(issue, &found.key).await;
    Ok(found)
}

/// The key of an issue, which is asked for if only its id is known.
///
/// # Errors
/// If Jira does not give it.
pub async fn key_of(ctx: &Ctx, issue: &IssueKey) -> Result<String> {
    match known_key(ctx, issue).await {
        Some(key) => Ok(key),
        None => Ok(look_up(ctx, issue, "project").await?.key),
    }
}

/// The key of an issue, if it takes no request to tell: from a look-up of this call, else what the caller gave.
pub async fn known_key(ctx: &Ctx, issue: &IssueKey) -> Option<String> {
    let looked_up = ctx.issue_looked_up(issue).await;
    let looked_up = looked_up.filter(|key| !key.is_empty());
    looked_up.or_else(|| issue.project().map(|_| issue.to_string()))
}

/// What a reply calls an issue that was changed: its key, or its id if no more is known.
pub async fn named(ctx: &Ctx, issue: &IssueKey) -> Map<String, Value> {
    let (member, name) = match known_key(ctx, issue).await {
        Some(key) => ("key", key),
        None => ("id", issue.to_string()),
    };
    Map::from_iter([(member.to_owned(), name.into())])
}
