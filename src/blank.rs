//! JSON that says nothing: products send members without a value, which nobody needs to read.

use serde_json::Value;

/// Whether a value says nothing and may be left out.
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}
