//! Messages as they should not be: each request is answered, with its id where one can be made out.

use serde_json::{Value, json};

use crate::stdio::Session;

fn session() -> Session {
    let mut session = Session::start(&["--demo"], &[]);
    session.initialize("2025-11-25");
    session
}

/// What a line is answered with: id, code and message.
fn refused(session: &mut Session, line: &[u8]) -> (Value, i64, String) {
    session.write(line);
    session.write(b"\n");
    let answer = session.receive();
    let error = &answer["error"];
    let message = error["message"].as_str().unwrap_or_default().to_owned();
    (
        answer["id"].clone(),
        error["code"].as_i64().unwrap_or_default(),
        message,
    )
}

#[test]
fn what_cannot_be_read_is_answered() {
    let deep = format!(
        r#"{{"jsonrpc":"2.0","method":"tools/call","params":{}{},"id":"deep"}}"#,
        "[".repeat(200),
        "]".repeat(200)
    );
    let cases: [(&str, Value, i64); 14] = [
        (
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":",
            json!(1),
            -32700,
        ),
        ("garbage", Value::Null, -32700),
        (
            r#"{"jsonrpc":"2.0","id":2,"method":"ping","params":{"a":NaN}}"#,
            json!(2),
            -32700,
        ),
        (&deep, json!("deep"), -32700),
        ("17", Value::Null, -32600),
        ("{}", Value::Null, -32600),
        (
            r#"{"jsonrpc":"1.0","id":3,"method":"ping"}"#,
            json!(3),
            -32600,
        ),
        (r#"{"id":4,"method":"ping"}"#, json!(4), -32600),
        (
            r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#,
            Value::Null,
            -32600,
        ),
        (
            r#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#,
            json!(1.5),
            -32600,
        ),
        (
            r#"{"jsonrpc":"2.0","id":[5],"method":"ping"}"#,
            Value::Null,
            -32600,
        ),
        (r#"{"jsonrpc":"2.0","id":6,"method":7}"#, json!(6), -32600),
        ("[]", Value::Null, -32600),
        (
            r#"{"jsonrpc":"2.0","id":8,"method":"no/such"}"#,
            json!(8),
            -32601,
        ),
    ];
    let mut session = session();
    for (line, id, code) in cases {
        let answer = refused(&mut session, line.as_bytes());
        assert_eq!((&answer.0, answer.1), (&id, code), "{line}: {answer:?}");
        assert!(!answer.2.is_empty());
    }
    assert!(session.end().success());
}

#[test]
fn wrong_params_are_invalid_params() {
    let mut session = session();
    for params in [
        "5",
        "{}",
        r#"{"name":7}"#,
        r#"{"name":"jira_search","arguments":[]}"#,
        "[]",
    ] {
        let line = format!(r#"{{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{params}}}"#);
        let (id, code, message) = refused(&mut session, line.as_bytes());
        assert_eq!((id, code), (json!(9), -32602), "{params}: {message}");
        assert!(message.starts_with("params of tools/call: "), "{message}");
    }
    let long = format!(
        r#"{{"jsonrpc":"2.0","id":9,"method":"{}"}}"#,
        "x".repeat(1 << 20)
    );
    assert!(refused(&mut session, long.as_bytes()).2.len() < 10_000);
    assert!(session.end().success());
}

#[test]
fn each_request_of_a_batch_is_answered() {
    let mut session = session();
    session.send(json!([
        { "jsonrpc": "2.0", "id": 1, "method": "ping" },
        { "jsonrpc": "2.0", "method": "notifications/initialized" },
        { "jsonrpc": "2.0", "id": "b", "method": "tools/list" },
    ]));
    for id in [json!(1), json!("b")] {
        let answer = session.receive();
        assert_eq!(
            (&answer["id"], &answer["error"]["code"]),
            (&id, &json!(-32600))
        );
    }
    assert!(session.end().success());
}

#[test]
fn half_a_character_is_read_as_its_replacement() {
    let mut session = session();
    for (id, summary) in [
        (1, &b"Shipped \\ud83d"[..]),
        (2, b"Shipped \xff\xfe"),
        (3, b"Shipped \\udc00 \\ud83d\\ude80"),
    ] {
        session.write(format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"tools/call","params":{{"name":"jira_create_issue","arguments":{{"project_key":"SHOP","issue_type":"Task","summary":""#).as_bytes());
        session.write(summary);
        session.write(b"\"}}}\n");
        let answer = session.receive();
        assert_eq!(
            (&answer["id"], &answer["result"]["isError"]),
            (&json!(id), &json!(false)),
            "{answer}"
        );
        let key = answer["result"]["content"][0]["text"].as_str().unwrap();
        let key = serde_json::from_str::<Value>(key).unwrap()["key"].clone();
        let issue = json!({ "name": "jira_get_issue", "arguments": { "issue_key": key } });
        let issue = session.request(id + 10, "tools/call", issue);
        assert!(issue.to_string().contains("Shipped \u{fffd}"), "{issue}");
    }
    assert!(session.end().success());
}

#[test]
fn a_message_that_is_too_long_is_answered_and_passed_over() {
    let mut session = session();
    session.write(br#"{"jsonrpc":"2.0","method":"tools/call","params":{"id":1,"x":""#);
    session.write("x".repeat(17 << 20).as_bytes());
    let (id, code, message) = refused(&mut session, br#""},"id":5}"#);
    assert_eq!((id, code), (json!(5), -32600));
    assert!(message.contains("16 MiB"), "{message}");
    assert_eq!(session.request(6, "ping", json!({}))["result"], json!({}));
    assert!(session.end().success());
}

#[test]
fn an_id_that_is_in_use_or_was_cancelled_is_refused_and_an_answered_one_is_free() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let mut session = Session::start(&[], &[("JIRA_URL", &url), ("JIRA_PERSONAL_TOKEN", "t")]);
    session.initialize("2025-11-25");
    let call = json!({ "name": "jira_get_issue", "arguments": { "issue_key": "A-1" } });
    session.send(json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": call }));
    let (id, code, _) = refused(&mut session, br#"{"jsonrpc":"2.0","id":7,"method":"ping"}"#);
    assert_eq!((id, code), (json!(7), -32600));
    assert_eq!(session.request(8, "ping", json!({}))["result"], json!({}));
    assert_eq!(session.request(8, "ping", json!({}))["result"], json!({}));
    session.send(json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 7 } }));
    let (id, code, _) = refused(&mut session, br#"{"jsonrpc":"2.0","id":7,"method":"ping"}"#);
    assert_eq!((id, code), (json!(7), -32600));
    assert_eq!(session.request(9, "ping", json!({}))["result"], json!({}));
    assert!(session.end().success());
}

#[test]
fn what_comes_before_the_session_begins_does_not_end_it() {
    let mut session = Session::start(&["--demo"], &[]);
    session.send(json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
    session.send(json!({ "jsonrpc": "2.0", "id": 3, "result": {} }));
    let (id, code, _) = refused(
        &mut session,
        br#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#,
    );
    assert_eq!((id, code), (json!(1), -32602));
    let (id, code, _) = refused(
        &mut session,
        br#"{"jsonrpc":"2.0","id":2,"method":"initialize","params":{}}"#,
    );
    assert_eq!((id, code), (json!(2), -32602));
    session.send(json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": 5 }));
    session.initialize("2025-11-25");
    // Nobody answers a notification, however wrong it is.
    session.send(json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": 5 }));
    session.send(json!({ "method": "notifications/odd" }));
    assert_eq!(session.request(4, "ping", json!({}))["result"], json!({}));
    assert!(session.end().success());
}

#[test]
fn a_client_that_says_nothing_ends_the_server_quietly() {
    let session = Session::start(&["--demo"], &[]);
    assert!(session.end().success());
    let mut session = Session::start(&["--demo"], &[]);
    session.write(b"\n\n");
    assert!(session.end().success());
}

#[test]
fn the_last_line_needs_no_end() {
    let mut session = session();
    session.write(br#"{"jsonrpc":"2.0","id":1,"method":"#);
    let (rest, status) = session.last_words();
    let answer: Value = serde_json::from_str(&rest).unwrap();
    assert_eq!(
        (&answer["id"], &answer["error"]["code"]),
        (&json!(1), &json!(-32700))
    );
    assert!(status.success());
}
