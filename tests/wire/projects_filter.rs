//! What a projects filter keeps out of reach, whichever way one comes to it.

use demo::Flavour;
use serde_json::{Value, json};

use super::{answer, each_site, replied, sent_nothing};
use crate::harness::Site;

/// The id of SHOP-7, and the former key of OPS-6.
const SHOP_7: &str = "10006";
const FORMER: &str = "LEG-12";

/// The ids of SHOP-5 and of its epic SHOP-2.
const SHOP_5: &str = "10004";
const EPIC: &str = "10001";

/// Fails unless the call is refused for the filter after a look at the issue's project and nothing else.
async fn refused(site: &Site, tool: &str, arguments: Value) {
    site.demo.clear_requests();
    let error = site.call(tool, arguments.clone()).await.unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("JIRA_PROJECTS_FILTER"),
        "{tool} {arguments}: {error}"
    );
    for request in site.demo.requests() {
        assert_eq!(
            (&*request.method, &*request.query),
            ("GET", "fields=project"),
            "{tool}"
        );
    }
}

/// Calls of one issue that do not look at the answer's key.
fn calls(key: &str) -> [(&'static str, Value); 8] {
    [
        ("jira_get_transitions", json!({ "issue_key": key })),
        ("jira_get_comments", json!({ "issue_key": key })),
        ("jira_get_worklog", json!({ "issue_key": key })),
        (
            "jira_add_comment",
            json!({ "issue_key": key, "comment": "x" }),
        ),
        (
            "jira_update_issue",
            json!({ "issue_key": key, "fields": { "summary": "x" } }),
        ),
        ("jira_delete_issue", json!({ "issue_key": key })),
        (
            "jira_transition_issue",
            json!({ "issue_key": key, "transition_id": "21" }),
        ),
        (
            "jira_create_remote_issue_link",
            json!({ "issue_key": key, "url": "https://a.example", "title": "A" }),
        ),
    ]
}

#[tokio::test]
async fn ids_and_former_keys_do_not_pass_it() {
    each_site(&[("JIRA_PROJECTS_FILTER", "OPS")], async |site, _| {
        for (tool, arguments) in calls(SHOP_7) {
            refused(site, tool, arguments).await;
        }
    })
    .await;
    each_site(&[("JIRA_PROJECTS_FILTER", "LEG")], async |site, _| {
        for (tool, arguments) in calls(FORMER) {
            refused(site, tool, arguments).await;
        }
    })
    .await;
}

/// How often issues were asked for what says their project.
fn looks(site: &Site) -> usize {
    let requests = site.demo.requests();
    let look = |query: &str| query.starts_with("fields=") && query.contains("project");
    requests.iter().filter(|sent| look(&sent.query)).count()
}

#[tokio::test]
async fn an_issue_is_looked_at_once_a_call() {
    each_site(&[("JIRA_PROJECTS_FILTER", "OPS,LEG")], async |site, _| {
        for tool in ["jira_get_transitions", "jira_get_comments"] {
            site.call(tool, json!({ "issue_key": FORMER }))
                .await
                .unwrap();
        }
        assert_eq!((looks(site), site.request_count()), (2, 4));
    })
    .await;
}

#[tokio::test]
async fn an_issue_that_leaves_it_cannot_be_changed_any_more() {
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, _| {
        let change = json!({ "issue_key": "SHOP-9", "fields": { "summary": "x" } });
        site.call("jira_update_issue", change.clone())
            .await
            .unwrap();
        let moved =
            json!({ "id": "1", "key": "OPS-99", "fields": { "project": { "key": "OPS" } } });
        answer(site, "/issue/SHOP-9", moved);
        refused(site, "jira_update_issue", change).await;
    })
    .await;
}

#[tokio::test]
async fn an_epic_by_id_is_looked_at_once() {
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, _| {
        let change = json!({ "issue_key": "SHOP-5", "fields": { "epic": EPIC } });
        site.call("jira_update_issue", change).await.unwrap();
        // One look at either issue.
        assert_eq!(looks(site), 2);
        site.demo.clear_requests();
        let link = json!({ "issue_key": SHOP_5, "epic_key": EPIC });
        let linked = replied(site, "jira_link_to_epic", link).await;
        assert_eq!(linked, json!({ "key": "SHOP-5", "epic": "SHOP-2" }));
        assert_eq!((looks(site), site.request_count()), (2, 3));
    })
    .await;
}

