//! Links from an issue to elsewhere: web pages, Confluence pages, issues of other systems.

use serde_json::{Value, json};

use crate::access::Read;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::tools::either;
use crate::views::Items;
use crate::views::jira::RemoteLink;

/// The web links of an issue. None if there are none, or if linking is switched off, unless they were `asked` for.
///
/// # Errors
/// What Jira refuses of links that were asked for; of others, the text of the error stands in their place.
pub async fn of(ctx: &Ctx<Read>, key: &str, asked: bool) -> Result<Option<Value>> {
    let links = match listed(ctx, key).await {
        Ok(links) => links,
        Err(error) if asked => return Err(error),
        Err(error) if error.is_not_found() || error.is_forbidden() => return Ok(None),
        Err(error) => return Ok(Some(json!({ "error": error.to_string() }))),
    };
    Ok((asked || !links.is_empty()).then(|| json!(links)))
}

async fn listed(ctx: &Ctx<Read>, key: &str) -> Result<Vec<RemoteLink>> {
    let answer = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_remotelink(key))?;
    answer.view().map(|Items(links)| links)
}
