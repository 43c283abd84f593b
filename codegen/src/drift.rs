//! What a newer document of Atlassian's would change for us.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::node::{at, members, parts, text};
use crate::scopes::Scopes;
use crate::spec::{Endpoint, Spec};
use crate::suggest::did_you_mean;

/// Compares the slice we have with a newer document: one line for each change that touches an operation of ours, in its order.
///
/// What is new and optional is no change for us. Answers are read leniently, but a member that is gone or has another type is
/// named, since a view may want it.
pub fn drift(vendored: &Spec, upstream: &Spec) -> Vec<String> {
    let known = upstream.endpoints();
    let names: Vec<String> = known.iter().map(Endpoint::to_string).collect();
    let lines = vendored.endpoints().into_iter().flat_map(|endpoint| {
        let name = endpoint.to_string();
        let changes = if known.contains(&endpoint) {
            Comparison::new(vendored, upstream).operation(&endpoint)
        } else {
            vec![format!(
                "gone{}",
                did_you_mean(&name, names.iter().map(String::as_str))
            )]
        };
        changes
            .into_iter()
            .map(move |change| format!("{name}: {change}"))
    });
    lines.collect()
}

/// An operation in the old and the new document, and what was found so far.
struct Comparison<'a> {
    old: &'a Spec,
    new: &'a Spec,
    changes: Vec<String>,
    /// The references compared already, since schemas may contain themselves.
    seen: BTreeSet<(Vec<&'a str>, Vec<&'a str>)>,
}

impl<'a> Comparison<'a> {
    fn new(old: &'a Spec, new: &'a Spec) -> Self {
        Self {
            old,
            new,
            changes: Vec::new(),
            seen: BTreeSet::new(),
        }
    }

    fn operation(mut self, endpoint: &Endpoint) -> Vec<String> {
        let (old, new) = (self.old.node(endpoint), self.new.node(endpoint));
        self.deprecation("the operation", old, new);
        self.scopes(old, new);
        self.parameters(endpoint);
        self.body(at(old, "requestBody"), at(new, "requestBody"));
        let answers = (success(self.old, old), success(self.new, new));
        self.content("the answer", answers.0, answers.1, false);
        self.changes
    }

    fn deprecation(&mut self, what: &str, old: &Value, new: &Value) {
        if at(new, "deprecated") == true && at(old, "deprecated") != true {
            self.changes.push(format!("{what} is deprecated"));
        }
    }

    /// A token that was enough may no longer be.
    fn scopes(&mut self, old: &Value, new: &Value) {
        let (old, new) = (Scopes::kept(old), Scopes::stated(new));
        for (what, old, new) in [
            ("scopes", old.oauth, new.oauth),
            ("scopes of API tokens", old.token, new.token),
        ] {
            let known = |scope: &&String| !old.contains(scope);
            let added: Vec<_> = new.iter().filter(known).map(String::as_str).collect();
            if !added.is_empty() {
                self.changes
                    .push(format!("the {what} need {}", added.join(", ")));
            }
        }
    }

    fn parameters(&mut self, endpoint: &Endpoint) {
        let (olds, news) = (
            self.old.param_nodes(endpoint),
            self.new.param_nodes(endpoint),
        );
        let counterpart = |param: &Value, others: &[&'a Value]| {
            let same = |other: &&&Value| {
                ["in", "name"]
                    .iter()
                    .all(|key| at(other, key) == at(param, key))
            };
            others.iter().find(same).copied()
        };
        for old in &olds {
            let what = format!("parameter {}", text(old, "name"));
            let Some(new) = counterpart(old, &news) else {
                self.changes.push(format!("{what} is gone"));
                continue;
            };
            self.deprecation(&what, old, new);
            self.requirement(&what, old, new);
            self.schema(&what, &[at(old, "schema")], &[at(new, "schema")], true);
        }
        for new in news.iter().filter(|new| counterpart(new, &olds).is_none()) {
            let what = format!("the new parameter {}", text(new, "name"));
            self.requirement(&what, &Value::Null, new);
        }
    }

    fn requirement(&mut self, what: &str, old: &Value, new: &Value) {
        if at(new, "required") == true && at(old, "required") != true {
            self.changes.push(format!("{what} is required"));
        }
    }

    fn body(&mut self, old: &'a Value, new: &'a Value) {
        let (old, new) = (self.old.resolve(old), self.new.resolve(new));
        self.requirement("the body", old, new);
        self.content("the body", old, new, true);
    }

