//! What nobody does who means well: floods, halves, and thousands who say nothing.

use std::time::Duration;

use demo::Flavour;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::harness::Site;
use crate::http::{Running, list, own, started};
use crate::stdio::Session;

/// The most memory that a server without optimisation may have had at any time, in MiB.
const MOST: u64 = 300;

/// How many connections are opened by somebody who says nothing; the soak opens 10,000.
const IDLE: usize = 2_500;

/// The most that a process ever held, in MiB.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: u64 = peak
        .unwrap()
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap();
    kib >> 10
}

#[test]
fn a_flood_of_notifications_leaves_others_served() {
    let mut session = Session::start(&["--demo"], &[]);
    session.initialize("2025-11-25");
    let floods = [
        json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 999 } }),
        json!({ "jsonrpc": "2.0", "method": "notifications/made_up", "params": { "x": "y".repeat(200) } }),
        json!({ "jsonrpc": "2.0", "method": "notifications/progress", "params": { "progressToken": "no", "progress": 1 } }),
        json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
        json!({ "jsonrpc": "2.0", "id": 12345, "result": {} }),
    ];
    for (number, flood) in floods.iter().enumerate() {
        session.write(format!("{flood}\n").repeat(10_000).as_bytes());
        let id = number as u64 + 1;
        assert_eq!(session.request(id, "ping", json!({}))["result"], json!({}));
    }
    assert!(
        peak(session.process()) < MOST,
        "{}",
        peak(session.process())
    );
    assert!(session.end().success());
}

#[test]
fn unknown_methods_are_each_refused() {
    // A server that offers nothing but tools.
    let mut session = Session::start(&["--demo"], &[("ENABLED_TOOLS", "jira_get_comments")]);
    session.initialize("2025-11-25");
    for (id, method) in [
        "resources/list",
        "resources/read",
        "resources/templates/list",
        "resources/subscribe",
        "prompts/list",
        "prompts/get",
        "completion/complete",
        "tools/delete",
        "",
        "\u{202e}",
        "tools/list/",
    ]
    .into_iter()
    .enumerate()
    {
        let answer = session.request(id as u64 + 1, method, json!({ "deep": [[[[{}]]]] }));
        assert_eq!(answer["error"]["code"], -32601, "{answer}");
    }
    assert!(session.end().success());
}

/// A text that is nested more deeply than a stack is.
#[test]
fn deep_json_is_refused() {
    let mut session = Session::start(&["--demo"], &[]);
    session.initialize("2025-11-25");
    let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    let call = format!(
        "{{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/call\",\"params\":{{\"name\":\"jira_get_issue\",\"arguments\":{{\"issue_key\":{deep}}}}}}}\n"
    );
    session.write(call.as_bytes());
    let refused = session.receive();
    assert!(refused["error"]["code"].is_i64(), "{refused}");
    // As text that is read as JSON it goes no deeper.
    let call = json!({ "name": "jira_update_issue", "arguments": { "issue_key": "SHOP-9", "fields": deep } });
    let answer = session.request(6, "tools/call", call);
    assert_eq!(answer["result"]["isError"], true, "{answer}");
    assert!(session.end().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_request_and_half_a_connection_hurt_nobody() {
    let site = Site::start(Flavour::DataCenter).await;
    let server = Running::of(&site, Flavour::DataCenter, &[]).await;
    let body = list(1).to_string();
    let head = format!(
        "POST /mcp HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        server.address,
        body.len()
    );
    for (sent, closes) in [
        (head.as_str(), true),
        (&format!("{head}{}", &body[..10]), true),
        ("POST /mcp HT", true),
        ("\0\u{1}\u{2}garbage\r\n\r\n", false),
        (
            "GET http://elsewhere/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            false,
        ),
        (
            "POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            false,
        ),
    ] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        if closes {
            stream.shutdown().await.unwrap();
        }
        let mut answer = Vec::new();
        // It ends the connection, with an answer or without one.
        let read = tokio::time::timeout(Duration::from_secs(60), stream.read_to_end(&mut answer));
        drop(read.await.expect("the connection ends"));
        let answer = String::from_utf8_lossy(&answer);
        assert!(!answer.contains(" 200 "), "{sent}: {answer}");
    }
    assert_eq!(server.post(&list(1)).send().await.unwrap().status(), 200);
}

/// Beyond the cap each is closed at once. Nobody who speaks is kept out by those who do not: the longest silent makes room.
#[tokio::test(flavor = "multi_thread")]
async fn thousands_who_say_nothing_lock_nobody_out() {
    let site = Site::start(Flavour::DataCenter).await;
    let (mut child, url) = started(&own(&site, Flavour::DataCenter));
    let address = url
        .trim_start_matches("http://")
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    let mut kept = Vec::new();
    for _ in 0..IDLE {
        // Whom the server turns away may find the door shut already.
        if let Ok(stream) = TcpStream::connect(&address).await {
            kept.push(stream);
        }
    }
    let ask = || {
        let request = crate::http::client()
            .post(&url)
            .header("content-type", "application/json");
        request.body(list(1).to_string()).send()
    };
    let mut tries = 0;
    let served = loop {
        match ask().await {
            Ok(answer) => break answer,
            Err(error) => assert!(tries < 10_000, "{error}"),
        }
        tries += 1;
    };
    let answer: Value = served.json().await.unwrap();
    assert!(answer["result"]["tools"].as_array().unwrap().len() > 10);
    let open = std::fs::read_dir(format!("/proc/{}/fd", child.id()))
        .unwrap()
        .count();
    assert!(open < 1_100, "{open}");
    assert!(peak(child.id()) < MOST, "{}", peak(child.id()));
    assert!(child.try_wait().unwrap().is_none());
    child.kill().unwrap();
    child.wait().unwrap();
}
