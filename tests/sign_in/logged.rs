//! What the program itself logs while somebody signs in: outcomes, and nothing that is worth stealing.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;

use demo::authorization::{self, App, Kind};
use demo::{Flavour, Options};
use reqwest::Response;
use serde_json::{Value, json};

use super::browser::Browser;
use super::desk::{Program, encoded, free_port, key, query, text};
use crate::http::{client, list};

/// The program, which is ended with the test, and what it wrote to standard error by then.
struct Logged {
    child: Child,
    lines: std::thread::JoinHandle<Vec<String>>,
}

impl Logged {
    /// Starts it, and waits until it listens.
    fn start(settings: &[(&str, &str)]) -> Self {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("mcp-atlassian"))
            .env_clear()
            .envs(settings.iter().copied())
            .current_dir(env!("CARGO_TARGET_TMPDIR"))
            .arg("-vv")
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stderr.take().unwrap());
        let (told, listens) = channel();
        let lines = std::thread::spawn(move || {
            let lines = output.lines().map_while(Result::ok);
            let seen = lines.inspect(|line| {
                if line.contains("People sign in at") {
                    told.send(()).unwrap();
                }
            });
            seen.collect()
        });
        listens.recv().unwrap();
        Self { child, lines }
    }

    fn end(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.lines.join().unwrap().join("\n")
    }
}

/// A token request.
async fn asked(server: &str, fields: &[(&str, &str)]) -> Response {
    let request = client().post(format!("{server}/token"));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(encoded(fields)).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_token_code_or_state_is_in_the_log() {
    let demo = demo::start(Options {
        flavour: Flavour::DataCenter,
        ..Options::default()
    });
    let demo = demo.await.unwrap();
    let port = free_port();
    let here = format!("http://127.0.0.1:{port}");
    let app = App {
        kind: Kind::DataCenter,
        redirect_uri: format!("{here}/callback"),
        ..App::default()
    };
    let jira = authorization::start(&demo, app).await.unwrap();
    let logged = Logged::start(&[
        ("TRANSPORT", "streamable-http"),
        ("PORT", &port.to_string()),
        ("PUBLIC_BASE_URL", &here),
        ("SEALING_KEY", &key(7)),
        ("ATLASSIAN_OAUTH_SIGN_IN", "true"),
        ("JIRA_URL", jira.url()),
        ("JIRA_OAUTH_CLIENT_ID", "demo-client"),
        ("JIRA_OAUTH_CLIENT_SECRET", "demo-client-secret"),
    ]);
    let http = client();
    let redirect = "http://127.0.0.1:7777/callback";
    let registered = json!({ "redirect_uris": [redirect] });
    let registered = http.post(format!("{here}/register")).json(&registered);
    let registered: Value = registered.send().await.unwrap().json().await.unwrap();
    let program = Program {
        id: text(&registered, "client_id").to_owned(),
        redirect: redirect.to_owned(),
        verifier: "verifier-that-nobody-may-read-anywhere-else".to_owned(),
        scope: None,
        issuer: here.clone(),
    };
    let mut browser = Browser::new("nowhere.example", "");
    let back = program.sign_in(&mut browser).await;
    let cookie = browser.cookies_of("127.0.0.1")[0].1.to_owned();
    let code = query(&back, "code");
    let given = asked(&here, &program.exchange(&code)).await;
    let given: Value = given.json().await.unwrap();
    let (access, refresh) = (text(&given, "access_token"), text(&given, "refresh_token"));
    let listed = http.post(format!("{here}/mcp")).bearer_auth(access);
    let listed = listed.json(&list(1)).send().await.unwrap();
    assert_eq!(listed.status(), 200);
    let renewed = asked(&here, &program.renewal(refresh)).await;
    assert_eq!(renewed.status(), 200);

    let log = logged.end();
    for outcome in [
        "method=\"authorize\"",
        "method=\"callback\"",
        "method=\"token\"",
        "somebody signed in",
    ] {
        assert!(log.contains(outcome), "{outcome}: {log}");
    }
    let key = key(7);
    for secret in [
        &code,
        access,
        refresh,
        &cookie,
        &key,
        &program.id,
        &program.verifier,
        "demo-code",
        "demo-access",
        "demo-refresh",
        "demo-client-secret",
        "s+%26+t",
        "s & t",
    ] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}
