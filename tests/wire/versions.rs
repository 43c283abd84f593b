//! Versions of projects.

use demo::{Fault, Trouble};
use serde_json::json;

use super::{answer, each_site, replied, snapshot, story};

#[tokio::test]
async fn get_project_versions() {
    story(
        "jira_get_project_versions",
        "jira_get_project_versions",
        json!({ "project_key": "SHOP" }),
    )
    .await;
    story(
        "jira_get_project_versions-missing",
        "jira_get_project_versions",
        json!({ "project_key": "NOPE" }),
    )
    .await;
}

#[tokio::test]
async fn create_version() {
    let version = json!({ "project_key": "SHOP", "name": "2027.02", "start_date": "2027-01-04", "release_date": "2027-02-26", "description": "Spring" });
    story("jira_create_version", "jira_create_version", version).await;
    story(
        "jira_create_version-taken",
        "jira_create_version",
        json!({ "project_key": "SHOP", "name": "2026.11" }),
    )
    .await;
    story(
        "jira_create_version-missing",
        "jira_create_version",
        json!({ "project_key": "NOPE", "name": "1" }),
    )
    .await;
}

#[tokio::test]
async fn wrong_versions_send_nothing() {
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, _| {
        for (bad, why) in [
            (json!({ "project_key": "SHOP", "name": "1", "start_date": "04.01.2027" }), "start_date"),
            (json!({ "project_key": "SHOP", "name": "1", "release_date": "2027-02-30" }), "release_date"),
            (json!({ "project_key": "SHOP", "name": "1", "start_date": "2027-02-02", "release_date": "2027-02-01" }), "before the start"),
            (json!({ "project_key": "SHOP", "name": " " }), "name"),
            (json!({ "project_key": "OPS", "name": "1" }), "JIRA_PROJECTS_FILTER"),
        ] {
            let error = site.call("jira_create_version", bad).await.unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
        site.call("jira_batch_create_versions", json!({ "project_key": "SHOP", "versions": [] })).await.unwrap_err();
        assert_eq!(site.request_count(), 0);
    })
    .await;
}

#[tokio::test]
async fn batch_create_versions() {
    let versions = json!({
        "project_key": "SHOP",
        "versions": "[{\"name\": \"2027.02\", \"releaseDate\": \"2027-02-26\"}, {\"name\": \"2026.11\"}, {\"name\": \"x\", \"startDate\": \"soon\"}, {\"title\": \"y\"}, {\"name\": \"2027.03\", \"start_date\": \"2027-03-01\"}]",
    });
    story(
        "jira_batch_create_versions",
        "jira_batch_create_versions",
        versions,
    )
    .await;
    each_site(&[("JIRA_API_TOKEN", "wrong")], async |site, suffix| {
        let story = site
            .story(
                "jira_batch_create_versions",
                json!({ "project_key": "SHOP", "versions": [{ "name": "2027.02" }] }),
            )
            .await;
        snapshot(
            &format!("jira_batch_create_versions-unauthorized@{suffix}"),
            &story,
        );
    })
    .await;
}

#[tokio::test]
async fn what_would_meet_every_version_is_not_repeated() {
    each_site(&[], async |site, _| {
        site.demo.misbehave(
            Fault::new(Trouble::Refused(403))
                .method("POST")
                .path("/version")
                .times(9),
        );
        let names =
            json!({ "project_key": "SHOP", "versions": [{ "name": "a" }, { "name": "b" }] });
        let error = site
            .call("jira_batch_create_versions", names)
            .await
            .unwrap_err();
        let reply: serde_json::Value = serde_json::from_str(&error.to_string()).unwrap();
        let results = &reply["results"];
        assert!(
            results[1]["error"]
                .as_str()
                .unwrap()
                .contains("not sent, since item 0"),
            "{reply}"
        );
        let posts = site
            .demo
            .requests()
            .iter()
            .filter(|sent| sent.method == "POST")
            .count();
        assert_eq!(posts, 1);
    })
    .await;
}

#[tokio::test]
async fn more_versions_than_a_reply_holds_come_in_parts() {
    each_site(&[], async |site, _| {
        let all: Vec<_> = (0..1_500)
            .map(|n| json!({ "id": n.to_string(), "name": format!("1.{n}"), "description": "d".repeat(60) }))
            .collect();
        let (mut seen, mut start) = (0, json!(0));
        while !start.is_null() {
            answer(site, "/versions", json!(all));
            let asked = json!({ "project_key": "SHOP", "start_at": start });
            let reply = replied(site, "jira_get_project_versions", asked).await;
            assert_eq!(reply["total"], 1_500);
            assert_eq!(reply["versions"][0]["id"], seen.to_string());
            seen += reply["shown"].as_u64().unwrap();
            start = reply["next"]["start_at"].clone();
        }
        assert_eq!(seen, 1_500);
    })
    .await;
}

#[tokio::test]
async fn an_unreadable_answer_does_not_say_that_nothing_was_made() {
    each_site(&[], async |site, _| {
        let unreadable = || Fault::new(Trouble::InvalidJson).method("POST");
        let name = json!({ "project_key": "SHOP", "name": "2027.07" });
        site.demo.misbehave(unreadable());
        let said = site.call("jira_create_version", name).await.unwrap_err();
        assert!(
            said.to_string().contains("may have been carried out"),
            "{said}"
        );
        site.demo.misbehave(unreadable());
        let names = json!({ "project_key": "SHOP", "versions": [{ "name": "2027.08" }] });
        let said = site
            .call("jira_batch_create_versions", names)
            .await
            .unwrap_err();
        assert!(
            said.to_string().contains("may have been carried out"),
            "{said}"
        );
        site.demo.misbehave(unreadable());
        let issue = json!({ "project_key": "SHOP", "summary": "S", "issue_type": "Task" });
        let said = site.call("jira_create_issue", issue).await.unwrap_err();
        assert!(
            said.to_string().contains("may have been carried out"),
            "{said}"
        );
        site.demo.misbehave(Fault::new(Trouble::InvalidJson));
        let said = site
            .call("jira_get_issue", json!({ "issue_key": "SHOP-9" }))
            .await
            .unwrap_err();
        assert!(!said.to_string().contains("carried out"), "{said}");
    })
    .await;
}
