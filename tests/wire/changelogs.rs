//! Histories of issues.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::{sent_nothing, story};
use crate::harness::{FLAVOURS, Site};

const TOOL: &str = "jira_batch_get_changelogs";

#[tokio::test]
async fn batch_get() {
    story(
        "jira_batch_get_changelogs",
        TOOL,
        json!({ "issue_ids_or_keys": "SHOP-5", "fields": "status", "limit": 1 }),
    )
    .await;
    story(
        "jira_batch_get_changelogs-custom",
        TOOL,
        json!({ "issue_ids_or_keys": [10004], "fields": ["Story Points", "assignee"] }),
    )
    .await;
    story(
        "jira_batch_get_changelogs-none",
        TOOL,
        json!({ "issue_ids_or_keys": ["SHOP-999"] }),
    )
    .await;
}

/// Data Center is asked for several issues at a time, so that the order of the requests is not told.
#[tokio::test]
async fn missing_issues_are_listed_beside_the_others() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let text = site
            .call(TOOL, json!({ "issue_ids_or_keys": "SHOP-999, SHOP-26" }))
            .await
            .unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["issues"][0]["asked"], "SHOP-999", "{text}");
        assert!(
            value["issues"][0]["error"].is_string() && value["issues"][1]["key"] == "SHOP-26",
            "{text}"
        );
    }
}

#[tokio::test]
async fn both_deployments_tell_the_same() {
    let mut told = Vec::new();
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let text = site
            .call(
                TOOL,
                json!({ "issue_ids_or_keys": "[\"SHOP-5\", \"shop-7\", \"SHOP-5\"]" }),
            )
            .await
            .unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["total"], 2, "{text}");
        assert_eq!(site.request_count(), 2);
        told.push(value);
    }
    assert_eq!(told.first(), told.last());
}

#[tokio::test]
async fn a_failure_of_one_issue_is_no_missing_issue() {
    let site = Site::start(Flavour::DataCenter).await;
    site.demo.misbehave(
        Fault::new(Trouble::Status(403))
            .path("/issue/SHOP-5")
            .times(9),
    );
    let error = site
        .call(TOOL, json!({ "issue_ids_or_keys": "SHOP-7,SHOP-5" }))
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("403"), "{error}");
}

#[tokio::test]
async fn the_projects_filter_holds() {
    for (flavour, _) in FLAVOURS {
        let site = Site::with(flavour, &[("JIRA_PROJECTS_FILTER", "OPS")]).await;
        sent_nothing(&site, TOOL, json!({ "issue_ids_or_keys": "OPS-1,SHOP-7" })).await;
        let by_id = site
            .call(TOOL, json!({ "issue_ids_or_keys": ["10006"] }))
            .await
            .unwrap_err()
            .to_string();
        assert!(by_id.contains("JIRA_PROJECTS_FILTER"), "{by_id}");
        sent_nothing(&site, TOOL, json!({ "issue_ids_or_keys": "" })).await;
        sent_nothing(
            &site,
            TOOL,
            json!({ "issue_ids_or_keys": "OPS-1/../OPS-2" }),
        )
        .await;
    }
}
