//! What Jira says of its history, of people it does not know and of keys that are gone, and how its versions print sprints.

use demo::Flavour::{Cloud, DataCenter};
use demo::Release;
use serde_json::{Value, json};

use crate::client::Client;

/// The keys that a query finds, in order, and the whole answer.
fn found(client: &Client, jql: &str) -> (Vec<String>, Value) {
    let operation = if client.is_cloud() {
        "search/jql"
    } else {
        "search"
    };
    let url = format!("{}/{operation}", client.jira());
    let (_, page) = client.post(
        &url,
        json!({"jql": jql, "fields": ["summary"], "maxResults": 100}),
    );
    let issues = page["issues"].as_array().cloned().unwrap_or_default();
    let keys = issues
        .iter()
        .map(|issue| issue["key"].as_str().unwrap().to_owned());
    (keys.collect(), page)
}

fn same(client: &Client, one: &str, other: &str) {
    let (found, wanted) = (found(client, one).0, found(client, other).0);
    assert!(!wanted.is_empty(), "{other}");
    assert_eq!(found, wanted, "{one}");
}

#[test]
fn histories_are_searched() {
    for flavour in [Cloud, DataCenter] {
        let client = Client::new(flavour);
        same(
            &client,
            "resolution = Unresolved and project = SHOP",
            "resolution is EMPTY and project = SHOP",
        );
        same(
            &client,
            "resolution != Unresolved and project = SHOP",
            "status = Done and project = SHOP",
        );
        same(
            &client,
            "status was \"To Do\" and project = SHOP",
            "project = SHOP",
        );
        same(
            &client,
            "status was not \"In Progress\" and project = OPS",
            "status = \"To Do\" and project = OPS",
        );
        same(
            &client,
            "status changed to Done and project = SHOP",
            "status = Done and project = SHOP",
        );
        same(
            &client,
            "status was in (Done) and project = SHOP",
            "status = Done and project = SHOP",
        );
        same(
            &client,
            "status was \"To Do\" before \"2026-11-01\" and project = SHOP",
            "created < \"2026-11-01\" and project = SHOP",
        );
        assert!(
            found(
                &client,
                "status changed after \"2030-01-01\" and project = SHOP"
            )
            .0
            .is_empty()
        );
        same(
            &client,
            "status changed from \"To Do\" to \"In Progress\" by tomasz and project = SHOP",
            "assignee = tomasz and status != \"To Do\" and project = SHOP",
        );
        let (files, _) = found(&client, "attachments is not EMPTY");
        assert!(!files.is_empty() && files.len() < found(&client, "project = SHOP").0.len());
        let (none, answer) = found(&client, "labels was x and project = SHOP");
        assert!(
            none.is_empty()
                && answer["errorMessages"][0]
                    .as_str()
                    .unwrap()
                    .starts_with("History searches"),
            "{answer}"
        );
        let (_, answer) = found(&client, "votes > 3");
        assert!(answer["errorMessages"][0].is_string(), "{answer}");
    }
}

#[test]
fn nobody_is_found_as_each_flavour_does() {
    let said = "The value 'nobody' does not exist for the field 'assignee'.";
    let (_, answer) = found(&Client::new(Cloud), "assignee = nobody");
    assert_eq!(answer["errorMessages"][0], said);
    let dc = Client::new(DataCenter);
    let (keys, answer) = found(&dc, "assignee in (nobody)");
    assert_eq!(
        (keys.len(), &answer["total"], &answer["warningMessages"]),
        (0, &json!(0), &json!([said]))
    );
    let (keys, answer) = found(&dc, "assignee in (nobody, tomasz)");
    assert!(
        !keys.is_empty() && answer["warningMessages"] == json!([said]),
        "{answer}"
    );
}

#[test]
fn keys_are_given_once_and_phrases_are_no_types() {
    for flavour in [Cloud, DataCenter] {
        let client = Client::new(flavour);
        let issues = format!("{}/issue", client.jira());
        let new = || {
            client.post(&issues, json!({"fields": {"project": {"key": "OPS"}, "issuetype": {"name": "Task"}, "summary": "S"}})).1["key"].as_str().unwrap().to_owned()
        };
        let first = new();
        assert_eq!(client.delete(&format!("{issues}/{first}")).0, 204);
        assert_ne!(new(), first);
        let link = |kind: Value| {
            client.post(&format!("{}/issueLink", client.jira()), json!({"type": kind, "inwardIssue": {"key": "SHOP-7"}, "outwardIssue": {"key": "SHOP-9"}})).0
        };
        assert_eq!(
            (
                link(json!({"name": "is blocked by"})),
                link(json!({"name": "Blocks"}))
            ),
            (404, 201)
        );
    }
}

#[test]
fn sprints_are_printed_in_the_order_of_the_version() {
    for (release, version, begins) in [
        (Release::Current, "10.", "[activatedDate="),
        (Release::Old, "8.", "[id="),
    ] {
        let client = Client::of(DataCenter, release);
        let (_, info) = client.get(&format!("{}/serverInfo", client.jira()));
        assert!(info["version"].as_str().unwrap().starts_with(version));
        let (_, issue) = client.get(&format!("{}/issue/SHOP-7", client.jira()));
        let sprint = issue["fields"]["customfield_10104"][0]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(sprint.contains(begins), "{sprint}");
    }
}
