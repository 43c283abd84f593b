//! Searching: pages, and what rows show.

use atlassian_mcp::progress::Progress;
use atlassian_mcp::registry::{self, Accompaniment};
use demo::Flavour;
use serde_json::{Value, json};

use super::{answer, each_site, replied, snapshot, story};
use crate::harness::Site;

/// The keys of all pages from these arguments on, and the pages' totals.
async fn walked(site: &Site, tool: &str, mut arguments: Value) -> (Vec<String>, Vec<Value>) {
    let (mut keys, mut totals) = (Vec::new(), Vec::new());
    loop {
        let reply = replied(site, tool, arguments.clone()).await;
        let issues = reply["issues"].as_array().unwrap();
        keys.extend(
            issues
                .iter()
                .map(|issue| issue["key"].as_str().unwrap().to_owned()),
        );
        totals.push(reply["total"].clone());
        let Some(next) = reply["next"].as_object() else {
            return (keys, totals);
        };
        arguments.as_object_mut().unwrap().extend(next.clone());
    }
}

#[tokio::test]
async fn what_fills_a_reply_continues_where_it_ends() {
    each_site(&[], async |site, _| {
        for number in 1..=7 {
            let issue = json!({ "project_key": "OPS", "summary": format!("Voluminous {number}"), "issue_type": "Task", "description": "x".repeat(18_000) });
            site.call("jira_create_issue", issue).await.unwrap();
        }
        let asked = json!({ "jql": "summary ~ Voluminous ORDER BY key", "fields": "summary,description", "limit": 3 });
        let (keys, totals) = walked(site, "jira_search", asked).await;
        let expected: Vec<_> = (7..=13).map(|number| format!("OPS-{number}")).collect();
        assert_eq!(keys, expected);
        assert_eq!(totals, [7, 7, 7, 7]);
    })
    .await;
}

#[tokio::test]
async fn a_page_in_the_middle_is_told_again_where_its_shown_part_ends() {
    let site = Site::start(Flavour::Cloud).await;
    let issue = |id: u32| json!({ "id": id.to_string(), "key": format!("SHOP-{id}"), "fields": { "summary": "x".repeat(50_000) } });
    let full = json!({ "issues": [issue(1), issue(2), issue(3)], "nextPageToken": "after-3" });
    answer(&site, "/search/jql", full);
    let ids = json!({ "issues": [{ "id": "1" }], "nextPageToken": "after-1" });
    answer(&site, "/search/jql", ids);
    let asked = json!({ "jql": "project = SHOP", "limit": 3, "page_token": "after-0" });
    let reply = replied(&site, "jira_search", asked).await;
    assert_eq!(
        (&reply["shown"], &reply["next"]),
        (&json!(1), &json!({ "page_token": "after-1" }))
    );
    let bodies: Vec<_> = site
        .demo
        .requests()
        .iter()
        .filter_map(|r| r.json())
        .collect();
    let again = json!({ "jql": "project = SHOP", "fields": ["id"], "maxResults": 1, "nextPageToken": "after-0" });
    assert_eq!(bodies[1], again);
}

#[tokio::test]
async fn offsets_are_walked_over_without_the_callers_wishes() {
    let site = Site::start(Flavour::Cloud).await;
    let asked = json!({ "jql": "project = SHOP ORDER BY key", "fields": "summary", "start_at": 3, "limit": 1, "expand": "changelog" });
    let told = site.story("jira_search", asked).await;
    snapshot("jira_search-offset@cloud", &told);
    let far = json!({ "jql": "project = SHOP", "start_at": 5001 });
    let error = site.call("jira_search", far).await.unwrap_err().to_string();
    assert!(error.contains("at most 5000"), "{error}");
}

#[tokio::test]
async fn a_walk_takes_as_many_pages_as_it_needs() {
    let site = Site::start(Flavour::Cloud).await;
    let ids = |from: u32, to: u32| {
        (from..to)
            .map(|id| json!({ "id": id.to_string() }))
            .collect::<Value>()
    };
    answer(
        &site,
        "/search/jql",
        json!({ "issues": ids(0, 100), "nextPageToken": "1" }),
    );
    answer(
        &site,
        "/search/jql",
        json!({ "issues": ids(100, 150), "nextPageToken": "2" }),
    );
    let last = json!({ "issues": [{ "id": "9", "key": "SHOP-9", "fields": {} }], "isLast": true });
    answer(&site, "/search/jql", last);
    let reply = replied(
        &site,
        "jira_search",
        json!({ "jql": "project = SHOP", "start_at": 150 }),
    )
    .await;
    assert_eq!(
        (&reply["total"], &reply["issues"][0]["key"]),
        (&json!(151), &json!("SHOP-9"))
    );
    let asked: Vec<_> = site
        .demo
        .requests()
        .iter()
        .filter_map(|r| r.json())
        .collect();
    let part = |body: &Value| (body["maxResults"].clone(), body["nextPageToken"].clone());
    assert_eq!(
        asked.iter().map(part).collect::<Vec<_>>(),
        [
            (json!(150), json!(null)),
            (json!(50), json!("1")),
            (json!(10), json!("2"))
        ]
    );
}

