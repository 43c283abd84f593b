//! New comments on pull requests, with what the products refuse of them.

use serde_json::Value;

use super::{
    comments, diff, error,
    model::{Comment, PullRequest, Repository, Task},
    pull_request as find_pull,
};
use crate::{
    Flavour,
    json::put,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

fn refused(flavour: Flavour, message: &str) -> Reply {
    error(flavour, 400, message)
}

/// Cloud's `POST pullrequests/{pull}/comments`
pub(super) fn add_cloud(world: &mut World, request: &Request) -> Answer {
    let refused = |message: &str| refused(Flavour::Cloud, message);
    let (repository, pull) = find_pull(world, request)?;
    if has_null(&request.json) || request.json.get("type").is_some() {
        return Err(refused("Bad request"));
    }
    let text = request
        .body_text("/content/raw")
        .filter(|text| !text.trim().is_empty());
    let text = text.ok_or_else(|| refused("content: this field is required"))?;
    let parent = request.body("/parent/id").and_then(Value::as_u64);
    let inline = request.body("/inline");
    if parent.is_some() && inline.is_some() {
        return Err(refused("inline: a reply takes none"));
    }
    if parent.is_some_and(|parent| !pull.comments.iter().any(|comment| comment.id == parent)) {
        return Err(error(Flavour::Cloud, 404, "Comment not found"));
    }
    let number = |name: &str| {
        inline
            .and_then(|inline| inline.get(name))
            .and_then(Value::as_u64)
    };
    let old = number("from").is_some();
    let (line, start) = if old {
        (number("from"), number("start_from"))
    } else {
        (number("to"), number("start_to"))
    };
    if start > line {
        return Err(refused("inline: start is after the end"));
    }
    let path = inline
        .and_then(|inline| inline.get("path"))
        .and_then(Value::as_str);
    if path.is_some_and(|path| file(repository, pull, path).is_none()) {
        return Err(refused("inline: path is not part of the diff"));
    }
    let sent = Comment {
        path: path.map(str::to_owned),
        line,
        start,
        old,
        replies_to: parent,
        ..blank(world, request, text)
    };
    let comment = keep(world, request, sent)?;
    let (_, pull) = find_pull(world, request)?;
    Ok(Reply::json(
        201,
        comments::show_cloud(world, pull, &comment),
    ))
}

/// Cloud's `POST pullrequests/{pull}/tasks`; the demo keeps only tasks that belong to a comment.
pub(super) fn add_task(world: &mut World, request: &Request) -> Answer {
    find_pull(world, request)?;
    let id = request.body("/comment/id").and_then(Value::as_u64);
    let (slug, pull) = names(request);
    let pull = world.bitbucket.pull_mut(&slug, pull);
    let comment = pull.and_then(|pull| {
        pull.comments
            .iter_mut()
            .find(|comment| Some(comment.id) == id)
    });
    let Some(comment) = comment else {
        return Err(error(
            Flavour::Cloud,
            400,
            "comment: this field is required",
        ));
    };
    comment.task = Some(Task::Open);
    let comment = comment.clone();
    Ok(Reply::json(
        201,
        comments::show_task(world, &comment).unwrap_or_default(),
    ))
}

/// Data Center's `POST pull-requests/{pull}/comments`
pub(super) fn add_data_center(world: &mut World, request: &Request) -> Answer {
    let refused = |message: &str| refused(Flavour::DataCenter, message);
    let (repository, pull) = find_pull(world, request)?;
    let text = request
        .body_text("/text")
        .filter(|text| !text.trim().is_empty());
    let text =
        text.ok_or_else(|| refused("Please enter a non-empty value less than 32768 characters"))?;
    if text.chars().count() > 32_767 {
        return Err(refused(
            "Please enter a non-empty value less than 32768 characters",
        ));
    }
    let parent = request.body("/parent/id").and_then(Value::as_u64);
    if parent.is_some_and(|parent| !pull.comments.iter().any(|comment| comment.id == parent)) {
        return Err(error(
            Flavour::DataCenter,
            404,
            "The comment to reply to does not exist.",
        ));
    }
    let path = request.body_text("/anchor/path");
    let line = request.body("/anchor/line").and_then(Value::as_u64);
    let old = request.body_text("/anchor/fileType") == Some("FROM");
    if let Some(path) = path {
        let found = file(repository, pull, path)
            .ok_or_else(|| refused("The file is not part of the diff."))?;
        if let Some(line) = line
            && found.line_kind(old, line) != request.body_text("/anchor/lineType")
        {
            return Err(refused(&format!("The line {line} is of another type.")));
        }
    }
    let task = (request.body_text("/severity") == Some("BLOCKER")).then_some(Task::Open);
    let sent = Comment {
        path: path.map(str::to_owned),
        line,
        old,
        replies_to: parent,
        task,
        ..blank(world, request, text)
    };
    let comment = keep(world, request, sent)?;
    let (_, pull) = find_pull(world, request)?;
    let mut shown = comments::thread(world, pull, &comment);
    if let Some(anchor) = comments::anchor(pull, &comment) {
        put(&mut shown, "anchor", anchor);
    }
    Ok(Reply::json(201, shown))
}

fn blank(world: &World, request: &Request, text: &str) -> Comment {
    Comment {
        id: world.bitbucket.new_comment_id(),
        by: request.caller.clone(),
        at: world.now(),
        text: text.to_owned(),
        path: None,
        line: None,
        start: None,
        old: false,
        replies_to: None,
        resolved: false,
        outdated: false,
        task: None,
    }
}

/// Where the request goes: repository and pull request.
fn names(request: &Request) -> (String, u64) {
    let pull = request.param("pull").parse().unwrap_or_default();
    (request.param("repository").to_owned(), pull)
}

fn keep(world: &mut World, request: &Request, sent: Comment) -> Result<Comment, Reply> {
    let comment = Comment {
        at: world.tick(),
        ..sent
    };
    let (slug, pull) = names(request);
    let flavour = world.flavour;
    let stored = world.bitbucket.pull_mut(&slug, pull);
    let stored = stored.ok_or_else(|| error(flavour, 404, "There is no such pull request."))?;
    stored.updated = comment.at;
    stored.comments.push(comment.clone());
    Ok(comment)
}

fn file<'a>(
    repository: &'a Repository,
    pull: &PullRequest,
    path: &str,
) -> Option<diff::Difference<'a>> {
    let files = diff::between(&repository.tree(&pull.to), &repository.tree(&pull.from));
    files.into_iter().find(|file| file.path == path)
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(has_null),
        Value::Object(members) => members.values().any(has_null),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
