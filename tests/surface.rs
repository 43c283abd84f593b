//! Tools that are found step by step: four are listed, and all others are called by them as by their names.

use atlassian_mcp::declaration::{DECLARATIONS, WAYS, nearest};
use atlassian_mcp::progress::Progress;
use atlassian_mcp::registry::{self, Accompaniment};
use demo::Flavour;
use serde_json::{Value, json};

use crate::every_tool::example;
use crate::gate::{UNKNOWN, WAYS as HIDING, Way};
use crate::harness::{FLAVOURS, Site};
use crate::http::{Running, call};
use crate::listed::list;
use crate::stdio::Session;
use crate::wire::{replied, sent_nothing};

/// What sets it up.
pub const PROGRESSIVE: (&str, &str) = ("TOOL_SURFACE", "progressive");

fn names(tools: &[Value]) -> Vec<&str> {
    tools
        .iter()
        .map(|tool| tool["name"].as_str().unwrap())
        .collect()
}

/// The arguments of a way to a tool.
fn through(tool: &str, arguments: &Value) -> Value {
    json!({ "name": tool, "arguments": arguments })
}

#[test]
fn four_tools_are_listed_and_say_what_they_do() {
    let tools = list(&["--demo"], &[PROGRESSIVE]);
    let expected = [
        "discover_tools",
        "call_read",
        "call_write",
        "describe_tools",
    ];
    assert_eq!(names(&tools), expected);
    let hint = |name: &str| {
        let tool = tools.iter().find(|tool| tool["name"] == name).unwrap();
        let hints = &tool["annotations"];
        [
            hints["readOnlyHint"].clone(),
            hints["destructiveHint"].clone(),
        ]
    };
    assert_eq!(hint("call_read"), [json!(true), Value::Null]);
    assert_eq!(hint("call_write"), [json!(false), json!(true)]);
    for (variables, flags) in [
        (
            vec![PROGRESSIVE, ("READ_ONLY_MODE", "true")],
            vec!["--demo"],
        ),
        // Nothing that is left changes anything.
        (
            vec![("ENABLED_TOOLS", "jira_search")],
            vec!["--demo", "--tool-surface=progressive"],
        ),
    ] {
        let tools = list(&flags, &variables);
        assert_eq!(
            names(&tools),
            ["discover_tools", "call_read", "describe_tools"],
            "{variables:?}"
        );
    }
}

#[tokio::test]
async fn the_ways_are_not_there_where_all_tools_are_listed() {
    let site = Site::start(Flavour::Cloud).await;
    let unknown = site.call(UNKNOWN, json!({})).await.unwrap_err().to_string();
    for way in WAYS {
        let error = site
            .call(way.name, json!({}))
            .await
            .unwrap_err()
            .to_string();
        assert_eq!(error, unknown.replace(UNKNOWN, way.name));
    }
}

