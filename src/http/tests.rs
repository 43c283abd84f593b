//! What a session puts on the wire and makes of what comes back.

use std::time::Duration;

use http::Method;
use reqwest::Request;
use serde::Deserialize;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use url::Url;
use wiremock::matchers::{any, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::config::{Credentials, Service};
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};

fn session(base: &str) -> Session {
    session_with(Product::Jira, Deployment::DataCenter, base)
}

fn session_with(product: Product, deployment: Deployment, base: &str) -> Session {
    Session::new(Service {
        product,
        deployment,
        base: Url::parse(base).unwrap(),
        credentials: Some(Credentials::Bearer("s3cret".into())),
        cloud_id: None,
        hosts: None,
        ssl_verify: true,
        filter: Vec::new(),
        workspace: None,
        connect_timeout: Duration::from_secs(5),
        timeout: Duration::from_secs(5),
        network: Default::default(),
    })
    .unwrap()
}

async fn ask(session: &Session, method: Method) -> Result<Answer> {
    session
        .send("GET /x", session.request(method, ["x"])?)
        .await
}

/// A server that gives every request the same answer.
async fn serving(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

#[tokio::test]
async fn requests_are_signed_and_named_and_paths_encoded() {
    let server = serving(ResponseTemplate::new(200)).await;
    let session = session(&format!("{}/jira", server.uri()));
    let request = session
        .request(Method::GET, ["rest", "a b", "c/d%2e", "ü?#"])
        .unwrap();
    session
        .send("GET /rest/{a}/{b}/{c}", request.header("api-version", "1"))
        .await
        .unwrap();
    let seen = &server.received_requests().await.unwrap()[0];
    assert_eq!(seen.url.path(), "/jira/rest/a%20b/c%2Fd%252e/%C3%BC%3F%23");
    assert_eq!(seen.headers["authorization"], "Bearer s3cret");
    assert!(
        seen.headers["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("mcp-atlassian/")
    );
    assert!(!seen.headers.contains_key("api-version"));
    assert!(!format!("{session:?}").contains("s3cret"));
}

#[tokio::test]
async fn changes_say_that_no_browser_was_tricked_and_reading_does_not() {
    let server = serving(ResponseTemplate::new(200)).await;
    let session = session(&server.uri());
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        ask(&session, method).await.unwrap();
    }
    let seen = server.received_requests().await.unwrap();
    let said = |request: &wiremock::Request| {
        let token = request.headers.get("x-atlassian-token")?;
        token.to_str().ok().map(str::to_owned)
    };
    let said: Vec<_> = seen.iter().map(said).collect();
    let no_check = Some("no-check".to_owned());
    assert_eq!(said, [None, no_check.clone(), no_check]);
}

#[tokio::test]
async fn only_bitbucket_cloud_is_sent_an_empty_object_for_nothing() {
    for (product, deployment, expected) in [
        (Product::Bitbucket, Deployment::Cloud, "{}"),
        (Product::Bitbucket, Deployment::DataCenter, ""),
        (Product::Jira, Deployment::Cloud, ""),
    ] {
        let server = serving(ResponseTemplate::new(200)).await;
        let session = session_with(product, deployment, &server.uri());
        ask(&session, Method::POST).await.unwrap();
        let seen = &server.received_requests().await.unwrap()[0];
        assert_eq!(seen.body, expected.as_bytes());
        let has_type = seen.headers.contains_key("content-type");
        assert_eq!(has_type, !expected.is_empty());
    }
}

#[tokio::test]
async fn a_segment_that_would_leave_the_path_is_refused_before_anything_is_sent() {
    let server = serving(ResponseTemplate::new(200)).await;
    let error = session(&server.uri())
        .request(Method::GET, ["issue", ".."])
        .unwrap_err();
    assert!(matches!(error, Error::Arguments(_)), "{error}");
    assert_eq!(requests(&server).await, 0);
}

#[tokio::test]
async fn credentials_do_not_go_to_another_origin() {
    let (home, other) = (
        serving(ResponseTemplate::new(200)).await,
        serving(ResponseTemplate::new(200)).await,
    );
    let url = Url::parse(&other.uri()).unwrap();
    session(&home.uri())
        .execute(Request::new(Method::GET, url), false)
        .await
        .unwrap();
    assert!(
        !other.received_requests().await.unwrap()[0]
            .headers
            .contains_key("authorization")
    );
}

#[tokio::test]
async fn a_read_is_redirected_anywhere_but_its_credentials_are_not() {
    let media = serving(ResponseTemplate::new(200).set_body_string("bytes")).await;
    let home = serving(ResponseTemplate::new(302).insert_header("location", media.uri())).await;
    let answer = ask(&session(&home.uri()), Method::GET).await.unwrap();
    assert_eq!(answer.text().unwrap(), "bytes");
    assert!(
        !media.received_requests().await.unwrap()[0]
            .headers
            .contains_key("authorization")
    );
}

#[tokio::test]
async fn a_write_is_not_redirected_into_a_read_nor_to_another_origin() {
    let other = serving(ResponseTemplate::new(200)).await;
    for status in [301, 302, 303, 307, 308] {
        let home =
            serving(ResponseTemplate::new(status).insert_header("location", other.uri())).await;
        let error = ask(&session(&home.uri()), Method::POST)
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("it redirects to http://127.0.0.1") && error.contains("JIRA_URL"),
            "{error}"
        );
    }
    let home = serving(ResponseTemplate::new(302).insert_header("location", "/login")).await;
    ask(&session(&home.uri()), Method::PUT).await.unwrap_err();
    assert_eq!((requests(&home).await, requests(&other).await), (1, 0));
}

