//! Replies as values: their schemas, and that they fit these, whole or cut.

use std::collections::BTreeSet;

use atlassian_mcp::budget;
use atlassian_mcp::declaration::DECLARATIONS;
use atlassian_mcp::listing::output;
use atlassian_mcp::registry::{self, Accompaniment};
use serde_json::{Map, Value, json};

use crate::every_tool::{Story, example, stories};
use crate::harness::{FLAVOURS, Site};
use crate::http::Running;
use crate::listed::{list, root};
use crate::stdio::Session;

const ON: (&str, &str) = ("STRUCTURED_OUTPUT", "true");

/// What has no schema: text, files, and lists that stand alone.
const WITHOUT: [&str; 7] = [
    "bitbucket_get_file_content",
    "bitbucket_get_pull_request_diff",
    "confluence_get_page",
    "jira_download_attachments",
    "jira_get_development_information",
    "jira_get_link_types",
    "jira_get_transitions",
];

/// Where members may stand that no schema tells: an issue's fields, what is counted by name, and what is of several types.
const OPEN: [&str; 11] = [
    "jira_get_issue",
    "composite_get_issue_with_development_context.issue",
    "composite_get_issue_with_development_context.pull_requests[]",
    "composite_get_pr_with_jira_context.pull_request",
    "jira_search.issues[]",
    "jira_get_board_issues.issues[]",
    "jira_get_project_issues.issues[]",
    "jira_get_sprint_issues.issues[]",
    "jira_batch_create_issues",
    "jira_update_issue",
    "bitbucket_add_pull_request_comment",
];

#[test]
fn schemas_are_off_until_they_are_asked_for() {
    let has = |tool: &Value| tool.get("outputSchema").is_some();
    assert!(!list(&["--demo"], &[]).iter().any(has));
    for demo in ["--demo=cloud", "--demo=datacenter"] {
        for tool in list(&[demo], &[ON]) {
            let name = tool["name"].as_str().unwrap();
            assert_eq!(has(&tool), !WITHOUT.contains(&name), "{name}");
            if has(&tool) {
                let schema = &tool["outputSchema"];
                root(name, schema);
                assert!(
                    !schema.to_string().contains("\"required\""),
                    "{name}: a cut may leave it out"
                );
            }
        }
    }
}

/// A reply as a value, if it has a schema, and how it does not fit that.
async fn value(site: &Site, story: &Story) -> Option<(Value, Vec<String>)> {
    let tool = DECLARATIONS.iter().find(|tool| tool.name == story.tool)?;
    let schema = output(tool)?;
    let with = Accompaniment::default();
    let reply = registry::call(&site.caller, &story.tool, story.arguments.clone(), with).await;
    let reply = reply.ok().filter(|reply| !reply.is_failure())?;
    let value = reply.structured(&schema);
    let value = value.unwrap_or_else(|| panic!("{} is no JSON: {}", story.tool, reply.as_str()));
    let validator = jsonschema::validator_for(&Value::Object(schema)).unwrap();
    // What does not fit is handed on within what does.
    let faults = [&value, value.get("raw").unwrap_or(&value)].map(|value| {
        let faults = validator.iter_errors(value);
        faults
            .map(|fault| format!("{} at {}: {fault}", story.tool, fault.instance_path()))
            .collect::<Vec<_>>()
    });
    Some((value, faults.concat()))
}

/// Where members are that the schema does not tell.
fn untold(at: &str, schema: &Map<String, Value>, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => {
            let of = schema["items"].as_object().unwrap();
            items
                .iter()
                .for_each(|item| untold(&format!("{at}[]"), of, item, found));
        }
        Value::Object(members) => {
            let properties = schema["properties"].as_object().unwrap();
            for (name, member) in members {
                match properties.get(name).and_then(Value::as_object) {
                    Some(schema) => untold(&format!("{at}.{name}"), schema, member, found),
                    None if OPEN.contains(&at)
                        || ["…", "people", "warnings"].contains(&name.as_str()) => {}
                    None => drop(found.insert(format!("{at}.{name}"))),
                }
            }
        }
        _ => {}
    }
}

