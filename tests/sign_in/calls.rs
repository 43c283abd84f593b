//! Calls of those who signed in: whose token goes where, and how their clients learn that they need another one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use demo::{Fault, Trouble};
use reqwest::Response;
use serde_json::{Value, json};

use super::desk::{Desk, HOST, PUBLIC, Program, Setup, text};
use crate::http::{call, list, names, said};

fn me() -> Value {
    call(
        1,
        "jira_get_user_profile",
        json!({ "user_identifier": "me" }),
    )
}

fn comment() -> Value {
    call(
        2,
        "jira_add_comment",
        json!({ "issue_key": "SHOP-9", "comment": "x" }),
    )
}

fn challenge(response: &Response) -> String {
    response.headers()["www-authenticate"]
        .to_str()
        .unwrap()
        .to_owned()
}

/// The `Authorization` of calls at the gateway.
fn signed(desk: &Desk) -> Vec<String> {
    let requests = desk.cloud.requests().into_iter();
    let calls = requests.filter(|sent| sent.path.starts_with("/ex/"));
    calls
        .map(|sent| sent.header("authorization").unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_works_with_his_own_token_alone() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let mut seen = Vec::new();
    for _ in 0..2 {
        let given = program.tokens(&desk).await;
        let before = signed(&desk).len();
        said(desk.ask(text(&given, "access_token"), &me()).await).await;
        let sent = signed(&desk).split_off(before);
        assert!(
            !sent.is_empty() && sent.iter().all(|header| *header == sent[0]),
            "{sent:?}"
        );
        seen.push(sent[0].clone());
    }
    assert_ne!(seen[0], seen[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signed_in_for_reading_is_asked_for_more_before_he_writes() {
    let desk = Desk::start().await;
    let program = Program {
        scope: Some("read"),
        ..Program::register(&desk).await
    };
    let given = program.tokens(&desk).await;
    let token = text(&given, "access_token");
    let asked = desk.cloud.requests();
    let asked = asked.iter().find(|sent| sent.path == "/authorize").unwrap();
    assert!(!asked.query.contains("write%3A"), "{}", asked.query);

    let listed = names(desk.ask(token, &list(1)).await).await;
    assert!(listed.contains(&"jira_add_comment".to_owned()));
    let before = signed(&desk).len();
    let refused = desk.ask(token, &comment()).await;
    assert_eq!(refused.status(), 403);
    let told = challenge(&refused);
    for part in [
        "error=\"insufficient_scope\"",
        "scope=\"read write\"",
        "resource_metadata=\"",
    ] {
        assert!(told.contains(part), "{told}");
    }
    assert_eq!(signed(&desk).len(), before);
    // A tool that there is not is none that more is needed for.
    let unknown = desk
        .ask(token, &call(3, "bitbucket_merge_pull_request", json!({})))
        .await;
    assert!(said(unknown).await.contains("Unknown tool"));
    assert!(said(desk.ask(token, &me()).await).await.contains("name"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_whose_token_atlassian_refuses_gets_another_one() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let given = program.tokens(&desk).await;
    let token = text(&given, "access_token");
    desk.cloud.end_access();
    for message in [me(), me(), list(1)] {
        let refused = desk.ask(token, &message).await;
        assert_eq!(refused.status(), 401, "{message}");
        assert!(challenge(&refused).contains("error=\"invalid_token\""));
    }
    let renewed = desk
        .post("/token", &program.renewal(text(&given, "refresh_token")))
        .await;
    let renewed: Value = renewed.json().await.unwrap();
    let again = desk.ask(text(&renewed, "access_token"), &me()).await;
    assert!(said(again).await.contains("name"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scope_that_is_missing_at_atlassian_is_no_refused_token() {
    let scopes = [("ATLASSIAN_OAUTH_SCOPE", "read:jira-work offline_access")];
    let desk = Desk::of(Setup::with(&scopes)).await;
    let given = Program::register(&desk).await.tokens(&desk).await;
    let token = text(&given, "access_token");
    for _ in 0..2 {
        let answer = desk.ask(token, &me()).await;
        assert_eq!(answer.status(), 200);
        assert!(said(answer).await.contains("scope"));
    }
}

/// Bitbucket on Data Center answers 401 for that, too.
#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_may_not_do_is_no_refused_token() {
    let desk = Desk::of(Setup::bitbucket_data_center()).await;
    let given = Program::register(&desk).await.tokens(&desk).await;
    let token = text(&given, "access_token");
    let repositories = call(1, "bitbucket_list_repositories", json!({}));
    desk.demo
        .misbehave(Fault::new(Trouble::NotPermitted).times(2));
    for _ in 0..2 {
        let answer = desk.ask(token, &repositories).await;
        assert_eq!(answer.status(), 200);
        assert!(said(answer).await.contains("not permitted"));
    }
    let listed = said(desk.ask(token, &repositories).await).await;
    assert!(!listed.contains("401"), "{listed}");
}

/// A product that refuses whatever it gets must not have a client get tokens, or its user sign in, again and again.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_token_that_is_refused_as_well_is_told_to_the_model() {
    let desk = Desk::of(Setup::data_center()).await;
    let program = Program::register(&desk).await;
    let given = program.tokens(&desk).await;
    let first = text(&given, "access_token");
    desk.demo
        .misbehave(Fault::new(Trouble::Refused(401)).times(2));
    assert_eq!(desk.ask(first, &me()).await.status(), 401);
    let renewed = desk
        .post("/token", &program.renewal(text(&given, "refresh_token")))
        .await;
    let renewed: Value = renewed.json().await.unwrap();
    let second = text(&renewed, "access_token");
    let answer = desk.ask(second, &me()).await;
    assert_eq!(answer.status(), 200);
    let told = said(answer).await;
    assert!(told.contains("401"), "{told}");
    // It is good for the next call; the first one is not.
    assert!(said(desk.ask(second, &me()).await).await.contains("name"));
    assert_eq!(desk.ask(first, &me()).await.status(), 401);
    // It worked, so that what is refused now is refused for the token: it may have been taken back.
    let ask = call(3, "jira_get_issue", json!({ "issue_key": "SHOP-9" }));
    assert!(said(desk.ask(second, &ask).await).await.contains("SHOP-9"));
    desk.demo.misbehave(Fault::new(Trouble::Refused(401)));
    assert_eq!(desk.ask(second, &ask).await.status(), 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn those_with_tokens_of_their_own_bring_them_as_ever() {
    let desk = Desk::start().await;
    let given = Program::register(&desk).await.tokens(&desk).await;
    let token = format!("Bearer {}", text(&given, "access_token"));
    let basic = format!("Basic {}", STANDARD.encode("mira:api-token"));
    let own = "x-atlassian-bitbucket-personal-token";
    for (headers, products) in [
        (&[(own, "pat")][..], &["bitbucket_"][..]),
        (
            &[("authorization", basic.as_str())],
            &["jira_", "confluence_", "bitbucket_"],
        ),
        (
            &[("authorization", token.as_str())],
            &["jira_", "confluence_"],
        ),
        (
            &[("authorization", token.as_str()), (own, "pat")],
            &["jira_", "confluence_", "bitbucket_"],
        ),
    ] {
        let request = desk.running.post(&list(1)).header("host", HOST);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        let listed = names(request.send().await.unwrap()).await;
        for product in ["jira_", "confluence_", "bitbucket_"] {
            let is_there = listed.iter().any(|name| name.starts_with(product));
            assert_eq!(
                is_there,
                products.contains(&product),
                "{product} with {headers:?}"
            );
        }
    }
}

/// The server's own accounts are for nobody, not even on this machine.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_works_with_the_servers_own_account() {
    let own = [
        ("BITBUCKET_USERNAME", "mira"),
        ("BITBUCKET_API_TOKEN", "own"),
        ("ALLOWED_HOSTS", "127.0.0.1"),
    ];
    let desk = Desk::of(Setup::with(&own)).await;
    let refused = desk.running.post(&list(1)).send().await.unwrap();
    assert_eq!(refused.status(), 401);
    let given = Program::register(&desk).await.tokens(&desk).await;
    let listed = names(desk.ask(text(&given, "access_token"), &list(1)).await).await;
    assert!(!listed.iter().any(|name| name.starts_with("bitbucket_")));
}

/// Older clients, who listen to events.
#[tokio::test(flavor = "multi_thread")]
async fn who_listens_to_events_signs_in_as_well() {
    let desk = Desk::of(Setup::with(&[("TRANSPORT", "sse")])).await;
    let refused = desk.get("/sse").await;
    assert_eq!(refused.status(), 401);
    let messages = desk.running.post_to("/messages").header("host", HOST);
    let messages = messages.header("content-type", "application/json");
    let unsent = messages.body("{}").send().await.unwrap();
    // What is asked for, and by which address it goes there.
    for (refused, resource) in [
        (refused, "/sse"),
        (unsent, "/sse"),
        (desk.ask("", &list(1)).await, "/mcp"),
    ] {
        assert_eq!(refused.status(), 401);
        let challenge = challenge(&refused);
        let rest = challenge.split("resource_metadata=\"").nth(1).unwrap();
        let metadata = rest.split('"').next().unwrap();
        let path = metadata.strip_prefix(PUBLIC).unwrap();
        let told: Value = desk.get(path).await.json().await.unwrap();
        assert_eq!(text(&told, "resource"), format!("{PUBLIC}{resource}"));
    }
    let given = Program::register(&desk).await.tokens(&desk).await;
    let request = desk.running.get("/sse").header("host", HOST);
    let token = format!("Bearer {}", text(&given, "access_token"));
    let listening = request.header("authorization", token).send();
    assert_eq!(listening.await.unwrap().status(), 200);
}

/// A session is his who began it, whichever of his tokens he comes with.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_outlives_the_token_it_was_begun_with() {
    let desk = Desk::of(Setup::with(&[("MCP_HTTP_SESSIONS", "5")])).await;
    let program = Program::register(&desk).await;
    let given = program.tokens(&desk).await;
    let params = json!({ "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "c", "version": "1" } });
    let hello = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params });
    let begun = desk.ask(text(&given, "access_token"), &hello).await;
    let session = begun.headers()["mcp-session-id"].clone();
    let renewed = desk
        .post("/token", &program.renewal(text(&given, "refresh_token")))
        .await;
    let renewed: Value = renewed.json().await.unwrap();
    let other = program.tokens(&desk).await;
    for (tokens, status) in [(&renewed, 200), (&given, 200), (&other, 404)] {
        let request = desk.running.post(&list(2)).header("host", HOST);
        let request = request
            .header("mcp-session-id", session.clone())
            .bearer_auth(text(tokens, "access_token"));
        assert_eq!(request.send().await.unwrap().status(), status);
    }
}
