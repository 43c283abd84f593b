//! Arguments where models put them: fields beside `fields`, names of other servers, lists changed by a part, several issues.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::names::written;
use super::{each_site, replied};
use crate::harness::Site;

#[tokio::test]
async fn fields_are_taken_beside_the_object_that_holds_them() {
    each_site(&[], async |site, suffix| {
        let fields = json!({ "labels": ["voucher"], "priority": "High", "fix_versions": "2027.01", "due_date": "2026-12-24", "parent": "SHOP-1" });
        // Plain fields of Cloud are written without a look-up, and so by name; the epic of Data Center needs one.
        let expected = match suffix {
            "cloud" => json!({ "labels": ["voucher"], "priority": { "name": "High" }, "fixVersions": [{ "name": "2027.01" }], "duedate": "2026-12-24", "parent": { "key": "SHOP-1" } }),
            _ => json!({ "labels": ["voucher"], "priority": { "id": "2" }, "fixVersions": [{ "id": "10022" }], "duedate": "2026-12-24", "customfield_10101": "SHOP-1" }),
        };
        let with = |own: Value| {
            let mut all = own;
            all.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
            all
        };
        let change = with(json!({ "issue_key": "SHOP-5" }));
        assert_eq!(written(site, "jira_update_issue", change).await, expected);
        let made = with(json!({ "project": "SHOP", "type": "Task", "summary": "S" }));
        for (tool, arguments) in [
            ("jira_create_issue", made.clone()),
            ("jira_batch_create_issues", json!({ "issues": [made] })),
            ("jira_batch_create_issues", json!({ "issues": [{ "fields": with(json!({ "project": { "key": "SHOP" }, "issuetype": { "name": "Task" }, "summary": "S" })) }] })),
        ] {
            let mut sent = written(site, tool, arguments).await;
            for own in ["project", "issuetype", "summary"] {
                sent.as_object_mut().unwrap().remove(own);
            }
            assert_eq!(sent, expected, "{tool}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_stands_beside_and_within_is_given_twice() {
    each_site(&[], async |site, _| {
        for arguments in [
            json!({ "issue_key": "SHOP-9", "labels": "a", "fields": { "labels": "b" } }),
            json!({ "issue_key": "SHOP-9", "labels": "a", "fields": "{\"labels\": \"b\"}" }),
            json!({ "issue_key": "SHOP-9", "due_date": "2026-12-24", "fields": { "due": "2026-12-25" } }),
        ] {
            site.demo.clear_requests();
            let error = site.call("jira_update_issue", arguments).await.unwrap_err().to_string();
            assert!(error.contains("given twice"), "{error}");
            assert!(site.demo.requests().iter().all(|sent| sent.method == "GET"));
        }
        let item = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "labels": "a", "additional_fields": { "labels": "b" } });
        let error = site.call("jira_batch_create_issues", json!({ "issues": [item] })).await.unwrap_err().to_string();
        assert!(error.contains("given twice"), "{error}");
        let text = json!({ "issue_key": "SHOP-9", "summary": "kept", "fields": "{\"labels\": [\"b\"]}" });
        let sent = written(site, "jira_update_issue", text).await;
        assert_eq!(sent, json!({ "summary": "kept", "labels": ["b"] }));
    })
    .await;
}

#[tokio::test]
async fn parameters_have_the_names_of_other_servers() {
    each_site(&[], async |site, _| {
        for (tool, arguments) in [
            (
                "jira_search",
                json!({ "query": "project = SHOP", "maxResults": 1 }),
            ),
            (
                "jira_search",
                json!({ "jql": "project = SHOP", "max_results": 1 }),
            ),
            ("jira_get_issue", json!({ "key": "SHOP-9" })),
            ("jira_get_issue", json!({ "id": "10008" })),
            ("jira_get_issue", json!({ "issueKey": "SHOP-9" })),
            ("jira_get_issue", json!({ "issueIdOrKey": "SHOP-9" })),
            (
                "jira_get_comments",
                json!({ "key": "SHOP-9", "maxResults": 2, "startAt": 0 }),
            ),
            ("jira_get_sprint_issues", json!({ "sprintId": 12 })),
            ("jira_get_board_issues", json!({ "id": 1 })),
            ("jira_get_user_profile", json!({ "query": "me" })),
            (
                "confluence_search",
                json!({ "cql": "type = page", "limit": 1 }),
            ),
        ] {
            let said = site.call(tool, arguments.clone()).await;
            assert!(said.is_ok(), "{tool} {arguments}: {said:?}");
        }
        let twice = json!({ "issue_key": "SHOP-9", "key": "SHOP-8" });
        let error = site
            .call("jira_get_issue", twice)
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("the same parameter"), "{error}");
    })
    .await;
}

/// The body of the edit that a call sends.
async fn edit(site: &Site, fields: Value) -> Value {
    site.demo.clear_requests();
    let change = json!({ "issue_key": "SHOP-9", "fields": fields });
    site.call("jira_update_issue", change).await.unwrap();
    assert!(
        site.demo.violations().is_empty(),
        "{:?}",
        site.demo.violations()
    );
    let requests = site.demo.requests();
    requests
        .iter()
        .find(|sent| sent.method == "PUT")
        .unwrap()
        .json()
        .unwrap()
}

#[tokio::test]
async fn lists_are_changed_by_what_is_added_and_removed() {
    each_site(&[], async |site, suffix| {
        let channels = if suffix == "cloud" { "customfield_10042" } else { "customfield_10202" };
        let sent = edit(site, json!({ "labels": { "add": ["a", "b"], "remove": "c" } })).await;
        assert_eq!(sent["update"], json!({ "labels": [{ "add": "a" }, { "add": "b" }, { "remove": "c" }] }));
        let sent = edit(site, json!({ "labels": "{\"remove\": [\"a\"]}" })).await;
        assert_eq!(sent["update"], json!({ "labels": [{ "remove": "a" }] }));
        let fields = json!({
            "component": { "add": "Search" }, "fix_versions": { "add": ["2027.01"], "remove": ["2026.11"] }, "Sales channels": { "add": ["web"] },
            "summary": "Changed",
        });
        let sent = edit(site, fields).await;
        assert_eq!(
            sent["update"],
            json!({ "components": [{ "add": { "id": "10011" } }], "fixVersions": [{ "add": { "id": "10022" } }, { "remove": { "id": "10021" } }], channels: [{ "add": { "id": "10110" } }] })
        );
        assert_eq!(sent["fields"], json!({ "summary": "Changed" }));
        let read = replied(site, "jira_get_issue", json!({ "issue_key": "SHOP-9", "fields": "labels" })).await;
        assert!(read["labels"].as_array().unwrap().contains(&json!("b")), "{read}");
        assert!(!read["labels"].as_array().unwrap().contains(&json!("a")), "{read}");
        let made = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "labels": { "add": ["a"] } });
        assert_eq!(written(site, "jira_create_issue", made.clone()).await["labels"], json!(["a"]));
        assert_eq!(written(site, "jira_batch_create_issues", json!({ "issues": [made] })).await["labels"], json!(["a"]));
        let made = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "labels": { "remove": ["a"] } });
        assert!(site.call("jira_create_issue", made).await.unwrap_err().to_string().contains("nothing to remove"));
    })
    .await;
}

