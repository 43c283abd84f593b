//! `…_RATE_LIMIT_…`: how fast a product is asked, and how patiently again.

use std::time::Duration;

use atlassian_mcp::caller::Caller;
use atlassian_mcp::limit;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::unconstrained;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{configured, problems, send, session};
use crate::harness::said;
use crate::http::{Running, call};

/// A Jira that answers with this status, `times` times, and then knows who asks.
async fn jira(status: u16, times: u64, headers: &[(&str, &str)]) -> MockServer {
    let server = MockServer::start().await;
    let answer = headers
        .iter()
        .fold(ResponseTemplate::new(status), |answer, (name, value)| {
            answer.insert_header(*name, *value)
        });
    let refuse = Mock::given(any()).respond_with(answer);
    if times > 0 {
        refuse.up_to_n_times(times).mount(&server).await;
    }
    let user = json!({ "name": "n", "key": "k", "displayName": "Mira" });
    let known = ResponseTemplate::new(200).set_body_json(user);
    Mock::given(any()).respond_with(known).mount(&server).await;
    server
}

async fn sent(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

fn me() -> Value {
    json!({ "user_identifier": "me" })
}

/// One request within ten minutes, and so many at once.
fn slow(burst: &str) -> [(&str, &str); 2] {
    [
        ("JIRA_RATE_LIMIT_REQUESTS_PER_SECOND", "0.001"),
        ("JIRA_RATE_LIMIT_BURST", burst),
    ]
}

#[tokio::test]
async fn a_call_waits_for_its_turn_as_long_as_it_may_take() {
    let server = jira(200, 0, &[]).await;
    let settings = [&slow("1")[..], &[("MCP_CALL_TIMEOUT", "1")]].concat();
    let caller = Caller::configured(&configured(&server.uri(), &settings).unwrap()).unwrap();
    said(&caller, "jira_get_user_profile", me()).await.unwrap();
    let error = said(&caller, "jira_get_all_projects", json!({}))
        .await
        .unwrap_err();
    assert!(
        error.contains("was not carried out: it waited for its turn"),
        "{error}"
    );
    assert!(error.contains("_RATE_LIMIT_REQUESTS_PER_SECOND"), "{error}");
    assert_eq!(sent(&server).await, 1);
}

/// One caller's waiting requests do not pile up; those that are given up make room.
#[tokio::test]
async fn no_more_than_64_wait() {
    let server = jira(200, 0, &[]).await;
    let session = session(&server.uri(), &slow("1"));
    send(&session, Method::GET).await.unwrap();
    let moment = Duration::from_millis(200);
    let next = || limit::of_call(moment, send(&session, Method::GET));
    for _ in 0..2 {
        // Else they use up what a task may do at a time, and the server's end, which blocks, never gets its turn.
        let errors = unconstrained(join_all((0..66).map(|_| next()))).await;
        let errors = errors
            .into_iter()
            .map(|error| error.unwrap_err().to_string());
        let (waited, refused): (Vec<_>, Vec<_>) =
            errors.partition(|error| error.contains("it waited for its turn"));
        assert_eq!((waited.len(), refused.len()), (64, 2), "{refused:?}");
        assert!(
            refused[0].starts_with("Nothing was sent: 64"),
            "{refused:?}"
        );
    }
    assert_eq!(sent(&server).await, 1);
}

/// So many requests go at once, and the next one waits.
async fn goes_at_once(count: usize, settings: &[(&str, &str)]) {
    let server = jira(200, 0, &[]).await;
    let session = session(&server.uri(), settings);
    for _ in 0..count {
        send(&session, Method::GET).await.unwrap();
    }
    let moment = Duration::from_millis(10);
    let next = limit::of_call(moment, send(&session, Method::GET)).await;
    let error = next.unwrap_err().to_string();
    assert!(
        error.contains("it waited for its turn"),
        "{settings:?}: {error}"
    );
    assert_eq!(sent(&server).await, count);
}

#[tokio::test]
async fn every_name_of_a_limit_counts() {
    let slow = "0.001";
    for name in [
        "JIRA_RATE_LIMIT_REQUESTS_PER_SECOND",
        "JIRA_RATE_LIMIT_RPS",
        "ATLASSIAN_RATE_LIMIT_RPS",
    ] {
        goes_at_once(3, &[(name, slow), ("JIRA_RATE_LIMIT_BURST", "3")]).await;
    }
    let all = [
        ("ATLASSIAN_RATE_LIMIT_RPS", slow),
        ("ATLASSIAN_RATE_LIMIT_BURST", "4"),
    ];
    goes_at_once(4, &all).await;
    goes_at_once(20, &[("JIRA_RATE_LIMIT_REQUESTS_PER_SECOND", slow)]).await;
}

#[tokio::test]
async fn no_limit_and_a_limit_of_another_product_hold_nobody_up() {
    for settings in [
        &[
            ("JIRA_RATE_LIMIT_REQUESTS_PER_SECOND", "0"),
            ("ATLASSIAN_RATE_LIMIT_RPS", "0.001"),
        ][..],
        &[("CONFLUENCE_RATE_LIMIT_REQUESTS_PER_SECOND", "0.001")],
    ] {
        let server = jira(200, 0, &[]).await;
        let session = session(&server.uri(), settings);
        for _ in 0..25 {
            send(&session, Method::GET).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_caller_over_http_has_a_limit_of_his_own() {
    let jira = jira(200, 0, &[]).await;
    let settings = [
        ("JIRA_URL", jira.uri()),
        ("JIRA_DEPLOYMENT", "datacenter".to_owned()),
        ("JIRA_RATE_LIMIT_REQUESTS_PER_SECOND", "0.001".to_owned()),
        ("JIRA_RATE_LIMIT_BURST", "1".to_owned()),
        ("MCP_CALL_TIMEOUT", "1".to_owned()),
    ];
    let server = Running::start(settings).await;
    let fails = async |token: &str, tool: &str, arguments: Value| {
        let call = server.post(&call(1, tool, arguments));
        let request = call.header("authorization", format!("Token {token}"));
        // A header that makes him no other.
        let request = request.header("x-mcp-tools", tool);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        answer["result"]["isError"] == json!(true)
    };
    assert!(!fails("one", "jira_get_user_profile", me()).await);
    assert!(fails("one", "jira_get_all_projects", json!({})).await);
    assert!(!fails("two", "jira_get_user_profile", me()).await);
    assert_eq!(sent(&jira).await, 2);
}

/// How often a request is sent that is always refused for now.
async fn attempts(more: &[(&str, &str)]) -> usize {
    let server = jira(429, 100, &[]).await;
    let quick = ("JIRA_RATE_LIMIT_BACKOFF_BASE", "0");
    let session = session(&server.uri(), &[&[quick], more].concat());
    let error = send(&session, Method::POST).await.unwrap_err().to_string();
    assert!(
        error.contains("429") && error.contains("Too many requests"),
        "{error}"
    );
    sent(&server).await
}

#[tokio::test]
async fn what_is_refused_for_now_is_tried_again_as_often_as_is_set() {
    assert_eq!(attempts(&[]).await, 4);
    assert_eq!(attempts(&[("RATE_LIMIT_MAX_RETRIES", "0")]).await, 1);
    assert_eq!(attempts(&[("RATE_LIMIT_MAX_RETRIES", "6")]).await, 7);
    assert_eq!(
        attempts(&[("ATLASSIAN_RATE_LIMIT_MAX_RETRIES", "1")]).await,
        2
    );
    let own = [
        ("JIRA_RATE_LIMIT_MAX_RETRIES", "1"),
        ("RATE_LIMIT_MAX_RETRIES", "6"),
    ];
    assert_eq!(attempts(&own).await, 2);
}

#[tokio::test]
async fn waits_are_no_longer_than_is_set_unless_the_product_says_so() {
    let server = jira(429, 1, &[]).await;
    let settings = [
        ("JIRA_RATE_LIMIT_BACKOFF_BASE", "3600"),
        ("RATE_LIMIT_RETRY_AFTER_DEFAULT", "1"),
    ];
    send(&session(&server.uri(), &settings), Method::POST)
        .await
        .unwrap();
    assert_eq!(sent(&server).await, 2);
    let server = jira(429, 1, &[("retry-after", "0")]).await;
    let settings = [
        ("ATLASSIAN_RATE_LIMIT_BACKOFF_BASE", "3600"),
        ("RATE_LIMIT_RETRY_AFTER_DEFAULT", "3600"),
    ];
    send(&session(&server.uri(), &settings), Method::POST)
        .await
        .unwrap();
    assert_eq!(sent(&server).await, 2);
    // A wait that is longer than a request waits at all.
    let server = jira(429, 1, &[]).await;
    send(&session(&server.uri(), &settings), Method::POST)
        .await
        .unwrap_err();
    assert_eq!(sent(&server).await, 1);
}

#[tokio::test]
async fn a_wait_that_the_call_has_no_time_for_is_not_begun() {
    let server = jira(429, 1, &[("retry-after", "30")]).await;
    let config = configured(&server.uri(), &[("MCP_CALL_TIMEOUT", "5")]).unwrap();
    let caller = Caller::configured(&config).unwrap();
    let error = said(&caller, "jira_get_user_profile", me())
        .await
        .unwrap_err();
    assert!(
        error.contains("429") && error.contains("in 30 s"),
        "{error}"
    );
    assert_eq!(sent(&server).await, 1);
}

#[test]
fn what_is_no_number_is_named() {
    for (name, value, bounds) in [
        (
            "JIRA_RATE_LIMIT_REQUESTS_PER_SECOND",
            "fast",
            "from 0 to 10000",
        ),
        ("JIRA_RATE_LIMIT_RPS", "-1", "from 0 to 10000"),
        ("ATLASSIAN_RATE_LIMIT_RPS", "NaN", "from 0 to 10000"),
        ("JIRA_RATE_LIMIT_BURST", "0", "from 1 to 10000"),
        ("RATE_LIMIT_MAX_RETRIES", "1.5", "from 0 to 100"),
        ("RATE_LIMIT_RETRY_AFTER_DEFAULT", "1e9", "from 1 to 3600"),
        ("ATLASSIAN_RATE_LIMIT_BACKOFF_BASE", "x", "from 0 to 3600"),
    ] {
        let told = problems(&[(name, value)]);
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(told.starts_with(name) && told.contains(bounds), "{told}");
    }
}
