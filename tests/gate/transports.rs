//! Every way and every tool, on every transport.

use serde_json::{Value, json};

use super::ways::{UNKNOWN, WAYS, Way, assert_unknown};
use crate::every_tool::example;
use crate::http::sse::{Events, introduce, tell};
use crate::http::{Running, call};
use crate::stdio::Session;

/// Asks for each tool that is hidden and for unknown ones, by `ask`, which gives all that is answered.
async fn each_hidden(way: &Way, mut ask: impl AsyncFnMut(&str, Value) -> Value) {
    let hidden = way.hidden();
    assert!(!hidden.is_empty(), "{}", way.name);
    for tool in hidden {
        let arguments = example(tool.name, "dc");
        let hidden = ask(tool.name, arguments.clone()).await;
        let unknown = ask(UNKNOWN, arguments).await;
        assert_unknown(way, tool.name, &hidden, &unknown);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn over_standard_input() {
    for way in WAYS.iter().filter(|way| way.headers.is_empty()) {
        let environment = way.environment();
        let environment: Vec<_> = environment
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let mut session = Session::start(&[], &environment);
        session.initialize("2025-11-25");
        each_hidden(way, async |tool, arguments| {
            let params = json!({ "name": tool, "arguments": arguments });
            session.request(1, "tools/call", params)
        })
        .await;
        assert!(session.end().success());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn over_http() {
    for way in WAYS {
        let server = Running::start(way.environment()).await;
        each_hidden(&way, async |tool, arguments| {
            let ask = server.post(&call(1, tool, arguments));
            let ask = way
                .headers
                .iter()
                .fold(ask, |ask, (name, value)| ask.header(*name, *value));
            let response = ask.send().await.unwrap();
            let status = response.status().as_u16();
            json!([status, response.json::<Value>().await.unwrap()])
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn over_sse() {
    for way in WAYS {
        let server = Running::over("sse", way.environment()).await;
        let mut events = Events::with(&server, way.headers).await;
        let to = introduce(&server, &mut events, way.headers).await;
        each_hidden(&way, async |tool, arguments| {
            let ask = call(1, tool, arguments).to_string();
            let status = tell(&server, &to, way.headers, &ask).await;
            json!([status, events.message().await])
        })
        .await;
    }
}

/// One tool a product and way: each takes a process.
#[test]
fn on_the_command_line() {
    for way in WAYS.iter().filter(|way| way.headers.is_empty()) {
        let mut told = Vec::new();
        for tool in way.hidden() {
            let product = tool.name.split('_').next().unwrap();
            if told.contains(&product) {
                continue;
            }
            told.push(product);
            let said = |name: &str| {
                let mut command =
                    std::process::Command::new(assert_cmd::cargo::cargo_bin("mcp-atlassian"));
                command
                    .env_clear()
                    .current_dir(env!("CARGO_TARGET_TMPDIR"))
                    .envs(way.environment())
                    .args(["call", name, "--json"])
                    .arg(example(tool.name, "dc").to_string());
                let output = command.output().unwrap();
                let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
                json!([
                    output.status.code(),
                    text(output.stdout),
                    text(output.stderr)
                ])
            };
            assert_unknown(way, tool.name, &said(tool.name), &said(UNKNOWN));
        }
    }
}
