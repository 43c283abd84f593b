//! Tokens that are renewed: once, whoever notices; saved before they are used; ended by nothing but the server's word.

use atlassian_mcp::auth::oauth::{Tokens, settled};
use atlassian_mcp::config::Flow;
use atlassian_mcp::error::Error;
use demo::authorization::{App, Kind};
use demo::{Fault, Trouble};
use futures_util::future::join_all;
use secrecy::ExposeSecret as _;
use std::time::Duration;

use super::{Signing, WORK, http};

use crate::until::until;

fn access(tokens: &Tokens) -> &str {
    tokens.access.expose_secret()
}

#[tokio::test(flavor = "multi_thread")]
async fn many_tasks_and_processes_renew_once() {
    let signing = Signing::start().await;
    signing.signed_in(WORK);
    let (one, other) = (signing.grant(), signing.grant());
    let http = http();
    let calls = (0..16).map(|number| {
        let grant = if number % 2 == 0 { &one } else { &other };
        grant.ready(&http)
    });
    let tokens = join_all(calls).await;
    let first = tokens[0].as_ref().unwrap();
    assert!(
        tokens
            .iter()
            .all(|tokens| access(tokens.as_ref().unwrap()) == access(first))
    );
    assert_eq!(signing.asked(), 1);
}

#[tokio::test]
async fn what_was_given_is_in_the_file_before_anybody_uses_it() {
    let signing = Signing::start().await;
    signing.signed_in(WORK);
    let tokens = signing.grant().ready(&http()).await.unwrap();
    let kept = signing.store().read().unwrap().unwrap();
    assert_eq!(access(&kept), access(&tokens));
    assert_eq!(kept.cloud_id.as_deref(), Some(demo::CLOUD_ID));
    // Another process, after this one has crashed.
    let again = signing.grant().ready(&http()).await.unwrap();
    assert_eq!(access(&again), access(&tokens));
    assert_eq!(signing.asked(), 1);
}

#[tokio::test]
async fn a_call_that_is_given_up_does_not_lose_what_it_asked_for() {
    let signing = Signing::start().await;
    signing.signed_in(WORK);
    let slow = Trouble::Slow(Duration::from_millis(300));
    signing
        .server
        .misbehave(Fault::new(slow).path("/oauth/token"));
    let (grant, http) = (signing.grant(), http());
    let given_up = tokio::time::timeout(Duration::from_millis(100), grant.ready(&http)).await;
    assert!(given_up.is_err());
    let tokens = grant.ready(&http).await.unwrap();
    let kept = signing.store().read().unwrap().unwrap();
    assert_eq!(access(&kept), access(&tokens));
    assert_eq!(signing.asked(), 1);
}

#[tokio::test]
async fn trouble_on_the_way_costs_nothing() {
    let signing = Signing::start().await;
    signing.signed_in(WORK);
    let before = std::fs::read_to_string(signing.store().path()).unwrap();
    let grant = signing.grant();
    for trouble in [
        Trouble::Status(503),
        Trouble::Status(500),
        Trouble::RateLimited("1".into()),
        Trouble::HtmlError(502),
        Trouble::InvalidJson,
        Trouble::EmptyBody,
        Trouble::LoginPage,
    ] {
        let told = format!("{trouble:?}");
        signing
            .server
            .misbehave(Fault::new(trouble).path("/oauth/token"));
        let error = grant.ready(&http()).await.unwrap_err();
        assert!(
            matches!(
                error,
                Error::SignIn {
                    is_final: false,
                    ..
                }
            ),
            "{told}: {error}"
        );
        let now = std::fs::read_to_string(signing.store().path()).unwrap();
        assert_eq!(now, before, "{told}");
    }
    grant.ready(&http()).await.unwrap();
}

