//! Errors that remain, and the way on that each names.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::{answer, each_site, replied};
use crate::harness::Site;

async fn refused(site: &Site, tool: &str, arguments: Value) -> String {
    let said = site.call(tool, arguments.clone()).await;
    match said {
        Ok(reply) => panic!("{tool} {arguments}: {reply}"),
        Err(error) => error.to_string(),
    }
}

/// How many requests went to paths that end so.
fn asked(site: &Site, end: &str) -> usize {
    site.demo
        .requests()
        .iter()
        .filter(|sent| sent.path.ends_with(end))
        .count()
}

#[tokio::test]
async fn wrong_values_in_jql_are_answered_with_those_that_there_are() {
    each_site(&[], async |site, _| {
        for (jql, said) in [
            (
                "status = Doing",
                "status takes To Do | In Progress | In Review | Done",
            ),
            ("status = \"in progres\"", "did you mean \"In Progress\"?"),
            (
                "priority = Urgent",
                "priority takes Highest | High | Medium | Low | Lowest",
            ),
            ("project = SHPO", "did you mean \"SHOP\"?"),
            ("type = Bugg", "did you mean \"Bug\"?"),
        ] {
            let error = refused(site, "jira_search", json!({ "jql": jql })).await;
            assert!(error.contains(said), "{jql}: {error}");
        }
        let on_board = json!({ "board_id": 1, "jql": "status = Doing" });
        assert!(
            refused(site, "jira_get_board_issues", on_board)
                .await
                .contains("status takes")
        );
        assert_eq!(asked(site, "/suggestions"), 4, "each field once");
    })
    .await;
}