    fn content(&mut self, what: &str, old: &'a Value, new: &'a Value, sent: bool) {
        let (old, new) = (
            members(old, "content").next(),
            members(new, "content").next(),
        );
        match (old, new) {
            (Some((old_type, old)), Some((new_type, new))) => {
                if old_type != new_type {
                    self.changes
                        .push(format!("{what} was {old_type} and is {new_type}"));
                }
                self.schema(what, &[at(old, "schema")], &[at(new, "schema")], sent);
            }
            (Some(_), None) => self.changes.push(format!("{what} is gone")),
            (None, _) => {}
        }
    }

    /// Compares what schemas say together under the name `what`; of a schema that is sent, new demands count too.
    fn schema(&mut self, what: &str, old: &[&'a Value], new: &[&'a Value], sent: bool) {
        let (references, others) = (references(old), references(new));
        let inline = references.is_empty() || others.is_empty();
        if !inline && !self.seen.insert((references, others)) {
            return;
        }
        let (old, new) = (combined(self.old, old), combined(self.new, new));
        if kind(&old) != kind(&new) {
            self.changes
                .push(format!("{what} was {} and is {}", kind(&old), kind(&new)));
            return;
        }
        self.properties(what, &old, &new, sent);
        if sent {
            self.demands(what, &old, &new);
        }
        for (key, suffix) in [("items", "[]"), ("additionalProperties", ".*")] {
            let (old, new) = (below(&old, key), below(&new, key));
            if !old.is_empty() && !new.is_empty() {
                self.schema(&format!("{what}{suffix}"), &old, &new, sent);
            }
        }
    }

    fn properties(&mut self, what: &str, old: &[&'a Value], new: &[&'a Value], sent: bool) {
        let news = properties(new);
        for (name, old) in properties(old) {
            let what = format!("{what}.{name}");
            match news.get(name) {
                Some(new) => self.schema(&what, &old, new, sent),
                None => self.changes.push(format!("{what} is gone")),
            }
        }
    }

    fn demands(&mut self, what: &str, old: &[&'a Value], new: &[&'a Value]) {
        let before = required(old);
        let demands = required(new)
            .into_iter()
            .filter(|name| !before.contains(name));
        self.changes
            .extend(demands.map(|name| format!("{what}.{name} is required")));
    }
}

/// The first answer that means success.
fn success<'a>(spec: &'a Spec, operation: &'a Value) -> &'a Value {
    let answer = members(operation, "responses").find(|(code, _)| code.starts_with('2'));
    answer.map_or(&Value::Null, |(_, answer)| spec.resolve(answer))
}

fn references<'a>(schemas: &[&'a Value]) -> Vec<&'a str> {
    schemas
        .iter()
        .map(|schema| text(schema, "$ref"))
        .filter(|reference| !reference.is_empty())
        .collect()
}

/// The parts of all these schemas: a member may be declared in several parts of its owner.
fn combined<'a>(spec: &'a Spec, schemas: &[&'a Value]) -> Vec<&'a Value> {
    schemas
        .iter()
        .flat_map(|schema| parts(&spec.content, schema))
        .collect()
}

fn kind<'a>(parts: &[&'a Value]) -> &'a str {
    parts
        .iter()
        .find_map(|part| part.get("type")?.as_str())
        .unwrap_or("anything")
}

fn properties<'a>(parts: &[&'a Value]) -> BTreeMap<&'a str, Vec<&'a Value>> {
    let mut all = BTreeMap::<&str, Vec<&Value>>::new();
    for (name, member) in parts.iter().flat_map(|part| members(part, "properties")) {
        all.entry(name).or_default().push(member);
    }
    all
}

fn required<'a>(parts: &[&'a Value]) -> BTreeSet<&'a str> {
    let lists = parts
        .iter()
        .filter_map(|part| part.get("required")?.as_array());
    lists.flatten().filter_map(Value::as_str).collect()
}

