//! The vendored slices: made by the importer and nothing else, free of prose, with one name for each operation.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail as tests do")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::build;
use codegen::drift::{Used, drift};
use codegen::import::slice;
use codegen::sources;
use codegen::sources::sha256;
use codegen::spec::{DOCUMENTS, Spec};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("")
}

fn slices() -> impl Iterator<Item = Spec> {
    DOCUMENTS
        .iter()
        .map(|document| Spec::load(&root().join("specs"), document.name).unwrap())
}

/// The importer's input is Atlassian's and not part of this project; where it lies beside it, nothing may have drifted.
#[test]
fn importing_again_gives_the_same_bytes() {
    let folder = root().join("../shared/upstream-specs");
    let Ok(files) = fs::read_dir(&folder) else {
        println!(
            "skipped: Atlassian's documents are not at {}",
            folder.display()
        );
        return;
    };
    let files: Vec<String> = files
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let sources = sources::read(&root().join("specs")).unwrap();
    let manifest = build::manifest(&root()).unwrap();
    let used = Used::of(&root(), &manifest).unwrap();
    for vendored in slices().filter(|spec| spec.document.source.is_some()) {
        let document = vendored.document;
        let source = sources
            .iter()
            .find(|source| source.name == document.name)
            .unwrap();
        let upstream = files
            .iter()
            .find(|text| sha256(text.as_bytes()) == source.sha256);
        let upstream = Spec::parse(document, upstream.expect("the recorded document")).unwrap();
        assert_eq!(drift(&vendored, &upstream, &manifest, &used).operations, []);
        let again = slice(&upstream, &vendored.endpoints()).unwrap();
        let path = root().join(format!("specs/{}.json", document.name));
        assert!(
            fs::read_to_string(&path).unwrap() == again,
            "{} differs; run import all",
            path.display()
        );
        assert_eq!(upstream.content["info"]["version"], source.version);
        assert_eq!(document.source, Some(source.url.as_str()));
    }
}

/// A name of the interface has an object or a list under it; a text under one of these keys is prose.
#[test]
fn slices_carry_no_prose() {
    for spec in slices() {
        each_member(&spec.content, &mut |key, value| {
            let prose =
                ["description", "summary", "title", "example", "operationId"].contains(&key);
            assert!(
                !(prose && value.is_string()),
                "{}: {key} {value}",
                spec.document.name
            );
            assert!(
                !key.starts_with("x-") || codegen::scopes::is_kept(key),
                "{}: {key}",
                spec.document.name
            );
            assert!(
                value
                    .as_str()
                    .is_none_or(|text| text.split(' ').count() < 4),
                "{}: a sentence under {key}: {value}",
                spec.document.name
            );
        });
    }
}

fn each_member(node: &Value, visit: &mut impl FnMut(&str, &Value)) {
    match node {
        Value::Object(members) => {
            for (key, value) in members {
                visit(key, value);
                each_member(value, visit);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| each_member(item, visit)),
        _ => {}
    }
}

#[test]
fn operation_ids_are_unique_within_each_document() {
    for spec in slices() {
        let operations = spec.operations();
        let ids: BTreeSet<&str> = operations
            .iter()
            .map(|operation| operation.id.as_str())
            .collect();
        assert_eq!(ids.len(), operations.len(), "{}", spec.document.name);
        assert!(!operations.is_empty(), "{}", spec.document.name);
    }
}