#[tokio::test]
async fn every_story_fits_its_schema_and_is_told_by_it() {
    let (mut fitting, mut missing) = (0, BTreeSet::new());
    for (flavour, suffix) in FLAVOURS {
        for story in stories(suffix) {
            let site = Site::start(flavour).await;
            let Some((value, faults)) = value(&site, &story).await else {
                continue;
            };
            fitting += 1;
            missing.extend(faults);
            let tool = DECLARATIONS
                .iter()
                .find(|tool| tool.name == story.tool)
                .unwrap();
            untold(tool.name, &output(tool).unwrap(), &value, &mut missing);
        }
    }
    assert!(fitting > 150, "{fitting}");
    assert!(missing.is_empty(), "{missing:#?}");
}

#[tokio::test]
async fn what_is_cut_fits_its_schema_still() {
    let mut misfits: Vec<String> = Vec::new();
    for (flavour, suffix) in FLAVOURS {
        let site = Site::start(flavour).await;
        let all = json!({ "jql": "created > -3650d", "limit": 50, "fields": "*all" });
        let everything = Story {
            tool: "jira_search".into(),
            arguments: all.as_object().unwrap().clone(),
        };
        let reading = DECLARATIONS.iter().filter(|tool| !tool.writes());
        let stories = reading.map(|tool| Story {
            tool: tool.name.into(),
            arguments: example(tool.name, suffix).as_object().unwrap().clone(),
        });
        let mut cut = 0;
        for mut story in stories.chain([everything]) {
            let Some((whole, _)) = value(&site, &story).await else {
                continue;
            };
            let few = budget::FEWEST.into();
            story.arguments.insert("max_tokens".into(), few);
            let (part, faults) = value(&site, &story).await.unwrap();
            cut += usize::from(part != whole);
            misfits.extend(faults);
        }
        assert!(cut > 3, "{cut}");
    }
    assert!(misfits.is_empty(), "{misfits:#?}");
}

/// The payload goes once: as a value to clients of an age that knows such, else as text.
#[test]
fn a_reply_is_a_value_or_a_text() {
    let search = json!({ "name": "jira_search", "arguments": { "jql": "key = SHOP-7" } });
    for (version, structured) in [
        ("2024-11-05", false),
        ("2025-03-26", false),
        ("2025-06-18", true),
        ("2025-11-25", true),
    ] {
        let mut session = Session::start(&["--demo"], &[ON]);
        session.initialize(version);
        let tools = session.request(1, "tools/list", json!({}));
        assert_eq!(
            tools.to_string().contains("outputSchema"),
            structured,
            "{version}"
        );
        let found = session.request(2, "tools/call", search.clone());
        let text = found["result"]["content"][0]["text"].as_str().unwrap();
        let value = &found["result"]["structuredContent"];
        assert_eq!(
            found.to_string().matches("Card is charged twice").count(),
            1,
            "{version}: {found}"
        );
        match structured {
            true => {
                assert_eq!(value["issues"][0]["key"], "SHOP-7");
                assert!(
                    text.contains("structuredContent") && text.len() < 150,
                    "{text}"
                );
            }
            false => assert!(text.contains("SHOP-7") && value.is_null(), "{found}"),
        }
        for (id, wrong) in [
            (3, json!({ "name": "jira_search" })),
            (4, json!({ "name": UNKNOWN })),
        ] {
            let refused = &session.request(id, "tools/call", wrong)["result"];
            assert_eq!(refused["isError"], true);
            assert!(refused.get("structuredContent").is_none(), "{refused}");
        }
        let page =
            json!({ "name": "jira_get_transitions", "arguments": { "issue_key": "SHOP-9" } });
        let page = session.request(5, "tools/call", page);
        assert!(page["result"].get("structuredContent").is_none(), "{page}");
        assert!(session.end().success());
    }
}

const UNKNOWN: &str = "zzzz";

#[tokio::test(flavor = "multi_thread")]
async fn so_it_is_over_http() {
    let (flavour, _) = FLAVOURS[1];
    let site = Site::start(flavour).await;
    let server = Running::of(&site, flavour, &[ON]).await;
    let search = crate::http::call(1, "jira_search", json!({ "jql": "key = SHOP-7" }));
    for (version, structured) in [("2025-03-26", false), ("2025-06-18", true)] {
        let ask = server.post(&search).header("mcp-protocol-version", version);
        let answer: Value = ask.send().await.unwrap().json().await.unwrap();
        let value = &answer["result"]["structuredContent"];
        assert_eq!(
            value["issues"][0]["key"] == "SHOP-7",
            structured,
            "{version}: {answer}"
        );
    }
}
