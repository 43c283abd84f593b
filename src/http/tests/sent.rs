//! What leaves: signed, named, and nowhere else than where it may.

use http::Method;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::error::Error;
use crate::product::{Deployment, Product};

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
