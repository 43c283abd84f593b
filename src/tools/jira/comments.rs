//! Comments on issues.

use serde_json::Value;

use super::{issues, rich};
use crate::access::Write;
use crate::api::params::JiraAddComment;
use crate::api::{jira_cloud, jira_dc};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::views::jira::{Comment, RichText};

/// `jira_add_comment`
///
/// # Errors
/// What Jira refuses; mentions that mean nobody.
pub async fn add(ctx: &Ctx<Write>, params: JiraAddComment) -> Result<Reply> {
    issues::check_project(ctx, &params.issue_key).await?;
    let body = rich::written(ctx, &params.comment).await?;
    let deployment = ctx.deployment(Product::Jira)?;
    let answer = match deployment {
        Deployment::Cloud => {
            let body = jira_cloud::types::Comment {
                body: Some(body),
                ..Default::default()
            };
            ctx.jira_cloud()?
                .post_issue_comment(&params.issue_key, &body)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            let body = jira_dc::types::CommentJsonBean {
                body: text(body),
                ..Default::default()
            };
            ctx.jira_dc()?
                .post_issue_comment(&params.issue_key, &body)
                .send()
                .await?
        }
    };
    Reply::of(answer, |comment: Comment| {
        Reply::json(&comment.shown(RichText { deployment }))
    })
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