#[tokio::test]
async fn a_write_follows_a_redirect_that_changes_nothing_but_the_path() {
    let server = MockServer::start().await;
    let moved = ResponseTemplate::new(308).insert_header("location", "/y");
    Mock::given(path("/x"))
        .respond_with(moved)
        .mount(&server)
        .await;
    Mock::given(path("/y"))
        .and(method("POST"))
        .respond_with(ResponseTemplate::new(201))
        .mount(&server)
        .await;
    let session = session(&server.uri());
    let request = session.request(Method::POST, ["x"]).unwrap().body("kept");
    assert_eq!(
        session.send("POST /x", request).await.unwrap().status(),
        201
    );
    assert_eq!(server.received_requests().await.unwrap()[1].body, b"kept");
}

#[tokio::test]
async fn redirects_in_a_circle_end() {
    let server = serving(ResponseTemplate::new(302).insert_header("location", "/x")).await;
    let error = ask(&session(&server.uri()), Method::GET)
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("redirects without end"), "{error}");
}

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

#[tokio::test]
async fn a_body_is_taken_in_up_to_the_cap() {
    let fits = serving(ResponseTemplate::new(200).set_body_bytes(vec![b'1'; MAX_BODY])).await;
    assert_eq!(
        ask(&session(&fits.uri()), Method::GET)
            .await
            .unwrap()
            .bytes()
            .unwrap()
            .len(),
        MAX_BODY
    );
    let bursts = serving(ResponseTemplate::new(200).set_body_bytes(vec![b'1'; MAX_BODY + 1])).await;
    let error = ask(&session(&bursts.uri()), Method::GET).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::TooLarge {
                limit: MAX_BODY,
                ..
            }
        ),
        "{error}"
    );
}

#[tokio::test]
async fn compressed_answers_are_asked_for_and_understood() {
    let gzipped: &[u8] = &[
        31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 171, 86, 74, 84, 178, 50, 172, 5, 0, 175, 172, 27, 86, 7,
        0, 0, 0,
    ];
    let answer = ResponseTemplate::new(200)
        .insert_header("content-encoding", "gzip")
        .set_body_bytes(gzipped);
    let server = serving(answer).await;
    assert_eq!(
        ask(&session(&server.uri()), Method::GET)
            .await
            .unwrap()
            .json()
            .unwrap(),
        json!({"a": 1})
    );
    assert_eq!(
        server.received_requests().await.unwrap()[0].headers["accept-encoding"],
        "gzip"
    );
}

async fn answered(body: &str, media_type: &str) -> Answer {
    let server = serving(ResponseTemplate::new(200).set_body_raw(body, media_type)).await;
    ask(&session(&server.uri()), Method::GET).await.unwrap()
}

#[tokio::test]
async fn a_login_page_is_never_taken_for_an_answer() {
    let login = "<html><title>Log in</title><form><input name=\"os_username\"></form></html>";
    let answer = answered(login, "text/html;charset=UTF-8").await;
    for error in [
        answer.json().unwrap_err(),
        answer.view::<String>().unwrap_err(),
        answer.text().unwrap_err(),
    ] {
        let text = error.to_string();
        assert!(
            text.contains("a login page titled \"Log in\"") && text.contains("JIRA_PERSONAL_TOKEN"),
            "{text}"
        );
    }
    let file = "<html><title>Our product</title></html>";
    let answer = answered(file, "text/html").await;
    assert_eq!(answer.text().unwrap(), file);
    assert!(
        answer
            .json()
            .unwrap_err()
            .to_string()
            .contains("an HTML page titled \"Our product\"")
    );
    assert_eq!(answered(login, "text/plain").await.text().unwrap(), login);
}

#[derive(Debug, Deserialize, PartialEq)]
struct View {
    key: String,
}

