//! What Jira says is read, all of it, however oddly it says it.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::{answer, each_site, replied};
use crate::harness::Site;

/// An issue with these fields, as Jira gives it, with what it says of them.
fn issue(fields: &Value) -> Value {
    json!({
        "id": "10006", "key": "SHOP-7", "fields": fields,
        "names": { "customfield_1": "Checklist", "customfield_2": "Team", "customfield_3": null, "customfield_4": "Rank" },
        "schema": {
            "customfield_1": { "type": "array", "items": "option", "custom": "com.okapya.jira.checklist:checklist" },
            "customfield_2": { "type": "team", "custom": "com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team" },
            "customfield_3": null,
            "customfield_4": { "type": "any", "custom": "com.pyxis.greenhopper.jira:gh-lexo-rank" },
            "priority": { "type": "priority", "system": "priority" },
        },
    })
}

async fn read(site: &Site, fields: Value, arguments: Value) -> Value {
    answer(site, "/issue/SHOP-7", issue(&fields));
    let mut asked = json!({ "issue_key": "SHOP-7" });
    let asked_too = arguments.as_object().unwrap().clone();
    asked.as_object_mut().unwrap().extend(asked_too);
    replied(site, "jira_get_issue", asked).await
}

#[tokio::test]
async fn fields_say_what_their_names_do_not() {
    each_site(&[], async |site, _| {
        let fields = json!({
            "customfield_1": [{ "name": "Item B", "checked": true }],
            "customfield_2": { "id": "36885b3c", "name": "Platform", "title": "Platform", "isVisible": true, "avatarUrl": "x" },
            "customfield_3": { "value": "5", "displayValue": "5 of 8", "max": 8 },
            "priority": { "self": "x", "id": "2", "name": "High", "news": true },
            "status": { "self": "x", "id": "2", "name": "Open", "statusCategory": { "id": 2, "key": "new", "colorName": "blue", "name": "To Do" } },
        });
        let shown = read(site, fields, json!({ "fields": "customfield_1,customfield_2,customfield_3,priority,status" })).await;
        assert_eq!(shown["Checklist"]["value"], json!([{ "name": "Item B", "checked": true }]));
        assert_eq!(shown["Team"]["value"], json!({ "id": "36885b3c", "name": "Platform" }));
        assert_eq!(shown["customfield_3"], json!({ "value": "5", "displayValue": "5 of 8", "max": 8 }));
        assert_eq!((&shown["priority"], &shown["status"]), (&json!("High"), &json!("Open")));
    })
    .await;
}

#[tokio::test]
async fn fields_that_were_asked_for_are_shown_though_they_are_empty() {
    each_site(&[], async |site, _| {
        let asked = json!({ "fields": "summary,duedate,customfield_1,customfield_4,customfield_99,labels" });
        let fields = json!({ "summary": "S", "duedate": null, "customfield_1": [], "customfield_4": "0|i001", "labels": [] });
        let shown = read(site, fields.clone(), asked).await;
        let expected = json!({
            "key": "SHOP-7", "id": "10006", "summary": "S", "duedate": null, "Checklist": null,
            "Rank": { "id": "customfield_4", "value": "0|i001" }, "labels": null, "url": shown["url"],
        });
        assert_eq!(shown, expected);
        let usual = read(site, fields.clone(), json!({})).await;
        assert!(usual.get("duedate").is_none() && usual.get("Rank").is_none(), "{usual}");
        let page = json!({ "issues": [issue(&fields)], "total": 1, "isLast": true, "names": { "customfield_1": "Checklist" } });
        answer(site, "/search", page);
        let rows = replied(site, "jira_search", json!({ "jql": "project = SHOP", "fields": "duedate, customfield_1, key, -summary" })).await;
        let row = &rows["issues"][0];
        assert_eq!((row.get("duedate"), row.get("Checklist")), (Some(&json!(null)), Some(&json!(null))), "{row}");
        assert_eq!(row["key"], "SHOP-7");
    })
    .await;
}

