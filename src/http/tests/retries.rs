//! What is sent again, and what becomes of a connection that breaks.

use std::time::Duration;

use http::Method;
use reqwest::Request;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use url::Url;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::error::Error;

/// How often a request is sent that is always answered with this status.
async fn attempts(status: u16, method: Method, idempotent: bool) -> usize {
    let server = serving(ResponseTemplate::new(status).insert_header("retry-after", "0")).await;
    let request = Request::new(method, Url::parse(&server.uri()).unwrap());
    let response = session(&server.uri())
        .execute(request, idempotent)
        .await
        .unwrap();
    assert_eq!(response.status(), status);
    requests(&server).await
}

#[tokio::test]
async fn who_is_tried_again_and_how_often() {
    for (status, method, idempotent, expected) in [
        (429, Method::GET, false, 4),
        (429, Method::POST, false, 4),
        (503, Method::GET, false, 4),
        (502, Method::HEAD, false, 4),
        (504, Method::POST, true, 4),
        (503, Method::POST, false, 1),
        (503, Method::PUT, false, 1),
        (503, Method::DELETE, false, 1),
        (500, Method::GET, false, 1),
        (404, Method::GET, false, 1),
    ] {
        let sent = attempts(status, method.clone(), idempotent).await;
        assert_eq!(sent, expected, "{method} answered with {status}");
    }
}

#[tokio::test]
async fn the_second_attempt_brings_the_same_body_and_its_answer_counts() {
    let server = MockServer::start().await;
    let busy = ResponseTemplate::new(429).insert_header("retry-after", "0");
    Mock::given(any())
        .respond_with(busy)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"ok": true})))
        .mount(&server)
        .await;
    let session = session(&server.uri());
    let request = session
        .request(Method::POST, ["x"])
        .unwrap()
        .json(&json!({"a": 1}));
    assert_eq!(
        session
            .send("POST /x", request)
            .await
            .unwrap()
            .json()
            .unwrap(),
        json!({"ok": true})
    );
    let bodies = server
        .received_requests()
        .await
        .unwrap()
        .into_iter()
        .map(|request| request.body);
    assert_eq!(bodies.collect::<Vec<_>>(), [b"{\"a\":1}", b"{\"a\":1}"]);
}

#[tokio::test]
async fn a_body_that_cannot_be_sent_twice_is_sent_once() {
    let server = serving(ResponseTemplate::new(429).insert_header("retry-after", "0")).await;
    let session = session(&server.uri());
    let body =
        reqwest::Body::wrap_stream(futures_util::stream::iter([std::io::Result::Ok("once")]));
    let request = session.request(Method::POST, ["x"]).unwrap().body(body);
    session.send("POST /x", request).await.unwrap_err();
    assert_eq!(requests(&server).await, 1);
}

#[tokio::test]
async fn a_wait_beyond_patience_is_handed_to_the_caller() {
    let server = serving(ResponseTemplate::new(429).insert_header("retry-after", "3600")).await;
    let error = ask(&session(&server.uri()), Method::GET)
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("429") && error.contains("in 3600 s"),
        "{error}"
    );
    assert_eq!(requests(&server).await, 1);
}

/// A server that cuts the first `cuts` connections off after `before` and answers the next one; returns its URL.
async fn cutting(cuts: usize, before: &'static str) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        for count in 0.. {
            let (mut stream, _) = listener.accept().await.unwrap();
            assert_ne!(stream.read(&mut [0; 4096]).await.unwrap(), 0);
            let whole = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
            stream
                .write_all(if count < cuts { before } else { whole }.as_bytes())
                .await
                .unwrap();
        }
    });
    url
}

#[tokio::test]
async fn a_connection_that_breaks_is_tried_again_for_reads_only() {
    let answer = ask(&session(&cutting(2, "").await), Method::GET)
        .await
        .unwrap();
    assert_eq!(answer.json().unwrap(), json!({}));
    let session = session(&cutting(1, "").await);
    let request = session.request(Method::POST, ["x"]).unwrap();
    let error = session.send("POST /x", request).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }), "{error}");
    assert!(
        error.to_string().contains("look before you repeat it"),
        "{error}"
    );
}

#[tokio::test]
async fn an_answer_cut_off_in_the_middle_is_no_answer() {
    let url = cutting(1, "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"a\":").await;
    let error = ask(&session(&url), Method::GET).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }), "{error}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named_without_its_path() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let session = session(&format!("http://{address}"));
    let request = session
        .request(Method::POST, ["secret-path"])
        .unwrap()
        .query(&[("q", "s3cret")]);
    let error = session
        .send("POST /{x}", request)
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with(&format!(
            "Jira at {address} did not answer: Connection refused"
        )),
        "{error}"
    );
    assert!(
        error.contains("JIRA_URL") && !error.contains("secret-path") && !error.contains("s3cret"),
        "{error}"
    );
    assert!(!error.contains("carried out"), "{error}");
}

#[tokio::test]
async fn an_answer_that_takes_too_long_names_the_variable() {
    let server = serving(ResponseTemplate::new(200).set_delay(Duration::from_secs(60))).await;
    let mut service = session(&server.uri()).service().clone();
    service.timeout = Duration::from_millis(100);
    let error = ask(&Session::new(service).unwrap(), Method::GET)
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("JIRA_TIMEOUT"), "{error}");
    assert_eq!(requests(&server).await, 1);
}