#[tokio::test]
async fn rows_name_no_issue_outside_of_it() {
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, _| {
        let calls = [
            (
                "jira_search",
                json!({ "jql": "key = SHOP-7", "fields": "issuelinks,parent" }),
            ),
            (
                "jira_get_board_issues",
                json!({ "board_id": 1, "jql": "key = SHOP-7", "fields": "issuelinks" }),
            ),
            (
                "jira_get_sprint_issues",
                json!({ "sprint_id": 12, "fields": "issuelinks", "limit": 50 }),
            ),
        ];
        for (tool, arguments) in calls {
            let shown = replied(site, tool, arguments).await.to_string();
            assert!(
                shown.contains("SHOP-9") && !shown.contains("OPS-"),
                "{shown}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn epics_and_parents_outside_of_it_are_left_out() {
    let short =
        |key: &str| json!({ "id": "1", "key": key, "fields": { "summary": format!("of {key}") } });
    let page = json!({ "total": 1, "startAt": 0, "isLast": true, "issues": [{ "id": "2", "key": "SHOP-1", "fields": {
        "summary": "Mine", "parent": short("OPS-1"), "subtasks": [short("OPS-2"), short("SHOP-3")],
        "customfield_1": "OPS-4", "customfield_2": "SHOP-5", "customfield_3": "OPS-6",
        "epic": { "id": 1, "key": "OPS-7", "name": "E", "summary": "S" },
        "reviewer": { "key": "OPS-8", "name": "ops-8", "displayName": "Olga" },
    } }], "schema": {
        "customfield_1": { "type": "any", "custom": "com.pyxis.greenhopper.jira:gh-epic-link" },
        "customfield_2": { "type": "any", "custom": "com.atlassian.jpo:jpo-custom-field-parent" },
        "customfield_3": { "type": "string" },
    } });
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, _| {
        answer(site, "/search", page.clone());
        let shown =
            replied(site, "jira_search", json!({ "jql": "key = SHOP-1" })).await["issues"][0].take();
        let expected = json!({
            "key": "SHOP-1", "summary": "Mine", "subtasks": [{ "key": "SHOP-3", "summary": "of SHOP-3" }],
            "customfield_2": "SHOP-5", "customfield_3": "OPS-6", "reviewer": { "name": "Olga", "id": "ops-8" },
        });
        assert_eq!(shown, expected);
    })
    .await;
}

/// Edits of links, parents and epics, each of them once to an issue within SHOP and once to one outside of it.
fn history() -> Value {
    let mut edits = Vec::new();
    let mut edit = |field: &str, before: &str, after: &str| {
        let id = (edits.len() + 1).to_string();
        let item = json!({ "field": field, "from": null, "fromString": before, "to": null, "toString": after });
        edits.push(json!({ "id": id, "created": 1_767_323_045, "items": [item] }));
    };
    for key in ["SHOP-3", "OPS-3"] {
        edit("Link", "", &format!("This issue blocks - {key}-"));
        edit("Epic Link", key, "");
        edit("Parent", "SHOP-2", key);
        edit("Parent Link", &format!("{key} - Grow"), "");
        edit("Epic Child", "", key);
        edit("IssueParentAssociation", key, "SHOP-4");
    }
    edit("summary", "As OPS-3", "As UTF-8 of OPS-3");
    edits.into()
}

/// What such a history shows: all that is within the filter, and what people wrote.
fn assert_within(changes: &Value) {
    let changes = changes.as_array().unwrap();
    let shown = json!(changes).to_string();
    assert_eq!(changes.len(), 7, "{shown}");
    let last = &changes[6]["items"];
    let summary = json!([{ "field": "summary", "from": "As OPS-3", "to": "As UTF-8 of OPS-3" }]);
    assert_eq!((last, shown.matches("OPS-3").count()), (&summary, 2));
}

#[tokio::test]
async fn histories_name_no_issue_outside_of_it() {
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, suffix| {
        let issue = json!({ "id": "10004", "key": "SHOP-5", "fields": { "summary": "Mine" }, "changelog": { "total": 13, "histories": history() } });
        answer(site, "/issue/SHOP-5", issue.clone());
        let asked = json!({ "issue_key": "SHOP-5", "expand": "changelog" });
        let shown = replied(site, "jira_get_issue", asked).await["changelog"].take();
        // What is kept back is not counted either, or one would look for it.
        assert_eq!((&shown["total"], shown.get("note")), (&json!(7), None));
        assert_within(&shown["newest"]);

        answer(site, "/search", json!({ "total": 1, "isLast": true, "issues": [issue] }));
        let asked = json!({ "jql": "key = SHOP-5", "expand": "changelog" });
        let shown = replied(site, "jira_search", asked).await;
        assert_within(&shown["issues"][0]["changelog"]["newest"]);

        match suffix {
            "cloud" => {
                let groups = json!([{ "issueId": "10004", "changeHistories": history() }]);
                answer(site, "/changelog/bulkfetch", json!({ "issueChangeLogs": groups }));
            }
            _ => answer(site, "/issue/SHOP-5", issue),
        }
        let asked = json!({ "issue_ids_or_keys": "SHOP-5" });
        let shown = replied(site, "jira_batch_get_changelogs", asked).await["issues"][0].take();
        assert_eq!(shown["total"], 7);
        assert_within(&shown["changes"]);
    })
    .await;
}

#[tokio::test]
async fn a_query_cannot_break_out_of_it() {
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, _| {
        let jql = "project = OPS) OR (project = OPS";
        sent_nothing(site, "jira_search", json!({ "jql": jql })).await;
        sent_nothing(
            site,
            "jira_get_board_issues",
            json!({ "board_id": 1, "jql": jql }),
        )
        .await;
    })
    .await;
    let site = Site::with(Flavour::Cloud, &[("CONFLUENCE_SPACES_FILTER", "DOCS")]).await;
    sent_nothing(
        &site,
        "confluence_search",
        json!({ "query": "space = ENG) OR (space = ENG" }),
    )
    .await;
}
