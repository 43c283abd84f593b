//! From Atlassian's document to the slice we vendor: the operations our tools name and what these reach; facts, no prose.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::ser::PrettyFormatter;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use toml::value::Datetime;

use crate::Error;
use crate::node::{at, each_object, text};
use crate::spec::{DOCUMENTS, Document, Endpoint, Spec};
use crate::suggest::did_you_mean;

/// Keys that hold text for people, or what we do not use; next to them, every `x-…`.
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

/// Where a slice comes from: a table of `specs/sources.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The document's name.
    pub name: String,
    /// Atlassian's public address, without the scheme.
    pub url: String,
    /// `info.version` of the document.
    pub version: String,
    /// The day the copy was taken from that address.
    pub copied: Datetime,
    /// The checksum of the whole document, to know it again.
    pub sha256: String,
}

/// The content of `specs/sources.toml`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    #[serde(default)]
    source: Vec<Source>,
}

/// Imports the document in `file` into `specs`: writes its slice and its table in `sources.toml`.
///
/// `copied` may be left out for a document whose checksum is the recorded one.
pub fn import(
    specs: &Path,
    document: &'static Document,
    file: &Path,
    wanted: &BTreeSet<Endpoint>,
    copied: Option<Datetime>,
) -> Result<(), Error> {
    let whole = fs::read_to_string(file).map_err(Error::file(file))?;
    let upstream = Spec::parse(document, &whole)?;
    let sliced = slice(&upstream, wanted)?;
    let sources = record(read_sources(specs)?, &upstream, &whole, copied)?;
    write(&specs.join(format!("{}.json", document.name)), &sliced)?;
    write(&specs.join(SOURCES), &sources)
}

/// The slice of a document as the text of a file. All operations that it lacks are reported at once.
pub fn slice(upstream: &Spec, wanted: &BTreeSet<Endpoint>) -> Result<String, Error> {
    refuse_unknown(upstream, wanted)?;
    let mut whole = upstream.content.clone();
    strip(&mut whole);
    let paths = pick(at(&whole, "paths"), wanted);
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

const SOURCES: &str = "sources.toml";

const SOURCES_HEAD: &str =
    "# Where the slices in this folder come from. Written by `cargo run -p codegen -- import`.\n\n";

fn read_sources(specs: &Path) -> Result<Sources, Error> {
    let path = specs.join(SOURCES);
    if !path.exists() {
        return Ok(Sources::default());
    }
    let text = fs::read_to_string(&path).map_err(Error::file(&path))?;
    toml::from_str(&text).map_err(Error::malformed(path.display()))
}

/// What `specs/sources.toml` says of a document.
pub fn source(specs: &Path, document: &Document) -> Result<Option<Source>, Error> {
    let sources = read_sources(specs)?.source;
    Ok(sources
        .into_iter()
        .find(|source| source.name == document.name))
}

/// The text of `sources.toml` with this document's table put in its place.
fn record(
    mut sources: Sources,
    upstream: &Spec,
    whole: &str,
    copied: Option<Datetime>,
) -> Result<String, Error> {
    let document = upstream.document;
    let sha256 = format!("{:x}", Sha256::digest(whole));
    let known = sources
        .source
        .iter()
        .find(|source| source.name == document.name && source.sha256 == sha256);
    let Some(copied) = copied.or(known.map(|source| source.copied)) else {
        let problem = "this is a new copy: say when it was taken with --copied YYYY-MM-DD";
        return Err(Error::malformed(document.name)(problem));
    };
    let entry = Source {
        name: document.name.to_owned(),
        url: document.source.unwrap_or_default().to_owned(),
        version: text(at(&upstream.content, "info"), "version").to_owned(),
        copied,
        sha256,
    };
    sources.source.retain(|source| source.name != entry.name);
    sources.source.push(entry);
    let place = |source: &Source| {
        DOCUMENTS
            .iter()
            .position(|document| document.name == source.name)
    };
    sources.source.sort_by_key(place);
    let tables = toml::to_string(&sources).map_err(Error::malformed(SOURCES))?;
    Ok(format!("{SOURCES_HEAD}{tables}"))
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::file(folder))?;
    }
    fs::write(path, text).map_err(Error::file(path))
}

#[cfg(test)]
mod tests {
    use super::*;

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
                        "operationId": "prose_1", "tags": ["Prose"], "security": [], "x-scope": {"a": 1},
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
        let file = specs.path().join("upstream.json");
        fs::write(&file, upstream().content.to_string()).unwrap();
        let import = |place: usize, copied: Option<&str>| {
            let copied = copied.map(|date| date.parse().unwrap());
            import(
                specs.path(),
                &DOCUMENTS[place],
                &file,
                &wanted(&["GET /other"]),
                copied,
            )
        };
        let new = import(1, None).unwrap_err().to_string();
        assert!(new.contains("--copied"), "{new}");
        import(1, Some("2026-01-02")).unwrap();
        import(0, Some("2026-01-03")).unwrap();
        import(1, None).unwrap();
        let sources = read_sources(specs.path()).unwrap().source;
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
