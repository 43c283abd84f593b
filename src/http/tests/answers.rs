//! What comes back: sizes, forms, and words that no message may repeat.

use http::Method;
use reqwest::Request;
use serde::Deserialize;
use serde_json::json;
use url::Url;
use wiremock::ResponseTemplate;

use super::*;
use crate::config::Credentials;
use crate::error::Error;
use crate::product::Product;

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
    let error = Answer::read(&session, asked, Ok(()), Box::pin(async { result }))
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
