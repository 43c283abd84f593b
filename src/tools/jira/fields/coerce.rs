//! Field values as callers write them, in the form Jira takes: decided by what the field's values are.

mod people;
mod scalars;

use chrono::NaiveTime;
use serde_json::{Map, Value, json};

use super::meta::Screen;
use super::{choices, estimates, teams};
use crate::args::{IssueKey, embedded};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::Product;
use crate::scope::Key;
use crate::tools::jira::agile::{sprint_names, sprints};
use crate::tools::jira::issues::home::Home;
use crate::tools::jira::issues::outsiders;
use crate::tools::jira::times::moments;
use crate::tools::jira::{issues, rich};
use crate::tools::site;
use crate::views::jira::ScreenField;
use people::{assignee, user};
use scalars::{CHECKLIST_ITEM, checklist_item, date, number, sprint_asked};

pub use people::meet;
pub use scalars::text_of;

/// Fields in the form that requests take.
#[derive(Debug, Default)]
pub struct Coerced {
    /// What is set, as `fields`.
    pub fields: Map<String, Value>,
    /// What is added and removed, as `update`.
    pub update: Map<String, Value>,
    /// What was understood from less than its name, for the reply.
    pub understood: Map<String, Value>,
}

impl Coerced {
    /// Whether nothing is to be written.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.update.is_empty()
    }

    /// What is added becomes the whole list: a new issue has none before.
    ///
    /// # Errors
    /// [`Error::Arguments`] if something is to be removed.
    pub fn add_up(&mut self) -> Result<()> {
        for (id, operations) in std::mem::take(&mut self.update) {
            let operations = operations.as_array().cloned().unwrap_or_default();
            let added = operations
                .into_iter()
                .map(|mut operation| operation.get_mut("add").map(Value::take));
            let Some(added) = added.collect::<Option<Vec<_>>>() else {
                return Err(Error::Arguments(format!(
                    "field \"{id}\": a new issue has nothing to remove"
                )));
            };
            self.fields.insert(id, added.into());
        }
        Ok(())
    }

    fn holds(&self, id: &str) -> bool {
        self.fields.contains_key(id) || self.update.contains_key(id)
    }

    /// Takes in one field under the name that the caller has for it.
    async fn take(
        &mut self,
        ctx: &Ctx,
        name: &str,
        place: &Field<'_>,
        value: &Value,
    ) -> Result<()> {
        let id = place.id;
        if let Some(changes) = changes(place.field, value) {
            let operations = operations(ctx, place, changes).await?;
            self.update.insert(id.to_owned(), operations.into());
            return Ok(());
        }
        let value = match id {
            "timetracking" => estimates::read(name, value.clone(), self.fields.remove(id))?,
            "assignee" => assignee(ctx, value, place.home, &mut self.understood).await?,
            _ => one(ctx, place, value.clone()).await?,
        };
        self.fields.insert(id.to_owned(), value);
        Ok(())
    }
}

/// Fields given by id or name, with plain values, as a request takes them. A null clears a field; `{"add": […], "remove": […]}`
/// changes a list without saying all of it.
///
/// # Errors
/// [`Error::Arguments`] names the field that is not on the screen, is given twice, or whose value has no form that fits;
/// [`Error::Refused`] for an issue or project outside of the projects filter.
pub async fn all(
    ctx: &Ctx,
    screen: &Screen,
    home: Home<'_>,
    given: &[(String, Value)],
) -> Result<Coerced> {
    let mut coerced = Coerced::default();
    for (name, value) in given {
        let (id, field) = screen.resolve(ctx, name).await?;
        outsiders::check(ctx, id, &field.schema, value).await?;
        if coerced.holds(id) && id != "timetracking" {
            return Err(Error::Arguments(format!(
                "{id} is given twice, the second time as \"{name}\"; give it once"
            )));
        }
        let place = Field { id, field, home };
        let taken = coerced.take(ctx, name, &place, value).await;
        taken.map_err(|error| of_field(name, error))?;
    }
    Ok(coerced)
}

/// A field to be written, and where.
struct Field<'a> {
    id: &'a str,
    field: &'a ScreenField,
    home: Home<'a>,
}

/// What is to be added to and removed from a list, if that is what a value says.
fn changes(field: &ScreenField, value: &Value) -> Option<Map<String, Value>> {
    if field.schema.kind != "array" || field.schema.is_sprint() {
        return None;
    }
    match embedded(value.clone()) {
        Value::Object(map) if !map.is_empty() => {
            let only = map
                .keys()
                .all(|name| matches!(name.as_str(), "add" | "remove"));
            only.then_some(map)
        }
        _ => None,
    }
}

