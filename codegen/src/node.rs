//! Reading and walking the JSON of an OpenAPI document.

use serde_json::{Map, Value};

/// Keys whose value maps names of the interface to nodes: a property may well be called `description`.
const NAME_MAPS: [&str; 10] = [
    "callbacks",
    "content",
    "headers",
    "links",
    "parameters",
    "paths",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
];

/// Keys whose value is data, not a node.
const DATA: [&str; 4] = ["default", "enum", "mapping", "required"];

/// The member `key` of a node; null where there is none.
pub(crate) fn at<'a>(node: &'a Value, key: &str) -> &'a Value {
    node.get(key).unwrap_or(&Value::Null)
}

/// The text under `key`; empty where there is none.
pub(crate) fn text<'a>(node: &'a Value, key: &str) -> &'a str {
    at(node, key).as_str().unwrap_or_default()
}

/// The members of the object under `key`; none where there is no object.
pub(crate) fn members<'a>(
    node: &'a Value,
    key: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    at(node, key).as_object().into_iter().flatten()
}

/// Calls `visit` on every object of a document that OpenAPI gives a meaning, the outer ones first: not on the maps from names
/// of the interface to nodes, and not on data.
pub(crate) fn each_object(node: &mut Value, visit: &mut impl FnMut(&mut Map<String, Value>)) {
    match node {
        Value::Object(members) => {
            visit(members);
            for (key, value) in members {
                match value {
                    Value::Object(named) if NAME_MAPS.contains(&key.as_str()) => {
                        named.values_mut().for_each(|node| each_object(node, visit));
                    }
                    _ if DATA.contains(&key.as_str()) => {}
                    _ => each_object(value, visit),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, visit)),
        _ => {}
    }
}

/// The node that a node's `$ref` leads to within the document.
pub(crate) fn referred<'a>(content: &'a Value, node: &Value) -> Option<&'a Value> {
    content.pointer(text(node, "$ref").strip_prefix('#')?)
}

/// A schema may be made of schemas that are made of schemas, but no document goes deeper than a few.
const DEEPEST: usize = 16;

/// The schemas that together make up a schema: what its reference leads to, or itself and what it combines.
pub(crate) fn parts<'a>(content: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
    parts_within(content, schema, DEEPEST)
}

fn parts_within<'a>(content: &'a Value, schema: &'a Value, depth: usize) -> Vec<&'a Value> {
    let Some(depth) = depth.checked_sub(1) else {
        return Vec::new();
    };
    if let Some(target) = referred(content, schema) {
        return parts_within(content, target, depth);
    }
    let combined = ["allOf", "anyOf", "oneOf"]
        .into_iter()
        .filter_map(|key| at(schema, key).as_array());
    let below = combined
        .flatten()
        .flat_map(|part| parts_within(content, part, depth));
    std::iter::once(schema).chain(below).collect()
}