#[tokio::test]
async fn lists_that_jira_cuts_say_so() {
    let comments: Vec<_> = (1..=20)
        .map(|id| json!({ "id": id.to_string(), "body": "b", "created": "2026-01-02T03:04:05.000+0000" }))
        .collect();
    let logs: Vec<_> = (1..=20)
        .map(|id| json!({ "id": id.to_string(), "timeSpent": "1h", "timeSpentSeconds": 3600, "comment": "*b*", "started": "2026-01-02T03:04:05.000+0000" }))
        .collect();
    let cut = json!({
        "comment": { "startAt": 0, "maxResults": 20, "total": 41, "comments": comments },
        "worklog": { "startAt": 0, "maxResults": 20, "total": 32, "worklogs": logs },
    });
    each_site(&[], async |site, _| {
        let fields = json!({ "fields": "comment,worklog" });
        answer(site, "/search", json!({ "issues": [issue(&cut)], "total": 1, "isLast": true }));
        let rows = replied(site, "jira_search", json!({ "jql": "project = SHOP", "fields": "comment,worklog" })).await;
        let row = &rows["issues"][0];
        for (field, total, tool) in [("comment", 41, "jira_get_comments"), ("worklog", 32, "jira_get_worklog")] {
            assert_eq!(row[field]["total"], total);
            assert_eq!(row[field]["oldest"].as_array().unwrap().len(), 20, "{row}");
            assert_eq!(row[field]["note"], format!("{tool} has all"));
        }
        assert_eq!(row["worklog"]["oldest"][0]["comment"], "**b**");
        let shown = read(site, json!({ "worklog": cut["worklog"] }), fields.clone()).await;
        assert_eq!(shown["worklog"]["note"], "jira_get_worklog has all");
        let whole = json!({ "worklog": { "total": 1, "worklogs": [logs[0]] }, "comment": { "total": 1, "comments": [comments[0]] } });
        let shown = read(site, whole, fields).await;
        assert!(shown["worklog"].get("note").is_none() && shown["comment"].get("note").is_none(), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn what_jira_warns_of_is_told() {
    let warnings = json!(["The value 'nobody' does not exist for the field 'assignee'."]);
    let site = Site::start(Flavour::DataCenter).await;
    let cases = [
        (
            "/search",
            "jira_search",
            json!({ "jql": "assignee = nobody" }),
        ),
        (
            "/board/1/issue",
            "jira_get_board_issues",
            json!({ "board_id": 1, "jql": "assignee = nobody" }),
        ),
        (
            "/sprint/12/issue",
            "jira_get_sprint_issues",
            json!({ "sprint_id": 12 }),
        ),
    ];
    for (path, tool, arguments) in cases {
        let nothing =
            json!({ "issues": [], "startAt": 0, "total": 0, "warningMessages": warnings });
        answer(&site, path, nothing);
        let shown = replied(&site, tool, arguments).await;
        assert_eq!(shown["warnings"], warnings, "{tool}");
    }
    let site = Site::start(Flavour::Cloud).await;
    answer(
        &site,
        "/search/jql",
        json!({ "issues": [], "isLast": true, "warnings": ["w"], "warningMessages": warnings }),
    );
    let shown = replied(&site, "jira_search", json!({ "jql": "project = SHOP" })).await;
    assert_eq!(shown["warnings"], json!([["w"], warnings]));
}

#[tokio::test]
async fn one_odd_item_spoils_nothing_else() {
    each_site(&[], async |site, suffix| {
        let history = json!({ "id": "1", "created": "2026-01-02T03:04:05.000+0000", "author": "somebody", "items": [
            { "field": null, "fieldId": "labels", "fromString": null, "toString": "a" }, null, { "field": "status", "toString": 5 },
        ] });
        let mut odd = issue(&json!({ "summary": "S", "customfield_3": 3 }));
        odd["changelog"] = json!({ "total": null, "histories": [null, history] });
        answer(site, "/issue/SHOP-7", odd);
        let shown = replied(site, "jira_get_issue", json!({ "issue_key": "SHOP-7", "expand": "changelog" })).await;
        assert_eq!((&shown["summary"], &shown["customfield_3"]), (&json!("S"), &json!(3)));
        let items = &shown["changelog"]["newest"][0]["items"];
        assert_eq!((&items[0]["field"], &items[1]["field"]), (&json!("labels"), &json!("status")), "{shown}");

        let page = json!({ "issues": [null, issue(&json!({ "summary": "S" }))], "total": 2, "names": { "a": null }, "schema": { "a": null, "b": "c" } });
        answer(site, "/search", page);
        let rows = replied(site, "jira_search", json!({ "jql": "project = SHOP" })).await;
        assert_eq!(rows["issues"][0]["summary"], "S", "{rows}");

        let boards = json!({ "values": [null, { "id": 1, "name": null, "type": "scrum", "location": "x" }], "total": 2 });
        answer(site, "/board", boards);
        let shown = replied(site, "jira_get_agile_boards", json!({})).await;
        assert_eq!(shown["boards"], json!([{ "id": 1, "name": "", "type": "scrum" }]));

        let field = |id: &str, name: Value, schema: Value| json!({ "fieldId": id, "key": id, "name": name, "schema": schema, "required": null, "allowedValues": null });
        let fields = json!([field("summary", json!("Summary"), json!({ "type": "string", "system": "summary" })), null, field("customfield_7", json!(null), json!(null)), field("customfield_8", json!("Size"), json!({ "type": "number" }))]);
        let list = if suffix == "cloud" { "fields" } else { "values" };
        answer(site, "/issuetypes/", json!({ list: fields, "total": 4 }));
        let made = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "additional_fields": { "Size": 3 } });
        let refused = site.call("jira_create_issue", made).await;
        let sent = site.demo.requests().into_iter().find(|request| request.method == "POST" && request.path.ends_with("/issue"));
        assert_eq!(sent.unwrap().json().unwrap()["fields"]["customfield_8"], 3, "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn extras_that_there_are_not_are_refused() {
    each_site(&[], async |site, _| {
        let cases = [
            ("jira_get_issue", json!({ "issue_key": "SHOP-7", "expand": "changelog,history" })),
            ("jira_search", json!({ "jql": "project = SHOP", "expand": ["history"] })),
            ("jira_get_board_issues", json!({ "board_id": 1, "expand": "history" })),
        ];
        for (tool, arguments) in cases {
            site.demo.clear_requests();
            let error = site.call(tool, arguments).await.unwrap_err().to_string();
            assert!(error.contains("no \"history\"") && error.contains("changelog, transitions"), "{error}");
            assert_eq!(site.request_count(), 0);
        }
        let mut with = issue(&json!({ "summary": "S" }));
        with["transitions"] = json!([{ "id": "31", "name": "Done", "to": { "id": "3", "name": "Closed" }, "isGlobal": true }]);
        answer(site, "/issue/SHOP-7", with);
        let shown = replied(site, "jira_get_issue", json!({ "issue_key": "SHOP-7", "expand": "Transitions.fields" })).await;
        assert_eq!(shown["transitions"], json!([{ "id": "31", "name": "Done", "to_status": "Closed" }]));
    })
    .await;
}

#[tokio::test]
async fn sprints_and_logged_work_are_told_in_the_callers_zone() {
    each_site(&[], async |site, suffix| {
        let me = |zone: &str| json!({ "accountId": "5b", "name": "mira", "displayName": "Mira", "timeZone": zone });
        answer(site, "/myself", me("Europe/Helsinki"));
        let sprint = json!({ "id": 14, "name": "Sprint 14", "state": "future", "startDate": "2026-11-22T22:00:00.000Z", "endDate": "2026-12-04T14:00:00.000+0000" });
        answer(site, "/board/1/sprint", json!({ "values": [sprint], "total": 1 }));
        let shown = replied(site, "jira_get_sprints_from_board", json!({ "board_id": 1 })).await;
        let dates = |sprint: &Value, start: &str, end: &str| (sprint[start].clone(), sprint[end].clone());
        let expected = (json!("2026-11-23T00:00:00+0200"), json!("2026-12-04T16:00:00+0200"));
        assert_eq!(dates(&shown["sprints"][0], "start_date", "end_date"), expected);

        let printed = "com.atlassian.greenhopper.service.sprint.Sprint@1[activatedDate=<null>,endDate=2026-12-04T14:00:00.000Z,goal=x, state=ok,id=14,name=Sprint 14,rapidViewId=1,sequence=14,startDate=2026-11-22T22:00:00.000Z,state=FUTURE,synced=false]";
        let field = if suffix == "dc" { json!([printed]) } else { json!([sprint]) };
        let log = json!({ "id": "1", "timeSpent": "1h", "timeSpentSeconds": 3600, "started": "2026-11-22T23:30:00.000+0000" });
        let logs = json!({ "total": 1, "worklogs": [log] });
        let mut planned = issue(&json!({ "customfield_5": field, "worklog": logs }));
        planned["schema"]["customfield_5"] = json!({ "type": "array", "custom": "com.pyxis.greenhopper.jira:gh-sprint" });
        planned["names"]["customfield_5"] = json!("Sprint");
        answer(site, "/issue/SHOP-7", planned.clone());
        let shown = replied(site, "jira_get_issue", json!({ "issue_key": "SHOP-7" })).await;
        assert_eq!(dates(&shown["Sprint"]["value"][0], "startDate", "endDate"), expected, "{shown}");
        assert_eq!(shown["worklog"]["oldest"][0]["started"], "2026-11-23T01:30:00+0200");
        let page = json!({ "issues": [planned], "total": 1, "isLast": true });
        answer(site, "/search", page);
        let rows = replied(site, "jira_search", json!({ "jql": "project = SHOP" })).await;
        assert_eq!(dates(&rows["issues"][0]["Sprint"]["value"][0], "startDate", "endDate"), expected, "{rows}");
        answer(site, "/worklog", logs);
        let shown = replied(site, "jira_get_worklog", json!({ "issue_key": "SHOP-7" })).await;
        assert_eq!(shown["worklogs"][0]["started"], "2026-11-23T01:30:00+0200");
    })
    .await;
}

#[tokio::test]
async fn web_links_are_shown() {
    each_site(&[], async |site, _| {
        let link = json!({ "issue_key": "SHOP-7", "url": "https://example.org/plan", "title": "The plan", "relationship": "documented by" });
        replied(site, "jira_create_remote_issue_link", link).await;
        let expected = json!([{ "title": "The plan", "url": "https://example.org/plan", "relationship": "documented by" }]);
        let shown = replied(site, "jira_get_issue", json!({ "issue_key": "SHOP-7" })).await;
        assert_eq!(shown["web_links"], expected);
        for extra in ["web_links", "remotelinks", "remoteLinks"] {
            let asked = json!({ "issue_key": "SHOP-7", "fields": "summary", "expand": extra });
            assert_eq!(replied(site, "jira_get_issue", asked).await["web_links"], expected);
        }
        let none = replied(site, "jira_get_issue", json!({ "issue_key": "SHOP-9" })).await;
        assert!(none.get("web_links").is_none(), "{none}");
        let asked = json!({ "issue_key": "SHOP-7", "fields": "summary" });
        site.demo.clear_requests();
        assert!(replied(site, "jira_get_issue", asked).await.get("web_links").is_none());
        assert_eq!(site.request_count(), 1);
        for (status, said) in [(403, false), (500, true)] {
            site.demo.misbehave(Fault::new(Trouble::Status(status)).path("/remotelink"));
            let shown = replied(site, "jira_get_issue", json!({ "issue_key": "SHOP-9" })).await;
            assert_eq!(shown["web_links"]["error"].is_string(), said, "{shown}");
        }
    })
    .await;
}

#[tokio::test]
async fn epics_say_what_is_below_them() {
    each_site(&[], async |site, suffix| {
        let asked = json!({ "issue_key": "SHOP-1" });
        let shown = replied(site, "jira_get_issue", asked.clone()).await;
        let children = &shown["children"];
        let listed = children["issues"].as_array().unwrap();
        assert_eq!(children["total"], listed.len());
        assert!(children["done"].as_u64().unwrap() > 0 && children["points"]["total"].as_u64() > children["points"]["done"].as_u64(), "{children}");
        assert!(listed.iter().all(|child| child["key"].is_string() && child["summary"].is_string() && child["status"].is_string()));
        let story = replied(site, "jira_get_issue", json!({ "issue_key": "SHOP-9" })).await;
        assert!(story.get("children").is_none(), "{story}");
        let page = |from: u64, to: u64| {
            let issues: Vec<_> = (from..to).map(|id| json!({ "id": id.to_string(), "key": format!("SHOP-{id}"), "fields": { "summary": "S", "status": { "name": "Done", "statusCategory": { "key": "done" } } } })).collect();
            json!({ "issues": issues, "startAt": from, "total": 120, "nextPageToken": (to < 120).then_some("more"), "isLast": to >= 120 })
        };
        answer(site, "/search", page(0, 100));
        answer(site, "/search", page(100, 120));
        let shown = replied(site, "jira_get_issue", asked).await;
        let children = &shown["children"];
        assert_eq!((&children["total"], &children["done"], children.get("points")), (&json!(120), &json!(120), None));
        assert_eq!(children["issues"].as_array().unwrap().len(), 50);
        let jql = if suffix == "dc" { "\"Epic Link\" = SHOP-1" } else { "parent = SHOP-1" };
        assert_eq!(children["note"], format!("jira_search with `{jql}` has all"));
    })
    .await;
}

#[tokio::test]
async fn a_sprint_that_closes_says_what_is_not_done() {
    each_site(&[], async |site, _| {
        let closed = replied(
            site,
            "jira_update_sprint",
            json!({ "sprint_id": 12, "state": "closed" }),
        )
        .await;
        let unfinished = &closed["unfinished"];
        let keys = unfinished["issues"].as_array().unwrap();
        assert!(
            unfinished["total"] == keys.len() && keys.iter().any(|issue| issue["key"] == "SHOP-9"),
            "{closed}"
        );
        let renamed = replied(
            site,
            "jira_update_sprint",
            json!({ "sprint_id": 12, "goal": "x" }),
        )
        .await;
        assert!(renamed.get("unfinished").is_none(), "{renamed}");
    })
    .await;
    each_site(&[], async |site, _| {
        site.demo
            .misbehave(Fault::new(Trouble::Status(403)).path("/sprint/12/issue"));
        let closed = replied(
            site,
            "jira_update_sprint",
            json!({ "sprint_id": 12, "state": "closed" }),
        )
        .await;
        assert!(
            closed["state"] == "closed" && closed["unfinished"]["error"].is_string(),
            "{closed}"
        );
    })
    .await;
}

#[tokio::test]
async fn who_was_meant_is_told() {
    each_site(&[], async |site, _| {
        let changed = json!({ "issue_key": "SHOP-9", "fields": { "assignee": "me" } });
        let reply = replied(site, "jira_update_issue", changed).await;
        assert_eq!(reply["assignee"]["name"], "Mira Halonen", "{reply}");
        let cleared = json!({ "issue_key": "SHOP-9", "fields": { "assignee": null } });
        let reply = replied(site, "jira_update_issue", cleared).await;
        assert!(reply.get("assignee").is_none(), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn teams_are_found_by_name() {
    each_site(&[], async |site, suffix| {
        let (schema, kind) = if suffix == "cloud" { ("team", "atlassian-team") } else { ("any", "rm-teams-custom-field-team") };
        let id = if suffix == "cloud" { "36885b3c-1bf0-4f85-a357-c5b858c31de4" } else { "17" };
        let field = json!({ "name": "Team", "required": false, "schema": { "type": schema, "custom": format!("x:{kind}") } });
        let screen = || answer(site, "/editmeta", json!({ "fields": { "customfield_10001": field } }));
        let sent = || {
            let requests = site.demo.requests();
            let put = requests.iter().rev().find(|request| request.method == "PUT").unwrap();
            put.json().unwrap()["fields"]["customfield_10001"].clone()
        };
        let update = |team: Value| json!({ "issue_key": "SHOP-9", "fields": { "Team": team } });
        for team in [json!("platform"), json!(id), json!({ "id": id, "name": "Platform" })] {
            screen();
            let found = json!({ "results": [{ "value": id, "displayName": "<b>Plat</b>form" }, { "value": "other", "displayName": "<b>Platform</b> Ops" }] });
            if team == "platform" {
                answer(site, "/suggestions", found);
            }
            let _ = site.call("jira_update_issue", update(team.clone())).await;
            assert_eq!(sent(), json!(id), "{team}");
        }
        screen();
        answer(site, "/suggestions", json!({ "results": [] }));
        let error = site.call("jira_update_issue", update(json!("Nobodies"))).await.unwrap_err().to_string();
        assert!(error.contains("\"Nobodies\"") && error.contains("the team's id"), "{error}");
    })
    .await;
}
