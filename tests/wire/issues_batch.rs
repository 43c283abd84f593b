//! Many issues at once.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::{each_site, snapshot, story};
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
        { "project_key": "SHOP", "issue_type": "Bug", "summary": "Last", "additional_fields": { "Severity": "Minor" } },
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
async fn an_unknown_person_is_looked_for_once() {
    each_site(&[], async |site, _| {
        let item = json!({ "project_key": "SHOP", "summary": "s", "issue_type": "Task", "assignee": "Nobody Here" });
        let items = json!({ "issues": [item, item, item] });
        site.call("jira_batch_create_issues", items).await.unwrap_err();
        for search in ["/user/search", "/user/assignable/search"] {
            let looked = site.demo.requests().iter().filter(|sent| sent.path.ends_with(search)).count();
            assert_eq!(looked, 1, "{search}");
        }
    })
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

fn many(count: usize) -> Value {
    let items = (0..count).map(|number| item(&format!("Issue {number}")));
    json!({ "issues": items.collect::<Vec<_>>() })
}

/// The indices of the created and of the failed items, and the failed ones' errors.
async fn outcome(site: &Site, arguments: Value) -> (Vec<u64>, Vec<(u64, String)>) {
    let reply = site.call("jira_batch_create_issues", arguments).await;
    // A batch of which nothing was made is a failure with the same report.
    let reply = reply.unwrap_or_else(|error| error.to_string());
    let reply: Value = serde_json::from_str(&reply).unwrap();
    let index = |item: &Value| item["index"].as_u64().unwrap();
    let list = |name: &str| reply[name].as_array().unwrap().clone();
    let failed = list("failed");
    let failed = failed
        .iter()
        .map(|item| (index(item), item["error"].as_str().unwrap().to_owned()));
    (
        list("created").iter().map(index).collect(),
        failed.collect(),
    )
}

fn bulk(trouble: Trouble) -> Fault {
    Fault::new(trouble).method("POST").path("/bulk")
}

#[tokio::test]
async fn a_failure_of_a_later_request_tells_done_unclear_and_unsent_apart() {
    for (flavour, _) in FLAVOURS {
        for (trouble, said) in [
            (Trouble::Status(503), "answered 503"),
            (Trouble::RateLimited("0".into()), "answered 429"),
            (Trouble::CutConnection, "may have been carried out"),
            (Trouble::InvalidJson, "may have been carried out"),
        ] {
            let site = Site::start(flavour).await;
            site.demo.misbehave(bulk(trouble).after(1).times(9));
            let (created, failed) = outcome(&site, many(120)).await;
            assert_eq!(created, (0..50).collect::<Vec<_>>());
            assert_eq!(failed.len(), 70);
            for (index, error) in failed {
                let expected = if index < 100 {
                    said
                } else {
                    "not sent, since the request for items 50 to 99 failed"
                };
                assert!(error.contains(expected), "{index}: {error}");
            }
        }
    }
}

#[tokio::test]
async fn a_failure_in_the_middle_of_one_by_one_names_the_item_it_stopped_at() {
    for (flavour, _) in FLAVOURS {
        for (trouble, said) in [
            (Trouble::Status(503), "answered 503"),
            (Trouble::RateLimited("0".into()), "answered 429"),
            (Trouble::CutConnection, "may have been carried out"),
            (Trouble::InvalidJson, "may have been carried out"),
        ] {
            let site = Site::start(flavour).await;
            site.demo.misbehave(bulk(Trouble::Refused(400)));
            site.demo.misbehave(bulk(trouble).after(2).times(9));
            let (created, failed) = outcome(&site, many(5)).await;
            assert_eq!(created, [0, 1]);
            let indices: Vec<_> = failed.iter().map(|(index, _)| *index).collect();
            assert_eq!(indices, [2, 3, 4]);
            assert!(failed[0].1.contains(said), "{failed:?}");
            for (_, error) in &failed[1..] {
                assert_eq!(error, "not sent, since the request for item 2 failed");
            }
        }
    }
}

#[tokio::test]
async fn items_own_failures_are_told_though_nothing_was_created() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let mut issues: Vec<Value> = (0..50).map(|_| json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "Refused", "priority": "Urgent" })).collect();
        issues.push(item("Never sent"));
        site.demo.misbehave(bulk(Trouble::Status(403)).after(1));
        let (created, failed) = outcome(&site, json!({ "issues": issues })).await;
        assert!(created.is_empty());
        assert!(
            failed[..50]
                .iter()
                .all(|(_, error)| error.contains("priority takes Highest")),
            "{failed:?}"
        );
        assert!(failed[50].1.contains("answered 403"), "{failed:?}");
        let unreadable = Site::start(flavour).await;
        unreadable.demo.misbehave(bulk(Trouble::InvalidJson));
        let error = unreadable
            .call("jira_batch_create_issues", many(2))
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("may have been carried out"), "{error}");
    }
}

#[tokio::test]
async fn metadata_that_failed_is_not_asked_for_again_for_each_item() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        site.demo.misbehave(
            Fault::new(Trouble::Refused(403))
                .path("/createmeta/")
                .times(99),
        );
        let refused: Vec<Value> = (0..9).map(|_| json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "Refused", "priority": "Urgent" })).collect();
        let (created, failed) = outcome(&site, json!({ "issues": refused })).await;
        assert!(created.is_empty() && failed.len() == 9);
        assert_eq!(
            site.request_count(),
            2,
            "the items, and what they may be made of"
        );
    }
}