/// The schemas of what lies in a list or under the unnamed keys of an object.
fn below<'a>(parts: &[&'a Value], key: &str) -> Vec<&'a Value> {
    parts
        .iter()
        .filter_map(|part| part.get(key))
        .filter(|node| node.is_object())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::DOCUMENTS;
    use serde_json::json;

    fn vendored() -> Value {
        let note = json!({"$ref": "#/components/schemas/Note"});
        json!({
            "openapi": "3.0.1",
            "paths": {
                "/note": {"get": {"parameters": [{"in": "query", "name": "q", "schema": {"type": "string"}}], "responses": {}}},
                "/note/{id}": {"put": {
                    "parameters": [
                        {"in": "path", "name": "id", "required": true, "schema": {"type": "string"}},
                        {"in": "query", "name": "quiet", "schema": {"type": "boolean"}},
                        {"in": "query", "name": "start", "schema": {"type": "integer"}},
                    ],
                    "requestBody": {"content": {"application/json": {"schema": note}}},
                    "responses": {"200": {"content": {"application/json": {"schema": {
                        "allOf": [note, {"properties": {"seen": {"type": "boolean"}}}],
                    }}}}},
                }},
            },
            "components": {"schemas": {"Note": {"type": "object", "properties": {
                "text": {"type": "string"},
                "tags": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
                "replies": {"type": "array", "items": note},
            }}}},
        })
    }

    fn against(change: impl FnOnce(&mut Value)) -> Vec<String> {
        let parse = |content: &Value| Spec::parse(&DOCUMENTS[0], &content.to_string()).unwrap();
        let mut upstream = vendored();
        change(&mut upstream);
        drift(&parse(&vendored()), &parse(&upstream))
    }

    #[test]
    fn the_same_document_and_additions_change_nothing() {
        assert_eq!(against(|_| {}), Vec::<String>::new());
        let additions = against(|upstream| {
            upstream["paths"]["/new"] = json!({"get": {"responses": {}}});
            upstream["components"]["schemas"]["Note"]["properties"]["colour"] =
                json!({"type": "string"});
        });
        assert_eq!(additions, Vec::<String>::new());
    }

    #[test]
    fn a_renamed_operation_is_gone_with_a_suggestion() {
        let lines = against(|upstream| {
            let paths = upstream["paths"].as_object_mut().unwrap();
            let note = paths.remove("/note").unwrap();
            paths.insert("/notes".to_owned(), note);
        });
        assert_eq!(lines, ["GET /note: gone; did you mean GET /notes?"]);
    }

    #[test]
    fn changes_of_parameters_are_named() {
        let lines = against(|upstream| {
            let put = &mut upstream["paths"]["/note/{id}"]["put"];
            put["deprecated"] = json!(true);
            put["security"] = json!([{"oauth": ["write:note"]}]);
            put["parameters"] = json!([
                {"in": "path", "name": "id", "required": true, "deprecated": true, "schema": {"type": "integer"}},
                {"in": "query", "name": "start", "required": true, "schema": {"type": "integer"}},
                {"in": "query", "name": "site", "required": true, "schema": {"type": "string"}},
                {"in": "query", "name": "limit", "schema": {"type": "string"}},
            ]);
        });
        let expected = [
            "the operation is deprecated",
            "the scopes need write:note",
            "the scopes of API tokens need write:note",
            "parameter id is deprecated",
            "parameter id was string and is integer",
            "parameter quiet is gone",
            "parameter start is required",
            "the new parameter site is required",
        ];
        assert!(
            lines
                .iter()
                .eq(&expected.map(|change| format!("PUT /note/{{id}}: {change}"))),
            "{lines:#?}"
        );
    }

    #[test]
    fn changes_of_bodies_and_answers_are_named_and_recursion_ends() {
        let lines = against(|upstream| {
            let note = &mut upstream["components"]["schemas"]["Note"];
            note["required"] = json!(["text"]);
            note["properties"]["tags"]["items"]["properties"]["name"] = json!({"type": "integer"});
            let put = &mut upstream["paths"]["/note/{id}"]["put"];
            put["requestBody"]["required"] = json!(true);
            let parts = put.pointer_mut("/responses/200/content/application~1json/schema/allOf");
            *parts.unwrap() = json!([{"type": "object"}]);
        });
        let expected = [
            "the body is required",
            "the body.tags[].name was string and is integer",
            "the body.text is required",
            "the answer.replies is gone",
            "the answer.seen is gone",
            "the answer.tags is gone",
            "the answer.text is gone",
        ];
        assert!(
            lines
                .iter()
                .eq(&expected.map(|change| format!("PUT /note/{{id}}: {change}"))),
            "{lines:#?}"
        );
    }
}
