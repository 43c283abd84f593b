//! Many issues at once.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::{snapshot, story};
use crate::harness::{FLAVOURS, Site};

fn item(summary: &str) -> Value {
    json!({ "project_key": "SHOP", "issue_type": "Task", "summary": summary })
}

#[tokio::test]
async fn each_item_succeeds_or_fails_by_itself() {
    let issues = json!([
        item("First"),
        { "project_key": "SHOP", "summary": "No type" },
        { "project_key": "SHOP", "issue_type": "Task", "summary": "Refused", "priority": "Urgent" },
        { "project_key": "SHOP", "issue_type": "Bug", "summary": "Last", "additional_fields": { "Severity": "Minor" }, "assignee": "noor" },
    ]);
    story(
        "jira_batch_create_issues",
        "jira_batch_create_issues",
        json!({ "issues": issues.to_string() }),
    )
    .await;
    let hopeless = json!([
        { "project_key": "SHOP", "issue_type": "Task", "summary": "One", "priority": "Urgent" },
        { "project_key": "SHOP", "issue_type": "Feature", "summary": "Two" },
        { "project_key": "SHOP", "issue_type": "Task", "summary": "Three", "components": ["Kitchen"] },
    ]);
    story(
        "jira_batch_create_issues-hopeless",
        "jira_batch_create_issues",
        json!({ "issues": hopeless }),
    )
    .await;
}

#[tokio::test]
async fn validation_writes_nothing() {
    let issues = json!([
        item("Fine"),
        { "project_key": "SHOP", "issue_type": "Task", "summary": "Choice", "priority": "Urgent" },
        { "project_key": "SHOP", "issue_type": "Feature", "summary": "Type" },
        { "project_key": "SHOP", "issue_type": "Sub-task", "summary": "Orphan" },
        { "project_key": "SHOP", "issue_type": "Epic", "summary": "Epic" },
        { "project_key": "NONE", "issue_type": "Task", "summary": "Elsewhere" },
    ]);
    story(
        "jira_batch_create_issues-validate",
        "jira_batch_create_issues",
        json!({ "issues": issues, "validate_only": true }),
    )
    .await;
}

#[tokio::test]
async fn fifty_a_request() {
    let issues: Vec<Value> = (0..120)
        .map(|number| item(&format!("Issue {number}")))
        .collect();
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let reply = site
            .call("jira_batch_create_issues", json!({ "issues": issues }))
            .await
            .unwrap();
        let reply: Value = serde_json::from_str(&reply).unwrap();
        let indices: Vec<u64> = reply["created"]
            .as_array()
            .unwrap()
            .iter()
            .map(|issue| issue["index"].as_u64().unwrap())
            .collect();
        assert_eq!(indices, (0..120).collect::<Vec<_>>());
        assert_eq!(site.request_count(), 3);
    }
}

#[tokio::test]
async fn a_failure_that_is_not_the_items_own_ends_the_call() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        site.demo.misbehave(
            Fault::new(Trouble::Status(403))
                .method("POST")
                .path("/bulk")
                .times(1),
        );
        let issues: Vec<Value> = (0..60)
            .map(|number| item(&format!("Issue {number}")))
            .collect();
        let error = site
            .call("jira_batch_create_issues", json!({ "issues": issues }))
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("403"), "{error}");
        assert_eq!(site.request_count(), 1);
    }
}

#[tokio::test]
async fn items_outside_of_the_filter_are_not_sent() {
    for (flavour, suffix) in FLAVOURS {
        let site = Site::with(flavour, &[("JIRA_PROJECTS_FILTER", "SHOP")]).await;
        let issues = json!([{ "project_key": "OPS", "issue_type": "Task", "summary": "Out" }]);
        snapshot(
            &format!("jira_batch_create_issues-filter@{suffix}"),
            &site
                .story("jira_batch_create_issues", json!({ "issues": issues }))
                .await,
        );
    }
    let site = Site::start(Flavour::Cloud).await;
    assert!(
        site.call("jira_batch_create_issues", json!({ "issues": [] }))
            .await
            .unwrap_err()
            .to_string()
            .contains("empty")
    );
}
