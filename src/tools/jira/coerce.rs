//! Field values as callers write them, in the form Jira takes: decided by what the field's values are.

use serde_json::{Map, Value, json};

use super::{fields, rich, users};
use crate::access::Access;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::views::jira::{Field, FieldSchema};

/// Fields given by id or name, with plain values, as the `fields` of a request. A null clears a field.
///
/// # Errors
/// [`Error::Arguments`] names the field that does not exist or whose value has no form that fits.
pub async fn all<A: Access>(
    ctx: &Ctx<A>,
    given: &Map<String, Value>,
) -> Result<Map<String, Value>> {
    let mut coerced = Map::new();
    if given.is_empty() {
        return Ok(coerced);
    }
    let known = fields::all(ctx).await?;
    for (name, value) in given {
        let parent = Field {
            id: "parent".into(),
            ..Field::default()
        };
        let field = if name.eq_ignore_ascii_case("parent") {
            &parent
        } else {
            fields::named(&known, name)?
        };
        let value = one(ctx, field, value.clone()).await;
        let value = value.map_err(|e| Error::Arguments(format!("field \"{name}\": {e}")))?;
        coerced.insert(field.id.clone(), value);
    }
    Ok(coerced)
}

/// One value in the form that the field takes.
///
/// # Errors
/// As [`all`].
pub async fn one<A: Access>(ctx: &Ctx<A>, field: &Field, value: Value) -> Result<Value> {
    let schema = field.schema.clone().unwrap_or_default();
    if value.is_null() {
        return Ok(Value::Null);
    }
    if field.id == "parent" || schema.custom_kind() == Some("gh-epic-link") {
        return Ok(linked(&field.id, value));
    }
    match (&value, schema.kind.as_str()) {
        (Value::String(text), _) if schema.is_rich_text() => rich::written(ctx, text).await,
        (_, "array") => list(ctx, &schema, value).await,
        (_, kind) => scalar(ctx, kind, value).await,
    }
}

/// A parent is an object with a key; an epic link is the bare key.
fn linked(id: &str, value: Value) -> Value {
    match value {
        Value::String(key) if id == "parent" => json!({ "key": key }),
        Value::Object(map) if id != "parent" => {
            map.get("key").cloned().unwrap_or(Value::Object(map))
        }
        other => other,
    }
}

async fn list<A: Access>(ctx: &Ctx<A>, schema: &FieldSchema, value: Value) -> Result<Value> {
    let kind = schema.items.as_deref().unwrap_or("string");
    if schema.custom_kind() == Some("gh-sprint") {
        return number(first(value));
    }
    let items = match value {
        Value::Array(items) => items,
        Value::String(csv) => csv
            .split(',')
            .map(|item| item.trim().into())
            .filter(|item: &Value| *item != "")
            .collect(),
        other => vec![other],
    };
    let mut list = Vec::with_capacity(items.len());
    for item in items {
        list.push(scalar(ctx, kind, item).await?);
    }
    Ok(list.into())
}

async fn scalar<A: Access>(ctx: &Ctx<A>, kind: &str, value: Value) -> Result<Value> {
    match (kind, value) {
        ("user", Value::String(who)) => {
            let user = users::resolve(ctx, &who).await?;
            Ok(users::reference(&user, ctx.deployment(Product::Jira)?))
        }
        ("user", Value::Object(map)) => Ok(user_object(map, ctx.deployment(Product::Jira)?)),
        ("option", Value::String(option)) => Ok(json!({ "value": option })),
        ("option-with-child", Value::String(path)) => Ok(match path.split_once('>') {
            Some((option, child)) => {
                json!({ "value": option.trim(), "child": { "value": child.trim() } })
            }
            None => json!({ "value": path }),
        }),
        (
            "priority" | "resolution" | "version" | "component" | "issuetype" | "securitylevel"
            | "status" | "group",
            value,
        ) => named(value),
        ("project" | "issuelink", Value::String(key)) => Ok(json!({ "key": key })),
        ("number", value) => number(value),
        ("string" | "date" | "datetime", Value::Number(number)) => Ok(number.to_string().into()),
        (_, value) => Ok(value),
    }
}

fn user_object(map: Map<String, Value>, deployment: Deployment) -> Value {
    match (map.get("id"), deployment) {
        (Some(id), Deployment::Cloud) => json!({ "accountId": id }),
        (Some(id), Deployment::DataCenter) => json!({ "name": id }),
        (None, _) => Value::Object(map),
    }
}

fn named(value: Value) -> Result<Value> {
    match value {
        Value::String(name) => Ok(json!({ "name": name })),
        Value::Object(_) => Ok(value),
        other => Err(Error::Arguments(format!("expected a name, got {other}"))),
    }
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

/// The only item of a list, or the value itself; the id of an object.
fn first(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().next_back().map_or(Value::Null, first),
        Value::Object(map) => map.get("id").cloned().unwrap_or(Value::Object(map)),
        other => other,
    }
}
