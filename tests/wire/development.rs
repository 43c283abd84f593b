//! Development information.

use demo::{Fault, Trouble};
use serde_json::{Value, json};

use super::{answer, each_site, replied, sent_nothing, story};
use crate::harness::{FLAVOURS, Site};

const TOOL: &str = "jira_get_development_information";

#[tokio::test]
async fn get() {
    story(
        "jira_get_development_information-none",
        TOOL,
        json!({ "issue_key": "OPS-3" }),
    )
    .await;
    story(
        "jira_get_development_information-other",
        TOOL,
        json!({ "issue_key": "SHOP-7", "application_type": "GitLab" }),
    )
    .await;
    story(
        "jira_get_development_information-missing",
        TOOL,
        json!({ "issue_key": "SHOP-999" }),
    )
    .await;
}

/// Details are fetched in parallel, so that the order of the requests is not told: only the reply is.
#[tokio::test]
async fn each_kind_is_asked_for_once() {
    for (flavour, suffix) in FLAVOURS {
        let site = Site::start(flavour).await;
        let application = if suffix == "dc" { "Stash" } else { "BitBucket" };
        let arguments = json!({ "issue_key": "SHOP-7", "application_type": application });
        let text = site.call(TOOL, arguments.clone()).await.unwrap();
        let shown: Value = serde_json::from_str(&text).unwrap();
        let shown = format!("{shown:#}").replace(
            site.demo.bitbucket_url().trim_end_matches("/bitbucket"),
            "http://demo",
        );
        super::snapshot(
            &format!("jira_get_development_information@{suffix}"),
            &format!("{TOOL} {arguments}\n\n{shown}"),
        );
        let details = site
            .demo
            .requests()
            .into_iter()
            .filter(|request| request.path.ends_with("/detail"));
        let mut kinds: Vec<String> = details.map(|request| request.query).collect();
        kinds.sort();
        assert_eq!(kinds.len(), 3, "{kinds:#?}");
        assert!(
            kinds
                .iter()
                .all(|query| query
                    .contains(&format!("applicationType={}", application.to_lowercase()))),
            "{kinds:#?}"
        );
        assert_eq!(site.request_count(), 5);
        assert!(site.demo.violations().is_empty());
    }
}

#[tokio::test]
async fn a_detail_that_fails_is_listed_and_hides_nothing() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        site.demo.misbehave(
            Fault::new(Trouble::Status(403))
                .path("/issue/detail")
                .times(1),
        );
        let text = site
            .call(TOOL, json!({ "issue_key": "SHOP-7" }))
            .await
            .unwrap();
        let shown: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(shown["errors"].as_array().unwrap().len(), 1, "{shown:#}");
        let kinds = ["pull_requests", "branches", "commits"]
            .iter()
            .filter(|kind| shown.get(**kind).is_some())
            .count();
        assert_eq!(kinds, 2, "{shown:#}");
    }
}

#[tokio::test]
async fn the_projects_filter_holds() {
    for (flavour, _) in FLAVOURS {
        let site = Site::with(flavour, &[("JIRA_PROJECTS_FILTER", "OPS")]).await;
        sent_nothing(&site, TOOL, json!({ "issue_key": "SHOP-7" })).await;
        let by_id = site
            .call(TOOL, json!({ "issue_key": "10006" }))
            .await
            .unwrap_err()
            .to_string();
        assert!(by_id.contains("JIRA_PROJECTS_FILTER"), "{by_id}");
        assert_eq!(site.request_count(), 1);
    }
}

#[tokio::test]
async fn what_jira_could_not_learn_is_said() {
    each_site(&[], async |site, _| {
        let asked = json!({ "issue_key": "SHOP-7" });
        let summary = json!({ "summary": {}, "errors": [{ "error": "timeout" }], "configErrors": ["Bitbucket: sign in again"] });
        answer(site, "/summary", summary);
        let shown = replied(site, TOOL, asked.clone()).await;
        assert_eq!(shown["errors"], json!(["{\"error\":\"timeout\"}", "Bitbucket: sign in again"]));
        let counts = json!({ "build": { "byInstanceType": { "bamboo": { "count": 1 } } } });
        answer(site, "/summary", json!({ "summary": counts, "configErrors": ["A"] }));
        answer(site, "/detail", json!({ "detail": [{ "builds": [{ "id": "B-1" }] }], "errors": ["B"] }));
        let shown = replied(site, TOOL, asked).await;
        assert_eq!(shown["errors"], json!(["A", "build of bamboo: B"]));
        assert_eq!(shown["builds"][0]["id"], "B-1");
    })
    .await;
}

#[tokio::test]
async fn deployments_alone_are_development_information() {
    each_site(&[], async |site, _| {
        let deployed = json!({ "overall": {
            "count": 2, "lastUpdated": "2026-11-18T12:00:00.000+0000", "dataType": "deployment-environment", "successfulCount": 2,
            "topEnvironments": [{ "title": "Production", "category": "production" }],
        }, "byInstanceType": {} });
        let nothing = json!({ "overall": { "count": 0 }, "byInstanceType": {} });
        let summary = json!({ "deployment-environment": deployed, "review": nothing, "branch": nothing, "odd": null });
        answer(site, "/summary", json!({ "summary": summary, "errors": [], "configErrors": [] }));
        let shown = replied(site, TOOL, json!({ "issue_key": "SHOP-7" })).await;
        let expected = json!({ "key": "SHOP-7", "deployments": {
            "count": 2, "successful": 2, "environments": ["Production"], "updated": "2026-11-18T12:00:00Z",
        } });
        assert_eq!(shown, expected);
    })
    .await;
}
