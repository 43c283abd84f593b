//! Editing, deleting and bulk-creating issues.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    comments, error, field_error, field_errors,
    fields::{Field, Kind, field},
    issue,
    issues::{self, settable},
    model::{Issue, Project},
    set,
};
use crate::{
    json::merged,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// The most issues that one bulk request may create.
const LARGEST_BULK: usize = 50;

/// `PUT issue/{issue}`: `fields` sets, `update` adds, removes, sets and edits.
pub(crate) fn edit(world: &mut World, request: &Request) -> Answer {
    let before = issue(world, request)?.clone();
    let project = world
        .jira
        .project(&before.project)
        .cloned()
        .ok_or_else(super::no_issue)?;
    let part = |name: &str| {
        request
            .body(name)
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default()
    };
    let (fields, update) = (part("/fields"), part("/update"));
    if let Some(id) = update.keys().find(|id| fields.contains_key(*id)) {
        return Err(field_error(
            id,
            &format!("Field '{id}' cannot appear in both 'fields' and 'update'"),
        ));
    }
    let on_screen = |field: &Field| settable(field) && field.kind != Kind::Project;
    let mut values =
        issues::read_fields(world, &project, &fields, on_screen).map_err(field_errors)?;
    values.extend(updated(world, &project, &before, &update)?);
    if values
        .get("summary")
        .is_some_and(|summary| summary.as_str().unwrap_or_default().is_empty())
    {
        return Err(field_error(
            "summary",
            "You must specify a summary of the issue.",
        ));
    }
    if let Some(estimates) = values.get_mut("timetracking") {
        *estimates = kept_estimates(&before, estimates);
    }
    let added = update
        .get("comment")
        .and_then(|operations| operations.pointer("/0/add"));
    let comment = added
        .map(|sent| comments::new(world, &request.caller, sent))
        .transpose()?;
    issues::store(world, &before.key, values, &request.caller);
    if let Some(stored) = world.jira.issue_mut(&before.key) {
        stored.comments.extend(comment);
    }
    Ok(Reply::empty(204))
}

/// `PUT issue/{issue}/assignee`: past the edit screen; nobody if none is named.
pub(crate) fn assign(world: &mut World, request: &Request) -> Answer {
    let before = issue(world, request)?.clone();
    let project = world
        .jira
        .project(&before.project)
        .cloned()
        .ok_or_else(super::no_issue)?;
    let field = field(world.flavour, "assignee").ok_or_else(super::no_issue)?;
    let member = match world.flavour {
        crate::Flavour::Cloud => "/accountId",
        crate::Flavour::DataCenter => "/name",
    };
    let named = request.body_text(member).is_some();
    let sent = if named {
        request.json.clone()
    } else {
        Value::Null
    };
    let who = set::read(world, &project, field, &sent)
        .map_err(|message| field_error("assignee", &message))?;
    issues::store(
        world,
        &before.key,
        [("assignee", who)].into(),
        &request.caller,
    );
    Ok(Reply::empty(204))
}

/// An estimate that was not sent stays as it was.
fn kept_estimates(before: &Issue, sent: &Value) -> Value {
    let stored = before
        .fields
        .get("timetracking")
        .cloned()
        .unwrap_or_else(|| json!({}));
    let given: Map<String, Value> = sent
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    merged(stored, given.into())
}

/// The new values of the fields that `update` changes.
fn updated(
    world: &World,
    project: &Project,
    before: &Issue,
    update: &Map<String, Value>,
) -> Result<BTreeMap<&'static str, Value>, Reply> {
    let mut values = BTreeMap::new();
    for (id, operations) in update.iter().filter(|(id, _)| *id != "comment") {
        let field = field(world.flavour, id).filter(|field| settable(field));
        let field = field.ok_or_else(|| field_error(id, &set::unsettable(id)))?;
        let mut value = before.fields.get(field.name).cloned().unwrap_or_default();
        for operation in operations.as_array().into_iter().flatten() {
            value = operated(world, project, field, value, operation)
                .map_err(|message| field_error(id, &message))?;
        }
        values.insert(field.name, value);
    }
    Ok(values)
}

/// A value after `{"set"|"edit"|"add"|"remove": …}`.
fn operated(
    world: &World,
    project: &Project,
    field: &Field,
    before: Value,
    operation: &Value,
) -> Result<Value, String> {
    let (name, input) = operation
        .as_object()
        .and_then(|members| members.iter().next())
        .ok_or("an operation is an object with one member")?;
    let list = |before: Value| before.as_array().cloned().unwrap_or_default();
    let one = || set::read(world, project, field, &json!([input]));
    match name.as_str() {
        "set" | "edit" => set::read(world, project, field, input),
        "add" => {
            let new = list(one()?);
            let kept = list(before)
                .into_iter()
                .filter(|value| !new.contains(value));
            Ok(kept.chain(new.clone()).collect())
        }
        "remove" => {
            let gone = list(one()?);
            Ok(list(before)
                .into_iter()
                .filter(|value| !gone.contains(value))
                .collect())
        }
        other => Err(format!(
            "The operation '{other}' is not supported by the field."
        )),
    }
}

/// `DELETE issue/{issue}`: sub-tasks go along only when `deleteSubtasks=true` says so.
pub(crate) fn delete(world: &mut World, request: &Request) -> Answer {
    let found = issue(world, request)?;
    let mut keys: Vec<String> = world
        .jira
        .subtasks(found)
        .map(|child| child.key.clone())
        .collect();
    if !keys.is_empty() && request.arg("deleteSubtasks") != Some("true") {
        let message = format!(
            "The issue '{}' has subtasks.  You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.",
            found.key
        );
        return Err(error(400, &message));
    }
    keys.push(found.key.clone());
    let (gone, kept): (Vec<Issue>, Vec<Issue>) = std::mem::take(&mut world.jira.issues)
        .into_iter()
        .partition(|issue| keys.contains(&issue.key));
    world.jira.issues = kept;
    let keys = gone.iter().map(|issue| issue.key.clone());
    world.jira.gone.extend(keys);
    world.jira.links.retain(|link| {
        gone.iter()
            .all(|issue| issue.id != link.inward && issue.id != link.outward)
    });
    Ok(Reply::empty(204))
}

/// `POST issue/bulk`: what can be created is, each failure is told; 400 only when all failed.
pub(crate) fn create_bulk(world: &mut World, request: &Request) -> Answer {
    let updates = request
        .body("/issueUpdates")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    if updates.is_empty() || updates.len() > LARGEST_BULK {
        return Err(error(
            400,
            &format!(
                "Between 1 and {LARGEST_BULK} issues can be created at once, but {} were sent.",
                updates.len()
            ),
        ));
    }
    let (mut created, mut errors) = (Vec::new(), Vec::new());
    for (number, update) in updates.iter().enumerate() {
        match issues::create_one(world, update, &request.caller) {
            Ok(key) => created.extend(world.jira.issue(&key).map(|issue| issues::brief(world, issue))),
            Err(wrong) => errors.push(json!({
                "status": 400, "failedElementNumber": number, "elementErrors": {"errorMessages": [], "errors": wrong},
            })),
        }
    }
    let status = if created.is_empty() { 400 } else { 201 };
    Ok(Reply::json(
        status,
        json!({"issues": created, "errors": errors}),
    ))
}
