//! The gate: what is hidden cannot be called, and what is filtered is neither asked for nor shown.

use atlassian_mcp::caller::Caller;
use atlassian_mcp::registry;
use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use crate::harness::{FLAVOURS, Site};

fn listed(site: &Site) -> Vec<&'static str> {
    registry::visible(&site.caller)
        .map(|tool| tool.declaration.name)
        .collect()
}

/// Calls, and fails unless the call is refused with `expected` and nothing was sent.
async fn refused(site: &Site, tool: &str, arguments: Value, expected: &str) {
    site.demo.clear_requests();
    let error = site
        .call(tool, arguments)
        .await
        .expect_err(tool)
        .to_string();
    assert!(error.contains(expected), "{tool}: {error}");
    assert_eq!(site.request_count(), 0, "{tool} sent something");
}

#[tokio::test]
async fn read_only_mode_hides_what_writes() {
    let site = Site::with(Flavour::Cloud, &[("READ_ONLY_MODE", "yes")]).await;
    assert!(listed(&site).contains(&"jira_search"));
    assert!(!listed(&site).contains(&"jira_add_comment"));
    refused(
        &site,
        "jira_add_comment",
        json!({ "issue_key": "SHOP-7", "comment": "x" }),
        "Unknown tool `jira_add_comment`",
    )
    .await;
}

/// Who signed in for reading sees what more there is, so that his client can ask for it, and writes nothing.
#[tokio::test]
async fn who_signed_in_for_reading_alone_writes_nothing() {
    let mut site = Site::start(Flavour::Cloud).await;
    let (policy, sessions) = (
        site.caller.policy().clone(),
        site.caller.sessions().to_vec(),
    );
    site.caller = Caller::with(policy.reading_alone(), sessions, site.caller.limits());
    assert!(listed(&site).contains(&"jira_add_comment"));
    let comment = json!({ "issue_key": "SHOP-7", "comment": "x" });
    refused(&site, "jira_add_comment", comment, "needs the scope write").await;
    site.call("jira_get_issue", json!({ "issue_key": "SHOP-7" }))
        .await
        .unwrap();
    let sent = &site.demo.requests()[0].query;
    assert!(sent.contains("updateHistory=false"), "{sent}");
}

#[tokio::test]
async fn read_only_mode_leaves_no_trace_in_the_history() {
    for (flavour, _) in FLAVOURS {
        let site = Site::with(flavour, &[("READ_ONLY_MODE", "yes")]).await;
        for arguments in [
            json!({ "issue_key": "SHOP-7" }),
            json!({ "issue_key": "SHOP-7", "update_history": true }),
        ] {
            site.demo.clear_requests();
            site.call("jira_get_issue", arguments).await.unwrap();
            let sent = &site.demo.requests()[0].query;
            assert!(sent.contains("updateHistory=false"), "{sent}");
        }
    }
}

#[tokio::test]
async fn a_hidden_tool_answers_as_one_that_never_was() {
    let site = Site::with(
        Flavour::Cloud,
        &[("ENABLED_TOOLS", "jira_search, jira_get_issue")],
    )
    .await;
    assert_eq!(listed(&site), ["jira_get_issue", "jira_search"]);
    let hidden = site
        .call("confluence_search", json!({ "query": "x" }))
        .await
        .unwrap_err()
        .to_string();
    let never = site
        .call("confluence_serch", json!({ "query": "x" }))
        .await
        .unwrap_err()
        .to_string();
    assert_eq!(
        hidden.replace("confluence_search", "…"),
        never.replace("confluence_serch", "…")
    );
}

#[tokio::test]
async fn the_projects_filter_holds_for_keys_queries_and_results() {
    for (flavour, _) in FLAVOURS {
        let site = Site::with(flavour, &[("JIRA_PROJECTS_FILTER", "OPS")]).await;
        let outside = "Jira project SHOP is outside of what this server may touch (JIRA_PROJECTS_FILTER); allowed: OPS";
        refused(
            &site,
            "jira_get_issue",
            json!({ "issue_key": "SHOP-7" }),
            outside,
        )
        .await;
        refused(
            &site,
            "jira_add_comment",
            json!({ "issue_key": "SHOP-7", "comment": "x" }),
            outside,
        )
        .await;
        refused(
            &site,
            "jira_transition_issue",
            json!({ "issue_key": "shop-7", "transition_id": "21" }),
            outside,
        )
        .await;
        refused(
            &site,
            "jira_create_issue",
            json!({ "project_key": "SHOP", "summary": "s", "issue_type": "Task" }),
            outside,
        )
        .await;
        refused(
            &site,
            "jira_search",
            json!({ "jql": "key = SHOP-7", "projects_filter": "SHOP" }),
            outside,
        )
        .await;

        // A numeric id says nothing of its project: the answer does.
        let by_id = site
            .call("jira_get_issue", json!({ "issue_key": "10006" }))
            .await
            .unwrap_err()
            .to_string();
        assert!(by_id.contains(outside), "{by_id}");
        site.demo.clear_requests();
        let comment = site
            .call(
                "jira_add_comment",
                json!({ "issue_key": "10006", "comment": "x" }),
            )
            .await
            .unwrap_err()
            .to_string();
        assert!(comment.contains(outside), "{comment}");
        assert!(
            site.demo
                .requests()
                .iter()
                .all(|request| request.method == "GET"),
            "nothing was written"
        );

        let found = site
            .call(
                "jira_search",
                json!({ "jql": "project = SHOP OR project = OPS ORDER BY key", "limit": 50 }),
            )
            .await
            .unwrap();
        let found: Value = serde_json::from_str(&found).unwrap();
        let keys: Vec<_> = found["issues"]
            .as_array()
            .unwrap()
            .iter()
            .map(|issue| issue["key"].as_str().unwrap())
            .collect();
        assert!(
            !keys.is_empty() && keys.iter().all(|key| key.starts_with("OPS-")),
            "{keys:?}"
        );
    }
}

