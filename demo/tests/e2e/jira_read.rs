//! Jira's lists beside the search.

use demo::Flavour::{Cloud, DataCenter};
use serde_json::{Value, json};

use crate::client::Client;

fn names<'a>(list: &'a Value, member: &str) -> Vec<&'a str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|item| item[member].as_str().unwrap())
        .collect()
}

#[test]
fn projects_are_live_unless_archived_ones_are_asked_for() {
    let cloud = Client::new(Cloud);
    let url = format!("{}/project/search", cloud.jira());
    assert_eq!(names(&cloud.get(&url).1["values"], "key"), ["SHOP", "OPS"]);
    let (_, page) = cloud.get(&format!(
        "{url}?status=live,archived&startAt=2&maxResults=2"
    ));
    assert_eq!(
        (
            names(&page["values"], "key"),
            &page["isLast"],
            &page["total"]
        ),
        (vec!["LEG"], &json!(true), &json!(3))
    );
    let (_, shop) = cloud.get(&format!("{}/project/SHOP", cloud.jira()));
    assert_eq!(
        (&shop["id"], names(&shop["components"], "name").len()),
        (&json!("10001"), 4)
    );
    assert_eq!(cloud.get(&format!("{}/project/NOPE", cloud.jira())).0, 404);

    let dc = Client::new(DataCenter);
    assert_eq!(
        names(&dc.get(&format!("{}/project", dc.jira())).1, "key"),
        ["SHOP", "OPS"]
    );
    assert_eq!(
        names(
            &dc.get(&format!("{}/project?includeArchived=true", dc.jira()))
                .1,
            "key"
        ),
        ["SHOP", "OPS", "LEG"]
    );
}

#[test]
fn boards_sprints_and_their_issues() {
    for flavour in [Cloud, DataCenter] {
        let client = Client::new(flavour);
        let agile = format!("{}/rest/agile/1.0", client.demo.jira_url());
        let (_, boards) = client.get(&format!("{agile}/board?type=kanban&projectKeyOrId=OPS"));
        assert_eq!(names(&boards["values"], "name"), ["OPS kanban"]);
        let (_, sprints) = client.get(&format!("{agile}/board/1/sprint?state=active,future"));
        assert_eq!(
            names(&sprints["values"], "name"),
            ["Sprint 12", "Sprint 13"]
        );
        assert_eq!(client.get(&format!("{agile}/board/2/sprint")).0, 400);
        assert_eq!(client.get(&format!("{agile}/board/99/sprint")).0, 404);
        let issues = if flavour == Cloud {
            agile.replace("agile", "software")
        } else {
            agile
        };
        let (_, page) = client.get(&format!("{issues}/sprint/12/issue?jql=status%20%3D%20%22In%20Progress%22%20order%20by%20key&fields=summary"));
        assert_eq!(
            names(&page["issues"], "key"),
            ["SHOP-7", "SHOP-10", "SHOP-19"]
        );
        let (_, page) = client.get(&format!("{issues}/board/2/issue?maxResults=4"));
        assert_eq!(page["issues"].as_array().unwrap().len(), 4);
        if flavour == Cloud {
            let token = page["nextPageToken"].as_str().unwrap();
            let (_, rest) = client.get(&format!(
                "{issues}/board/2/issue?maxResults=4&nextPageToken={token}"
            ));
            assert_eq!(
                (rest["issues"].as_array().unwrap().len(), &rest["isLast"]),
                (2, &json!(true))
            );
            assert_eq!(
                client
                    .get(&format!("{issues}/board/2/issue/approximate-count"))
                    .1,
                json!({"count": 6})
            );
        } else {
            assert_eq!((&page["total"], &page["startAt"]), (&json!(6), &json!(0)));
        }
        assert_eq!(client.demo.violations(), Vec::<String>::new());
    }
}