async fn operations(
    ctx: &Ctx,
    place: &Field<'_>,
    changes: Map<String, Value>,
) -> Result<Vec<Value>> {
    let mut operations = Vec::new();
    for (name, items) in changes {
        let items = list(ctx, place, embedded(items)).await?;
        operations.extend(items.into_iter().map(|item| json!({ &name: item })));
    }
    Ok(operations)
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
async fn one(ctx: &Ctx, place: &Field<'_>, value: Value) -> Result<Value> {
    let Field { id, field, home } = *place;
    let schema = &field.schema;
    let is_issue = id == "parent" || schema.holds_an_issue();
    let is_text = matches!(schema.kind.as_str(), "string" | "any") && !is_issue;
    if value.is_null() || (value == "" && !is_text) {
        // Jira empties a list by an empty list; a sprint only looks like one.
        let is_list = schema.kind == "array" && !schema.is_sprint();
        return Ok(if is_list { json!([]) } else { Value::Null });
    }
    if schema.is_rich_text() {
        return rich::of_value(ctx, &value).await;
    }
    // JSON in a string is meant as JSON, unless the field holds text.
    let value = if is_text { value } else { embedded(value) };
    match schema.kind.as_str() {
        _ if id == "parent" => Ok(issue(ctx, &value).await?.reference()),
        _ if is_issue => {
            let issue = issue(ctx, &value).await?;
            issues::key_of(ctx, &issue).await.map(Value::from)
        }
        _ if schema.is_sprint() => sprint(ctx, value, home).await,
        _ if schema.is_team() => teams::id(ctx, id, value).await,
        "array" => list(ctx, place, value).await.map(Value::from),
        kind => scalar(ctx, place, kind, value).await,
    }
}

/// The issue that a field points at; none outside of the projects filter.
async fn issue(ctx: &Ctx, value: &Value) -> Result<IssueKey> {
    let named = ["key", "id"]
        .iter()
        .find_map(|name| value.get(name))
        .unwrap_or(value);
    let text = text_of(named)
        .ok_or_else(|| Error::Arguments(format!("expected an issue's key, got {value}")))?;
    let issue = IssueKey::new(&text).map_err(Error::Arguments)?;
    site::check(ctx, Product::Jira, issue.address()).await?;
    ctx.policy().check_key(Key::Issue(&issue))?;
    issues::check_project(ctx, &issue).await?;
    Ok(issue)
}

/// A sprint by id or name; of several, which is how Jira shows an issue's history, the last.
async fn sprint(ctx: &Ctx, value: Value, home: Home<'_>) -> Result<Value> {
    let Some(asked) = sprint_asked(value)? else {
        return Ok(Value::Null);
    };
    let id = match asked.parse() {
        Ok(id) => id,
        Err(_) => sprint_names::find(ctx, home, &asked).await?,
    };
    sprints::check_sprint(ctx, id).await?;
    Ok(id.into())
}

async fn list(ctx: &Ctx, place: &Field<'_>, value: Value) -> Result<Vec<Value>> {
    let field = place.field;
    let kind = field.schema.items.as_deref().unwrap_or("string");
    let items = match value {
        Value::Array(items) => items,
        Value::String(text) if kind == CHECKLIST_ITEM => text.lines().map(Value::from).collect(),
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
        list.push(scalar(ctx, place, kind, item).await?);
    }
    Ok(list)
}

async fn scalar(ctx: &Ctx, place: &Field<'_>, kind: &str, value: Value) -> Result<Value> {
    match (kind, value) {
        ("user", value) => user(ctx, value).await,
        ("project", value) => project(ctx, value),
        (
            "option" | "option-with-child" | "priority" | "resolution" | "version" | "component"
            | "issuetype" | "securitylevel" | "group",
            value,
        ) => choices::choice(place.field, kind, &value),
        ("number", value) => number(value),
        ("date", value) => date(&text_of(&value).unwrap_or_default()),
        ("datetime", value) => {
            let text = text_of(&value).unwrap_or_default();
            let time = moments::read(ctx, place.id, &text, NaiveTime::MIN).await?;
            Ok(time.format(moments::JIRA_TIME).to_string().into())
        }
        (CHECKLIST_ITEM, value) => Ok(checklist_item(value)),
        ("string", value @ (Value::Number(_) | Value::Bool(_))) => Ok(value.to_string().into()),
        ("string", value @ (Value::Object(_) | Value::Array(_))) => {
            Err(Error::Arguments(format!("expected text, got {value}")))
        }
        (_, value) => Ok(value),
    }
}

fn project(ctx: &Ctx, value: Value) -> Result<Value> {
    let key = value.get("key").unwrap_or(&value).as_str();
    let key =
        key.ok_or_else(|| Error::Arguments(format!("expected a project's key, got {value}")))?;
    ctx.policy().check_key(Key::JiraProject(key))?;
    Ok(json!({ "key": key }))
}
