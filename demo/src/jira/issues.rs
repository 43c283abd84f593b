//! Reading, creating, editing and deleting issues.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    field_errors,
    fields::{FIELDS, Field, Kind, field, named},
    issue, meta,
    model::{Change, Issue, Item, Project},
    set,
    show::{self, Selection},
    transitions,
};
use crate::{
    Flavour,
    json::put,
    people::PersonId,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// `GET issue/{issue}`
pub(crate) fn get(world: &mut World, request: &Request) -> Answer {
    let found = issue(world, request)?;
    let chosen = Selection::of_request(request, "*all");
    Ok(Reply::ok(expanded(
        world,
        found,
        &chosen,
        &request.list("expand"),
    )))
}

/// Cloud's `POST issue/bulkfetch`: in the order of ids; issues that are not there are passed over.
pub(crate) fn fetch_bulk(world: &mut World, request: &Request) -> Answer {
    let texts = |name: &str| -> Vec<&str> {
        let list = request.body(name).and_then(Value::as_array);
        list.into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    };
    let chosen = Selection::of(texts("/fields"), "*navigable");
    let mut found: Vec<&Issue> = texts("/issueIdsOrKeys")
        .into_iter()
        .filter_map(|name| world.jira.issue(name))
        .collect();
    found.sort_by_key(|issue| issue.id.parse::<u64>().unwrap_or_default());
    let shown: Vec<Value> = found
        .into_iter()
        .map(|issue| expanded(world, issue, &chosen, &texts("/expand")))
        .collect();
    Ok(Reply::ok(json!({"issues": shown, "issueErrors": []})))
}

/// An issue with what `expand` asks for.
pub(crate) fn expanded(world: &World, issue: &Issue, chosen: &Selection, expand: &[&str]) -> Value {
    let mut shown = show::issue(world, issue, chosen);
    if expand.contains(&"changelog") {
        let histories: Vec<Value> = issue
            .history
            .iter()
            .rev()
            .map(|change| show::change(world, change))
            .collect();
        put(
            &mut shown,
            "changelog",
            json!({"startAt": 0, "maxResults": histories.len(), "total": histories.len(), "histories": histories}),
        );
    }
    if expand.contains(&"transitions") {
        put(
            &mut shown,
            "transitions",
            world
                .jira
                .transitions_of(issue)
                .into_iter()
                .map(|transition| transitions::show(world, transition, false))
                .collect::<Value>(),
        );
    }
    if expand.contains(&"editmeta") {
        put(
            &mut shown,
            "editmeta",
            json!({"fields": meta::screen(world, &issue.project, issue.text("issuetype"))}),
        );
    }
    let present: Vec<String> = shown
        .get("fields")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::keys)
        .cloned()
        .collect();
    let (names, schema) = show::described(world.flavour, present.iter().map(String::as_str));
    for (name, value) in [("names", names), ("schema", schema)] {
        if expand.contains(&name) {
            put(&mut shown, name, value);
        }
    }
    shown
}

/// `POST issue`
pub(crate) fn create(world: &mut World, request: &Request) -> Answer {
    let key = create_one(world, &request.json, &request.caller).map_err(field_errors)?;
    let created = world
        .jira
        .issue(&key)
        .map(|issue| brief(world, issue))
        .unwrap_or_default();
    Ok(Reply::json(201, created))
}

/// What creating answers: id, key and address.
pub(crate) fn brief(world: &World, issue: &Issue) -> Value {
    json!({"id": issue.id, "key": issue.key, "self": format!("{}/issue/{}", world.jira_api(), issue.id)})
}

/// Creates an issue from `{"fields": …}` and gives its key, or each field's error.
pub(crate) fn create_one(
    world: &mut World,
    body: &Value,
    caller: &PersonId,
) -> Result<String, Map<String, Value>> {
    let sent = body
        .get("fields")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    let (project, kind) = home(world, &sent)?;
    let (project, kind) = (project.clone(), kind.clone());
    let mut fields = read_fields(world, &project, &sent, settable)?;
    required(&fields, &kind)?;
    hierarchy(world, &fields, &kind)?;
    fields
        .entry("reporter")
        .or_insert_with(|| caller.clone().into());
    fields.entry("priority").or_insert_with(|| "3".into());
    fields.insert("status", "10000".into());
    fields.retain(|_, value| !value.is_null());
    if let Some(estimates) = fields.get_mut("timetracking") {
        // All of a new issue's work is still to be done.
        let original = estimates.get("original").cloned().unwrap_or_default();
        if estimates.get("remaining").is_none_or(Value::is_null) {
            put(estimates, "remaining", original);
        }
    }
    let now = world.tick();
    let key = world.jira.next_key(&project.key);
    let id = world.jira.new_id().to_string();
    world.jira.issues.push(Issue {
        id,
        key: key.clone(),
        was: None,
        project: project.key,
        creator: caller.clone(),
        created: now,
        updated: now,
        resolved: None,
        fields,
        comments: Vec::new(),
        worklogs: Vec::new(),
        attachments: Vec::new(),
        history: Vec::new(),
        remote_links: Vec::new(),
    });
    Ok(key)
}

