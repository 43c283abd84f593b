//! Boards and sprints.

use demo::{Fault, Trouble};
use serde_json::json;

use super::{answer, each_site, replied, snapshot, story};

#[tokio::test]
async fn get_agile_boards() {
    story(
        "jira_get_agile_boards",
        "jira_get_agile_boards",
        json!({ "limit": 1 }),
    )
    .await;
    story(
        "jira_get_agile_boards-some",
        "jira_get_agile_boards",
        json!({ "project_key": "OPS", "board_type": "KANBAN", "board_name": "ops" }),
    )
    .await;
    story(
        "jira_get_agile_boards-missing",
        "jira_get_agile_boards",
        json!({ "project_key": "NOPE" }),
    )
    .await;
    for (case, filter) in [("one", "SHOP"), ("several", "SHOP,OPS")] {
        each_site(&[("JIRA_PROJECTS_FILTER", filter)], async |site, suffix| {
            let story = site
                .story("jira_get_agile_boards", json!({ "limit": 1 }))
                .await;
            snapshot(
                &format!("jira_get_agile_boards-filter-{case}@{suffix}"),
                &story,
            );
        })
        .await;
    }
}

#[tokio::test]
async fn get_board_issues() {
    let some = json!({ "board_id": 1, "jql": "type = Bug ORDER BY key", "fields": "summary,Story Points", "limit": 2 });
    story("jira_get_board_issues", "jira_get_board_issues", some).await;
    story(
        "jira_get_board_issues-offset",
        "jira_get_board_issues",
        json!({ "board_id": "2", "fields": "summary", "start_at": 4 }),
    )
    .await;
    story(
        "jira_get_board_issues-missing",
        "jira_get_board_issues",
        json!({ "board_id": 99 }),
    )
    .await;
    story(
        "jira_get_board_issues-bad",
        "jira_get_board_issues",
        json!({ "board_id": 1, "jql": "nosuchfield = 1" }),
    )
    .await;
    story(
        "jira_get_board_issues-no-number",
        "jira_get_board_issues",
        json!({ "board_id": "SHOP" }),
    )
    .await;
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, suffix| {
        let story = site.story("jira_get_board_issues", json!({ "board_id": 2, "jql": "status = Done OR project = OPS", "fields": "summary" })).await;
        snapshot(&format!("jira_get_board_issues-filter@{suffix}"), &story);
    })
    .await;
}

#[tokio::test]
async fn get_sprint_issues() {
    story(
        "jira_get_sprint_issues",
        "jira_get_sprint_issues",
        json!({ "sprint_id": 12, "fields": "summary,status", "limit": 2 }),
    )
    .await;
    story(
        "jira_get_sprint_issues-missing",
        "jira_get_sprint_issues",
        json!({ "sprint_id": 99 }),
    )
    .await;
    each_site(&[("JIRA_PROJECTS_FILTER", "OPS")], async |site, suffix| {
        let story = site
            .story(
                "jira_get_sprint_issues",
                json!({ "sprint_id": 12, "fields": "summary", "limit": 1 }),
            )
            .await;
        snapshot(&format!("jira_get_sprint_issues-filter@{suffix}"), &story);
    })
    .await;
}

#[tokio::test]
async fn pages_of_a_sprint_hold_every_issue_once() {
    each_site(&[], async |site, _| {
        let mut keys = Vec::new();
        let mut arguments = json!({ "sprint_id": 12, "fields": "summary", "limit": 2 });
        let mut total = None;
        loop {
            let reply: serde_json::Value = serde_json::from_str(
                &site
                    .call("jira_get_sprint_issues", arguments.clone())
                    .await
                    .unwrap(),
            )
            .unwrap();
            keys.extend(
                reply["issues"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|issue| issue["key"].to_string()),
            );
            total = total.or(reply["total"].as_u64());
            let Some(next) = reply["next"].as_object() else {
                break;
            };
            arguments.as_object_mut().unwrap().extend(next.clone());
        }
        assert_eq!(Some(keys.len() as u64), total);
        keys.sort();
        keys.dedup();
        assert_eq!(Some(keys.len() as u64), total);
    })
    .await;
}

#[tokio::test]
async fn get_sprints_from_board() {
    story(
        "jira_get_sprints_from_board",
        "jira_get_sprints_from_board",
        json!({ "board_id": "1", "state": "Active, future", "limit": 1 }),
    )
    .await;
    story(
        "jira_get_sprints_from_board-state",
        "jira_get_sprints_from_board",
        json!({ "board_id": 1, "state": "done" }),
    )
    .await;
    story(
        "jira_get_sprints_from_board-kanban",
        "jira_get_sprints_from_board",
        json!({ "board_id": 2 }),
    )
    .await;
    each_site(&[("JIRA_PROJECTS_FILTER", "OPS")], async |site, suffix| {
        let story = site
            .story("jira_get_sprints_from_board", json!({ "board_id": 1 }))
            .await;
        snapshot(
            &format!("jira_get_sprints_from_board-filter@{suffix}"),
            &story,
        );
    })
    .await;
}