/// What is asked and what is answered is the same, letter for letter.
#[tokio::test]
async fn a_call_by_a_way_is_a_call_of_the_tool() {
    for (flavour, suffix) in FLAVOURS {
        for tool in DECLARATIONS {
            let arguments = example(tool.name, suffix);
            let way = if tool.writes() {
                "call_write"
            } else {
                "call_read"
            };
            let whole = |story: String| story.split_once("\n\n").map(|(_, rest)| rest.to_owned());
            let named = Site::with(flavour, &[PROGRESSIVE]).await;
            let named = whole(named.story_of_many(tool.name, arguments.clone()).await);
            let through = through(tool.name, &json!(arguments.to_string()));
            let site = Site::with(flavour, &[PROGRESSIVE]).await;
            let told = whole(site.story_of_many(way, through).await);
            assert_eq!(told, named, "{} on {suffix}", tool.name);
        }
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_as_by_the_tool() {
    let site = Site::with(Flavour::DataCenter, &[PROGRESSIVE]).await;
    for (tool, arguments) in [
        ("jira_get_issue", json!({})),
        (
            "jira_get_issue",
            json!({ "issue_key": "SHOP-7", "max_tokens": "many" }),
        ),
        (
            "jira_search",
            json!({ "jql": "project = SHOP", "limit": "x" }),
        ),
        ("jira_get_issue", json!({ "issue_key": "SHOP-999" })),
        ("jira_serch", json!({})),
    ] {
        let direct = site
            .call(tool, arguments.clone())
            .await
            .unwrap_err()
            .to_string();
        let relayed = site.call("call_read", through(tool, &arguments)).await;
        assert_eq!(relayed.unwrap_err().to_string(), direct);
    }
    let odd = site
        .call(
            "call_read",
            json!({ "name": "jira_search", "arguments": [1] }),
        )
        .await;
    assert!(
        odd.unwrap_err()
            .to_string()
            .contains("expected a JSON object")
    );
}

#[tokio::test]
async fn reading_writes_nothing() {
    for (flavour, suffix) in FLAVOURS {
        let site = Site::with(flavour, &[PROGRESSIVE]).await;
        for tool in DECLARATIONS.iter().filter(|tool| tool.writes()) {
            let arguments = through(tool.name, &example(tool.name, suffix));
            let error = site
                .call("call_read", arguments.clone())
                .await
                .unwrap_err()
                .to_string();
            assert!(
                error.contains("changes something") && error.contains("call_write"),
                "{error}"
            );
            sent_nothing(&site, "call_read", arguments).await;
        }
        sent_nothing(
            &site,
            "call_read",
            through("call_write", &through("jira_add_comment", &json!({}))),
        )
        .await;
    }
}

/// What saves a file reads nothing but Jira, and still changes something.
#[tokio::test]
async fn saving_files_is_no_reading() {
    let folder = tempfile::tempdir().unwrap();
    let root = ("MCP_FILES_ROOT", folder.path().to_str().unwrap());
    let download = through(
        "jira_download_attachments",
        &json!({ "issue_key": "SHOP-7" }),
    );
    let site = Site::with(Flavour::Cloud, &[PROGRESSIVE, root]).await;
    sent_nothing(&site, "call_read", download.clone()).await;
    site.call("call_write", download.clone()).await.unwrap();
    let reads = Site::with(
        Flavour::Cloud,
        &[PROGRESSIVE, root, ("READ_ONLY_MODE", "true")],
    )
    .await;
    reads.call("call_read", download).await.unwrap();
}

#[tokio::test]
async fn a_reply_is_as_long_as_either_call_allows() {
    let site = Site::with(Flavour::Cloud, &[PROGRESSIVE]).await;
    let ask = json!({ "jql": "project = SHOP ORDER BY key", "limit": 50 });
    let mut few = ask.clone();
    few["max_tokens"] = json!(500);
    let short = site.call("jira_search", few.clone()).await.unwrap();
    let mut outside = through("jira_search", &ask);
    outside["maxTokens"] = json!("500");
    for (told, arguments) in [
        ("outside", outside),
        ("inside", through("jira_search", &few)),
    ] {
        assert_eq!(
            site.call("call_read", arguments).await.unwrap(),
            short,
            "{told}"
        );
    }
}

#[tokio::test]
async fn progress_comes_through() {
    let site = Site::with(Flavour::DataCenter, &[PROGRESSIVE]).await;
    let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let listener = std::sync::Arc::clone(&told);
    let with = Accompaniment {
        progress: Progress::to(move |done, total| listener.lock().unwrap().push((done, total))),
        ..Accompaniment::default()
    };
    let versions = json!({ "project_key": "SHOP", "versions": [{ "name": "a" }, { "name": "b" }] });
    let arguments = through("jira_batch_create_versions", &versions);
    registry::call(
        &site.caller,
        "call_write",
        arguments.as_object().unwrap().clone(),
        with,
    )
    .await
    .unwrap();
    assert_eq!(*told.lock().unwrap(), [(1, 2), (2, 2)]);
}

#[tokio::test]
async fn tools_are_described_as_they_would_be_listed() {
    for demo in ["cloud", "datacenter"] {
        let full = list(&[&format!("--demo={demo}")], &[]);
        let flavour = if demo == "cloud" {
            Flavour::Cloud
        } else {
            Flavour::DataCenter
        };
        let site = Site::with(flavour, &[PROGRESSIVE]).await;
        let mut described = Vec::new();
        let mut ask = json!({ "names": names(&full), "max_tokens": 3_000 });
        loop {
            let page = replied(&site, "describe_tools", ask.clone()).await;
            described.extend(page["tools"].as_array().unwrap().clone());
            let Some(next) = page.get("next") else { break };
            assert!(
                next["start_at"].as_u64() > ask["start_at"].as_u64(),
                "{next}"
            );
            ask["start_at"] = next["start_at"].clone();
        }
        assert_eq!(described.len(), full.len());
        for (tool, listed) in described.iter().zip(&full) {
            assert_eq!(tool["name"], listed["name"]);
            assert_eq!(tool["about"], listed["description"]);
            assert_eq!(tool["parameters"], listed["inputSchema"]);
        }
        assert_eq!(site.request_count(), 0);
    }
}

#[tokio::test]
async fn what_there_is_not_is_not_described() {
    let site = Site::with(Flavour::Cloud, &[PROGRESSIVE, ("TOOLSETS", "jira_issues")]).await;
    let names = json!({ "names": ["jira_search", "jira_serch", "confluence_search", UNKNOWN] });
    let told = replied(&site, "describe_tools", names).await;
    assert_eq!(told["tools"].as_array().unwrap().len(), 1);
    assert_eq!(
        told["unknown"],
        json!([
            "Unknown tool `jira_serch`. Did you mean `jira_search`?",
            "Unknown tool `confluence_search`.",
            "Unknown tool `zzzz`.",
        ])
    );
    for (names, said) in [
        ("jira_get_isue", "Did you mean `jira_get_issue`?"),
        (" , ", "`names` is empty"),
    ] {
        let error = site
            .call("describe_tools", json!({ "names": names }))
            .await
            .unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
    }
}

/// Fails unless a hidden tool answers by a way as an unknown one, by `ask`.
async fn each_hidden(way: &Way, mut ask: impl AsyncFnMut(Value) -> Value) {
    // What leads to tools is there whichever of them are.
    let hidden = way.hidden().into_iter().filter(|tool| !tool.is_way());
    for tool in hidden {
        let arguments = example(tool.name, "dc");
        let told = ask(through(tool.name, &arguments)).await.to_string();
        let unknown = ask(through(UNKNOWN, &arguments)).await.to_string();
        let shown = || DECLARATIONS.iter().copied().filter(|tool| !way.hides(tool));
        let meant =
            nearest(shown(), tool.name).map(|tool| format!(" Did you mean `{}`?", tool.name));
        let expected = format!("Unknown tool `{}`.{}", tool.name, meant.unwrap_or_default());
        assert_eq!(
            told,
            unknown.replace("Unknown tool `zzzz`.", &expected),
            "{} by {}",
            tool.name,
            way.name
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_hidden_is_reached_by_no_way() {
    for way in HIDING.iter().filter(|way| way.headers.is_empty()) {
        let environment = way.environment();
        let environment = environment
            .iter()
            .map(|(name, value)| (*name, value.as_str()));
        let environment: Vec<_> = environment.chain([PROGRESSIVE]).collect();
        let mut session = Session::start(&[], &environment);
        session.initialize("2025-11-25");
        each_hidden(way, async |arguments| {
            session.request(
                1,
                "tools/call",
                json!({ "name": "call_read", "arguments": arguments }),
            )
        })
        .await;
        assert!(session.end().success());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_over_http() {
    for way in HIDING {
        let progressive = (PROGRESSIVE.0, PROGRESSIVE.1.to_owned());
        let server = Running::start(way.environment().into_iter().chain([progressive])).await;
        each_hidden(&way, async |arguments| {
            let ask = server.post(&call(1, "call_read", arguments));
            let headers = way.headers.iter();
            let ask = headers.fold(ask, |ask, (name, value)| ask.header(*name, *value));
            ask.send().await.unwrap().json::<Value>().await.unwrap()
        })
        .await;
    }
}