#[tokio::test]
async fn an_answer_that_does_not_fit_its_view_is_not_lost() {
    let fits = answered(r#"{"key":"A-1","more":1}"#, "application/json").await;
    assert_eq!(fits.view::<View>().unwrap(), View { key: "A-1".into() });
    let misfit = answered(r#"{"key":1}"#, "application/json").await;
    let error = misfit.view::<View>().unwrap_err().to_string();
    assert!(
        error.contains("expected form") && error.ends_with(r#"It begins: {"key":1}"#),
        "{error}"
    );
    assert!(
        matches!(misfit.view_or_raw::<View>().unwrap(), Seen::Raw(value) if value == json!({"key": 1}))
    );
    let broken = answered("{\"key\":", "application/json").await;
    let error = broken.view_or_raw::<View>().unwrap_err().to_string();
    assert!(error.contains("not valid JSON"), "{error}");
}

#[tokio::test]
async fn an_empty_answer_is_null() {
    let answer = answered("\n", "application/json").await;
    assert_eq!(answer.json().unwrap(), json!(null));
    assert_eq!(answer.view::<Option<View>>().unwrap(), None);
}

#[tokio::test]
async fn what_anonymous_users_see_is_no_success() {
    let answer =
        ResponseTemplate::new(200).insert_header("x-seraph-loginreason", "AUTHENTICATED_FAILED");
    let server = serving(answer.set_body_json(json!({"issues": []}))).await;
    let error = ask(&session(&server.uri()), Method::GET)
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("the sign-in failed") && error.contains("JIRA_API_TOKEN"),
        "{error}"
    );
}

#[tokio::test]
async fn what_a_generated_client_reports_is_read_the_same_way() {
    let server =
        serving(ResponseTemplate::new(404).set_body_json(json!({"errorMessages": ["No issue"]})))
            .await;
    let session = session(&server.uri());
    let request = Request::new(Method::GET, Url::parse(&server.uri()).unwrap());
    let response = session.execute(request, false).await.unwrap();
    let result = Err(progenitor_client::Error::UnexpectedResponse(response));
    let asked = Asked {
        product: Product::Jira,
        operation: "GET /issue/{key}",
        writes: false,
        quotes: true,
    };
    let error = Answer::read(&session, asked, async { result })
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("Jira answered 404 to GET /issue/{key}: No issue."),
        "{error}"
    );
}

/// A token as they are: with characters that URLs escape.
const TOKEN: &str = "ATATT3x+Ff/GF0=41";

#[tokio::test]
async fn no_secret_comes_back_in_an_error() {
    use base64::Engine as _;
    let basic = base64::engine::general_purpose::STANDARD.encode(format!("mira:{TOKEN}"));
    let encoded = "ATATT3x%2BFf%2FGF0%3D41";
    let echoes = [
        format!("Bad request: Authorization: Basic {basic}; token {TOKEN}; ?token={encoded}"),
        json!({ "errorMessages": [format!("Basic {basic} {TOKEN} {encoded}")] }).to_string(),
        format!("<html><title>Blocked: {basic} {TOKEN} {encoded}</title>"),
        format!("{}{TOKEN} {basic}", "x".repeat(295)),
        json!({ "key": format!("{TOKEN} {basic}") }).to_string(),
        json!(format!("{TOKEN} {basic}")).to_string(),
    ];
    let mut service = session("http://127.0.0.1:1").service().clone();
    service.credentials = Some(Credentials::Basic {
        username: "mira".into(),
        token: TOKEN.into(),
    });
    let beginning = basic.get(..12).unwrap();
    for status in [200, 302, 400, 401, 503] {
        for echo in &echoes {
            let location = format!("http://x.example/{encoded}/{TOKEN}");
            let answer = ResponseTemplate::new(status).insert_header("location", location);
            let server = serving(answer.set_body_raw(echo.as_bytes(), "text/plain")).await;
            service.base = Url::parse(&server.uri()).unwrap();
            let session = Session::new(service.clone()).unwrap();
            for method in [Method::GET, Method::PUT] {
                let error = match ask(&session, method).await {
                    Ok(answer) => answer.view::<u64>().unwrap_err(),
                    Err(error) => error,
                };
                let told = format!("{error} {error:?}");
                for secret in [TOKEN, encoded, &basic, "ATATT3x", beginning] {
                    assert!(!told.contains(secret), "{status}: {told}");
                }
            }
        }
    }
}

#[tokio::test]
async fn no_request_says_where_it_comes_from() {
    let server = MockServer::start().await;
    Mock::given(path("/x"))
        .respond_with(ResponseTemplate::new(307).insert_header("location", "/y"))
        .mount(&server)
        .await;
    Mock::given(path("/y"))
        .respond_with(ResponseTemplate::new(200))
        .mount(&server)
        .await;
    for method in [Method::GET, Method::POST] {
        ask(&session(&server.uri()), method).await.unwrap();
    }
    let received = server.received_requests().await.unwrap();
    assert_eq!(received.len(), 4);
    assert!(
        received
            .iter()
            .all(|request| !request.headers.contains_key("referer"))
    );
}

#[tokio::test]
async fn more_values_than_memory_should_hold_are_not_read() {
    let body = format!("[{}0]", "[[]],".repeat(6 << 20));
    let server = serving(ResponseTemplate::new(200).set_body_raw(body, "application/json")).await;
    let session = session(&server.uri());
    let answer = ask(&session, Method::GET).await.unwrap();
    for error in [
        answer.json().unwrap_err(),
        answer.view_or_raw::<View>().unwrap_err(),
    ] {
        let error = error.to_string();
        assert!(error.contains("more values than can be read"), "{error}");
    }
    let error = ask(&session, Method::PUT).await.unwrap_err().to_string();
    assert!(error.contains("look before you repeat it"), "{error}");
}
