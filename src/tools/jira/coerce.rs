//! Field values as callers write them, in the form Jira takes: decided by what the field's values are.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use futures_util::future::try_join_all;
use serde_json::{Map, Value, json};

use super::meta::Screen;
use super::{choices, estimates, issues, outsiders, rich, sprints, users};
use crate::access::Access;
use crate::args::{IssueKey, embedded};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::policy::Key;
use crate::product::{Deployment, Product};
use crate::tools::names::folded;
use crate::views::jira::ScreenField;

/// The system fields that hold a person.
const PEOPLE: [&str; 2] = ["assignee", "reporter"];

/// Fields given by id or name, with plain values, as the `fields` of a request. A null clears a field.
///
/// # Errors
/// [`Error::Arguments`] names the field that is not on the screen, is given twice, or whose value has no form that fits;
/// [`Error::Refused`] for an issue or project outside of the projects filter.
pub async fn all<A: Access>(
    ctx: &Ctx<A>,
    screen: &Screen,
    given: &[(String, Value)],
) -> Result<Map<String, Value>> {
    let mut coerced = Map::new();
    for (name, value) in given {
        let (id, field) = screen.resolve(ctx, name).await?;
        outsiders::check(ctx, id, &field.schema, value).await?;
        let value = match id.as_str() {
            "timetracking" => estimates::read(name, value.clone(), coerced.remove(id)),
            _ => one(ctx, id, field, value.clone()).await,
        };
        let value = value.map_err(|error| of_field(name, error))?;
        if coerced.insert(id.clone(), value).is_some() {
            return Err(Error::Arguments(format!(
                "{id} is given twice, the second time as \"{name}\"; give it once"
            )));
        }
    }
    Ok(coerced)
}

/// The same error with the field that it is about.
fn of_field(name: &str, error: Error) -> Error {
    match error {
        Error::Arguments(what) => Error::Arguments(format!("field \"{name}\": {what}")),
        other => other,
    }
}

/// One value in the form that the field takes.
///
/// # Errors
/// As [`all`].
async fn one<A: Access>(
    ctx: &Ctx<A>,
    id: &str,
    field: &ScreenField,
    value: Value,
) -> Result<Value> {
    let schema = &field.schema;
    let kind = schema.custom_kind().unwrap_or_default();
    let is_issue = id == "parent" || schema.holds_an_issue();
    let is_text = matches!(schema.kind.as_str(), "string" | "any") && !is_issue;
    if value.is_null() || (value == "" && !is_text) {
        // Jira empties a list by an empty list; a sprint only looks like one.
        let is_list = schema.kind == "array" && kind != "gh-sprint";
        return Ok(if is_list { json!([]) } else { Value::Null });
    }
    if schema.is_rich_text() {
        return match text_of(&value) {
            Some(text) => rich::written(ctx, &text).await,
            None if is_document(ctx, &value)? => Ok(value),
            None => Err(Error::Arguments(format!(
                "expected text in Markdown, got {value}"
            ))),
        };
    }
    // JSON in a string is meant as JSON, unless the field holds text.
    let value = if is_text { value } else { embedded(value) };
    match schema.kind.as_str() {
        _ if id == "parent" => Ok(issue(ctx, &value).await?.reference()),
        _ if is_issue => {
            let issue = issue(ctx, &value).await?;
            issues::key_of(ctx, &issue).await.map(Value::from)
        }
        _ if kind == "gh-sprint" => {
            let sprint = sprint(value)?;
            if let Some(id) = sprint {
                sprints::check_sprint(ctx, id).await?;
            }
            Ok(sprint.into())
        }
        "array" => list(ctx, field, value).await,
        kind => scalar(ctx, field, kind, value).await,
    }
}

/// Whether this is rich text in Cloud's own form.
fn is_document<A: Access>(ctx: &Ctx<A>, value: &Value) -> Result<bool> {
    let on_cloud = ctx.deployment(Product::Jira)? == Deployment::Cloud;
    Ok(on_cloud && value.get("type").is_some_and(|kind| kind == "doc"))
}

