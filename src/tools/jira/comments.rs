//! Comments on issues.

use serde_json::{Value, json};

use super::{issues, rich};
use crate::access::{Read, Write};
use crate::api::params::{JiraAddComment, JiraGetComments};
use crate::api::{jira_cloud, jira_dc};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::{Deployment, Product};
use crate::reply::{self, Page, Reply};
use crate::views::jira::{Comment, Comments, RichText};

/// `jira_get_comments`: the newest, in the order in which they were written. What does not fit into a reply is of the oldest.
///
/// # Errors
/// What Jira refuses; an issue outside of the projects filter.
pub async fn list(ctx: &Ctx<Read>, params: JiraGetComments) -> Result<Reply> {
    issues::check_project(ctx, &params.issue_key).await?;
    let start = params.start_at.unwrap_or_default();
    let deployment = ctx.deployment(Product::Jira)?;
    let answer = match deployment {
        Deployment::Cloud => {
            let request = ctx.jira_cloud()?;
            let request = request
                .get_issue_comment(&params.issue_key)
                .order_by("-created");
            request
                .start_at(start)
                .max_results(params.limit)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            let (start, limit) = (start.to_string(), params.limit.to_string());
            let request = ctx.jira_dc()?;
            let request = request
                .get_issue_comment(&params.issue_key)
                .order_by("-created");
            request
                .start_at(start.as_str())
                .max_results(limit.as_str())
                .send()
                .await?
        }
    };
    Reply::of(answer, |page: Comments| {
        let people = &page
            .comments
            .iter()
            .filter_map(|c| c.author.as_ref())
            .collect();
        let mut rows: Vec<_> = page
            .comments
            .iter()
            .map(|comment| comment.shown(RichText { people }))
            .collect();
        rows.truncate(reply::fitting(&rows));
        rows.reverse();
        let end = u64::try_from(start)
            .unwrap_or_default()
            .saturating_add(rows.len() as u64);
        let older = (!rows.is_empty() && end < page.total).then(|| json!({ "start_at": end }));
        Reply::list(Page {
            name: "comments",
            items: &rows,
            total: Some(page.total),
            next: older,
            resume: &|_| None,
        })
    })
}

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
        let people = &comment.author.iter().collect();
        Reply::json(&comment.shown(RichText { people }))
    })
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
