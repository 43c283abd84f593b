//! The real binary as an assistant starts it: JSON-RPC over pipes.

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _, Seek as _, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};

use atlassian_mcp::declaration::DECLARATIONS;
use serde_json::{Value, json};

use crate::until::until_here;

/// A running server and the client's end of its pipes.
pub struct Session {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    log: Option<File>,
}

impl Session {
    pub fn start(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::begun(arguments, variables, None)
    }

    /// A server whose log is kept, for [`Session::log`].
    pub fn logging(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::begun(arguments, variables, Some(tempfile::tempfile().unwrap()))
    }

    fn begun(arguments: &[&str], variables: &[(&str, &str)], log: Option<File>) -> Self {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("mcp-atlassian"));
        command
            .env_clear()
            .current_dir(env!("CARGO_TARGET_TMPDIR"))
            .args(arguments)
            .envs(variables.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(
            log.as_ref()
                .map_or_else(Stdio::null, |log| log.try_clone().unwrap().into()),
        );
        let mut child = command.spawn().unwrap();
        let (input, output) = (
            child.stdin.take(),
            BufReader::new(child.stdout.take().unwrap()),
        );
        Self {
            child,
            input,
            output,
            log,
        }
    }

    /// Ends the server, and gives what it logged.
    pub fn log(mut self) -> String {
        let mut log = self.log.take().unwrap();
        assert!(self.end().success());
        let mut text = String::new();
        log.rewind().unwrap();
        log.read_to_string(&mut text).unwrap();
        text
    }

    pub fn send(&mut self, message: Value) {
        writeln!(self.input.as_mut().unwrap(), "{message}").unwrap();
    }

    /// Sends bytes as they are.
    pub fn write(&mut self, bytes: &[u8]) {
        self.input.as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// The id of the process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Asks the process to end, by a signal such as `TERM`.
    #[cfg(unix)]
    pub fn kill(&self, signal: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(sent.unwrap().success());
    }

    /// Closes standard input; what is still written then, and how the process ends.
    pub fn last_words(mut self) -> (String, ExitStatus) {
        self.input = None;
        self.outcome()
    }

    /// What is still written while standard input stays open, and how the process ends.
    pub fn outcome(mut self) -> (String, ExitStatus) {
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut self.output, &mut rest).unwrap();
        (rest, self.child.wait().unwrap())
    }

    /// The next line of standard output, which must be JSON-RPC.
    pub fn receive(&mut self) -> Value {
        let mut line = String::new();
        assert!(
            self.output.read_line(&mut line).unwrap() > 0,
            "the server closed its output"
        );
        let message: Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line}"));
        assert_eq!(message["jsonrpc"], "2.0");
        message
    }

    pub fn request(&mut self, id: u64, method: &str, params: Value) -> Value {
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let answer = self.receive();
        assert_eq!(answer["id"], id, "{answer}");
        answer
    }

    pub fn initialize(&mut self, version: &str) -> Value {
        let params = json!({ "protocolVersion": version, "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } });
        let answer = self.request(0, "initialize", params);
        self.send(json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
        answer
    }

    /// Waits for the handler of SIGTERM (bit 14 of the caught signals that Linux tells).
    #[cfg(target_os = "linux")]
    fn wait_until_it_minds_signals(&self) {
        let status = format!("/proc/{}/status", self.child.id());
        until_here("it minds signals", || {
            let status = std::fs::read_to_string(&status).unwrap();
            let caught = status
                .lines()
                .find_map(|line| line.strip_prefix("SigCgt:"))
                .unwrap();
            u64::from_str_radix(caught.trim(), 16).unwrap() & (1 << 14) != 0
        });
    }

    /// Closes standard input; nothing more may come, and the server ends.
    pub fn end(self) -> ExitStatus {
        let (rest, status) = self.last_words();
        assert_eq!(rest, "", "nothing but answers is on standard output");
        status
    }
}

/// What every request of 2026-07-28 carries.
fn meta() -> Value {
    json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
    })
}

