//! What a server tells of its work: metrics, and the id that a request has everywhere.

use std::time::Duration;

use serde_json::json;

use super::limits::{me, settings, slow, started};
use super::{call, client};

#[tokio::test(flavor = "multi_thread")]
async fn work_is_counted_on_a_port_of_its_own() {
    let jira = slow(Duration::ZERO).await;
    let mut settings: Vec<_> = settings(&jira).into();
    // A port that is free, as far as can be known before.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    settings.push(("METRICS_PORT", port.to_string()));
    settings.push(("TOOL_SURFACE", "progressive".to_owned()));
    let (mut child, url) = started(&settings);
    let post = |message: serde_json::Value| {
        let request = client()
            .post(&url)
            .header("content-type", "application/json");
        request.body(message.to_string()).send()
    };
    assert_eq!(post(me()).await.unwrap().status(), 200);
    // Counted is the tool that is called, whichever way leads to it.
    let through = json!({ "name": "jira_get_user_profile", "arguments": "{}" });
    post(call(2, "call_read", through)).await.unwrap();
    post(call(3, "made_up_by_a_caller", json!({})))
        .await
        .unwrap();
    let read = client().get(format!("http://127.0.0.1:{port}/metrics"));
    // Whoever watches names the host as he likes.
    let read = read.header("host", "pod.example").send().await.unwrap();
    let content_type = read.headers()["content-type"].to_str().unwrap().to_owned();
    assert!(content_type.starts_with("application/openmetrics-text"));
    let text = read.text().await.unwrap();
    for line in [
        r#"mcp_atlassian_calls_total{tool="jira_get_user_profile",product="jira",outcome="ok"} 1"#,
        r#"mcp_atlassian_calls_total{tool="jira_get_user_profile",product="jira",outcome="error"} 1"#,
        r#"mcp_atlassian_call_duration_seconds_count{tool="jira_get_user_profile"} 2"#,
        r#"mcp_atlassian_upstream_requests_total{product="jira",status="200"} 1"#,
        r#"mcp_atlassian_upstream_request_duration_seconds_count{product="jira"} 1"#,
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("made_up"), "{text}");
    // Nowhere else.
    let here = url.replace("/x", "/metrics");
    assert_eq!(client().get(here).send().await.unwrap().status(), 404);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_has_one_id_everywhere() {
    let jira = slow(Duration::ZERO).await;
    let server = super::Running::start(settings(&jira)).await;
    let given = server.post(&me()).header("x-request-id", "abc-1");
    let response = given.send().await.unwrap();
    assert_eq!(response.headers()["x-request-id"], "abc-1");
    let projects = call(1, "jira_get_all_projects", json!({}));
    let odd = server.post(&projects).header("x-request-id", "a b");
    let response = odd.send().await.unwrap();
    let made = response.headers()["x-request-id"].clone();
    assert_ne!(made, "a b");
    let sent = jira.received_requests().await.unwrap();
    let ids: Vec<_> = sent
        .iter()
        .map(|request| &request.headers["x-request-id"])
        .collect();
    assert_eq!(ids, ["abc-1", made.to_str().unwrap()]);
}
