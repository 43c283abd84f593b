//! Creating, changing and deleting issues.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::{snapshot, story};
use crate::harness::{FLAVOURS, Site};

/// Calls in turn on one fresh site of each flavour; the story of the last is the snapshot.
async fn last_story(name: &str, calls: &[(&str, Value)]) {
    for (flavour, suffix) in FLAVOURS {
        let site = Site::start(flavour).await;
        let mut last = String::new();
        for (tool, arguments) in calls {
            last = site.story(tool, arguments.clone()).await;
        }
        snapshot(&format!("{name}@{suffix}"), &last);
    }
}

#[tokio::test]
async fn create_with_plain_fields_is_one_request() {
    let issue = json!({
        "project_key": "SHOP", "summary": "Voucher field is too short", "issue_type": "Task", "description": "Twelve **signs** are needed.",
        "components": ["Checkout"], "additional_fields": { "priority": "High", "labels": ["voucher"], "due_date": "2026-12-01" },
    });
    story(
        "jira_create_issue-plain",
        "jira_create_issue",
        issue.clone(),
    )
    .await;
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        site.call("jira_create_issue", issue.clone()).await.unwrap();
        assert_eq!(site.request_count(), 1);
    }
}

#[tokio::test]
async fn create_coerces_every_kind_of_field() {
    let issue = json!({
        "project_key": "SHOP", "summary": "Vouchers in Finland", "issue_type": "story",
        "additional_fields": {
            "severity": "minor", "Sales channels": "Web, mobile app", "Market": "Nordics > Finland", "reviewer": "Noor Rahman",
            "story_points": "3", "Target start": "2026-12-01T08:00:00Z", "Sprint": "12", "Acceptance criteria": "- it **works**",
            "fix version/s": ["2026.11"], "epic": "shop-2", "Customer reference": 4711,
        },
    });
    story("jira_create_issue-every-kind", "jira_create_issue", issue).await;
}

#[tokio::test]
async fn create_epics_and_subtasks() {
    let epic = json!({ "project_key": "SHOP", "summary": "Gift cards", "issue_type": "Epic" });
    story("jira_create_issue-epic", "jira_create_issue", epic).await;
    let subtask = json!({ "project_key": "SHOP", "summary": "Tell support", "issue_type": "Subtask", "additional_fields": { "parent": "SHOP-7" } });
    story("jira_create_issue-subtask", "jira_create_issue", subtask).await;
    let orphan =
        json!({ "project_key": "SHOP", "summary": "Tell support", "issue_type": "Sub-task" });
    story("jira_create_issue-orphan", "jira_create_issue", orphan).await;
}

#[tokio::test]
async fn create_says_what_is_wrong() {
    let issue = |kind: &str, fields: Value| json!({ "project_key": "SHOP", "summary": "S", "issue_type": kind, "additional_fields": fields });
    story(
        "jira_create_issue-type",
        "jira_create_issue",
        issue("Feature", json!({})),
    )
    .await;
    story(
        "jira_create_issue-choice",
        "jira_create_issue",
        issue("Task", json!({ "Severity": "Critcal" })),
    )
    .await;
    story(
        "jira_create_issue-refused",
        "jira_create_issue",
        issue("Task", json!({ "priority": "Urgent" })),
    )
    .await;
    story(
        "jira_create_issue-twice",
        "jira_create_issue",
        issue("Task", json!({ "summary": "T" })),
    )
    .await;
    story(
        "jira_create_issue-not-on-screen",
        "jira_create_issue",
        issue("Task", json!({ "Resolution": "Done" })),
    )
    .await;
}

#[tokio::test]
async fn metadata_is_asked_for_once() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let issue = json!({ "project_key": "SHOP", "summary": "S", "issue_type": "Task", "additional_fields": { "Severity": "Minor" } });
        site.call("jira_create_issue", issue.clone()).await.unwrap();
        assert_eq!(site.request_count(), 3);
        site.demo.clear_requests();
        site.call("jira_create_issue", issue).await.unwrap();
        assert_eq!(site.request_count(), 1);
    }
}

