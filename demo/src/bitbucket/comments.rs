//! Comments on pull requests: a flat list on Cloud, threads among the activities on Data Center.

use serde_json::{Value, json};

use super::{
    cloud, data_center,
    model::{Comment, PullRequest, State},
    pull_request as find_pull,
};
use crate::{
    json::put,
    reply::{Answer, Reply},
    request::Request,
    time::Moment,
    world::World,
};

/// Cloud's `GET pullrequests/{pull}/comments`: the oldest first.
pub(super) fn list(world: &mut World, request: &Request) -> Answer {
    let (_, pull) = find_pull(world, request)?;
    let shown = pull
        .comments
        .iter()
        .map(|comment| show_cloud(world, pull, comment));
    cloud::listed(world, request, shown.collect())
}

fn show_cloud(world: &World, pull: &PullRequest, comment: &Comment) -> Value {
    let mut shown = json!({
        "type": "pullrequest_comment", "id": comment.id, "deleted": false, "pending": false,
        "created_on": comment.at.bitbucket(), "updated_on": comment.at.bitbucket(),
        "content": {"type": "rendered", "raw": comment.text, "markup": "markdown", "html": format!("<p>{}</p>", comment.text)},
        "user": cloud::account(world, &comment.by),
        "pullrequest": {"type": "pullrequest", "id": pull.id, "title": pull.title},
    });
    if let Some(parent) = comment.replies_to {
        put(&mut shown, "parent", json!({"id": parent}));
    }
    if let Some(path) = &comment.path {
        put(
            &mut shown,
            "inline",
            json!({"path": path, "from": null, "to": comment.line}),
        );
    }
    shown
}

/// Data Center's `GET pull-requests/{pull}/activities`: the newest first.
pub(super) fn activities(world: &mut World, request: &Request) -> Answer {
    let (_, pull) = find_pull(world, request)?;
    let activity = |id: u64, at: Moment, by: &str, action: &str| json!({"id": id, "createdDate": at.millis(), "user": data_center::account(world, by), "action": action});
    let threads = pull
        .comments
        .iter()
        .filter(|comment| comment.replies_to.is_none());
    let commented = threads.map(|comment| {
        let mut shown = activity(comment.id + 1000, comment.at, &comment.by, "COMMENTED");
        put(&mut shown, "commentAction", "ADDED");
        put(&mut shown, "comment", thread(world, pull, comment));
        if let Some(anchor) = anchor(pull, comment) {
            put(&mut shown, "commentAnchor", anchor);
        }
        shown
    });
    let opened = activity(pull.id * 10, pull.created, &pull.author, "OPENED");
    let closed = (pull.state != State::Open).then(|| {
        let by = pull
            .reviewers
            .first()
            .map_or(&pull.author, |reviewer| &reviewer.id);
        activity(pull.id * 10 + 1, pull.updated, by, pull.state.name())
    });
    let all: Vec<Value> = std::iter::once(opened)
        .chain(commented)
        .chain(closed)
        .collect();
    Ok(Reply::ok(data_center::listed(
        request,
        all.into_iter().rev(),
    )))
}

/// A comment with the answers to it.
fn thread(world: &World, pull: &PullRequest, comment: &Comment) -> Value {
    let answers = pull
        .comments
        .iter()
        .filter(|answer| answer.replies_to == Some(comment.id));
    json!({
        "id": comment.id, "version": 0, "text": comment.text, "author": data_center::account(world, &comment.by),
        "createdDate": comment.at.millis(), "updatedDate": comment.at.millis(), "severity": "NORMAL", "state": "OPEN",
        "comments": answers.map(|answer| thread(world, pull, answer)).collect::<Vec<_>>(),
    })
}

fn anchor(pull: &PullRequest, comment: &Comment) -> Option<Value> {
    let path = comment.path.as_ref()?;
    Some(json!({
        "path": path, "line": comment.line, "lineType": "ADDED", "fileType": "TO", "diffType": "EFFECTIVE", "orphaned": false,
        "fromHash": pull.to, "toHash": pull.from,
    }))
}
