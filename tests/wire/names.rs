//! Fields and values by whatever they are called: on screens, in JQL, in the field list, in people's mouths.

use serde_json::{Value, json};

use super::{answer, each_site, replied};
use crate::harness::Site;

/// The body of the one request that wrote, without what stands around its `fields`.
pub async fn written(site: &Site, tool: &str, arguments: Value) -> Value {
    site.demo.clear_requests();
    let reply = site.call(tool, arguments.clone()).await;
    reply.unwrap_or_else(|error| panic!("{tool} {arguments}: {error}"));
    let requests = site.demo.requests();
    let writes: Vec<_> = requests
        .iter()
        .filter(|sent| sent.method != "GET")
        .collect();
    let [write] = writes.as_slice() else {
        panic!("{tool} {arguments}: {writes:#?}")
    };
    assert!(site.demo.violations().is_empty());
    let body = write.json().unwrap();
    match body.pointer("/issueUpdates/0/fields") {
        Some(fields) => fields.clone(),
        None => body["fields"].clone(),
    }
}

/// The fields that leave when an issue is changed, made, and made in a batch: they must be the same.
async fn everywhere(site: &Site, fields: Value) -> Value {
    let changed = written(
        site,
        "jira_update_issue",
        json!({ "issue_key": "SHOP-9", "fields": fields }),
    )
    .await;
    let mut made = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S" });
    made["additional_fields"] = fields;
    for (tool, arguments) in [
        ("jira_create_issue", made.clone()),
        ("jira_batch_create_issues", json!({ "issues": [made] })),
    ] {
        let mut sent = written(site, tool, arguments).await;
        let map = sent.as_object_mut().unwrap();
        for own in ["project", "issuetype", "summary"] {
            map.remove(own);
        }
        assert_eq!(sent, changed, "{tool}");
    }
    changed
}

#[tokio::test]
async fn what_jql_and_the_field_list_call_a_field_is_taken_when_writing() {
    each_site(&[], async |site, _| {
        let fields = json!({
            "due": "2026-12-24", "fixVersion": "2027.01", "component": ["Search"], "affectedVersion": "2026.10", "label": "voucher",
        });
        let expected = json!({
            "duedate": "2026-12-24", "fixVersions": [{ "id": "10022" }], "components": [{ "id": "10011" }],
            "versions": [{ "id": "10020" }], "labels": ["voucher"],
        });
        assert_eq!(everywhere(site, fields).await, expected);
        let other = json!({
            "Due date": "2026-12-24", "Fix Version/s": ["2027.01"], "components": "search", "affects_versions": "2026.10", "LABELS": ["voucher"],
        });
        assert_eq!(everywhere(site, other).await, expected);
        let kind = json!({ "issue_key": "SHOP-9", "fields": { "type": "story" } });
        let sent = written(site, "jira_update_issue", kind).await;
        assert_eq!(sent, json!({ "issuetype": { "id": "10001" } }));
    })
    .await;
}

