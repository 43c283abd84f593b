//! Comments on pull requests: a flat list on Cloud, threads among the activities on Data Center.

use serde_json::{Value, json};

use super::{
    cloud, data_center,
    model::{Comment, PullRequest, State, Task},
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

/// Cloud's `GET pullrequests/{pull}/tasks`: what is to be done is no comment, but may belong to one.
pub(super) fn tasks(world: &mut World, request: &Request) -> Answer {
    let (_, pull) = find_pull(world, request)?;
    let tasks = pull
        .comments
        .iter()
        .filter_map(|comment| show_task(world, comment));
    cloud::listed_up_to(100, world, request, tasks.collect())
}

pub(super) fn show_task(world: &World, comment: &Comment) -> Option<Value> {
    let state = match comment.task? {
        Task::Open => "UNRESOLVED",
        Task::Done => "RESOLVED",
    };
    Some(json!({
        "id": comment.id + 5000, "state": state, "content": {"raw": comment.text, "markup": "markdown", "html": ""},
        "creator": cloud::account(world, &comment.by), "comment": {"id": comment.id}, "pending": false,
        "created_on": comment.at.bitbucket(), "updated_on": comment.at.bitbucket(),
    }))
}

pub(super) fn show_cloud(world: &World, pull: &PullRequest, comment: &Comment) -> Value {
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
        let (new, old) = match comment.old {
            true => (None, comment.line),
            false => (comment.line, None),
        };
        let mut inline = json!({"path": path, "from": old, "to": new});
        if let Some(start) = comment.start {
            put(
                &mut inline,
                if comment.old {
                    "start_from"
                } else {
                    "start_to"
                },
                start,
            );
        }
        if comment.outdated {
            put(&mut inline, "outdated", true);
        }
        put(&mut shown, "inline", inline);
    }
    if comment.resolved {
        put(
            &mut shown,
            "resolution",
            json!({"type": "comment_resolution", "user": cloud::account(world, &pull.author)}),
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

/// Data Center's `GET pull-requests/{pull}/blocker-comments`: tasks wherever they stand.
pub(super) fn blockers(world: &mut World, request: &Request) -> Answer {
    let (_, pull) = find_pull(world, request)?;
    let tasks = pull
        .comments
        .iter()
        .filter(|comment| comment.task.is_some());
    let shown = tasks.map(|comment| {
        let mut shown = thread(world, pull, comment);
        if let Some(parent) = comment.replies_to {
            put(&mut shown, "parent", json!({"id": parent}));
        }
        if let Some(anchor) = anchor(pull, comment) {
            put(&mut shown, "anchor", anchor);
        }
        shown
    });
    Ok(Reply::ok(data_center::listed(request, shown)))
}

/// A comment with the answers to it, but for those that are tasks: the product leaves them out.
pub(super) fn thread(world: &World, pull: &PullRequest, comment: &Comment) -> Value {
    let answers = pull
        .comments
        .iter()
        .filter(|answer| answer.replies_to == Some(comment.id) && answer.task.is_none());
    let (severity, state) = match comment.task {
        None => ("NORMAL", "OPEN"),
        Some(Task::Open) => ("BLOCKER", "OPEN"),
        Some(Task::Done) => ("BLOCKER", "RESOLVED"),
    };
    json!({
        "id": comment.id, "version": 0, "text": comment.text, "author": data_center::account(world, &comment.by),
        "createdDate": comment.at.millis(), "updatedDate": comment.at.millis(), "severity": severity, "state": state, "threadResolved": comment.resolved,
        "comments": answers.map(|answer| thread(world, pull, answer)).collect::<Vec<_>>(),
    })
}

pub(super) fn anchor(pull: &PullRequest, comment: &Comment) -> Option<Value> {
    let path = comment.path.as_ref()?;
    let (kind, file) = if comment.old {
        ("REMOVED", "FROM")
    } else {
        ("ADDED", "TO")
    };
    Some(json!({
        "path": path, "line": comment.line, "lineType": kind, "fileType": file, "diffType": "EFFECTIVE", "orphaned": comment.outdated,
        "fromHash": pull.to, "toHash": pull.from,
    }))
}