#[tokio::test]
async fn the_spaces_filter_holds_for_keys_queries_and_results() {
    for (flavour, _) in FLAVOURS {
        let site = Site::with(flavour, &[("CONFLUENCE_SPACES_FILTER", "OPS")]).await;
        let outside = "Confluence space SHOP is outside of what this server may touch (CONFLUENCE_SPACES_FILTER); allowed: OPS";
        refused(
            &site,
            "confluence_create_page",
            json!({ "space_key": "SHOP", "title": "t", "content": "c" }),
            outside,
        )
        .await;
        let page = site
            .call("confluence_get_page", json!({ "page_id": "98310" }))
            .await
            .unwrap_err()
            .to_string();
        assert!(page.contains(outside), "{page}");
        let found = site
            .call(
                "confluence_search",
                json!({ "query": "space = SHOP OR type = page", "limit": 50 }),
            )
            .await
            .unwrap();
        let found: Value = serde_json::from_str(&found).unwrap();
        let results = found["results"].as_array().unwrap();
        assert!(
            !results.is_empty() && results.iter().all(|hit| hit["space"] == "OPS"),
            "{results:?}"
        );
    }
}

#[tokio::test]
async fn the_bitbucket_filter_holds_for_keys_and_results() {
    for (flavour, _) in FLAVOURS {
        let site = Site::with(flavour, &[("BITBUCKET_PROJECTS_FILTER", "OPS")]).await;
        let place =
            json!({ "project_key": "SHOP", "repository_slug": "storefront", "pull_request_id": 2 });
        refused(
            &site,
            "bitbucket_get_pull_request",
            place.clone(),
            "SHOP is outside",
        )
        .await;
        refused(
            &site,
            "bitbucket_get_pull_request_diff",
            place,
            "SHOP is outside",
        )
        .await;
        let all = site
            .call("bitbucket_list_repositories", json!({}))
            .await
            .unwrap();
        assert!(!all.contains("storefront"), "{all}");
    }
}

#[tokio::test]
async fn only_what_is_configured_is_listed() {
    let site = Site::with(
        Flavour::Cloud,
        &[
            ("JIRA_URL", ""),
            ("JIRA_USERNAME", ""),
            ("JIRA_API_TOKEN", ""),
            ("JIRA_DEPLOYMENT", ""),
            ("BITBUCKET_URL", ""),
            ("BITBUCKET_USERNAME", ""),
            ("BITBUCKET_API_TOKEN", ""),
            ("BITBUCKET_DEPLOYMENT", ""),
        ],
    )
    .await;
    assert!(
        listed(&site)
            .iter()
            .all(|name| name.starts_with("confluence_") || *name == "discover_tools"),
        "{:?}",
        listed(&site)
    );
    assert!(!listed(&site).is_empty());
}

#[tokio::test]
async fn an_answer_of_an_unknown_shape_is_shown_only_where_nothing_is_filtered() {
    let odd = || Fault::new(Trouble::Odd).path("/search");
    let open = Site::start(Flavour::DataCenter).await;
    open.demo.misbehave(odd());
    let shown = open
        .call("jira_search", json!({ "jql": "key = SHOP-7" }))
        .await
        .unwrap();
    assert!(shown.contains("unexpected shape"), "{shown}");
    let filtered = Site::with(Flavour::DataCenter, &[("JIRA_PROJECTS_FILTER", "SHOP")]).await;
    filtered.demo.misbehave(odd());
    let refused = filtered
        .call("jira_search", json!({ "jql": "key = SHOP-7" }))
        .await
        .unwrap_err();
    assert!(
        refused.to_string().contains("unexpected shape"),
        "{refused}"
    );
}
