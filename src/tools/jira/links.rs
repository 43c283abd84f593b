//! Links between issues, and to web pages.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::{issues, rich};
use crate::access::{Access, Read, Write};
use crate::api::params::{
    JiraCreateIssueLink, JiraCreateRemoteIssueLink, JiraGetLinkTypes, JiraRemoveIssueLink,
};
use crate::api::{jira_cloud, jira_dc};
use crate::args::{IssueKey, not_blank};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::either;
use crate::tools::names::{OF_VALUES, called};
use crate::views::jira::{Created, IssueLink, LinkType, LinkTypes};

/// `jira_get_link_types`
///
/// # Errors
/// If linking is switched off.
pub async fn types(ctx: &Ctx<Read>, params: JiraGetLinkTypes) -> Result<Reply> {
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

async fn all_types<A: Access>(ctx: &Ctx<A>) -> Result<Arc<LinkTypes>> {
    let load = async {
        either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_link_type())?.view()
    };
    ctx.caller().cache().jira_link_types.get(load).await
}

/// `jira_create_issue_link`: the inward issue is the one that points ("A blocks B"), as a link of two issues has it in
/// Jira's own model: B then shows A as its `inwardIssue`, labelled with the inward phrase ("is blocked by A").
///
/// # Errors
/// A type that does not exist, with those that do; an issue linked to itself; what Jira refuses.
pub async fn create(ctx: &Ctx<Write>, params: JiraCreateIssueLink) -> Result<Reply> {
    let (inward, outward) = (&params.inward_issue_key, &params.outward_issue_key);
    if inward == outward {
        return Err(Error::Arguments(format!(
            "an issue cannot be linked to itself: both ends are {inward}"
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
    issues::check_project(ctx, inward).await?;
    issues::check_project(ctx, outward).await?;
    let types = all_types(ctx).await?;
    let kind = named(&types.issue_link_types, &params.link_type)?;
    let comment = match &comment {
        Some(comment) => Some(rich::written(ctx, comment).await?),
        None => None,
    };
    send(ctx, kind, [inward, outward], comment, visibility).await?;
    Reply::json(
        &json!({ "linked": format!("{inward} {} {outward}", kind.outward), "type": kind.name }),
    )
}

async fn send(
    ctx: &Ctx<Write>,
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

/// The type of that id, name or phrase; letter case does not matter.
fn named<'a>(types: &'a [LinkType], asked: &str) -> Result<&'a LinkType> {
    let asked = asked.trim();
    let by_name = called(&OF_VALUES, types.iter(), asked, |kind| {
        vec![kind.id.as_str(), kind.name.as_str()]
    });
    let found = match by_name.first() {
        Some(kind) => vec![*kind],
        None => called(&OF_VALUES, types.iter(), asked, |kind| {
            vec![kind.inward.as_str(), kind.outward.as_str()]
        }),
    };
    let listed = |types: &mut dyn Iterator<Item = &LinkType>| {
        let shown: Vec<_> = types
            .map(|kind| format!("{} ({} / {})", kind.name, kind.outward, kind.inward))
            .collect();
        shown.join(", ")
    };
    match found.as_slice() {
        [kind] => Ok(kind),
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

/// `jira_create_remote_issue_link`
///
/// # Errors
/// An address that is not of the web; what Jira refuses.
pub async fn create_remote(ctx: &Ctx<Write>, params: JiraCreateRemoteIssueLink) -> Result<Reply> {
    let url = web("url", &params.url)?;
    let icon = not_blank(params.icon_url)
        .map(|icon| web("icon_url", &icon))
        .transpose()?;
    let title = params.title.trim().to_owned();
    if title.is_empty() {
        return Err(Error::Arguments(
            "`title` is empty: it is the text of the link".into(),
        ));
    }
    issues::check_project(ctx, &params.issue_key).await?;
    let (summary, relationship) = (not_blank(params.summary), not_blank(params.relationship));
    let shown = (title.clone(), url.clone());
    let answer = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let icon = icon.map(|icon| jira_cloud::types::Icon {
                url16x16: Some(icon),
                ..Default::default()
            });
            let object = jira_cloud::types::RemoteObject {
                title,
                url,
                summary,
                icon,
                status: None,
            };
            let body = jira_cloud::types::RemoteIssueLinkRequest {
                object,
                relationship,
                application: None,
                global_id: None,
            };
            ctx.jira_cloud()?
                .post_issue_remotelink(&params.issue_key, &body)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            let icon = icon.map(|icon| jira_dc::types::Icon {
                url16x16: Some(icon),
                ..Default::default()
            });
            let object = jira_dc::types::RemoteObject {
                title: Some(title),
                url: Some(url),
                summary,
                icon,
                status: None,
            };
            let body = jira_dc::types::RemoteIssueLinkCreateOrUpdateRequest {
                object: Some(object),
                relationship,
                ..Default::default()
            };
            ctx.jira_dc()?
                .post_issue_remotelink(&params.issue_key, &body)
                .send()
                .await?
        }
    };
    Reply::of(answer, |created: Created| {
        let id = created.id;
        Reply::json(
            &json!({ "id": id, "issue": &*params.issue_key, "title": shown.0, "url": shown.1 }),
        )
    })
}

/// A web address, which a browser can be sent to without harm: neither a script nor a file.
fn web(parameter: &str, given: &str) -> Result<String> {
    let url = reqwest::Url::parse(given.trim())
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"));
    url.map(|_| given.trim().to_owned())
        .ok_or_else(|| Error::Arguments(format!("`{parameter}`: expected an address that starts with https:// or http://, got \"{given}\"")))
}

/// `jira_remove_issue_link`: with a projects filter, both issues are looked at first.
///
/// # Errors
/// A link that does not exist or leads outside of the projects filter.
pub async fn remove(ctx: &Ctx<Write>, params: JiraRemoveIssueLink) -> Result<Reply> {
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
