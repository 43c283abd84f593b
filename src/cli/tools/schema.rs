//! What changed between two schemas of a tool's parameters.

use serde_json::{Map, Value};

use super::diff::{Changes, What};
use super::manifest::{Described, properties};

type Schema = Map<String, Value>;

/// Keywords that bound values from below.
const LOWER: [&str; 3] = ["minimum", "minLength", "minItems"];
/// Keywords that bound them from above.
const UPPER: [&str; 3] = ["maximum", "maxLength", "maxItems"];

/// The changes of a tool's parameters. One that is gone has only another name if its former one is still taken for it.
pub(super) fn parameters(changes: &mut Changes<'_>, old: &Described, new: &Described) {
    let successor = |name: &str| match new.has(name) {
        true => Some(name.to_owned()),
        false => new
            .standing_for(name)
            .filter(|after| !old.has(after))
            .cloned(),
    };
    members(changes, "", &old.parameters, &new.parameters, &successor);
}

/// The changes of the members of an object; `successor` tells what a member is called now.
fn members(
    changes: &mut Changes<'_>,
    place: &str,
    old: &Schema,
    new: &Schema,
    successor: &dyn Fn(&str) -> Option<String>,
) {
    let mut added: Vec<_> = each(new).map(|(name, _)| name).collect();
    for (name, before) in each(old) {
        let after = successor(name);
        let after = after.and_then(|after| properties(new)?.get_key_value(&after));
        let path = format!("{place}{name}");
        let Some((now, Value::Object(after))) = after else {
            changes.add(true, &path, What::Removed, (None, None));
            continue;
        };
        added.retain(|other| *other != now);
        if name != now {
            let names = (Some(name.clone()), Some(now.clone()));
            changes.add(false, &path, What::Renamed, names);
        }
        requirement(changes, &path, requires(old, name), requires(new, now));
        compare(changes, &path, before, after);
    }
    for name in added {
        let breaking = requires(new, name);
        let told = if breaking { "required" } else { "optional" };
        let path = format!("{place}{name}");
        changes.add(breaking, &path, What::Added, (None, Some(told.to_owned())));
    }
}

fn each(schema: &Schema) -> impl Iterator<Item = (&String, &Schema)> {
    let members = properties(schema).into_iter().flatten();
    members.filter_map(|(name, member)| Some((name, member.as_object()?)))
}

fn requires(schema: &Schema, name: &str) -> bool {
    let required = schema.get("required").and_then(Value::as_array);
    required.is_some_and(|names| names.iter().any(|other| other == name))
}

fn requirement(changes: &mut Changes<'_>, place: &str, before: bool, after: bool) {
    match (before, after) {
        (false, true) => changes.add(true, place, What::Required, (None, None)),
        (true, false) => changes.add(false, place, What::Optional, (None, None)),
        _ => {}
    }
}

/// The changes of one value's schema.
fn compare(changes: &mut Changes<'_>, place: &str, old: &Schema, new: &Schema) {
    let differs = |keyword: &str| old.get(keyword) != new.get(keyword);
    if differs("type") {
        let is_wider =
            old.get("type") == Some(&"integer".into()) && new.get("type") == Some(&"number".into());
        let types = (told(old.get("type")), told(new.get("type")));
        changes.add(!is_wider, place, What::Type, types);
        return;
    }
    values(changes, place, old, new);
    bounds(changes, place, old, new);
    for (keyword, what) in [("default", What::Default), ("description", What::Text)] {
        if differs(keyword) {
            let texts = (told(old.get(keyword)), told(new.get(keyword)));
            changes.add(false, place, what, texts);
        }
    }
    let same = |name: &str| Some(name.to_owned());
    members(changes, &format!("{place}."), old, new, &same);
    if let (Some(Value::Object(old)), Some(Value::Object(new))) =
        (old.get("items"), new.get("items"))
    {
        compare(changes, &format!("{place}[]"), old, new);
    }
}

/// The values of an enumeration: those that are gone break whoever gave them.
fn values(changes: &mut Changes<'_>, place: &str, old: &Schema, new: &Schema) {
    let list = |schema: &Schema| schema.get("enum").and_then(Value::as_array).cloned();
    let (before, after) = (list(old), list(new));
    if before == after {
        return;
    }
    let is_narrower = match (&before, &after) {
        (Some(before), Some(after)) => before.iter().any(|value| !after.contains(value)),
        (before, _) => before.is_none(),
    };
    let told = |list: Option<Vec<Value>>| {
        let Some(list) = list else {
            return "any value".to_owned();
        };
        let words = list.iter().filter_map(|value| told(Some(value)));
        words.collect::<Vec<_>>().join(", ")
    };
    let values = (Some(told(before)), Some(told(after)));
    changes.add(is_narrower, place, What::Type, values);
}

fn bounds(changes: &mut Changes<'_>, place: &str, old: &Schema, new: &Schema) {
    let keywords = LOWER
        .into_iter()
        .map(|keyword| (keyword, f64::NEG_INFINITY));
    let keywords = keywords.chain(UPPER.map(|keyword| (keyword, f64::INFINITY)));
    for (keyword, none) in keywords {
        let bound = |schema: &Schema| schema.get(keyword).and_then(Value::as_f64).unwrap_or(none);
        let (before, after) = (bound(old), bound(new));
        if before == after {
            continue;
        }
        let is_narrower = (after < before) == (none > 0.0);
        let told = |schema: &Schema| {
            let bound = told(schema.get(keyword)).unwrap_or_else(|| "none".to_owned());
            Some(format!("{keyword} {bound}"))
        };
        changes.add(is_narrower, place, What::Type, (told(old), told(new)));
    }
}

/// A value as people read it: a text without quotes.
fn told(value: Option<&Value>) -> Option<String> {
    let value = value?;
    Some(
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned),
    )
}
