//! A server that computes, waits or is told to stop: each call is answered in its turn, and none keeps the others waiting.

use std::time::Duration;

use demo::{Fault, Trouble};
use serde_json::{Value, json};

use crate::harness::{FLAVOURS, Site};
use crate::stdio::Session;

/// More calls at once than threads serve, each with a page that takes long to convert.
fn keep_busy(session: &mut Session) {
    let markdown = "~~a **b** _c_ `d` [e](https://f.example) <u>g</u>~~ ".repeat(18_000);
    for id in 101..105 {
        let arguments = json!({ "issue_key": "SHOP-7", "comment": markdown });
        let call = json!({ "name": "jira_add_comment", "arguments": arguments });
        session.send(json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": call }));
    }
}

#[test]
fn others_are_answered_while_pages_are_converted() {
    for flavour in ["--demo=cloud", "--demo=datacenter"] {
        let mut session = Session::start(&[flavour], &[]);
        session.initialize("2025-11-25");
        keep_busy(&mut session);
        // It is the first to be answered, though it came last.
        let search = json!({ "name": "jira_get_issue", "arguments": { "issue_key": "SHOP-9" } });
        let found = session.request(1, "tools/call", search);
        assert!(found.to_string().contains("SHOP-9"), "{found}");
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_server_that_computes() {
    let mut session = Session::start(&["--demo"], &[]);
    session.initialize("2025-11-25");
    keep_busy(&mut session);
    session.request(1, "ping", json!({}));
    session.kill("TERM");
    let (rest, status) = session.outcome();
    assert!(
        !rest.contains("\"isError\":false"),
        "no call is waited for: {rest}"
    );
    assert!(status.success());
}

#[tokio::test]
async fn a_write_that_breaks_off_is_not_to_be_tried_again_at_once() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let broken = Fault::new(Trouble::CutConnection)
            .method("POST")
            .path("/comment");
        site.demo.misbehave(broken);
        let comment = json!({ "issue_key": "SHOP-9", "comment": "x" });
        let error = site.call("jira_add_comment", comment).await;
        let error = error.unwrap_err().to_string();
        assert!(error.contains("look before you repeat it"), "{error}");
        assert!(
            !error.contains("Try again") && !error.contains("try later"),
            "{error}"
        );
    }
}

/// A site whose calls may take a second, and which does not answer these requests.
async fn hung(flavour: demo::Flavour, fault: impl Fn(Fault) -> Fault) -> Site {
    let site = Site::with(flavour, &[("MCP_CALL_TIMEOUT", "1")]).await;
    let never = Fault::new(Trouble::Slow(Duration::from_secs(3_600)));
    site.demo.misbehave(fault(never));
    site
}

#[tokio::test]
async fn a_call_that_takes_too_long_says_what_may_have_happened() {
    for (flavour, _) in FLAVOURS {
        let site = hung(flavour, |fault| fault.times(9)).await;
        let error = site
            .call("jira_get_issue", json!({ "issue_key": "SHOP-9" }))
            .await;
        let error = error.unwrap_err().to_string();
        assert!(
            error.starts_with("The 1 s that a call may take are over (MCP_CALL_TIMEOUT): GET "),
            "{error}"
        );
        assert!(!error.contains("carried out"), "{error}");

        let site = hung(flavour, |fault| fault.method("POST").path("/comment")).await;
        let comment = json!({ "issue_key": "SHOP-9", "comment": "x" });
        let error = site.call("jira_add_comment", comment).await;
        let error = error.unwrap_err().to_string();
        assert!(
            error.contains("It may have been carried out all the same"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_batch_that_takes_too_long_says_what_is_done_and_what_was_not_sent() {
    for (flavour, _) in FLAVOURS {
        let site = hung(flavour, |fault| {
            fault.method("POST").path("/version").after(1)
        })
        .await;
        let versions: Vec<Value> = (1..=4)
            .map(|n| json!({ "name": format!("v{n}") }))
            .collect();
        let batch = json!({ "project_key": "SHOP", "versions": versions });
        let reply = site
            .call("jira_batch_create_versions", batch)
            .await
            .unwrap();
        let reply: Value = serde_json::from_str(&reply).unwrap();
        assert_eq!(reply["created"], 1, "{reply}");
        let error = |n: usize| reply["results"][n]["error"].as_str().unwrap();
        assert!(error(1).contains("may have been carried out"), "{reply}");
        assert_eq!(
            (error(2), error(3)),
            (
                "not sent, since item 1 failed",
                "not sent, since item 1 failed"
            )
        );

        let site = hung(flavour, |fault| fault.method("POST").path("/bulk").after(1)).await;
        let issue = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S" });
        let batch = json!({ "issues": vec![issue; 120] });
        let reply = site.call("jira_batch_create_issues", batch).await.unwrap();
        let reply: Value = serde_json::from_str(&reply).unwrap();
        assert_eq!(reply["created"].as_array().unwrap().len(), 50, "{reply}");
        let failed = reply["failed"].as_array().unwrap();
        assert!(
            failed[49]["error"]
                .as_str()
                .unwrap()
                .contains("may have been carried out")
        );
        assert!(
            failed[50]["error"]
                .as_str()
                .unwrap()
                .starts_with("not sent, since")
        );
    }
}
