//! Resources, prompts and completions: what tools show by other doors, as long as the tools are there.

use serde_json::{Value, json};

use crate::harness::{FLAVOURS, Site};
use crate::http::Running;
use crate::listed::{DEMOS, list};
use crate::stdio::Session;

/// Addresses of what the demo has, the tool that shows it, and what that is given.
fn addresses() -> [(&'static str, &'static str, Value); 5] {
    let pull_request = json!({ "repository_slug": "SHOP/storefront", "pull_request_id": "3" });
    let file = json!({ "repository_slug": "SHOP/order-service", "file_path": "README.md" });
    let folder = json!({ "repository_slug": "SHOP/storefront", "file_path": "src/" });
    [
        (
            "jira://issue/SHOP-7",
            "jira_get_issue",
            json!({ "issue_key": "SHOP-7" }),
        ),
        (
            "confluence://page/98320",
            "confluence_get_page",
            json!({ "page_id": "98320" }),
        ),
        (
            "bitbucket://pull-request/SHOP/storefront/3",
            "bitbucket_get_pull_request",
            pull_request,
        ),
        (
            "bitbucket://file/SHOP/order-service/README.md",
            "bitbucket_get_file_content",
            file,
        ),
        (
            "bitbucket://file/SHOP/storefront/src/",
            "bitbucket_get_file_content",
            folder,
        ),
    ]
}

/// On Cloud a repository is of a workspace.
fn of(demo: &str, text: &str) -> String {
    match demo {
        "cloud" => text.replace("SHOP/", "harbour/"),
        _ => text.to_owned(),
    }
}

fn started(arguments: &[&str], variables: &[(&str, &str)]) -> Session {
    let mut session = Session::start(arguments, variables);
    session.initialize("2025-11-25");
    session
}

