//! Building JSON answers.

use serde_json::Value;

/// Sets a member of an object; anything but an object stays as it is.
pub(crate) fn put(object: &mut Value, name: &str, value: impl Into<Value>) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value.into());
    }
}

/// The members of `more` after those of `first`.
pub(crate) fn merged(mut first: Value, more: Value) -> Value {
    if let (Value::Object(to), Value::Object(from)) = (&mut first, more) {
        to.extend(from);
    }
    first
}
