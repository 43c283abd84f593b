//! Issues: read, made, changed and deleted; their histories, and what may be shown of those around them.

pub mod batch;
pub mod changelogs;
pub mod children;
pub mod drafts;
pub mod edits;
pub mod expand;
pub mod home;
pub mod issue_types;
pub mod outsiders;
pub mod replacements;
pub mod texts;
pub mod update;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use self::drafts::Draft;
use self::outsiders::Kinds;
use super::fields::coerce::Coerced;
use super::links::web_links;
use super::times::zone;
use super::{comments, fields};
use crate::access::{Access, Read, Write};
use crate::api::params::{JiraCreateIssue, JiraDeleteIssue, JiraGetIssue};
use crate::api::{jira_cloud, jira_dc};
use crate::args::IssueKey;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::Seen;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::scope::Key;
use crate::tools::{either, site};
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
pub async fn get(ctx: &Ctx<Read>, params: JiraGetIssue) -> Result<Reply> {
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
        extra(wants(WEB_LINKS), asked.is_empty(), |wanted| web_links::of(
            ctx, &issue.key, wanted
        )),
        extra(wants(CHILDREN), asked.is_empty(), |wanted| children::of(
            ctx, &issue, wanted
        )),
    );
    if let Some(newest) = newest? {
        issue.fields.insert("comment".into(), newest);
    }
    zone::of_issues(ctx, std::slice::from_mut(&mut issue), &BTreeMap::new()).await;
    if asked.is_empty() && issue.fields.get("creator") == issue.fields.get("reporter") {
        issue.fields.remove("creator");
    }
    let no_page = Kinds {
        schema: &BTreeMap::new(),
        names: &BTreeMap::new(),
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
async fn newest_comments(ctx: &Ctx<Read>, issue: &Issue, limit: i64) -> Result<Option<Value>> {
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

/// `jira_create_issue`: one request if only plain system fields are given, else after the type and its screen are looked up.
///
/// # Errors
/// What Jira refuses, field by field; types, users, fields and values that do not exist.
pub async fn create(ctx: &Ctx<Write>, params: JiraCreateIssue) -> Result<Reply> {
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

/// `jira_delete_issue`: an issue with sub-tasks only if the caller says that they go along.
///
/// # Errors
/// [`Error::Arguments`] lists the sub-tasks that would be lost; else what Jira refuses.
pub async fn delete(ctx: &Ctx<Write>, params: JiraDeleteIssue) -> Result<Reply> {
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
async fn subtasks_first(ctx: &Ctx<Write>, key: &str, error: Error) -> Error {
    match subtasks(ctx, key).await {
        Ok(subtasks) if !subtasks.is_empty() => Error::Arguments(format!(
            "{key} was not deleted: its sub-tasks would be lost with it. Pass delete_subtasks=true if that is meant: {}",
            subtasks.join("; ")
        )),
        _ => error,
    }
}

async fn subtasks(ctx: &Ctx<Write>, key: &str) -> Result<Vec<String>> {
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

/// Where people see an issue.
///
/// # Errors
/// If Jira is not configured.
pub async fn browse_url<A: Access>(ctx: &Ctx<A>, key: &str) -> Result<String> {
    let site = site::address(ctx, Product::Jira, None).await?;
    Ok(format!("{site}/browse/{key}"))
}

/// Makes sure, where a projects filter must be kept, that an issue is within it: an id does not say its project, and Jira
/// finds a moved issue by its old key too. Asked once a call.
///
/// # Errors
/// An issue outside of the projects filter.
pub async fn check_project<A: Access>(ctx: &Ctx<A>, issue: &IssueKey) -> Result<()> {
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
pub async fn look_up<A: Access>(ctx: &Ctx<A>, issue: &IssueKey, fields: &str) -> Result<Issue> {
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
pub async fn key_of<A: Access>(ctx: &Ctx<A>, issue: &IssueKey) -> Result<String> {
    match known_key(ctx, issue).await {
        Some(key) => Ok(key),
        None => Ok(look_up(ctx, issue, "project").await?.key),
    }
}

/// The key of an issue, if it takes no request to tell: from a look-up of this call, else what the caller gave.
pub async fn known_key<A: Access>(ctx: &Ctx<A>, issue: &IssueKey) -> Option<String> {
    let looked_up = ctx.issue_looked_up(issue).await;
    let looked_up = looked_up.filter(|key| !key.is_empty());
    looked_up.or_else(|| issue.project().map(|_| issue.to_string()))
}

/// What a reply calls an issue that was changed: its key, or its id if no more is known.
pub async fn named<A: Access>(ctx: &Ctx<A>, issue: &IssueKey) -> Map<String, Value> {
    let (member, name) = match known_key(ctx, issue).await {
        Some(key) => ("key", key),
        None => ("id", issue.to_string()),
    };
    Map::from_iter([(member.to_owned(), name.into())])
}
