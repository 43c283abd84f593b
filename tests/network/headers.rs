//! `…_CUSTOM_HEADERS`.

use reqwest::Method;
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::wire::{Kind, Server, header};
use super::{ask, configured, problems, send, session, warnings};
use crate::http::{Running, call};

#[tokio::test]
async fn every_request_to_the_product_carries_them() {
    let jira = Server::start().await;
    let settings = [(
        "JIRA_CUSTOM_HEADERS",
        r"X-Forwarded-User=service-account, X-ALB-Token = a=b== ,,X-List=one\, two,User-Agent=Curl/8",
    )];
    let session = session(&jira.url("http"), &settings);
    for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE] {
        send(&session, method).await.unwrap();
    }
    let heads = jira.heads();
    assert_eq!(heads.len(), 4);
    for head in heads {
        for (name, value) in [
            ("x-forwarded-user", "service-account"),
            ("x-alb-token", "a=b=="),
            ("x-list", "one, two"),
            ("user-agent", "Curl/8"),
            ("authorization", "Bearer pers0nal"),
        ] {
            assert_eq!(header(&head, name), Some(value), "{head}");
        }
    }
}

#[tokio::test]
async fn they_stay_where_they_belong() {
    let media = Server::start().await;
    let jira = Server::of(Kind::leading_to(&format!("{}/file", media.url("http")))).await;
    let settings = [
        (
            "JIRA_CUSTOM_HEADERS",
            "X-Token=s3cret-value,User-Agent=Curl/8",
        ),
        ("CONFLUENCE_CUSTOM_HEADERS", "X-Other=no"),
    ];
    ask(&jira.url("http"), &settings).await.unwrap();
    let head = &jira.heads()[0];
    assert_eq!(header(head, "x-token"), Some("s3cret-value"));
    assert_eq!(header(head, "x-other"), None);
    let head = &media.heads()[0];
    for name in ["x-token", "authorization"] {
        assert_eq!(header(head, name), None, "{head}");
    }
    assert!(
        header(head, "user-agent")
            .unwrap()
            .starts_with("mcp-atlassian/")
    );
}

#[tokio::test]
async fn a_redirect_that_comes_home_does_not_bring_them_back() {
    let home = Server::start().await;
    let other = Server::of(Kind::leading_to(&format!("{}/y", home.url("http")))).await;
    let jira = Server::of(Kind::leading_to(&other.url("http"))).await;
    ask(
        &jira.url("http"),
        &[("JIRA_CUSTOM_HEADERS", "X-Token=s3cret-value")],
    )
    .await
    .unwrap();
    for head in [&other.heads()[0], &home.heads()[0]] {
        assert_eq!(header(head, "x-token"), None, "{head}");
    }
}

#[tokio::test]
async fn a_circle_of_two_origins_ends() {
    let (jira, other) = (MockServer::start().await, MockServer::start().await);
    for (server, next) in [(&jira, &other), (&other, &jira)] {
        let away = ResponseTemplate::new(302).insert_header("location", next.uri());
        let away = Mock::given(any()).respond_with(away).expect(1..4);
        away.mount(server).await;
    }
    let error = ask(&jira.uri(), &[]).await.unwrap_err().to_string();
    assert!(error.contains("Jira answered 302"), "{error}");
}

#[tokio::test]
async fn their_values_come_back_in_no_error_and_no_text_of_ours() {
    let echo = "Blocked: X-Token: s3cret-value";
    let jira = Server::of(Kind::answering(
        "500 Oops",
        "content-type: text/plain",
        echo,
    ))
    .await;
    let settings = [("JIRA_CUSTOM_HEADERS", "X-Token=s3cret-value")];
    let url = jira.url("http");
    let error = ask(&url, &settings).await.unwrap_err();
    let told = format!(
        "{error} {error:?} {:?}",
        configured(&url, &settings).unwrap()
    );
    assert!(told.contains("X-Token: [secret]"), "{told}");
    assert!(
        told.contains("{'X-Token': '***'}") && !told.contains("s3cret"),
        "{told}"
    );
}

#[test]
fn what_says_who_asks_cannot_be_replaced() {
    for (headers, why) in [
        (
            "X-A=1,Authorization=s3cret",
            "entry 2 replaces Authorization",
        ),
        ("host=s3cret", "entry 1 replaces host"),
        ("X-A=s3cret\r\nX-B: 1", "entry 1 has a line break"),
        (
            "X-A=1,,X-B=s3cret\u{7}",
            "entry 3 has a line break or another character",
        ),
        ("X A=s3cret", "entry 1 has no name of a header"),
        ("=s3cret", "entry 1 has no name of a header"),
    ] {
        let told = problems(&[("JIRA_CUSTOM_HEADERS", headers)]);
        assert!(
            told.contains(&format!("JIRA_CUSTOM_HEADERS: {why}")),
            "{told}"
        );
        assert!(!told.contains("s3cret"), "{told}");
    }
}

#[test]
fn what_is_left_out_is_told() {
    for (headers, why) in [
        (
            "X-A=1,X-B: s3cret",
            "entry 2 is left out: it is not name=value",
        ),
        (
            "Content-Type=s3cret",
            "entry 1 is left out: each request sets Content-Type",
        ),
        (
            "X-A=s3cret,x-a=s3cret",
            "JIRA_CUSTOM_HEADERS names x-a twice; the last one counts",
        ),
    ] {
        let told = warnings(&[("JIRA_CUSTOM_HEADERS", headers)]);
        assert!(told.contains(why) && !told.contains("s3cret"), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_caller_over_http_has_them() {
    let jira = Server::start().await;
    let settings = [
        ("JIRA_URL", jira.url("http")),
        ("JIRA_DEPLOYMENT", "datacenter".to_owned()),
        ("JIRA_CUSTOM_HEADERS", "X-ALB-Token=s3cret-value".to_owned()),
    ];
    let server = Running::start(settings).await;
    let me = call(
        1,
        "jira_get_user_profile",
        json!({ "user_identifier": "me" }),
    );
    let request = server.post(&me).header("authorization", "Token callers");
    request.send().await.unwrap();
    let head = &jira.heads()[0];
    assert_eq!(header(head, "x-alb-token"), Some("s3cret-value"));
    assert_eq!(header(head, "authorization"), Some("Bearer callers"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_detailed_log_has_their_names() {
    let jira = Server::start().await;
    let mut command = assert_cmd::Command::cargo_bin("mcp-atlassian").unwrap();
    command
        .env_clear()
        .arg("check")
        .env("MCP_VERY_VERBOSE", "true");
    command
        .env("JIRA_URL", jira.url("http"))
        .env("JIRA_PERSONAL_TOKEN", "t");
    command.env(
        "JIRA_CUSTOM_HEADERS",
        "X-Forwarded-User=s3cret1,X-ALB-Token=s3cret2",
    );
    let run = tokio::task::spawn_blocking(move || command.output());
    let log = String::from_utf8(run.await.unwrap().unwrap().stderr).unwrap();
    let masked = "Custom headers applied: {'X-Forwarded-User': '***', 'X-ALB-Token': '***'}";
    assert!(log.contains(masked) && log.contains("DEBUG"), "{log}");
    assert!(!log.contains("s3cret"), "{log}");
}
