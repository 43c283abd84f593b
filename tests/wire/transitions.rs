//! Status changes: by every name, with comments that are not lost, with fields that the issue may have already.

use demo::{Fault, Trouble};
use serde_json::{Value, json};

use super::{each_site, replied, snapshot, story};
use crate::harness::{FLAVOURS, Site};

/// Moves an issue without a screen, so that the transitions out of `In Progress` are open.
async fn started(site: &Site) {
    let start = json!({ "issue_key": "SHOP-9", "transition_id": "Start progress" });
    site.call("jira_transition_issue", start).await.unwrap();
}

async fn field(site: &Site, issue: &str, field: &str) -> Value {
    let asked = json!({ "issue_key": issue, "fields": field });
    let shown = site.call("jira_get_issue", asked).await.unwrap();
    serde_json::from_str::<Value>(&shown).unwrap()[field].clone()
}

/// How many comments of an issue hold a text.
async fn comments(site: &Site, text: &str) -> usize {
    let asked = json!({ "issue_key": "SHOP-9" });
    let shown = site.call("jira_get_comments", asked).await.unwrap();
    shown.matches(text).count()
}

/// Requests that wrote something, as method and the end of the path.
fn writes(site: &Site) -> Vec<String> {
    let requests = site.demo.requests();
    let writes = requests
        .iter()
        .filter(|request| request.method != "GET")
        .map(|request| {
            let end = request.path.rsplit('/').next().unwrap_or_default();
            format!("{} {end}", request.method)
        });
    writes.collect()
}

#[tokio::test]
async fn a_comment_travels_with_a_screen() {
    let done = json!({ "issue_key": "SHOP-9", "transition_id": "Done", "fields": { "resolution": "Done" }, "comment": "Live **since** today." });
    story(
        "jira_transition_issue-comment",
        "jira_transition_issue",
        done.clone(),
    )
    .await;
    each_site(&[], async |site, _| {
        site.call("jira_transition_issue", done.clone())
            .await
            .unwrap();
        assert_eq!(comments(site, "since").await, 1, "neither lost nor doubled");
    })
    .await;
}

