//! Calls of tools with OAuth tokens: through the gateway, with links that lead to the site.

use atlassian_mcp::auth::oauth::{Tokens, scopes};
use atlassian_mcp::caller::Caller;
use atlassian_mcp::config::Credentials;
use atlassian_mcp::http::Session;
use atlassian_mcp::product::Product;
use demo::authorization::Kind;
use demo::{Fault, Flavour, Trouble};
use reqwest::Method;
use secrecy::ExposeSecret as _;
use serde_json::json;
use std::time::Duration;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{Signing, WORK};
use crate::harness::{self, said};

fn renewed(signing: &Signing) -> Credentials {
    Credentials::OAuth(Box::new(signing.client()))
}

/// The site itself is asked for its id, without credentials, and for nothing else.
fn only_its_id_was_asked(signing: &Signing) {
    for sent in signing.demo.requests() {
        assert_eq!(sent.path, "/_edge/tenant_info");
        assert!(sent.header("authorization").is_none());
    }
}

const ELSEWHERE: &str = "11111111-2222-4333-8444-555555555555";

/// Somebody signed in, and chose another site than the one whose address is set.
fn signed_in_elsewhere(signing: &Signing) {
    let tokens = signing.keep(WORK, Duration::from_secs(3600));
    let elsewhere = Tokens {
        cloud_id: Some(ELSEWHERE.to_owned()),
        ..tokens
    };
    signing.store().write(&elsewhere).unwrap();
}

#[tokio::test]
async fn calls_go_to_the_site_whose_address_is_set_whichever_was_signed_in_to() {
    let signing = Signing::start().await;
    signed_in_elsewhere(&signing);
    let caller = signing.caller(&renewed(&signing));
    said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-7"}))
        .await
        .unwrap();
    let prefix = format!("/ex/jira/{}/", demo::CLOUD_ID);
    let paths = signing.through_the_gateway();
    assert!(
        !paths.is_empty() && paths.iter().all(|path| path.starts_with(&prefix)),
        "{paths:?}"
    );
}

#[tokio::test]
async fn where_the_site_does_not_tell_its_id_that_of_the_tokens_counts() {
    let signing = Signing::start().await;
    signing.keep(WORK, Duration::from_secs(3600));
    let silent = Fault::new(Trouble::Refused(404)).path("/_edge").times(9);
    signing.demo.misbehave(silent);
    let caller = signing.caller(&renewed(&signing));
    said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-7"}))
        .await
        .unwrap();
}

#[tokio::test]
async fn an_id_that_is_set_and_not_the_sites_is_refused() {
    let signing = Signing::start().await;
    signing.keep(WORK, Duration::from_secs(3600));
    let mut config = signing.config(&[]);
    let jira = config.jira.as_mut().unwrap();
    jira.credentials = Some(renewed(&signing));
    jira.cloud_id = Some(ELSEWHERE.to_owned());
    let caller = Caller::configured(&config).unwrap();
    let error = said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-7"})).await;
    let error = error.unwrap_err();
    assert!(
        error.contains("ATLASSIAN_OAUTH_CLOUD_ID") && error.contains(demo::CLOUD_ID),
        "{error}"
    );
    assert!(signing.through_the_gateway().is_empty());
}

#[tokio::test]
async fn calls_go_to_the_gateway_and_links_to_the_site() {
    let signing = Signing::start().await;
    signing.signed_in(WORK);
    let caller = signing.caller(&renewed(&signing));
    let issue = said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-7"}));
    let issue = issue.await.unwrap();
    assert!(issue.contains(&signing.demo.jira_url()), "{issue}");
    assert!(!issue.contains(signing.server.url()), "{issue}");
    let prefix = format!("/ex/jira/{}/rest/api/3/", demo::CLOUD_ID);
    let paths = signing.through_the_gateway();
    assert!(
        !paths.is_empty() && paths.iter().all(|path| path.starts_with(&prefix)),
        "{paths:?}"
    );
    only_its_id_was_asked(&signing);
    assert!(signing.demo.violations().is_empty());
}

#[tokio::test]
async fn confluence_keeps_its_path_behind_the_gateway() {
    let signing = Signing::start().await;
    let needed = scopes::needed(
        ["confluence_search", "confluence_get_page"],
        &[Product::Confluence],
    );
    let scope: Vec<_> = needed.into_iter().collect();
    signing.keep(&scope.join(" "), Duration::from_secs(3600));
    let caller = signing.caller(&renewed(&signing));
    let found = said(&caller, "confluence_search", json!({"query": "checkout"})).await;
    found.unwrap();
    let paths = signing.through_the_gateway();
    let prefix = format!("/ex/confluence/{}/wiki/", demo::CLOUD_ID);
    assert!(
        !paths.is_empty() && paths.iter().all(|path| path.starts_with(&prefix)),
        "{paths:?}"
    );
    only_its_id_was_asked(&signing);
}

