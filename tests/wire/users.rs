//! People and fields.

use serde_json::json;

use super::{each_site, snapshot, story};

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
