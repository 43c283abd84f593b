//! From Atlassian's document to the slice we vendor: the operations our tools name and what these reach; facts, no prose.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Serialize;
use serde_json::ser::PrettyFormatter;
use serde_json::{Value, json};
use toml::value::Datetime;

use crate::Error;
use crate::node::{at, each_object};
use crate::scopes::Scopes;
use crate::sources;
use crate::spec::{Document, Endpoint, Spec};
use crate::suggest::did_you_mean;

/// Keys that hold text for people, or what we do not use; next to them, every `x-…`. The scopes that an operation needs are kept
/// ([`Scopes::keep`]).
const DROPPED: [&str; 12] = [
    "description",
    "example",
    "examples",
    "externalDocs",
    "operationId",
    "security",
    "securitySchemes",
    "servers",
    "summary",
    "tags",
    "title",
    "xml",
];

/// Imports the document with the text `whole` into `specs`: writes its slice and its table in `sources.toml`.
///
/// `copied` may be left out for a document whose checksum is the recorded one.
pub fn import(
    specs: &Path,
    document: &'static Document,
    whole: &str,
    wanted: &BTreeSet<Endpoint>,
    copied: Option<Datetime>,
) -> Result<(), Error> {
    let upstream = Spec::parse(document, whole)?;
    let sliced = slice(&upstream, wanted)?;
    let known = sources::read(specs)?;
    let source = sources::of(&upstream, whole, copied, &known)?;
    let path = specs.join(format!("{}.json", document.name));
    fs::write(&path, sliced).map_err(Error::file(&path))?;
    sources::write(specs, known, source)
}

/// The slice of a document as the text of a file. All operations that it lacks are reported at once.
pub fn slice(upstream: &Spec, wanted: &BTreeSet<Endpoint>) -> Result<String, Error> {
    refuse_unknown(upstream, wanted)?;
    let mut whole = upstream.content.clone();
    strip(&mut whole);
    let mut paths = pick(at(&whole, "paths"), wanted);
    keep_scopes(&mut paths, upstream, wanted);
    let components = reached(&paths, at(&whole, "components"))
        .map_err(Error::malformed(upstream.document.name))?;
    let mut content = json!({
        "components": components,
        "info": {"version": at(at(&whole, "info"), "version")},
        "openapi": at(&whole, "openapi"),
        "paths": paths,
    });
    content.sort_all_objects();
    Ok(pretty(&content))
}

fn refuse_unknown(upstream: &Spec, wanted: &BTreeSet<Endpoint>) -> Result<(), Error> {
    let known = upstream.endpoints();
    let names: Vec<String> = known.iter().map(Endpoint::to_string).collect();
    let operations: Vec<String> = wanted
        .difference(&known)
        .map(Endpoint::to_string)
        .map(|name| {
            format!(
                "{name}{}",
                did_you_mean(&name, names.iter().map(String::as_str))
            )
        })
        .collect();
    if operations.is_empty() {
        return Ok(());
    }
    Err(Error::UnknownOperations {
        document: upstream.document.name.to_owned(),
        operations,
    })
}

/// Removes prose and what we do not use, but no name of the interface that happens to look like it.
fn strip(content: &mut Value) {
    each_object(content, &mut |node| {
        node.retain(|key, _| !DROPPED.contains(&key.as_str()) && !key.starts_with("x-"));
    });
}

/// The wanted operations, with the parameters their path items share.
fn pick(paths: &Value, wanted: &BTreeSet<Endpoint>) -> Value {
    let kept = |path: &str, key: &str| {
        let method = key.to_uppercase();
        key == "parameters"
            || wanted.contains(&Endpoint {
                method,
                path: path.to_owned(),
            })
    };
    let mut paths = paths.clone();
    for (path, item) in paths.as_object_mut().into_iter().flatten() {
        if let Value::Object(item) = item {
            item.retain(|key, _| kept(path, key));
        }
    }
    if let Value::Object(paths) = &mut paths {
        paths.retain(|path, _| wanted.iter().any(|endpoint| endpoint.path == *path));
    }
    paths
}

