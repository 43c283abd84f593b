//! One issue, with what Jira has elsewhere.

use std::collections::HashMap;

use serde_json::Value;

use super::outsiders::Kinds;
use super::{browse_url, children, expand, outsiders};
use crate::api::params::JiraGetIssue;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::http::Seen;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::jira::links::remote_links;
use crate::tools::jira::times::zone;
use crate::tools::jira::{comments, fields};
use crate::views::jira::{Issue, IssueView, RichText};

/// What one issue shows if nothing else is asked: all of it but what has tools of its own or is never read.
const USUAL_FIELDS: &str = "*all,-worklog,-watches,-votes,-workratio,-lastViewed,-thumbnail,-progress,-aggregateprogress,\
    -statuscategorychangedate,-statusCategory,-timespent,-timeestimate,-timeoriginalestimate,-aggregatetimespent,\
    -aggregatetimeestimate,-aggregatetimeoriginalestimate";

/// What can be asked for with an issue that Jira has elsewhere.
const WEB_LINKS: &str = "web_links";

const CHILDREN: &str = "children";

/// `jira_get_issue`
///
/// # Errors
/// What Jira refuses, and an issue outside of the projects filter.
pub async fn get(ctx: &Ctx, params: JiraGetIssue) -> Result<Reply> {
    let asked = params.fields.unwrap_or_default().0;
    let asked = fields::ids(ctx, &asked).await?;
    let ids = asked.join(",");
    let ids = if ids.is_empty() { USUAL_FIELDS } else { &ids };
    let mut expand = expand::parts(params.expand, &[WEB_LINKS, CHILDREN])?;
    let expanded = ["names", "schema"]
        .iter()
        .map(|part| (*part).to_owned())
        .chain(expand.iter().cloned())
        .collect::<Vec<_>>()
        .join(",");
    let properties = params.issue_properties.map(|list| list.joined());
    let update_history = params.update_history && !ctx.policy().is_read_only();
    let answer = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let request = ctx.jira_cloud()?;
            let request = request
                .get_issue_by_issue_id_or_key(&params.issue_key)
                .fields(ids)
                .expand(expanded.as_str());
            request
                .properties(properties.as_deref())
                .update_history(update_history)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            let request = ctx.jira_dc()?;
            let request = request
                .get_issue_by_issue_id_or_key(&params.issue_key)
                .fields(ids)
                .expand(expanded.as_str());
            let history = if update_history { "true" } else { "false" };
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
    let wants = |extra: &str| expand.iter().any(|part| part == extra);
    let (newest, web_links, children) = tokio::join!(
        newest_comments(ctx, &issue, params.comment_limit),
        extra(wants(WEB_LINKS), asked.is_empty(), |wanted| {
            remote_links::of(ctx, &issue.key, wanted)
        }),
        extra(wants(CHILDREN), asked.is_empty(), |wanted| children::of(
            ctx, &issue, wanted
        )),
    );
    if let Some(newest) = newest? {
        issue.fields.insert("comment".into(), newest);
    }
    zone::of_issues(ctx, std::slice::from_mut(&mut issue), &HashMap::new()).await;
    if asked.is_empty() && issue.fields.get("creator") == issue.fields.get("reporter") {
        issue.fields.remove("creator");
    }
    let no_page = Kinds {
        schema: &HashMap::new(),
        names: &HashMap::new(),
    };
    outsiders::hide(ctx.policy(), &mut issue, no_page);
    expand.extend(properties.map(|_| "properties".to_owned()));
    let people = &issue.people();
    let view = IssueView {
        rich: RichText { people },
        names: &issue.names,
        schema: &issue.schema,
        asked: &asked,
        comment_limit: Some(usize::try_from(params.comment_limit).unwrap_or_default()),
        expand: &expand,
    };
    let mut shown = issue.shown(&view);
    for (name, value) in [(CHILDREN, children?), (WEB_LINKS, web_links?)] {
        shown.extend(value.map(|value| (name.to_owned(), value)));
    }
    shown.insert("url".into(), browse_url(ctx, &issue.key).await?.into());
    Reply::json(&shown)
}

/// What is shown beside the fields: if it is asked for, or else if no fields are; `of` is told whether it was asked for.
async fn extra<F: Future<Output = Result<Option<Value>>>>(
    asked: bool,
    usually: bool,
    of: impl FnOnce(bool) -> F,
) -> Result<Option<Value>> {
    if asked || usually {
        of(asked).await
    } else {
        Ok(None)
    }
}

/// The newest comments, where Jira gave only a part: the oldest.
async fn newest_comments(ctx: &Ctx, issue: &Issue, limit: i64) -> Result<Option<Value>> {
    let comment = issue.fields.get("comment");
    let given = comment.and_then(|comment| comment.get("comments")?.as_array());
    let total = comment.and_then(|comment| comment.get("total")?.as_u64());
    let is_all = given.is_none_or(|given| total.unwrap_or_default() <= given.len() as u64);
    if is_all || limit <= 0 {
        return Ok(None);
    }
    let answer = comments::newest(ctx, &issue.key, 0, limit).await?;
    let mut newest = answer.json()?;
    if let Some(comments) = newest.get_mut("comments").and_then(Value::as_array_mut) {
        comments.reverse();
    }
    Ok(Some(newest))
}
