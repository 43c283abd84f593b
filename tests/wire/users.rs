//! People and fields.

use serde_json::json;

use demo::{Fault, Flavour, Trouble};

use super::{answer, each_site, replied, snapshot, story};
use crate::harness::Site;

#[tokio::test]
async fn get_user_profile() {
    for (case, who) in [
        ("", "noor.rahman@harbour.example"),
        ("-name", "tomasz zieliński"),
        ("-me", "me"),
        ("-ambiguous", "Alex"),
        ("-missing", "Nobody"),
    ] {
        story(
            &format!("jira_get_user_profile{case}"),
            "jira_get_user_profile",
            json!({ "user_identifier": who }),
        )
        .await;
    }
    each_site(&[("JIRA_API_TOKEN", "wrong")], async |site, suffix| {
        let story = site
            .story("jira_get_user_profile", json!({ "user_identifier": "me" }))
            .await;
        snapshot(
            &format!("jira_get_user_profile-unauthorized@{suffix}"),
            &story,
        );
    })
    .await;
}

#[tokio::test]
async fn search_fields() {
    story(
        "jira_search_fields",
        "jira_search_fields",
        json!({ "keyword": "story pionts" }),
    )
    .await;
    story(
        "jira_search_fields-all",
        "jira_search_fields",
        json!({ "limit": "2" }),
    )
    .await;
    story(
        "jira_search_fields-none",
        "jira_search_fields",
        json!({ "keyword": "zzz" }),
    )
    .await;
}

#[tokio::test]
async fn fields_are_remembered_until_refreshed() {
    each_site(&[], async |site, _| {
        for (arguments, requests) in [
            (json!({ "keyword": "sprint" }), 1),
            (json!({}), 1),
            (json!({ "refresh": true }), 2),
        ] {
            site.call("jira_search_fields", arguments).await.unwrap();
            assert_eq!(site.request_count(), requests);
        }
    })
    .await;
}

#[tokio::test]
async fn all_fields_are_reached_in_parts() {
    each_site(&[], async |site, _| {
        let (mut ids, mut start) = (Vec::new(), json!(0));
        let mut total = json!(null);
        while !start.is_null() {
            let reply = replied(
                site,
                "jira_search_fields",
                json!({ "limit": 7, "start_at": start }),
            )
            .await;
            ids.extend(
                reply["fields"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|field| field["id"].to_string()),
            );
            (start, total) = (reply["next"]["start_at"].clone(), reply["total"].clone());
        }
        ids.sort();
        ids.dedup();
        assert_eq!(json!(ids.len()), total);
    })
    .await;
}

#[tokio::test]
async fn people_are_looked_for_where_they_are_likely() {
    let cloud = [
        (
            "accountid:712020:3f6b1c9e-5d0a-4b7e-9a41-0c2f8e7d1a55",
            "user?accountId=712020%3A3f6b1c9e-5d0a-4b7e-9a41-0c2f8e7d1a55",
        ),
        (
            "mira.halonen@harbour.example",
            "user/search?maxResults=50&query=mira.halonen%40harbour.example",
        ),
    ];
    let data_center = [
        ("mira", "user?username=mira"),
        ("JIRAUSER10101", "user?key=JIRAUSER10101"),
        (
            "mira.halonen@harbour.example",
            "user/search?maxResults=50&username=mira.halonen%40harbour.example",
        ),
    ];
    for (flavour, cases) in [
        (Flavour::Cloud, &cloud[..]),
        (Flavour::DataCenter, &data_center[..]),
    ] {
        let site = Site::start(flavour).await;
        for (who, expected) in cases {
            site.demo.clear_requests();
            let shown = replied(
                &site,
                "jira_get_user_profile",
                json!({ "user_identifier": who }),
            )
            .await;
            assert_eq!(shown["name"], "Mira Halonen", "{who}");
            let sent: Vec<_> = site
                .demo
                .requests()
                .iter()
                .map(|r| format!("{}?{}", r.path, r.query))
                .collect();
            let [request] = sent.as_slice() else {
                panic!("{sent:#?}")
            };
            assert!(request.ends_with(expected), "{request}");
        }
    }
    let site = Site::start(Flavour::DataCenter).await;
    answer(&site, "/user/search", json!([]));
    site.demo
        .misbehave(Fault::new(Trouble::Refused(404)).path("/user"));
    answer(
        &site,
        "/user",
        json!({ "key": "jdoe", "name": "jane", "displayName": "Jane" }),
    );
    let shown = replied(
        &site,
        "jira_get_user_profile",
        json!({ "user_identifier": "jdoe" }),
    )
    .await;
    assert_eq!((&shown["id"], site.request_count()), (&json!("jane"), 3));
}

#[tokio::test]
async fn the_caller_and_link_types_are_asked_for_once() {
    each_site(&[], async |site, _| {
        for _ in 0..2 {
            site.call("jira_get_user_profile", json!({ "user_identifier": "me" }))
                .await
                .unwrap();
            site.call("jira_get_link_types", json!({})).await.unwrap();
        }
        assert_eq!(site.request_count(), 2);
    })
    .await;
}
