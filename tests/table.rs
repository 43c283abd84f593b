//! What holds for every declared tool.

use std::collections::BTreeSet;

use atlassian_mcp::declaration::{DECLARATIONS, Declaration, TOOLSETS};
use atlassian_mcp::listing::accepted;
use atlassian_mcp::registry::TOOLS;
use serde_json::{Map, Value};

/// The names and parameters that the server promises to those who come from an older one.
fn promised() -> Map<String, Value> {
    serde_json::from_str(include_str!("fixtures/promised_tools.json")).unwrap()
}

fn each(check: impl Fn(&Declaration)) {
    assert_eq!(DECLARATIONS.len(), 60);
    DECLARATIONS.iter().for_each(|tool| check(tool));
}

/// Each with the schema of its parameters.
fn each_schema(check: impl Fn(&Declaration, Map<String, Value>)) {
    assert_eq!(TOOLS.len(), 60);
    for tool in TOOLS {
        check(tool.declaration, accepted(tool.declaration));
    }
}

#[test]
fn every_promised_tool_is_there_and_takes_every_promised_parameter() {
    for (name, promise) in promised() {
        let tool = DECLARATIONS
            .iter()
            .find(|tool| tool.name == name)
            .unwrap_or_else(|| panic!("{name} is missing"));
        for parameter in promise["params"].as_object().unwrap().keys() {
            let known = |p: &atlassian_mcp::args::Parameter| {
                p.name == parameter || p.aliases.contains(&parameter.as_str())
            };
            assert!(
                tool.parameters.iter().any(known),
                "{name} does not take {parameter}"
            );
        }
        assert_eq!(tool.writes(), promise["access"] == "write", "{name}");
    }
}

#[test]
fn no_parameter_is_required_that_was_not() {
    each(|tool| {
        let promise = &promised()[tool.name]["params"];
        for parameter in tool
            .parameters
            .iter()
            .filter(|parameter| parameter.required)
        {
            assert!(
                promise.get(parameter.name).is_some(),
                "{} newly requires {}",
                tool.name,
                parameter.name
            );
        }
    });
}

#[test]
fn names_and_texts_fit_every_client() {
    let names: BTreeSet<_> = DECLARATIONS.iter().map(|tool| tool.name).collect();
    assert_eq!(names.len(), DECLARATIONS.len(), "names are unique");
    assert!(
        DECLARATIONS.is_sorted_by_key(|tool| tool.name),
        "the order is fixed"
    );
    each(|tool| {
        assert!(
            tool.name.len() <= 48
                && tool
                    .name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        );
        assert!(
            (10..=2048).contains(&tool.description.len()),
            "{}",
            tool.name
        );
        assert!(
            !tool.title.is_empty() && !tool.keywords.is_empty(),
            "{}",
            tool.name
        );
        assert!(
            TOOLSETS.iter().any(|(name, _)| *name == tool.toolset),
            "{}",
            tool.name
        );
    });
}

#[test]
fn schemas_and_table_agree() {
    each_schema(|tool, schema| {
        let listed: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        assert_eq!(
            listed,
            tool.parameters.iter().map(|p| p.name).collect::<Vec<_>>(),
            "{}",
            tool.name
        );
        let required: BTreeSet<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(
            required,
            tool.parameters
                .iter()
                .filter(|p| p.required)
                .map(|p| p.name)
                .collect(),
            "{}",
            tool.name
        );
    });
}

#[test]
fn lists_say_what_parts_their_items() {
    let table = include_str!("../tools.toml");
    let lists = table
        .lines()
        .filter(|line| line.contains("type = \"csv_or_list\""));
    for line in lists {
        let doc = line.split("doc = ").nth(1).unwrap_or_default();
        assert!(
            doc.contains("comma") || doc.contains("e.g. PROJ-1, PROJ-2"),
            "{line}"
        );
    }
}