#[tokio::test]
async fn a_server_that_is_not_there_costs_nothing() {
    let signing = Signing::start().await;
    signing.signed_in(WORK);
    let (grant, before) = (signing.grant(), signing.store().read().unwrap().unwrap());
    let Signing { server, folder, .. } = signing;
    drop(server);
    let error = grant.ready(&http()).await.unwrap_err().to_string();
    assert!(error.contains("nothing was lost"), "{error}");
    let files = std::fs::read_dir(folder.path().join("kept")).unwrap();
    let names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
    assert!(
        names
            .iter()
            .any(|name| name == "oauth-demo-client-cloud.v1"),
        "{names:?}"
    );
    assert!(before.are_over());
}

/// Tokens that are due and good for a minute.
fn due(signing: &Signing) -> Tokens {
    let mut tokens = signing.keep(WORK, Duration::from_secs(60));
    tokens.due_at = 0;
    signing.store().write(&tokens).unwrap();
    tokens
}

#[tokio::test]
async fn a_token_that_is_due_and_still_good_is_used_while_it_is_renewed() {
    let signing = Signing::start().await;
    let tokens = due(&signing);
    let (grant, http) = (signing.grant(), http());
    let used = grant.ready(&http).await.unwrap();
    assert_eq!(access(&used), access(&tokens));
    until("it is renewed", async || {
        access(&grant.tokens().unwrap()) != access(&tokens)
    })
    .await;
    let renewed = grant.ready(&http).await.unwrap();
    let kept = signing.store().read().unwrap().unwrap();
    assert_eq!(access(&renewed), access(&kept));
    assert_eq!(signing.asked(), 1);
}

#[tokio::test]
async fn a_server_that_is_down_holds_up_nobody_whose_token_is_still_good() {
    let signing = Signing::start().await;
    let tokens = due(&signing);
    let down = Fault::new(Trouble::Status(503)).path("/oauth/token");
    signing.server.misbehave(down.times(99));
    let (grant, http) = (signing.grant(), http());
    grant.ready(&http).await.unwrap();
    until("it fails", async || grant.failure().is_some()).await;
    for _ in 0..9 {
        let used = grant.ready(&http).await.unwrap();
        assert_eq!(access(&used), access(&tokens));
    }
    assert_eq!(signing.asked(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_waits_for_tokens_that_are_on_their_way() {
    let signing = Signing::start().await;
    let tokens = due(&signing);
    let slow = Trouble::Slow(Duration::from_millis(300));
    signing
        .server
        .misbehave(Fault::new(slow).path("/oauth/token"));
    signing.grant().ready(&http()).await.unwrap();
    until("it is asked", async || signing.asked() > 0).await;
    settled(Duration::from_secs(60)).await;
    let kept = signing.store().read().unwrap().unwrap();
    assert_ne!(access(&kept), access(&tokens));
}

#[tokio::test]
async fn whoever_waits_for_an_attempt_shares_its_failure() {
    let signing = Signing::start().await;
    signing.signed_in(WORK);
    let down = Fault::new(Trouble::Status(503)).path("/oauth/token");
    signing.server.misbehave(down.times(99));
    let (grant, http) = (signing.grant(), http());
    let calls = (0..16).map(|_| grant.ready(&http));
    assert!(join_all(calls).await.iter().all(Result::is_err));
    assert!(signing.asked() <= 2, "{}", signing.asked());
}

#[tokio::test]
async fn only_the_servers_word_ends_a_grant_and_it_is_not_asked_again() {
    let signing = Signing::start().await;
    signing.signed_in(WORK);
    signing.server.revoke();
    let (grant, http) = (signing.grant(), http());
    for _ in 0..2 {
        let error = grant.ready(&http).await.unwrap_err();
        assert!(matches!(error, Error::SignIn { is_final: true, .. }));
        let text = error.to_string();
        assert!(
            text.contains("invalid_grant: Unknown or invalid refresh token"),
            "{text}"
        );
        assert!(
            text.contains("--oauth-setup") && !text.contains("demo-refresh"),
            "{text}"
        );
    }
    assert_eq!(signing.asked(), 1);
    assert!(signing.store().path().exists());
    // Somebody signs in again, in another process.
    let tokens = signing.keep(WORK, Duration::from_secs(3600));
    assert_eq!(access(&grant.ready(&http).await.unwrap()), access(&tokens));
}

#[tokio::test]
async fn a_refresh_token_that_two_programs_hold_ends_after_the_leeway() {
    let signing = Signing::start().await;
    signing.signed_in(WORK);
    let copied = signing.store().read().unwrap().unwrap();
    signing.grant().ready(&http()).await.unwrap();
    signing.store().write(&copied).unwrap();
    signing.grant().ready(&http()).await.unwrap();
    signing.server.advance(Duration::from_secs(601));
    signing.store().write(&copied).unwrap();
    let error = signing.grant().ready(&http()).await.unwrap_err();
    assert!(
        matches!(error, Error::SignIn { is_final: true, .. }),
        "{error}"
    );
}

#[tokio::test]
async fn a_refused_token_is_renewed_unless_another_process_did() {
    let signing = Signing::start().await;
    let first = signing.keep(WORK, Duration::from_secs(3600));
    let (grant, other, http) = (signing.grant(), signing.grant(), http());
    grant.ready(&http).await.unwrap();
    other.ready(&http).await.unwrap();
    assert_eq!(signing.asked(), 0);
    let renewed = grant.renew(&http, &first.access).await.unwrap().unwrap();
    let taken = other.renew(&http, &first.access).await.unwrap().unwrap();
    assert_eq!(access(&taken), access(&renewed));
    assert_eq!(signing.asked(), 1);
    // Others would be refused as well.
    assert!(grant.renew(&http, &renewed.access).await.unwrap().is_none());
    assert_eq!(signing.asked(), 1);
}

#[tokio::test]
async fn nobody_who_signed_in_yet_is_told_what_to_run() {
    let signing = Signing::start().await;
    let error = signing
        .grant()
        .ready(&http())
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("--oauth-setup") && error.contains("demo-client"),
        "{error}"
    );
    assert_eq!(signing.asked(), 0);
}

#[tokio::test]
async fn a_service_account_keeps_nothing() {
    let signing = Signing::start().await;
    let mut client = signing.client();
    client.flow = Flow::ClientCredentials;
    let grant = atlassian_mcp::auth::oauth::Grant::new(client, super::no_keyring());
    let first = grant.ready(&http()).await.unwrap();
    assert_eq!(access(&grant.ready(&http()).await.unwrap()), access(&first));
    let sent = signing.server.token_requests();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].json().unwrap()["grant_type"], "client_credentials");
    assert!(!signing.path().exists());
}