/// Notes at each operation which scopes it needs.
fn keep_scopes(paths: &mut Value, upstream: &Spec, wanted: &BTreeSet<Endpoint>) {
    for endpoint in wanted {
        let item = paths.get_mut(&endpoint.path);
        let operation = item.and_then(|item| item.get_mut(endpoint.method.to_lowercase()));
        if let Some(Value::Object(operation)) = operation {
            Scopes::stated(upstream.node(endpoint)).keep(operation);
        }
    }
}

/// Components by kind and name.
pub(crate) type Components = BTreeMap<String, BTreeMap<String, Value>>;

/// The components that `roots` reach through any number of references.
pub(crate) fn reached(roots: &Value, components: &Value) -> Result<Components, String> {
    let mut kept = Components::new();
    let mut pending = references(roots);
    while let Some(reference) = pending.pop_first() {
        let (kind, name, node) = component(components, &reference)
            .ok_or_else(|| format!("the reference {reference} leads nowhere"))?;
        let known = kept
            .entry(kind.to_owned())
            .or_default()
            .insert(name.to_owned(), node.clone());
        if known.is_none() {
            pending.append(&mut references(node));
        }
    }
    Ok(kept)
}

/// The kind, name and node that `#/components/<kind>/<name>` leads to.
fn component<'a>(
    components: &'a Value,
    reference: &'a str,
) -> Option<(&'a str, &'a str, &'a Value)> {
    let (kind, name) = reference.strip_prefix("#/components/")?.split_once('/')?;
    Some((kind, name, components.get(kind)?.get(name)?))
}

