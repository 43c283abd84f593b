//! Reading JSON nodes that may lack what is asked for.

use serde_json::Value;

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
