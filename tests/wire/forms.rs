//! Values as people and models write them: sprints by name, options with signs in their names, times, documents, comments.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::names::written;
use super::{answer, each_site, replied};
use crate::harness::Site;

#[tokio::test]
async fn a_sprint_is_found_by_its_name() {
    each_site(&[], async |site, suffix| {
        let id = if suffix == "cloud" { "customfield_10020" } else { "customfield_10104" };
        for name in ["Sprint 12", "sprint 12"] {
            let change = json!({ "issue_key": "SHOP-9", "fields": { "Sprint": name } });
            let sent = written(site, "jira_update_issue", change).await;
            assert_eq!(sent, json!({ id: 12 }));
        }
        let made = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "sprint": { "name": "Sprint 13" } });
        let sent = written(site, "jira_batch_create_issues", json!({ "issues": [made] })).await;
        assert_eq!(sent[id], 13);
        for (issue, name, said) in [
            ("SHOP-9", "Sprint 11", "Sprint 12 (12, active), Sprint 13 (13, future)"),
            ("OPS-1", "Sprint 12", "kanban boards have none"),
        ] {
            site.demo.clear_requests();
            let change = json!({ "issue_key": issue, "fields": { "sprint": name } });
            let error = site.call("jira_update_issue", change).await.unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
            assert!(site.demo.requests().iter().all(|sent| sent.method == "GET"));
        }
    })
    .await;
}

