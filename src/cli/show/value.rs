//! JSON for people's eyes.

use serde_json::{Map, Value};

/// The members that say in one word what an object is, best first.
const NAMES: [&str; 5] = ["key", "name", "title", "slug", "value"];

/// The members that hold rich text.
const TEXTS: [&str; 3] = ["description", "body", "content"];

/// The value without what a terminal would obey: what somebody wrote into an issue must not move the cursor.
pub(super) fn printable(value: Value) -> Value {
    match value {
        Value::String(text) => without_controls(&text).into(),
        Value::Array(items) => items.into_iter().map(printable).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| (without_controls(&name), printable(value)))
            .collect::<Map<_, _>>()
            .into(),
        other => other,
    }
}

/// The text with U+FFFD for each control character but tabs and line breaks.
pub(super) fn without_controls(text: &str) -> String {
    let shown = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    let text = text.replace("\r\n", "\n");
    text.chars()
        .map(|c| {
            if shown(c) {
                c
            } else {
                char::REPLACEMENT_CHARACTER
            }
        })
        .collect()
}

/// An object's texts under their names.
pub(super) fn texts(value: &Value) -> impl Iterator<Item = (&'static str, &str)> {
    TEXTS
        .into_iter()
        .filter_map(|name| Some((name, value.get(name)?.as_str()?)))
}

/// A value on one line: an object by what it is called, a list by its items.
pub(super) fn brief(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Array(items) => items.iter().map(brief).collect::<Vec<_>>().join(", "),
        Value::Object(members) => {
            let name = NAMES.iter().find_map(|name| members.get(*name));
            name.map_or_else(|| pairs(members), brief)
        }
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

fn pairs(members: &Map<String, Value>) -> String {
    let pairs = members
        .iter()
        .map(|(name, value)| format!("{name}={}", brief(value)));
    pairs.collect::<Vec<_>>().join(" ")
}
