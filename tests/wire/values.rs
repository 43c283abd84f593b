//! Values of fields in the forms that callers write them, and what a filter keeps out of them.

use demo::Flavour;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use atlassian_mcp::registry::{self, Accompaniment};

use super::{each_site, replied, story};
use crate::harness::{FLAVOURS, Site, caller_of};

/// The id of SHOP-9.
const SHOP_9: &str = "10008";

const SHOP_ALONE: [(&str, &str); 1] = [("JIRA_PROJECTS_FILTER", "SHOP")];

#[tokio::test]
async fn json_in_a_string_is_json_unless_the_field_holds_text() {
    let issue = json!({
        "project_key": "SHOP", "summary": "[1]", "issue_type": "Task", "description": "[\"kept\"]",
        "additional_fields": {
            "labels": "[\"voucher\", \"cart\"]", "Severity": "{\"value\": \"Minor\"}", "epic": "{\"key\": \"SHOP-2\"}",
            "Customer reference": "[4711]", "components": "[{\"name\": \"Checkout\"}]",
        },
    });
    story(
        "jira_create_issue-json-in-strings",
        "jira_create_issue",
        issue,
    )
    .await;
}

#[tokio::test]
async fn a_number_becomes_the_text_of_a_description() {
    let change = json!({ "issue_key": "SHOP-9", "fields": { "description": 2026 } });
    story(
        "jira_update_issue-number-as-text",
        "jira_update_issue",
        change,
    )
    .await;
}

#[tokio::test]
async fn issues_above_may_be_given_by_id() {
    for epic in [json!(10001), json!({ "id": "10001" })] {
        let change = json!({ "issue_key": "SHOP-5", "fields": { "epic": epic } });
        for (flavour, _) in FLAVOURS {
            let site = Site::start(flavour).await;
            site.call("jira_update_issue", change.clone())
                .await
                .unwrap();
            let read = json!({ "issue_key": "SHOP-5" });
            let issue = site.call("jira_get_issue", read).await.unwrap();
            assert!(issue.contains("SHOP-2"), "{issue}");
        }
    }
    let change = json!({ "issue_key": "SHOP-5", "fields": { "epic": 10001 } });
    story("jira_update_issue-epic-by-id", "jira_update_issue", change).await;
    let link = json!({ "issue_key": "SHOP-5", "epic_key": 10001 });
    story("jira_link_to_epic-by-id", "jira_link_to_epic", link).await;
}

#[tokio::test]
async fn an_issue_by_id_is_called_by_its_id_or_its_known_key() {
    let change = json!({ "issue_key": SHOP_9, "fields": { "summary": "x" } });
    let moving = json!({ "issue_key": SHOP_9, "transition_id": "start progress" });
    each_site(&[], async |site, _| {
        let changed = replied(site, "jira_update_issue", change.clone()).await;
        assert_eq!(changed, json!({ "id": SHOP_9, "changed": ["summary"] }));
        let moved = replied(site, "jira_transition_issue", moving.clone()).await;
        assert_eq!((&moved["id"], moved.get("key")), (&json!(SHOP_9), None));
        let link = json!({ "issue_key": SHOP_9, "epic_key": "SHOP-2" });
        let linked = replied(site, "jira_link_to_epic", link).await;
        assert_eq!(linked, json!({ "id": SHOP_9, "epic": "SHOP-2" }));
    })
    .await;
    // A filter has it looked up, so that its key is known.
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, _| {
        let changed = replied(site, "jira_update_issue", change.clone()).await;
        let url = changed["url"].as_str().unwrap();
        assert!(
            changed["key"] == "SHOP-9" && url.ends_with("/browse/SHOP-9"),
            "{changed}"
        );
        let moved = replied(site, "jira_transition_issue", moving.clone()).await;
        assert_eq!(moved["key"], "SHOP-9");
    })
    .await;
}

#[tokio::test]
async fn blank_text_is_not_given() {
    let issue = json!({ "project_key": "SHOP", "summary": "S", "issue_type": "Task", "assignee": "", "description": "", "additional_fields": { "priority": null } });
    story("jira_create_issue-blanks", "jira_create_issue", issue).await;
    let items = json!([{ "project_key": "SHOP", "summary": "S", "issue_type": "Task", "assignee": null, "description": " ", "additional_fields": null }]);
    story(
        "jira_batch_create_issues-blanks",
        "jira_batch_create_issues",
        json!({ "issues": items }),
    )
    .await;
    each_site(&[], async |site, _| {
        let remote = json!({ "issue_key": "SHOP-9", "url": "https://example.com", "title": "T", "icon_url": "", "summary": "" });
        site.call("jira_create_remote_issue_link", remote).await.unwrap();
        let link = json!({ "link_type": "Blocks", "inward_issue_key": "SHOP-14", "outward_issue_key": "SHOP-15", "comment": "" });
        site.call("jira_create_issue_link", link).await.unwrap();
        let version = json!({ "project_key": "SHOP", "name": "2027.05", "release_date": "", "description": "" });
        site.call("jira_create_version", version).await.unwrap();
        for request in site.demo.requests().iter().filter(|request| request.method == "POST") {
            assert!(!request.body.contains("\"\""), "{}", request.body);
        }
    })
    .await;
}

