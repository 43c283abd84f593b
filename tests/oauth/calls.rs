//! Calls of tools with OAuth tokens: through the gateway, with links that lead to the site.

use atlassian_mcp::auth::oauth::scopes;
use atlassian_mcp::caller::Caller;
use atlassian_mcp::config::Credentials;
use atlassian_mcp::product::Product;
use demo::authorization::Kind;
use demo::{Fault, Flavour, Trouble};
use secrecy::ExposeSecret as _;
use serde_json::json;
use std::time::Duration;

use super::{Signing, WORK};
use crate::harness::{self, said};

fn renewed(signing: &Signing) -> Credentials {
    Credentials::OAuth(Box::new(signing.client()))
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
    assert!(signing.demo.requests().is_empty());
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
    assert!(signing.demo.requests().is_empty());
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
