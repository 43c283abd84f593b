//! Jira in both flavours, end to end.

use crate::client::{Client, doc};
use demo::Flavour::{Cloud, DataCenter};
use serde_json::{Value, json};

fn keys(issues: &Value) -> Vec<&str> {
    issues["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| issue["key"].as_str().unwrap())
        .collect()
}

#[test]
fn an_issue_is_rich_text_as_its_flavour_writes_it() {
    let cloud = Client::new(Cloud);
    let (status, issue) = cloud.get(&format!("{}/issue/SHOP-7", cloud.jira()));
    assert_eq!(status, 200);
    assert_eq!(issue["fields"]["description"]["type"], "doc");
    assert_eq!(issue["fields"]["parent"]["key"], "SHOP-2");
    assert_eq!(issue["fields"]["customfield_10016"], 5.0);
    assert_eq!(issue["fields"]["customfield_10020"][0]["name"], "Sprint 12");
    assert_eq!(issue["fields"]["comment"]["total"], 4);

    let dc = Client::new(DataCenter);
    let (_, issue) = dc.get(&format!("{}/issue/SHOP-7", dc.jira()));
    assert!(
        issue["fields"]["description"]
            .as_str()
            .unwrap()
            .contains("{code:text}")
    );
    assert_eq!(issue["fields"]["customfield_10101"], "SHOP-2");
    assert_eq!(issue["fields"]["assignee"]["name"], "tomasz");
    assert!(
        issue["fields"]["customfield_10104"][0]
            .as_str()
            .unwrap()
            .contains("name=Sprint 12,rapidViewId=1")
    );
}

#[test]
fn cloud_search_walks_by_token_and_data_center_by_offset() {
    let cloud = Client::new(Cloud);
    let url = format!("{}/search/jql", cloud.jira());
    let mut asked =
        json!({"jql": "project = SHOP ORDER BY key ASC", "fields": ["summary"], "maxResults": 10});
    let mut seen = Vec::new();
    loop {
        let (status, page) = cloud.post(&url, asked.clone());
        assert_eq!(status, 200, "{page}");
        seen.extend(keys(&page).into_iter().map(str::to_owned));
        match page.get("nextPageToken") {
            Some(token) => asked["nextPageToken"] = token.clone(),
            None => break assert_eq!(page["isLast"], true),
        }
    }
    assert_eq!(seen.len(), 26);
    assert_eq!(seen.first().unwrap(), "SHOP-1");
    assert_eq!(seen.last().unwrap(), "SHOP-26");

    let dc = Client::new(DataCenter);
    let asked = json!({"jql": "project = SHOP order by key", "startAt": 20, "maxResults": 10});
    let (_, page) = dc.post(&format!("{}/search", dc.jira()), asked);
    assert_eq!(
        (page["total"].as_u64(), keys(&page).len(), keys(&page)[0]),
        (Some(26), 6, "SHOP-21")
    );
}

#[test]
fn jql_finds_what_it_says_and_refuses_what_it_does_not_know() {
    let client = Client::new(Cloud);
    let url = format!("{}/search/jql", client.jira());
    let search = |jql: &str| {
        client.post(
            &url,
            json!({"jql": jql, "fields": ["summary"], "maxResults": 100}),
        )
    };
    let finds = |jql: &str, expected: &[&str]| {
        let (status, page) = search(jql);
        assert_eq!(
            (status, keys(&page)),
            (200, expected.to_vec()),
            "{jql}: {page}"
        );
    };
    finds(
        "type = Bug AND priority >= High AND status != Done ORDER BY key",
        &["OPS-4", "SHOP-7", "SHOP-19"],
    );
    finds(
        "sprint in openSprints() and assignee = tomasz order by key desc",
        &["SHOP-9", "SHOP-7"],
    );
    finds(
        "text ~ \"idempotency\" order by key",
        &["SHOP-7", "SHOP-11"],
    );
    finds(
        "parent = SHOP-2 and created >= \"2026-11-01\"",
        &["SHOP-10", "SHOP-7"],
    );
    finds("assignee is EMPTY and project = OPS", &["OPS-5"]);
    finds(
        "assignee = currentUser() and statusCategory = \"To Do\"",
        &["OPS-6"],
    );
    finds(
        "not (project = SHOP or status = Done) and labels in (idea, \"holiday-season\") order by created",
        &["OPS-5", "OPS-6"],
    );
    finds("\"Story Points\" > 5 and component = Search", &["SHOP-18"]);
    finds("updated >= -1d", &["SHOP-7", "OPS-4"]);
    for (jql, message) in [
        (
            "colour = red",
            "Field 'colour' does not exist or you do not have permission to view it.",
        ),
        (
            "project = NOPE",
            "The value 'NOPE' does not exist for the field 'project'.",
        ),
        (
            "project SHOP",
            "Error in the JQL Query: Expecting one of the operators",
        ),
        (
            "project = SHOP AND (status = Done",
            "Error in the JQL Query: Expecting ')' before the end of the query.",
        ),
        (
            "assignee = a@b.c",
            "Error in the JQL Query: The character '@' is a reserved JQL character.",
        ),
        (
            "project = order",
            "Error in the JQL Query: 'order' is a reserved word.",
        ),
        (
            "summary = x",
            "The operator '=' is not supported by the 'summary' field.",
        ),
        (
            "order by key",
            "Unbounded JQL queries are not allowed here.",
        ),
    ] {
        let (status, answer) = search(jql);
        let said = answer["errorMessages"][0].as_str().unwrap();
        assert!(
            status == 400 && said.starts_with(message),
            "{jql}: {status} {said}"
        );
    }
}

#[test]
fn the_done_transition_requires_a_resolution() {
    for flavour in [Cloud, DataCenter] {
        let client = Client::new(flavour);
        let url = format!("{}/issue/SHOP-9/transitions", client.jira());
        let (_, shown) = client.get(&format!("{url}?expand=transitions.fields"));
        let done = &shown["transitions"][1];
        assert_eq!(
            (done["name"].as_str(), done["to"]["name"].as_str()),
            (Some("Done"), Some("Done"))
        );
        assert_eq!(done["fields"]["resolution"]["required"], true);

        let (status, refused) = client.post(&url, json!({"transition": {"id": "41"}}));
        assert_eq!(
            (status, &refused["errors"]["resolution"]),
            (400, &json!("Resolution is required."))
        );
        let (status, _) = client.post(
            &url,
            json!({"transition": {"id": "41"}, "fields": {"resolution": {"name": "Won't Do"}}}),
        );
        assert_eq!(status, 204);

        let (_, issue) = client.get(&format!(
            "{}/issue/SHOP-9?fields=status,resolution&expand=changelog",
            client.jira()
        ));
        assert_eq!(issue["fields"]["resolution"]["name"], "Won't Do");
        assert_eq!(
            issue["changelog"]["histories"][0]["items"][0]["toString"],
            "Done"
        );
    }
}

#[test]
fn created_issues_and_comments_can_be_read_again() {
    let client = Client::new(Cloud);
    let text = doc("Hello");
    let fields = json!({"project": {"key": "SHOP"}, "issuetype": {"name": "Bug"}, "summary": "New", "description": text, "labels": ["a"]});
    let (status, created) = client.post(
        &format!("{}/issue", client.jira()),
        json!({"fields": fields}),
    );
    assert_eq!((status, &created["key"]), (201, &json!("SHOP-27")));
    let (status, _) = client.post(
        &format!("{}/issue/SHOP-27/comment", client.jira()),
        json!({"body": text}),
    );
    assert_eq!(status, 201);
    let (_, issue) = client.get(&format!("{}/issue/SHOP-27", client.jira()));
    assert_eq!(issue["fields"]["description"], text);
    assert_eq!(issue["fields"]["comment"]["comments"][0]["body"], text);
    assert_eq!(issue["fields"]["reporter"]["displayName"], "Mira Halonen");
}

#[test]
fn refused_fields_are_named() {
    let client = Client::new(DataCenter);
    let fields = json!({"project": {"key": "SHOP"}, "issuetype": {"name": "Epic"}, "summary": "x", "nonsense": 1, "components": [{"name": "Nope"}]});
    let (status, refused) = client.post(
        &format!("{}/issue", client.jira()),
        json!({"fields": fields}),
    );
    assert_eq!(status, 400);
    assert_eq!(
        refused["errors"]["nonsense"],
        "Field 'nonsense' cannot be set. It is not on the appropriate screen, or unknown."
    );
    assert_eq!(
        refused["errors"]["components"],
        "Component name 'Nope' is not valid"
    );
    let epic = json!({"project": {"key": "SHOP"}, "issuetype": {"name": "Epic"}, "summary": "x"});
    let (_, refused) = client.post(&format!("{}/issue", client.jira()), json!({"fields": epic}));
    assert_eq!(
        refused["errors"]["customfield_10103"],
        "Epic Name is required."
    );
}

#[test]
fn hostile_queries_get_an_answer() {
    let client = Client::new(Cloud);
    let url = format!("{}/search/jql", client.jira());
    for (jql, expected) in [
        ("(".repeat(5000), 400),
        ("not ".repeat(5000), 400),
        (
            "created > \"-99999999999w 9223372036854775807m\"".to_owned(),
            400,
        ),
        ("created > \"-9000000000000w\"".to_owned(), 200),
        ("text ~ \"\\\"".to_owned(), 400),
        ("é = 'ü".to_owned(), 400),
        ("text ~ \"\u{0}*\u{1F600}\"".to_owned(), 200),
    ] {
        let (status, answer) = client.post(&url, json!({"jql": jql, "maxResults": 0}));
        assert_eq!(status, expected, "{answer}");
    }
    let worklog = format!("{}/issue/SHOP-1/worklog", client.jira());
    for spent in [
        "99999999999999999999w",
        "4000000000 4000000000",
        "1e9w",
        "-1h",
    ] {
        assert_eq!(
            client.post(&worklog, json!({"timeSpent": spent})).0,
            400,
            "{spent}"
        );
    }
    assert_eq!(
        client
            .post(&worklog, json!({"timeSpentSeconds": u64::MAX}))
            .0,
        400
    );
    assert_eq!(
        client
            .get(&format!(
                "{}/issue/SHOP-1/comment?startAt=18446744073709551615",
                client.jira()
            ))
            .0,
        400
    );
}