#[tokio::test]
async fn numbers_are_taken_for_text() {
    let items = json!([{ "project_key": "SHOP", "summary": 2026, "issue_type": 10001 }]);
    story(
        "jira_batch_create_issues-numbers",
        "jira_batch_create_issues",
        json!({ "issues": items }),
    )
    .await;
    let versions =
        json!({ "project_key": "SHOP", "versions": [{ "name": 2.1, "description": 7 }] });
    story(
        "jira_batch_create_versions-numbers",
        "jira_batch_create_versions",
        versions,
    )
    .await;
    each_site(&[], async |site, _| {
        let change = json!({ "issue_key": "SHOP-9", "fields": { "assignee": 4711 } });
        let error = site
            .call("jira_update_issue", change)
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("no user is called \"4711\""), "{error}");
    })
    .await;
}

/// Calls with the filter, and fails unless the filter is named and nothing is written.
async fn kept_out(site: &Site, tool: &str, arguments: Value) {
    site.demo.clear_requests();
    let said = match site.call(tool, arguments.clone()).await {
        Ok(text) => text,
        Err(error) => error.to_string(),
    };
    assert!(
        said.contains("JIRA_PROJECTS_FILTER"),
        "{tool} {arguments}: {said}"
    );
    let written = site.demo.requests();
    assert!(
        written.iter().all(|request| request.method == "GET"),
        "{tool} {arguments}: {written:#?}"
    );
}

#[tokio::test]
async fn a_filter_holds_for_the_issues_and_sprints_in_fields() {
    each_site(&SHOP_ALONE, async |site, _| {
        let ops = ["OPS-1".into(), json!(id_of("OPS-1").await)];
        for epic in ops {
            let item = json!([{ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "epic": epic }]);
            kept_out(site, "jira_batch_create_issues", json!({ "issues": item })).await;
            let change = json!({ "issue_key": "SHOP-9", "fields": { "epic": epic } });
            kept_out(site, "jira_update_issue", change).await;
        }
        let inside = json!({ "issue_key": "SHOP-9", "fields": { "sprint": 12 } });
        site.call("jira_update_issue", inside).await.unwrap();
    })
    .await;
    each_site(&[("JIRA_PROJECTS_FILTER", "OPS")], async |site, _| {
        let change = json!({ "issue_key": "OPS-2", "fields": { "sprint": 12 } });
        kept_out(site, "jira_update_issue", change).await;
    })
    .await;
}

#[tokio::test]
async fn a_filter_holds_for_issues_by_id() {
    each_site(&SHOP_ALONE, async |site, _| {
        let (outside, inside) = (id_of("OPS-2").await, id_of("SHOP-9").await);
        let remote = |id: &str| json!({ "issue_key": id, "url": "https://example.com", "title": "T" });
        kept_out(site, "jira_create_remote_issue_link", remote(&outside)).await;
        let link = |inward: &str, outward: &str| json!({ "link_type": "Relates", "inward_issue_key": inward, "outward_issue_key": outward });
        kept_out(site, "jira_create_issue_link", link(&outside, &inside)).await;
        kept_out(site, "jira_create_issue_link", link(&inside, &outside)).await;
        site.call("jira_create_remote_issue_link", remote(&inside)).await.unwrap();
        let both = link(&inside, &id_of("SHOP-14").await);
        site.call("jira_create_issue_link", both).await.unwrap();
    })
    .await;
}

/// The numeric id of an issue, from a site without a filter; both flavours count alike.
async fn id_of(key: &str) -> String {
    let site = Site::start(Flavour::Cloud).await;
    let asked = json!({ "issue_key": key, "fields": "summary" });
    let issue = site.call("jira_get_issue", asked).await.unwrap();
    let issue: Value = serde_json::from_str(&issue).unwrap();
    issue["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_filter_holds_for_parent_links_of_plans() {
    for (flavour, api) in [(Flavour::Cloud, 3), (Flavour::DataCenter, 2)] {
        let jira = MockServer::start().await;
        let field = json!({ "name": "Parent Link", "schema": { "type": "any", "custom": "com.atlassian.jpo:jpo-custom-field-parent" } });
        let screen = json!({ "fields": { "customfield_10301": field } });
        let meta =
            Mock::given(method("GET")).and(path(format!("/rest/api/{api}/issue/SHOP-9/editmeta")));
        meta.respond_with(ResponseTemplate::new(200).set_body_json(screen))
            .mount(&jira)
            .await;
        let edit = Mock::given(method("PUT")).respond_with(ResponseTemplate::new(204));
        edit.expect(1).mount(&jira).await;
        for (key, project) in [("SHOP-9", "SHOP"), ("SHOP-2", "SHOP"), ("OPS-1", "OPS")] {
            let issue =
                json!({ "id": "1", "key": key, "fields": { "project": { "key": project } } });
            Mock::given(method("GET"))
                .and(path(format!("/rest/api/{api}/issue/{key}")))
                .respond_with(ResponseTemplate::new(200).set_body_json(issue))
                .mount(&jira)
                .await;
        }
        let caller = caller_of(&jira.uri(), flavour, &SHOP_ALONE);
        let call = async |parent: &str| {
            let change = json!({ "issue_key": "SHOP-9", "fields": { "Parent Link": parent } });
            let given = change.as_object().unwrap().clone();
            registry::call(
                &caller,
                "jira_update_issue",
                given,
                Accompaniment::default(),
            )
            .await
        };
        let error = call("OPS-1").await.unwrap_err().to_string();
        assert!(error.contains("JIRA_PROJECTS_FILTER"), "{error}");
        call("SHOP-2").await.unwrap();
    }
}