#[tokio::test]
async fn tokens_of_data_center_are_offsets() {
    let site = Site::start(Flavour::DataCenter).await;
    let asked = |token: &str| json!({ "jql": "project = SHOP ORDER BY key", "limit": 1, "page_token": token });
    let reply = replied(&site, "jira_search", asked("3")).await;
    assert_eq!(reply["issues"][0]["key"], "SHOP-4");
    let error = site
        .call("jira_search", asked("CAEaAggB"))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("`page_token`"), "{error}");
}

#[tokio::test]
async fn fields_may_be_left_out_of_the_usual_ones() {
    story(
        "jira_search-without",
        "jira_search",
        json!({ "jql": "key = SHOP-9", "fields": "-description,-Severity" }),
    )
    .await;
}

#[tokio::test]
async fn rows_are_read_by_what_their_fields_are() {
    let field = |custom: &str| json!({ "type": "any", "custom": format!("x:{custom}") });
    let page = json!({ "total": 1, "startAt": 0, "isLast": true, "issues": [{ "id": "1", "key": "SHOP-1", "fields": {
        "assignee": { "name": "mira", "key": "JIRAUSER1", "displayName": "Mira Lindqvist" },
        "description": "*Ask* [~mira]",
        "customfield_1": "h2. Done when", "customfield_2": "SHOP-2", "customfield_3": "0|hzzzz:",
        "customfield_4": 5, "customfield_5": 6, "customfield_6": "mine", "customfield_7": "ours",
    } }], "names": {
        "customfield_1": "Acceptance", "customfield_2": "Epic Link", "customfield_3": "Rank",
        "customfield_4": "Points", "customfield_5": "Points", "customfield_6": "key", "customfield_7": "url",
    }, "schema": {
        "customfield_1": field("textarea"), "customfield_2": field("gh-epic-link"), "customfield_3": field("gh-lexo-rank"),
    } });
    each_site(&[], async |site, _| {
        let calls = [
            ("jira_search", json!({ "jql": "key = SHOP-1" }), "/search"),
            ("jira_get_board_issues", json!({ "board_id": 1 }), "/board/1/issue"),
            ("jira_get_sprint_issues", json!({ "sprint_id": 12 }), "/sprint/12/issue"),
        ];
        for (tool, arguments, path) in calls {
            answer(site, path, page.clone());
            let shown = replied(site, tool, arguments).await["issues"][0].take();
            let expected = json!({
                "key": "SHOP-1", "assignee": "Mira Lindqvist",
                "description": "**Ask** [@Mira Lindqvist](atl:username/mira)",
                "Acceptance": { "id": "customfield_1", "value": "## Done when" }, "epic": "SHOP-2",
                "Points": { "id": "customfield_4", "value": 5 }, "customfield_5": { "id": "customfield_5", "value": 6 },
                "customfield_6": { "id": "customfield_6", "value": "mine" }, "customfield_7": { "id": "customfield_7", "value": "ours" },
            });
            assert_eq!(shown, expected, "{tool}");
        }
    })
    .await;
}

#[tokio::test]
async fn warnings_of_a_search_come_through() {
    let site = Site::start(Flavour::Cloud).await;
    let warning = json!({ "type": "CLAUSE_LIMIT_EXCEEDED", "message": "Only the first 1000 values were looked at." });
    answer(
        &site,
        "/search/jql",
        json!({ "issues": [], "isLast": true, "warnings": [warning] }),
    );
    let reply = replied(&site, "jira_search", json!({ "jql": "project = SHOP" })).await;
    assert_eq!(reply["warnings"], json!([warning]));
}

#[tokio::test]
async fn a_walk_says_how_far_it_is() {
    let site = Site::start(Flavour::Cloud).await;
    let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let listener = std::sync::Arc::clone(&told);
    let accompaniment = Accompaniment {
        progress: Progress::to(move |done, total| listener.lock().unwrap().push((done, total))),
        ..Accompaniment::default()
    };
    let page = json!({ "issues": [{ "id": "1" }, { "id": "2" }], "nextPageToken": "t" });
    answer(&site, "/search/jql", page);
    let asked = json!({ "jql": "project = SHOP", "start_at": 4 });
    let arguments = asked.as_object().unwrap().clone();
    registry::call(&site.caller, "jira_search", arguments, accompaniment)
        .await
        .unwrap_err();
    assert_eq!(*told.lock().unwrap(), [(2, 4)]);
}
