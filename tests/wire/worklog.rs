//! Time logged on issues.

use demo::{Fault, Trouble};
use serde_json::json;

use super::{sent_nothing, snapshot, story};
use crate::harness::{FLAVOURS, Site};

#[tokio::test]
async fn get_worklog() {
    story(
        "jira_get_worklog",
        "jira_get_worklog",
        json!({ "issue_key": "SHOP-7" }),
    )
    .await;
    story(
        "jira_get_worklog-start",
        "jira_get_worklog",
        json!({ "issue_key": "SHOP-7", "start_at": 1 }),
    )
    .await;
    story(
        "jira_get_worklog-missing",
        "jira_get_worklog",
        json!({ "issue_key": "SHOP-999" }),
    )
    .await;
}

#[tokio::test]
async fn add_worklog() {
    let full = json!({
        "issue_key": "SHOP-7", "time_spent": "1.5h", "started": "2026-11-13T09:00", "comment": "Traced the **timeout**.",
        "original_estimate": "2d", "remaining_estimate": "4h",
    });
    story("jira_add_worklog", "jira_add_worklog", full).await;
    story(
        "jira_add_worklog-plain",
        "jira_add_worklog",
        json!({ "issue_key": "SHOP-7", "time_spent": 5400, "started": "2026-11-13T09:00:00Z" }),
    )
    .await;
}

#[tokio::test]
async fn nothing_is_sent_for_times_that_would_have_to_be_guessed() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        for (time_spent, started) in [
            ("soon", "2026-11-13T09:00Z"),
            ("0m", "2026-11-13T09:00Z"),
            ("1.5d", "2026-11-13T09:00Z"),
            ("1h", "yesterday"),
        ] {
            sent_nothing(
                &site,
                "jira_add_worklog",
                json!({ "issue_key": "SHOP-7", "time_spent": time_spent, "started": started }),
            )
            .await;
        }
        sent_nothing(
            &site,
            "jira_add_worklog",
            json!({ "issue_key": "SHOP-7", "time_spent": "1h", "remaining_estimate": "some" }),
        )
        .await;
    }
}

#[tokio::test]
async fn the_own_zone_is_asked_for_once() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        for _ in 0..2 {
            let work =
                json!({ "issue_key": "SHOP-7", "time_spent": "1h", "started": "2026-07-13 09:00" });
            site.call("jira_add_worklog", work).await.unwrap();
        }
        let zones = site
            .demo
            .requests()
            .iter()
            .filter(|request| request.path.ends_with("/myself"))
            .count();
        assert_eq!((zones, site.request_count()), (1, 3));
    }
}

#[tokio::test]
async fn what_was_done_before_a_failure_is_said() {
    for (flavour, suffix) in FLAVOURS {
        for (name, method) in [("estimate", "PUT"), ("work", "POST")] {
            let site = Site::start(flavour).await;
            site.demo
                .misbehave(Fault::new(Trouble::Status(403)).method(method).times(1));
            let work =
                json!({ "issue_key": "SHOP-7", "time_spent": "1h", "original_estimate": "2d" });
            snapshot(
                &format!("jira_add_worklog-403-{name}@{suffix}"),
                &site.story("jira_add_worklog", work).await,
            );
        }
    }
}

#[tokio::test]
async fn the_projects_filter_holds() {
    for (flavour, _) in FLAVOURS {
        let site = Site::with(flavour, &[("JIRA_PROJECTS_FILTER", "OPS")]).await;
        sent_nothing(&site, "jira_get_worklog", json!({ "issue_key": "SHOP-7" })).await;
        sent_nothing(
            &site,
            "jira_add_worklog",
            json!({ "issue_key": "SHOP-7", "time_spent": "1h" }),
        )
        .await;
        let by_id = site
            .call(
                "jira_add_worklog",
                json!({ "issue_key": 10006, "time_spent": "1h" }),
            )
            .await
            .unwrap_err()
            .to_string();
        assert!(by_id.contains("JIRA_PROJECTS_FILTER"), "{by_id}");
        assert!(
            site.demo
                .requests()
                .iter()
                .all(|request| request.method == "GET")
        );
    }
}
