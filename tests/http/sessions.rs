//! Sessions of older clients, where the operator wants them.

use std::time::Duration;

use reqwest::{Client, Response};
use serde_json::{Value, json};

use super::limits::{before_slow, me};
use super::{Running, call, list};

use crate::until::until;

const SESSION_ID: &str = "mcp-session-id";

fn hello() -> Value {
    json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } } })
}

/// A server with sessions, whose Jira answers after a while.
async fn server(delay: Duration, more: &[(&'static str, &str)]) -> (wiremock::MockServer, Running) {
    before_slow("streamable-http", delay, more).await
}

async fn send(server: &Running, token: &str, session: &str, message: &Value) -> Response {
    let request = server
        .post(message)
        .header("authorization", format!("Token {token}"));
    let request = match session {
        "" => request,
        session => request.header(SESSION_ID, session),
    };
    request.send().await.unwrap()
}

async fn begun(server: &Running, token: &str) -> String {
    let response = send(server, token, "", &hello()).await;
    assert_eq!(response.status(), 200);
    response.headers()[SESSION_ID].to_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_its_beginners_alone() {
    let (_jira, server) = server(Duration::ZERO, &[("MCP_HTTP_SESSIONS", "10")]).await;
    let session = begun(&server, "a").await;
    assert_ne!(session, begun(&server, "a").await);
    let status = |token, session| {
        let server = &server;
        async move {
            send(server, token, session, &list(1))
                .await
                .status()
                .as_u16()
        }
    };
    assert_eq!(status("a", &session).await, 200);
    assert_eq!(status("b", &session).await, 404);
    assert_eq!(status("a", "0123").await, 404);
    // What is by itself needs none.
    assert_eq!(status("a", "").await, 200);
    let end = |token: &'static str| {
        let request = Client::delete(&super::client(), server.url("/mcp"))
            .header(SESSION_ID, &session)
            .header("authorization", format!("Token {token}"));
        async { request.send().await.unwrap().status().as_u16() }
    };
    assert_eq!(end("b").await, 404);
    assert_eq!(end("a").await, 200);
    assert_eq!(status("a", &session).await, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_are_told_apart_within_a_session_alone() {
    let (jira, server) = server(Duration::from_secs(3_600), &[("MCP_HTTP_SESSIONS", "10")]).await;
    let (one, other) = (begun(&server, "a").await, begun(&server, "a").await);
    let projects = call(1, "jira_get_all_projects", json!({}));
    let asked = |session: &str, ask: &Value| {
        let request = server
            .post(ask)
            .header("authorization", "Token a")
            .header(SESSION_ID, session);
        tokio::spawn(request.send())
    };
    let (first, second) = (asked(&one, &me()), asked(&other, &projects));
    until("both are under way", async || {
        jira.received_requests().await.unwrap().len() >= 2
    })
    .await;
    let again = send(&server, "a", &one, &me()).await;
    assert_eq!(again.status(), 400);
    // The call is given up by a message of its session, and that of another session is not.
    let cancel = json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 1 } });
    assert_eq!(send(&server, "a", &one, &cancel).await.status(), 202);
    assert_eq!(first.await.unwrap().unwrap().status(), 202);
    assert!(!second.is_finished());
    // So is what is under way in a session that is ended.
    let end = Client::delete(&super::client(), server.url("/mcp"))
        .header(SESSION_ID, &other)
        .header("authorization", "Token a");
    assert_eq!(end.send().await.unwrap().status(), 200);
    assert_eq!(second.await.unwrap().unwrap().status(), 202);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_oldest_makes_room_for_another_of_the_same_caller() {
    let (_jira, server) = server(Duration::ZERO, &[("MCP_HTTP_SESSIONS", "2")]).await;
    let (first, second) = (begun(&server, "a").await, begun(&server, "a").await);
    let third = begun(&server, "a").await;
    for (session, expected) in [(&first, 404), (&second, 200), (&third, 200)] {
        let status = send(&server, "a", session, &list(1)).await.status();
        assert_eq!(status.as_u16(), expected);
    }
    // Nobody can keep others out for good: the oldest of all makes room where one has none.
    let others = begun(&server, "b").await;
    for (token, session, expected) in [("a", &second, 404), ("a", &third, 200), ("b", &others, 200)]
    {
        let status = send(&server, token, session, &list(1)).await.status();
        assert_eq!(status.as_u16(), expected);
    }
}
