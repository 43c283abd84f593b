//! No secret of this server's comes out of it, whatever a product sends back and however much is logged.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use atlassian_mcp::declaration::DECLARATIONS;
use atlassian_mcp::http::HIDDEN_TOKEN;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::every_tool::example;
use crate::harness::{FLAVOURS, Site};
use crate::stdio::Session;

/// What every planted secret begins with, and nothing else.
pub const PLANTED: &str = "pl4nted-secret-";

/// What answers each request with all that it was sent, with one of these.
async fn echo(statuses: &'static [u16]) -> MockServer {
    let server = MockServer::start().await;
    let echoed = move |request: &Request| {
        let headers: BTreeMap<_, _> = request
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        let sent = format!(
            "{} {headers:?} {}",
            request.url,
            String::from_utf8_lossy(&request.body)
        );
        let status = statuses[sent.len() % statuses.len()];
        let body = match status {
            200 => json!({
                "key": "SHOP-9", "id": "10009", "name": sent, "displayName": sent, "title": sent,
                "values": [], "issues": [], "results": [], "fields": { "summary": sent, "description": sent },
            }),
            _ => json!({
                "errorMessages": [sent], "message": sent, "errors": [{ "message": sent, "title": sent }],
                "error": { "message": sent },
            }),
        };
        ResponseTemplate::new(status)
            .set_body_json(body)
            .insert_header("x-echo", headers["authorization"].as_str())
    };
    Mock::given(any()).respond_with(echoed).mount(&server).await;
    server
}

/// The settings of an operator all of whose secrets are planted.
fn settings(echo: &str, deployment: &str) -> Vec<(String, String)> {
    let mut settings = vec![
        ("MCP_CALL_TIMEOUT".to_owned(), "20".to_owned()),
        ("BITBUCKET_WORKSPACE".to_owned(), "harbour".to_owned()),
    ];
    for product in ["JIRA", "CONFLUENCE", "BITBUCKET"] {
        let secret = |what: &str| format!("{PLANTED}{}-{what}", product.to_lowercase());
        for (name, value) in [
            ("URL", echo.to_owned()),
            ("DEPLOYMENT", deployment.to_owned()),
            ("USERNAME", "mira".to_owned()),
            ("API_TOKEN", secret("token")),
            ("CUSTOM_HEADERS", format!("X-Company={}", secret("header"))),
            (
                "HTTPS_PROXY",
                format!("http://mira:{}@127.0.0.1:9", secret("proxy")),
            ),
            ("RATE_LIMIT_REQUESTS_PER_SECOND", "0".to_owned()),
            ("RATE_LIMIT_MAX_RETRIES", "0".to_owned()),
        ] {
            settings.push((format!("{product}_{name}"), value));
        }
    }
    settings
}

/// All forms in which one may come out.
fn leaks(output: &str) -> Vec<String> {
    let mut forms = vec![PLANTED.to_owned()];
    for product in ["jira", "confluence", "bitbucket"] {
        forms.push(STANDARD.encode(format!("mira:{PLANTED}{product}-token")));
        forms.push(STANDARD.encode(format!("mira:{PLANTED}{product}-proxy")));
    }
    let leaking = |line: &&str| forms.iter().any(|form| line.contains(form));
    output.lines().filter(leaking).map(str::to_owned).collect()
}

