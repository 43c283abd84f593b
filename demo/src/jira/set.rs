//! From what a client sends for a field to what the model stores.

use serde_json::{Value, json};

use super::{
    duration,
    fields::{Field, Kind},
    model::{Issue, Project},
};
use crate::{Flavour, rich, time::Moment, world::World};

/// What to store for `input`, or Jira's message about it. `null` clears a field.
pub(crate) fn read(
    world: &World,
    project: &Project,
    field: &Field,
    input: &Value,
) -> Result<Value, String> {
    if input.is_null() {
        return Ok(Value::Null);
    }
    let text = || {
        input
            .as_str()
            .ok_or_else(|| "Operation value must be a string".to_owned())
    };
    let option = |input: &Value| option(world, field, input);
    match field.kind {
        Kind::Text => text().map(|text| text.trim().into()),
        Kind::Rich => rich_text(world.flavour, input),
        Kind::Number => input
            .as_f64()
            .map(|_| input.clone())
            .ok_or_else(|| "Operation value must be a number".to_owned()),
        Kind::Date => date(text()?),
        Kind::Moment => moment(text()?),
        Kind::Person => person(world, input),
        Kind::Choice => option(input),
        Kind::Choices => array(input)?.iter().map(option).collect(),
        Kind::Cascade => {
            let child = input.get("child").map(option).transpose()?;
            Ok(std::iter::once(option(input)?).chain(child).collect())
        }
        Kind::Project => named(input, "id", "key")
            .and_then(|name| world.jira.project(name))
            .map(|found| found.key.clone().into())
            .ok_or_else(|| "valid project is required".to_owned()),
        Kind::Components => {
            let known = || {
                project
                    .components
                    .iter()
                    .map(|entry| (&entry.id, &entry.name))
            };
            array(input)?
                .iter()
                .map(|entry| pick(known(), entry, "Component"))
                .collect()
        }
        Kind::Versions => {
            let known = || {
                project
                    .versions
                    .iter()
                    .map(|entry| (&entry.id, &entry.name))
            };
            array(input)?
                .iter()
                .map(|entry| pick(known(), entry, "Version"))
                .collect()
        }
        Kind::Labels => array(input)?.iter().map(label).collect(),
        Kind::Sprints => sprint(world, input),
        Kind::Parent => parent(world, input),
        Kind::Epic => text().and_then(|key| issue_key(world, key)),
        Kind::Estimates => estimates(input),
        Kind::Made(_) => Err(unsettable(field.name)),
    }
}

/// Jira's message for a field that a screen does not show.
pub(crate) fn unsettable(id: &str) -> String {
    format!("Field '{id}' cannot be set. It is not on the appropriate screen, or unknown.")
}

fn array(input: &Value) -> Result<&Vec<Value>, String> {
    input
        .as_array()
        .ok_or_else(|| "data was not an array".to_owned())
}

/// A member of an object by its first name, else by its second.
fn named<'a>(input: &'a Value, first: &str, second: &str) -> Option<&'a str> {
    input
        .get(first)
        .or_else(|| input.get(second))
        .and_then(Value::as_str)
}

fn rich_text(flavour: Flavour, input: &Value) -> Result<Value, String> {
    match flavour {
        Flavour::Cloud if rich::is_adf(input) => Ok(input.clone()),
        Flavour::Cloud => Err(
            "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
                .to_owned(),
        ),
        Flavour::DataCenter if input.is_string() => Ok(input.clone()),
        Flavour::DataCenter => Err("Operation value must be a string".to_owned()),
    }
}

fn date(text: &str) -> Result<Value, String> {
    let plain = text.len() == "2026-11-16".len();
    Moment::parse(text)
        .filter(|_| plain)
        .map(|_| text.into())
        .ok_or_else(|| {
            format!("Operation value must be a date in the format yyyy-MM-dd, but was '{text}'")
        })
}

/// A time with its zone, as Jira itself writes it.
fn moment(text: &str) -> Result<Value, String> {
    let moment = Moment::zoned(text).filter(|_| !text.ends_with('Z'));
    moment.map(|moment| moment.jira().into()).ok_or_else(|| {
        format!("Operation value must be a datetime in the format yyyy-MM-dd'T'HH:mm:ss.SSSZ, but was '{text}'")
    })
}

/// A person by `accountId` on Cloud, by `name` or `key` on Data Center.
fn person(world: &World, input: &Value) -> Result<Value, String> {
    let sent = match world.flavour {
        Flavour::Cloud => named(input, "accountId", "id"),
        Flavour::DataCenter => named(input, "name", "key"),
    };
    let Some(sent) = sent else {
        return Err("data was not an object".to_owned());
    };
    let found = world.people.all().find(|person| match world.flavour {
        Flavour::Cloud => person.account_id == sent,
        Flavour::DataCenter => person.id == sent || person.key == sent,
    });
    found
        .map(|person| person.id.clone().into())
        .ok_or_else(|| format!("User '{sent}' does not exist."))
}