fn text(answer: &Value) -> &str {
    answer["result"]["content"][0]["text"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer}"))
}

#[test]
fn a_session_of_the_first_era() {
    for version in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] {
        let mut session = Session::start(&["--demo"], &[]);
        let hello = session.initialize(version);
        assert_eq!(hello["result"]["protocolVersion"], version);
        assert_eq!(hello["result"]["serverInfo"]["name"], "mcp-atlassian");
        assert!(
            hello["result"]["instructions"]
                .as_str()
                .unwrap()
                .contains("Jira (Cloud"),
            "{hello}"
        );
        let offered = json!({ "tools": {}, "resources": {}, "prompts": {}, "completions": {} });
        assert_eq!(hello["result"]["capabilities"], offered);
        assert!(session.end().success());
    }
}

#[test]
fn tools_are_listed_with_annotations_and_called() {
    let mut session = Session::start(&["--demo"], &[]);
    session.initialize("2025-11-25");
    let tools = session.request(1, "tools/list", json!({}));
    let tools = tools["result"]["tools"].as_array().unwrap().clone();
    let tool = |name: &str| tools.iter().find(|tool| tool["name"] == name).unwrap();
    assert_eq!(
        tool("jira_search")["annotations"],
        json!({ "title": "Search issues", "readOnlyHint": true, "openWorldHint": true })
    );
    let annotations = &tool("jira_add_comment")["annotations"];
    assert_eq!(
        (
            &annotations["readOnlyHint"],
            &annotations["destructiveHint"],
            &annotations["idempotentHint"]
        ),
        (&json!(false), &json!(false), &json!(false))
    );

    let found = session.request(
        2,
        "tools/call",
        json!({ "name": "jira_search", "arguments": { "jql": "key = SHOP-7" } }),
    );
    assert!(text(&found).contains("Card is charged twice"), "{found}");
    assert!(
        found["result"].get("structuredContent").is_none(),
        "the payload goes once"
    );

    let wrong = session.request(
        3,
        "tools/call",
        json!({ "name": "jira_get_issue", "arguments": {} }),
    );
    assert_eq!(
        (&wrong["result"]["isError"], text(&wrong)),
        (&json!(true), "`issue_key` is required")
    );
    let unknown = session.request(
        4,
        "tools/call",
        json!({ "name": "jira_serch", "arguments": {} }),
    );
    assert_eq!(unknown["result"]["isError"], true);
    assert!(
        text(&unknown).contains("Did you mean `jira_search`?"),
        "{unknown}"
    );
    assert!(session.end().success());
}

#[test]
fn a_session_of_the_stateless_era() {
    let mut session = Session::start(&["--demo=datacenter"], &[]);
    let found = session.request(1, "server/discover", json!({ "_meta": meta() }));
    assert!(
        found["result"]["supportedVersions"]
            .as_array()
            .unwrap()
            .contains(&json!("2026-07-28")),
        "{found}"
    );
    let tools = session.request(2, "tools/list", json!({ "_meta": meta() }));
    assert!(tools["result"]["tools"].as_array().unwrap().len() >= 12);
    assert_eq!(tools["result"]["resultType"], "complete");
    let arguments =
        json!({ "project_key": "SHOP", "repository_slug": "storefront", "pull_request_id": 3 });
    let call = json!({ "_meta": meta(), "name": "bitbucket_get_pull_request_diff", "arguments": arguments });
    let diff = session.request(3, "tools/call", call);
    assert!(text(&diff).starts_with("2 files"), "{diff}");
    assert!(session.end().success());
}

impl Session {
    /// Calls a tool and gives its text, with the steps that were reported before it.
    fn watched(&mut self, tool: &str, arguments: Value) -> (String, Vec<f64>) {
        let call =
            json!({ "name": tool, "arguments": arguments, "_meta": { "progressToken": "p" } });
        self.send(json!({ "jsonrpc": "2.0", "id": 5, "method": "tools/call", "params": call }));
        let mut done = Vec::new();
        loop {
            let message = self.receive();
            if message["id"] == 5 {
                return (text(&message).to_owned(), done);
            }
            assert_eq!(message["method"], "notifications/progress");
            assert_eq!(message["params"]["progressToken"], "p");
            done.push(message["params"]["progress"].as_f64().unwrap());
        }
    }
}

