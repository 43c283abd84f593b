//! Signing in, recording and trouble.

use std::time::Duration;

use crate::client::Client;
use demo::{
    Fault,
    Flavour::{Cloud, DataCenter},
    Trouble,
};
use serde_json::json;

#[test]
fn no_credential_or_the_wrong_one_is_refused() {
    let cloud = Client::new(Cloud);
    let myself = format!("{}/rest/api/3/myself", cloud.demo.jira_url());
    let (status, body) = cloud.get_as(&myself, None);
    assert!(
        status == 401 && body.contains("Client must be authenticated"),
        "{body}"
    );
    assert_eq!(cloud.get_as(&myself, Some("Bearer wrong")).0, 401);
    let user = format!("{}/2.0/user", cloud.demo.bitbucket_url());
    let (status, body) = cloud.get_as(&user, Some("Basic dXNlcjp3cm9uZw=="));
    assert!(
        status == 401 && body.starts_with("{\"type\":\"error\""),
        "{body}"
    );
    let (_, body) = cloud.get_as(&myself, Some("Bearer noor"));
    assert!(body.contains("Noor Rahman"), "{body}");

    let dc = Client::new(DataCenter);
    let (status, body) = dc.get_as(
        &format!("{}/rest/api/2/myself", dc.demo.jira_url()),
        Some("Basic dXNlcjp3cm9uZw=="),
    );
    assert!(status == 401 && body.starts_with("<html>"), "{body}");
}

#[test]
fn requests_are_recorded_as_sent() {
    let client = Client::new(Cloud);
    client.post(
        &format!("{}/rest/api/3/search/jql?x=a%20b", client.demo.jira_url()),
        json!({"jql": "key = SHOP-1"}),
    );
    let requests = client.demo.requests();
    let [request] = requests.as_slice() else {
        panic!("{requests:?}")
    };
    assert_eq!(
        (
            request.method.as_str(),
            request.path.as_str(),
            request.query.as_str()
        ),
        ("POST", "/jira/rest/api/3/search/jql", "x=a%20b")
    );
    assert_eq!(request.header("authorization"), Some("Bearer token"));
    assert_eq!(request.json(), Some(json!({"jql": "key = SHOP-1"})));
    client.demo.clear_requests();
    assert!(client.demo.requests().is_empty());
}

#[test]
fn trouble_comes_on_order_and_passes() {
    let client = Client::new(Cloud);
    let myself = format!("{}/rest/api/3/myself", client.demo.jira_url());
    let get = || client.get_as(&myself, Some("Bearer token"));
    client
        .demo
        .misbehave(Fault::new(Trouble::Status(503)).path("/rest/api/3/field"));
    client.demo.misbehave(
        Fault::new(Trouble::RateLimited("7".to_owned()))
            .method("get")
            .times(2),
    );
    let limited = client.get_raw(&myself);
    assert_eq!(
        (limited.status().as_u16(), &limited.headers()["retry-after"]),
        (429, &"7".parse().unwrap())
    );
    assert_eq!(get().0, 429);
    assert_eq!(get().0, 200);
    client.demo.misbehave(Fault::new(Trouble::LoginPage));
    let (status, page) = get();
    assert!(status == 200 && page.starts_with("<!DOCTYPE html>"));
    client.demo.misbehave(Fault::new(Trouble::HtmlError(403)));
    assert_eq!(get().0, 403);
    client.demo.misbehave(Fault::new(Trouble::Refused(403)));
    assert_eq!(
        client.get(&myself),
        (
            403,
            json!({"errorMessages": ["The request was refused on order."], "errors": {}})
        )
    );
    client.demo.misbehave(Fault::new(Trouble::EmptyBody));
    assert_eq!(get(), (200, String::new()));
    client.demo.misbehave(Fault::new(Trouble::InvalidJson));
    assert!(serde_json::from_str::<serde_json::Value>(&get().1).is_err());
    client.demo.misbehave(Fault::new(Trouble::CutConnection));
    assert!(client.get_raw(&myself).body_mut().read_to_string().is_err());
    client
        .demo
        .misbehave(Fault::new(Trouble::Slow(Duration::from_millis(1))));
    assert_eq!(get().0, 200);
}
