use super::*;
use crate::product::Product;
use crate::product::Product::{Bitbucket, Confluence, Jira};

fn said(product: Product, status: u16, headers: &[(&'static str, &str)], body: &str) -> String {
    let headers = headers
        .iter()
        .map(|(name, value)| ((*name).try_into().unwrap(), value.parse().unwrap()));
    let status = StatusCode::from_u16(status).unwrap();
    let asked = Asked {
        product,
        operation: "GET /x",
        writes: false,
        quotes: true,
    };
    let error = error_of(
        asked,
        status,
        &HeaderMap::from_iter(headers),
        body.as_bytes(),
    );
    error
        .to_string()
        .trim_start_matches(&format!("{product} answered "))
        .to_owned()
}

#[test]
fn the_products_own_error_bodies() {
    let json = |product, status, body| said(product, status, &[], body);
    insta::assert_snapshot!([
        json(Jira, 400, r#"{"errorMessages":["Bad JQL."],"errors":{"summary":"You must specify a summary.","customfield_1":"Not a number"}}"#),
        json(Jira, 404, r#"{"errorMessages":["Issue does not exist."],"errors":{}}"#),
        json(Jira, 400, r#"{"issues":[],"errors":[{"status":400,"elementErrors":{"errorMessages":[],"errors":{"project":"project is required"}},"failedElementNumber":1}]}"#),
        json(Jira, 401, r#"{"message":"Client must be authenticated to access this resource.","status-code":401}"#),
        json(Jira, 401, r#"{"code":401,"message":"Unauthorized; scope does not match"}"#),
        json(Confluence, 404, r#"{"statusCode":404,"data":{"authorized":false,"valid":true,"errors":[],"successful":false},"message":"No space with key : X","reason":"Not Found"}"#),
        json(Confluence, 400, r#"{"statusCode":400,"data":{"errors":[{"message":{"key":"k","translation":"Title exists","args":[]}}]},"message":"Validation failed"}"#),
        json(Confluence, 409, r#"{"errors":[{"status":409,"code":"CONFLICT","title":"Version must be incremented","detail":null}]}"#),
        json(Bitbucket, 409, r#"{"errors":[{"context":"name","message":"Already taken.","exceptionName":"com.example.E"}]}"#),
        json(Bitbucket, 409, r#"{"errors":[{"context":null,"message":"The branch is protected.","exceptionName":"com.example.E","details":["Ask an administrator of SHOP.","Or use a pull request."]},{"message":"And locked."}]}"#),
        json(Bitbucket, 401, r#"{"type":"error","error":{"message":"Token is invalid"}}"#),
        json(Bitbucket, 555, ""),
        json(Bitbucket, 403, r#"{"type":"error","error":{"message":"Your credentials lack one or more required privilege scopes.","detail":{"granted":["repository"],"required":["repository:write"]}}}"#),
        json(Bitbucket, 400, r#"{"type":"error","error":{"message":"Bad request","detail":"See fields","fields":{"title":["required"],"source":{"branch":["no such branch"]}}}}"#),
        json(Bitbucket, 403, r#"{"type":"error","error":{"message":"Your credentials lack one or more required privilege scopes."}}"#),
    ].join("\n"));
}

#[test]
fn bodies_that_are_no_json_or_say_nothing() {
    let html = "<html><title>Log in - Jira</title><input name=\"os_username\"></html>";
    insta::assert_snapshot!(
        [
            said(Jira, 401, &[], html),
            said(
                Jira,
                403,
                &[],
                "<html><head><title>Request Rejected</title></head></html>"
            ),
            said(Jira, 404, &[], "<!doctype html><title>Not here</title>"),
            said(Jira, 500, &[], ""),
            said(Jira, 502, &[], "upstream\n  connect error\u{1b}[31m"),
            said(Jira, 418, &[], "{\"odd\":[1]}"),
            said(Jira, 599, &[], "null"),
            said(Jira, 429, &[("retry-after", "120")], ""),
            said(Jira, 413, &[], "Too big"),
            said(
                Jira,
                302,
                &[("location", "https://sso.example.com/login?token=s3cret")],
                html
            ),
            said(
                Jira,
                302,
                &[("location", "https://me:s3cret@sso.example.com/")],
                ""
            ),
            said(
                Jira,
                403,
                &[(
                    "x-authentication-denied-reason",
                    "CAPTCHA_CHALLENGE; login-url=https://x/login.jsp"
                )],
                ""
            ),
            said(
                Jira,
                401,
                &[("x-seraph-loginreason", "AUTHENTICATION_DENIED")],
                ""
            ),
        ]
        .join("\n")
    );
}

#[test]
fn hostile_bodies_stay_short_and_do_not_overflow() {
    let deep = format!("{}1{}", "{\"errors\":[".repeat(60), "]}".repeat(60));
    assert!(said(Jira, 400, &[], &deep).starts_with("400 to GET /x: {\"errors\""));
    let endless = "[".repeat(50_000);
    assert!(said(Jira, 400, &[], &endless).chars().count() < 1100);
}

#[test]
fn a_failed_sign_in_is_seen_whatever_the_status() {
    let anonymous = |values: &[&str]| {
        let name = http::HeaderName::from_static(hint::LOGIN_REASON);
        is_anonymous(
            &values
                .iter()
                .map(|value| (name.clone(), value.parse().unwrap()))
                .collect(),
        )
    };
    assert!(anonymous(&["AUTHENTICATED_FAILED"]));
    assert!(anonymous(&["OUT,AUTHENTICATION_DENIED"]));
    assert!(!anonymous(&["AUTHENTICATED_FAILED", "OK"]));
    assert!(!anonymous(&["OUT"]) && !anonymous(&[]));
}
