//! Every tool through the real server, on both flavours of the demo. The examples are the stories of `tests/wire`: a tool without
//! one fails here.

use std::fs;
use std::path::Path;

use atlassian_mcp::budget::Budget;
use atlassian_mcp::declaration::DECLARATIONS;
use serde_json::{Map, Value, json};

use crate::harness::{FLAVOURS, Site};
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

/// A call whose story `tests/wire` tells.
#[derive(Clone, Debug)]
pub struct Story {
    /// Which tool is called.
    pub tool: String,
    /// With what.
    pub arguments: Map<String, Value>,
}

/// All stories of the flavour whose snapshots end so.
pub fn stories(suffix: &str) -> Vec<Story> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire/snapshots");
    let files = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.to_str().unwrap().ends_with(&format!("@{suffix}.snap")))
        .collect();
    names.sort();
    names.iter().filter_map(|path| story(path)).collect()
}

/// The story that a snapshot tells, if it tells one.
fn story(path: &Path) -> Option<Story> {
    let text = fs::read_to_string(path).unwrap();
    // Above it is what insta says of the snapshot.
    let (tool, arguments) = text.lines().nth(3)?.split_once(' ')?;
    Some(Story {
        tool: tool.to_owned(),
        arguments: serde_json::from_str(arguments).ok()?,
    })
}

/// The arguments of the story that bears the tool's name alone.
pub fn example(tool: &str, suffix: &str) -> Value {
    let path = format!("tests/wire/snapshots/{tool}@{suffix}.snap");
    let story = story(&Path::new(env!("CARGO_MANIFEST_DIR")).join(&path));
    let story = story.unwrap_or_else(|| panic!("{tool} has no example: add a story {path}"));
    Value::Object(story.arguments)
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

/// A call may ask for less, of any tool: at the borders of items, and in one piece of JSON where it was one.
#[tokio::test(flavor = "multi_thread")]
async fn every_tool_keeps_to_the_tokens_that_a_call_allows() {
    const FEW: usize = 600;
    let few = Budget::USUAL.of_tokens(FEW);
    for (flavour, suffix) in FLAVOURS {
        let site = Site::start(flavour).await;
        let mut cut = 0;
        for tool in DECLARATIONS.iter().filter(|tool| !tool.writes()) {
            let mut arguments = example(tool.name, suffix);
            let whole = site.call(tool.name, arguments.clone()).await.unwrap();
            arguments["max_tokens"] = json!(FEW.to_string());
            let reply = site.call(tool.name, arguments).await.unwrap();
            assert!(few.holds(&reply), "{}: {reply}", tool.name);
            let is_json = |text: &str| serde_json::from_str::<Value>(text).is_ok();
            assert_eq!(is_json(&reply), is_json(&whole), "{}: {reply}", tool.name);
            cut += usize::from(reply != whole);
        }
        assert!(cut > 3, "{cut}");
        let wrong = json!({ "max_tokens": "many" });
        let error = site.call("jira_search_fields", wrong).await.unwrap_err();
        assert!(
            error
                .to_string()
                .contains("`max_tokens` must be a whole number"),
            "{error}"
        );
    }
}
