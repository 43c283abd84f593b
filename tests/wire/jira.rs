//! Jira.

use serde_json::json;

use super::story;

#[tokio::test]
async fn get_issue() {
    story(
        "jira_get_issue",
        "jira_get_issue",
        json!({ "issue_key": "SHOP-7" }),
    )
    .await;
    let fields = json!({ "issue_key": "SHOP-7", "fields": "summary, Story Points,status", "comment_limit": "2" });
    story("jira_get_issue-fields", "jira_get_issue", fields).await;
    story(
        "jira_get_issue-missing",
        "jira_get_issue",
        json!({ "issue_key": "SHOP-999" }),
    )
    .await;
}

#[tokio::test]
async fn search() {
    let jql =
        json!({ "jql": "project = SHOP AND status = 'In Progress' ORDER BY key", "limit": 2 });
    story("jira_search", "jira_search", jql).await;
    story(
        "jira_search-bad",
        "jira_search",
        json!({ "jql": "nosuchfield = 1" }),
    )
    .await;
}

#[tokio::test]
async fn get_transitions() {
    story(
        "jira_get_transitions",
        "jira_get_transitions",
        json!({ "issue_key": "SHOP-9" }),
    )
    .await;
}

#[tokio::test]
async fn transition_issue() {
    let by_name =
        json!({ "issue_key": "SHOP-9", "transition_id": "start progress", "comment": "On it." });
    story("jira_transition_issue", "jira_transition_issue", by_name).await;
    let done =
        json!({ "issue_key": "SHOP-9", "transition_id": 41, "fields": { "Resolution": "Done" } });
    story(
        "jira_transition_issue-fields",
        "jira_transition_issue",
        done,
    )
    .await;
    story(
        "jira_transition_issue-incomplete",
        "jira_transition_issue",
        json!({ "issue_key": "SHOP-9", "transition_id": "Done" }),
    )
    .await;
    story(
        "jira_transition_issue-unknown",
        "jira_transition_issue",
        json!({ "issue_key": "SHOP-9", "transition_id": "Fly" }),
    )
    .await;
}

#[tokio::test]
async fn add_comment() {
    story(
        "jira_add_comment",
        "jira_add_comment",
        json!({ "issue_key": "SHOP-9", "comment": "Seen, thanks." }),
    )
    .await;
}

#[tokio::test]
async fn create_issue() {
    let issue = json!({
        "project_key": "SHOP", "summary": "Cart forgets the voucher", "issue_type": "Bug", "assignee": "Noor Rahman",
        "description": "Steps follow.", "components": "Checkout",
        "additional_fields": "{\"labels\": \"voucher, cart\", \"priority\": \"High\"}",
    });
    story("jira_create_issue", "jira_create_issue", issue).await;
    let ambiguous =
        json!({ "project_key": "SHOP", "summary": "S", "issue_type": "Task", "assignee": "Alex" });
    story(
        "jira_create_issue-ambiguous",
        "jira_create_issue",
        ambiguous,
    )
    .await;
    let unknown = json!({ "project_key": "SHOP", "summary": "S", "issue_type": "Task", "additional_fields": { "Story Pints": 3 } });
    story(
        "jira_create_issue-unknown-field",
        "jira_create_issue",
        unknown,
    )
    .await;
}