#[tokio::test]
async fn values_of_projects_outside_of_the_filter_are_not_told() {
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, _| {
        let error = refused(site, "jira_search", json!({ "jql": "project = OSP" })).await;
        assert!(!error.contains("OPS") && error.contains("SHOP"), "{error}");
        let error = refused(site, "jira_search", json!({ "jql": "fixVersion = Q5" })).await;
        assert!(!error.contains("Q4"), "{error}");
        assert_eq!(asked(site, "/suggestions"), 0);
        let error = refused(site, "jira_search", json!({ "jql": "status = Doing" })).await;
        assert!(error.contains("status takes To Do"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn a_field_that_jql_calls_otherwise_is_named() {
    each_site(&[], async |site, _| {
        for (jql, said) in [
            ("points > 3", "JQL calls \"points\" \"Story Points\""),
            ("due_date < now()", "JQL calls \"due_date\" \"due\""),
            ("fix_version = 1", "\"fixVersion\""),
            ("statuss = Done", "did you mean \"Status\""),
        ] {
            let error = refused(site, "jira_search", json!({ "jql": jql })).await;
            assert!(error.contains(said), "{jql}: {error}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_misspelt_project_is_told_from_the_one_that_is_meant() {
    each_site(&[], async |site, _| {
        for (tool, arguments) in [
            ("jira_get_issue", json!({ "issue_key": "SHPO-9" })),
            ("jira_get_transitions", json!({ "issue_key": "SHPO-9" })),
            ("jira_update_issue", json!({ "issue_key": "SHPO-9", "summary": "S" })),
            ("jira_add_comment", json!({ "issue_key": "SHPO-9", "comment": "S" })),
            ("jira_create_issue", json!({ "project_key": "SHPO", "issue_type": "Task", "summary": "S" })),
            ("jira_create_issue", json!({ "project_key": "SHPO", "issue_type": "Epic", "summary": "S" })),
            ("jira_batch_create_issues", json!({ "issues": [{ "project_key": "SHPO", "issue_type": "Task", "summary": "S" }] })),
            ("jira_batch_create_issues", json!({ "issues": [{ "project_key": "SHPO", "issue_type": "Epic", "summary": "S" }] })),
            ("jira_get_project_versions", json!({ "project_key": "SHPO" })),
            ("jira_get_agile_boards", json!({ "project_key": "shpo" })),
            ("jira_create_issue_link", json!({ "link_type": "Blocks", "inward_issue_key": "SHOP-9", "outward_issue_key": "SHPO-5" })),
        ] {
            let error = refused(site, tool, arguments).await;
            assert!(error.contains("did you mean SHOP?"), "{tool}: {error}");
        }
        let error = refused(site, "jira_get_issue", json!({ "issue_key": "ZZZ-9" })).await;
        assert!(error.contains("jira_get_all_projects"), "{error}");
        let error = refused(site, "jira_get_issue", json!({ "issue_key": "SHOP-999" })).await;
        assert!(!error.contains("no project"), "{error}");
        let lists = asked(site, "/project/search") + asked(site, "/project");
        assert_eq!(lists, 1, "asked once");
    })
    .await;
}

#[tokio::test]
async fn an_issue_that_is_in_the_status_already_is_no_failure() {
    each_site(&[], async |site, _| {
        for asked in ["To Do", "to do"] {
            site.demo.clear_requests();
            let move_it = json!({ "issue_key": "SHOP-9", "transition_id": asked });
            let reply = replied(site, "jira_transition_issue", move_it).await;
            assert_eq!(
                reply,
                json!({ "key": "SHOP-9", "note": "it was in that status already" })
            );
            assert!(site.demo.requests().iter().all(|sent| sent.method == "GET"));
        }
        let with_more =
            json!({ "issue_key": "SHOP-9", "transition_id": "To Do", "comment": "again" });
        let error = refused(site, "jira_transition_issue", with_more).await;
        assert!(error.contains("in that status already"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn kanban_boards_have_no_sprints() {
    each_site(&[], async |site, _| {
        for (tool, arguments) in [
            ("jira_get_sprints_from_board", json!({ "board_id": 2 })),
            (
                "jira_create_sprint",
                json!({ "board_id": 2, "sprint_name": "S" }),
            ),
        ] {
            let error = refused(site, tool, arguments).await;
            assert!(
                error.contains("kanban boards have none: jira_get_board_issues"),
                "{tool}: {error}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_key_of_a_link_that_is_wrong_is_named() {
    each_site(&[], async |site, _| {
        for (inward, outward, wrong) in [("SHOP-9", "SHOP-998", "SHOP-998"), ("SHOP-999", "SHOP-9", "SHOP-999"), ("SHOP-999", "SHOP-998", "SHOP-999 and SHOP-998")] {
            let link = json!({ "link_type": "Blocks", "inward_issue_key": inward, "outward_issue_key": outward });
            let error = refused(site, "jira_create_issue_link", link).await;
            assert!(error.contains(&format!("It is {wrong} that is not there")), "{error}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_phrase_of_a_link_type_reads_as_a_sentence() {
    each_site(&[], async |site, _| {
        for (kind, sentence, first) in [
            ("is blocked by", "SHOP-14 is blocked by SHOP-15", "SHOP-15"),
            ("blocks", "SHOP-14 blocks SHOP-15", "SHOP-14"),
            ("Blocks", "SHOP-14 blocks SHOP-15", "SHOP-14"),
            ("IS BLOCKED BY", "SHOP-14 is blocked by SHOP-15", "SHOP-15"),
        ] {
            site.demo.clear_requests();
            let link = json!({ "type": kind, "inward_issue_key": "SHOP-14", "outward_issue_key": "SHOP-15" });
            let reply = replied(site, "jira_create_issue_link", link).await;
            assert_eq!(reply["linked"], sentence);
            let requests = site.demo.requests();
            let sent = requests.iter().find(|sent| sent.method == "POST").unwrap().json().unwrap();
            assert_eq!(sent["inwardIssue"]["key"], first, "{kind}");
            let removed = json!({ "link_id": reply["link_id"] });
            site.call("jira_remove_issue_link", removed).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn the_parent_of_data_center_is_told_from_clouds() {
    let site = Site::start(Flavour::DataCenter).await;
    let none = json!({ "startAt": 0, "total": 0, "issues": [] });
    answer(&site, "/search", none.clone());
    let found = replied(
        &site,
        "jira_search",
        json!({ "jql": "parent=SHOP-1 AND status = Done" }),
    )
    .await;
    assert!(
        found["warnings"].to_string().contains("Epic Link"),
        "{found}"
    );
    answer(&site, "/search", none);
    let found = replied(&site, "jira_search", json!({ "jql": "summary ~ parent" })).await;
    assert!(found.get("warnings").is_none(), "{found}");
}

#[tokio::test]
async fn a_screen_without_any_field_says_why() {
    each_site(&[], async |site, suffix| {
        for fields in [json!({ "Severity": "Minor" }), json!({ "summary": "Changed" })] {
            answer(site, "/editmeta", json!({ "fields": {} }));
            site.demo.misbehave(Fault::new(Trouble::Refused(400)).method("PUT").times(usize::from(fields.get("summary").is_some())));
            let change = json!({ "issue_key": "SHOP-9", "fields": fields });
            let error = refused(site, "jira_update_issue", change).await;
            assert!(error.contains("shows you no field at all"), "{error}");
        }
        let none = match suffix {
            "cloud" => json!({ "fields": [], "total": 0 }),
            _ => json!({ "values": [], "total": 0 }),
        };
        answer(site, "/issuetypes/10002", none);
        let made = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "Severity": "Minor" });
        let error = refused(site, "jira_create_issue", json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "additional_fields": { "Severity": "Minor" } })).await;
        assert!(error.contains("shows you no field at all"), "{made}: {error}");
    })
    .await;
}