#[tokio::test]
async fn create_sprint() {
    let sprint = json!({ "board_id": 1, "sprint_name": "Sprint 14", "start_date": "2026-11-16", "end_date": "2026-11-27", "goal": "Vouchers" });
    story("jira_create_sprint", "jira_create_sprint", sprint).await;
    let zoned = json!({ "board_id": 1, "name": "Sprint 14", "start_date": "2026-11-16T09:00+02:00", "end_date": "2026-11-27T15:30:00.000+0200" });
    story("jira_create_sprint-zoned", "jira_create_sprint", zoned).await;
    story(
        "jira_create_sprint-kanban",
        "jira_create_sprint",
        json!({ "board_id": 2, "sprint_name": "S" }),
    )
    .await;
    story(
        "jira_create_sprint-name",
        "jira_create_sprint",
        json!({ "board_id": 1, "sprint_name": " " }),
    )
    .await;
    let backwards = json!({ "board_id": 1, "sprint_name": "S", "start_date": "2026-11-27", "end_date": "2026-11-16" });
    story(
        "jira_create_sprint-backwards",
        "jira_create_sprint",
        backwards,
    )
    .await;
    story(
        "jira_create_sprint-no-date",
        "jira_create_sprint",
        json!({ "board_id": 1, "sprint_name": "S", "start_date": "next Monday" }),
    )
    .await;
}

#[tokio::test]
async fn update_sprint() {
    let started = json!({ "sprint_id": 13, "state": "active", "start_date": "2026-11-23", "end_date": "2026-12-04T16:00" });
    story("jira_update_sprint", "jira_update_sprint", started).await;
    story(
        "jira_update_sprint-goal",
        "jira_update_sprint",
        json!({ "sprint_id": 12, "goal": "" }),
    )
    .await;
    story(
        "jira_update_sprint-close",
        "jira_update_sprint",
        json!({ "sprint_id": "12", "state": "closed" }),
    )
    .await;
    story(
        "jira_update_sprint-state",
        "jira_update_sprint",
        json!({ "sprint_id": 13, "state": "closed" }),
    )
    .await;
    story(
        "jira_update_sprint-nothing",
        "jira_update_sprint",
        json!({ "sprint_id": 12 }),
    )
    .await;
    story(
        "jira_update_sprint-missing",
        "jira_update_sprint",
        json!({ "sprint_id": 99, "goal": "x" }),
    )
    .await;
}

#[tokio::test]
async fn sprints_keep_to_the_projects_filter() {
    each_site(&[("JIRA_PROJECTS_FILTER", "OPS")], async |site, suffix| {
        let created = site
            .story(
                "jira_create_sprint",
                json!({ "board_id": 1, "sprint_name": "S" }),
            )
            .await;
        snapshot(&format!("jira_create_sprint-filter@{suffix}"), &created);
        let updated = site
            .story(
                "jira_update_sprint",
                json!({ "sprint_id": 12, "goal": "x" }),
            )
            .await;
        snapshot(&format!("jira_update_sprint-filter@{suffix}"), &updated);
        assert!(
            site.demo
                .requests()
                .iter()
                .all(|request| request.method == "GET"),
            "nothing is changed"
        );
    })
    .await;
}

#[tokio::test]
async fn a_busy_jira_is_asked_again() {
    each_site(&[], async |site, _| {
        site.demo.misbehave(
            Fault::new(Trouble::RateLimited("0".into()))
                .path("/board")
                .times(1),
        );
        site.call("jira_get_agile_boards", json!({})).await.unwrap();
        assert_eq!(site.request_count(), 2);
    })
    .await;
}

#[tokio::test]
async fn boards_of_a_filter_are_asked_for_as_far_as_needed() {
    each_site(
        &[("JIRA_PROJECTS_FILTER", "NOPE,SHOP,OPS")],
        async |site, _| {
            let all = replied(site, "jira_get_agile_boards", json!({})).await;
            assert_eq!((&all["total"], &all["shown"]), (&json!(2), &json!(2)));
            assert!(
                all["note"]
                    .as_str()
                    .unwrap()
                    .contains("no boards of NOPE (JIRA_PROJECTS_FILTER)")
            );
            let values: Vec<_> = (1..=2)
                .map(|id| json!({ "id": id, "name": "B", "type": "scrum" }))
                .collect();
            answer(site, "/board", json!({ "values": values, "isLast": true }));
            site.demo.clear_requests();
            let first = replied(site, "jira_get_agile_boards", json!({ "limit": 1 })).await;
            assert_eq!(
                (&first["total"], &first["next"]),
                (&json!(null), &json!({ "start_at": 1 }))
            );
            assert_eq!(site.request_count(), 1);
        },
    )
    .await;
}