#[tokio::test]
async fn several_issues_are_changed_at_once() {
    each_site(&[], async |site, suffix| {
        let sprint = if suffix == "cloud" {
            "customfield_10020"
        } else {
            "customfield_10104"
        };
        for keys in [
            json!("SHOP-9, SHOP-5"),
            json!(["SHOP-9", "shop-5", "SHOP-9"]),
        ] {
            site.demo.clear_requests();
            let change = json!({ "issue_key": keys, "fields": { "sprint": "Sprint 13" } });
            let reply = replied(site, "jira_update_issue", change).await;
            assert_eq!(
                (&reply["changed"], &reply["failed"]),
                (&json!(2), &json!(0))
            );
            assert_eq!(reply["results"][1]["key"], "SHOP-5");
            let requests = site.demo.requests();
            let puts: Vec<_> = requests
                .iter()
                .filter(|sent| sent.method == "PUT")
                .collect();
            assert_eq!(puts.len(), 2);
            assert!(
                puts.iter()
                    .all(|sent| sent.json().unwrap()["fields"] == json!({ sprint: 13 }))
            );
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_is_changed_unless_all_of_it_can_be() {
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, _| {
        for (keys, fields) in [
            ("SHOP-9, SHOP-999", json!({ "labels": "a" })),
            ("SHOP-9, OPS-1", json!({ "labels": "a" })),
            ("SHOP-9, SHOP-5", json!({ "Severity": "Odd" })),
            ("SHOP-9, SHOP-6", json!({ "status": "Nowhere" })),
        ] {
            site.demo.clear_requests();
            let change = json!({ "issue_key": keys, "fields": fields });
            let said = site.call("jira_update_issue", change).await;
            assert!(said.is_err(), "{keys}: {said:?}");
            assert!(
                site.demo.requests().iter().all(|sent| sent.method == "GET"),
                "{keys}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn no_more_issues_are_changed_at_once_than_can_be_told() {
    each_site(&[], async |site, _| {
        for keys in [
            json!([]),
            json!(","),
            json!((1..=51).map(|n| format!("SHOP-{n}")).collect::<Vec<_>>()),
        ] {
            let change = json!({ "issue_key": keys, "labels": "a" });
            super::sent_nothing(site, "jira_update_issue", change).await;
        }
    })
    .await;
}

#[tokio::test]
async fn each_of_several_issues_has_its_result() {
    each_site(&[], async |site, _| {
        let change = json!({ "issue_key": "SHOP-9, SHOP-5, SHOP-6", "fields": { "labels": "a" } });
        let put = |trouble| Fault::new(trouble).method("PUT");
        site.demo.misbehave(put(Trouble::Refused(404)).after(1));
        let reply = replied(site, "jira_update_issue", change.clone()).await;
        assert_eq!(
            (&reply["changed"], &reply["failed"]),
            (&json!(2), &json!(1))
        );
        assert!(reply["results"][1]["error"].is_string());
        site.demo.misbehave(put(Trouble::Refused(403)).after(1));
        let reply = replied(site, "jira_update_issue", change.clone()).await;
        assert!(
            reply["results"][2]["error"]
                .as_str()
                .unwrap()
                .contains("not sent, since SHOP-5 failed"),
            "{reply}"
        );
        site.demo.misbehave(put(Trouble::Refused(404)).times(3));
        let error = site
            .call("jira_update_issue", change)
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("\"changed\":0"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn a_batch_of_which_all_failed_is_an_error() {
    for flavour in [Flavour::Cloud, Flavour::DataCenter] {
        let site = Site::start(flavour).await;
        let versions = json!({ "project_key": "SHOP", "versions": [{ "name": "" }] });
        site.call("jira_batch_create_versions", versions)
            .await
            .unwrap_err();
        let issues = json!([{ "project_key": "SHOP", "issue_type": "Odd", "summary": "S" }]);
        let error = site
            .call("jira_batch_create_issues", json!({ "issues": issues }))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("no issue type"), "{error}");
        let checked = json!({ "issues": issues, "validate_only": true });
        site.call("jira_batch_create_issues", checked)
            .await
            .unwrap_err();
    }
}