#[tokio::test]
async fn update_fields() {
    let plain = json!({ "issue_key": "SHOP-9", "fields": { "summary": "Send Nordic orders to Nordpay", "assignee": "me", "labels": "payments, nordics" } });
    story("jira_update_issue", "jira_update_issue", plain).await;
    let custom = json!({ "issue_key": "SHOP-9", "fields": "{\"Story Points\": 8}", "additional_fields": { "Severity": null, "issue_type": "Task" } });
    story("jira_update_issue-custom", "jira_update_issue", custom).await;
    let cleared = json!({ "issue_key": "SHOP-7", "fields": { "assignee": "", "components": null, "duedate": null } });
    story("jira_update_issue-cleared", "jira_update_issue", cleared).await;
    let read = json!({ "issue_key": "SHOP-7", "fields": "assignee, components, duedate, parent, Epic Link" });
    let epic = json!({ "issue_key": "SHOP-7", "fields": { "epic": null } });
    story(
        "jira_update_issue-no-epic",
        "jira_update_issue",
        epic.clone(),
    )
    .await;
    let cleared = json!({ "issue_key": "SHOP-7", "fields": { "assignee": null, "components": "", "duedate": null } });
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        site.call("jira_update_issue", cleared.clone())
            .await
            .unwrap();
        site.call("jira_update_issue", epic.clone()).await.unwrap();
        let fields = if flavour == Flavour::Cloud {
            json!("assignee, components, duedate, parent")
        } else {
            read["fields"].clone()
        };
        let left = site
            .call(
                "jira_get_issue",
                json!({ "issue_key": "SHOP-7", "fields": fields }),
            )
            .await
            .unwrap();
        let left: Value = serde_json::from_str(&left).unwrap();
        let named = |name: &String| ["key", "id", "url"].contains(&name.as_str());
        let mut cleared = left.as_object().unwrap().iter();
        assert!(
            cleared.all(|(name, value)| named(name) || value.is_null()),
            "{left}"
        );
    }
}

#[tokio::test]
async fn update_status() {
    let with_fields = json!({ "issue_key": "SHOP-9", "fields": { "status": "done", "resolution": "done", "Story Points": 2 } });
    story("jira_update_issue-status", "jira_update_issue", with_fields).await;
    let incomplete =
        json!({ "issue_key": "SHOP-9", "fields": { "summary": "x", "status": "Done" } });
    story(
        "jira_update_issue-status-incomplete",
        "jira_update_issue",
        incomplete,
    )
    .await;
    let there = json!({ "issue_key": "SHOP-9", "fields": { "status": "To Do" } });
    story("jira_update_issue-status-same", "jira_update_issue", there).await;
    let unknown =
        json!({ "issue_key": "SHOP-9", "fields": { "summary": "x", "status": "Flying" } });
    story(
        "jira_update_issue-status-unknown",
        "jira_update_issue",
        unknown,
    )
    .await;
}

#[tokio::test]
async fn update_says_what_had_changed_before_the_status_failed() {
    for (flavour, suffix) in FLAVOURS {
        let site = Site::start(flavour).await;
        site.demo.misbehave(
            Fault::new(Trouble::Status(409))
                .method("POST")
                .path("/transitions"),
        );
        let change = json!({ "issue_key": "SHOP-9", "fields": { "status": "In Progress", "summary": "Changed" } });
        snapshot(
            &format!("jira_update_issue-half@{suffix}"),
            &site.story("jira_update_issue", change).await,
        );
    }
}

#[tokio::test]
async fn update_errors() {
    story(
        "jira_update_issue-nothing",
        "jira_update_issue",
        json!({ "issue_key": "SHOP-9", "fields": {} }),
    )
    .await;
    story(
        "jira_update_issue-unknown",
        "jira_update_issue",
        json!({ "issue_key": "SHOP-9", "fields": { "Story Pints": 1 } }),
    )
    .await;
    story(
        "jira_update_issue-refused",
        "jira_update_issue",
        json!({ "issue_key": "SHOP-9", "fields": { "summary": "" } }),
    )
    .await;
    story(
        "jira_update_issue-missing",
        "jira_update_issue",
        json!({ "issue_key": "SHOP-999", "fields": { "summary": "x" } }),
    )
    .await;
    story(
        "jira_update_issue-attachments",
        "jira_update_issue",
        json!({ "issue_key": "SHOP-9", "attachments": "/etc/passwd" }),
    )
    .await;
}

#[tokio::test]
async fn delete() {
    story(
        "jira_delete_issue",
        "jira_delete_issue",
        json!({ "issue_key": "SHOP-9" }),
    )
    .await;
    story(
        "jira_delete_issue-subtasks-first",
        "jira_delete_issue",
        json!({ "issue_key": "SHOP-7" }),
    )
    .await;
    story(
        "jira_delete_issue-subtasks-too",
        "jira_delete_issue",
        json!({ "issue_key": "SHOP-7", "delete_subtasks": "true" }),
    )
    .await;
    story(
        "jira_delete_issue-missing",
        "jira_delete_issue",
        json!({ "issue_key": "SHOP-999" }),
    )
    .await;
}

