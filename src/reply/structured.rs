//! Payloads as values, for clients that hold them against a schema.

use serde_json::{Map, Value, json};

use super::{Form, Reply};

impl Reply {
    /// The payload as an object that fits its schema; none if it is text, or comes with files. One that does not fit, since a product
    /// answered oddly, is handed on within one that does.
    pub fn structured(&self, schema: &Map<String, Value>) -> Option<Value> {
        if self.form == Form::Text || !self.files.is_empty() {
            return None;
        }
        let payload: Value = serde_json::from_str(&self.text).ok()?;
        let mut fitting = payload.clone();
        Some(match fit(schema, &mut fitting) {
            true => fitting,
            false => {
                json!({ "warning": "unexpected shape; this is the reply as it came", "raw": payload })
            }
        })
    }

    /// Whether the payload is JSON.
    pub fn is_json(&self) -> bool {
        self.form != Form::Text
    }
}

/// Whether a value fits a portable schema, once members without a value are left out.
fn fit(schema: &Map<String, Value>, value: &mut Value) -> bool {
    let part = |name: &str| schema.get(name).and_then(Value::as_object);
    match schema.get("type").and_then(Value::as_str) {
        Some("object") => {
            let (Value::Object(members), Some(properties)) = (value, part("properties")) else {
                return false;
            };
            members.retain(|name, member| !(member.is_null() && properties.contains_key(name)));
            let mut known = members
                .iter_mut()
                .filter_map(|(name, member)| Some((properties.get(name)?.as_object()?, member)));
            known.all(|(schema, member)| fit(schema, member))
        }
        Some("array") => {
            let (Value::Array(list), Some(items)) = (value, part("items")) else {
                return false;
            };
            list.iter_mut().all(|item| fit(items, item))
        }
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn structured(payload: &Value) -> Value {
        let schema = json!({ "type": "object", "properties": {
            "key": { "type": "string" },
            "rows": { "type": "array", "items": { "type": "object", "properties": { "n": { "type": "integer" } } } },
        } });
        let reply = Reply::json(payload).unwrap();
        reply.structured(schema.as_object().unwrap()).unwrap()
    }

    #[test]
    fn what_fits_is_the_payload_without_empty_members() {
        let payload = json!({ "key": null, "rows": [{ "n": 1, "other": null }], "more": [1, "x"] });
        let told = json!({ "rows": [{ "n": 1, "other": null }], "more": [1, "x"] });
        assert_eq!(structured(&payload), told);
    }

    #[test]
    fn what_does_not_fit_is_handed_on_within_what_does() {
        for payload in [
            json!({ "key": 1 }),
            json!({ "rows": [{ "n": "1" }] }),
            json!({ "rows": ["x"] }),
            json!([1]),
        ] {
            assert_eq!(structured(&payload)["raw"], payload);
        }
    }
}
