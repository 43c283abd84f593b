//! Projects and their issues.

use serde_json::json;

use super::{each_site, snapshot, story};

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
