//! Confluence.

use demo::Flavour;
use serde_json::json;

use super::{answer, story};
use crate::harness::Site;

#[tokio::test]
async fn get_page() {
    story(
        "confluence_get_page",
        "confluence_get_page",
        json!({ "page_id": 98320 }),
    )
    .await;
    story(
        "confluence_get_page-title",
        "confluence_get_page",
        json!({ "title": "Payment design", "space_key": "SHOP", "content_format": "storage" }),
    )
    .await;
    story(
        "confluence_get_page-missing",
        "confluence_get_page",
        json!({ "page_id": "1" }),
    )
    .await;
    story(
        "confluence_get_page-no-place",
        "confluence_get_page",
        json!({ "title": "Payment design" }),
    )
    .await;
}

#[tokio::test]
async fn search() {
    story(
        "confluence_search",
        "confluence_search",
        json!({ "query": "payment", "limit": 2 }),
    )
    .await;
    story(
        "confluence_search-cql",
        "confluence_search",
        json!({ "query": "type = page AND space = OPS", "limit": 5 }),
    )
    .await;
}

#[tokio::test]
async fn create_page() {
    let page = json!({ "space_key": "SHOP", "title": "Voucher rules", "content": "One voucher an order.", "parent_id": 98330 });
    story("confluence_create_page", "confluence_create_page", page).await;
}

/// Confluence's search by name finds somebody for an address too, and it need not be the one who is meant.
#[tokio::test]
async fn an_address_is_no_name() {
    let without_jira = ["JIRA_URL", "JIRA_USERNAME", "JIRA_API_TOKEN"].map(|name| (name, ""));
    let site = Site::with(Flavour::Cloud, &without_jira).await;
    let page = json!({ "space_key": "SHOP", "title": "Voucher owners", "content": "Ask [~alex.berger@harbour.example]." });
    let said = site.call("confluence_create_page", page).await.unwrap_err();
    assert!(
        said.to_string().contains("display name or account id"),
        "{said}"
    );
    assert_eq!(site.request_count(), 0);
}

#[tokio::test]
async fn create_page_with_mentions() {
    // Each deployment finds people its own way; whom it cannot find is named, and no page is made.
    for (name, who) in [
        ("me", "me"),
        ("name", "Alex Berger"),
        ("user-name", "alex.berger"),
        ("email", "alex.berger@harbour.example"),
    ] {
        let page = json!({ "space_key": "SHOP", "title": "Voucher owners", "content": format!("Ask [~{who}].") });
        story(
            &format!("confluence_create_page-mention-{name}"),
            "confluence_create_page",
            page,
        )
        .await;
    }
    let taken = json!({ "space_key": "SHOP", "title": "Payment design", "content": "x" });
    story(
        "confluence_create_page-taken",
        "confluence_create_page",
        taken,
    )
    .await;
}

#[tokio::test]
async fn a_page_that_would_cost_much_memory_is_shown_unconverted() {
    let site = Site::start(Flavour::DataCenter).await;
    let asked = json!({ "page_id": 98320 });
    for (size, converted) in [(1 << 20, true), ((1 << 20) + 1, false)] {
        let body = json!({ "storage": { "value": "x".repeat(size) } });
        let page = json!({ "id": "98320", "title": "x", "space": { "key": "SHOP" }, "body": body });
        answer(&site, "/rest/api/content/98320", page.clone());
        let shown = site.call("confluence_get_page", asked.clone()).await;
        assert_eq!(shown.is_ok(), converted);
        answer(&site, "/rest/api/content/98320", page);
        let stored = json!({ "page_id": 98320, "content_format": "storage" });
        site.call("confluence_get_page", stored).await.unwrap();
    }
}
