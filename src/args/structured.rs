//! Lists and objects, which models send as JSON or as a string that holds JSON.

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::{Map, Value};

use super::{kind, limit::too_many, schema::described, text};
use crate::lenient;

/// A list of strings: a JSON list, one comma-separated string, or a string that holds a JSON list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CsvOrList(pub Vec<String>);

impl CsvOrList {
    /// The items as one comma-separated string, as Atlassian's query parameters want them.
    pub fn joined(&self) -> String {
        self.0.join(",")
    }
}

impl<'de> Deserialize<'de> for CsvOrList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = match embedded(Value::deserialize(deserializer)?) {
            Value::Array(items) => items.into_iter().map(text).collect(),
            other => text(other).map(|csv| csv.split(',').map(str::to_owned).collect()),
        };
        let items: Vec<String> = items.map_err(Error::custom)?;
        let items = items.iter().map(|item| item.trim().to_owned());
        let items: Vec<String> = items.filter(|item| !item.is_empty()).collect();
        too_many(items.len()).map_or(Ok(Self(items)), |fault| Err(Error::custom(fault)))
    }
}

// A string in the schema, since the servers that clients come from declare one; lists are taken all the same.
described!(CsvOrList, { "type": "string" });

/// A JSON object, or a string that holds one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ObjectOrJson(pub Map<String, Value>);

impl<'de> Deserialize<'de> for ObjectOrJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match embedded(Value::deserialize(deserializer)?) {
            Value::Object(map) => Ok(Self(map)),
            Value::String(text) if text.trim().is_empty() => Ok(Self::default()),
            other => Err(D::Error::custom(format!(
                "expected a JSON object such as {{\"key\": \"value\"}}, got {}",
                kind(&other)
            ))),
        }
    }
}

// A string in the schema: strict converters close an object without properties, so that nothing could be given.
described!(ObjectOrJson, { "type": "string" });

/// A JSON list of objects, or a string that holds one; a single object is a list of one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ArrayOrJson(pub Vec<Map<String, Value>>);

impl<'de> Deserialize<'de> for ArrayOrJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = match embedded(Value::deserialize(deserializer)?) {
            Value::Array(items) => items,
            Value::Object(map) => vec![Value::Object(map)],
            other => {
                return Err(D::Error::custom(format!(
                    "expected a JSON list of objects, got {}",
                    kind(&other)
                )));
            }
        };
        if let Some(fault) = too_many(items.len()) {
            return Err(Error::custom(fault));
        }
        let objects = items
            .into_iter()
            .enumerate()
            .map(|(index, item)| match embedded(item) {
                Value::Object(map) => Ok(map),
                other => Err(D::Error::custom(format!(
                    "item {index}: expected an object, got {}",
                    kind(&other)
                ))),
            });
        objects.collect::<Result<_, _>>().map(Self)
    }
}

// A string in the schema, as above; where `tools.toml` says what the objects hold, a list of them.
described!(ArrayOrJson, { "type": "string" });

/// The value inside a string that holds a JSON object or list; any other value as it is.
pub fn embedded(value: Value) -> Value {
    match &value {
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => {
            lenient::parse(text.as_bytes()).unwrap_or(value)
        }
        _ => value,
    }
}

/// Rich text: Markdown, or a document in Atlassian's own form (ADF) as JSON. It stays text; [`document`] tells which it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Markdown(pub String);

impl std::ops::Deref for Markdown {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Markdown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            document if is_document(&document) => Ok(Self(document.to_string())),
            other => text(other).map(Self).map_err(Error::custom),
        }
    }
}

described!(Markdown, { "type": "string" });

/// Whether this is a document in Atlassian's own form.
pub fn is_document(value: &Value) -> bool {
    value.get("type").is_some_and(|kind| kind == "doc")
        && value.get("version").is_some_and(|version| version == 1)
        && value.get("content").is_some_and(Value::is_array)
}

/// The document that a text holds as JSON; any other text, JSON or not, is text.
pub fn document(text: &str) -> Option<Value> {
    let text = text.trim();
    let value = text
        .starts_with('{')
        .then(|| serde_json::from_str(text).ok());
    value.flatten().filter(is_document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lists_in_every_form() {
        for form in [json!(["a", "b"]), json!("a, b,"), json!("[\"a\", \"b\"]")] {
            assert_eq!(
                serde_json::from_value::<CsvOrList>(form).unwrap().joined(),
                "a,b"
            );
        }
        assert_eq!(
            serde_json::from_value::<CsvOrList>(json!(7))
                .unwrap()
                .joined(),
            "7"
        );
        assert!(serde_json::from_value::<CsvOrList>(json!({})).is_err());
    }

    #[test]
    fn objects_in_every_form() {
        let cut = r#"{"a": 1, "b": "\ud83d"}"#;
        for form in [json!({"a": 1}), json!("{\"a\": 1}"), json!(cut)] {
            assert_eq!(
                serde_json::from_value::<ObjectOrJson>(form).unwrap().0["a"],
                1
            );
        }
        let error = serde_json::from_value::<ObjectOrJson>(json!("{\"a\": ")).unwrap_err();
        assert!(error.to_string().contains("got text"), "{error}");
        let list = serde_json::from_value::<ArrayOrJson>(json!(["{\"a\": 1}", {"b": 2}])).unwrap();
        assert_eq!(list.0.len(), 2);
        assert!(
            serde_json::from_value::<ArrayOrJson>(json!([1]))
                .unwrap_err()
                .to_string()
                .contains("item 0")
        );
    }
}
