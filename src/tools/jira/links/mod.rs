//! Links between issues, to epics, and to what is elsewhere.

pub mod epics;
pub mod remote_links;

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::{issues, rich};
use crate::api::params::{JiraCreateIssueLink, JiraGetLinkTypes, JiraRemoveIssueLink};
use crate::api::{jira_cloud, jira_dc};
use crate::args::{IssueKey, not_blank};
use crate::ctx::{Ctx, WriteCtx};
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::shortfall::OrTold as _;
use crate::tools::either;
use crate::tools::names::{OF_VALUES, called};
use crate::views::jira::{Issue, IssueLink, LinkType, LinkTypes};

/// `jira_get_link_types`
///
/// # Errors
/// If linking is switched off.
pub async fn types(ctx: &Ctx, params: JiraGetLinkTypes) -> Result<Reply> {
    let types = all_types(ctx).await?;
    let part = params
        .name_filter
        .map(|part| part.trim().to_lowercase())
        .unwrap_or_default();
    let matching = |kind: &&LinkType| {
        [&kind.name, &kind.inward, &kind.outward]
            .iter()
            .any(|text| text.to_lowercase().contains(&part))
    };
    Reply::json(
        &types
            .issue_link_types
            .iter()
            .filter(matching)
            .collect::<Vec<_>>(),
    )
}

async fn all_types(ctx: &Ctx) -> Result<Arc<LinkTypes>> {
    let load = async {
        either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_link_type())?.view()
    };
    ctx.caller().cache().jira_link_types.get(load).await
}

/// `jira_create_issue_link`: the inward issue is the one that points ("A blocks B"), as a link of two issues has it in
/// Jira's own model: B then shows A as its `inwardIssue`, labelled with the inward phrase ("is blocked by A"). A type that is
/// called by that phrase makes the sentence of the two keys read the other way round.
///
/// # Errors
/// A type that does not exist, with those that do; an issue linked to itself; what Jira refuses, with the key that is wrong.
pub async fn create(ctx: &WriteCtx, params: JiraCreateIssueLink) -> Result<Reply> {
    let (subject, object) = (&params.inward_issue_key, &params.outward_issue_key);
    if subject == object {
        return Err(Error::Arguments(format!(
            "an issue cannot be linked to itself: both ends are {subject}"
        )));
    }
    let comment = not_blank(params.comment);
    let visibility = params
        .comment_visibility
        .map(|visibility| visibility.0)
        .filter(|visibility| !visibility.is_empty());
    if visibility.is_some() && comment.is_none() {
        return Err(Error::Arguments(
            "`comment_visibility` is given without a `comment`".into(),
        ));
    }
    issues::check_project(ctx, subject).await?;
    issues::check_project(ctx, object).await?;
    let types = all_types(ctx).await?;
    let (kind, said) = named(&types.issue_link_types, &params.link_type)?;
    let (ends, phrase) = match said {
        Said::Outward => ([subject, object], &kind.outward),
        Said::Inward => ([object, subject], &kind.inward),
    };
    let comment = match &comment {
        Some(comment) => Some(rich::written(ctx, comment).await?),
        None => None,
    };
    match send(ctx, kind, ends, comment, visibility).await {
        Err(error) if error.is_not_found() => return Err(missing_end(ctx, ends, error).await),
        sent => sent?,
    }
    let mut reply = Map::from_iter([(
        "linked".to_owned(),
        json!(format!("{subject} {phrase} {object}")),
    )]);
    if let Some(id) = id_between(ctx, kind, ends).await {
        reply.insert("link_id".into(), id.into());
    }
    reply.insert("type".into(), json!(kind.name));
    Reply::json(&reply)
}

/// In which direction the name of a type reads.
#[derive(Clone, Copy)]
enum Said {
    /// By its name or its outward phrase: the first issue points.
    Outward,
    /// By its inward phrase: the second one does.
    Inward,
}

/// The refusal with the ends that are not there, for Jira does not say which.
async fn missing_end(ctx: &WriteCtx, ends: [&IssueKey; 2], error: Error) -> Error {
    let mut missing = Vec::new();
    for end in ends {
        if issues::look_up(ctx, end, "project")
            .await
            .is_err_and(|error| error.is_not_found())
        {
            missing.push(end.to_string());
        }
    }
    match missing.is_empty() {
        true => error,
        false => error.noting(&format!(
            "It is {} that is not there",
            missing.join(" and ")
        )),
    }
}

/// The id of the link that was just made, which Jira does not tell; none if it is not found.
async fn id_between(
    ctx: &WriteCtx,
    kind: &LinkType,
    [inward, outward]: [&IssueKey; 2],
) -> Option<String> {
    let read = async {
        either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_by_issue_id_or_key(inward).fields("issuelinks"))?
            .view::<Issue>()
    };
    let issue = read.await.or_told("the id of the link")?;
    let is_other = |other: &Value| {
        ["key", "id"]
            .iter()
            .any(|member| other.get(member).and_then(Value::as_str) == Some(&**outward))
    };
    let links = issue.fields.get("issuelinks")?.as_array()?;
    let link = links.iter().find(|link| {
        link.pointer("/type/name").and_then(Value::as_str) == Some(kind.name.as_str())
            && link.get("outwardIssue").is_some_and(is_other)
    });
    link?.get("id")?.as_str().map(str::to_owned)
}

