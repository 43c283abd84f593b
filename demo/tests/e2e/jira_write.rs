//! Changes to Jira, and how it refuses them.

use demo::Flavour::{Cloud, DataCenter};
use serde_json::{Value, json};

use crate::client::{Client, doc};

fn issue(client: &Client, key: &str) -> Value {
    let (status, issue) = client.get(&format!("{}/issue/{key}?expand=changelog", client.jira()));
    assert_eq!(status, 200, "{issue}");
    issue
}

#[test]
fn an_edit_changes_fields_and_history() {
    for flavour in [Cloud, DataCenter] {
        let client = Client::new(flavour);
        let user = if flavour == Cloud {
            json!({"accountId": "5f8c2e1a9b7d4c0068a3e1f2"})
        } else {
            json!({"name": "noor"})
        };
        let severity = if flavour == Cloud {
            "customfield_10041"
        } else {
            "customfield_10201"
        };
        let edit = json!({
            "fields": {"summary": "Changed", "assignee": user, severity: {"value": "Minor"}, "duedate": null, "timetracking": {"originalEstimate": "1w"}},
            "update": {"labels": [{"add": "new"}, {"remove": "incident"}], "components": [{"remove": {"name": "Checkout"}}]},
        });
        assert_eq!(
            client.put(&format!("{}/issue/SHOP-7", client.jira()), edit),
            (204, Value::Null)
        );
        let after = issue(&client, "SHOP-7");
        let fields = &after["fields"];
        assert_eq!(fields["summary"], "Changed");
        assert_eq!(fields["assignee"]["displayName"], "Noor Rahman");
        assert_eq!(fields[severity]["value"], "Minor");
        assert_eq!(fields["duedate"], Value::Null);
        assert_eq!(fields["labels"], json!(["payments", "new"]));
        assert_eq!(fields["components"].as_array().unwrap().len(), 1);
        assert_eq!(
            (
                &fields["timetracking"]["originalEstimate"],
                &fields["timetracking"]["remainingEstimate"]
            ),
            (&json!("1w"), &json!("1d 5h 30m"))
        );
        let changed: Vec<&str> = after["changelog"]["histories"][0]["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["field"].as_str().unwrap())
            .collect();
        assert_eq!(
            changed,
            [
                "summary",
                "assignee",
                "duedate",
                "labels",
                "components",
                "timetracking",
                "Severity"
            ]
        );
        assert_eq!(client.demo.violations(), Vec::<String>::new());
    }
}

#[test]
fn a_wrong_edit_names_the_field_and_changes_nothing() {
    let client = Client::new(Cloud);
    let url = format!("{}/issue/SHOP-7", client.jira());
    for (edit, field, message) in [
        (
            json!({"fields": {"summary": ""}}),
            "summary",
            "You must specify a summary of the issue.",
        ),
        (
            json!({"fields": {"description": "plain"}}),
            "description",
            "Operation value must be an Atlassian Document (see the Atlassian Document Format)",
        ),
        (
            json!({"fields": {"assignee": {"accountId": "nobody"}}}),
            "assignee",
            "User 'nobody' does not exist.",
        ),
        (
            json!({"fields": {"duedate": "16.11.2026"}}),
            "duedate",
            "Operation value must be a date in the format yyyy-MM-dd, but was '16.11.2026'",
        ),
        (
            json!({"fields": {"labels": ["a b"]}}),
            "labels",
            "The label 'a b' contains spaces which is invalid.",
        ),
        (
            json!({"fields": {"customfield_10016": "5"}}),
            "customfield_10016",
            "Operation value must be a number",
        ),
        (
            json!({"fields": {"customfield_10043": {"value": "Mars"}}}),
            "customfield_10043",
            "Option value 'Mars' is not valid",
        ),
        (
            json!({"fields": {"status": {"name": "Done"}}}),
            "status",
            "Field 'status' cannot be set. It is not on the appropriate screen, or unknown.",
        ),
        (
            json!({"fields": {"customfield_10020": 11}}),
            "customfield_10020",
            "Sprint with id '11' does not exist or is completed.",
        ),
        (
            json!({"fields": {"timetracking": {"originalEstimate": "soon"}}}),
            "timetracking",
            "Time Tracking value 'soon' is not valid. Use a format such as '3w 2d 4h'.",
        ),
    ] {
        let (status, refused) = client.put(&url, edit.clone());
        assert_eq!(
            (status, &refused["errors"][field]),
            (400, &json!(message)),
            "{edit}: {refused}"
        );
    }
    assert_eq!(
        issue(&client, "SHOP-7")["fields"]["updated"],
        "2026-11-16T08:50:00.000+0000"
    );
    assert_eq!(
        client
            .put(
                &format!("{}/issue/SHOP-999", client.jira()),
                json!({"fields": {}})
            )
            .0,
        404
    );
}

#[test]
fn a_bulk_creates_what_it_can_and_tells_the_rest() {
    for flavour in [Cloud, DataCenter] {
        let client = Client::new(flavour);
        let new = |summary: &str, kind: &str| json!({"fields": {"project": {"key": "OPS"}, "issuetype": {"name": kind}, "summary": summary}});
        let url = format!("{}/issue/bulk", client.jira());
        let (status, answer) = client.post(
            &url,
            json!({"issueUpdates": [new("A", "Task"), new("", "Task"), new("B", "Bug")]}),
        );
        assert_eq!(
            (status, &answer["issues"][1]["key"]),
            (201, &json!("OPS-8"))
        );
        assert_eq!(answer["errors"][0]["failedElementNumber"], 1);
        assert_eq!(
            answer["errors"][0]["elementErrors"]["errors"]["summary"],
            "You must specify a summary of the issue."
        );
        assert_eq!(
            client
                .post(&url, json!({"issueUpdates": [new("", "Task")]}))
                .0,
            400
        );
        assert_eq!(
            client
                .post(&url, json!({"issueUpdates": vec![new("x", "Task"); 51]}))
                .0,
            400
        );
    }
}

#[test]
fn deleting_asks_for_subtasks() {
    let client = Client::new(Cloud);
    let url = format!("{}/issue/SHOP-7", client.jira());
    let (status, refused) = client.delete(&url);
    assert!(
        status == 400
            && refused["errorMessages"][0]
                .as_str()
                .unwrap()
                .contains("'deleteSubtasks'"),
        "{refused}"
    );
    assert_eq!(client.delete(&format!("{url}?deleteSubtasks=true")).0, 204);
    assert_eq!(client.get(&url).0, 404);
    assert_eq!(
        client.get(&format!("{}/issue/SHOP-11", client.jira())).0,
        404
    );
    assert_eq!(issue(&client, "SHOP-9")["fields"]["issuelinks"], json!([]));
}

#[test]
fn links_are_made_between_existing_issues() {
    for flavour in [Cloud, DataCenter] {
        let client = Client::new(flavour);
        let url = format!("{}/issueLink", client.jira());
        let link = |kind: &str, other: &str| json!({"type": {"name": kind}, "inwardIssue": {"key": "SHOP-20"}, "outwardIssue": {"key": other}});
        assert_eq!(
            client.post(&url, link("Blocks", "SHOP-19")),
            (201, Value::Null)
        );
        assert_eq!(client.post(&url, link("Blocks", "SHOP-999")).0, 404);
        let (status, refused) = client.post(&url, link("Hugs", "SHOP-19"));
        assert_eq!(
            (status, &refused["errorMessages"][0]),
            (404, &json!("No issue link type with name 'Hugs' found."))
        );
        let shown = issue(&client, "SHOP-20");
        let made = &shown["fields"]["issuelinks"][0];
        assert_eq!(
            (&made["outwardIssue"]["key"], &made["type"]["outward"]),
            (&json!("SHOP-19"), &json!("blocks"))
        );
        let made = format!("{url}/{}", made["id"].as_str().unwrap());
        let (_, alone) = client.get(&made);
        assert_eq!(
            (&alone["inwardIssue"]["key"], &alone["outwardIssue"]["key"]),
            (&json!("SHOP-20"), &json!("SHOP-19"))
        );
        assert_eq!((client.delete(&made).0, client.delete(&made).0), (204, 404));

        let remote = format!("{}/issue/SHOP-20/remotelink", client.jira());
        let body = json!({"globalId": "g", "object": {"url": "https://x.example", "title": "X"}});
        let (status, created) = client.post(&remote, body.clone());
        assert!(status == 201 && created["id"].is_u64(), "{created}");
        assert_eq!(client.post(&remote, body), (200, created));
        let (_, types) = client.get(&format!("{}/issueLinkType", client.jira()));
        assert_eq!(types["issueLinkTypes"].as_array().unwrap().len(), 4);
        assert_eq!(client.demo.violations(), Vec::<String>::new());
    }
}

#[test]
fn logged_work_moves_the_remaining_estimate() {
    for flavour in [Cloud, DataCenter] {
        let client = Client::new(flavour);
        let url = format!("{}/issue/SHOP-6/worklog", client.jira());
        let comment = if flavour == Cloud {
            doc("Polish")
        } else {
            json!("Polish")
        };
        let (status, log) = client.post(&url, json!({"timeSpent": "2h 30m", "comment": comment, "started": "2026-11-16T09:00:00.000+0200"}));
        assert_eq!(
            (status, &log["timeSpentSeconds"], &log["comment"]),
            (201, &json!(9000), &comment)
        );
        let remaining = |client: &Client| {
            issue(client, "SHOP-6")["fields"]["timetracking"]["remainingEstimate"].clone()
        };
        assert_eq!(remaining(&client), "3h 30m");
        client.post(
            &format!("{url}?adjustEstimate=new&newEstimate=1w"),
            json!({"timeSpent": "1d"}),
        );
        assert_eq!(remaining(&client), "1w");
        let (_, logs) = client.get(&url);
        assert_eq!(
            (&logs["total"], &logs["worklogs"][2]["timeSpent"]),
            (&json!(3), &json!("1d"))
        );
        for (body, message) in [
            (json!({}), "You must indicate the time spent working."),
            (
                json!({"timeSpent": "a while"}),
                "Invalid time duration entered.",
            ),
        ] {
            assert_eq!(client.post(&url, body).1["errors"]["timeLogged"], message);
        }
        assert_eq!(
            client
                .post(
                    &url,
                    json!({"timeSpent": "1h", "started": "2026-11-16T09:00:00+02:00"})
                )
                .0,
            400
        );
        assert_eq!(client.demo.violations(), Vec::<String>::new());
    }
}

#[test]
fn attachments_go_up_and_come_down() {
    let upload = |client: &Client, token: &str| {
        let body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"hello wörld.txt\"\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b--\r\n";
        let headers = [
            ("Content-Type", "multipart/form-data; boundary=b"),
            ("X-Atlassian-Token", token),
        ];
        client.post_raw(
            &format!("{}/issue/SHOP-1/attachments", client.jira()),
            &headers,
            body,
        )
    };
    let cloud = Client::new(Cloud);
    assert_eq!(upload(&cloud, "").status(), 403);
    assert_eq!(upload(&cloud, "no-check").status(), 200);
    let shown = issue(&cloud, "SHOP-1")["fields"]["attachment"][0].clone();
    assert_eq!(
        (&shown["filename"], &shown["size"]),
        (&json!("hello wörld.txt"), &json!(5))
    );
    let content = shown["content"].as_str().unwrap();
    assert_eq!(
        cloud.get_as(&format!("{content}?redirect=false"), Some("Bearer x")),
        (200, "Hello".to_owned())
    );
    let redirect = cloud.get_raw(content);
    let media = redirect.headers()["location"].to_str().unwrap().to_owned();
    assert!(
        redirect.status() == 303 && media.starts_with("http://localhost:"),
        "{media}"
    );
    assert_eq!(cloud.get_as(&media, None), (200, "Hello".to_owned()));
    assert_eq!(cloud.get_as(media.split('?').next().unwrap(), None).0, 403);
    assert_eq!(cloud.demo.violations(), Vec::<String>::new());

    let dc = Client::new(DataCenter);
    assert_eq!(upload(&dc, "no-check").status(), 200);
    let shown = issue(&dc, "SHOP-1")["fields"]["attachment"][0].clone();
    let content = shown["content"].as_str().unwrap();
    assert!(content.contains("/secure/attachment/"), "{content}");
    assert_eq!(
        dc.get_as(content, Some("Bearer x")),
        (200, "Hello".to_owned())
    );
    assert_eq!(dc.get_as(content, None).0, 401);
    let (_, log) = dc.get_as(
        issue(&dc, "SHOP-7")["fields"]["attachment"][0]["content"]
            .as_str()
            .unwrap(),
        Some("Bearer x"),
    );
    assert!(log.contains("duplicate authorization"), "{log}");
}

#[test]
fn versions_have_names_of_their_own() {
    for flavour in [Cloud, DataCenter] {
        let client = Client::new(flavour);
        let url = format!("{}/version", client.jira());
        let (status, made) = client.post(&url, json!({"projectId": 10001, "name": "2027.02", "startDate": "2027-01-01", "releaseDate": "2027-02-01"}));
        assert_eq!(
            (status, &made["projectId"], &made["releaseDate"]),
            (201, &json!(10001), &json!("2027-02-01"))
        );
        let (_, refused) = client.post(&url, json!({"project": "SHOP", "name": "2027.02"}));
        assert_eq!(
            refused["errors"]["name"],
            "A version with this name already exists in this project."
        );
        assert_eq!(
            client.post(&url, json!({"projectId": 1, "name": "x"})).0,
            404
        );
        assert_eq!(
            client
                .post(
                    &url,
                    json!({"projectId": 10001, "name": "y", "releaseDate": "soon"})
                )
                .0,
            400
        );
        let (_, versions) = client.get(&format!("{}/project/SHOP/versions", client.jira()));
        assert_eq!(versions.as_array().unwrap().len(), 4);
    }
}

#[test]
fn sprints_start_with_dates_and_end_once() {
    for flavour in [Cloud, DataCenter] {
        let client = Client::new(flavour);
        let url = format!("{}/rest/agile/1.0/sprint", client.demo.jira_url());
        let (status, made) = client.post(
            &url,
            json!({"name": "Sprint 14", "originBoardId": 1, "goal": "g"}),
        );
        assert_eq!((status, &made["state"]), (201, &json!("future")));
        let one = format!("{url}/{}", made["id"]);
        assert_eq!(
            client.post(&one, json!({"state": "active"})).1["errors"]["startDate"],
            "Start date and end date must be specified."
        );
        assert_eq!(client.post(&one, json!({"startDate": "2026-12-01"})).0, 400);
        let dates = json!({"startDate": "2026-12-01T08:00:00.000Z", "endDate": "2026-12-14T08:00:00.000+0200", "state": "active", "goal": ""});
        let (status, started) = client.post(&one, dates);
        assert_eq!(
            (status, &started["goal"], &started["endDate"]),
            (200, &json!(""), &json!("2026-12-14T06:00:00.000Z"))
        );
        assert_eq!(
            client
                .post(&one, json!({"endDate": "2026-11-01T08:00:00.000Z"}))
                .0,
            400
        );
        assert!(client.post(&one, json!({"state": "closed"})).1["completeDate"].is_string());
        assert_eq!(client.post(&one, json!({"state": "active"})).0, 400);
        assert_eq!(
            client
                .post(&url, json!({"name": "x", "originBoardId": 2}))
                .0,
            400
        );
        assert_eq!(
            client.post(&format!("{url}/999"), json!({"name": "x"})).0,
            404
        );
        assert_eq!(client.demo.violations(), Vec::<String>::new());
    }
}

#[test]
fn issues_move_to_epics_on_data_center() {
    let client = Client::new(DataCenter);
    let url = |epic: &str| {
        format!(
            "{}/rest/agile/1.0/epic/{epic}/issue",
            client.demo.jira_url()
        )
    };
    let link = || issue(&client, "SHOP-19")["fields"]["customfield_10101"].clone();
    assert_eq!(
        client
            .post(&url("SHOP-3"), json!({"issues": ["SHOP-9", "SHOP-19"]}))
            .0,
        204
    );
    assert_eq!(link(), "SHOP-3");
    assert_eq!(
        client
            .post(&url("SHOP-9"), json!({"issues": ["SHOP-19"]}))
            .0,
        400
    );
    assert_eq!(
        client
            .post(&url("SHOP-3"), json!({"issues": ["SHOP-999"]}))
            .0,
        404
    );
    assert_eq!(
        client.post(&url("none"), json!({"issues": ["SHOP-19"]})).0,
        204
    );
    assert_eq!(link(), Value::Null);
}