fn option(world: &World, field: &Field, input: &Value) -> Result<Value, String> {
    let sent = input
        .get("id")
        .or_else(|| input.get("name"))
        .or_else(|| input.get("value"))
        .and_then(Value::as_str);
    let Some(sent) = sent else {
        return Err("Could not find valid 'id' or 'value' in the Parent Option object.".to_owned());
    };
    world
        .jira
        .item(field.name, sent)
        .map(|item| item.id.clone().into())
        .ok_or_else(|| match field.name {
            "priority" => "The priority selected is invalid.".to_owned(),
            "issuetype" => "The issue type selected is invalid.".to_owned(),
            "resolution" => "The resolution selected is invalid.".to_owned(),
            _ => format!("Option value '{sent}' is not valid"),
        })
}

fn pick<'a>(
    mut known: impl Iterator<Item = (&'a String, &'a String)>,
    input: &Value,
    what: &str,
) -> Result<Value, String> {
    let Some(sent) = named(input, "id", "name") else {
        return Err("expected an object with 'id' or 'name'".to_owned());
    };
    known
        .find(|(id, name)| *id == sent || *name == sent)
        .map(|(id, _)| id.clone().into())
        .ok_or_else(|| format!("{what} name '{sent}' is not valid"))
}

fn label(input: &Value) -> Result<Value, String> {
    match input.as_str() {
        Some(label) if label.contains(' ') => Err(format!(
            "The label '{label}' contains spaces which is invalid."
        )),
        Some(label) => Ok(label.into()),
        None => Err("string expected at index 0".to_owned()),
    }
}

fn sprint(world: &World, input: &Value) -> Result<Value, String> {
    let id = input
        .as_u64()
        .ok_or_else(|| "Number value expected as the Sprint id.".to_owned())?;
    let open = world
        .jira
        .sprints
        .iter()
        .any(|sprint| sprint.id == id && sprint.state != "closed");
    if open {
        Ok(json!([id]))
    } else {
        Err(format!(
            "Sprint with id '{id}' does not exist or is completed."
        ))
    }
}

/// An issue by key or id; `{"none": true}` takes the issue out of its parent.
fn parent(world: &World, input: &Value) -> Result<Value, String> {
    if input.get("none") == Some(&Value::Bool(true)) {
        return Ok(Value::Null);
    }
    let sent = named(input, "key", "id").ok_or_else(|| "data was not an object".to_owned())?;
    world
        .jira
        .referred(input)
        .map(|issue| issue.key.clone().into())
        .ok_or_else(|| format!("Could not find issue by id or key '{sent}'."))
}

/// The issue of a key; an id is none.
fn issue_key(world: &World, sent: &str) -> Result<Value, String> {
    world
        .jira
        .referred(&json!({"key": sent}))
        .map(|issue| issue.key.clone().into())
        .ok_or_else(|| format!("Could not find issue by id or key '{sent}'."))
}

fn estimates(input: &Value) -> Result<Value, String> {
    let read = |name: &str| match input.get(name).and_then(Value::as_str) {
        Some(text) => duration::parse(text).map(Some).ok_or_else(|| {
            format!("Time Tracking value '{text}' is not valid. Use a format such as '3w 2d 4h'.")
        }),
        None => Ok(None),
    };
    let (original, remaining) = (read("originalEstimate")?, read("remainingEstimate")?);
    Ok(json!({"original": original, "remaining": remaining}))
}

/// A value as the history shows it: its id and its text.
pub(crate) fn history_text(world: &World, issue: &Issue, field: &Field) -> (Value, Value) {
    let Some(stored) = issue.fields.get(field.name) else {
        return (Value::Null, Value::Null);
    };
    let shown = super::show::value(world, issue, field);
    let name = |value: &Value| {
        let names = ["displayName", "name", "value", "key"];
        names
            .iter()
            .find_map(|name| value.get(name))
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let text = match (&shown, field.kind) {
        (_, Kind::Rich) => rich::words(stored),
        (Value::Array(entries), _) => entries
            .iter()
            .filter_map(|entry| entry.as_str().map(str::to_owned).or_else(|| name(entry)))
            .collect::<Vec<_>>()
            .join(", "),
        (Value::String(text), _) => text.clone(),
        (shown, _) => name(shown).unwrap_or_else(|| shown.to_string()),
    };
    let id = match field.kind {
        Kind::Person => shown.get("accountId").or_else(|| shown.get("key")).cloned(),
        Kind::Choice => Some(stored.clone()),
        _ => None,
    };
    (id.unwrap_or_default(), text.into())
}