#[test]
fn long_work_tells_how_far_it_is_if_the_client_asked() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.txt"] {
        std::fs::write(folder.path().join(name), name).unwrap();
    }
    let root = ("MCP_FILES_ROOT", folder.path().to_str().unwrap());
    let mut session = Session::start(&["--demo=datacenter"], &[root]);
    session.initialize("2025-11-25");
    let keys = json!({ "issue_ids_or_keys": ["SHOP-7", "SHOP-9", "SHOP-5"] });
    let (answer, done) = session.watched("jira_batch_get_changelogs", keys);
    assert!(answer.contains("SHOP-7"), "{answer}");
    assert!(
        !done.is_empty() && done.iter().all(|step| (1.0..=3.0).contains(step)),
        "{done:?}"
    );
    let (_, done) = session.watched("jira_batch_create_issues", batch(60));
    assert_eq!(done, [50.0, 60.0]);
    let versions = json!({ "project_key": "SHOP", "versions": [{ "name": "a" }, { "name": "b" }, { "name": "c" }] });
    let (_, done) = session.watched("jira_batch_create_versions", versions);
    assert_eq!(done, [1.0, 2.0, 3.0]);
    let files = json!({ "issue_key": "SHOP-9", "attachments": ["a.txt", "b.txt"] });
    let (answer, done) = session.watched("jira_update_issue", files);
    assert_eq!(done, [1.0, 2.0], "{answer}");
    assert!(session.end().success());
}

/// Arguments that make many issues.
fn batch(count: usize) -> Value {
    let issue = json!({ "project_key": "SHOP", "issue_type": "Task", "summary": "S" });
    json!({ "issues": vec![issue; count] })
}

/// An address that takes connections and never answers.
fn silence() -> (std::net::TcpListener, String) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

#[test]
fn a_cancelled_call_ends_and_the_session_goes_on() {
    let (_listener, url) = silence();
    let mut session = Session::start(&[], &[("JIRA_URL", &url), ("JIRA_PERSONAL_TOKEN", "t")]);
    session.initialize("2025-11-25");
    let call = json!({ "name": "jira_get_issue", "arguments": { "issue_key": "A-1" } });
    session.send(json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": call }));
    session.send(json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 7, "reason": "enough" } }));
    let mut answer = session.request_after_cancel(8);
    if answer["id"] == 7 {
        answer = session.receive();
    }
    assert_eq!(answer["id"], 8, "the session still answers: {answer}");
    assert!(session.end().success());
}

#[test]
fn a_cancelled_batch_sends_nothing_more() {
    let (listener, url) = silence();
    let settings = [
        ("JIRA_URL", url.as_str()),
        ("JIRA_DEPLOYMENT", "datacenter"),
        ("JIRA_PERSONAL_TOKEN", "t"),
    ];
    let mut session = Session::start(&[], &settings);
    session.initialize("2025-11-25");
    let call = json!({ "name": "jira_batch_create_issues", "arguments": batch(120) });
    session.send(json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": call }));
    let (connection, _) = listener.accept().unwrap();
    let (mut connection, mut sent) = (BufReader::new(connection), String::new());
    connection.read_line(&mut sent).unwrap();
    assert!(sent.starts_with("POST /rest/api/2/issue/bulk"), "{sent}");
    session.send(json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 7 } }));
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut connection, &mut rest).unwrap();
    assert!(
        !rest.contains("POST /"),
        "the call is given up with its request"
    );
    if session.request_after_cancel(8)["id"] == 7 {
        session.receive();
    }
    assert!(session.end().success());
    listener.set_nonblocking(true).unwrap();
    assert_eq!(
        listener.accept().unwrap_err().kind(),
        std::io::ErrorKind::WouldBlock,
        "another request was sent"
    );
}

