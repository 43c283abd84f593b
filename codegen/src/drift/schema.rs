//! What several schemas say together: a member may be declared in several parts of its owner.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::node::{members, parts, text};
use crate::spec::Spec;

/// The parts of all these schemas.
pub(super) fn combined<'a>(spec: &'a Spec, schemas: &[&'a Value]) -> Vec<&'a Value> {
    schemas
        .iter()
        .flat_map(|schema| parts(&spec.content, schema))
        .collect()
}

/// What the schemas refer to.
pub(super) fn references<'a>(schemas: &[&'a Value]) -> Vec<&'a str> {
    schemas
        .iter()
        .map(|schema| text(schema, "$ref"))
        .filter(|reference| !reference.is_empty())
        .collect()
}

/// The type that the parts say, or `anything`.
pub(super) fn kind<'a>(parts: &[&'a Value]) -> &'a str {
    first(parts, "type")
        .and_then(Value::as_str)
        .unwrap_or("anything")
}

/// The first value of a keyword.
pub(super) fn first<'a>(parts: &[&'a Value], keyword: &str) -> Option<&'a Value> {
    parts.iter().find_map(|part| part.get(keyword))
}

/// The named members and their schemas.
pub(super) fn properties<'a>(parts: &[&'a Value]) -> BTreeMap<&'a str, Vec<&'a Value>> {
    let mut all = BTreeMap::<&str, Vec<&Value>>::new();
    for (name, member) in parts.iter().flat_map(|part| members(part, "properties")) {
        all.entry(name).or_default().push(member);
    }
    all
}

/// The members that must be there.
pub(super) fn required<'a>(parts: &[&'a Value]) -> BTreeSet<&'a str> {
    let lists = parts
        .iter()
        .filter_map(|part| part.get("required")?.as_array());
    lists.flatten().filter_map(Value::as_str).collect()
}

/// The schemas of what lies in a list (`items`) or under the unnamed keys of an object (`additionalProperties`).
pub(super) fn below<'a>(parts: &[&'a Value], key: &str) -> Vec<&'a Value> {
    parts
        .iter()
        .filter_map(|part| part.get(key))
        .filter(|node| node.is_object())
        .collect()
}

/// Keywords that bound what may be sent from below.
const LOWER: [&str; 3] = ["minimum", "minLength", "minItems"];
/// Keywords that bound it from above.
const UPPER: [&str; 3] = ["maximum", "maxLength", "maxItems"];

/// What of `old` may no longer be sent, as what stood there and what stands there now; nothing if all of it may.
pub(super) fn narrowed(old: &[&Value], new: &[&Value]) -> Vec<(String, String)> {
    let bounds = |keywords: [&'static str; 3], is_tighter: fn(f64, f64) -> bool| {
        keywords.into_iter().filter_map(move |keyword| {
            let bound = |parts| first(parts, keyword).and_then(Value::as_f64);
            let (before, after) = (bound(old), bound(new)?);
            before
                .is_none_or(|before| is_tighter(before, after))
                .then(|| {
                    let before = before.map_or("none".to_owned(), |bound| bound.to_string());
                    (format!("{keyword} {before}"), after.to_string())
                })
        })
    };
    let mut all: Vec<_> = bounds(LOWER, |before, after| after > before)
        .chain(bounds(UPPER, |before, after| after < before))
        .collect();
    all.extend(fewer_values(old, new));
    all
}

/// The values that an enumeration has lost, and those that are left.
fn fewer_values(old: &[&Value], new: &[&Value]) -> Option<(String, String)> {
    let left = first(new, "enum")?.as_array()?;
    let list = |values: Vec<&Value>| {
        let words = values
            .into_iter()
            .map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
        words.collect::<Vec<_>>().join(", ")
    };
    let lost = match first(old, "enum").and_then(Value::as_array) {
        Some(before) => {
            let lost: Vec<_> = before
                .iter()
                .filter(|value| !left.contains(value))
                .collect();
            if lost.is_empty() {
                return None;
            }
            list(lost)
        }
        None => "any value".to_owned(),
    };
    Some((lost, list(left.iter().collect())))
}