async fn send(
    ctx: &WriteCtx,
    kind: &LinkType,
    [inward, outward]: [&IssueKey; 2],
    comment: Option<Value>,
    visibility: Option<Map<String, Value>>,
) -> Result<()> {
    let name = Some(kind.name.clone());
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let visibility = visibility.map(audience).transpose()?;
            let body = jira_cloud::types::LinkIssueRequestJsonBean {
                type_: jira_cloud::types::IssueLinkType {
                    name,
                    ..Default::default()
                },
                inward_issue: cloud_end(inward),
                outward_issue: cloud_end(outward),
                comment: comment.map(|body| jira_cloud::types::Comment {
                    body: Some(body),
                    visibility,
                    ..Default::default()
                }),
            };
            ctx.jira_cloud()?.post_issue_link(&body).send().await?;
        }
        Deployment::DataCenter => {
            let visibility = visibility.map(audience).transpose()?;
            let comment = comment.as_ref().and_then(Value::as_str).map(str::to_owned);
            let body = jira_dc::types::LinkIssueRequestJsonBean {
                type_: Some(jira_dc::types::IssueLinkTypeJsonBean {
                    name,
                    ..Default::default()
                }),
                inward_issue: Some(data_center_end(inward)),
                outward_issue: Some(data_center_end(outward)),
                comment: comment.map(|body| jira_dc::types::CommentJsonBean {
                    body: Some(body),
                    visibility,
                    ..Default::default()
                }),
            };
            ctx.jira_dc()?.post_issue_link(&body).send().await?;
        }
    }
    Ok(())
}

fn cloud_end(issue: &IssueKey) -> jira_cloud::types::LinkedIssue {
    let (id, key) = issue.id_or_key();
    jira_cloud::types::LinkedIssue { id, key }
}

fn data_center_end(issue: &IssueKey) -> jira_dc::types::IssueRefJsonBean {
    let (id, key) = issue.id_or_key();
    jira_dc::types::IssueRefJsonBean {
        id,
        key,
        ..Default::default()
    }
}

/// Who sees a comment, in the type of either document.
fn audience<T: DeserializeOwned>(given: Map<String, Value>) -> Result<T> {
    let form = || {
        Error::Arguments("`comment_visibility`: expected {\"type\": \"role\" or \"group\", \"value\": \"its name\"}".into())
    };
    if !["type", "value"]
        .iter()
        .all(|member| given.get(*member).is_some_and(Value::is_string))
    {
        return Err(form());
    }
    serde_json::from_value(given.into()).map_err(|_| form())
}

/// The type of that id, name or phrase, and which way round it reads; letter case and accents do not matter.
fn named<'a>(types: &'a [LinkType], asked: &str) -> Result<(&'a LinkType, Said)> {
    let asked = asked.trim();
    let by = |names: fn(&LinkType) -> Vec<&str>| {
        called(&OF_VALUES, types.iter(), asked, |kind| names(kind))
    };
    let ways = [
        (by(|kind| vec![&kind.id, &kind.name]), Said::Outward),
        (by(|kind| vec![&kind.outward]), Said::Outward),
        (by(|kind| vec![&kind.inward]), Said::Inward),
    ];
    let found = ways.into_iter().find(|(found, _)| !found.is_empty());
    let (found, said) = found.unwrap_or((Vec::new(), Said::Outward));
    let listed = |types: &mut dyn Iterator<Item = &LinkType>| {
        let shown: Vec<_> = types
            .map(|kind| format!("{} ({} / {})", kind.name, kind.outward, kind.inward))
            .collect();
        shown.join(", ")
    };
    match found.as_slice() {
        [kind] => Ok((*kind, said)),
        [] => Err(Error::Arguments(format!(
            "no type of link is called \"{asked}\"; there are {}",
            listed(&mut types.iter())
        ))),
        several => Err(Error::Arguments(format!(
            "several types of link are called \"{asked}\": use a name of {}",
            listed(&mut several.iter().copied())
        ))),
    }
}

/// `jira_remove_issue_link`: with a projects filter, both issues are looked at first.
///
/// # Errors
/// A link that does not exist or leads outside of the projects filter.
pub async fn remove(ctx: &WriteCtx, params: JiraRemoveIssueLink) -> Result<Reply> {
    let id = &params.link_id;
    if ctx.policy().narrows_jira() {
        let link: IssueLink =
            either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_link_by_link_id(id))?
                .view()?;
        for issue in [link.inward_issue, link.outward_issue] {
            let key = issue.map(|issue| issue.key).unwrap_or_default();
            ctx.policy().check_found(&key)?;
        }
    }
    either!(ctx, Jira, jira_cloud | jira_dc, api => api.delete_issue_link_by_link_id(id))?;
    Reply::json(&json!({ "removed": &**id }))
}