/// The project and the type that a new issue names.
fn home<'a>(
    world: &'a World,
    sent: &Map<String, Value>,
) -> Result<(&'a Project, &'a Item), Map<String, Value>> {
    let text = |pointer: [&str; 2]| sent.get(pointer[0])?.get(pointer[1])?.as_str();
    let project = text(["project", "key"])
        .or_else(|| text(["project", "id"]))
        .and_then(|name| world.jira.project(name));
    let kind = text(["issuetype", "id"])
        .or_else(|| text(["issuetype", "name"]))
        .and_then(|name| world.jira.item("issuetype", name));
    match (project, kind) {
        (Some(project), Some(kind)) => Ok((project, kind)),
        (None, _) => Err(one("project", "valid project is required")),
        (_, None) => Err(one("issuetype", "Specify a valid issue type")),
    }
}

fn one(field: &str, message: &str) -> Map<String, Value> {
    Map::from_iter([(field.to_owned(), message.into())])
}

/// Reads every field that was sent and that the screen shows, or collects what is wrong with each.
pub(crate) fn read_fields(
    world: &World,
    project: &Project,
    sent: &Map<String, Value>,
    shown: impl Fn(&Field) -> bool,
) -> Result<BTreeMap<&'static str, Value>, Map<String, Value>> {
    let mut fields = BTreeMap::new();
    let mut errors = Map::new();
    for (id, input) in sent {
        let known = field(world.flavour, id).filter(|field| shown(field));
        match known.map(|field| (field.name, set::read(world, project, field, input))) {
            Some((name, Ok(value))) => drop(fields.insert(name, value)),
            Some((_, Err(message))) => drop(errors.insert(id.clone(), message.into())),
            None => drop(errors.insert(id.clone(), set::unsettable(id).into())),
        }
    }
    if errors.is_empty() {
        Ok(fields)
    } else {
        Err(errors)
    }
}

/// Whether create and edit screens show the field: status and resolution change by transitions alone.
pub(crate) fn settable(field: &Field) -> bool {
    !matches!(field.kind, Kind::Made(_)) && !matches!(field.name, "status" | "resolution")
}

fn required(fields: &BTreeMap<&'static str, Value>, kind: &Item) -> Result<(), Map<String, Value>> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
    if text("summary").is_empty() {
        return Err(one("summary", "You must specify a summary of the issue."));
    }
    if text("summary").contains('\n') {
        return Err(one(
            "summary",
            "The summary is invalid because it contains newline characters.",
        ));
    }
    if kind.level < 0 && text("parent").is_empty() {
        return Err(one(
            "parent",
            "Issue type is a sub-task but parent issue key or id not specified.",
        ));
    }
    Ok(())
}

/// A parent must stand one level higher; on Data Center only sub-tasks have one, and epics need a name.
fn hierarchy(
    world: &World,
    fields: &BTreeMap<&'static str, Value>,
    kind: &Item,
) -> Result<(), Map<String, Value>> {
    let dc = world.flavour == Flavour::DataCenter;
    let text = |name: &str| {
        fields
            .get(name)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let level_of = |key: &str| {
        world
            .jira
            .issue(key)
            .and_then(|issue| world.jira.type_of(issue))
            .map(|kind| kind.level)
    };
    if let Some(level) = text("parent").and_then(level_of)
        && (level != kind.level + 1 || (dc && kind.level >= 0))
    {
        return Err(one(
            "parent",
            "Given parent issue does not belong to an appropriate hierarchy.",
        ));
    }
    if let Some(level) = text("epic_link").and_then(level_of)
        && level != 1
    {
        return Err(one(
            id_of(world, "epic_link"),
            "The issue selected as the epic is not an epic.",
        ));
    }
    if dc && kind.level == 1 && text("epic_name").is_none() {
        return Err(one(id_of(world, "epic_name"), "Epic Name is required."));
    }
    Ok(())
}

fn id_of(world: &World, name: &str) -> &'static str {
    named(name)
        .and_then(|field| field.id(world.flavour))
        .unwrap_or_default()
}

/// Stores new values and writes the history of what changed.
pub(crate) fn store(
    world: &mut World,
    key: &str,
    values: BTreeMap<&'static str, Value>,
    caller: &PersonId,
) {
    let now = world.tick();
    let id = world.jira.new_id().to_string();
    let Some(before) = world.jira.issue(key).cloned() else {
        return;
    };
    let mut after = before.clone();
    for (name, value) in values {
        if value.is_null() {
            drop(after.fields.remove(name))
        } else {
            drop(after.fields.insert(name, value))
        }
    }
    let items: Vec<Value> = FIELDS
        .iter()
        .filter_map(|field| change_item(world, &before, &after, field))
        .collect();
    after.updated = now;
    if !items.is_empty() {
        after.history.push(Change {
            id,
            author: caller.clone(),
            at: now,
            items,
        });
    }
    if let Some(stored) = world.jira.issue_mut(key) {
        *stored = after;
    }
}

fn change_item(world: &World, before: &Issue, after: &Issue, field: &Field) -> Option<Value> {
    if before.fields.get(field.name) == after.fields.get(field.name) {
        return None;
    }
    let (from, from_string) = set::history_text(world, before, field);
    let (to, to_string) = set::history_text(world, after, field);
    let custom = field.custom.is_some();
    Some(json!({
        "field": if custom { field.title } else { field.name }, "fieldtype": if custom { "custom" } else { "jira" },
        "fieldId": field.id(world.flavour), "from": from, "fromString": from_string, "to": to, "toString": to_string,
    }))
}