/// Nor does the machinery around it log one: `RUST_LOG` cannot be set, so this is the most that there is.
#[tokio::test(flavor = "multi_thread")]
async fn none_comes_back_from_any_tool_or_log() {
    const REFUSED: &[u16] = &[400, 401, 403, 404, 409, 500];
    for (deployment, suffix, statuses, stands_there) in [
        ("cloud", "cloud", REFUSED, "[secret]"),
        ("cloud", "cloud", &[200], HIDDEN_TOKEN),
        ("datacenter", "dc", REFUSED, "[secret]"),
        ("datacenter", "dc", &[200], HIDDEN_TOKEN),
    ] {
        let echo = echo(statuses).await;
        let settings = settings(&echo.uri(), deployment);
        let said = tokio::task::spawn_blocking(move || {
            let variables: Vec<_> = settings
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            let mut session = Session::logging(&["-vv"], &variables);
            session.initialize("2025-11-25");
            let mut said = String::new();
            for tool in DECLARATIONS {
                let params = json!({ "name": tool.name, "arguments": example(tool.name, suffix) });
                let answer: Value = session.request(1, "tools/call", params);
                said += &format!("{answer}\n");
            }
            let log = session.log();
            assert!(log.contains("request"), "{log}");
            said + &log
        });
        let said = said.await.unwrap();
        assert!(!echo.received_requests().await.unwrap().is_empty());
        assert!(
            said.contains(stands_there),
            "nothing was echoed with {statuses:?} on {deployment}: {said}"
        );
        assert_eq!(leaks(&said), Vec::<String>::new());
    }
}

/// A page in which somebody wrote the server's own token: that is not shown, and not lost either.
#[tokio::test]
async fn what_is_hidden_is_not_written_away() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let text = format!("The token is {PLANTED}harness, do not tell.\n\nAnother line.");
        let page = json!({ "space_key": "SHOP", "title": "Token", "content": text });
        let made = site.call("confluence_create_page", page).await.unwrap();
        let made: Value = serde_json::from_str(&made).unwrap();
        let shown = site
            .call("confluence_get_page", json!({ "page_id": made["id"] }))
            .await
            .unwrap();
        assert!(
            shown.contains(HIDDEN_TOKEN) && leaks(&shown).is_empty(),
            "{shown}"
        );
        site.demo.clear_requests();
        let change = json!({ "page_id": made["id"], "content": shown });
        let refused = site.call("confluence_update_page", change).await;
        let refused = refused.unwrap_err().to_string();
        assert!(
            refused.contains("Leave the place as it is by `edits`"),
            "{refused}"
        );
        assert_eq!(site.request_count(), 0);
        let edits = json!([{ "find": "Another line", "replace": "A third line" }]);
        let change = json!({ "page_id": made["id"], "edits": edits });
        site.call("confluence_update_page", change).await.unwrap();
        let sent = site.demo.requests();
        let written = sent.iter().find(|sent| sent.method == "PUT").unwrap();
        assert!(
            written.body.contains(&format!("{PLANTED}harness")),
            "{}",
            written.body
        );
    }
}

/// The stories hold all that left and came back in most of these tests.
#[test]
fn none_is_in_a_snapshot() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("tests"), root.join("src"), root.join("generated")];
    let mut looked_at = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension() {
                None => folders.push(path),
                Some(end) if end == "snap" => {
                    looked_at += 1;
                    assert!(
                        !fs::read_to_string(&path).unwrap().contains(PLANTED),
                        "{path:?}"
                    );
                }
                Some(_) => {}
            }
        }
    }
    assert!(looked_at > 500);
}

#[test]
fn none_is_shown_by_any_command() {
    let settings = settings("http://127.0.0.1:9", "datacenter");
    for arguments in [
        &["config"][..],
        &["config", "--output", "json"],
        &["check"],
        &["call", "jira_get_issue", "issue_key=SHOP-9"],
        &["--transport", "nonsense"],
        &["--help"],
    ] {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("mcp-atlassian"));
        let settings = settings.iter().map(|(name, value)| (name, value));
        command
            .env_clear()
            .envs(settings)
            .args(arguments)
            .arg("-vv");
        let output = command.stdin(Stdio::null()).output().unwrap();
        for bytes in [&output.stdout, &output.stderr] {
            assert_eq!(
                leaks(&String::from_utf8_lossy(bytes)),
                Vec::<String>::new(),
                "{arguments:?}"
            );
        }
        assert!(output.stdout.len() + output.stderr.len() > 0);
    }
}
