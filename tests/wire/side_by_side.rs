//! Requests that do not wait for each other, and are not made twice.

use atlassian_mcp::registry::{self, Accompaniment};
use demo::Flavour;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::TcpListener;

use crate::harness::{FLAVOURS, Site, caller_of};

/// Calls that need a person and to know a custom field, with the end of what is asked for the latter.
fn calls() -> [(&'static str, Value, &'static str); 2] {
    let create = json!({
        "project_key": "SHOP", "summary": "S", "issue_type": "Task", "assignee": "noor",
        "additional_fields": { "Severity": "Minor", "reporter": "noor" },
    });
    let update = json!({ "issue_key": "SHOP-9", "fields": { "Severity": "Minor", "assignee": "noor", "reporter": "noor" } });
    [
        ("jira_create_issue", create, "/issuetypes"),
        ("jira_update_issue", update, "/editmeta"),
    ]
}

#[tokio::test]
async fn people_and_fields_are_asked_for_at_once() {
    for (tool, arguments, fields) in calls() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let caller = caller_of(&url, Flavour::DataCenter, &[]);
        let given = arguments.as_object().unwrap().clone();
        let call = registry::call(&caller, tool, given, Accompaniment::default());
        // Neither is answered, so that the second comes only if it does not wait for the first.
        let asked = async {
            let (first, _) = listener.accept().await.unwrap();
            let (second, _) = listener.accept().await.unwrap();
            let mut lines = String::new();
            for connection in [first, second] {
                let mut connection = BufReader::new(connection);
                connection.read_line(&mut lines).await.unwrap();
            }
            lines
        };
        tokio::select! {
            reply = call => panic!("{tool}: {reply:?}"),
            lines = asked => assert!(lines.contains("/user?") && lines.contains(fields), "{lines}"),
        }
    }
}

#[tokio::test]
async fn nobody_is_asked_for_twice() {
    for (flavour, _) in FLAVOURS {
        for (tool, arguments, _) in calls() {
            let site = Site::start(flavour).await;
            site.call(tool, who(flavour, &arguments)).await.unwrap();
            let requests = site.demo.requests();
            let people = requests
                .iter()
                .filter(|request| request.path.contains("/user"));
            assert_eq!(people.count(), 1, "{tool}: {requests:#?}");
        }
    }
}

/// The arguments with the name that the flavour knows somebody by.
fn who(flavour: Flavour, arguments: &Value) -> Value {
    let text = arguments.to_string();
    let text = match flavour {
        Flavour::Cloud => text.replace("\"noor\"", "\"Noor Rahman\""),
        Flavour::DataCenter => text,
    };
    serde_json::from_str(&text).unwrap()
}