impl Session {
    /// A request whose answer may come after one to the cancelled call.
    fn request_after_cancel(&mut self, id: u64) -> Value {
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": "tools/list", "params": {} }));
        self.receive()
    }
}

#[test]
fn nothing_is_sent_before_the_first_call() {
    let (listener, url) = silence();
    listener.set_nonblocking(true).unwrap();
    let mut session = Session::start(&[], &[("JIRA_URL", &url), ("JIRA_PERSONAL_TOKEN", "t")]);
    session.initialize("2025-11-25");
    session.request(1, "tools/list", json!({}));
    assert_eq!(
        listener.accept().unwrap_err().kind(),
        std::io::ErrorKind::WouldBlock,
        "a connection came before any call"
    );
    assert!(session.end().success());
}

#[test]
fn running_calls_do_not_keep_the_server_alive() {
    let (_listener, url) = silence();
    let mut session = Session::start(&[], &[("JIRA_URL", &url), ("JIRA_PERSONAL_TOKEN", "t")]);
    session.initialize("2025-11-25");
    let call = json!({ "name": "jira_get_issue", "arguments": { "issue_key": "A-1" } });
    session.send(json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": call }));
    session.input = None;
    assert!(session.child.wait().unwrap().success());
}

#[cfg(target_os = "linux")]
#[test]
fn signals_end_the_server_cleanly() {
    for signal in ["TERM", "INT"] {
        for greeted in [false, true] {
            let mut session = Session::start(&["--demo"], &[]);
            if greeted {
                session.initialize("2025-11-25");
            } else {
                session.wait_until_it_minds_signals();
            }
            session.kill(signal);
            assert!(
                session.child.wait().unwrap().success(),
                "SIG{signal}, greeted: {greeted}"
            );
        }
    }
}

#[test]
fn texts_name_no_tool_that_is_not_listed() {
    for variables in [
        &[][..],
        &[("READ_ONLY_MODE", "true")],
        &[(
            "ENABLED_TOOLS",
            "jira_search,jira_get_board_issues,jira_get_transitions",
        )],
    ] {
        let mut session = Session::start(&["--demo"], variables);
        session.initialize("2025-11-25");
        let tools = session.request(1, "tools/list", json!({}));
        let tools = tools["result"]["tools"].as_array().unwrap().clone();
        let names: Vec<_> = tools
            .iter()
            .map(|tool| tool["name"].as_str().unwrap())
            .collect();
        let text = json!(tools).to_string();
        let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let named = words.filter(|word| DECLARATIONS.iter().any(|tool| tool.name == *word));
        let unlisted: Vec<_> = named.filter(|name| !names.contains(name)).collect();
        assert!(unlisted.is_empty(), "{variables:?}: {unlisted:?}");
        assert!(session.end().success());
    }
}

#[test]
fn instructions_are_of_what_is_set_up() {
    let told = |variables: &[(&str, &str)]| {
        let mut session = Session::start(&[], variables);
        let hello = session.initialize("2025-11-25");
        assert!(session.end().success());
        hello["result"]["instructions"].as_str().unwrap().to_owned()
    };
    let bitbucket = told(&[
        ("BITBUCKET_URL", "https://git.example.com"),
        ("BITBUCKET_PERSONAL_TOKEN", "t"),
    ]);
    assert!(
        bitbucket.contains("`me`") && bitbucket.contains("`next`"),
        "{bitbucket}"
    );
    assert!(
        !bitbucket.contains("[~") && !bitbucket.contains("Jira"),
        "{bitbucket}"
    );
    let jira = told(&[
        ("JIRA_URL", "https://jira.example.com"),
        ("JIRA_PERSONAL_TOKEN", "t"),
        ("READ_ONLY_MODE", "true"),
    ]);
    for said in [
        "[~name or e-mail]",
        "search before creating",
        "not ids",
        "2026-01-31",
        "read-only",
    ] {
        assert!(jira.contains(said), "{said}: {jira}");
    }
    assert!(!jira.contains("Confluence") && jira.len() <= 1000, "{jira}");
}