/// What is offered, by the names of templates and prompts.
fn offered(session: &mut Session) -> (Vec<String>, Vec<String>) {
    let mut names = |id, method: &str, member: &str| {
        let answer = session.request(id, method, json!({}));
        let all = answer["result"][member].as_array();
        let all = all.into_iter().flatten();
        all.map(|one| one["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let templates = names(1, "resources/templates/list", "resourceTemplates");
    (templates, names(2, "prompts/list", "prompts"))
}

#[test]
fn what_is_offered_is_listed_elsewhere() {
    let mut session = started(&["--demo"], &[]);
    let templates = session.request(1, "resources/templates/list", json!({}));
    let prompts = session.request(2, "prompts/list", json!({}));
    insta::assert_json_snapshot!("offers", json!([templates["result"], prompts["result"]]));
    assert_eq!(
        session.request(3, "resources/list", json!({}))["result"],
        json!({ "resources": [] })
    );
    assert!(session.end().success());
    let tools = json!(list(&["--demo"], &[])).to_string();
    assert!(
        !tools.contains("jira://") && !tools.contains("triage_issue"),
        "it costs nothing there"
    );
}

#[test]
fn a_resource_is_what_its_tool_shows() {
    for demo in DEMOS {
        let mut session = started(&[&format!("--demo={demo}")], &[]);
        for (uri, tool, arguments) in addresses() {
            let uri = of(demo, uri);
            let read = session.request(1, "resources/read", json!({ "uri": uri }));
            let arguments: Value = serde_json::from_str(&of(demo, &arguments.to_string())).unwrap();
            let call = json!({ "name": tool, "arguments": arguments });
            let shown = session.request(2, "tools/call", call);
            let texts = |answer: &Value, member: &str| -> Vec<String> {
                let parts = answer["result"][member].as_array();
                let parts = parts.unwrap_or_else(|| panic!("{uri} on {demo}: {answer}"));
                parts
                    .iter()
                    .map(|part| part["text"].as_str().unwrap().to_owned())
                    .collect()
            };
            assert_eq!(
                texts(&read, "contents"),
                texts(&shown, "content"),
                "{uri} on {demo}"
            );
            let last = read["result"]["contents"]
                .as_array()
                .unwrap()
                .last()
                .unwrap()
                .clone();
            let is_json = serde_json::from_str::<Value>(last["text"].as_str().unwrap()).is_ok();
            assert_eq!(last["mimeType"] == "application/json", is_json, "{last}");
            assert_eq!(last["uri"], uri);
        }
        assert!(session.end().success());
    }
}

#[test]
fn what_a_tool_refuses_its_resource_refuses_in_the_same_words() {
    let filters = [
        ("JIRA_PROJECTS_FILTER", "OPS"),
        ("BITBUCKET_PROJECTS_FILTER", "ZED"),
        ("CONFLUENCE_SPACES_FILTER", "ZED"),
    ];
    let mut session = started(&["--demo=datacenter"], &filters);
    for (uri, tool, arguments) in addresses() {
        let read = session.request(1, "resources/read", json!({ "uri": uri }));
        let call = json!({ "name": tool, "arguments": arguments });
        let refused = session.request(2, "tools/call", call);
        assert_eq!(
            read["error"]["message"], refused["result"]["content"][0]["text"],
            "{uri}: {read}"
        );
    }
    let odd = [
        "jira://issue/NOPE-1",
        "jira://issue/%2e%2e",
        "jira://board/1",
        "file:///etc/passwd",
        "jira://issue/",
    ];
    for uri in odd {
        let read = session.request(3, "resources/read", json!({ "uri": uri }));
        assert!(read["error"]["code"].is_i64(), "{uri}: {read}");
    }
    let unread = session.request(4, "resources/read", json!({ "deep": [[[[{}]]]] }));
    assert_eq!(unread["error"]["code"], -32602, "{unread}");
    assert!(session.end().success());
}

#[test]
fn what_is_offered_is_gone_with_its_tools() {
    let all = ["file", "issue", "page", "pull_request"];
    for (variables, templates, prompts) in [
        (
            &[][..],
            &all[..],
            &["release_notes", "review_pull_request", "triage_issue"][..],
        ),
        (
            &[("READ_ONLY_MODE", "true")],
            &all,
            &["release_notes", "review_pull_request", "triage_issue"],
        ),
        (
            &[("TOOLSETS", "jira_issues")],
            &["issue"],
            &["release_notes", "triage_issue"],
        ),
        (
            &[("ENABLED_TOOLS", "jira_get_issue,bitbucket_get_pull_request")],
            &["issue", "pull_request"],
            &[],
        ),
        (&[("ENABLED_TOOLS", "jira_get_comments")], &[], &[]),
        (
            &[
                ("TOOL_SURFACE", "progressive"),
                ("TOOLSETS", "confluence_pages"),
            ],
            &["page"],
            &[],
        ),
    ] {
        let mut session = started(&["--demo"], variables);
        let offered = offered(&mut session);
        let expected = (templates, prompts);
        assert_eq!(
            (&offered.0[..], &offered.1[..]),
            (
                &expected
                    .0
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()[..],
                &expected
                    .1
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()[..]
            ),
            "{variables:?}"
        );
        if !templates.contains(&"page") {
            let hidden = session.request(
                3,
                "resources/read",
                json!({ "uri": "confluence://page/98320" }),
            );
            let unknown = session.request(
                4,
                "resources/read",
                json!({ "uri": "confluence://nothing/98320" }),
            );
            assert_eq!(
                hidden["error"].to_string().replace("page/", "nothing/"),
                unknown["error"].to_string()
            );
        }
        if prompts.is_empty() {
            let hidden = session.request(5, "prompts/get", json!({ "name": "triage_issue" }));
            assert!(hidden["error"]["code"].is_i64(), "{hidden}");
        }
        assert!(session.end().success());
    }
}

#[test]
fn prompts_are_filled_in() {
    let mut session = started(&["--demo"], &[]);
    let mut ask = |name: &str, arguments: Value| {
        session.request(
            1,
            "prompts/get",
            json!({ "name": name, "arguments": arguments }),
        )
    };
    let notes = ask(
        "release_notes",
        json!({ "project_key": "SHOP", "version": " 2026.11 " }),
    );
    let text = notes["result"]["messages"][0]["content"]["text"]
        .as_str()
        .unwrap();
    assert!(
        text.contains("project = \"SHOP\" AND fixVersion = \"2026.11\" AND") && !text.contains('{'),
        "{text}"
    );
    for (name, arguments, said) in [
        (
            "triage_issue",
            json!({}),
            "`issue_key` must be a text of one line",
        ),
        (
            "triage_issue",
            json!({ "issue_key": "a\nb" }),
            "of one line",
        ),
        (
            "triage_issue",
            json!({ "issue_key": "x".repeat(256) }),
            "of one line",
        ),
        ("triage_issue", json!({ "issue_key": 7 }), "must be a text"),
        (
            "triage_issue",
            json!({ "issue_key": "SHOP-7", "more": "x" }),
            "`more` is no argument",
        ),
        ("nothing", json!({}), "There is no prompt nothing"),
    ] {
        let refused = ask(name, arguments);
        assert_eq!(refused["error"]["code"], -32602, "{refused}");
        assert!(
            refused["error"]["message"].as_str().unwrap().contains(said),
            "{refused}"
        );
    }
    assert!(session.end().success());
}

/// A request for the values of an argument.
fn complete(reference: Value, name: &str, typed: &str, chosen: Value) -> Value {
    json!({ "ref": reference, "argument": { "name": name, "value": typed }, "context": { "arguments": chosen } })
}

fn prompt(name: &str) -> Value {
    json!({ "type": "ref/prompt", "name": name })
}

#[test]
fn values_can_be_chosen() {
    let template = json!({ "type": "ref/resource", "uri": "jira://issue/{key}" });
    for demo in DEMOS {
        let mut session = started(&[&format!("--demo={demo}")], &[]);
        let mut values = |asked: Value| {
            let answer = session.request(1, "completion/complete", asked);
            let values = answer["result"]["completion"]["values"].as_array();
            let values = values.unwrap_or_else(|| panic!("{answer}")).clone();
            values
                .iter()
                .map(|value| value.as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let none = json!({});
        let keys = values(complete(template.clone(), "key", "shop-", none.clone()));
        assert!(
            !keys.is_empty() && keys.iter().all(|key| key.starts_with("SHOP-")),
            "{keys:?}"
        );
        assert_eq!(
            values(complete(
                prompt("triage_issue"),
                "issue_key",
                "shop-",
                none.clone()
            )),
            keys
        );
        assert_eq!(
            values(complete(
                prompt("release_notes"),
                "project_key",
                "s",
                none.clone()
            )),
            ["SHOP"]
        );
        let shop = json!({ "project_key": "SHOP" });
        assert_eq!(
            values(complete(prompt("release_notes"), "version", "2026.1", shop)),
            ["2026.10", "2026.11"]
        );
        // Of which project is not said yet, and some arguments have nothing to choose of.
        assert_eq!(
            values(complete(
                prompt("release_notes"),
                "version",
                "",
                none.clone()
            )),
            [""; 0]
        );
        assert_eq!(
            values(complete(
                prompt("review_pull_request"),
                "repository",
                "",
                none.clone()
            )),
            [""; 0]
        );
        assert_eq!(
            values(complete(prompt("triage_issue"), "nothing", "", none)),
            [""; 0]
        );
        assert!(session.end().success());
    }
}

#[test]
fn values_are_those_of_what_is_allowed() {
    let mut session = started(&["--demo"], &[("JIRA_PROJECTS_FILTER", "OPS")]);
    let mut ask = |reference, name, chosen| {
        session.request(
            1,
            "completion/complete",
            complete(reference, name, "", chosen),
        )
    };
    let keys = ask(prompt("triage_issue"), "issue_key", json!({}));
    let values = keys["result"]["completion"]["values"].to_string();
    assert!(
        values.contains("OPS-") && !values.contains("SHOP"),
        "{values}"
    );
    let projects = ask(prompt("release_notes"), "project_key", json!({}));
    assert_eq!(projects["result"]["completion"]["values"], json!(["OPS"]));
    let versions = ask(
        prompt("release_notes"),
        "version",
        json!({ "project_key": "SHOP" }),
    );
    assert!(
        versions["error"]["message"]
            .as_str()
            .unwrap()
            .contains("JIRA_PROJECTS_FILTER"),
        "{versions}"
    );
    let hidden = ask(prompt("nothing"), "x", json!({}));
    assert_eq!(hidden["error"]["code"], -32602, "{hidden}");
    assert!(session.end().success());
    // The tool that knows the values is not there.
    let mut session = started(&["--demo"], &[("ENABLED_TOOLS", "jira_get_issue")]);
    let template = json!({ "type": "ref/resource", "uri": "jira://issue/{key}" });
    let none = session.request(
        1,
        "completion/complete",
        complete(template, "key", "", json!({})),
    );
    assert_eq!(none["result"]["completion"]["values"], json!([]));
    assert!(session.end().success());
}

/// Each message by itself, of both eras.
#[tokio::test(flavor = "multi_thread")]
async fn all_of_it_is_there_over_http() {
    let (flavour, _) = FLAVOURS[1];
    let site = Site::start(flavour).await;
    let server = Running::of(&site, flavour, &[]).await;
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let triage = json!({ "name": "triage_issue", "arguments": { "issue_key": "SHOP-7" } });
    for (method, named, params, said) in [
        (
            "resources/templates/list",
            "",
            json!({}),
            "jira://issue/{key}",
        ),
        (
            "resources/read",
            "jira://issue/SHOP-7",
            json!({ "uri": "jira://issue/SHOP-7" }),
            "Card is charged twice",
        ),
        ("prompts/list", "", json!({}), "triage_issue"),
        ("prompts/get", "triage_issue", triage, "issue SHOP-7"),
        (
            "completion/complete",
            "",
            complete(prompt("release_notes"), "project_key", "s", json!({})),
            "SHOP",
        ),
    ] {
        for version in ["2025-11-25", "2026-07-28"] {
            let mut params = params.clone();
            if version == "2026-07-28" {
                params["_meta"] = meta.clone();
            }
            let message = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
            let ask = server
                .post(&message)
                .header("mcp-protocol-version", version)
                .header("mcp-method", method);
            let ask = if named.is_empty() {
                ask
            } else {
                ask.header("mcp-name", named)
            };
            let answer: Value = ask.send().await.unwrap().json().await.unwrap();
            assert!(
                answer["result"].to_string().contains(said),
                "{method} of {version}: {answer}"
            );
        }
    }
}
