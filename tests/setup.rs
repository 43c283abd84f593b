//! `setup`: the account and the clients of one user, in a home of his own.
#![cfg(unix)]

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use demo::{Demo, Flavour, Options};
use rustix::termios::{LocalModes, tcgetattr};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::terminal::pseudo_terminal;
use crate::until::until_here;

const CURSOR: &str = ".cursor/mcp.json";
const VSCODE: &str = ".config/Code/User/mcp.json";
const CODEX: &str = ".codex/config.toml";
const ACCOUNT: &str = ".mcp-atlassian/env";

/// A user's home.
struct Home(TempDir);

impl Home {
    fn with(files: &[(&str, &str)]) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            let path = home.path(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        home
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.read(path)).unwrap()
    }

    fn setup(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("mcp-atlassian"));
        command
            .env_clear()
            .env("HOME", self.0.path())
            .current_dir(self.0.path());
        command.arg("setup").args(arguments);
        command
    }

    /// Exit status, standard output and standard error of setup with these answers.
    fn ran(&self, arguments: &[&str], answers: &[&str]) -> (i32, String, String) {
        finished(&mut self.setup(arguments), answers)
    }

    /// Every file and what is in it.
    fn all(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => files.push((path.clone(), fs::read(path).unwrap())),
                }
            }
        }
        files.sort();
        files
    }
}

