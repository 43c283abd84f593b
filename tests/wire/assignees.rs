//! Who is to work on an issue, also where looking people up is not allowed.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::names::written;
use super::{answer, each_site, replied};
use crate::harness::Site;

fn id(suffix: &str) -> &'static str {
    match suffix {
        "cloud" => "accountId",
        _ => "name",
    }
}

/// Has everything below `/user` refused, as for a bot that may not look people up.
fn may_not_look(site: &Site) {
    site.demo.misbehave(
        Fault::new(Trouble::Refused(403))
            .method("GET")
            .path("/user")
            .times(9),
    );
}

fn assign(who: impl Into<Value>) -> Value {
    json!({ "issue_key": "SHOP-9", "fields": { "assignee": who.into() } })
}

#[tokio::test]
async fn an_id_is_passed_on_where_the_look_up_is_refused() {
    each_site(&[], async |site, suffix| {
        let who = match suffix {
            "cloud" => "712020:91d2a7f4-2c3b-4e58-8f10-6b9e4d5c7a21",
            _ => "tomasz",
        };
        may_not_look(site);
        let sent = written(site, "jira_update_issue", assign(who)).await;
        assert_eq!(sent["assignee"], json!({ id(suffix): who }));
        let made =
            json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "assignee": who });
        let sent = written(site, "jira_create_issue", made.clone()).await;
        assert_eq!(sent["assignee"], json!({ id(suffix): who }));
        let sent = written(
            site,
            "jira_batch_create_issues",
            json!({ "issues": [made] }),
        )
        .await;
        assert_eq!(sent["assignee"], json!({ id(suffix): who }));
    })
    .await;
}

#[tokio::test]
async fn who_may_not_search_is_told_so_or_served_from_those_who_can_be_assigned() {
    each_site(&[], async |site, _| {
        may_not_look(site);
        let error = site
            .call("jira_update_issue", assign("Nobody Here"))
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("lacks the permission \"Browse"), "{error}");
        let error = site
            .call(
                "jira_get_user_profile",
                json!({ "user_identifier": "Nobody There" }),
            )
            .await;
        assert!(
            error
                .unwrap_err()
                .to_string()
                .contains("lacks the permission")
        );
    })
    .await;
    each_site(&[], async |site, suffix| {
        answer(site, "/user/search", json!([]));
        let sent = written(site, "jira_update_issue", assign("tomasz zieliński")).await;
        assert!(sent["assignee"][id(suffix)].is_string(), "{sent}");
    })
    .await;
}

#[tokio::test]
async fn an_address_may_be_a_user_name_on_data_center() {
    let site = Site::start(Flavour::DataCenter).await;
    let user = json!({ "name": "old@harbour.example", "displayName": "Old Name", "emailAddress": "new@harbour.example" });
    site.demo
        .misbehave(Fault::new(Trouble::Instead(user)).path("/user").after(1));
    let asked = json!({ "user_identifier": "old@harbour.example" });
    let found = replied(&site, "jira_get_user_profile", asked).await;
    assert_eq!(found["name"], "Old Name");
    let last = site.demo.requests().pop().unwrap();
    assert!(
        last.query.contains("username=old%40harbour.example"),
        "{}",
        last.query
    );
}

#[tokio::test]
async fn words_for_nobody_clear_the_assignee() {
    each_site(&[], async |site, _| {
        for nobody in [json!("unassigned"), json!("None"), json!("null"), json!(null), json!("")] {
            let sent = written(site, "jira_update_issue", assign(nobody.clone())).await;
            assert_eq!(sent, json!({ "assignee": null }), "{nobody}");
        }
        for nobody in ["Unassigned", "none"] {
            let made = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "assignee": nobody, "additional_fields": { "Severity": "Minor" } });
            let sent = written(site, "jira_create_issue", made.clone()).await;
            assert_eq!(sent.get("assignee"), Some(&Value::Null), "{sent}");
            let sent = written(site, "jira_batch_create_issues", json!({ "issues": [made] })).await;
            assert_eq!(sent.get("assignee"), Some(&Value::Null), "{sent}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_first_name_is_enough_if_it_can_mean_one_person_alone() {
    each_site(&[], async |site, suffix| {
        let zoe = match suffix {
            "cloud" => "5e1b9d7c3a2f4e006b8d0c4a",
            _ => "diego",
        };
        let found = json!([{ id(suffix): zoe, "displayName": "Zoé Álvarez", "active": true }, { id(suffix): "other", "displayName": "Zoella Ray" }]);
        let shown = json!({ "name": "Zoé Álvarez", "id": zoe });
        let calls = [
            ("jira_update_issue", assign("ZOE"), "/assignee"),
            ("jira_create_issue", made("zoe"), "/assignee"),
            ("jira_batch_create_issues", json!({ "issues": [made("Zoé")] }), "/created/0/assignee"),
            ("jira_transition_issue", json!({ "issue_key": "SHOP-9", "transition_id": "Hand over", "assignee": "@Zoe" }), "/assignee"),
        ];
        let start = json!({ "issue_key": "SHOP-9", "status": "In Progress" });
        site.call("jira_update_issue", start).await.unwrap();
        for (tool, arguments, told) in calls {
            answer(site, "/user/search", found.clone());
            answer(site, "/user/assignable/search", found.clone());
            let reply = replied(site, tool, arguments).await;
            assert_eq!(reply.pointer(told), Some(&shown), "{tool}: {reply}");
        }
        let error = site.call("jira_update_issue", assign("Alex")).await.unwrap_err().to_string();
        assert!(error.contains("Alex Berger") && error.contains("Alex Kim"), "{error}");
    })
    .await;
}

fn made(assignee: &str) -> Value {
    json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "assignee": assignee })
}

