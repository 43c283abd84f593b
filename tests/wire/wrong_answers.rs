//! Every tool when a status of success comes with something that is no success: a proxy's page, a text, torn JSON, nothing.

use atlassian_mcp::declaration::DECLARATIONS;
use demo::{Fault, Trouble};
use serde_json::{Value, json};

use super::refusals::calls as jira_calls;
use crate::harness::{FLAVOURS, Site};

/// Writes that Atlassian answers with no body, or one that says nothing.
const ANSWERED_WITH_NOTHING: [&str; 6] = [
    "jira_create_issue_link",
    "jira_delete_issue",
    "jira_link_to_epic",
    "jira_remove_issue_link",
    "jira_transition_issue",
    "jira_update_issue",
];

fn calls() -> Vec<(&'static str, Value)> {
    let others = [
        ("confluence_search", json!({ "query": "type = page" })),
        ("confluence_get_page", json!({ "page_id": 98320 })),
        (
            "confluence_create_page",
            json!({ "space_key": "SHOP", "title": "x", "content": "x" }),
        ),
        (
            "bitbucket_list_repositories",
            json!({ "project_key": "SHOP" }),
        ),
        (
            "bitbucket_get_pull_request",
            json!({ "project_key": "SHOP", "repository_slug": "order-service", "pull_request_id": 3 }),
        ),
        (
            "bitbucket_get_pull_request_diff",
            json!({ "project_key": "SHOP", "repository_slug": "order-service", "pull_request_id": 3 }),
        ),
    ];
    jira_calls().into_iter().chain(others).collect()
}

fn writes(tool: &str) -> bool {
    let tool = DECLARATIONS
        .iter()
        .find(|known| known.name == tool)
        .unwrap();
    tool.writes()
}

/// What comes in place of an answer.
struct Wrong {
    name: &'static str,
    comes: Trouble,
    /// Whether it is what some writes are answered with.
    is_nothing: bool,
    /// Whether it is what a list may be.
    is_no_item: bool,
}

fn wrong() -> Vec<Wrong> {
    let complaint = json!({ "errorMessages": ["It is not so"], "errors": {} });
    let by_field = json!({ "errorMessages": [], "errors": { "summary": "It is not so" } });
    let wrong = |name, comes| Wrong {
        name,
        comes,
        is_nothing: false,
        is_no_item: false,
    };
    let nothing = |name, comes| Wrong {
        is_nothing: true,
        ..wrong(name, comes)
    };
    vec![
        wrong("a login page", Trouble::LoginPage),
        wrong("an HTML page", Trouble::HtmlError(200)),
        wrong("a text", Trouble::Status(200)),
        wrong("a text in JSON", Trouble::Instead(json!("OK"))),
        wrong("torn JSON", Trouble::InvalidJson),
        wrong("a list of a number", Trouble::Odd),
        wrong("a complaint", Trouble::Instead(complaint)),
        wrong("a complaint by field", Trouble::Instead(by_field)),
        Wrong {
            is_no_item: true,
            ..wrong("an empty list", Trouble::Instead(json!([])))
        },
        nothing("an empty object", Trouble::Instead(json!({}))),
        nothing("null", Trouble::Instead(json!(null))),
        nothing("an empty body", Trouble::EmptyBody),
        nothing("204", Trouble::Status(204)),
    ]
}

/// Whether a reply says that nothing of what it shows is sure.
fn is_cautious(text: &str) -> bool {
    let told = text.contains("may have been carried out") || text.contains("unexpected");
    told && !text.contains("\"key\":\"\"")
        && ![
            "\"created\":[{",
            "\"created\":{",
            "\"deleted\"",
            "\"removed\"",
            "\"linked\"",
        ]
        .iter()
        .any(|claim| text.contains(claim))
}

/// Sites of both flavours, one for each wrong answer.
async fn each(case: impl AsyncFn(Site, &str, &Wrong)) {
    for (flavour, suffix) in FLAVOURS {
        for wrong in wrong() {
            case(Site::start(flavour).await, suffix, &wrong).await;
        }
    }
}

#[tokio::test]
async fn no_read_takes_another_thing_for_its_answer() {
    each(async |site, suffix, wrong| {
        site.demo
            .misbehave(Fault::new(wrong.comes.clone()).times(10_000));
        for (tool, arguments) in calls().into_iter().filter(|(tool, _)| !writes(tool)) {
            let reply = site.call(tool, arguments).await;
            let empty_list = |text: &str| text == "[]" || text.contains(":[]");
            let fine = match &reply {
                Err(_) => true,
                Ok(text) => {
                    is_cautious(text)
                        || (wrong.is_no_item && empty_list(text))
                        // The diff of nothing.
                        || (tool.ends_with("_diff") && text.is_empty())
                }
            };
            assert!(fine, "{tool} on {suffix}, {}: {reply:?}", wrong.name);
        }
    })
    .await;
}

#[tokio::test]
async fn no_write_takes_another_thing_for_its_success() {
    each(async |site, suffix, wrong| {
        for method in ["POST", "PUT", "DELETE"] {
            let fault = Fault::new(wrong.comes.clone()).times(10_000).method(method);
            site.demo.misbehave(fault);
        }
        for (tool, arguments) in calls().into_iter().filter(|(tool, _)| writes(tool)) {
            let reply = site.call(tool, arguments).await;
            let case = format!("{tool} on {suffix}, {}: {reply:?}", wrong.name);
            let said = match reply {
                Ok(_) if wrong.is_nothing && ANSWERED_WITH_NOTHING.contains(&tool) => continue,
                Ok(text) => text,
                Err(error) => error.to_string(),
            };
            assert!(is_cautious(&said), "{case}");
            assert!(said.contains("look before you repeat it"), "{case}");
        }
    })
    .await;
}
