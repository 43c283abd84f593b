//! Comments on issues.

use demo::Flavour;
use serde_json::{Value, json};

use super::{sent_nothing, story};
use crate::harness::{FLAVOURS, Site};

#[tokio::test]
async fn get_comments() {
    story(
        "jira_get_comments",
        "jira_get_comments",
        json!({ "issue_key": "SHOP-7", "limit": 2 }),
    )
    .await;
    story(
        "jira_get_comments-older",
        "jira_get_comments",
        json!({ "issue_key": "SHOP-7", "limit": "2", "start_at": 2 }),
    )
    .await;
    story(
        "jira_get_comments-none",
        "jira_get_comments",
        json!({ "issue_key": "SHOP-26" }),
    )
    .await;
    story(
        "jira_get_comments-missing",
        "jira_get_comments",
        json!({ "issue_key": "SHOP-999" }),
    )
    .await;
}

#[tokio::test]
async fn pages_meet_without_a_gap() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let page = async |arguments: Value| -> Value {
            serde_json::from_str(&site.call("jira_get_comments", arguments).await.unwrap()).unwrap()
        };
        let ids = |page: &Value| -> Vec<String> {
            page["comments"]
                .as_array()
                .unwrap()
                .iter()
                .map(|comment| comment["id"].as_str().unwrap().to_owned())
                .collect()
        };
        let whole = page(json!({ "issue_key": "SHOP-7" })).await;
        assert!(whole.get("next").is_none());
        assert_eq!(site.request_count(), 1);
        let newest = page(json!({ "issue_key": "SHOP-7", "limit": 3 })).await;
        let older = page(
            json!({ "issue_key": "SHOP-7", "limit": 3, "start_at": newest["next"]["start_at"] }),
        )
        .await;
        assert_eq!([ids(&older), ids(&newest)].concat(), ids(&whole));
    }
}

#[tokio::test]
async fn the_projects_filter_holds() {
    for (flavour, _) in FLAVOURS {
        let site = Site::with(flavour, &[("JIRA_PROJECTS_FILTER", "OPS")]).await;
        sent_nothing(&site, "jira_get_comments", json!({ "issue_key": "SHOP-7" })).await;
        let by_id = site
            .call("jira_get_comments", json!({ "issue_key": "10006" }))
            .await
            .unwrap_err()
            .to_string();
        assert!(by_id.contains("JIRA_PROJECTS_FILTER"), "{by_id}");
        assert_eq!(site.request_count(), 1);
    }
}

#[tokio::test]
async fn a_wrong_credential_is_named() {
    let site = Site::with(Flavour::Cloud, &[("JIRA_API_TOKEN", "wrong")]).await;
    super::snapshot(
        "jira_get_comments-401@cloud",
        &site
            .story("jira_get_comments", json!({ "issue_key": "SHOP-7" }))
            .await,
    );
}