#[tokio::test]
async fn a_token_that_ended_early_is_renewed_and_the_request_sent_again_once() {
    let signing = Signing::start().await;
    signing.keep(WORK, Duration::from_secs(3600));
    signing.server.end_access();
    let caller = signing.caller(&renewed(&signing));
    let comment = json!({"issue_key": "SHOP-9", "comment": "Sent once"});
    said(&caller, "jira_add_comment", comment).await.unwrap();
    assert_eq!(signing.asked(), 1);
    let posts = signing.server.requests();
    let posts = posts
        .iter()
        .filter(|sent| sent.method == "POST" && sent.path.ends_with("/comment"));
    // Whichever request came first met the ended token; the comment itself is there once.
    assert!(posts.count() <= 2);
    let all = said(
        &caller,
        "jira_get_issue",
        json!({"issue_key": "SHOP-9", "comment_limit": 50}),
    )
    .await;
    assert_eq!(all.unwrap().matches("Sent once").count(), 1);
}

/// Each of them would cost a refresh token.
#[tokio::test]
async fn a_product_that_refuses_whatever_it_gets_has_one_call_renew() {
    let signing = Signing::start().await;
    signing.keep(WORK, Duration::from_secs(3600));
    let refused = Fault::new(Trouble::Refused(401)).path("/ex/jira").times(99);
    signing.server.misbehave(refused);
    let caller = signing.caller(&renewed(&signing));
    for _ in 0..3 {
        let error = said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-9"})).await;
        assert!(error.unwrap_err().contains("401"));
    }
    assert_eq!(signing.asked(), 1);
}

#[tokio::test]
async fn on_data_center_the_products_own_tokens_sign_in_at_its_own_address() {
    let signing = Signing::at(Kind::DataCenter).await;
    let first = signing.keep("WRITE", Duration::from_secs(3600));
    let mut config = harness::config(&signing.demo, Flavour::DataCenter, &[]);
    config.jira.as_mut().unwrap().credentials = Some(renewed(&signing));
    let caller = Caller::configured(&config).unwrap();
    let expired = Fault::new(Trouble::Refused(401)).path("/jira/");
    signing.demo.misbehave(expired);
    said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-7"}))
        .await
        .unwrap();
    let sent = signing.demo.requests();
    let header = |at: usize| sent[at].header("authorization").unwrap().to_owned();
    assert_eq!(
        header(0),
        format!("Bearer {}", first.access.expose_secret())
    );
    assert_ne!(header(1), header(0));
    assert_eq!(sent[0].path, sent[1].path);
    assert_eq!(signing.asked(), 1);
}

#[tokio::test]
async fn a_grant_that_is_over_is_told_with_the_way_back() {
    let signing = Signing::start().await;
    signing.keep(WORK, Duration::from_secs(3600));
    signing.server.revoke();
    let caller = signing.caller(&renewed(&signing));
    let error = said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-9"})).await;
    let error = error.unwrap_err();
    assert!(
        error.contains("invalid_grant") && error.contains("--oauth-setup"),
        "{error}"
    );
}

#[tokio::test]
async fn a_scope_that_is_missing_is_named_and_nothing_is_renewed() {
    let signing = Signing::start().await;
    signing.keep("read:jira-user offline_access", Duration::from_secs(3600));
    let caller = signing.caller(&renewed(&signing));
    let error = said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-9"})).await;
    let error = error.unwrap_err();
    assert!(
        error.contains("scope") && error.contains("read:jira-work"),
        "{error}"
    );
    assert_eq!(signing.asked(), 0);
}

#[tokio::test]
async fn a_scope_that_somebody_got_meanwhile_is_there_without_a_restart() {
    let signing = Signing::start().await;
    signing.keep("read:jira-user offline_access", Duration::from_secs(3600));
    let caller = signing.caller(&renewed(&signing));
    let issue = json!({"issue_key": "SHOP-9"});
    said(&caller, "jira_get_issue", issue.clone())
        .await
        .unwrap_err();
    // The wizard, in another process.
    signing.keep(WORK, Duration::from_secs(3600));
    said(&caller, "jira_get_issue", issue).await.unwrap();
    assert_eq!(signing.asked(), 0);
}

