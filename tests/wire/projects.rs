//! Projects and their issues.

use demo::Flavour;
use serde_json::json;

use super::{each_site, replied, snapshot, story};
use crate::harness::Site;

#[tokio::test]
async fn get_all_projects() {
    story("jira_get_all_projects", "jira_get_all_projects", json!({})).await;
    story(
        "jira_get_all_projects-archived",
        "jira_get_all_projects",
        json!({ "include_archived": true, "start_at": 1 }),
    )
    .await;
    each_site(
        &[("JIRA_PROJECTS_FILTER", "ops,LEG")],
        async |site, suffix| {
            let story = site
                .story(
                    "jira_get_all_projects",
                    json!({ "include_archived": "true" }),
                )
                .await;
            snapshot(&format!("jira_get_all_projects-filter@{suffix}"), &story);
            assert_eq!(site.request_count(), 1);
        },
    )
    .await;
    each_site(&[("JIRA_API_TOKEN", "wrong")], async |site, suffix| {
        let story = site.story("jira_get_all_projects", json!({})).await;
        snapshot(
            &format!("jira_get_all_projects-unauthorized@{suffix}"),
            &story,
        );
    })
    .await;
}

#[tokio::test]
async fn get_project_issues() {
    story(
        "jira_get_project_issues",
        "jira_get_project_issues",
        json!({ "project_key": "OPS", "limit": 2, "start_at": 3 }),
    )
    .await;
    story(
        "jira_get_project_issues-missing",
        "jira_get_project_issues",
        json!({ "project_key": "NOPE" }),
    )
    .await;
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, _| {
        site.call("jira_get_project_issues", json!({ "project_key": "OPS" }))
            .await
            .unwrap_err();
        assert_eq!(site.request_count(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_long_filter_is_asked_for_in_parts() {
    let keys: Vec<_> = (0..59)
        .map(|n| format!("P{n}"))
        .chain(["SHOP".to_owned()])
        .collect();
    let site = Site::with(Flavour::Cloud, &[("JIRA_PROJECTS_FILTER", &keys.join(","))]).await;
    let shown = replied(&site, "jira_get_all_projects", json!({})).await;
    assert_eq!(
        (&shown["total"], &shown["projects"][0]["key"]),
        (&json!(1), &json!("SHOP"))
    );
    let asked = site.demo.requests();
    let counts: Vec<_> = asked
        .iter()
        .map(|request| request.query.matches("keys=").count())
        .collect();
    assert_eq!(counts, [50, 10]);
}
