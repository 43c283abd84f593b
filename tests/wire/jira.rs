//! Jira.

use serde_json::json;

use super::{answer, each_site, replied, story};

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

#[tokio::test]
async fn of_very_many_values_some_are_listed() {
    each_site(&[], async |site, _| {
        let values: Vec<_> = (0..1_200).map(|n| json!({ "name": format!("1.{n}") })).collect();
        let field = json!({ "name": "Release train", "required": true, "allowedValues": values });
        let offered = json!({ "transitions": [{ "id": "2", "name": "Done", "to": { "name": "Done" }, "fields": { "customfield_19999": field } }] });
        answer(site, "/transitions", offered.clone());
        let shown = replied(site, "jira_get_transitions", json!({ "issue_key": "SHOP-9" })).await;
        let field = &shown[0]["fields"][0];
        assert_eq!(field["values"].as_array().unwrap().len(), 50);
        assert_eq!(field["more_values"], 1_150);
        answer(site, "/transitions", offered);
        let moved = json!({ "issue_key": "SHOP-9", "transition_id": "Done" });
        let error = site.call("jira_transition_issue", moved).await.unwrap_err().to_string();
        assert!(error.contains("1.49 … 1150 more") && error.len() < 2_000, "{error}");
    })
    .await;
}

#[tokio::test]
async fn of_a_long_history_the_newest_edits_are_shown() {
    each_site(&[], async |site, suffix| {
        let edit = |id: u64| json!({ "id": id.to_string(), "created": "2026-01-02T03:04:05.000+0000", "items": [{ "field": "Rank", "toString": format!("edit {id}") }] });
        let mut histories: Vec<_> = (1..=3_000).map(edit).collect();
        if suffix == "cloud" {
            histories.reverse();
        }
        let issue = json!({ "id": "1", "key": "SHOP-7", "fields": {}, "changelog": { "total": 3_000, "histories": histories } });
        answer(site, "/issue/SHOP-7", issue);
        let asked = json!({ "issue_key": "SHOP-7", "expand": "changelog" });
        let shown = replied(site, "jira_get_issue", asked).await;
        let changelog = &shown["changelog"];
        assert_eq!((&changelog["total"], changelog["newest"].as_array().unwrap().len()), (&json!(3_000), 50));
        assert_eq!(changelog["newest"][49]["items"][0]["to"], "edit 3000");
        assert!(changelog["note"].as_str().unwrap().contains("jira_batch_get_changelogs"));
    })
    .await;
}

#[tokio::test]
async fn the_newest_comments_are_asked_for_where_the_issue_has_the_oldest() {
    each_site(&[], async |site, suffix| {
        let some = json!({ "total": 120, "comments": [{ "id": "1", "body": "first" }] });
        answer(site, "/issue/SHOP-7", json!({ "id": "1", "key": "SHOP-7", "fields": { "comment": some } }));
        let newest = json!({ "total": 120, "comments": [{ "id": "120", "body": "last" }, { "id": "119", "body": "last but one" }] });
        answer(site, "/comment", newest);
        let asked = json!({ "issue_key": "SHOP-7", "comment_limit": 2 });
        let shown = replied(site, "jira_get_issue", asked).await;
        let ids: Vec<_> = shown["comment"]["newest"].as_array().unwrap().iter().map(|comment| comment["id"].clone()).collect();
        assert_eq!((ids, &shown["comment"]["total"]), (vec![json!("119"), json!("120")], &json!(120)), "{suffix}");
        assert_eq!(site.demo.requests()[1].query, "maxResults=2&orderBy=-created&startAt=0");
    })
    .await;
}

#[tokio::test]
async fn properties_and_history_are_the_callers_choice() {
    each_site(&[], async |site, _| {
        let properties = json!({ "flags": { "vip": true } });
        answer(site, "/issue/SHOP-7", json!({ "id": "1", "key": "SHOP-7", "fields": {}, "properties": properties }));
        let asked = json!({ "issue_key": "SHOP-7", "fields": "summary", "issue_properties": "flags,more", "update_history": false });
        let shown = replied(site, "jira_get_issue", asked).await;
        assert_eq!(shown["properties"], properties);
        let parameters = site.demo.requests()[0].parameters();
        for (name, value) in [("properties", "flags,more"), ("updateHistory", "false")] {
            assert!(parameters.contains(&(name.to_owned(), value.to_owned())), "{parameters:?}");
        }
    })
    .await;
}
