//! `check`: the way of a client from outside, as far as one gets without a browser.

use demo::authorization::{self, App, Authorization, Kind};
use demo::{Flavour, Options};

use super::desk::{free_port, key};
use crate::http::Running;

/// What an operator sets, before an authorization server on Data Center.
fn settings(port: u16, server: &Authorization) -> Vec<(&'static str, String)> {
    vec![
        ("TRANSPORT", "streamable-http".to_owned()),
        ("PORT", port.to_string()),
        ("PUBLIC_BASE_URL", format!("http://127.0.0.1:{port}")),
        ("ATLASSIAN_OAUTH_SIGN_IN", "true".to_owned()),
        ("SEALING_KEY", key(1)),
        ("JIRA_URL", server.url().to_owned()),
        ("JIRA_DEPLOYMENT", "datacenter".to_owned()),
        ("JIRA_OAUTH_CLIENT_ID", "demo-client".to_owned()),
        ("JIRA_OAUTH_CLIENT_SECRET", "demo-client-secret".to_owned()),
    ]
}

async fn data_center(port: u16) -> Authorization {
    let options = Options {
        flavour: Flavour::DataCenter,
        ..Options::default()
    };
    let demo = demo::start(options).await.unwrap();
    let app = App {
        kind: Kind::DataCenter,
        redirect_uri: format!("http://127.0.0.1:{port}/callback"),
        ..App::default()
    };
    authorization::start(&demo, app).await.unwrap()
}

/// Exit status and standard output of the command.
async fn check(settings: Vec<(&'static str, String)>) -> (Option<i32>, String) {
    let mut command = assert_cmd::Command::cargo_bin("mcp-atlassian").unwrap();
    let home = tempfile::tempdir().unwrap();
    command.env_clear().env("HOME", home.path());
    command.current_dir(home.path()).arg("check").envs(settings);
    let checking = tokio::task::spawn_blocking(move || command.output());
    let output = checking.await.unwrap().unwrap();
    drop(home);
    let told = String::from_utf8(output.stdout).unwrap();
    (output.status.code(), told)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_step_of_a_client_is_tried() {
    let port = free_port();
    let server = data_center(port).await;
    let settings = settings(port, &server);
    let _running = Running::start(settings.clone()).await;
    let (code, told) = check(settings).await;
    assert_eq!(code, Some(0), "{told}");
    let at = format!("http://127.0.0.1:{port}");
    let states: Vec<_> = told
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .collect();
    let expected = [
        ("MCP", format!("{at}/mcp")),
        (
            "resource",
            format!("{at}/.well-known/oauth-protected-resource/mcp"),
        ),
        (
            "server",
            format!("{at}/.well-known/oauth-authorization-server"),
        ),
        ("callback", format!("{at}/callback")),
        ("Atlassian", format!("{}/", server.url())),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(what, address)| vec![*what, "ok", address.as_str()])
        .collect();
    assert_eq!(states, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_where_it_is() {
    let port = free_port();
    let server = data_center(port).await;
    let right = settings(port, &server);
    let but = |name: &'static str, value: &str| {
        let other = right.iter().filter(|(known, _)| *known != name).cloned();
        let changed = [(name, value.to_owned())];
        other.chain(changed).collect::<Vec<_>>()
    };
    let (code, told) = check(right.clone()).await;
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("does the server run"), "{told}");

    let _running = Running::start(right.clone()).await;
    let secret = "s3cret-of-nobody";
    let (code, told) = check(but("JIRA_OAUTH_CLIENT_SECRET", secret)).await;
    assert_eq!(code, Some(1), "{told}");
    let line = told.lines().find(|line| line.starts_with("Atlassian"));
    assert!(line.unwrap().contains("failed"), "{told}");
    assert!(
        told.contains("client secret") && !told.contains(secret),
        "{told}"
    );

    // The server that runs is known by another address.
    let other = format!("http://localhost:{port}");
    let (code, told) = check(but("PUBLIC_BASE_URL", &other)).await;
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("403") && told.contains("proxy"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_signs_nobody_in_is_told_apart() {
    let port = free_port();
    let server = data_center(port).await;
    let settings = settings(port, &server);
    let without = settings.iter().filter(|(name, _)| {
        !matches!(
            *name,
            "ATLASSIAN_OAUTH_SIGN_IN" | "JIRA_OAUTH_CLIENT_ID" | "JIRA_OAUTH_CLIENT_SECRET"
        )
    });
    let _running = Running::start(without.cloned()).await;
    let (code, told) = check(settings).await;
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("ATLASSIAN_OAUTH_SIGN_IN"), "{told}");
}
