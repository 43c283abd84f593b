//! One documented operation and its parameters.

#[cfg(feature = "spec-check")]
use std::sync::Arc;

use serde_json::Value;

use crate::record::Recorded;

const METHODS: [&str; 5] = ["get", "post", "put", "delete", "patch"];

pub(super) struct Operation {
    pub(super) method: String,
    pub(super) path: String,
    parameters: Vec<Parameter>,
    /// What an OAuth token must be good for.
    pub(super) scopes: Vec<String>,
    /// The JSON body's rules, where the operation takes one.
    #[cfg(feature = "spec-check")]
    body: Option<super::body::Body>,
}

struct Parameter {
    name: String,
    in_path: bool,
    required: bool,
    schema: Value,
}

/// Every operation of a document, with its references resolved.
pub(super) fn all(document: &Value, prefix: &str) -> Vec<Operation> {
    #[cfg(feature = "spec-check")]
    let components = Arc::new(document.get("components").cloned().unwrap_or_default());
    let paths = document
        .get("paths")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    let each = paths.flat_map(|(path, item)| {
        METHODS
            .into_iter()
            .filter_map(move |method| Some((path, item, method, item.get(method)?)))
    });
    each.map(|(path, item, method, operation)| Operation {
        method: method.to_owned(),
        path: format!("{prefix}{path}"),
        parameters: parameters(document, item)
            .chain(parameters(document, operation))
            .collect(),
        scopes: scopes(operation),
        #[cfg(feature = "spec-check")]
        body: super::body::Body::of(document, &components, method, operation),
    })
    .collect()
}

fn scopes(operation: &Value) -> Vec<String> {
    let scopes = operation.get("x-scopes").and_then(Value::as_array);
    let scopes = scopes.into_iter().flatten().filter_map(Value::as_str);
    scopes.map(str::to_owned).collect()
}

fn parameters<'a>(document: &'a Value, holder: &'a Value) -> impl Iterator<Item = Parameter> + 'a {
    let declared = holder
        .get("parameters")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    declared
        .map(|parameter| resolved(document, parameter))
        .filter_map(|parameter| {
            let place = parameter.get("in")?.as_str()?;
            matches!(place, "path" | "query").then(|| Parameter {
                name: parameter
                    .get("name")
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned(),
                in_path: place == "path",
                required: parameter
                    .get("required")
                    .is_some_and(|required| required == true),
                schema: parameter
                    .get("schema")
                    .map(|schema| resolved(document, schema).clone())
                    .unwrap_or_default(),
            })
        })
}

/// What a `$ref` stands for, or the value itself.
pub(super) fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| reference.strip_prefix('#'));
    reference
        .and_then(|pointer| document.pointer(pointer))
        .unwrap_or(value)
}

impl Operation {
    /// The path with numbered placeholders. A file's path and the name of a branch or tag, which are always the last,
    /// may have many segments.
    pub(super) fn template(&self) -> String {
        let mut template = String::new();
        for (number, piece) in self.path.split('{').enumerate() {
            match piece.split_once('}') {
                Some(("path" | "name", "")) => template.push_str(&format!("{{*p{number}}}")),
                Some((_, rest)) => template.push_str(&format!("{{p{number}}}{rest}")),
                None => template.push_str(piece),
            }
        }
        template
    }

    /// The rules that a request to this operation breaks.
    pub(super) fn violations<'a>(
        &self,
        sent: &Recorded,
        segments: impl Iterator<Item = &'a str>,
    ) -> Vec<String> {
        let query = sent.parameters();
        let names = self
            .path
            .split('{')
            .skip(1)
            .filter_map(|piece| piece.split_once('}'))
            .map(|(name, _)| name);
        let in_path = names
            .zip(segments)
            .filter_map(|(name, value)| self.parameter(name, true)?.violation(value));
        let unknown = query
            .iter()
            .filter(|(name, _)| self.parameter(name, false).is_none())
            .map(|(name, _)| self.unknown(name));
        let wrong = query
            .iter()
            .filter_map(|(name, value)| self.parameter(name, false)?.violation(value));
        let missing = self
            .parameters
            .iter()
            .filter(|parameter| parameter.required && !parameter.in_path);
        let missing =
            missing.filter(|parameter| query.iter().all(|(name, _)| *name != parameter.name));
        let missing = missing.map(|parameter| {
            format!(
                "the required query parameter '{}' is missing",
                parameter.name
            )
        });
        in_path
            .chain(unknown)
            .chain(wrong)
            .chain(missing)
            .chain(self.body_violations(sent))
            .collect()
    }

    fn parameter(&self, name: &str, in_path: bool) -> Option<&Parameter> {
        self.parameters
            .iter()
            .find(|parameter| parameter.name == name && parameter.in_path == in_path)
    }

    fn unknown(&self, name: &str) -> String {
        let known: Vec<&str> = self
            .parameters
            .iter()
            .filter(|known| !known.in_path)
            .map(|known| known.name.as_str())
            .collect();
        format!(
            "the query parameter '{name}' is unknown (known: {})",
            known.join(", ")
        )
    }

    #[cfg(feature = "spec-check")]
    fn body_violations(&self, sent: &Recorded) -> Vec<String> {
        self.body
            .as_ref()
            .map(|body| body.violations(sent))
            .unwrap_or_default()
    }

    #[cfg(not(feature = "spec-check"))]
    fn body_violations(&self, _: &Recorded) -> Vec<String> {
        Vec::new()
    }
}

impl Parameter {
    /// Why a value cannot be what the schema says; types that the documents get wrong are passed over.
    fn violation(&self, value: &str) -> Option<String> {
        let kind = |schema: &Value| {
            schema
                .get("type")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let (schema, values) = match kind(&self.schema).as_str() {
            "array" => (
                self.schema.get("items").unwrap_or(&Value::Null),
                value.split(',').collect(),
            ),
            _ => (&self.schema, vec![value]),
        };
        values.into_iter().find_map(|value| {
            let fits = match kind(schema).as_str() {
                "integer" => value.parse::<i64>().is_ok(),
                "number" => value.parse::<f64>().is_ok(),
                "boolean" => matches!(value, "true" | "false"),
                _ => allowed(schema, value),
            };
            (!fits).then(|| {
                format!(
                    "'{value}' is no value for the parameter '{}' ({schema})",
                    self.name
                )
            })
        })
    }
}

fn allowed(schema: &Value, value: &str) -> bool {
    schema
        .get("enum")
        .and_then(Value::as_array)
        .is_none_or(|values| values.iter().any(|known| known == value))
}
