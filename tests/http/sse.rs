//! HTTP with SSE, which the first clients speak.

use std::time::Duration;

use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

use super::limits::{before_slow, me};
use super::{Running, call, client, list};

use crate::until::until;

/// A client that listens.
pub struct Events {
    response: Response,
    waiting: String,
}

impl Events {
    async fn of(server: &Running, token: &str) -> Self {
        let token = format!("Token {token}");
        Self::with(server, &signed_in(&token)).await
    }

    /// One that listens with these headers.
    pub async fn with(server: &Running, headers: &[(&str, &str)]) -> Self {
        let request = with(server.get("/sse"), headers);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self {
            response,
            waiting: String::new(),
        }
    }

    /// The name and the data of the next event; none once they end.
    async fn next(&mut self) -> Option<(String, String)> {
        loop {
            while let Some((event, rest)) = self.waiting.split_once("\n\n") {
                let event = event.to_owned();
                self.waiting = rest.to_owned();
                if let Some((name, data)) = event.split_once('\n') {
                    let name = name.strip_prefix("event: ").unwrap().to_owned();
                    return Some((name, data.strip_prefix("data: ").unwrap().to_owned()));
                }
            }
            let chunk = self.response.chunk().await.ok()??;
            self.waiting += std::str::from_utf8(&chunk).unwrap();
        }
    }

    /// Where messages go.
    async fn endpoint(&mut self) -> String {
        let (name, data) = self.next().await.unwrap();
        assert_eq!(name, "endpoint");
        data
    }

    /// The next message.
    pub async fn message(&mut self) -> Value {
        let (name, data) = self.next().await.unwrap();
        assert_eq!(name, "message");
        serde_json::from_str(&data).unwrap()
    }
}

