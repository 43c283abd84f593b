//! `health`, which containers are watched over by.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use crate::http::Running;

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("mcp-atlassian"));
    command
        .env_clear()
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .args(arguments);
    command
}

/// Exit status and standard output.
fn ran(arguments: &[&str]) -> (i32, String) {
    let output = program(arguments).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code().unwrap(), text)
}

/// A port that nobody listens at.
fn free() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port().to_string()
}

#[test]
fn standard_input_and_output_have_nothing_to_ask() {
    let (code, said) = ran(&["health"]);
    assert!(code == 0 && said.starts_with("ok"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_over_http_is_asked() {
    let server = Running::start([("JIRA_URL", "https://jira.example.com".to_owned())]).await;
    let port = server.address.port().to_string();
    for transport in ["streamable-http", "sse"] {
        let arguments = ["health", "--transport", transport, "--host", "0.0.0.0"];
        let (code, said) = ran(&[&arguments[..], &["--port", &port]].concat());
        assert_eq!(
            (code, said),
            (0, format!("http://127.0.0.1:{port}/healthz: ok\n"))
        );
    }
    let (code, said) = ran(&["health", "--transport", "sse", "--port", &free()]);
    assert!(code == 1 && said.contains("refused"), "{said}");
}

/// The flags are not in the environment that a container's probe has.
#[cfg(target_os = "linux")]
#[test]
fn the_flags_of_a_process_count() {
    let port = free();
    let process = |child: &Child| child.id().to_string();
    let serving = ["--demo", "--transport", "streamable-http", "--port", &port];
    let mut child = program(&serving).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    let log = child.stderr.take().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(log), &mut said).unwrap();
    assert!(said.contains("MCP at"), "{said}");
    let healthy = ran(&["health", "--process", &process(&child)]);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(
        healthy,
        (0, format!("http://127.0.0.1:{port}/healthz: ok\n"))
    );

    let (code, said) = ran(&["health", "--process", &std::process::id().to_string()]);
    assert!(code == 2 && said.contains("no mcp-atlassian"), "{said}");
}
