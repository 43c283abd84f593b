//! Arguments as models really send them.

use demo::Flavour;
use serde_json::{Value, json};

use crate::harness::Site;

async fn error(tool: &str, arguments: Value) -> String {
    let site = Site::start(Flavour::Cloud).await;
    let error = site
        .call(tool, arguments)
        .await
        .expect_err("the arguments are wrong")
        .to_string();
    assert_eq!(
        site.request_count(),
        0,
        "nothing is sent for wrong arguments"
    );
    error
}

#[tokio::test]
async fn wrong_arguments_are_named_with_what_is_expected() {
    let cases = [
        ("jira_get_issue", json!({}), "`issue_key` is required"),
        (
            "jira_create_issue",
            json!({ "summary": "x" }),
            "`project_key` is required; `issue_type` is required",
        ),
        (
            "jira_get_issue",
            json!({ "issue_key": "A-1", "comment_limt": 1 }),
            "`comment_limt` is no parameter; did you mean `comment_limit`?",
        ),
        (
            "jira_get_issue",
            json!({ "issue_key": "A-1", "zzz": 1 }),
            "`zzz` is no parameter; there are issue_key, ",
        ),
        (
            "jira_get_issue",
            json!({ "issue_key": "A-1", "comment_limit": 101 }),
            "`comment_limit`: must be from 0 to 100, got 101",
        ),
        (
            "jira_get_issue",
            json!({ "issue_key": "A-1", "comment_limit": "many" }),
            "`comment_limit`: expected a whole number, got \"many\"",
        ),
        (
            "jira_get_issue",
            json!({ "issue_key": ["A-1"] }),
            "`issue_key`: expected text, got a list",
        ),
        (
            "jira_get_issue",
            json!({ "issue_key": "../../myself" }),
            "is no issue key; expected one like PROJ-123",
        ),
        (
            "jira_get_issue",
            json!({ "issue_key": "A-1", "update_history": "maybe" }),
            "`update_history`: expected true or false, got \"maybe\"",
        ),
        (
            "jira_transition_issue",
            json!({ "issue_key": "A-1", "transition_id": 1, "fields": "[1]" }),
            "`fields`: expected a JSON object",
        ),
        (
            "jira_add_comment",
            json!({ "issue_key": "A-1", "comment": "x", "body": "y" }),
            "`body` and `comment` are the same parameter: give one",
        ),
        (
            "confluence_get_page",
            json!({ "page_id": "ab c" }),
            "is no page id; expected digits",
        ),
        (
            "confluence_create_page",
            json!({ "space_key": "A", "title": "t", "content": "c", "content_format": "html" }),
            "expected one of markdown, storage, wiki, adf, got \"html\"",
        ),
        (
            "bitbucket_get_pull_request",
            json!({ "project_key": "A", "repository_slug": "r", "pull_request_id": 1.5 }),
            "expected a whole number, got 1.5",
        ),
    ];
    for (tool, arguments, expected) in cases {
        let error = error(tool, arguments).await;
        assert!(
            error.contains(expected),
            "{tool}: {error:?} does not say {expected:?}"
        );
    }
}

#[tokio::test]
async fn every_form_with_one_meaning_is_taken() {
    let site = Site::start(Flavour::DataCenter).await;
    let calls = [
        (
            "jira_get_issue",
            json!({ "issue_key": "shop-7", "fields": ["summary"], "comment_limit": "3", "expand": null }),
        ),
        (
            "jira_get_issue",
            json!({ "issue_key": 10006, "fields": "[\"summary\"]", "update_history": "False" }),
        ),
        (
            "jira_get_issue",
            json!({ "issue_key": format!("{}/browse/SHOP-7", site.demo.jira_url()), "properties": "a,b" }),
        ),
        (
            "jira_transition_issue",
            json!({ "issue_key": "SHOP-9", "transition": 41, "fields": "{\"resolution\": \"Done\"}" }),
        ),
        (
            "confluence_get_page",
            json!({ "page_id": 98320, "include_metadata": 0 }),
        ),
        (
            "confluence_create_page",
            json!({ "space_key": "SHOP", "title": 2026, "content": "x", "parent_id": 98330, "content_format": "Markdown" }),
        ),
        (
            "bitbucket_get_pull_request",
            json!({ "project_key": "SHOP", "repository_slug": "storefront", "pull_request_id": "2" }),
        ),
    ];
    for (tool, arguments) in calls {
        let reply = site.call(tool, arguments.clone()).await;
        assert!(reply.is_ok(), "{tool} {arguments}: {}", reply.unwrap_err());
    }
}