fn finished(command: &mut Command, answers: &[&str]) -> (i32, String, String) {
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let lines: String = answers.iter().map(|answer| format!("{answer}\n")).collect();
    // Whoever does not ask goes away without reading.
    drop(child.stdin.take().unwrap().write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

async fn data_center() -> Demo {
    demo_of(Flavour::DataCenter).await
}

async fn demo_of(flavour: Flavour) -> Demo {
    demo::start(Options {
        flavour,
        ..Options::default()
    })
    .await
    .unwrap()
}

/// Asked over plain pipes: address, token, no Confluence, no Bitbucket, and a yes for each file.
#[tokio::test(flavor = "multi_thread")]
async fn answers_become_an_account_and_entries_that_work() {
    let demo = data_center().await;
    let other = "{\n  // mine\n  \"servers\": { \"other\": { \"command\": \"x\", \"env\": { \"KEY\": \"hush\" } } },\n  \"inputs\": [],\n}\n";
    let home = Home::with(&[
        (CURSOR, "{\"mcpServers\": {}}"),
        (VSCODE, other),
        (CODEX, "model = \"x\" # best\n"),
    ]);
    let jira = demo.jira_url();
    let answers = [
        "not an address",
        &jira,
        "noor",
        "",
        "",
        "y",
        "y",
        "yes",
        "Y",
    ];
    let (code, stdout, stderr) = home.ran(&[], &answers);
    assert_eq!(code, 0, "{stdout}{stderr}");
    assert!(
        stderr.contains("JIRA_URL is not") && stderr.contains("Noor Rahman"),
        "{stderr}"
    );
    for text in [&stdout, &stderr] {
        assert!(!text.contains("hush"), "{text}");
    }
    assert_eq!(
        home.read(ACCOUNT).lines().skip(1).collect::<Vec<_>>(),
        ["JIRA_PERSONAL_TOKEN=noor", &format!("JIRA_URL={jira}")]
    );
    let mode = |path: &str| home.path(path).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(ACCOUNT), mode(".mcp-atlassian")), (0o600, 0o700));

    let vscode = home.read(VSCODE);
    for kept in [
        "  // mine\n",
        "\"other\": { \"command\": \"x\", \"env\": { \"KEY\": \"hush\" } }",
        "  \"inputs\": [],\n}\n",
    ] {
        assert!(vscode.contains(kept), "{vscode}");
    }
    assert!(vscode.contains("\"type\": \"stdio\""), "{vscode}");
    let codex = home.read(CODEX);
    assert!(
        codex.starts_with("model = \"x\" # best\n\n[mcp_servers.atlassian]\n"),
        "{codex}"
    );
    assert_eq!(home.read(&format!("{VSCODE}.before-mcp-atlassian")), other);

    let entry = &home.json(CURSOR)["mcpServers"]["atlassian"];
    let mut started = Command::new(entry["command"].as_str().unwrap());
    let arguments = entry["args"].as_array().unwrap().iter();
    started
        .env_clear()
        .args(arguments.map(|argument| argument.as_str().unwrap()))
        .arg("check");
    let (code, stdout, _) = finished(&mut started, &[]);
    assert!(code == 0 && stdout.contains("Noor Rahman"), "{stdout}");

    let before = home.all();
    let (code, stdout, _) = home.ran(&["--yes"], &[]);
    assert_eq!(
        (code, stdout.matches("is as it should be").count()),
        (0, 4),
        "{stdout}"
    );
    // An account that is kept is proposed.
    let (code, stdout, stderr) = home.ran(&[], &["", "", "", ""]);
    assert_eq!(
        (code, stdout.matches("is as it should be").count()),
        (0, 4),
        "{stdout}{stderr}"
    );
    assert!(before == home.all(), "nothing has changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_asked_where_flags_and_variables_say_all() {
    let demo = demo_of(Flavour::Cloud).await;
    let home = Home::with(&[]);
    let jira = demo.jira_url();
    let flags = [
        "--yes",
        "--client",
        "zed",
        "--name",
        "work",
        "--jira-url",
        &jira,
        "--read-only",
        "-v",
    ];
    let mut command = home.setup(&flags);
    command
        .env("JIRA_USERNAME", "tomasz")
        .env("JIRA_API_TOKEN", "a b'c");
    command.env("JIRA_DEPLOYMENT", "cloud");
    let (code, stdout, stderr) = finished(&mut command, &[]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    let account = home.read(ACCOUNT);
    for line in [
        "JIRA_USERNAME=tomasz",
        "JIRA_API_TOKEN=a b'c",
        "READ_ONLY_MODE=true",
    ] {
        assert!(account.lines().any(|told| told == line), "{account}");
    }
    assert!(!account.contains("VERBOSE"), "{account}");
    let zed = home.json(".config/zed/settings.json");
    let arguments = json!(["--env-file", home.path(ACCOUNT)]);
    assert_eq!(zed["context_servers"]["work"]["args"], arguments);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_for_a_dry_run_or_where_sign_in_fails() {
    let demo = data_center().await;
    let home = Home::with(&[(CURSOR, "{}")]);
    let before = home.all();
    let account = |token| {
        let mut command = home.setup(&["--yes", "--jira-url", &demo.jira_url()]);
        command.env("JIRA_PERSONAL_TOKEN", token);
        command
    };
    let (code, stdout, stderr) = finished(account("s3cret").arg("--dry-run"), &[]);
    assert!(
        code == 0 && stdout.matches("would be written").count() == 2,
        "{stdout}{stderr}"
    );
    assert!(
        stderr.contains("+    \"atlassian\": {") && stderr.contains("+JIRA_PERSONAL_TOKEN=…"),
        "{stderr}"
    );
    assert!(!stderr.contains("s3cret"), "{stderr}");
    let (code, stdout, stderr) = finished(&mut account("wrong"), &[]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(
        stderr.contains("401") && stderr.contains("--no-check"),
        "{stderr}"
    );
    let refused = home.ran(&[], &[&demo.jira_url(), "wrong", "", "", "n"]);
    assert_eq!(refused.0, 1, "{}", refused.2);
    let ended = home.ran(&[], &[&demo.jira_url()]);
    assert!(ended.0 == 2 && ended.2.contains("--yes"), "{}", ended.2);
    assert!(before == home.all(), "nothing has changed");
    let (code, ..) = finished(account("wrong").arg("--no-check"), &[]);
    assert!(code == 0 && home.path(ACCOUNT).exists());
}

#[test]
fn what_is_broken_is_left_and_the_others_are_written() {
    let broken = "{\n  \"mcpServers\": {,}\n}";
    let home = Home::with(&[
        (CURSOR, broken),
        (CODEX, "a = ["),
        (".gemini/settings.json", "{\"theme\": \"x\"}"),
    ]);
    let (code, stdout, stderr) = home.ran(&["--demo", "--yes"], &[]);
    assert_eq!(code, 1, "{stdout}{stderr}");
    assert!(
        stdout.contains("it is no JSON at line 2") && stdout.contains("it is no TOML at line 1"),
        "{stdout}"
    );
    assert_eq!(
        (home.read(CURSOR).as_str(), home.read(CODEX).as_str()),
        (broken, "a = [")
    );
    let gemini = home.json(".gemini/settings.json");
    assert_eq!(
        (&gemini["theme"], &gemini["mcpServers"]["atlassian"]["args"]),
        (&json!("x"), &json!(["--demo"]))
    );
}

/// An entry's own variables would win over the account's file.
#[test]
fn an_entry_of_before_keeps_its_own_and_loses_old_secrets() {
    let old = json!({ "mcpServers": { "atlassian": {
        "command": "uvx", "args": ["mcp-atlassian"], "disabled": false,
        "env": { "JIRA_URL": "https://old.example.com", "JIRA_API_TOKEN": "hush", "HTTPS_PROXY": "http://p" },
    } } });
    let home = Home::with(&[(".claude.json", &format!("{old:#}"))]);
    let flags = [
        "--yes",
        "--no-check",
        "--jira-url",
        "https://jira.example.com",
        "--jira-personal-token",
        "new",
    ];
    let (code, stdout, stderr) = home.ran(&flags, &[]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    assert!(!stderr.contains("hush"), "{stderr}");
    let entry = &home.json(".claude.json")["mcpServers"]["atlassian"];
    assert_eq!(entry["env"], json!({ "HTTPS_PROXY": "http://p" }));
    assert_eq!(
        (&entry["disabled"], &entry["type"]),
        (&json!(false), &json!("stdio"))
    );
}

/// Secrets in what an entry said before are shown to nobody, wherever they stand.
#[test]
fn no_old_secret_of_an_entry_is_shown() {
    let json = "{\"mcpServers\": {\"atlassian\": {\n\"command\": \"hush-1\",\n\"args\": [\"mcp-atlassian\", \"--jira-token\", \"hush-2\", \"-e\", \"JIRA_API_TOKEN=hush-3\"],\n\"cwd\": \"hush-4\"\n}}}";
    let toml = "mcp_servers.o = { env = { A = \"hush-5\" } }\n[mcp_servers.atlassian]\ncommand = \"hush-1\" # hush-6\nargs = [\"--jira-token\", \"hush-2\", # hush-6\n  \"-e\", \"JIRA_API_TOKEN=hush-3\" # hush-6\n]\nenv = { JIRA_API_TOKEN = \"hush-4\", B = \"hush-5\" }\n";
    let home = Home::with(&[(CURSOR, json), (CODEX, toml)]);
    let (code, stdout, stderr) = home.ran(
        &[
            "--yes",
            "--no-check",
            "--jira-url",
            "https://jira.example.com",
            "--jira-personal-token",
            "new",
        ],
        &[],
    );
    assert_eq!(code, 0, "{stdout}{stderr}");
    assert!(!stderr.contains("hush"), "{stderr}");
    assert_eq!(stderr.matches("--env-file").count(), 2, "{stderr}");
}

/// An account that setup did not write is the entry's own still.
#[test]
fn an_account_of_another_product_stays_in_the_entry() {
    let old = json!({ "mcpServers": { "atlassian": { "command": "x", "env": {
        "BITBUCKET_URL": "https://bitbucket.example.com", "BITBUCKET_PERSONAL_TOKEN": "hush",
        "JIRA_URL": "https://old.example.com", "JIRA_USERNAME": "me",
    } } } });
    let home = Home::with(&[(CURSOR, &format!("{old:#}"))]);
    let account = "--yes --no-check --jira-url https://jira.example.com --jira-personal-token new";
    let (code, stdout, stderr) = home.ran(&account.split(' ').collect::<Vec<_>>(), &[]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    let left = json!({ "BITBUCKET_URL": "https://bitbucket.example.com", "BITBUCKET_PERSONAL_TOKEN": "hush" });
    assert_eq!(home.json(CURSOR)["mcpServers"]["atlassian"]["env"], left);
}

#[test]
fn a_remote_server_of_that_name_is_left_alone() {
    let json = "{\"mcpServers\": {\"atlassian\": {\"url\": \"https://mcp.example.com\"}}}";
    let toml = "[mcp_servers.atlassian]\nurl = \"https://mcp.example.com\"\n";
    let home = Home::with(&[(CURSOR, json), (CODEX, toml)]);
    let (code, stdout, _) = home.ran(&["--demo", "--yes"], &[]);
    assert!(
        code == 1 && stdout.matches("atlassian in it is a remote server").count() == 2,
        "{stdout}"
    );
    assert!(stdout.contains("--name"), "{stdout}");
    assert_eq!(
        (home.read(CURSOR), home.read(CODEX)),
        (json.into(), toml.into())
    );
    assert_eq!(home.ran(&["--demo", "--yes", "--name", "mine"], &[]).0, 0);
}

/// The first copy is the one from before setup; each is for its owner alone, since old entries hold tokens.
#[test]
fn a_copy_of_before_is_never_overwritten() {
    let home = Home::with(&[(CURSOR, "{}")]);
    fs::set_permissions(home.path(CURSOR), fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(home.ran(&["--demo", "--yes"], &[]).0, 0);
    let first = home.read(CURSOR);
    let second = ["--demo", "--yes", "--name", "second"];
    assert_eq!(home.ran(&second, &[]).0, 0);
    let copy = format!("{CURSOR}.before-mcp-atlassian");
    assert_eq!(home.read(&copy), "{}");
    assert_eq!(home.read(&format!("{copy}-2")), first);
    let mode = |path: &str| home.path(path).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&copy), mode(CURSOR)), (0o600, 0o644));
}

#[test]
fn what_setup_cannot_write_is_refused() {
    let home = Home::with(&[(CURSOR, "{}")]);
    let before = home.all();
    let flags = "--yes --no-check --jira-url https://jira.example.com --jira-personal-token new --oauth-client-id hush";
    let (code, _, stderr) = home.ran(&flags.split(' ').collect::<Vec<_>>(), &[]);
    assert!(
        code == 2 && stderr.contains("--oauth-client-id") && stderr.contains("--oauth-setup"),
        "{stderr}"
    );
    assert!(!stderr.contains("hush") && before == home.all());
}

#[test]
fn without_a_client_there_is_something_to_paste_and_no_project_is_touched() {
    let home = Home::with(&[(".mcp.json", "{}"), (".vscode/mcp.json", "{}")]);
    let before = home.all();
    let (code, stdout, _) = home.ran(&["--demo", "--yes"], &[]);
    assert!(
        code == 0 && stdout.contains("\"mcpServers\"") && stdout.contains("--demo"),
        "{stdout}"
    );
    assert!(before == home.all(), "nothing has changed");
    let (code, _, stderr) = home.ran(&["--yes"], &[]);
    assert!(code == 2 && stderr.contains("--demo"), "{stderr}");
}

/// Setup at a terminal, and the hands at its keyboard.
struct Typist {
    terminal: File,
    child: Child,
    seen: String,
}

impl Typist {
    fn at(mut command: Command) -> Self {
        let (master, terminal) = pseudo_terminal();
        command
            .stdin(terminal.try_clone().unwrap())
            .stdout(terminal.try_clone().unwrap())
            .stderr(terminal);
        let child = command.spawn().unwrap();
        Self {
            terminal: master,
            child,
            seen: String::new(),
        }
    }

    /// Waits for a question and answers it; a hidden one not before the terminal hides what is typed.
    fn answer(&mut self, question: &str, answer: &str, hidden: bool) {
        let from = self.seen.len();
        while !self.seen[from..].contains(question) {
            let mut bytes = [0; 1024];
            let read = self.terminal.read(&mut bytes);
            let read = read.unwrap_or_else(|error| panic!("{error}: {question}: {}", self.seen));
            self.seen.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
        let shows = || {
            tcgetattr(&self.terminal)
                .unwrap()
                .local_modes
                .contains(LocalModes::ECHO)
        };
        until_here("it shows or hides what is typed", || hidden != shows());
        writeln!(self.terminal, "{answer}").unwrap();
    }

    fn end(mut self) -> (i32, String) {
        let mut rest = Vec::new();
        // Linux tells the end by an error.
        let _ = self.terminal.read_to_end(&mut rest);
        self.seen.push_str(&String::from_utf8_lossy(&rest));
        (self.child.wait().unwrap().code().unwrap(), self.seen)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_a_terminal_no_secret_is_shown() {
    let demo = data_center().await;
    let home = Home::with(&[(CURSOR, "{}")]);
    let mut typist = Typist::at(home.setup(&[]));
    typist.answer("Address of Jira", &demo.jira_url(), false);
    typist.answer("Personal access token", "tomasz-s3cret", true);
    typist.answer("Address of Confluence", "-", false);
    typist.answer("Address of Bitbucket", "", false);
    typist.answer("Write", "", false);
    typist.answer("Write", "n", false);
    let (code, seen) = typist.end();
    assert!(code == 0 && seen.contains("is left as it is"), "{seen}");
    assert!(!seen.contains("s3cret"), "{seen}");
    assert!(
        home.read(ACCOUNT)
            .contains("JIRA_PERSONAL_TOKEN=tomasz-s3cret\n")
    );
    assert_eq!(home.read(CURSOR), "{}");
}