async fn server(delay: Duration, more: &[(&'static str, &str)]) -> (wiremock::MockServer, Running) {
    before_slow("sse", delay, more).await
}

/// The credentials that a token makes, if there is one.
fn signed_in(token: &str) -> Vec<(&'static str, &str)> {
    let headers = vec![("authorization", token)];
    headers
        .into_iter()
        .filter(|(_, token)| *token != "Token ")
        .collect()
}

fn with(request: RequestBuilder, headers: &[(&str, &str)]) -> RequestBuilder {
    let more =
        |request: RequestBuilder, (name, value): &(&str, &str)| request.header(*name, *value);
    headers.iter().fold(request, more)
}

async fn send(server: &Running, to: &str, token: &str, body: &str) -> u16 {
    let token = format!("Token {token}");
    tell(server, to, &signed_in(&token), body).await
}

/// Sends a message with these headers, and gives the status.
pub async fn tell(server: &Running, to: &str, headers: &[(&str, &str)], body: &str) -> u16 {
    let request = client()
        .post(server.url(to))
        .header("content-type", "application/json")
        .body(body.to_owned());
    let response = with(request, headers).send().await.unwrap();
    response.status().as_u16()
}

async fn begin(server: &Running, events: &mut Events, token: &str) -> String {
    let token = format!("Token {token}");
    introduce(server, events, &signed_in(&token)).await
}

/// Begins a session; gives where messages go.
pub async fn introduce(server: &Running, events: &mut Events, headers: &[(&str, &str)]) -> String {
    let to = events.endpoint().await;
    let hello = json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "2024-11-05", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } } });
    // However it is laid out.
    let hello = serde_json::to_string_pretty(&hello).unwrap();
    assert_eq!(tell(server, &to, headers, &hello).await, 202);
    assert_eq!(
        events.message().await["result"]["protocolVersion"],
        "2024-11-05"
    );
    let ready = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    assert_eq!(tell(server, &to, headers, &ready.to_string()).await, 202);
    to
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_go_one_way_and_answers_come_the_other() {
    let (_jira, server) = server(Duration::ZERO, &[]).await;
    // Some clients send their credentials with messages alone.
    for listens_as in ["", "a"] {
        let mut events = Events::of(&server, listens_as).await;
        let to = begin(&server, &mut events, "a").await;
        assert!(to.starts_with("/messages/?session_id="), "{to}");
        assert_eq!(send(&server, &to, "a", &list(1).to_string()).await, 202);
        let listed = events.message().await;
        assert!(listed["result"]["tools"].as_array().unwrap().len() > 20);
        assert_eq!(send(&server, &to, "a", &me().to_string()).await, 202);
        assert!(events.message().await.to_string().contains("Mira"));
        // The same answers as over standard input.
        for (body, code) in [
            ("{", -32700),
            (r#"{"jsonrpc":"2.0","id":7,"method":"no/such"}"#, -32601),
        ] {
            assert_eq!(send(&server, &to, "a", body).await, 202);
            assert_eq!(events.message().await["error"]["code"], code);
        }
    }
    // And what is streamable works besides.
    let streamable = server.post(&list(1)).header("authorization", "Token a");
    assert_eq!(streamable.send().await.unwrap().status(), 200);
}

/// Older clients wait for an answer to a message that was refused; so they hear of it where they would still listen.
#[tokio::test(flavor = "multi_thread")]
async fn credentials_that_cannot_be_are_refused_before_events_are() {
    let (_jira, server) = server(Duration::ZERO, &[]).await;
    for (header, value) in [
        ("authorization", "Digest x"),
        ("authorization", "Token"),
        ("x-atlassian-jira-personal-token", "a b"),
    ] {
        let refused = server.get("/sse").header(header, value).send().await;
        assert_eq!(refused.unwrap().status(), 401, "{header}: {value}");
    }
    // Whoever brings none may bring them with each message.
    Events::of(&server, "").await.endpoint().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_its_owners_alone() {
    let (_jira, server) = server(Duration::ZERO, &[]).await;
    let mut events = Events::of(&server, "a").await;
    let to = begin(&server, &mut events, "a").await;
    let ask = list(1).to_string();
    assert_eq!(send(&server, &to, "b", &ask).await, 404);
    assert_eq!(send(&server, &to, "", &ask).await, 401);
    assert_eq!(
        send(&server, "/messages/?session_id=0", "a", &ask).await,
        404
    );
    assert_eq!(send(&server, "/messages/", "a", &ask).await, 404);
    // It is the first's from the first message on, and of whoever listened with credentials even before.
    let mut claimed = Events::of(&server, "a").await;
    let to = claimed.endpoint().await;
    assert_eq!(send(&server, &to, "b", &ask).await, 404);
    let wrong = server.get("/sse").header("authorization", "Digest x");
    assert_eq!(wrong.send().await.unwrap().status(), 401);
    for (method, path, allow) in [
        (Method::POST, "/sse", "GET"),
        (Method::HEAD, "/sse", "GET"),
        (Method::DELETE, "/sse/", "GET"),
        (Method::GET, "/messages/", "POST"),
    ] {
        let request = client().request(method, server.url(path));
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 405, "{path}");
        assert_eq!(response.headers()["allow"], allow);
    }
    let evil = server.get("/sse").header("host", "evil.example");
    assert_eq!(evil.send().await.unwrap().status(), 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_with_its_client_and_gives_up_what_is_under_way() {
    let limits = [("MCP_HTTP_CALLS", "1"), ("MCP_HTTP_CONNECTIONS", "4")];
    let (jira, server) = server(Duration::from_secs(3_600), &limits).await;
    let mut events = Events::of(&server, "a").await;
    let to = begin(&server, &mut events, "a").await;
    assert_eq!(send(&server, &to, "a", &me().to_string()).await, 202);
    super::limits::reached(&jira).await;
    // There is room for one call in all.
    assert_eq!(send(&server, &to, "a", &list(2).to_string()).await, 503);
    drop(events);
    until("the session is over", async || {
        send(&server, &to, "a", &list(2).to_string()).await == 404
    })
    .await;
    until("there is room", async || {
        let ask = server.post(&list(1)).header("authorization", "Token a");
        ask.send().await.unwrap().status() == 200
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_cancelled_makes_room_and_keeps_its_id() {
    let (jira, server) = server(Duration::from_secs(3_600), &[("MCP_HTTP_CALLS", "1")]).await;
    let mut events = Events::of(&server, "a").await;
    let to = begin(&server, &mut events, "a").await;
    assert_eq!(send(&server, &to, "a", &me().to_string()).await, 202);
    super::limits::reached(&jira).await;
    let cancel = json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 1 } });
    // It is no request, and needs no room.
    assert_eq!(send(&server, &to, "a", &cancel.to_string()).await, 202);
    until("there is room", async || {
        send(&server, &to, "a", &list(1).to_string()).await == 202
    })
    .await;
    let answer = events.message().await;
    assert!(
        answer["error"]["message"]
            .as_str()
            .unwrap()
            .contains("give each its own"),
        "{answer}"
    );
    let ask = call(2, "no_such_tool", json!({}));
    assert_eq!(send(&server, &to, "a", &ask.to_string()).await, 202);
    assert_eq!(events.message().await["id"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_says_nothing_is_let_go() {
    let (_jira, server) = server(Duration::ZERO, &[("MCP_HTTP_READ_TIMEOUT", "1")]).await;
    let mut events = Events::of(&server, "").await;
    events.endpoint().await;
    assert_eq!(events.next().await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_go_where_the_proxy_passes_them_on() {
    let public = [("PUBLIC_BASE_URL", "https://example.com/jira-mcp/")];
    let (_jira, server) = server(Duration::ZERO, &public).await;
    let response = server
        .get("/sse")
        .header("host", "example.com")
        .send()
        .await
        .unwrap();
    let mut events = Events {
        response,
        waiting: String::new(),
    };
    let to = events.endpoint().await;
    assert!(to.starts_with("/jira-mcp/messages/?session_id="), "{to}");
}

/// Where the server's own credentials serve this machine, listening without any says nothing of who will speak.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_speaks_first_decides_whose_it_is() {
    let (_jira, server) = server(Duration::ZERO, &[("JIRA_PERSONAL_TOKEN", "own")]).await;
    let mut events = Events::of(&server, "").await;
    let to = begin(&server, &mut events, "b").await;
    assert_eq!(send(&server, &to, "", &list(1).to_string()).await, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_is_as_long_as_ids_are() {
    let (_jira, server) = server(Duration::ZERO, &[]).await;
    let mut events = Events::of(&server, "a").await;
    let to = begin(&server, &mut events, "a").await;
    let ask = json!({ "jsonrpc": "2.0", "id": "x".repeat(257), "method": "ping" });
    assert_eq!(send(&server, &to, "a", &ask.to_string()).await, 202);
    let answer = events.message().await;
    assert!(
        answer["error"]["message"]
            .as_str()
            .unwrap()
            .contains("256 bytes"),
        "{answer}"
    );
}