#[tokio::test]
async fn a_first_name_is_not_guessed_from_a_part_of_those_who_bear_it() {
    each_site(&[], async |site, suffix| {
        let person = |name: &str, active: bool| json!({ id(suffix): name.to_lowercase().replace(' ', "."), "displayName": name, "active": active });
        let ana = [person("Ana Sol", true)];
        let full: Vec<_> = (0..50).map(|n| person(&format!("Anabel {n}"), true)).chain(ana.clone()).skip(1).collect();
        let cases = [
            (json!(full), json!(ana)),
            (json!([person("Ana Sol", false)]), json!([person("Ana Sol", false)])),
            (json!(ana), json!([])),
            (json!([person("Ana Sol", true), person("Ana Luz", true)]), json!([person("Ana Sol", true), person("Ana Luz", true)])),
        ];
        for (found, assignable) in cases {
            answer(site, "/user/search", found.clone());
            answer(site, "/user/assignable/search", assignable);
            site.demo.clear_requests();
            let said = site.call("jira_update_issue", assign("Ana")).await;
            assert!(said.is_err(), "{found}: {said:?}");
            assert!(site.demo.requests().iter().all(|sent| sent.method == "GET"));
        }
    })
    .await;
}

#[tokio::test]
async fn several_are_listed_without_an_error() {
    each_site(&[], async |site, _| {
        let found = replied(
            site,
            "jira_get_user_profile",
            json!({ "user_identifier": "Alex" }),
        )
        .await;
        assert_eq!(found["users"].as_array().unwrap().len(), 2);
        assert!(found["note"].as_str().unwrap().contains("use the id"));
    })
    .await;
}

#[tokio::test]
async fn an_assignee_who_is_not_on_the_edit_screen_is_given_past_it() {
    each_site(&[], async |site, suffix| {
        for fields in [
            json!({ "assignee": "Tomasz Zieliński" }),
            json!({ "assignee": "Tomasz Zieliński", "summary": "Changed" }),
            json!({ "assignee": "unassigned", "summary": "Changed" }),
        ] {
            let screen = json!({ "fields": { "summary": { "name": "Summary", "schema": { "type": "string", "system": "summary" } } } });
            site.demo.misbehave(Fault::new(Trouble::Refused(400)).method("PUT"));
            answer(site, "/editmeta", screen);
            site.demo.clear_requests();
            let change = json!({ "issue_key": "SHOP-9", "fields": fields });
            site.call("jira_update_issue", change).await.unwrap();
            let requests = site.demo.requests();
            let puts: Vec<_> = requests.iter().filter(|sent| sent.method == "PUT").skip(1).collect();
            assert_eq!(puts.len(), fields.as_object().unwrap().len());
            if let [others, _] = puts.as_slice() {
                assert_eq!(others.json().unwrap()["fields"], json!({ "summary": "Changed" }));
            }
            let last = puts.last().unwrap();
            assert!(last.path.ends_with("/issue/SHOP-9/assignee"));
            let named = last.json().unwrap()[id(suffix)].is_string();
            assert_eq!(named, fields["assignee"] != "unassigned");
            assert!(site.demo.violations().is_empty(), "{:?}", site.demo.violations());
        }
        let read = replied(site, "jira_get_issue", json!({ "issue_key": "SHOP-9", "fields": "assignee" })).await;
        assert!(read["assignee"].is_null(), "{read}");
    })
    .await;
}