/// The text of a scalar.
pub fn text_of(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.into()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string().into()),
        _ => None,
    }
}

/// The issue that a field points at; none outside of the projects filter.
async fn issue<A: Access>(ctx: &Ctx<A>, value: &Value) -> Result<IssueKey> {
    let named = ["key", "id"]
        .iter()
        .find_map(|name| value.get(name))
        .unwrap_or(value);
    let text = text_of(named)
        .ok_or_else(|| Error::Arguments(format!("expected an issue's key, got {value}")))?;
    let issue = IssueKey::new(&text).map_err(Error::Arguments)?;
    ctx.policy().check_key(Key::Issue(&issue))?;
    issues::check_project(ctx, &issue).await?;
    Ok(issue)
}

/// The id of a sprint; of several, which is how Jira shows an issue's history, the last.
fn sprint(value: Value) -> Result<Option<i64>> {
    let id = match value {
        Value::Array(mut items) => return items.pop().map_or(Ok(None), sprint),
        Value::Object(mut map) => return sprint(map.remove("id").unwrap_or_default()),
        value => number(value).ok().and_then(|id| id.as_i64()),
    };
    id.map(Some).ok_or_else(|| {
        Error::Arguments("expected a sprint's id; jira_get_sprints_from_board lists sprints".into())
    })
}

async fn list<A: Access>(ctx: &Ctx<A>, field: &ScreenField, value: Value) -> Result<Value> {
    let kind = field.schema.items.as_deref().unwrap_or("string");
    let items = match value {
        Value::Array(items) => items,
        Value::String(text) if !choices::is_choice(field, &text) => text
            .split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(Value::from)
            .collect(),
        other => vec![other],
    };
    let mut list = Vec::with_capacity(items.len());
    for item in items {
        list.push(scalar(ctx, field, kind, item).await?);
    }
    Ok(list.into())
}

async fn scalar<A: Access>(
    ctx: &Ctx<A>,
    field: &ScreenField,
    kind: &str,
    value: Value,
) -> Result<Value> {
    match (kind, value) {
        ("user", value) => user(ctx, value).await,
        ("project", value) => project(ctx, value),
        (
            "option" | "option-with-child" | "priority" | "resolution" | "version" | "component"
            | "issuetype" | "securitylevel" | "group",
            value,
        ) => choices::choice(field, kind, &value),
        ("number", value) => number(value),
        ("date", value) => date(&text_of(&value).unwrap_or_default()),
        ("datetime", value) => datetime(&text_of(&value).unwrap_or_default()),
        ("string", value @ (Value::Number(_) | Value::Bool(_))) => Ok(value.to_string().into()),
        ("string", value @ (Value::Object(_) | Value::Array(_))) => {
            Err(Error::Arguments(format!("expected text, got {value}")))
        }
        (_, value) => Ok(value),
    }
}

/// A person in any form that [`users::resolve`] understands, or Jira's object.
async fn user<A: Access>(ctx: &Ctx<A>, value: Value) -> Result<Value> {
    let deployment = ctx.deployment(Product::Jira)?;
    let who = person(&value, deployment)
        .ok_or_else(|| Error::Arguments(format!("expected a person, got {value}")))?;
    let user = users::resolve(ctx, &who).await?;
    Ok(users::reference(&user, deployment))
}

/// What a caller calls a person.
fn person(value: &Value, deployment: Deployment) -> Option<Cow<'_, str>> {
    let members = match deployment {
        Deployment::Cloud => ["accountId", "id", "emailAddress", "displayName", "name"],
        Deployment::DataCenter => ["name", "key", "id", "emailAddress", "displayName"],
    };
    match value {
        Value::Object(map) => members.iter().find_map(|member| text_of(map.get(*member)?)),
        value => text_of(value),
    }
}

