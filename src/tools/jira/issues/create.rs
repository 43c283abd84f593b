//! A new issue.

use serde_json::Map;

use super::browse_url;
use super::drafts::Draft;
use crate::api::params::JiraCreateIssue;
use crate::api::{jira_cloud, jira_dc};
use crate::ctx::WriteCtx;
use crate::error::Result;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::jira::fields::coerce::Coerced;
use crate::views::jira::Issue;

/// `jira_create_issue`: one request if only plain system fields are given, else after the type and its screen are looked up.
///
/// # Errors
/// What Jira refuses, field by field; types, users, fields and values that do not exist.
pub async fn create(ctx: &WriteCtx, params: JiraCreateIssue) -> Result<Reply> {
    let draft = Draft::from(params);
    let Coerced {
        fields, understood, ..
    } = draft.fields(ctx).await?;
    let sent = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let body = jira_cloud::types::IssueUpdateDetails {
                fields,
                ..Default::default()
            };
            ctx.jira_cloud()?.post_issue(&body).send().await
        }
        Deployment::DataCenter => {
            let body = jira_dc::types::IssueUpdateBean {
                fields,
                ..Default::default()
            };
            ctx.jira_dc()?.post_issue(&body).send().await
        }
    };
    let answer = match sent {
        Ok(answer) => answer,
        Err(error) => return Err(draft.explained(ctx, error).await),
    };
    let created: Issue = answer.view()?;
    let url = browse_url(ctx, &created.key).await?;
    let mut reply = Map::from_iter([
        ("key".to_owned(), created.key.into()),
        ("id".to_owned(), created.id.into()),
    ]);
    reply.extend(understood);
    reply.insert("url".into(), url.into());
    Reply::json(&reply)
}