#[test]
fn changelogs_come_in_bulk_on_cloud() {
    let client = Client::new(Cloud);
    let url = format!("{}/changelog/bulkfetch", client.jira());
    let mut asked = json!({"issueIdsOrKeys": ["SHOP-5", "SHOP-7"], "maxResults": 3});
    let (_, first) = client.post(&url, asked.clone());
    assert_eq!(
        first["issueChangeLogs"][0]["changeHistories"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    asked["nextPageToken"] = first["nextPageToken"].clone();
    let (_, second) = client.post(&url, asked);
    assert_eq!(
        second["issueChangeLogs"][0]["changeHistories"][0]["items"][0]["toString"],
        "In Progress"
    );
    assert!(second.get("nextPageToken").is_none());
    let (_, none) = client.post(
        &url,
        json!({"issueIdsOrKeys": ["SHOP-5"], "fieldIds": ["summary"]}),
    );
    assert_eq!(none["issueChangeLogs"], json!([]));
}

#[test]
fn development_wants_the_exact_application() {
    for (flavour, application) in [(Cloud, "bitbucket"), (DataCenter, "stash")] {
        let client = Client::new(flavour);
        let (_, issue) = client.get(&format!("{}/issue/SHOP-7?fields=summary", client.jira()));
        let id = issue["id"].as_str().unwrap();
        let url = format!("{}/rest/dev-status/1.0/issue", client.demo.jira_url());
        let (_, summary) = client.get(&format!("{url}/summary?issueId={id}"));
        assert_eq!(
            summary["summary"]["pullrequest"]["byInstanceType"][application]["count"],
            1
        );
        assert_eq!(summary["summary"]["build"]["byInstanceType"], json!({}));
        let detail = |application: &str, kind: &str| {
            client
                .get(&format!(
                    "{url}/detail?issueId={id}&applicationType={application}&dataType={kind}"
                ))
                .1["detail"]
                .clone()
        };
        assert_eq!(
            detail(application, "pullrequest")[0]["pullRequests"][0]["name"],
            "SHOP-7: reuse the idempotency key on retry"
        );
        assert_eq!(
            detail(application, "repository")[0]["repositories"][0]["commits"]
                .as_array()
                .unwrap()
                .len(),
            2
        );
        assert_eq!(
            detail(application, "branch")[0]["branches"][0]["name"],
            "bugfix/SHOP-7-double-charge"
        );
        assert_eq!(detail("Bitbucket", "branch"), json!([]));
        assert_eq!(client.get(&format!("{url}/summary?issueId=SHOP-7")).0, 400);
    }
}

#[test]
fn fields_screens_and_users() {
    for (flavour, list, user) in [
        (Cloud, "fields", "query"),
        (DataCenter, "values", "username"),
    ] {
        let client = Client::new(flavour);
        let (_, fields) = client.get(&format!("{}/field", client.jira()));
        let points = fields
            .as_array()
            .unwrap()
            .iter()
            .find(|field| field["name"] == "Story Points")
            .unwrap();
        assert_eq!(points["schema"]["type"], "number");
        let (_, screen) = client.get(&format!(
            "{}/issue/createmeta/SHOP/issuetypes/10000",
            client.jira()
        ));
        let required: Vec<&str> = screen[list]
            .as_array()
            .unwrap()
            .iter()
            .filter(|field| field["required"] == true)
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        let epic_name = if flavour == Cloud {
            vec![]
        } else {
            vec!["Epic Name"]
        };
        assert_eq!(
            required,
            [vec!["Summary", "Issue Type", "Project"], epic_name].concat()
        );
        let (_, edit) = client.get(&format!("{}/issue/SHOP-7/editmeta", client.jira()));
        assert_eq!(
            edit["fields"]["priority"]["allowedValues"][0]["name"],
            "Highest"
        );
        assert!(edit["fields"].get("status").is_none());
        let (_, found) = client.get(&format!("{}/user/search?{user}=alex", client.jira()));
        assert_eq!(names(&found, "displayName"), ["Alex Berger", "Alex Kim"]);
        assert_eq!(
            client
                .get(&format!(
                    "{}/user?{}=nobody",
                    client.jira(),
                    if flavour == Cloud {
                        "accountId"
                    } else {
                        "username"
                    }
                ))
                .0,
            404
        );
    }
}