#[tokio::test]
async fn a_comment_without_a_screen_is_not_lost() {
    let start =
        json!({ "issue_key": "SHOP-9", "transition_id": "21", "comment": "On it since noon." });
    each_site(&[], async |site, _| {
        site.call("jira_transition_issue", start.clone())
            .await
            .unwrap();
        assert_eq!(comments(site, "since noon").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_comment_that_jira_dropped_is_added() {
    let done = json!({ "issue_key": "SHOP-9", "transition_id": "Done", "fields": { "resolution": "Done" }, "comment": "Live since today." });
    each_site(&[], async |site, _| {
        // Success, and nothing of it carried out: the comment is not there afterwards.
        site.demo.misbehave(
            Fault::new(Trouble::EmptyBody)
                .method("POST")
                .path("/transitions"),
        );
        site.call("jira_transition_issue", done.clone())
            .await
            .unwrap();
        assert_eq!(writes(site), ["POST transitions", "POST comment"]);
        assert_eq!(comments(site, "since today").await, 1);
    })
    .await;
}

/// Somebody else's comment came in between, and ours is not there: it may still be on its way.
#[tokio::test]
async fn a_comment_that_may_be_lost_is_not_passed_over() {
    let done = json!({ "issue_key": "SHOP-9", "transition_id": "Done", "fields": { "resolution": "Done" }, "comment": "Live since today." });
    each_site(&[], async |site, _| {
        let other = json!({ "total": 1, "comments": [{ "id": "77", "body": "An automation's." }] });
        site.demo.misbehave(
            Fault::new(Trouble::EmptyBody)
                .method("POST")
                .path("/transitions"),
        );
        site.demo.misbehave(
            Fault::new(Trouble::Instead(other))
                .method("GET")
                .path("/comment")
                .after(1),
        );
        let reply = replied(site, "jira_transition_issue", done.clone()).await;
        let note = reply["note"].as_str().unwrap_or_default();
        assert!(note.contains("jira_get_comments"), "{reply}");
        assert_eq!(writes(site), ["POST transitions"]);
    })
    .await;
}

#[tokio::test]
async fn what_became_of_the_comment_is_said() {
    let start = json!({ "issue_key": "SHOP-9", "transition_id": "21", "comment": "On it." });
    each_site(&[], async |site, suffix| {
        site.demo.misbehave(
            Fault::new(Trouble::Refused(403))
                .method("POST")
                .path("/comment"),
        );
        let story = site.story("jira_transition_issue", start.clone()).await;
        snapshot(
            &format!("jira_transition_issue-comment-refused@{suffix}"),
            &story,
        );
        assert_eq!(field(site, "SHOP-9", "status").await, "In Progress");
    })
    .await;
    let edit = json!({ "issue_key": "SHOP-9", "fields": { "status": "21", "summary": "S" }, "comment": "On it." });
    for (tool, arguments) in [
        ("jira_transition_issue", &start),
        ("jira_update_issue", &edit),
    ] {
        each_site(&[], async |site, _| {
            site.demo.misbehave(
                Fault::new(Trouble::Refused(503))
                    .method("POST")
                    .path("/comment"),
            );
            let error = site.call(tool, arguments.clone()).await;
            let error = error.unwrap_err().to_string();
            assert!(
                error.contains("not certain that the comment is there"),
                "{error}"
            );
            assert!(!error.contains("failed"), "{error}");
        })
        .await;
    }
    let done = json!({ "issue_key": "SHOP-9", "transition_id": "Done", "fields": { "resolution": "Done" }, "comment": "Live." });
    each_site(&[], async |site, _| {
        site.demo.misbehave(
            Fault::new(Trouble::Refused(403))
                .method("GET")
                .path("/comment")
                .after(1),
        );
        let error = site
            .call("jira_transition_issue", done.clone())
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("was moved to \"Done\", but it is not certain"),
            "{error}"
        );
        assert_eq!(writes(site), ["POST transitions"]);
    })
    .await;
}

#[tokio::test]
async fn a_blank_comment_is_none() {
    each_site(&[], async |site, _| {
        let start = json!({ "issue_key": "SHOP-9", "transition_id": "21", "comment": " " });
        site.call("jira_transition_issue", start).await.unwrap();
        assert_eq!(writes(site), ["POST transitions"]);
    })
    .await;
}

#[tokio::test]
async fn required_fields_that_the_issue_has_need_not_be_given() {
    let over = json!({ "issue_key": "SHOP-9", "transition_id": "Hand over" });
    each_site(&[], async |site, suffix| {
        started(site).await;
        let cleared =
            json!({ "issue_key": "SHOP-9", "transition_id": "61", "fields": { "assignee": null } });
        let error = site
            .call("jira_transition_issue", cleared)
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("requires Assignee"), "{error}");
        let story = site.story("jira_transition_issue", over.clone()).await;
        snapshot(&format!("jira_transition_issue-filled-in@{suffix}"), &story);
    })
    .await;
    each_site(&[], async |site, _| {
        started(site).await;
        let nobody = json!({ "issue_key": "SHOP-9", "fields": { "assignee": null } });
        site.call("jira_update_issue", nobody).await.unwrap();
        site.demo.clear_requests();
        let error = site
            .call("jira_transition_issue", over.clone())
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("requires Assignee"), "{error}");
        assert!(writes(site).is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_status_is_found_by_its_id_and_its_name_before_those_of_transitions() {
    for (flavour, _) in FLAVOURS {
        for (status, reached) in [
            (json!({ "id": "3" }), "In Progress"),
            (json!({ "id": 3, "name": "Whatever" }), "In Progress"),
            (json!({ "name": "in progress" }), "In Progress"),
            (json!(21), "In Progress"),
            (json!("Start progress"), "In Progress"),
            (json!({ "id": "10000" }), "To Do"),
        ] {
            let site = Site::start(flavour).await;
            let change = json!({ "issue_key": "SHOP-9", "fields": { "status": status } });
            site.call("jira_update_issue", change).await.unwrap();
            assert_eq!(field(&site, "SHOP-9", "status").await, reached, "{status}");
        }
        let site = Site::start(flavour).await;
        let other = json!({ "issue_key": "SHOP-9", "fields": { "status": { "id": "21" } } });
        let error = site
            .call("jira_update_issue", other)
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("no transition \"21\""),
            "an id of a transition is none of a status: {error}"
        );
    }
}

#[tokio::test]
async fn two_transitions_to_one_status_are_told_apart() {
    each_site(&[], async |site, suffix| {
        started(site).await;
        let review = json!({ "issue_key": "SHOP-9", "fields": { "status": "In Review" } });
        let story = site.story("jira_update_issue", review).await;
        snapshot(
            &format!("jira_update_issue-status-ambiguous@{suffix}"),
            &story,
        );
        let chosen = json!({ "issue_key": "SHOP-9", "fields": { "status": 31 } });
        site.call("jira_update_issue", chosen).await.unwrap();
        assert_eq!(field(site, "SHOP-9", "status").await, "In Review");
    })
    .await;
}

#[tokio::test]
async fn files_that_were_not_attached_are_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("note.txt"), "seen in Turku").unwrap();
    let root = folder.path().to_str().unwrap();
    each_site(&[("MCP_FILES_ROOT", root)], async |site, suffix| {
        site.demo.misbehave(Fault::new(Trouble::Status(409)).method("POST").path("/transitions"));
        let change = json!({ "issue_key": "SHOP-9", "fields": { "status": "In Progress", "summary": "Changed" }, "attachments": "note.txt" });
        let story = site.story("jira_update_issue", change).await;
        snapshot(&format!("jira_update_issue-half-with-files@{suffix}"), &story);
    })
    .await;
}
