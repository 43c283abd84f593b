//! Single issues.

use serde_json::{Value, json};

use super::{coerce, fields, rich, users};
use crate::access::{Access, Read, Write};
use crate::api::params::{JiraCreateIssue, JiraGetIssue};
use crate::api::{jira_cloud, jira_dc};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::Seen;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::either;
use crate::views::jira::{Comments, Issue, IssueView, RichText};

/// What one issue shows if nothing else is asked: all of it but what has tools of its own or is never read.
const USUAL_FIELDS: &str =
    "*all,-worklog,-watches,-votes,-workratio,-lastViewed,-thumbnail,-progress,-aggregateprogress";

/// `jira_get_issue`
///
/// # Errors
/// What Jira refuses, and an issue outside of the projects filter.
pub async fn get(ctx: &Ctx<Read>, params: JiraGetIssue) -> Result<Reply> {
    let asked = params.fields.unwrap_or_default().0;
    let ids = fields::ids(ctx, &asked).await?.join(",");
    let ids = if ids.is_empty() { USUAL_FIELDS } else { &ids };
    let mut expand = params.expand.unwrap_or_default().0;
    let expanded = ["names", "schema"]
        .iter()
        .map(|part| (*part).to_owned())
        .chain(expand.iter().cloned())
        .collect::<Vec<_>>()
        .join(",");
    let properties = params.issue_properties.map(|list| list.joined());
    let answer = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let request = ctx.jira_cloud()?;
            let request = request
                .get_issue_by_issue_id_or_key(&params.issue_key)
                .fields(ids)
                .expand(expanded.as_str());
            request
                .properties(properties.as_deref())
                .update_history(params.update_history)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            let request = ctx.jira_dc()?;
            let request = request
                .get_issue_by_issue_id_or_key(&params.issue_key)
                .fields(ids)
                .expand(expanded.as_str());
            let history = if params.update_history {
                "true"
            } else {
                "false"
            };
            request
                .properties(properties.as_deref())
                .update_history(history)
                .send()
                .await?
        }
    };
    let mut issue: Issue = match answer.view_or_raw()? {
        Seen::View(issue) => issue,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    ctx.policy().check_found(&issue.key)?;
    let comment_limit = usize::try_from(params.comment_limit).unwrap_or_default();
    complete_comments(ctx, &mut issue, comment_limit).await?;
    expand.extend(properties.map(|_| "properties".to_owned()));
    let rich = RichText {
        deployment: ctx.deployment(Product::Jira)?,
    };
    let view = IssueView {
        rich,
        names: &issue.names,
        comment_limit,
        expand: &expand,
    };
    let mut shown = issue.shown(&view);
    shown.insert("url".into(), browse_url(ctx, &issue.key)?.into());
    Reply::json(&shown)
}

/// Puts the newest comments in place of the oldest, where Jira gave only a part.
async fn complete_comments(ctx: &Ctx<Read>, issue: &mut Issue, limit: usize) -> Result<()> {
    use serde::Deserialize as _;
    let Some(given) = issue
        .fields
        .get("comment")
        .and_then(|value| Comments::deserialize(value).ok())
    else {
        return Ok(());
    };
    if given.total <= given.comments.len() as u64 || limit == 0 {
        return Ok(());
    }
    let answer = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            ctx.jira_cloud()?
                .get_issue_comment(&issue.key)
                .order_by("-created")
                .max_results(limit)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            ctx.jira_dc()?
                .get_issue_comment(&issue.key)
                .order_by("-created")
                .max_results(limit.to_string().as_str())
                .send()
                .await?
        }
    };
    let mut newest = answer.json()?;
    if let Some(comments) = newest.get_mut("comments").and_then(Value::as_array_mut) {
        comments.reverse();
    }
    issue.fields.insert("comment".into(), newest);
    Ok(())
}

/// `jira_create_issue`
///
/// # Errors
/// What Jira refuses, field by field; users and fields that do not exist.
pub async fn create(ctx: &Ctx<Write>, params: JiraCreateIssue) -> Result<Reply> {
    let deployment = ctx.deployment(Product::Jira)?;
    let mut fields = coerce::all(ctx, &params.additional_fields.unwrap_or_default().0).await?;
    if let Some(Value::Object(project)) = fields.get("project") {
        let other = project
            .get("key")
            .and_then(Value::as_str)
            .is_some_and(|key| key != &*params.project_key);
        if other {
            return Err(Error::Arguments(
                "additional_fields names another project than project_key; give one".into(),
            ));
        }
    }
    fields.insert("project".into(), json!({ "key": &*params.project_key }));
    fields.insert("summary".into(), (*params.summary).into());
    fields.insert("issuetype".into(), json!({ "name": &*params.issue_type }));
    if let Some(description) = params.description {
        fields.insert(
            "description".into(),
            rich::written(ctx, &description).await?,
        );
    }
    if let Some(assignee) = params
        .assignee
        .filter(|assignee| !assignee.trim().is_empty())
    {
        let user = users::resolve(ctx, &assignee).await?;
        fields.insert("assignee".into(), users::reference(&user, deployment));
    }
    if let Some(components) = params.components {
        fields.insert(
            "components".into(),
            components
                .0
                .iter()
                .map(|name| json!({ "name": name }))
                .collect(),
        );
    }
    let answer = match deployment {
        Deployment::Cloud => {
            let body = jira_cloud::types::IssueUpdateDetails {
                fields: fields.into_iter().collect(),
                ..Default::default()
            };
            ctx.jira_cloud()?.post_issue(&body).send().await?
        }
        Deployment::DataCenter => {
            let body = jira_dc::types::IssueUpdateBean {
                fields: fields.into_iter().collect(),
                ..Default::default()
            };
            ctx.jira_dc()?.post_issue(&body).send().await?
        }
    };
    Reply::of(answer, |created: Issue| {
        Reply::json(
            &json!({ "key": created.key, "id": created.id, "url": browse_url(ctx, &created.key)? }),
        )
    })
}

/// Where people see an issue.
pub fn browse_url<A: Access>(ctx: &Ctx<A>, key: &str) -> Result<String> {
    Ok(format!(
        "{}/browse/{key}",
        ctx.session(Product::Jira)?.base_url()
    ))
}

/// Asks for an issue's key and nothing else, where only its id is known and a projects filter must be kept.
///
/// # Errors
/// An issue outside of the projects filter.
pub async fn check_project<A: Access>(ctx: &Ctx<A>, issue: &crate::args::IssueKey) -> Result<()> {
    if !ctx.policy().narrows_jira() || issue.project().is_some() {
        return Ok(());
    }
    let found: Issue = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_by_issue_id_or_key(issue).fields("project"))?.view()?;
    ctx.policy().check_found(&found.key)
}
