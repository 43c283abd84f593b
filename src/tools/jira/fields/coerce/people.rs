//! People in fields.

use std::borrow::Cow;
use std::collections::BTreeMap;

use futures_util::future::try_join_all;
use serde_json::{Map, Value};

use super::of_field;
use super::scalars::text_of;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::tools::jira::issues::home::Home;
use crate::tools::jira::users;
use crate::tools::jira::users::assignees::{self, Assignee};
use crate::tools::names::folded;

/// The system fields that hold a person.
const PEOPLE: [&str; 2] = ["assignee", "reporter"];

/// Who is to have an issue; nobody by any word for it. Whoever is meant by anything but their
/// id or name is told.
pub(super) async fn assignee(
    ctx: &Ctx,
    value: &Value,
    home: Home<'_>,
    understood: &mut Map<String, Value>,
) -> Result<Value> {
    let deployment = ctx.deployment(Product::Jira)?;
    if value.is_null() {
        return Ok(Value::Null);
    }
    let who = person(value, deployment)
        .ok_or_else(|| Error::Arguments(format!("expected a person, got {value}")))?;
    if who.trim().is_empty() || assignees::is_nobody(&who) {
        return Ok(Value::Null);
    }
    let Assignee {
        user,
        by_first_name,
    } = assignees::resolve(ctx, &who, home).await?;
    let is_said = [user.id(), user.label()].contains(&who.trim());
    if by_first_name || !is_said {
        understood.insert("assignee".into(), assignees::shown(&user));
    }
    Ok(users::reference(&user, deployment))
}

/// A person in any form that [`users::resolve`] understands, or Jira's object.
pub(super) async fn user(ctx: &Ctx, value: Value) -> Result<Value> {
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
pub async fn meet(ctx: &Ctx, home: Home<'_>, given: &[(String, Value)]) -> Result<()> {
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
        let met = match folded(name).as_str() {
            "assignee" if assignees::is_nobody(&who) => Ok(()),
            "assignee" => assignees::resolve(ctx, &who, home).await.map(drop),
            _ => users::resolve(ctx, &who).await.map(drop),
        };
        met.map_err(|error| of_field(name, error))
    });
    try_join_all(meeting).await.map(drop)
}
