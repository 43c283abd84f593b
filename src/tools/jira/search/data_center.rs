//! Pages by offset, with a total.

use serde_json::{Value, json};

use super::jql_errors;
use super::{Part, Place, Query, asking, listed, rows};
use crate::api::jira_dc;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::{Answer, Seen};
use crate::reply::Reply;
use crate::tools::jira::times::zone;
use crate::views::jira::SearchPage;

/// A page of a query.
///
/// # Errors
/// What Jira refuses.
pub async fn page(ctx: &Ctx, query: &Query) -> Result<Reply> {
    let start = offset(query)?;
    let answer = send(ctx, query, &Part::shown(query), start).await?;
    let mut page: SearchPage = match answer.view_or_raw()? {
        Seen::View(page) => page,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    zone::of_issues(ctx, &mut page.issues, &page.schema).await;
    let rows = rows(ctx, query, &mut page);
    let shown = rows.shown;
    let end = page.start_at.unwrap_or_default() + shown as u64;
    // A Jira that begins elsewhere than it was asked to would never come to an end.
    let is_new = shown > 0 && end > start.unsigned_abs();
    let more = is_new && page.total.is_some_and(|total| end < total);
    let next = more.then(|| json!({ "start_at": end }));
    let mut warnings = match page.warnings() {
        Value::Array(warnings) => warnings,
        Value::Null => Vec::new(),
        one => vec![one],
    };
    if page.total == Some(0) && jql_errors::asks_for_parent(ctx, &query.jql) {
        warnings.push(jql_errors::PARENT.into());
    }
    listed(rows, page.total, next, warnings.into())
}

async fn send(ctx: &Ctx, query: &Query, part: &Part, start: i64) -> Result<Answer> {
    let api = ctx.jira_dc()?;
    match query.place {
        Place::Site => {
            let body = jira_dc::types::SearchRequestBean {
                jql: Some(query.jql.clone()),
                fields: part.fields.clone(),
                expand: part.expand.clone(),
                max_results: i32::try_from(part.limit).ok(),
                start_at: i32::try_from(start).ok(),
                ..Default::default()
            };
            api.post_search(&body).send().await
        }
        Place::Board(id) => {
            asking!(api.get_agile_board_issue(id), query, part)
                .start_at(start)
                .send()
                .await
        }
        Place::Sprint(id) => {
            asking!(api.get_agile_sprint_issue(id), query, part)
                .start_at(start)
                .send()
                .await
        }
    }
}

/// Where the page begins: page tokens are offsets here.
fn offset(query: &Query) -> Result<i64> {
    let token = query.page_token.as_ref().map(|token| {
        let wrong = |_| {
            Error::Arguments(
                "`page_token`: this is no token of this server; take `next` of the page before"
                    .into(),
            )
        };
        token.parse().map_err(wrong)
    });
    token.unwrap_or(Ok(query.start_at))
}