/// A page of a proxy's that happens to have the word in it.
#[tokio::test]
async fn a_page_is_no_word_on_scopes() {
    let signing = Signing::at(Kind::DataCenter).await;
    signing.keep("WRITE", Duration::from_secs(3600));
    let jira = MockServer::start().await;
    let page = "<html><body>Sign in. <script>var scope = 1;</script></body></html>";
    let page = ResponseTemplate::new(401).set_body_raw(page, "text/html");
    Mock::given(any()).respond_with(page).mount(&jira).await;
    let mut config = harness::config(&signing.demo, Flavour::DataCenter, &[]);
    let service = config.jira.as_mut().unwrap();
    service.credentials = Some(renewed(&signing));
    service.base = jira.uri().parse().unwrap();
    let caller = Caller::configured(&config).unwrap();
    said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-9"}))
        .await
        .unwrap_err();
    assert_eq!(signing.asked(), 1);
}

/// Its body cannot be sent a second time.
#[tokio::test]
async fn an_upload_that_is_refused_has_the_token_renewed_for_the_next_call() {
    let signing = Signing::start().await;
    signing.keep(WORK, Duration::from_secs(3600));
    signing.server.end_access();
    let config = signing.config(&[]);
    let mut service = config.jira.unwrap();
    service.credentials = Some(renewed(&signing));
    let session = Session::new(service).unwrap();
    let send = || async {
        let request = session
            .request(
                Method::POST,
                ["rest", "api", "3", "issue", "SHOP-9", "attachments"],
            )
            .unwrap();
        let body = reqwest::Body::wrap_stream(futures_util::stream::once(async {
            Ok::<_, std::io::Error>("no form")
        }));
        let operation = "POST /rest/api/3/issue/{issueIdOrKey}/attachments";
        session.send(operation, request.body(body)).await
    };
    assert!(send().await.unwrap_err().to_string().contains("401"));
    assert_eq!(signing.asked(), 1);
}

#[tokio::test]
async fn a_token_of_somebody_elses_is_used_and_never_renewed() {
    let signing = Signing::start().await;
    let (access, _) = signing.server.grant(WORK);
    let caller = signing.caller(&Credentials::Bearer(access.into()));
    // The site tells its id, since none is set.
    said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-7"}))
        .await
        .unwrap();
    let at_site = signing.demo.requests();
    assert_eq!(at_site.len(), 1);
    assert_eq!(at_site[0].path, "/_edge/tenant_info");
    assert!(at_site[0].header("authorization").is_none());
    signing.server.end_access();
    let error = said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-8"})).await;
    let error = error.unwrap_err();
    assert!(
        error.contains("401") && error.contains("does not renew it"),
        "{error}"
    );
    assert!(!error.contains("JIRA_API_TOKEN"), "{error}");
    assert_eq!(signing.asked(), 0);
}

#[tokio::test]
async fn a_token_that_an_answer_echoes_is_not_shown() {
    let signing = Signing::start().await;
    let tokens = signing.keep(WORK, Duration::from_secs(3600));
    let caller = signing.caller(&renewed(&signing));
    let access = tokens.access.expose_secret();
    let echo = Trouble::Instead(json!({"errorMessages": [format!("refused: Bearer {access}")]}));
    signing
        .server
        .misbehave(Fault::new(echo).path("/ex/jira").times(9));
    let error = said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-7"})).await;
    let error = error.unwrap_err();
    assert!(
        error.contains("[secret]") && !error.contains(access),
        "{error}"
    );
}

/// The fake gateway asks for the scopes that the documents name, so these must be enough.
#[tokio::test]
async fn the_scopes_that_are_computed_for_a_tool_are_enough_for_it() {
    for (tool, arguments) in [
        ("jira_search", json!({"jql": "project = SHOP"})),
        ("jira_get_agile_boards", json!({})),
        ("jira_get_transitions", json!({"issue_key": "SHOP-9"})),
        ("jira_get_user_profile", json!({"user_identifier": "me"})),
        ("confluence_search", json!({"query": "checkout"})),
    ] {
        let signing = Signing::start().await;
        let product = match tool.starts_with("jira") {
            true => Product::Jira,
            false => Product::Confluence,
        };
        let scope: Vec<_> = scopes::needed([tool], &[product]).into_iter().collect();
        signing.keep(&scope.join(" "), Duration::from_secs(3600));
        let caller = signing.caller(&renewed(&signing));
        let reply = said(&caller, tool, arguments).await;
        assert!(reply.is_ok(), "{tool}: {reply:?}");
    }
}
