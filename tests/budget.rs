//! No reply and no error is longer than a model can take, whatever is sent or answered.

use atlassian_mcp::budget::Budget;
use atlassian_mcp::error::LONGEST;
use demo::{Fault, Trouble};
use serde_json::{Map, Value, json};

use crate::harness::{FLAVOURS, Site};

#[tokio::test]
async fn arguments_are_capped_by_kind() {
    let long = |length: usize| "x".repeat(length);
    let keys: Vec<String> = (0..50_000).map(|n| format!("SHOP-{n}")).collect();
    let many: Map<String, Value> = (0..100_000)
        .map(|n| (format!("summry{n}"), json!(1)))
        .collect();
    let cases = [
        (
            "jira_create_issue",
            json!({ "project_key": "SHOP", "issue_type": "Task", "summary": long(256) }),
            "`summary` has 256 characters; 255 is the most that is taken",
        ),
        (
            "jira_add_comment",
            json!({ "issue_key": "SHOP-9", "comment": long(1_000_001) }),
            "`comment` has 1000001 characters; 1000000 is the most",
        ),
        (
            "jira_search",
            json!({ "jql": ")".repeat(20_001) }),
            "`jql` has 20001 characters; 20000 is the most",
        ),
        (
            "jira_search",
            json!({ "jql": "a = 1", "page_token": long(8_193) }),
            "`page_token` has 8193 characters",
        ),
        (
            "confluence_search",
            json!({ "query": "é".repeat(1_001) }),
            "`query` has 6006 bytes as part of an address; 6000 is the most",
        ),
        (
            "jira_create_remote_issue_link",
            json!({ "issue_key": "SHOP-9", "title": "t", "url": long(4_097) }),
            "`url` has 4097 characters",
        ),
        (
            "jira_batch_get_changelogs",
            json!({ "issue_ids_or_keys": keys }),
            "50000 items; 1000 is the most that a call takes",
        ),
        (
            "jira_batch_get_changelogs",
            json!({ "issue_ids_or_keys": keys.join(",") }),
            "50000 items; 1000 is the most that a call takes",
        ),
        (
            "jira_batch_create_issues",
            json!({ "issues": vec![json!({}); 1_001] }),
            "1001 items; 1000 is the most that a call takes",
        ),
        (
            "jira_get_issue",
            json!({ "issue_key": long(5_000_000) }),
            "`issue_key` has 5000000 characters",
        ),
        (
            "jira_get_issue",
            json!({ "issue_key": "SHOP-9", long(3_000_000): 1 }),
            "is no parameter; there are",
        ),
        (
            "jira_update_issue",
            json!({ "issue_key": "SHOP-9", "fields": { long(2_000_000): 1 } }),
            "`fields` has 200000",
        ),
        (&long(2_000_000), json!({}), "Unknown tool `xxx"),
        ("jira_get_issue", many.into(), "and more"),
    ];
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        for (tool, arguments, said) in &cases {
            let error = site
                .call(tool, arguments.clone())
                .await
                .unwrap_err()
                .to_string();
            assert!(
                error.contains(said),
                "{said}: {}",
                &error[..error.len().min(500)]
            );
            assert!(error.len() < 2_000, "{said}: {} bytes", error.len());
        }
        assert_eq!(site.request_count(), 0, "nothing is sent");
    }
}

#[tokio::test]
async fn names_of_fields_are_compared_only_as_long_as_names_are() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let name = "storypoints".repeat(80_000);
        for (tool, arguments) in [
            (
                "jira_search",
                json!({ "jql": "key = SHOP-9", "fields": name }),
            ),
            (
                "jira_update_issue",
                json!({ "issue_key": "SHOP-9", "fields": { &name: 1 } }),
            ),
            ("jira_search_fields", json!({ "keyword": &name[..255] })),
            (
                "jira_transition_issue",
                json!({ "issue_key": "SHOP-9", "transition_id": &name[..255] }),
            ),
            (
                "jira_update_issue",
                json!({ "issue_key": "SHOP-9", "fields": { "priority": name } }),
            ),
        ] {
            let reply = site.call(tool, arguments).await;
            let said = reply.unwrap_or_else(|error| error.brief());
            assert!(said.chars().count() <= LONGEST, "{tool}: {}", said.len());
        }
    }
}

#[tokio::test]
async fn replies_keep_to_their_budget() {
    let wide: Map<String, Value> = (0..100_000)
        .map(|n| (format!("customfield_{n}"), json!("x")))
        .collect();
    let mut issue = json!({ "id": "1", "key": "SHOP-9", "fields": wide });
    issue["fields"]["summary"] = "s".repeat(1 << 20).into();
    issue["fields"]["project"] = json!({ "key": "SHOP" });
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let all = json!({ "issue_key": "SHOP-9", "fields": "*all" });
        site.demo
            .misbehave(Fault::new(Trouble::Instead(issue.clone())).path("/issue/SHOP-9"));
        let reply = site.call("jira_get_issue", all).await.unwrap();
        assert!(Budget::USUAL.holds(&reply), "{}", reply.len());
        assert!(
            reply.contains("more fields]"),
            "it is said that fields are left out"
        );
    }
}

/// A page of 50 usual issues shall cost at most 3,000 tokens (o200k) and 10 KB, that is 60 and 200 a row; 3.5 bytes make a token here.
#[tokio::test]
async fn rows_of_issues_are_short() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let ask = json!({ "jql": "created > -3650d ORDER BY key", "limit": 50 });
        let reply = site.call("jira_search", ask).await.unwrap();
        let page: Value = serde_json::from_str(&reply).unwrap();
        let rows = page["issues"].as_array().unwrap().len();
        assert!(rows >= 30, "{rows}");
        // The people beside the rows are told once, however many rows there are.
        let length = reply.len() - page["people"].to_string().len();
        assert!(length <= rows * 200, "{length} for {rows}");
    }
}
