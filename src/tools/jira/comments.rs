//! Comments on issues.

use serde_json::{Value, json};

use super::{issues, rich};
use crate::api::params::{JiraAddComment, JiraGetComments};
use crate::api::{jira_cloud, jira_dc};
use crate::args::IssueKey;
use crate::blank::is_blank;
use crate::ctx::{Ctx, WriteCtx};
use crate::error::{Error, Result};
use crate::http::Answer;
use crate::product::{Deployment, Product};
use crate::reply::{self, Page, Reply};
use crate::tools::names::meaning;
use crate::views::jira::{Comment, Comments, People, RichText};

/// How many comments are looked at for one that was just added: others may come at the same moment, from automation above all.
const LOOKED_AT: i64 = 10;

/// `jira_get_comments`: the newest, in the order in which they were written. What does not fit into a reply is of the oldest.
///
/// # Errors
/// What Jira refuses; an issue outside of the projects filter.
pub async fn list(ctx: &Ctx, params: JiraGetComments) -> Result<Reply> {
    issues::check_project(ctx, &params.issue_key).await?;
    let start = params.start_at.unwrap_or_default();
    let answer = newest(ctx, &params.issue_key, start, params.limit).await?;
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

/// A page of comments, the newest first.
///
/// # Errors
/// What Jira refuses.
pub async fn newest(ctx: &Ctx, key: &str, start: i64, limit: i64) -> Result<Answer> {
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let request = ctx.jira_cloud()?;
            let request = request.get_issue_comment(key).order_by("-created");
            request.start_at(start).max_results(limit).send().await
        }
        Deployment::DataCenter => {
            let (start, limit) = (start.to_string(), limit.to_string());
            let request = ctx.jira_dc()?;
            let request = request.get_issue_comment(key).order_by("-created");
            request
                .start_at(start.as_str())
                .max_results(limit.as_str())
                .send()
                .await
        }
    }
}

/// `jira_add_comment`
///
/// # Errors
/// What Jira refuses; mentions that mean nobody.
pub async fn add(ctx: &WriteCtx, params: JiraAddComment) -> Result<Reply> {
    issues::check_project(ctx, &params.issue_key).await?;
    let body = rich::written(ctx, &params.comment).await?;
    let answer = send(ctx, &params.issue_key, body).await?;
    Reply::of(answer, |comment: Comment| {
        let people = &comment.author.iter().collect();
        Reply::json(&comment.shown(RichText { people }))
    })
}

/// Adds a comment in the form that Jira takes.
///
/// # Errors
/// What Jira refuses.
pub async fn post(ctx: &WriteCtx, key: &IssueKey, body: Value) -> Result<Comment> {
    send(ctx, key, body).await?.view()
}

async fn send(ctx: &WriteCtx, key: &IssueKey, body: Value) -> Result<Answer> {
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let body = jira_cloud::types::Comment {
                body: Some(body),
                ..Default::default()
            };
            ctx.jira_cloud()?
                .post_issue_comment(key, &body)
                .send()
                .await
        }
        Deployment::DataCenter => {
            let body = jira_dc::types::CommentJsonBean {
                body: text(body),
                ..Default::default()
            };
            ctx.jira_dc()?.post_issue_comment(key, &body).send().await
        }
    }
}

/// The comment that a caller gives beside fields or among them; it is taken out of these.
///
/// # Errors
/// [`Error::Arguments`] if it is given twice.
pub fn given(beside: Option<Value>, fields: &mut Vec<(String, Value)>) -> Result<Option<Value>> {
    let among = fields.extract_if(.., |(name, _)| meaning(name) == meaning("comment"));
    let among = among
        .map(|(_, value)| body(value))
        .filter(|value| !is_blank(value));
    let mut all = beside.into_iter().chain(among);
    match (all.next(), all.next()) {
        (_, Some(_)) => Err(Error::Arguments(
            "the comment is given twice; give it once".into(),
        )),
        (comment, None) => Ok(comment),
    }
}

/// The text of a comment, also within Jira's object and its operation.
fn body(value: Value) -> Value {
    match value {
        Value::Array(mut items) if items.len() == 1 => items.pop().map(body).unwrap_or_default(),
        Value::Object(mut map) if !map.contains_key("type") => {
            let inner = map.remove("add").or_else(|| map.remove("body"));
            inner.map_or(Value::Object(map), body)
        }
        other => other,
    }
}

/// A comment as an operation that travels with another change.
pub fn operation(body: Value) -> (String, Value) {
    ("comment".to_owned(), json!([{ "add": { "body": body } }]))
}

/// The id of the newest comment; empty if there is none.
///
/// # Errors
/// What Jira refuses.
pub async fn newest_id(ctx: &WriteCtx, key: &IssueKey) -> Result<String> {
    let page: Comments = newest(ctx, key, 0, 1).await?.view()?;
    let newest = page.comments.into_iter().next();
    Ok(newest.map(|comment| comment.id).unwrap_or_default())
}

/// Makes sure that a comment is there which travelled with another change, and gives its id if it can be told. Jira answers
/// such a request alike whether it took the comment or dropped it: if none came after `before`, it is added.
///
/// # Errors
/// What Jira refuses.
pub async fn ensure(
    ctx: &WriteCtx,
    key: &IssueKey,
    before: &str,
    body: Value,
) -> Result<Option<String>> {
    let page: Comments = newest(ctx, key, 0, LOOKED_AT).await?.view()?;
    let new: Vec<_> = page
        .comments
        .into_iter()
        .take_while(|comment| comment.id != before)
        .collect();
    if new.is_empty() {
        return Ok(Some(post(ctx, key, body).await?.id));
    }
    let people = &People::default();
    let rich = RichText { people };
    let is_it = |comment: &&Comment| rich.markdown(&comment.body) == rich.markdown(&body);
    Ok(new.iter().find(is_it).map(|comment| comment.id.clone()))
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
