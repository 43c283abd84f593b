//! Histories of many issues at once, on Cloud.

use serde_json::{Value, json};

use super::{
    error,
    model::{Change, Issue},
    show,
};
use crate::{
    json::put,
    paging::{self, Page},
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// `POST changelog/bulkfetch`: pages count the entries of all issues together.
pub(crate) fn bulk(world: &mut World, request: &Request) -> Answer {
    let texts = |name: &str| -> Vec<&str> {
        request
            .body(name)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    };
    let fields = texts("/fieldIds");
    let issues: Vec<&Issue> = texts("/issueIdsOrKeys")
        .into_iter()
        .filter_map(|name| world.jira.issue(name))
        .collect();
    let touches = |change: &Change| {
        change.items.iter().any(|item| {
            item.get("fieldId")
                .and_then(Value::as_str)
                .is_some_and(|id| fields.contains(&id))
        })
    };
    let entries = issues.iter().flat_map(|issue| {
        issue
            .history
            .iter()
            .map(|change| (issue.id.clone(), change))
    });
    let entries: Vec<(String, &Change)> = entries
        .filter(|(_, change)| fields.is_empty() || touches(change))
        .collect();
    let start = match request.body_text("/nextPageToken") {
        Some(token) => paging::offset(token)
            .ok_or_else(|| error(400, "The provided next page token is invalid."))?,
        None => 0,
    };
    let limit = request
        .body("/maxResults")
        .and_then(Value::as_u64)
        .and_then(|limit| usize::try_from(limit).ok());
    let page = Page::cut(entries, start, limit.unwrap_or(1000));
    let mut shown = json!({"issueChangeLogs": grouped(world, &page.items)});
    if let Some(next) = page.next() {
        put(&mut shown, "nextPageToken", paging::token(next));
    }
    Ok(Reply::ok(shown))
}

fn grouped(world: &World, entries: &[(String, &Change)]) -> Value {
    let groups = entries.chunk_by(|(issue, _), (next, _)| issue == next);
    let shown = groups.filter_map(|group| {
        let (issue, _) = group.first()?;
        let histories: Vec<Value> = group
            .iter()
            .map(|(_, change)| show::change(world, change))
            .collect();
        Some(json!({"issueId": issue, "changeHistories": histories}))
    });
    shown.collect()
}
