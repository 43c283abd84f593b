//! The entry in the MCP registry: which packages there are, and what they can be told.

use atlassian_mcp::config::settings::{GROUPS, Kind, Setting};
use serde_json::{Value, json};

use super::{DESCRIPTION, NAME, REPOSITORY, VERSION, npm, packages, place, pretty};
use crate::generated::mirrored;

/// What the registry takes: longer descriptions are refused.
const LONGEST: usize = 100;

#[test]
fn the_entry() {
    assert!(DESCRIPTION.len() <= LONGEST);
    let image = format!("ghcr.io/{}:{VERSION}", place().to_lowercase());
    let entry = json!({
        "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
        "name": format!("io.github.{}", place()),
        "title": "Jira, Confluence and Bitbucket",
        "description": DESCRIPTION,
        "version": VERSION,
        "repository": { "url": REPOSITORY, "source": "github" },
        "packages": [
            package(json!({ "registryType": "npm", "identifier": npm(), "version": VERSION, "runtimeHint": "npx" })),
            package(json!({ "registryType": "pypi", "identifier": packages()["pypi"], "version": VERSION, "runtimeHint": "uvx" })),
            package(json!({ "registryType": "oci", "identifier": image, "runtimeHint": "docker" })),
        ],
    });
    mirrored("packaging/server.json", &pretty(&entry));
}

/// A package over standard input and output, with what says who we are and what may be done.
fn package(mut package: Value) -> Value {
    package["transport"] = json!({ "type": "stdio" });
    let groups = ["Products and accounts", "What may be seen and done"];
    let groups = groups.map(|heading| {
        GROUPS
            .iter()
            .find(|group| group.heading == heading)
            .unwrap()
    });
    let variables = groups
        .into_iter()
        .flat_map(|group| group.settings())
        .map(variable);
    package["environmentVariables"] = variables.collect();
    package
}

fn variable(setting: &Setting) -> Value {
    let mut variable = json!({ "name": setting.name, "description": setting.help });
    if setting.secret {
        variable["isSecret"] = true.into();
    }
    if !setting.default.is_empty() {
        variable["default"] = setting.default.into();
    }
    match setting.kind {
        Kind::Switch => variable["format"] = "boolean".into(),
        Kind::Count | Kind::Seconds | Kind::Rate => variable["format"] = "number".into(),
        Kind::Choice(words) => variable["choices"] = words.into(),
        _ => {}
    }
    variable
}

/// The folder where Cargo's own metadata says it is kept must be one that everything else can be derived from.
#[test]
fn the_repository_is_one_of_github() {
    assert_eq!(place().split('/').count(), 2);
    assert!(place().ends_with(NAME));
}
