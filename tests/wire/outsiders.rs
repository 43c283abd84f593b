//! Issues outside of the projects filter: wherever an answer names them, and wherever a call does.

use demo::Flavour;
use serde_json::{Value, json};

use super::{answer, each_site, replied};
use crate::harness::Site;

const FILTER: (&str, &str) = ("JIRA_PROJECTS_FILTER", "SHOP");

/// The id of OPS-1, which is outside.
async fn outside(site: &Site) -> String {
    let open = Site {
        caller: crate::harness::caller_of(&site.demo.jira_url(), flavour_of(site), &[]),
        demo: demo::start(demo::Options {
            flavour: flavour_of(site),
            ..Default::default()
        })
        .await
        .unwrap(),
    };
    let issue = replied(&open, "jira_get_issue", json!({ "issue_key": "OPS-1" })).await;
    issue["id"].as_str().unwrap().to_owned()
}

fn flavour_of(site: &Site) -> Flavour {
    let jira = site.caller.session(atlassian_mcp::product::Product::Jira);
    match jira.unwrap().deployment() {
        atlassian_mcp::product::Deployment::Cloud => Flavour::Cloud,
        atlassian_mcp::product::Deployment::DataCenter => Flavour::DataCenter,
    }
}

#[tokio::test]
async fn an_answer_without_a_key_is_not_shown() {
    let file = json!({ "id": "7", "filename": "secret.txt", "mimeType": "text/plain", "size": 1, "content": "" });
    let nameless = json!({ "id": "10006", "fields": { "attachment": [file] }, "changelog": { "histories": [] } });
    each_site(&[FILTER], async |site, suffix| {
        for (tool, arguments) in [
            ("jira_get_issue", json!({ "issue_key": "10006" })),
            ("jira_download_attachments", json!({ "issue_key": "10006" })),
            (
                "jira_get_development_information",
                json!({ "issue_key": "10006" }),
            ),
            (
                "jira_batch_get_changelogs",
                json!({ "issue_ids_or_keys": "10006" }),
            ),
        ] {
            site.demo.clear_requests();
            match (tool, suffix) {
                ("jira_batch_get_changelogs", "cloud") => {
                    answer(site, "/issue/bulkfetch", json!({ "issues": [nameless] }))
                }
                _ => answer(site, "/issue/10006", nameless.clone()),
            }
            let said = site
                .call(tool, arguments)
                .await
                .expect_err(tool)
                .to_string();
            assert!(!said.contains("secret"), "{tool}: {said}");
            assert_eq!(site.request_count(), 1, "{tool}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_answer_without_a_project_is_no_leave() {
    each_site(&[FILTER], async |site, _| {
        for (tool, more) in [
            ("jira_get_comments", json!({})),
            ("jira_get_worklog", json!({})),
            ("jira_get_transitions", json!({})),
            ("jira_add_comment", json!({ "comment": "x" })),
            ("jira_add_worklog", json!({ "time_spent": "1h" })),
            ("jira_delete_issue", json!({})),
        ] {
            let mut arguments = json!({ "issue_key": "10006" });
            arguments
                .as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            site.demo.clear_requests();
            answer(
                site,
                "/issue/10006",
                json!({ "id": "10006", "key": "SHOP-7", "fields": {} }),
            );
            let said = site
                .call(tool, arguments)
                .await
                .expect_err(tool)
                .to_string();
            assert!(said.contains("JIRA_PROJECTS_FILTER"), "{tool}: {said}");
            assert_eq!(site.request_count(), 1, "{tool}");
        }
    })
    .await;
}

/// What fields of many kinds are: `_1` an epic link, `_2` and `_3` issue pickers of apps, `_4` a text, `_5` a sprint, `_6` and `_7`
/// objects of Assets.
fn schema() -> Value {
    let custom =
        |kind: &str, of: &str| json!({ "type": kind, "custom": format!("com.example.app:{of}") });
    json!({
        "summary": { "type": "string", "system": "summary" }, "priority": { "type": "priority", "system": "priority" },
        "parent": { "type": "issuelink", "system": "parent" },
        "customfield_1": custom("any", "gh-epic-link"), "customfield_2": custom("any", "issue-picker"),
        "customfield_3": custom("string", "single-issue-picker-cf"), "customfield_4": custom("string", "textfield"),
        "customfield_5": { "type": "array", "items": "json", "custom": "com.pyxis.greenhopper.jira:gh-sprint" },
        "customfield_6": custom("any", "cmdb-object-cftype"), "customfield_7": custom("any", "rlabs-customfield-default-object"),
    })
}

fn fields(key: &str) -> Value {
    json!({
        "summary": "As OPS-3", "priority": { "name": "SEV-1" }, "parent": { "id": "1", "key": key, "fields": { "summary": "S" } },
        "customfield_1": key, "customfield_2": [{ "id": "1", "key": key }, { "id": "2", "key": "SHOP-5" }],
        "customfield_3": format!("https://jira.example/browse/{key}"), "customfield_4": "see OPS-3",
        "customfield_5": [{ "id": 1, "name": "Q3-2026", "state": "active", "boardId": 1 }],
        "customfield_6": [{ "objectKey": "HW-6" }], "customfield_7": ["Laptop (HW-7)"],
    })
}

/// An issue with everything that `expand` can add, all of it about this other issue.
fn issue(key: &str) -> Value {
    let link = format!("<a href=\"/browse/{key}\">{key}</a>");
    let versions: serde_json::Map<String, Value> = fields(key)
        .as_object()
        .unwrap()
        .iter()
        .map(|(id, value)| (id.clone(), json!({ "1": value })))
        .collect();
    json!({
        "id": "10001", "key": "SHOP-1", "fields": fields(key), "schema": schema(), "versionedRepresentations": versions,
        "renderedFields": { "summary": "As OPS-3", "customfield_1": link, "customfield_3": link, "customfield_4": "see OPS-3" },
        "operations": { "linkGroups": [{ "links": [{ "id": "parent", "href": format!("/browse/{key}") }] }] },
        "editmeta": { "fields": { "parent": { "name": "Parent", "allowedValues": [{ "id": "1", "key": key }] } } },
        "properties": { "related": [key] },
    })
}

const EXPAND: &str = "renderedFields,versionedRepresentations,operations,editmeta";

#[tokio::test]
async fn no_form_of_a_field_names_one() {
    each_site(&[FILTER], async |site, _| {
        let asked =
            json!({ "issue_key": "SHOP-1", "expand": EXPAND, "issue_properties": "related" });
        answer(site, "/issue/SHOP-1", issue("OPS-9"));
        let shown = replied(site, "jira_get_issue", asked.clone()).await;
        let text = shown.to_string();
        assert!(!text.contains("OPS-9"), "{shown:#}");
        for kept in [
            "As OPS-3",
            "see OPS-3",
            "SEV-1",
            "Q3-2026",
            "SHOP-5",
            "HW-6",
            "HW-7",
        ] {
            assert!(text.contains(kept), "{kept}: {shown:#}");
        }
        // The same about an issue that is within stays as it is.
        answer(site, "/issue/SHOP-1", issue("SHOP-9"));
        let shown = replied(site, "jira_get_issue", asked).await.to_string();
        assert!(shown.matches("SHOP-9").count() >= 9, "{shown:#}");

        let page = json!({ "total": 1, "isLast": true, "issues": [issue("OPS-9")] });
        answer(site, "/search", page);
        let asked = json!({ "jql": "key = SHOP-1", "expand": EXPAND });
        let shown = replied(site, "jira_search", asked).await.to_string();
        assert!(
            !shown.contains("OPS-9") && shown.contains("As OPS-3"),
            "{shown}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_told_is_left_out() {
    let unnamed = json!({ "id": "1", "fields": { "summary": "secret" } });
    let item = json!({ "field": "Link", "to": "OPS-9", "toString": "secret" });
    let issue = json!({
        "id": "10001", "key": "SHOP-1", "schema": schema(), "changelog": [[{ "id": "1", "items": [item] }], 1],
        "fields": { "parent": unnamed, "subtasks": [unnamed], "customfield_2": { "id": "3", "summary": "secret" },
            "issuelinks": [{ "id": "1", "type": { "outward": "blocks" }, "outwardIssue": unnamed }] },
        "editmeta": { "fields": { "parent": { "name": "Parent" } } },
    });
    each_site(&[FILTER], async |site, _| {
        answer(site, "/issue/SHOP-1", issue.clone());
        let asked = json!({ "issue_key": "SHOP-1", "expand": "changelog,editmeta" });
        let shown = replied(site, "jira_get_issue", asked).await.to_string();
        assert!(
            !shown.contains("secret") && shown.contains("Parent"),
            "{shown}"
        );
    })
    .await;
}

#[tokio::test]
async fn histories_are_read_in_every_language() {
    let edit = |id: u32, kind: &str, field: &str, from: Value, to: &str| {
        let item = json!({ "field": field, "fieldtype": kind, "from": from, "fromString": null, "to": null, "toString": to });
        json!({ "id": id.to_string(), "created": 1_767_323_045, "items": [item] })
    };
    let hidden = [
        edit(1, "jira", "Verknüpfung", json!("OPS-9"), ""),
        edit(2, "jira", "Übergeordnet", Value::Null, "OPS-9"),
        edit(3, "custom", "Liittyy", Value::Null, "OPS-9, SHOP-2"),
        edit(4, "custom", "status", Value::Null, "OPS-9"),
    ];
    let shown = [
        edit(5, "jira", "status", Value::Null, "UAT-2"),
        edit(6, "jira", "description", Value::Null, "see OPS-9"),
        edit(7, "jira", "Verknüpfung", json!("SHOP-9"), ""),
    ];
    let all: Vec<_> = hidden.iter().chain(&shown).cloned().collect();
    each_site(&[FILTER], async |site, suffix| {
        let issue = json!({ "id": "10004", "key": "SHOP-5", "fields": {}, "changelog": { "total": 7, "histories": all } });
        answer(site, "/issue/SHOP-5", issue.clone());
        let asked = json!({ "issue_key": "SHOP-5", "expand": "changelog" });
        let told = replied(site, "jira_get_issue", asked).await["changelog"].take();
        assert_eq!(told["total"], 3, "{told:#}");
        match suffix {
            "cloud" => {
                let groups = json!([{ "issueId": "10004", "changeHistories": all }]);
                answer(site, "/changelog/bulkfetch", json!({ "issueChangeLogs": groups }));
            }
            _ => answer(site, "/issue/SHOP-5", issue),
        }
        let asked = json!({ "issue_ids_or_keys": "SHOP-5" });
        let told = replied(site, "jira_batch_get_changelogs", asked).await["issues"][0].take();
        assert_eq!(told["total"], 3, "{told:#}");
    })
    .await;
}

#[tokio::test]
async fn of_fields_with_one_name_the_one_that_may_hold_issues_decides() {
    let fields = json!([
        { "id": "customfield_1", "name": "Cause", "schema": schema()["customfield_4"] },
        { "id": "customfield_2", "name": "Cause", "schema": schema()["customfield_2"] },
        { "id": "customfield_3", "name": "Notes", "schema": schema()["customfield_4"] },
    ]);
    let edit = |id: &str, field: &str| {
        let item = json!({ "field": field, "fieldtype": "custom", "toString": "see OPS-9" });
        json!({ "id": id, "created": 1_767_323_045, "items": [item] })
    };
    let site = Site::with(Flavour::DataCenter, &[FILTER]).await;
    answer(&site, "/field", fields);
    let histories = [edit("1", "Cause"), edit("2", "Notes")];
    let issue = json!({ "id": "10004", "key": "SHOP-5", "changelog": { "histories": histories } });
    answer(&site, "/issue/SHOP-5", issue);
    let asked = json!({ "issue_ids_or_keys": "SHOP-5" });
    let told = replied(&site, "jira_batch_get_changelogs", asked).await["issues"][0].take();
    assert_eq!(told["total"], 1, "{told:#}");
    assert_eq!(told["changes"][0]["items"][0]["field"], "Notes");
}

#[tokio::test]
async fn sprints_of_boards_elsewhere_are_held_back() {
    let sprint = |id: u32, board: u32| json!({ "id": id, "name": format!("Sprint of board {board}"), "state": "active", "originBoardId": board });
    let page =
        json!({ "values": [sprint(1, 1), sprint(2, 2)], "startAt": 0, "total": 2, "isLast": true });
    each_site(&[FILTER], async |site, _| {
        answer(site, "/board/1/sprint", page.clone());
        let listed = replied(
            site,
            "jira_get_sprints_from_board",
            json!({ "board_id": 1 }),
        )
        .await;
        assert!(
            listed["note"]
                .as_str()
                .unwrap_or_default()
                .contains("held back: 1"),
            "{listed:#}"
        );
        assert!(!listed.to_string().contains("of board 2"), "{listed:#}");
    })
    .await;
}

#[tokio::test]
async fn sprints_of_a_board_that_belongs_elsewhere_are_not_listed() {
    let site = Site::with(Flavour::Cloud, &[FILTER]).await;
    // Its issues are those of SHOP, but it is a board of SEC.
    let board =
        json!({ "id": 1, "name": "Spies", "type": "scrum", "location": { "projectKey": "SEC" } });
    for (tool, arguments) in [
        ("jira_get_sprints_from_board", json!({ "board_id": 1 })),
        (
            "jira_create_sprint",
            json!({ "board_id": 1, "sprint_name": "x" }),
        ),
    ] {
        answer(&site, "/board/1", board.clone());
        let said = site.call(tool, arguments).await.unwrap_err().to_string();
        assert!(said.contains("project SEC is outside"), "{said}");
    }
}

#[tokio::test]
async fn boards_of_another_project_are_held_back_and_counted() {
    let board = |id: u32, key: &str| json!({ "id": id, "name": format!("Board of {key}"), "type": "scrum", "location": { "projectKey": key } });
    let page = json!({ "values": [board(1, "SHOP"), board(2, "SEC")], "startAt": 0, "total": 2, "isLast": true });
    for filter in ["SHOP", "SHOP,OPS"] {
        each_site(&[("JIRA_PROJECTS_FILTER", filter)], async |site, _| {
            answer(site, "/board", page.clone());
            let listed = replied(site, "jira_get_agile_boards", json!({})).await;
            let note = listed["note"].as_str().unwrap_or_default();
            assert!(note.contains("held back: 1"), "{listed:#}");
            assert!(!listed.to_string().contains("Board of SEC"), "{listed:#}");
        })
        .await;
    }
}

/// Has the create screen of a Task say that these fields are on it.
fn screen(site: &Site) {
    let field = |id: &str| json!({ "fieldId": id, "name": id, "schema": schema()[id] });
    let links = json!({ "fieldId": "issuelinks", "name": "Linked Issues", "schema": { "type": "array", "items": "issuelinks", "system": "issuelinks" } });
    let mut all: Vec<_> = [
        "summary",
        "parent",
        "customfield_1",
        "customfield_2",
        "customfield_3",
        "customfield_4",
    ]
    .map(field)
    .to_vec();
    all.push(links);
    let name = match flavour_of(site) {
        Flavour::Cloud => "fields",
        Flavour::DataCenter => "values",
    };
    answer(
        site,
        "/issuetypes/",
        json!({ name: all, "total": all.len() }),
    );
}

#[tokio::test]
async fn no_field_is_made_to_refer_to_one() {
    each_site(&[FILTER], async |site, _| {
        let id = outside(site).await;
        let address = "https://jira.example/browse/OPS-1?x=1";
        let forms = |key: &str| vec![
            json!(key), json!({ "key": key }), json!([{ "key": key }]), json!(format!("SHOP-1, {key}")),
            json!(format!("{{\"key\": \"{key}\"}}")), json!([{ "outwardIssue": { "key": key }, "type": { "name": "Blocks" } }]),
        ];
        let mut values = forms("OPS-1");
        values.extend([json!(id), json!({ "id": id }), json!(id.parse::<u64>().unwrap()), json!(address)]);
        screen(site);
        for field in ["customfield_1", "customfield_2", "customfield_3", "issuelinks", "parent"] {
            for value in &values {
                let issue = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "s", "additional_fields": { field: value } });
                site.demo.clear_requests();
                let said = site.call("jira_create_issue", issue.clone()).await;
                assert!(said.is_err(), "{field} {value}: {said:?}");
                let written = site.demo.requests().iter().any(|sent| sent.method == "POST");
                assert!(!written, "{field} {value}");
                let batch = site.call("jira_batch_create_issues", json!({ "issues": [issue] })).await;
                assert!(batch.is_err(), "{field} {value}: {batch:?}");
                let written = site.demo.requests().iter().any(|sent| sent.method == "POST");
                assert!(!written, "{field} {value}");
            }
        }
        let written = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "as OPS-1", "additional_fields": { "customfield_4": "see OPS-1" } });
        answer(site, "/issue", json!({ "id": "1", "key": "SHOP-99" }));
        let made = replied(site, "jira_create_issue", written).await;
        assert_eq!(made["key"], "SHOP-99");
    })
    .await;
}

#[tokio::test]
async fn a_field_that_names_very_many_is_refused() {
    each_site(&[FILTER], async |site, _| {
        let all: Vec<_> = (1..50_000).map(|n| format!("SHOP-{n}")).collect();
        screen(site);
        let issue = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "s", "additional_fields": { "customfield_2": all.join(" ") } });
        let said = site.call("jira_create_issue", issue).await.unwrap_err().to_string();
        assert!(said.contains("more than 100 issues"), "{said}");
        assert!(site.request_count() < 5);
    })
    .await;
}

#[tokio::test]
async fn nor_by_a_transition() {
    each_site(&[FILTER], async |site, _| {
        let picker = json!({ "name": "Cause", "required": false, "schema": schema()["customfield_2"] });
        let moves = json!({ "transitions": [{ "id": "21", "name": "Go", "to": { "id": "3", "name": "Gone" }, "hasScreen": true, "fields": { "customfield_2": picker } }] });
        for (tool, arguments) in [
            ("jira_transition_issue", json!({ "issue_key": "SHOP-9", "transition_id": "21", "fields": { "Cause": "OPS-1" } })),
            ("jira_update_issue", json!({ "issue_key": "SHOP-9", "fields": { "status": "Gone", "Cause": { "key": "OPS-1" } } })),
        ] {
            answer(site, "/transitions", moves.clone());
            site.demo.clear_requests();
            let said = site.call(tool, arguments).await.unwrap_err().to_string();
            assert!(said.contains("JIRA_PROJECTS_FILTER"), "{tool}: {said}");
            assert!(site.demo.requests().iter().all(|sent| sent.method == "GET"), "{tool}");
        }
    })
    .await;
}

#[tokio::test]
async fn changes_of_the_parent_are_found_by_every_name() {
    let item = json!({ "field": "IssueParentAssociation", "fieldtype": "jira", "from": "10001", "fromString": "SHOP-2", "to": "10002", "toString": "SHOP-3" });
    let history = json!([{ "id": "1", "created": 1_767_323_045, "items": [item] }]);
    each_site(&[], async |site, suffix| {
        match suffix {
            "cloud" => {
                let groups = json!([{ "issueId": "10004", "changeHistories": history }]);
                answer(site, "/changelog/bulkfetch", json!({ "issueChangeLogs": groups }));
            }
            _ => {
                let issue = json!({ "id": "10004", "key": "SHOP-5", "fields": {}, "changelog": { "histories": history } });
                answer(site, "/issue/SHOP-5", issue);
            }
        }
        let asked = json!({ "issue_ids_or_keys": "SHOP-5", "fields": "parent" });
        let told = replied(site, "jira_batch_get_changelogs", asked).await["issues"][0].take();
        assert_eq!(told["total"], 1, "{told:#}");
        // Cloud would leave out what does not say the field's id.
        let bulk = site.demo.requests().into_iter().find(|sent| sent.path.ends_with("changelog/bulkfetch"));
        let asked_for = bulk.and_then(|sent| sent.json()).map(|body| body["fieldIds"].clone());
        assert!(asked_for.is_none_or(|ids| ids.is_null() || ids == json!([])));
    })
    .await;
}