/// Every `$ref` below a node.
fn references(node: &Value) -> BTreeSet<String> {
    match node {
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| match value {
                Value::String(reference) if key == "$ref" => BTreeSet::from([reference.clone()]),
                _ => references(value),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => BTreeSet::new(),
    }
}

/// JSON as we keep it: one blank of indent for each level, a newline at the end.
fn pretty(content: &Value) -> String {
    let mut text = Vec::new();
    let mut writer =
        serde_json::Serializer::with_formatter(&mut text, PrettyFormatter::with_indent(b" "));
    // Writing a Value into memory has no way to fail.
    let _ = content.serialize(&mut writer);
    text.push(b'\n');
    String::from_utf8_lossy(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::DOCUMENTS;

    fn upstream() -> Spec {
        let content = json!({
            "openapi": "3.0.1",
            "info": {"title": "Prose", "description": "Prose", "version": "7", "x-build": 1},
            "servers": [{"url": "https://example.com"}],
            "tags": [{"name": "Prose"}],
            "paths": {
                "/note/{id}": {
                    "summary": "Prose",
                    "parameters": [{"$ref": "#/components/parameters/id"}],
                    "put": {
                        "operationId": "prose_1", "tags": ["Prose"], "security": [{"basic": []}, {"oauth": ["write:note"]}], "x-scope": {"a": 1},
                        "requestBody": {"$ref": "#/components/requestBodies/Note"},
                        "responses": {"200": {"description": "Prose", "content": {"application/json": {
                            "schema": {"$ref": "#/components/schemas/Note"}, "example": {"$ref": "Prose"},
                        }}}},
                    },
                    "delete": {"responses": {}},
                },
                "/other": {"get": {"responses": {"default": {"$ref": "#/components/schemas/Unused"}}}},
            },
            "components": {
                "parameters": {"id": {"in": "path", "name": "id", "description": "Prose"}},
                "requestBodies": {"Note": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Note"}}}}},
                "schemas": {
                    "Note": {"title": "Prose", "type": "object", "xml": {}, "required": ["title"], "properties": {
                        "title": {"type": "string", "description": "Prose", "default": "title"},
                        "description": {"type": "string", "example": "Prose"},
                        "x-kind": {"type": "string"},
                        "parent": {"$ref": "#/components/schemas/Note"},
                        "properties": {"type": "object", "properties": {"summary": {"type": "string", "title": "Prose"}}},
                    }},
                    "Unused": {"type": "string"},
                },
            },
        });
        Spec::parse(&DOCUMENTS[0], &content.to_string()).unwrap()
    }

    fn wanted(names: &[&str]) -> BTreeSet<Endpoint> {
        names.iter().map(|name| name.parse().unwrap()).collect()
    }

    #[test]
    fn keeps_the_wanted_and_what_it_reaches_without_prose() {
        let text = slice(&upstream(), &wanted(&["PUT /note/{id}"])).unwrap();
        let sliced: Value = serde_json::from_str(&text).unwrap();
        let note = json!({"$ref": "#/components/schemas/Note"});
        let json = json!({"application/json": {"schema": note}});
        let expected = json!({
            "openapi": "3.0.1",
            "info": {"version": "7"},
            "paths": {"/note/{id}": {
                "parameters": [{"$ref": "#/components/parameters/id"}],
                "put": {
                    "requestBody": {"$ref": "#/components/requestBodies/Note"},
                    "responses": {"200": {"content": json}},
                    "x-scopes": ["write:note"],
                },
            }},
            "components": {
                "parameters": {"id": {"in": "path", "name": "id"}},
                "requestBodies": {"Note": {"content": json}},
                "schemas": {"Note": {"type": "object", "required": ["title"], "properties": {
                    "title": {"type": "string", "default": "title"},
                    "description": {"type": "string"},
                    "x-kind": {"type": "string"},
                    "parent": note,
                    "properties": {"type": "object", "properties": {"summary": {"type": "string"}}},
                }}},
            },
        });
        assert_eq!(sliced, expected);
        assert!(
            text.starts_with("{\n \"components\": {\n  \"parameters\""),
            "{text}"
        );
        assert!(text.ends_with("}\n"));
    }

    #[test]
    fn all_missing_operations_are_named_at_once() {
        let error = slice(
            &upstream(),
            &wanted(&["PUT /note/{key}", "GET /nowhere/at/all", "GET /other"]),
        );
        assert_eq!(
            error.unwrap_err().to_string(),
            "jira-cloud has no operation\nGET /nowhere/at/all\nPUT /note/{key}; did you mean PUT /note/{id}?"
        );
    }

    #[test]
    fn a_reference_that_leads_nowhere_is_an_error() {
        let mut upstream = upstream();
        upstream.content["components"]["schemas"] = json!({});
        let error = slice(&upstream, &wanted(&["PUT /note/{id}"]))
            .unwrap_err()
            .to_string();
        assert!(error.contains("#/components/schemas/Note"), "{error}");
    }

    #[test]
    fn a_source_is_recorded_in_the_order_of_the_documents_and_keeps_its_date() {
        let specs = tempfile::tempdir().unwrap();
        let whole = upstream().content.to_string();
        let import = |place: usize, copied: Option<&str>| {
            let copied = copied.map(|date| date.parse().unwrap());
            import(
                specs.path(),
                &DOCUMENTS[place],
                &whole,
                &wanted(&["GET /other"]),
                copied,
            )
        };
        let new = import(1, None).unwrap_err().to_string();
        assert!(new.contains("--copied"), "{new}");
        import(1, Some("2026-01-02")).unwrap();
        import(0, Some("2026-01-03")).unwrap();
        import(1, None).unwrap();
        let sources = sources::read(specs.path()).unwrap();
        let recorded = sources
            .iter()
            .map(|source| (source.name.as_str(), source.copied.to_string()));
        let expected = [
            ("jira-cloud", "2026-01-03"),
            ("jira-software-cloud", "2026-01-02"),
        ];
        assert!(
            recorded.eq(expected.map(|(name, date)| (name, date.to_owned()))),
            "{sources:?}"
        );
        assert_eq!(sources[0].version, "7");
    }
}
