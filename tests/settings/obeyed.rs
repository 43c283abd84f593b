//! What settings bring about: which tools there are, and what is logged where.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::process::{Command, Output, Stdio};

use demo::Flavour;
use serde_json::json;

use crate::harness::Site;
use crate::stdio::Session;

fn program(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("mcp-atlassian"));
    command
        .env_clear()
        .envs(variables.iter().copied())
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .stdin(Stdio::null())
        .args(arguments);
    command
}

fn ran(arguments: &[&str], variables: &[(&str, &str)]) -> (i32, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = program(arguments, variables).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

#[test]
fn only_tools_of_the_toolsets_are_listed_and_called() {
    for (arguments, variables) in [
        (&["--demo", "--toolsets", "jira_comments,meta"][..], &[][..]),
        (&["--demo"], &[("TOOLSETS", "jira_comments, meta")]),
    ] {
        let mut session = Session::start(arguments, variables);
        session.initialize("2025-11-25");
        let listed = session.request(1, "tools/list", json!({}));
        let listed = listed["result"]["tools"].as_array().unwrap().clone();
        let names: BTreeSet<_> = listed
            .iter()
            .map(|tool| tool["name"].as_str().unwrap())
            .collect();
        assert_eq!(
            names,
            BTreeSet::from(["discover_tools", "jira_add_comment", "jira_get_comments"])
        );
        let arguments = json!({ "name": "jira_search", "arguments": { "jql": "x" } });
        let hidden = session.request(2, "tools/call", arguments);
        assert!(hidden.to_string().contains("Unknown tool"), "{hidden}");
        assert!(session.end().success());
    }
}

#[tokio::test]
async fn toolsets_and_enabled_tools_both_hold() {
    let both = [
        ("TOOLSETS", "jira_comments"),
        ("ENABLED_TOOLS", "jira_search,jira_add_comment"),
    ];
    let site = Site::with(Flavour::Cloud, &both).await;
    let listed = atlassian_mcp::registry::visible(&site.caller);
    let listed: Vec<_> = listed.map(|tool| tool.declaration.name).collect();
    assert_eq!(listed, ["jira_add_comment"]);
}

#[test]
fn a_toolset_that_there_is_not_ends_with_two() {
    let (code, stdout, stderr) = ran(
        &[
            "tools",
            "--demo",
            "--toolsets=jira_issues,jira_coments,nonsense",
        ],
        &[],
    );
    assert_eq!(
        (code, stdout.as_str(), stderr.lines().count()),
        (2, "", 2),
        "{stderr}"
    );
    assert!(stderr.contains("did you mean jira_comments?"), "{stderr}");
    assert!(
        stderr.contains("nonsense") && stderr.contains("there are bitbucket_projects, "),
        "{stderr}"
    );
}

#[test]
fn a_transport_that_there_is_not_ends_with_two() {
    let (code, stdout, stderr) = ran(&["--transport", "pigeon", "--demo"], &[]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.starts_with("TRANSPORT must be"), "{stderr}");
}

/// What a server over HTTP wrote to standard output and standard error by the time that it was stopped, after one request, which it
/// refused.
#[cfg(unix)]
fn served(variables: &[(&str, &str)]) -> (String, String) {
    use std::io::{BufRead as _, BufReader};
    let arguments = ["--demo", "--transport=http", "--port=0"];
    let mut child = program(&arguments, variables)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (stdout, stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    // Whichever it is, the first line says where it listens.
    let (found, first) = std::sync::mpsc::channel();
    let follow = |pipe: Box<dyn std::io::Read + Send>| {
        let found = found.clone();
        std::thread::spawn(move || {
            let mut pipe = BufReader::new(pipe);
            let mut text = String::new();
            if pipe.read_line(&mut text).unwrap() > 0 {
                found.send(text.clone()).unwrap();
            }
            pipe.read_to_string(&mut text).unwrap();
            text
        })
    };
    let (stdout, stderr) = (follow(Box::new(stdout)), follow(Box::new(stderr)));
    let listening = first.recv().unwrap();
    let (_, address) = listening.split_once("MCP at http://").unwrap();
    ask(address.trim().strip_suffix("/mcp").unwrap());
    let id = child.id().to_string();
    assert!(Command::new("kill").arg(&id).status().unwrap().success());
    assert!(child.wait().unwrap().success());
    (stdout.join().unwrap(), stderr.join().unwrap())
}

fn ask(address: &str) {
    use std::io::Write as _;
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let request = "GET /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
}

#[cfg(unix)]
#[test]
fn logs_go_to_standard_output_over_http_if_that_is_asked() {
    let (stdout, stderr) = served(&[("MCP_LOGGING_STDOUT", "true")]);
    assert!(stdout.contains("MCP at") && stderr.is_empty(), "{stderr}");
    let (stdout, stderr) = served(&[]);
    assert!(stdout.is_empty() && stderr.contains("MCP at"), "{stdout}");
}

#[test]
fn over_stdio_and_of_commands_nothing_is_logged_to_standard_output() {
    let asked = [("MCP_LOGGING_STDOUT", "true"), ("MCP_VERY_VERBOSE", "true")];
    // Standard input is at its end, so the server says nothing and ends.
    let (code, stdout, stderr) = ran(&["--demo"], &asked);
    assert_eq!((code, stdout.as_str()), (0, ""));
    assert!(stderr.contains("MCP_LOGGING_STDOUT is ignored"), "{stderr}");
    let over_http = [asked[0], asked[1], ("TRANSPORT", "http")];
    let call = ["call", "jira_get_link_types", "--demo"];
    let (code, stdout, stderr) = ran(&call, &over_http);
    assert_eq!(code, 0);
    serde_json::from_str::<serde_json::Value>(&stdout).unwrap();
    assert!(stderr.contains("DEBUG"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn how_much_is_logged_is_set_in_three_steps() {
    let call = ["call", "jira_get_link_types", "--demo"];
    for (setting, told) in [
        (None, (false, false)),
        (Some("MCP_VERBOSE"), (true, false)),
        (Some("MCP_VERY_VERBOSE"), (true, true)),
    ] {
        let variables: Vec<_> = setting.into_iter().map(|name| (name, "true")).collect();
        // Callers are told of at INFO, requests to products at DEBUG.
        let (_, called) = served(&variables);
        let (_, _, asked) = ran(&call, &variables);
        let tells = (called.contains("status=405"), asked.contains("DEBUG"));
        assert_eq!(tells, told, "{called}{asked}");
    }
}