#[tokio::test]
async fn custom_fields_have_short_names_and_jqls_own() {
    each_site(&[], async |site, suffix| {
        let [points, severity] = match suffix {
            "cloud" => ["customfield_10016", "customfield_10041"],
            _ => ["customfield_10106", "customfield_10201"],
        };
        let by_number = format!("cf[{}]", &points["customfield_".len()..]);
        for name in [
            "points",
            "SP",
            "story_point_estimate",
            "\"Story Points\"[Number]",
            by_number.as_str(),
        ] {
            assert_eq!(
                everywhere(site, json!({ name: 5 })).await,
                json!({ points: 5 }),
                "{name}"
            );
        }
        for (name, value) in [
            ("Severity[Dropdown]", "minor"),
            ("SEVERITY", "Minor"),
            ("severity_", "10102"),
        ] {
            let sent = everywhere(site, json!({ name: value })).await;
            assert_eq!(sent, json!({ severity: { "id": "10102" } }), "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_name_that_only_jql_has_is_looked_up() {
    each_site(&[], async |site, suffix| {
        let id = if suffix == "cloud" {
            "customfield_10041"
        } else {
            "customfield_10201"
        };
        let fields =
            json!([{ "id": id, "name": "Schweregrad", "clauseNames": ["Impact"], "custom": true }]);
        answer(site, "/field", fields);
        let change = json!({ "issue_key": "SHOP-9", "fields": { "impact": "Minor" } });
        let sent = written(site, "jira_update_issue", change).await;
        assert_eq!(sent, json!({ id: { "id": "10102" } }));
    })
    .await;
}

#[tokio::test]
async fn estimates_are_parts_of_time_tracking() {
    each_site(&[], async |site, _| {
        let whole =
            json!({ "timetracking": { "originalEstimate": "2d 4h", "remainingEstimate": "3h" } });
        for fields in [
            json!({ "original_estimate": "2d 4h", "Remaining Estimate": "180m" }),
            json!({ "timeoriginalestimate": "2d4h", "timeestimate": "3h" }),
            json!({ "timetracking": { "original_estimate": "2d 4h", "remaining_estimate": "3h" } }),
        ] {
            assert_eq!(everywhere(site, fields).await, whole);
        }
        for fields in [
            json!({ "original_estimate": "soon" }),
            json!({ "original_estimate": "1d", "timetracking": "2d" }),
            json!({ "timetracking": { "spent": "1d" } }),
        ] {
            site.demo.clear_requests();
            let change = json!({ "issue_key": "SHOP-9", "fields": fields });
            site.call("jira_update_issue", change).await.unwrap_err();
            assert!(site.demo.requests().iter().all(|sent| sent.method == "GET"));
        }
    })
    .await;
}

#[tokio::test]
async fn epic_link_is_written_on_cloud_too() {
    each_site(&[], async |site, suffix| {
        let expected = match suffix {
            "cloud" => json!({ "parent": { "key": "SHOP-2" } }),
            _ => json!({ "customfield_10101": "SHOP-2" }),
        };
        for name in ["Epic Link", "epic", "epic_link", "Epic Link[Epic Link]"] {
            let sent = everywhere(site, json!({ name: "SHOP-2" })).await;
            assert_eq!(sent, expected, "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn epic_link_is_read_on_cloud_too() {
    each_site(&[], async |site, _| {
        for name in ["Epic Link", "epic", "epic_link"] {
            let read = json!({ "issue_key": "SHOP-5", "fields": name });
            let shown = site.call("jira_get_issue", read).await.unwrap();
            assert!(shown.contains("SHOP-1\""), "{name}: {shown}");
            let search = json!({ "jql": "key = SHOP-5", "fields": name });
            let shown = site.call("jira_search", search).await.unwrap();
            assert!(shown.contains("SHOP-1\""), "{name}: {shown}");
        }
    })
    .await;
}

#[tokio::test]
async fn fields_are_read_and_found_by_the_same_names() {
    each_site(&[], async |site, _| {
        for (name, id) in [
            ("fixVersion", "fixVersions"),
            ("due", "duedate"),
            ("type", "issuetype"),
            ("affects_version", "versions"),
        ] {
            site.demo.clear_requests();
            let read = json!({ "issue_key": "SHOP-9", "fields": name });
            site.call("jira_get_issue", read).await.unwrap();
            let sent = site.demo.requests().pop().unwrap();
            assert!(
                sent.query.contains(&format!("fields={id}")),
                "{}",
                sent.query
            );
        }
        for keyword in ["SP", "points", "Story Points[Number]"] {
            let found = replied(
                site,
                "jira_search_fields",
                json!({ "keyword": keyword, "limit": 1 }),
            )
            .await;
            assert_eq!(found["fields"][0]["name"], "Story Points", "{keyword}");
        }
    })
    .await;
}

#[tokio::test]
async fn values_are_found_without_their_accents_and_never_by_what_is_left_of_signs() {
    each_site(&[], async |site, suffix| {
        let id = if suffix == "cloud" { "customfield_10041" } else { "customfield_10201" };
        let options = json!([
            { "id": "1", "value": "Высокий" }, { "id": "2", "value": "Élevé" }, { "id": "3", "value": "🐛" }, { "id": "4", "value": "C#" },
        ]);
        let screen = json!({ "fields": { id: { "name": "Severity", "schema": { "type": "option", "custom": "x:select" }, "allowedValues": options } } });
        for (value, expected) in [("высокий", Some("1")), ("ELEVE", Some("2")), ("🐛", Some("3")), ("🔥", None), ("C++", None), ("c#", Some("4"))] {
            answer(site, "/editmeta", screen.clone());
            site.demo.clear_requests();
            let change = json!({ "issue_key": "SHOP-9", "fields": { "severity": value } });
            let said = site.call("jira_update_issue", change).await;
            let sent = site.demo.requests().into_iter().find(|sent| sent.method == "PUT");
            let sent = sent.and_then(|sent| sent.json().unwrap()["fields"][id]["id"].as_str().map(str::to_owned));
            assert_eq!(sent.as_deref(), expected, "{value}: {said:?}");
            if expected.is_none() {
                assert!(said.unwrap_err().to_string().contains("none of its values"), "{value}");
            }
        }
        let id = if suffix == "cloud" { "accountId" } else { "name" };
        let found = json!([{ id: "tomasz", "displayName": "Tomasz Zieliński" }, { id: "other", "displayName": "Tom Zielinskaya" }]);
        answer(site, "/user/search", found);
        let asked = json!({ "user_identifier": "TOMASZ ZIELINSKI" });
        let found = replied(site, "jira_get_user_profile", asked).await;
        assert_eq!(found["name"], "Tomasz Zieliński");
    })
    .await;
}
