//! Every tool through the real server, on both flavours of the demo. The examples are the stories of `tests/wire`: a tool without
//! one fails here.

use std::fs;
use std::path::Path;

use atlassian_mcp::declaration::DECLARATIONS;
use serde_json::{Value, json};

use crate::stdio::Session;

fn server(flavour: &str) -> Session {
    let mut session = Session::start(&[&format!("--demo={flavour}")], &[]);
    session.initialize("2025-11-25");
    session
}

fn call(session: &mut Session, tool: &str, arguments: &Value) -> Value {
    let params = json!({ "name": tool, "arguments": arguments });
    session.request(1, "tools/call", params)
}

/// The arguments of the story that bears the tool's name alone.
fn example(tool: &str, suffix: &str) -> Value {
    let story = format!("tests/wire/snapshots/{tool}@{suffix}.snap");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&story));
    let text = text.unwrap_or_else(|_| panic!("{tool} has no example: add a story {story}"));
    let arguments = text
        .lines()
        .find_map(|line| line.strip_prefix(tool)?.strip_prefix(' '));
    serde_json::from_str(arguments.unwrap()).unwrap()
}

#[test]
fn every_tool_does_what_its_example_asks() {
    for (flavour, suffix) in [("cloud", "cloud"), ("datacenter", "dc")] {
        let mut reading = server(flavour);
        for tool in DECLARATIONS {
            let arguments = example(tool.name, suffix);
            // What one tool changes is no other's beginning.
            let answer = match tool.writes() {
                true => {
                    let mut fresh = server(flavour);
                    let answer = call(&mut fresh, tool.name, &arguments);
                    assert!(fresh.end().success());
                    answer
                }
                false => call(&mut reading, tool.name, &arguments),
            };
            let result = &answer["result"];
            assert_ne!(
                result["isError"], true,
                "{} on {flavour}: {answer:#}",
                tool.name
            );
            let text = result["content"][0]["text"].as_str();
            assert!(
                text.is_some_and(|text| !text.is_empty()),
                "{} on {flavour}: {answer:#}",
                tool.name
            );
        }
        assert!(reading.end().success());
    }
}