#[tokio::test]
async fn two_sprints_of_one_name_are_told_apart() {
    each_site(&[], async |site, _| {
        let twins = json!({ "isLast": true, "values": [
            { "id": 21, "name": "Sprint 1", "state": "active" }, { "id": 22, "name": "sprint 1", "state": "future" },
        ]});
        answer(site, "/board/1/sprint", twins);
        let change = json!({ "issue_key": "SHOP-9", "fields": { "sprint": "SPRINT 1" } });
        let error = site.call("jira_update_issue", change).await.unwrap_err().to_string();
        assert!(error.contains("several sprints") && error.contains("21") && error.contains("22"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn a_sprint_by_name_keeps_to_the_filter() {
    each_site(&[("JIRA_PROJECTS_FILTER", "SHOP")], async |site, _| {
        let change = json!({ "issue_key": "SHOP-9", "fields": { "sprint": "Sprint 12" } });
        site.call("jira_update_issue", change.clone())
            .await
            .unwrap();
        let board = json!({ "values": [{ "id": "9", "key": "OPS" }], "isLast": true });
        answer(site, "/board/1/project", board);
        let error = site
            .call("jira_update_issue", change)
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("JIRA_PROJECTS_FILTER"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn times_are_taken_as_worklogs_take_them() {
    each_site(&[], async |site, suffix| {
        let id = if suffix == "cloud" { "customfield_10048" } else { "customfield_10208" };
        for (given, sent) in [
            ("2026-12-01T09:30:00+01:00", "2026-12-01T09:30:00.000+0100"),
            ("2026-12-01T09:30+01:00", "2026-12-01T09:30:00.000+0100"),
            ("2026-12-01T09:30:00Z", "2026-12-01T09:30:00.000+0000"),
            ("2026-12-01T09:30", "2026-12-01T09:30:00.000+0200"),
            ("2026-12-01 09:30", "2026-12-01T09:30:00.000+0200"),
            ("2026-12-01", "2026-12-01T00:00:00.000+0200"),
        ] {
            let change = json!({ "issue_key": "SHOP-9", "fields": { "go_live": given } });
            assert_eq!(written(site, "jira_update_issue", change).await, json!({ id: sent }), "{given}");
            let made = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "Go-live": given });
            let made = written(site, "jira_batch_create_issues", json!({ "issues": [made] })).await;
            assert_eq!(made[id], sent, "{given}");
        }
        let change = json!({ "issue_key": "SHOP-9", "fields": { "Go-live": "soon" } });
        assert!(site.call("jira_update_issue", change).await.unwrap_err().to_string().contains("is no time"));
    })
    .await;
}

fn document() -> Value {
    json!({ "type": "doc", "version": 1, "content": [
        { "type": "paragraph", "content": [{ "type": "text", "text": "Live", "marks": [{ "type": "strong" }] }, { "type": "text", "text": " today" }] },
    ]})
}

/// Every place that takes rich text, with the pointer to it in the request.
fn places(text: &Value) -> [(&'static str, Value, &'static str); 8] {
    let made =
        json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "description": text });
    [
        (
            "jira_update_issue",
            json!({ "issue_key": "SHOP-9", "fields": { "description": text } }),
            "/fields/description",
        ),
        (
            "jira_update_issue",
            json!({ "issue_key": "SHOP-9", "description": text }),
            "/fields/description",
        ),
        ("jira_create_issue", made.clone(), "/fields/description"),
        (
            "jira_batch_create_issues",
            json!({ "issues": [made] }),
            "/issueUpdates/0/fields/description",
        ),
        (
            "jira_add_comment",
            json!({ "issue_key": "SHOP-9", "comment": text }),
            "/body",
        ),
        (
            "jira_add_worklog",
            json!({ "issue_key": "SHOP-9", "time_spent": "1h", "comment": text }),
            "/comment",
        ),
        (
            "jira_create_issue_link",
            json!({ "link_type": "Relates", "inward_issue_key": "SHOP-9", "outward_issue_key": "SHOP-5", "comment": text }),
            "/comment/body",
        ),
        (
            "jira_transition_issue",
            json!({ "issue_key": "SHOP-9", "transition_id": "Done", "fields": { "resolution": "Done" }, "comment": text }),
            "/update/comment/0/add/body",
        ),
    ]
}

#[tokio::test]
async fn a_document_in_atlassians_own_form_is_one() {
    for given in [document(), document().to_string().into()] {
        for (flavour, expected) in [
            (Flavour::Cloud, document()),
            (Flavour::DataCenter, json!("*Live* today")),
        ] {
            let site = Site::start(flavour).await;
            for (tool, arguments, pointer) in places(&given) {
                site.demo.clear_requests();
                site.call(tool, arguments.clone())
                    .await
                    .unwrap_or_else(|error| panic!("{tool} {arguments}: {error}"));
                let requests = site.demo.requests();
                let write = requests.iter().find(|sent| sent.method != "GET").unwrap();
                assert_eq!(
                    write.json().unwrap().pointer(pointer),
                    Some(&expected),
                    "{tool}"
                );
            }
        }
    }
}

#[tokio::test]
async fn other_json_is_text() {
    each_site(&[], async |site, _| {
        for text in [
            "{\"type\":\"doc\"}",
            "{\"type\":\"doc\",\"version\":2,\"content\":[]}",
            "{\"a\":1}",
        ] {
            for (tool, arguments, pointer) in places(&text.into()).into_iter().skip(1).take(4) {
                site.demo.clear_requests();
                site.call(tool, arguments).await.unwrap();
                let requests = site.demo.requests();
                let sent = requests
                    .iter()
                    .find(|sent| sent.method != "GET")
                    .unwrap()
                    .json()
                    .unwrap();
                let sent = sent.pointer(pointer).unwrap();
                assert!(
                    sent.is_string() || sent["content"][0]["type"] == "paragraph",
                    "{tool}: {sent}"
                );
            }
        }
        let object = json!({ "issue_key": "SHOP-9", "fields": { "description": { "a": 1 } } });
        site.call("jira_update_issue", object).await.unwrap_err();
    })
    .await;
}

#[tokio::test]
async fn items_of_checklists_are_taken_from_plain_lists() {
    let field = json!({ "name": "Checklist", "schema": { "type": "array", "items": "checklist-item", "custom": "com.okapya.jira.checklist:checklist" } });
    each_site(&[], async |site, _| {
        for given in [
            json!(["Build", "[x] Test"]),
            json!("- [ ] Build\n- [x] Test"),
            json!(["Build", { "name": "Test", "checked": true }]),
        ] {
            answer(
                site,
                "/editmeta",
                json!({ "fields": { "customfield_10900": field } }),
            );
            site.demo
                .misbehave(Fault::new(Trouble::EmptyBody).method("PUT"));
            let change = json!({ "issue_key": "SHOP-9", "fields": { "checklist": given } });
            let sent = written_unchecked(site, change).await;
            let expected =
                json!([{ "name": "Build", "checked": false }, { "name": "Test", "checked": true }]);
            assert_eq!(sent["customfield_10900"], expected, "{given}");
        }
    })
    .await;
}

#[tokio::test]
async fn teams_are_written_by_id_and_found_by_name() {
    let id = "36885b3c-1bf0-4f85-a357-c5b858c31de4";
    each_site(&[], async |site, suffix| {
        let schema = match suffix {
            "cloud" => json!({ "type": "team", "custom": "com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team" }),
            _ => json!({ "type": "any", "custom": "com.atlassian.teams:rm-teams-custom-field-team" }),
        };
        let suggested = json!({ "results": [{ "value": id, "displayName": "<b>Platform</b>" }, { "value": "x", "displayName": "<b>Platform</b> Ops" }] });
        let field = json!([{ "id": "customfield_10001", "name": "Team", "clauseNames": ["cf[10001]", "Team[Team]"] }]);
        answer(site, "/field", field);
        for team in [json!("platform"), json!({ "name": "Platform" }), json!(id), json!({ "id": id, "name": "Platform" })] {
            for name in ["Team", "Team[Team]", "team"] {
                answer(site, "/editmeta", json!({ "fields": { "customfield_10001": { "name": "Team", "schema": schema } } }));
                site.demo.misbehave(Fault::new(Trouble::EmptyBody).method("PUT"));
                if team.get("id").is_none() && team != id {
                    answer(site, "/suggestions", suggested.clone());
                }
                let change = json!({ "issue_key": "SHOP-9", "fields": { name: team } });
                assert_eq!(written_unchecked(site, change).await, json!({ "customfield_10001": id }), "{team}");
            }
        }
        answer(site, "/editmeta", json!({ "fields": { "customfield_10001": { "name": "Team", "schema": schema } } }));
        let change = json!({ "issue_key": "SHOP-9", "fields": { "team": "Nowhere" } });
        let error = site.call("jira_update_issue", change).await.unwrap_err().to_string();
        assert!(error.contains("give the team's id"), "{error}");
    })
    .await;
}

/// The fields of an edit that the demo would not take.
async fn written_unchecked(site: &Site, change: Value) -> Value {
    site.demo.clear_requests();
    site.call("jira_update_issue", change).await.unwrap();
    let requests = site.demo.requests();
    requests
        .iter()
        .find(|sent| sent.method == "PUT")
        .unwrap()
        .json()
        .unwrap()["fields"]
        .clone()
}

#[tokio::test]
async fn a_comment_among_the_fields_of_a_transition_is_the_comment() {
    each_site(&[], async |site, _| {
        for (issue, comment) in [("SHOP-9", json!("Live")), ("SHOP-14", json!([{ "add": { "body": "Live" } }])), ("SHOP-15", json!({ "body": "Live" }))] {
            let done = json!({ "issue_key": issue, "transition_id": "Done", "fields": { "resolution": "Done", "comment": comment } });
            let reply = replied(site, "jira_transition_issue", done).await;
            assert!(reply["comment_id"].is_string(), "{reply}");
            let comments = site.call("jira_get_comments", json!({ "issue_key": issue })).await.unwrap();
            assert_eq!(comments.matches("\"Live\"").count(), 1, "{comments}");
        }
        let twice = json!({ "issue_key": "SHOP-9", "transition_id": "Done", "fields": { "resolution": "Done", "comment": "a" }, "comment": "b" });
        assert!(site.call("jira_transition_issue", twice).await.unwrap_err().to_string().contains("given twice"));
    })
    .await;
}

#[tokio::test]
async fn a_comment_travels_with_an_edit_and_with_a_new_status() {
    each_site(&[], async |site, _| {
        let change = json!({ "issue_key": "SHOP-9", "fields": { "summary": "Changed" }, "comment": "Renamed as agreed" });
        site.call("jira_update_issue", change).await.unwrap();
        let change = json!({ "issue_key": "SHOP-9", "status": "In Progress", "comment": "On it now" });
        let reply = replied(site, "jira_update_issue", change).await;
        assert_eq!(reply["status"], "In Progress");
        let comments = site.call("jira_get_comments", json!({ "issue_key": "SHOP-9" })).await.unwrap();
        for text in ["Renamed as agreed", "On it now"] {
            assert_eq!(comments.matches(text).count(), 1, "{comments}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_comment_that_a_screen_requires_is_asked_for_first() {
    each_site(&[], async |site, _| {
        let screen = json!({ "comment": { "name": "Comment", "required": true, "schema": { "type": "comments-page", "system": "comment" } } });
        let offered = json!({ "transitions": [{ "id": "41", "name": "Done", "hasScreen": true, "to": { "id": "10002", "name": "Done" }, "fields": screen }] });
        for (tool, arguments) in [
            ("jira_transition_issue", json!({ "issue_key": "SHOP-9", "transition_id": "Done" })),
            ("jira_update_issue", json!({ "issue_key": "SHOP-9", "status": "Done" })),
        ] {
            answer(site, "/transitions", offered.clone());
            site.demo.clear_requests();
            let error = site.call(tool, arguments).await.unwrap_err().to_string();
            assert!(error.contains("requires a comment"), "{error}");
            assert_eq!(site.request_count(), 1);
        }
    })
    .await;
}
