//! The list of tools as it leaves on the wire: what every client takes, and what each caller has use for.

use atlassian_mcp::registry::TOOLS;
use serde_json::{Map, Value, json};

use crate::stdio::Session;
use crate::wire::replied;
use crate::{harness::FLAVOURS, harness::Site};

/// The flavours of the demo.
pub const DEMOS: [&str; 2] = ["cloud", "datacenter"];

/// The tools that a server of this start lists.
pub fn list(arguments: &[&str], variables: &[(&str, &str)]) -> Vec<Value> {
    let mut session = Session::start(arguments, variables);
    session.initialize("2025-11-25");
    let mut answer = session.request(1, "tools/list", json!({}));
    assert!(session.end().success());
    match answer["result"]["tools"].take() {
        Value::Array(tools) => tools,
        other => panic!("{other}"),
    }
}

/// The tools of a demo, none of which is left out.
pub fn list_of_demo(flavour: &str) -> Vec<Value> {
    let tools = list(&[&format!("--demo={flavour}")], &[]);
    assert_eq!(tools.len(), TOOLS.len());
    tools
}

/// The names of the parameters that a list shows for a tool.
fn parameters(tools: &[Value], name: &str) -> Vec<String> {
    let tool = tools.iter().find(|tool| tool["name"] == name).unwrap();
    let properties = tool["inputSchema"]["properties"].as_object().unwrap();
    properties.keys().cloned().collect()
}

#[test]
fn every_client_takes_every_schema() {
    let folder = tempfile::tempdir().unwrap();
    let files = [("MCP_FILES_ROOT", folder.path().to_str().unwrap())];
    for flavour in DEMOS {
        let demo = format!("--demo={flavour}");
        let tools = [list_of_demo(flavour), list(&[&demo], &files)].concat();
        assert_eq!(tools.len(), 2 * TOOLS.len());
        for tool in tools {
            let name = tool["name"].as_str().unwrap();
            assert!(name.len() <= 48 && is_plain(name), "{name}");
            root(name, &tool["inputSchema"]);
        }
    }
}

/// The schema of a tool: nothing but an object with parameters, of which some may be required.
pub fn root(tool: &str, schema: &Value) {
    assert_eq!(schema["type"], "object", "{tool}");
    only(tool, schema, &["type", "properties", "required"]);
    object(tool, schema);
    let properties = schema["properties"].as_object().unwrap();
    let required = schema
        .get("required")
        .map(|names| names.as_array().unwrap());
    for name in required.into_iter().flatten() {
        assert!(
            properties.contains_key(name.as_str().unwrap()),
            "{tool}: {name}"
        );
    }
    assert!(required.is_none_or(|names| !names.is_empty()), "{tool}");
}

/// What any value of a schema may say. Gemini refuses `$ref`, `anyOf`, `const`, `additionalProperties` and most `format`s; one array
/// without `items` costs the whole list in VS Code, and so does null among the values of an enum in LangChain. Strict converters close
/// an object without properties, so that nothing may be given.
fn value(at: &str, schema: &Value) {
    only(
        at,
        schema,
        &["type", "description", "enum", "items", "properties"],
    );
    let text = schema.get("description").map(|text| text.as_str().unwrap());
    assert!(text.is_none_or(|text| !text.trim().is_empty()), "{at}");
    let kind = schema["type"]
        .as_str()
        .unwrap_or_else(|| panic!("{at}: a type is one word"));
    let has = |key: &str| schema.get(key).is_some();
    assert_eq!(has("items"), kind == "array", "{at}");
    assert_eq!(has("properties"), kind == "object", "{at}");
    assert!(!has("enum") || kind == "string", "{at}");
    match kind {
        "array" => value(&format!("{at}[]"), &schema["items"]),
        "object" => object(at, schema),
        "string" => choices(at, schema),
        "integer" | "number" | "boolean" => {}
        other => panic!("{at}: {other}"),
    }
}

fn object(at: &str, schema: &Value) {
    let properties = schema["properties"].as_object().unwrap();
    assert!(!properties.is_empty(), "{at}: an object without properties");
    for (name, schema) in properties {
        assert!(name.len() <= 40 && is_plain(name), "{at}.{name}");
        assert_ne!(name, "properties", "{at}: clients stumble over that name");
        value(&format!("{at}.{name}"), schema);
    }
}

fn choices(at: &str, schema: &Value) {
    let Some(values) = schema.get("enum") else {
        return;
    };
    let values: Vec<_> = values
        .as_array()
        .unwrap()
        .iter()
        .map(|value| value.as_str())
        .collect();
    assert!(!values.is_empty(), "{at}");
    for value in values {
        assert!(
            value.is_some_and(|value| !value.is_empty()),
            "{at}: {value:?}"
        );
    }
}

fn only(at: &str, schema: &Value, allowed: &[&str]) {
    let empty = Map::new();
    let keys = schema.as_object().unwrap_or(&empty).keys();
    assert!(schema.is_object(), "{at}: {schema}");
    keys.for_each(|key| assert!(allowed.contains(&key.as_str()), "{at}: `{key}`"));
}

/// Whether a name is of the letters that every client takes.
fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !name.is_empty() && name.chars().all(plain)
}

#[test]
fn each_caller_sees_what_means_something_to_its_products() {
    let tools = list(
        &[],
        &[
            ("JIRA_URL", "https://example.atlassian.net"),
            ("JIRA_USERNAME", "mira@example.com"),
            ("JIRA_API_TOKEN", "token"),
            ("BITBUCKET_URL", "https://git.example.com"),
            ("BITBUCKET_PERSONAL_TOKEN", "token"),
        ],
    );
    assert_eq!(
        parameters(&tools, "jira_search"),
        ["jql", "fields", "limit", "page_token"]
    );
    assert_eq!(
        parameters(&tools, "bitbucket_list_projects"),
        ["limit", "page_token"]
    );
    let swapped = list(
        &[],
        &[
            ("JIRA_URL", "https://jira.example.com"),
            ("JIRA_PERSONAL_TOKEN", "token"),
            ("BITBUCKET_URL", "https://bitbucket.org/harbour"),
            ("BITBUCKET_USERNAME", "mira@example.com"),
            ("BITBUCKET_API_TOKEN", "token"),
        ],
    );
    assert_eq!(
        parameters(&swapped, "jira_search"),
        ["jql", "fields", "limit", "start_at"]
    );
    assert_eq!(
        parameters(&swapped, "bitbucket_list_projects"),
        ["workspace", "limit", "page_token"]
    );
}

/// What is not listed is taken as before, on both deployments.
#[tokio::test]
async fn what_is_not_listed_is_accepted() {
    let unlisted = json!({
        "jql": "project = SHOP ORDER BY key", "limit": 1, "start_at": 1, "expand": "changelog", "projects_filter": "SHOP",
    });
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let page = replied(&site, "jira_search", unlisted.clone()).await;
        assert_eq!(page["issues"].as_array().unwrap().len(), 1, "{page}");
        assert!(page["issues"][0].get("changelog").is_some(), "{page}");
        let place = json!({ "project_key": "SHOP", "repository_slug": "order-service", "workspace": "harbour" });
        let repository = site.call("bitbucket_get_repository", place).await;
        assert!(
            repository
                .as_ref()
                .is_ok_and(|text| text.contains("order-service")),
            "{repository:?}"
        );
    }
}
