//! Moving issues through their workflow.

use serde_json::{Map, Value, json};

use super::{
    comments, error, field_errors,
    fields::{Field, named},
    issue, issues, meta,
    model::Transition,
    show as shown,
};
use crate::{
    Flavour,
    json::put,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// `GET issue/{issue}/transitions`
pub(crate) fn list(world: &mut World, request: &Request) -> Answer {
    let issue = issue(world, request)?;
    let with_fields = request.expands("transitions.fields");
    let open = world.jira.transitions_of(issue).into_iter();
    let asked = open.filter(|transition| {
        request
            .arg("transitionId")
            .is_none_or(|id| id == transition.id)
    });
    let shown: Vec<Value> = asked
        .map(|transition| show(world, transition, with_fields))
        .collect();
    Ok(Reply::ok(
        json!({"expand": "transitions", "transitions": shown}),
    ))
}

pub(crate) fn show(world: &World, transition: &Transition, with_fields: bool) -> Value {
    let to = world
        .jira
        .item("status", &transition.to)
        .map(|status| shown::item(world, "status", status));
    let mut shown = json!({"id": transition.id, "name": transition.name, "to": to});
    if world.flavour == Flavour::Cloud {
        put(&mut shown, "hasScreen", transition.has_screen());
        for (name, value) in [
            ("isGlobal", false),
            ("isInitial", false),
            ("isAvailable", true),
            ("isConditional", false),
        ] {
            put(&mut shown, name, value);
        }
    }
    if with_fields {
        put(&mut shown, "fields", screen(world, transition));
    }
    shown
}

fn screen(world: &World, transition: &Transition) -> Value {
    let (Some(project), Some(kind)) = (
        world.jira.projects.first(),
        world.jira.list("issuetype").first(),
    ) else {
        return json!({});
    };
    let fields = transition.requires.iter().filter_map(|name| named(name));
    let shown = fields.filter_map(|field| {
        let mut meta = meta::field_meta(world, project, field, kind);
        put(&mut meta, "required", true);
        Some((field.id(world.flavour)?.to_owned(), meta))
    });
    shown.collect::<Map<_, _>>().into()
}

/// `POST issue/{issue}/transitions`: a comment is taken from a screen alone, and dropped without a word if there is none.
pub(crate) fn take(world: &mut World, request: &Request) -> Answer {
    let issue = issue(world, request)?;
    let key = issue.key.clone();
    let id = request
        .body_text("/transition/id")
        .ok_or_else(|| error(400, "Missing 'transition' identifier"))?;
    let open = world.jira.transitions_of(issue);
    let transition = open.into_iter().find(|transition| transition.id == id);
    let transition = transition.cloned().ok_or_else(|| {
        error(400, "It seems that you have tried to perform an illegal workflow operation. The transition is not available for the issue.")
    })?;
    let mut values = read_screen(world, request, &transition)?;
    let comment = request
        .body("/update/comment/0/add")
        .filter(|_| transition.has_screen())
        .map(|sent| comments::new(world, &request.caller, sent))
        .transpose()?;
    let status = world.jira.item("status", &transition.to).cloned();
    let done = status
        .as_ref()
        .is_some_and(|status| status.category == "done");
    if !done {
        values.insert("resolution", Value::Null);
    }
    values.insert(
        "status",
        status.map(|status| status.id.into()).unwrap_or_default(),
    );
    issues::store(world, &key, values, &request.caller);
    let now = world.now();
    if let Some(issue) = world.jira.issue_mut(&key) {
        issue.resolved = done.then_some(now);
        issue.comments.extend(comment);
    }
    Ok(Reply::empty(204))
}

type Values = std::collections::BTreeMap<&'static str, Value>;

/// The fields sent with the transition: only those on its screen, and all that it requires and the issue does not have yet.
fn read_screen(world: &World, request: &Request, transition: &Transition) -> Result<Values, Reply> {
    let issue = issue(world, request)?;
    let project = world
        .jira
        .project(&issue.project)
        .ok_or_else(super::no_issue)?;
    let sent = request
        .body("/fields")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    let on_screen = |field: &Field| transition.requires.iter().any(|name| name == field.name);
    let values = issues::read_fields(world, project, &sent, on_screen).map_err(field_errors)?;
    let missing = transition
        .requires
        .iter()
        .filter(|name| {
            let value = values
                .get(name.as_str())
                .or(issue.fields.get(name.as_str()));
            value.is_none_or(Value::is_null)
        })
        .filter_map(|name| named(name));
    let errors: Map<String, Value> = missing
        .map(|field| {
            (
                field.name.to_owned(),
                format!("{} is required.", field.title).into(),
            )
        })
        .collect();
    if errors.is_empty() {
        Ok(values)
    } else {
        Err(field_errors(errors))
    }
}
