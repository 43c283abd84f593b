//! Links between issues, and to web pages.

use demo::{Fault, Trouble};
use serde_json::json;

use super::{each_site, snapshot, story};
use crate::harness::{FLAVOURS, Site};

#[tokio::test]
async fn get_link_types() {
    story(
        "jira_get_link_types",
        "jira_get_link_types",
        json!({ "name_filter": "BLOCK" }),
    )
    .await;
    each_site(&[], async |site, _| {
        site.call("jira_get_link_types", json!({})).await.unwrap();
        site.call("jira_get_link_types", json!({})).await.unwrap();
        assert_eq!(site.request_count(), 1, "kinds of links are remembered");
    })
    .await;
}

#[tokio::test]
async fn create_issue_link() {
    let link = json!({ "link_type": "Blocks", "inward_issue_key": "SHOP-14", "outward_issue_key": "SHOP-15" });
    story("jira_create_issue_link", "jira_create_issue_link", link).await;
    let commented = json!({
        "link_type": "is blocked BY", "inward_issue_key": "shop-14", "outward_issue_key": 10014, "comment": "Needs **this** first.",
        "comment_visibility": "{\"type\": \"role\", \"value\": \"Developers\"}",
    });
    story(
        "jira_create_issue_link-comment",
        "jira_create_issue_link",
        commented,
    )
    .await;
    let unknown = json!({ "link_type": "Frightens", "inward_issue_key": "SHOP-14", "outward_issue_key": "SHOP-15" });
    story(
        "jira_create_issue_link-unknown",
        "jira_create_issue_link",
        unknown,
    )
    .await;
    let missing = json!({ "link_type": "Blocks", "inward_issue_key": "SHOP-14", "outward_issue_key": "SHOP-999" });
    story(
        "jira_create_issue_link-missing",
        "jira_create_issue_link",
        missing,
    )
    .await;
}

#[tokio::test]
async fn the_inward_issue_blocks() {
    each_site(&[], async |site, _| {
        let link = json!({ "link_type": "Blocks", "inward_issue_key": "SHOP-14", "outward_issue_key": "SHOP-15" });
        let reply = site.call("jira_create_issue_link", link).await.unwrap();
        assert!(reply.contains("SHOP-14 blocks SHOP-15"), "{reply}");
        let blocked = site.call("jira_get_issue", json!({ "issue_key": "SHOP-15", "fields": "issuelinks" })).await.unwrap();
        assert!(blocked.contains("SHOP-14") && blocked.contains("is blocked by"), "{blocked}");
    })
    .await;
}

#[tokio::test]
async fn links_that_are_refused_send_nothing() {
    each_site(&[], async |site, _| {
        for bad in [
            json!({ "link_type": "Blocks", "inward_issue_key": "SHOP-9", "outward_issue_key": "SHOP-9" }),
            json!({ "link_type": "Blocks", "inward_issue_key": "SHOP-9", "outward_issue_key": "SHOP-8", "comment_visibility": { "type": "role", "value": "x" } }),
        ] {
            site.call("jira_create_issue_link", bad).await.unwrap_err();
        }
        for url in ["javascript:alert(1)", "file:///etc/passwd", "www.example.com", ""] {
            let link = json!({ "issue_key": "SHOP-9", "url": url, "title": "T" });
            let error = site.call("jira_create_remote_issue_link", link).await.unwrap_err();
            assert!(error.to_string().contains("https://"), "{error}");
        }
        assert_eq!(site.request_count(), 0);
    })
    .await;
}

#[tokio::test]
async fn links_keep_to_the_projects_filter() {
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, suffix| {
        let link = json!({ "link_type": "Relates", "inward_issue_key": "SHOP-9", "outward_issue_key": "OPS-2" });
        let story = site.story("jira_create_issue_link", link).await;
        snapshot(&format!("jira_create_issue_link-filter@{suffix}"), &story);
        let remote = json!({ "issue_key": "OPS-2", "url": "https://example.com", "title": "T" });
        site.call("jira_create_remote_issue_link", remote).await.unwrap_err();
        assert_eq!(site.request_count(), 0, "nothing is sent");
    })
    .await;
}

#[tokio::test]
async fn create_remote_issue_link() {
    let link = json!({
        "issue_key": "SHOP-9", "url": "https://docs.example.com/refunds", "title": "Refund rules", "summary": "Who gets what back",
        "relationship": "documented by", "icon_url": "https://docs.example.com/icon.png",
    });
    story(
        "jira_create_remote_issue_link",
        "jira_create_remote_issue_link",
        link,
    )
    .await;
    let missing =
        json!({ "issue_key": "SHOP-999", "url": "https://docs.example.com", "title": "T" });
    story(
        "jira_create_remote_issue_link-missing",
        "jira_create_remote_issue_link",
        missing,
    )
    .await;
}

/// The id of a link of an issue to another.
async fn link_between(site: &Site, issue: &str, other: &str) -> String {
    let issue = site
        .call(
            "jira_get_issue",
            json!({ "issue_key": issue, "fields": "issuelinks" }),
        )
        .await
        .unwrap();
    let issue: serde_json::Value = serde_json::from_str(&issue).unwrap();
    let links = issue["issuelinks"].as_array().unwrap();
    let link = links
        .iter()
        .find(|link| link.to_string().contains(&format!("\"{other}\"")))
        .unwrap();
    link["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn remove_issue_link() {
    for (flavour, suffix) in FLAVOURS {
        let site = Site::start(flavour).await;
        let id = link_between(&site, "SHOP-7", "SHOP-9").await;
        let removed = site
            .story("jira_remove_issue_link", json!({ "link_id": id }))
            .await;
        snapshot(&format!("jira_remove_issue_link@{suffix}"), &removed);
        let again = site
            .story("jira_remove_issue_link", json!({ "link_id": id }))
            .await;
        snapshot(&format!("jira_remove_issue_link-missing@{suffix}"), &again);
        let outward = link_between(&site, "SHOP-7", "OPS-2").await;
        let narrow = Site::with(flavour, &[("JIRA_PROJECTS_FILTER", "SHOP")]).await;
        let refused = narrow
            .story("jira_remove_issue_link", json!({ "link_id": outward }))
            .await;
        snapshot(&format!("jira_remove_issue_link-filter@{suffix}"), &refused);
    }
}

#[tokio::test]
async fn a_refusal_of_jira_is_handed_on() {
    each_site(&[], async |site, suffix| {
        site.demo
            .misbehave(Fault::new(Trouble::Status(403)).method("DELETE"));
        let story = site
            .story("jira_remove_issue_link", json!({ "link_id": "1" }))
            .await;
        snapshot(
            &format!("jira_remove_issue_link-forbidden@{suffix}"),
            &story,
        );
    })
    .await;
}
