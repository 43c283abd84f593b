//! Histories of issues.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::{answer, replied, sent_nothing, story};
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
    let shown = replied(&site, TOOL, json!({ "issue_ids_or_keys": "SHOP-7,SHOP-5" })).await;
    assert_eq!(shown["issues"][0]["key"], "SHOP-7");
    let failed = &shown["issues"][1];
    assert_eq!(failed["asked"], "SHOP-5");
    assert!(
        failed["error"].as_str().unwrap().contains("403"),
        "{failed}"
    );
    let alone = json!({ "issue_ids_or_keys": "SHOP-5" });
    let error = site.call(TOOL, alone).await.unwrap_err().to_string();
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

#[tokio::test]
async fn a_moved_issue_is_found_by_the_key_it_had() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let shown = replied(&site, TOOL, json!({ "issue_ids_or_keys": "SHOP-5,LEG-12" })).await;
        let moved = &shown["issues"][1];
        assert_eq!(
            (&moved["key"], &moved["asked"]),
            (&json!("OPS-6"), &json!("LEG-12")),
            "{shown:#}"
        );
    }
}

#[tokio::test]
async fn of_several_moved_issues_cloud_says_only_which_there_are() {
    let site = Site::start(Flavour::Cloud).await;
    let issue = |id: &str, key: &str| json!({ "id": id, "key": key });
    let found = json!({ "issues": [issue("1", "OPS-1"), issue("2", "OPS-2")] });
    answer(&site, "/issue/bulkfetch", found);
    let shown = replied(&site, TOOL, json!({ "issue_ids_or_keys": "LEG-1,LEG-2" })).await;
    for row in shown["issues"].as_array().unwrap() {
        assert_eq!(row["perhaps"], json!(["OPS-1", "OPS-2"]), "{row}");
        assert!(row["error"].as_str().unwrap().contains("another key"));
    }
}

#[tokio::test]
async fn older_edits_are_reached() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let asked = json!({ "issue_ids_or_keys": "SHOP-5", "limit": 1 });
        let first = replied(&site, TOOL, asked.clone()).await["issues"][0].take();
        let mut asked = asked;
        asked
            .as_object_mut()
            .unwrap()
            .extend(first["next"].as_object().unwrap().clone());
        let second = replied(&site, TOOL, asked).await["issues"][0].take();
        assert_eq!(
            (&first["next"]["start_at"], &second["shown"]),
            (&json!(1), &json!(1))
        );
        assert!(second["changes"][0]["when"].as_str() < first["changes"][0]["when"].as_str());
        let all = replied(&site, TOOL, json!({ "issue_ids_or_keys": "SHOP-5" })).await["issues"][0]
            .take();
        assert_eq!(
            (&all["next"], &all["total"]),
            (&json!(null), &first["total"])
        );
    }
}

#[tokio::test]
async fn fields_are_found_by_what_data_center_writes() {
    let site = Site::start(Flavour::DataCenter).await;
    let fields = [
        "Link",
        "timeestimate",
        "timespent",
        "timeoriginalestimate",
        "status",
    ];
    let histories: Vec<_> = fields
        .iter()
        .enumerate()
        .map(|(id, field)| json!({ "id": id, "items": [{ "field": field }] }))
        .collect();
    for (asked, expected) in [
        ("issuelinks", &fields[..1]),
        ("timetracking", &fields[1..4]),
    ] {
        answer(
            &site,
            "/issue/SHOP-5",
            json!({ "id": "1", "key": "SHOP-5", "changelog": { "histories": histories } }),
        );
        let shown = replied(
            &site,
            TOOL,
            json!({ "issue_ids_or_keys": "SHOP-5", "fields": asked }),
        )
        .await;
        let found: Vec<_> = shown["issues"][0]["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|change| change["items"][0]["field"].clone())
            .collect();
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn pages_of_histories_are_put_together() {
    let site = Site::start(Flavour::Cloud).await;
    let part = |ids: std::ops::Range<u32>, next: Option<&str>| {
        let edits: Vec<_> = ids.map(|id| json!({ "id": id.to_string(), "created": 1_767_323_045, "items": [{ "field": "status", "toString": id.to_string() }] })).collect();
        json!({ "issueChangeLogs": [{ "issueId": "10004", "changeHistories": edits }], "nextPageToken": next })
    };
    answer(&site, "/changelog/bulkfetch", part(1..3, Some("a")));
    answer(&site, "/changelog/bulkfetch", part(3..5, Some("b")));
    answer(&site, "/changelog/bulkfetch", part(5..6, None));
    let shown = replied(&site, TOOL, json!({ "issue_ids_or_keys": "SHOP-5" })).await;
    let edits: Vec<_> = shown["issues"][0]["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["items"][0]["to"].clone())
        .collect();
    assert_eq!(edits, ["1", "2", "3", "4", "5"]);
    let tokens: Vec<_> = site
        .demo
        .requests()
        .iter()
        .skip(1)
        .map(|request| request.json().unwrap()["nextPageToken"].clone())
        .collect();
    assert_eq!(tokens, [json!(null), json!("a"), json!("b")]);
}
