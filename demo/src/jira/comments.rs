//! Comments on issues.

use serde_json::Value;

use super::{field_error, issue, issue_mut, model::Comment, show};
use crate::{
    Flavour,
    paging::Page,
    people::PersonId,
    reply::{Answer, Reply},
    request::Request,
    rich,
    world::World,
};

/// `GET issue/{issue}/comment`
pub(crate) fn list(world: &mut World, request: &Request) -> Answer {
    let issue = issue(world, request)?;
    let mut comments: Vec<_> = issue.comments.iter().collect();
    if request.arg("orderBy") == Some("-created") {
        comments.reverse();
    }
    let page = Page::jira(comments, request, 100, 5000)
        .map(|comment| show::comment(world, issue, comment));
    Ok(Reply::ok(page.jira_json("comments")))
}

/// `POST issue/{issue}/comment`
pub(crate) fn add(world: &mut World, request: &Request) -> Answer {
    let key = issue(world, request)?.key.clone();
    let comment = new(world, &request.caller, &request.json)?;
    let stored = issue_mut(world, request)?;
    stored.updated = comment.created;
    stored.comments.push(comment.clone());
    let shown = world
        .jira
        .issue(&key)
        .map(|issue| show::comment(world, issue, &comment));
    Ok(Reply::json(201, shown.unwrap_or_default()))
}

/// A comment from `{"body": …, "visibility": …}`.
///
/// # Errors
/// 400 when the body is no ADF document on Cloud, or no text on Data Center.
pub(crate) fn new(world: &mut World, author: &PersonId, sent: &Value) -> Result<Comment, Reply> {
    let body = sent.get("body").cloned().unwrap_or_default();
    let valid = match world.flavour {
        Flavour::Cloud => rich::is_adf(&body) && !rich::words(&body).trim().is_empty(),
        Flavour::DataCenter => body.as_str().is_some_and(|text| !text.trim().is_empty()),
    };
    if !valid {
        return Err(field_error("comment", "Comment body is not valid!"));
    }
    let now = world.tick();
    Ok(Comment {
        id: world.jira.new_id().to_string(),
        author: author.clone(),
        body,
        created: now,
        updated: now,
        visibility: sent.get("visibility").cloned(),
    })
}