#[tokio::test]
async fn link_to_epic() {
    let link = json!({ "issue_key": "SHOP-9", "epic_key": "SHOP-3" });
    story("jira_link_to_epic", "jira_link_to_epic", link.clone()).await;
    story(
        "jira_link_to_epic-no-epic",
        "jira_link_to_epic",
        json!({ "issue_key": "SHOP-9", "epic_key": "SHOP-7" }),
    )
    .await;
    last_story(
        "jira_link_to_epic-read",
        &[
            ("jira_link_to_epic", link),
            ("jira_get_issue", json!({ "issue_key": "SHOP-9" })),
        ],
    )
    .await;
}

#[tokio::test]
async fn get_issue() {
    let with_names = json!({ "issue_key": "SHOP-7", "fields": "*navigable, -Story Points, -description", "comment_limit": 0 });
    story("jira_get_issue-navigable", "jira_get_issue", with_names).await;
    story(
        "jira_get_issue-epic",
        "jira_get_issue",
        json!({ "issue_key": "SHOP-2" }),
    )
    .await;
}

#[tokio::test]
async fn the_projects_filter_keeps_writes_in() {
    let refused = [
        (
            "jira_create_issue",
            json!({ "project_key": "OPS", "summary": "S", "issue_type": "Task" }),
        ),
        (
            "jira_create_issue",
            json!({ "project_key": "SHOP", "summary": "S", "issue_type": "Task", "additional_fields": { "project": "OPS" } }),
        ),
        (
            "jira_update_issue",
            json!({ "issue_key": "OPS-2", "fields": { "summary": "S" } }),
        ),
        ("jira_delete_issue", json!({ "issue_key": "OPS-2" })),
        (
            "jira_link_to_epic",
            json!({ "issue_key": "SHOP-9", "epic_key": "OPS-1" }),
        ),
        (
            "jira_transition_issue",
            json!({ "issue_key": "OPS-2", "transition_id": "Done" }),
        ),
    ];
    let epic = (
        "jira_update_issue",
        json!({ "issue_key": "SHOP-9", "fields": { "epic": "OPS-1" } }),
    );
    for (flavour, _) in FLAVOURS {
        for (tool, arguments) in &refused {
            let site = Site::with(flavour, &[("JIRA_PROJECTS_FILTER", "SHOP")]).await;
            let error = site
                .call(tool, arguments.clone())
                .await
                .unwrap_err()
                .to_string();
            assert!(error.contains("JIRA_PROJECTS_FILTER"), "{tool}: {error}");
            assert_eq!(site.request_count(), 0, "{tool}");
        }
        let site = Site::with(flavour, &[("JIRA_PROJECTS_FILTER", "SHOP")]).await;
        assert!(
            site.call(epic.0, epic.1.clone())
                .await
                .unwrap_err()
                .to_string()
                .contains("JIRA_PROJECTS_FILTER")
        );
        let by_id = json!({ "issue_key": ops_id(flavour).await, "fields": { "summary": "S" } });
        assert!(
            site.call("jira_update_issue", by_id)
                .await
                .unwrap_err()
                .to_string()
                .contains("JIRA_PROJECTS_FILTER")
        );
        assert!(
            site.demo
                .requests()
                .iter()
                .all(|request| request.method == "GET")
        );
    }
}

#[tokio::test]
async fn the_projects_filter_hides_links_to_other_projects() {
    for (flavour, _) in FLAVOURS {
        let site = Site::with(flavour, &[("JIRA_PROJECTS_FILTER", "SHOP")]).await;
        let shown = site
            .call(
                "jira_get_issue",
                json!({ "issue_key": "SHOP-7", "fields": "issuelinks" }),
            )
            .await
            .unwrap();
        assert!(
            shown.contains("SHOP-9") && !shown.contains("OPS-2"),
            "{shown}"
        );
    }
}

/// The numeric id of an issue outside of the filter.
async fn ops_id(flavour: Flavour) -> Value {
    let issue = Site::start(flavour)
        .await
        .call(
            "jira_get_issue",
            json!({ "issue_key": "OPS-2", "fields": "summary" }),
        )
        .await
        .unwrap();
    serde_json::from_str::<Value>(&issue).unwrap()["id"].clone()
}

#[tokio::test]
async fn refusals_of_the_whole_call() {
    let update = json!({ "issue_key": "SHOP-9", "fields": { "summary": "S" } });
    for (flavour, suffix) in FLAVOURS {
        let site = Site::with(flavour, &[("JIRA_API_TOKEN", "wrong")]).await;
        snapshot(
            &format!("jira_update_issue-signed-out@{suffix}"),
            &site.story("jira_update_issue", update.clone()).await,
        );
        let site = Site::start(flavour).await;
        site.demo
            .misbehave(Fault::new(Trouble::Status(403)).method("PUT"));
        snapshot(
            &format!("jira_update_issue-forbidden@{suffix}"),
            &site.story("jira_update_issue", update.clone()).await,
        );
    }
}
