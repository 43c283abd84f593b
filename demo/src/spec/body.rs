//! JSON bodies against the operations' schemas.

use std::sync::{Arc, OnceLock};

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use super::operation::resolved;
use crate::record::Recorded;

/// The rules of one operation's JSON body. The validator is made when the first body comes.
pub(super) struct Body {
    required: bool,
    schema: Value,
    /// What the schema's references point into.
    components: Arc<Value>,
    validator: OnceLock<Result<Validator, String>>,
}

impl Body {
    /// The body of an operation that takes JSON. A GET takes none, whatever its document says.
    pub(super) fn of(
        document: &Value,
        components: &Arc<Value>,
        method: &str,
        operation: &Value,
    ) -> Option<Self> {
        let body = resolved(document, operation.get("requestBody")?);
        let schema = body
            .pointer("/content/application~1json/schema")
            .filter(|_| method != "get")?;
        let required = body
            .get("required")
            .is_some_and(|required| required == true);
        Some(Self {
            required,
            schema: schema.clone(),
            components: Arc::clone(components),
            validator: OnceLock::new(),
        })
    }

    fn validator(&self) -> Result<Validator, String> {
        let mut schema = json!({"allOf": [self.schema], "components": *self.components});
        json_schema(&mut schema);
        // The documents' formats are often wrong: dates of versions are said to be times, times of worklogs RFC 3339.
        let options = jsonschema::options()
            .with_draft(Draft::Draft4)
            .should_validate_formats(false);
        options.build(&schema).map_err(|error| error.to_string())
    }

    pub(super) fn violations(&self, sent: &Recorded) -> Vec<String> {
        let Some(body) = sent.json() else {
            let missing = self.required || !sent.body.is_empty();
            return missing
                .then(|| "the JSON body is missing".to_owned())
                .into_iter()
                .collect();
        };
        match self.validator.get_or_init(|| self.validator()) {
            Ok(validator) => {
                let errors = validator.iter_errors(&body);
                errors
                    .map(|error| format!("the body at '{}': {error}", error.instance_path()))
                    .collect()
            }
            Err(error) => vec![format!("the document's schema cannot be used: {error}")],
        }
    }
}

/// OpenAPI 3.0's `nullable` in JSON Schema's terms. The documents write `oneOf` for alternatives that overlap, where
/// JSON Schema wants `anyOf`.
fn json_schema(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let nullable = members
                .remove("nullable")
                .is_some_and(|nullable| nullable == true);
            if let Some(kind) = members
                .get_mut("type")
                .filter(|kind| nullable && kind.is_string())
            {
                *kind = json!([kind, "null"]);
            }
            if let Some(alternatives) = members.remove("oneOf") {
                members.insert("anyOf".to_owned(), alternatives);
            }
            members.values_mut().for_each(json_schema);
        }
        Value::Array(items) => items.iter_mut().for_each(json_schema),
        _ => {}
    }
}