/// Looks up the people in fields that hold a person on every site, so that they are known once the fields are written: this
/// can go on while it is asked which fields there are.
///
/// # Errors
/// [`Error::Arguments`] names the field of whoever cannot be found.
pub async fn meet<A: Access>(ctx: &Ctx<A>, given: &[(String, Value)]) -> Result<()> {
    let deployment = ctx.deployment(Product::Jira)?;
    let mut met = BTreeMap::new();
    for (name, value) in given {
        if PEOPLE.contains(&folded(name).as_str())
            && let Some(who) = person(value, deployment).filter(|who| !who.trim().is_empty())
        {
            met.entry(who).or_insert(name);
        }
    }
    let meeting = met.into_iter().map(|(who, name)| async move {
        let met = users::resolve(ctx, &who).await;
        met.map_err(|error| of_field(name, error))
    });
    try_join_all(meeting).await.map(drop)
}

fn project<A: Access>(ctx: &Ctx<A>, value: Value) -> Result<Value> {
    let key = value.get("key").unwrap_or(&value).as_str();
    let key =
        key.ok_or_else(|| Error::Arguments(format!("expected a project's key, got {value}")))?;
    ctx.policy().check_key(Key::JiraProject(key))?;
    Ok(json!({ "key": key }))
}

fn number(value: Value) -> Result<Value> {
    match &value {
        Value::Number(_) => Ok(value),
        Value::String(text) => {
            let parsed = text.trim().parse::<serde_json::Number>();
            parsed
                .map(Value::Number)
                .map_err(|_| Error::Arguments(format!("expected a number, got \"{text}\"")))
        }
        other => Err(Error::Arguments(format!("expected a number, got {other}"))),
    }
}

/// `YYYY-MM-DD`, also taken off the front of a date with a time.
fn date(text: &str) -> Result<Value> {
    let day = text.trim().split(['T', ' ']).next().unwrap_or_default();
    NaiveDate::parse_from_str(day, "%Y-%m-%d")
        .map(|day| day.to_string().into())
        .map_err(|_| Error::Arguments(format!("expected a date like 2026-01-31, got \"{text}\"")))
}

/// A time with its offset, as Jira writes it: `2026-01-31T09:30:00.000+0000`.
fn datetime(text: &str) -> Result<Value> {
    let text = text.trim();
    let parsed = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"));
    parsed
        .map(|time| time.format("%Y-%m-%dT%H:%M:%S%.3f%z").to_string().into())
        .map_err(|_| {
            Error::Arguments(format!(
                "expected a time with its offset like 2026-01-31T09:30:00+01:00, got \"{text}\""
            ))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_checked_and_written_as_jira_does() {
        assert_eq!(date(" 2026-01-31 ").unwrap(), "2026-01-31");
        assert_eq!(date("2026-01-31T10:00:00Z").unwrap(), "2026-01-31");
        assert!(
            date("2026-02-30").is_err() && date("tomorrow").is_err() && date("31/01/2026").is_err()
        );
        for same in ["2026-01-31T09:30:00+01:00", "2026-01-31T09:30:00.000+0100"] {
            assert_eq!(datetime(same).unwrap(), "2026-01-31T09:30:00.000+0100");
        }
        assert_eq!(
            datetime("2026-01-31T09:30:00Z").unwrap(),
            "2026-01-31T09:30:00.000+0000"
        );
        assert!(datetime("2026-01-31T09:30:00").is_err());
    }

    #[test]
    fn sprints_are_ids() {
        for given in [
            json!(12),
            json!("12"),
            json!([{ "id": 11 }, { "id": 12 }]),
            json!({ "id": 12, "name": "Sprint 12" }),
        ] {
            assert_eq!(sprint(given.clone()).unwrap(), Some(12), "{given}");
        }
        assert!(
            sprint(json!("Sprint 12"))
                .unwrap_err()
                .to_string()
                .contains("jira_get_sprints_from_board")
        );
    }
}