#[tokio::test]
async fn each_server_is_asked_in_its_own_way() {
    for kind in [Kind::Cloud, Kind::DataCenter, Kind::Bitbucket] {
        let signing = Signing::of(App {
            kind,
            ..App::default()
        })
        .await;
        signing.signed_in(WORK);
        signing.grant().ready(&http()).await.unwrap();
        let sent = &signing.server.token_requests()[0];
        let kind_of_body = sent.header("content-type").unwrap();
        let in_body = sent.body.contains("demo-client-secret");
        let redirects = sent.body.contains("redirect_uri");
        let expected = match kind {
            Kind::Cloud => ("application/json", true, false),
            Kind::DataCenter => ("application/x-www-form-urlencoded", true, true),
            Kind::Bitbucket => ("application/x-www-form-urlencoded", false, false),
        };
        assert_eq!((kind_of_body, in_body, redirects), expected, "{kind:?}");
    }
}

#[tokio::test]
async fn a_wrong_secret_is_told_in_atlassians_words_and_not_shown() {
    let signing = Signing::start().await;
    signing.signed_in(WORK);
    let mut client = signing.client();
    client.client_secret = "not-the-secret".into();
    let grant = atlassian_mcp::auth::oauth::Grant::new(client, super::no_keyring());
    let error = grant.ready(&http()).await.unwrap_err();
    assert!(matches!(
        error,
        Error::SignIn {
            is_final: false,
            ..
        }
    ));
    let text = error.to_string();
    assert!(
        text.contains("access_denied: Unauthorized") && text.contains("client secret"),
        "{text}"
    );
    assert!(!text.contains("not-the-secret") && !format!("{grant:?}").contains("not-the-secret"));
}
