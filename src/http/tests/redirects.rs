//! Where redirects lead, and what goes along.

use http::Method;
use reqwest::Request;
use url::Url;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;

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
    session.send("POST /x", request).await.unwrap();
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
