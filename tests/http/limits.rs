//! What the server bears: slow, huge, many and impatient clients, and being told to stop.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::Response;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{Running, call, client, list};

use crate::until::until;

/// A Jira that answers after a while.
pub async fn slow(delay: Duration) -> MockServer {
    let server = MockServer::start().await;
    let user = json!({ "name": "n", "key": "k", "displayName": "Mira" });
    let answer = ResponseTemplate::new(200)
        .set_body_json(user)
        .set_delay(delay);
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// A server over that transport, without credentials of its own, whose Jira answers after a while.
pub async fn before_slow(
    transport: &str,
    delay: Duration,
    more: &[(&'static str, &str)],
) -> (MockServer, Running) {
    let jira = slow(delay).await;
    let [url, deployment, _] = settings(&jira);
    let more = more
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    let settings = [url, deployment].into_iter().chain(more);
    let server = Running::over(transport, settings).await;
    (jira, server)
}

pub fn settings(jira: &MockServer) -> [(&'static str, String); 3] {
    [
        ("JIRA_URL", jira.uri()),
        ("JIRA_DEPLOYMENT", "datacenter".to_owned()),
        ("JIRA_PERSONAL_TOKEN", "t".to_owned()),
    ]
}

async fn limited(jira: &MockServer, name: &'static str, value: &str) -> Running {
    let settings = settings(jira).into_iter();
    Running::start(settings.chain([(name, value.to_owned())])).await
}

pub fn me() -> Value {
    call(
        1,
        "jira_get_user_profile",
        json!({ "user_identifier": "me" }),
    )
}

/// What comes back on a raw connection until it is closed.
async fn answer_to(server: &Running, bytes: &str) -> String {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

/// Whoever is asked to sign in goes on with the same connection, on which his message may still be under way.
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_outlives_a_message_that_is_refused() {
    let (_jira, server) = before_slow(
        "streamable-http",
        Duration::ZERO,
        &[("PUBLIC_BASE_URL", "http://localhost")],
    )
    .await;
    let body = list(1).to_string();
    let length = body.len();
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // Meanwhile the head has come.
    for _ in 0..20 {
        assert_eq!(server.get("/readyz").send().await.unwrap().status(), 200);
    }
    let next = "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let rest = format!("{body}{next}");
    stream.write_all(rest.as_bytes()).await.unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).await.unwrap();
    assert!(answers.starts_with("HTTP/1.1 401"), "{answers}");
    let (_, last) = answers.rsplit_once("HTTP/1.1 ").unwrap();
    assert!(
        last.starts_with("200") && last.contains("ready"),
        "{answers}"
    );
}

#[tokio::test(flavor = "multi_thread")]
pub async fn slow_clients_are_given_up() {
    let jira = slow(Duration::ZERO).await;
    let server = limited(&jira, "MCP_HTTP_READ_TIMEOUT", "1").await;
    for beginning in ["", "PRI * HT", "POST /mcp HTTP/1.1\r\nHost: localhost\r\n"] {
        answer_to(&server, beginning).await;
    }
    let head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    let answer = answer_to(&server, head).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert_eq!(server.post(&list(1)).send().await.unwrap().status(), 200);
}

/// One that asks and does not read; the limit only keeps a failure from lasting for ever.
#[tokio::test(flavor = "multi_thread")]
async fn clients_that_do_not_read_are_given_up() {
    let jira = slow(Duration::ZERO).await;
    let server = limited(&jira, "MCP_HTTP_READ_TIMEOUT", "1").await;
    let ask = list(1).to_string();
    let length = ask.len();
    let ask = format!(
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{ask}"
    );
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let asking = async { while stream.write_all(ask.as_bytes()).await.is_ok() {} };
    let given_up = tokio::time::timeout(Duration::from_secs(120), asking).await;
    assert!(given_up.is_ok(), "it waits for ever");
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_bounded_all_together() {
    let jira = slow(Duration::ZERO).await;
    let server = Running::start(settings(&jira)).await;
    let head = format!(
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        (16 << 20) - 1
    );
    let mut streams = Vec::new();
    for _ in 0..16 {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        // It is asked for when there is room for it.
        let mut asked = [0; 25];
        stream.read_exact(&mut asked).await.unwrap();
        assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
        streams.push(stream);
    }
    assert_eq!(server.post(&list(1)).send().await.unwrap().status(), 503);
    drop(streams);
    until("room is made", async || {
        server.post(&list(1)).send().await.unwrap().status() == 200
    })
    .await;
}

/// A body that does not say its length may be as large as any, until it is there.
#[tokio::test(flavor = "multi_thread")]
async fn small_messages_of_unknown_length_do_not_fill_the_room() {
    let jira = slow(Duration::from_secs(3_600)).await;
    let server = Running::start(settings(&jira)).await;
    let mut calls = Vec::new();
    for number in 1..=20 {
        let key = format!("A-{number}");
        let ask = call(1, "jira_get_issue", json!({ "issue_key": key })).to_string();
        let chunks = futures_util::stream::iter([Ok::<_, std::io::Error>(ask)]);
        let asking = tokio::spawn(server.send(reqwest::Body::wrap_stream(chunks)).send());
        let is_asked = |request: &wiremock::Request| request.url.path().contains(&key);
        until("it is asked or refused", async || {
            asking.is_finished() || jira.received_requests().await.unwrap().iter().any(is_asked)
        })
        .await;
        assert!(!asking.is_finished(), "{number}: {:?}", asking.await);
        calls.push(asking);
    }
    calls.iter().for_each(JoinHandle::abort);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_huge_message_is_refused() {
    let jira = slow(Duration::ZERO).await;
    let server = Running::start(settings(&jira)).await;
    let huge = format!("{{\"x\":\"{}\"}}", "a".repeat(17 << 20));
    // Whether the answer or the closed connection comes first depends on how far the client is.
    match server.send(huge).send().await {
        Ok(response) => assert_eq!(response.status(), 413),
        Err(error) => assert!(error.is_request() || error.is_body(), "{error:?}"),
    }
    assert_eq!(server.post(&list(1)).send().await.unwrap().status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn beyond_the_cap_connections_are_closed_and_room_is_made_again() {
    let jira = slow(Duration::ZERO).await;
    let server = limited(&jira, "MCP_HTTP_CONNECTIONS", "3").await;
    let mut idle = Vec::new();
    for _ in 0..3 {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        // Accepted for sure once it is answered.
        stream
            .write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            .await
            .unwrap();
        assert!(stream.read(&mut [0; 512]).await.unwrap() > 0);
        idle.push(stream);
    }
    let mut turned_away = TcpStream::connect(server.address).await.unwrap();
    assert!(matches!(
        turned_away.read(&mut [0; 1]).await,
        Ok(0) | Err(_)
    ));
    drop(idle);
    until("room is made", async || {
        server.get("/healthz").send().await.is_ok()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn beyond_the_cap_calls_are_told_to_come_again() {
    let jira = slow(Duration::from_secs(60)).await;
    let server = limited(&jira, "MCP_HTTP_CALLS", "1").await;
    let waiting = tokio::spawn(server.post(&me()).send());
    reached(&jira).await;
    let busy = server.post(&list(1)).send().await.unwrap();
    assert_eq!(busy.status(), 503);
    assert_eq!(busy.headers()["retry-after"], "1");
    assert_eq!(server.get("/readyz").send().await.unwrap().status(), 200);
    // Whoever leaves makes room.
    waiting.abort();
    until("room is made", async || {
        server.post(&list(1)).send().await.unwrap().status() == 200
    })
    .await;
}

/// The real binary, and where it listens.
pub fn started(settings: &[(&str, String)]) -> (Child, String) {
    over("streamable-http", settings)
}

fn over(transport: &str, settings: &[(&str, String)]) -> (Child, String) {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("mcp-atlassian"));
    let command = command
        .env_clear()
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .args(["--transport", transport, "--port", "0", "--path", "/x"])
        .envs(settings.iter().map(|(name, value)| (*name, value.as_str())));
    let mut child = command
        .stderr(Stdio::piped())
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let said = lines.next().unwrap().unwrap();
    std::thread::spawn(move || lines.for_each(drop));
    let (_, url) = said
        .split_once("MCP at ")
        .unwrap_or_else(|| panic!("{said}"));
    (child, url.trim().to_owned())
}

/// Waits until Jira was asked something.
pub(super) async fn reached(jira: &MockServer) {
    until("Jira is asked", async || {
        !jira.received_requests().await.unwrap().is_empty()
    })
    .await;
}

/// A call that Jira has heard of, and has not answered yet.
async fn under_way(url: &str, jira: &MockServer) -> JoinHandle<reqwest::Result<Response>> {
    let post = client()
        .post(url)
        .header("content-type", "application/json");
    let answer = tokio::spawn(post.body(me().to_string()).send());
    reached(jira).await;
    answer
}

#[cfg(unix)]
fn kill(child: &Child) {
    let id = child.id().to_string();
    assert!(Command::new("kill").arg(id).status().unwrap().success());
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_call_under_way_is_answered_before_the_end() {
    let jira = slow(Duration::from_secs(1)).await;
    let (mut child, url) = started(&settings(&jira));
    let answer = under_way(&url, &jira).await;
    kill(&child);
    let answer: Value = answer.await.unwrap().unwrap().json().await.unwrap();
    assert!(answer.to_string().contains("Mira"), "{answer}");
    assert!(child.wait().unwrap().success());
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn events_go_on_until_what_is_under_way_is_answered() {
    let jira = slow(Duration::from_secs(1)).await;
    let (mut child, url) = over("sse", &settings(&jira));
    let (origin, _) = url.rsplit_once('/').unwrap();
    let mut events = client().get(format!("{origin}/x")).send().await.unwrap();
    let mut heard = String::new();
    let mut sent = 0;
    let hello = json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "2024-11-05", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } } });
    let ready = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    while let Some(chunk) = events.chunk().await.unwrap() {
        heard += std::str::from_utf8(&chunk).unwrap();
        let messages = match sent {
            0 => vec![hello.clone()],
            1 => vec![ready.clone(), me()],
            _ => continue,
        };
        sent += 1;
        let (_, to) = heard.split_once("data: ").unwrap();
        let to = format!("{origin}{}", to.lines().next().unwrap());
        for message in messages {
            let post = client()
                .post(&to)
                .header("content-type", "application/json");
            let response = post.body(message.to_string()).send().await.unwrap();
            assert_eq!(response.status(), 202);
        }
        if sent == 2 {
            reached(&jira).await;
            kill(&child);
        }
    }
    assert!(heard.contains("Mira"), "{heard}");
    assert!(child.wait().unwrap().success());
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_under_way_is_given_up_after_a_while() {
    let jira = slow(Duration::from_secs(3_600)).await;
    let soon = ("MCP_HTTP_STOP_TIMEOUT", "1".to_owned());
    let (mut child, url) = started(&[settings(&jira).as_slice(), &[soon]].concat());
    let answer = under_way(&url, &jira).await;
    kill(&child);
    assert!(child.wait().unwrap().success());
    drop(answer.await);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_second_signal_ends_it_at_once() {
    let jira = slow(Duration::from_secs(3_600)).await;
    let never = ("MCP_HTTP_STOP_TIMEOUT", "3600".to_owned());
    let (mut child, url) = started(&[settings(&jira).as_slice(), &[never]].concat());
    let answer = under_way(&url, &jira).await;
    for _ in 0..2 {
        kill(&child);
        // Two signals that are not heard yet would be one.
        until("it is heard", async || {
            let ready = client().get(url.replace("/x", "/readyz")).send().await;
            !ready.is_ok_and(|ready| ready.status() == 200)
        })
        .await;
    }
    assert!(child.wait().unwrap().success());
    drop(answer.await);
}
