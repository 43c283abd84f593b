//! Links from an issue to elsewhere: web pages, Confluence pages, issues of other systems.

use crate::api::params::JiraCreateRemoteIssueLink;
use crate::api::{jira_cloud, jira_dc};
use crate::args::not_blank;
use crate::ctx::{Ctx, WriteCtx};
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::either;
use crate::tools::jira::issues;
use crate::views::Items;
use crate::views::jira::{Created, RemoteLink};
use serde_json::{Value, json};

/// `jira_create_remote_issue_link`
///
/// # Errors
/// An address that is not of the web; what Jira refuses.
pub async fn create(ctx: &WriteCtx, params: JiraCreateRemoteIssueLink) -> Result<Reply> {
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

/// The web links of an issue. None if there are none, or if linking is switched off, unless they were `asked` for.
///
/// # Errors
/// What Jira refuses of links that were asked for; of others, the text of the error stands in their place.
pub async fn of(ctx: &Ctx, key: &str, asked: bool) -> Result<Option<Value>> {
    let links = match listed(ctx, key).await {
        Ok(links) => links,
        Err(error) if asked => return Err(error),
        Err(error) if error.is_not_found() || error.is_forbidden() => return Ok(None),
        Err(error) => return Ok(Some(json!({ "error": error.to_string() }))),
    };
    Ok((asked || !links.is_empty()).then(|| json!(links)))
}

async fn listed(ctx: &Ctx, key: &str) -> Result<Vec<RemoteLink>> {
    let answer = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_remotelink(key))?;
    answer.view().map(|Items(links)| links)
}
