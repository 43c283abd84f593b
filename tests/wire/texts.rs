//! Rich text that is changed in place: what is read, what is sent of it, and what is not.

use demo::Flavour;
use serde_json::{Value, json};

use super::{answer, each_site, replied, story};
use crate::harness::{FLAVOURS, Site};

const FIND: &str = "more than 30 seconds";

fn edit(find: &str, replace: &str) -> Value {
    json!({ "issue_key": "SHOP-7", "edits": [{ "find": find, "replace": replace }] })
}

#[tokio::test]
async fn a_piece_of_a_text_is_replaced() {
    story(
        "jira_update_issue-edits",
        "jira_update_issue",
        edit(FIND, "more than a minute"),
    )
    .await;
    let several = json!({
        "issue_key": "SHOP-7", "dry_run": true, "fields": { "summary": "S" },
        "edits": [
            { "find": "two authorizations", "replace": "*two* authorizations" },
            { "field": "Environment", "find": "Finland only", "replace": "Finland" },
        ],
    });
    story("jira_update_issue-dry-run", "jira_update_issue", several).await;
}

/// Clients that declare every parameter required give null for what they leave out.
#[tokio::test]
async fn a_field_that_is_null_is_the_description() {
    each_site(&[], async |site, _| {
        let mut arguments = edit(FIND, "more than a minute");
        arguments["dry_run"] = json!(true);
        let plain = replied(site, "jira_update_issue", arguments.clone()).await;
        arguments["edits"][0]["field"] = Value::Null;
        assert_eq!(replied(site, "jira_update_issue", arguments).await, plain);
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_tells_all_that_would_be_done() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("log.txt"), "x").unwrap();
    let root = home.path().to_str().unwrap();
    each_site(&[("MCP_FILES_ROOT", root)], async |site, _| {
        let arguments = json!({ "issue_key": "SHOP-7", "dry_run": true, "comment": "Look.", "attachments": "log.txt", "fields": { "status": "In Progress" } });
        let told = replied(site, "jira_update_issue", arguments).await;
        assert_eq!(told["would_attach"], json!(["log.txt"]), "{told}");
        assert_eq!(told["would_comment"], true, "{told}");
        assert!(told["note"].as_str().is_some_and(|note| note.contains("already")), "{told}");
        assert!(!wrote(site));
    })
    .await;
}

#[tokio::test]
async fn what_is_to_be_replaced_has_to_be_there_once() {
    story(
        "jira_update_issue-edit-twice",
        "jira_update_issue",
        edit("authorization", "hold"),
    )
    .await;
    story(
        "jira_update_issue-edit-nowhere",
        "jira_update_issue",
        edit("gives  up and tries", ""),
    )
    .await;
    for wrong in [
        json!([{ "find": "", "replace": "x" }]),
        json!([{ "find": FIND }]),
        json!([{ "find": FIND, "replace": "x", "fields": "environment" }]),
        json!([{ "find": FIND, "replace": "x", "field": 10016 }]),
        json!([{ "field": "summary", "find": "Card", "replace": "x" }]),
        json!([{ "find": FIND, "replace": "x" }, { "find": "than 30", "replace": "y" }]),
        json!([{ "find": FIND, "replace": "x" }, { "find": "not there", "replace": "y" }]),
    ] {
        each_site(&[], async |site, _| {
            let arguments = json!({ "issue_key": "SHOP-7", "edits": wrong.clone() });
            let refused = site.call("jira_update_issue", arguments).await;
            assert!(refused.is_err(), "{wrong}: {refused:?}");
            assert!(!wrote(site), "{wrong}");
        })
        .await;
    }
}

/// Whether anything but a reading request was sent.
fn wrote(site: &Site) -> bool {
    site.demo
        .requests()
        .iter()
        .any(|request| request.method != "GET")
}

#[tokio::test]
async fn a_text_that_stays_is_not_sent() {
    each_site(&[], async |site, _| {
        let read = replied(site, "jira_get_issue", json!({ "issue_key": "SHOP-7" })).await;
        let same =
            json!({ "issue_key": "SHOP-7", "fields": { "description": read["description"] } });
        let reply = replied(site, "jira_update_issue", same).await;
        assert_eq!(reply["unchanged"], json!(["description"]), "{reply}");
        assert!(reply.get("changed").is_none() && !wrote(site), "{reply}");
    })
    .await;
}

#[tokio::test]
async fn what_stays_of_a_text_is_sent_as_it_is_stored() {
    let document = json!({ "type": "doc", "version": 1, "content": [
        { "type": "paragraph", "attrs": { "localId": "p1" }, "content": [{ "type": "text", "text": "It takes a minute." }] },
        { "type": "mediaSingle", "attrs": { "layout": "center", "localId": "m1" }, "content": [
            { "type": "media", "attrs": { "type": "file", "id": "f1", "collection": "", "alt": "a.png" } },
        ] },
    ] });
    for (flavour, _) in FLAVOURS {
        let on_cloud = flavour == Flavour::Cloud;
        let stored = match on_cloud {
            true => document.clone(),
            false => {
                json!("It takes a minute. \r\n\r\n*odd* -- {toc:style=none}\r\n!a.png|thumbnail!")
            }
        };
        let sent = |edits: Value| {
            let issue = json!({ "id": "10006", "key": "SHOP-7", "fields": { "description": stored.clone() } });
            async move {
                let site = Site::start(flavour).await;
                answer(&site, "/issue/SHOP-7", issue);
                let reply = replied(&site, "jira_update_issue", edits).await;
                let put = site
                    .demo
                    .requests()
                    .into_iter()
                    .find(|request| request.method == "PUT");
                let body: Value = serde_json::from_str(&put.unwrap().body).unwrap();
                (reply, body["fields"]["description"].clone())
            }
        };
        let (_, description) = sent(edit("a minute", "an hour")).await;
        let expected = stored.to_string().replace("a minute", "an hour");
        assert_eq!(description.to_string(), expected);
        let whole = json!({ "issue_key": "SHOP-7", "fields": { "description": "New." } });
        let (reply, _) = sent(whole).await;
        assert_eq!(reply["not_shown_any_more"], json!(["a.png"]), "{reply}");
    }
}

/// Elements that Markdown cannot say are named by reference in what is edited where it is stored, and nowhere else.
#[tokio::test]
async fn what_markdown_cannot_say_is_named_by_reference() {
    let element = json!({ "type": "extension", "attrs": { "extensionType": "org.example.app", "extensionKey": "chart", "parameters": { "style": "pie", "of": "sales" } } });
    let document = json!({ "type": "doc", "version": 1, "content": [
        { "type": "paragraph", "content": [{ "type": "text", "text": "It takes a minute." }] },
        element,
    ] });
    let issue = json!({ "id": "10006", "key": "SHOP-7", "fields": {
        "description": document,
        "comment": { "total": 1, "comments": [{ "id": "1", "body": document }] },
    } });
    let site = Site::start(Flavour::Cloud).await;
    answer(&site, "/issue/SHOP-7", issue.clone());
    let read = replied(&site, "jira_get_issue", json!({ "issue_key": "SHOP-7" })).await;
    assert_eq!(
        read["description"],
        "It takes a minute.\n\n[chart](atl:x/072372)"
    );
    let comment = &read["comment"]["newest"][0]["body"];
    assert!(
        comment.as_str().is_some_and(|body| body.len() > 100),
        "{comment}"
    );
    answer(&site, "/issue/SHOP-7", issue);
    let whole = json!({ "issue_key": "SHOP-7", "fields": { "description": "It takes an hour.\n\n[chart](atl:x/072372)" } });
    replied(&site, "jira_update_issue", whole).await;
    let put = site
        .demo
        .requests()
        .into_iter()
        .find(|request| request.method == "PUT");
    let body: Value = serde_json::from_str(&put.unwrap().body).unwrap();
    let expected = document.to_string().replace("a minute", "an hour");
    assert_eq!(body["fields"]["description"].to_string(), expected);
    each_site(&[], async |site, _| {
        for (tool, arguments) in [
            ("jira_add_comment", json!({ "issue_key": "SHOP-7", "comment": "See [chart](atl:x/072372)" })),
            ("jira_update_issue", json!({ "issue_key": "SHOP-7", "fields": { "description": "See [chart](atl:x/072372)" } })),
            ("jira_create_issue", json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S", "description": "See [chart](atl:x/072372)" })),
        ] {
            let refused = site.call(tool, arguments).await.unwrap_err().to_string();
            assert!(refused.contains("no such element"), "{tool}: {refused}");
        }
        assert!(!wrote(site));
    })
    .await;
}
