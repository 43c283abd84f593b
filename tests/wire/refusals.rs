//! Every Jira tool when Jira refuses: each status comes through, with what Jira said, and never as a success.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use crate::harness::{FLAVOURS, Site};

/// A call of each tool that is right as far as the caller can tell.
pub fn calls() -> Vec<(&'static str, Value)> {
    vec![
        (
            "jira_add_comment",
            json!({ "issue_key": "SHOP-9", "comment": "x" }),
        ),
        (
            "jira_add_worklog",
            json!({ "issue_key": "SHOP-9", "time_spent": "1h" }),
        ),
        (
            "jira_batch_create_issues",
            json!({ "issues": [{ "project_key": "SHOP", "issue_type": "Task", "summary": "x" }] }),
        ),
        (
            "jira_batch_create_versions",
            json!({ "project_key": "SHOP", "versions": [{ "name": "9.9" }] }),
        ),
        (
            "jira_batch_get_changelogs",
            json!({ "issue_ids_or_keys": ["SHOP-9"] }),
        ),
        (
            "jira_create_issue",
            json!({ "project_key": "SHOP", "summary": "x", "issue_type": "Task" }),
        ),
        (
            "jira_create_issue_link",
            json!({ "link_type": "Blocks", "inward_issue_key": "SHOP-9", "outward_issue_key": "SHOP-7" }),
        ),
        (
            "jira_create_remote_issue_link",
            json!({ "issue_key": "SHOP-9", "url": "https://x.example", "title": "x" }),
        ),
        (
            "jira_create_sprint",
            json!({ "board_id": 1, "sprint_name": "x" }),
        ),
        (
            "jira_create_version",
            json!({ "project_key": "SHOP", "name": "9.9" }),
        ),
        ("jira_delete_issue", json!({ "issue_key": "SHOP-9" })),
        (
            "jira_download_attachments",
            json!({ "issue_key": "SHOP-7" }),
        ),
        ("jira_get_agile_boards", json!({})),
        ("jira_get_all_projects", json!({})),
        ("jira_get_board_issues", json!({ "board_id": 1 })),
        ("jira_get_comments", json!({ "issue_key": "SHOP-9" })),
        (
            "jira_get_development_information",
            json!({ "issue_key": "SHOP-7" }),
        ),
        ("jira_get_issue", json!({ "issue_key": "SHOP-9" })),
        ("jira_get_link_types", json!({})),
        ("jira_get_project_issues", json!({ "project_key": "SHOP" })),
        (
            "jira_get_project_versions",
            json!({ "project_key": "SHOP" }),
        ),
        ("jira_get_sprint_issues", json!({ "sprint_id": 12 })),
        ("jira_get_sprints_from_board", json!({ "board_id": 1 })),
        ("jira_get_transitions", json!({ "issue_key": "SHOP-9" })),
        ("jira_get_user_profile", json!({ "user_identifier": "me" })),
        ("jira_get_worklog", json!({ "issue_key": "SHOP-9" })),
        (
            "jira_link_to_epic",
            json!({ "issue_key": "SHOP-9", "epic_key": "SHOP-1" }),
        ),
        ("jira_remove_issue_link", json!({ "link_id": "10558" })),
        ("jira_search", json!({ "jql": "key = SHOP-9" })),
        ("jira_search_fields", json!({ "keyword": "points" })),
        (
            "jira_transition_issue",
            json!({ "issue_key": "SHOP-9", "transition_id": "21" }),
        ),
        (
            "jira_update_issue",
            json!({ "issue_key": "SHOP-9", "fields": { "summary": "x" } }),
        ),
        (
            "jira_update_sprint",
            json!({ "sprint_id": 12, "goal": "x" }),
        ),
    ]
}

/// Refuses everything and fails unless the caller is told.
async fn told(flavour: Flavour, trouble: Trouble, status: u16) {
    let site = Site::start(flavour).await;
    site.demo.misbehave(Fault::new(trouble).times(1000));
    for (tool, arguments) in calls() {
        let said = match site.call(tool, arguments).await {
            Ok(text) => text,
            Err(error) => error.to_string(),
        };
        assert!(
            said.contains(&format!("answered {status}")),
            "{tool}, {status}: {said}"
        );
    }
}

#[tokio::test]
async fn every_status_comes_through() {
    assert_eq!(calls().len(), 33, "every Jira tool");
    for (flavour, _) in FLAVOURS {
        for status in [400, 401, 403, 409] {
            told(flavour, Trouble::Refused(status), status).await;
        }
        told(flavour, Trouble::RateLimited("0".into()), 429).await;
    }
}
