//! What a project's issues may be made of, where the demo's site is too small to show it.

use atlassian_mcp::registry::{self, Accompaniment};
use demo::Flavour;
use serde_json::{Map, Value, json};
use wiremock::matchers::{body_partial_json, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::harness::caller_of;

/// A page of metadata as the flavour writes it.
fn page(flavour: Flavour, name: &str, items: &[Value], total: usize) -> ResponseTemplate {
    let name = if flavour == Flavour::Cloud {
        name
    } else {
        "values"
    };
    ResponseTemplate::new(200).set_body_json(json!({ name: items, "total": total }))
}

fn types_path(flavour: Flavour) -> String {
    let api = if flavour == Flavour::Cloud { 3 } else { 2 };
    format!("/rest/api/{api}/issue/createmeta/BIG/issuetypes")
}

/// Takes an issue if it has these fields.
async fn takes(jira: &MockServer, fields: Value) {
    let created = ResponseTemplate::new(201).set_body_json(json!({ "id": "1", "key": "BIG-1" }));
    let create = Mock::given(method("POST")).and(body_partial_json(json!({ "fields": fields })));
    create.respond_with(created).expect(1).mount(jira).await;
}

async fn create(jira: &MockServer, flavour: Flavour, kind: &str, more: Value) {
    let issue = json!({ "project_key": "BIG", "summary": "S", "issue_type": kind, "additional_fields": more });
    let given: Map<String, Value> = issue.as_object().unwrap().clone();
    let caller = caller_of(&jira.uri(), flavour, &[]);
    let reply = registry::call(
        &caller,
        "jira_create_issue",
        given,
        Accompaniment::default(),
    )
    .await;
    assert!(reply.unwrap().printed().contains("BIG-1"));
}

#[tokio::test]
async fn a_screen_of_more_than_one_page_is_read_whole() {
    for flavour in [Flavour::Cloud, Flavour::DataCenter] {
        let jira = MockServer::start().await;
        let types = Mock::given(method("GET")).and(path(types_path(flavour)));
        let task = json!({ "id": "7", "name": "Task" });
        types
            .respond_with(page(flavour, "issueTypes", &[task], 1))
            .mount(&jira)
            .await;
        let field = |number: usize| json!({ "fieldId": format!("customfield_{number}"), "name": format!("Field {number}"), "schema": { "type": "string" } });
        let summary =
            json!({ "fieldId": "summary", "name": "Summary", "schema": { "type": "string" } });
        let fields: Vec<_> = std::iter::once(summary)
            .chain((1..=204).map(field))
            .collect();
        for start in [0, 200] {
            let asked = Mock::given(method("GET"))
                .and(path(format!("{}/7", types_path(flavour))))
                .and(query_param("startAt", start.to_string()));
            let items = &fields[start..(start + 200).min(fields.len())];
            let answer = page(flavour, "fields", items, fields.len());
            asked.respond_with(answer).expect(1).mount(&jira).await;
        }
        takes(&jira, json!({ "customfield_204": "last", "summary": "S" })).await;
        create(&jira, flavour, "Task", json!({ "Field 204": "last" })).await;
    }
}

#[tokio::test]
async fn data_centers_epics_are_found_by_their_screen() {
    let (jira, flavour) = (MockServer::start().await, Flavour::DataCenter);
    let types = Mock::given(method("GET")).and(path(types_path(flavour)));
    let kinds = [
        json!({ "id": "7", "name": "Aufgabe" }),
        json!({ "id": "8", "name": "Unteraufgabe", "subtask": true }),
        json!({ "id": "9", "name": "Vorhaben" }),
    ];
    types
        .respond_with(page(flavour, "", &kinds, 3))
        .mount(&jira)
        .await;
    let summary =
        json!({ "fieldId": "summary", "name": "Summary", "schema": { "type": "string" } });
    let label = json!({ "fieldId": "customfield_3", "name": "Name des Vorhabens", "required": true, "schema": { "type": "string", "custom": "com.pyxis.greenhopper.jira:gh-epic-label" } });
    for (id, fields) in [("7", vec![summary.clone()]), ("9", vec![summary, label])] {
        let asked = Mock::given(method("GET")).and(path(format!("{}/{id}", types_path(flavour))));
        asked
            .respond_with(page(flavour, "", &fields, fields.len()))
            .expect(1)
            .mount(&jira)
            .await;
    }
    takes(
        &jira,
        json!({ "issuetype": { "id": "9" }, "customfield_3": "S" }),
    )
    .await;
    create(&jira, flavour, "Epic", json!({})).await;
}
