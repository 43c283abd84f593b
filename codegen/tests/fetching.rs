//! Documents are got from the addresses that are recorded. A server of this machine stands in for Atlassian's.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail as tests do")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener};
use std::path::Path;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use codegen::command::Project;
use codegen::fetch::Fetch;
use codegen::sources;
use codegen::spec::Document;

/// A server that answers one request with `answer` and then closes, or if that is empty, once the client has.
struct Upstream {
    fetch: Fetch,
    asked: JoinHandle<String>,
}

impl Upstream {
    fn answering(answer: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let first = lines.next().unwrap().unwrap();
            lines.find(|line| line.as_ref().is_ok_and(String::is_empty));
            // A client that has had enough hangs up.
            let _ = stream.write_all(answer.as_bytes());
            if answer.is_empty() {
                lines.next();
            }
            let _ = stream.shutdown(Shutdown::Write);
            first
        });
        let fetch = Fetch {
            scheme: format!("http://{address}/"),
            longest: 100_000,
            patience: Duration::from_secs(30),
        };
        Self { fetch, asked }
    }

    fn giving(body: &str) -> Self {
        let length = body.len();
        Self::answering(format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
    }

    fn problem(self, change: impl FnOnce(&mut Fetch)) -> String {
        let mut fetch = self.fetch;
        change(&mut fetch);
        let document = Document::named("jira-software-cloud").unwrap();
        fetch.document(document).unwrap_err().to_string()
    }
}

/// A project with nothing but the slice of one document.
fn project(fetch: &Fetch) -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
    fs::create_dir(folder.path().join("specs")).unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    for file in [
        "tools.toml",
        "specs/sources.toml",
        "specs/jira-software-cloud.json",
    ] {
        fs::copy(root.join(file), folder.path().join(file)).unwrap();
    }
    let project = Project {
        root: folder.path().to_owned(),
        fetch: fetch.clone(),
    };
    (folder, project)
}

fn slice(folder: &Path) -> String {
    fs::read_to_string(folder.join("specs/jira-software-cloud.json")).unwrap()
}

#[test]
fn a_document_is_got_from_its_recorded_address_and_taken_in_with_the_day() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
    let newer = slice(&root).replacen("1001.0.0", "1001.0.1", 1);
    let upstream = Upstream::giving(&newer);
    let (folder, project) = project(&upstream.fetch);
    let import = ["import", "jira-software-cloud", "--fetch"];
    let outcome = project.run(&import).unwrap();
    assert_eq!(
        upstream.asked.join().unwrap(),
        "GET /dac-static.atlassian.com/cloud/jira/software/swagger.v3.json HTTP/1.1"
    );
    assert_eq!(outcome.code, 0);
    let recorded = || sources::read(&folder.path().join("specs")).unwrap();
    let source = recorded().remove(1);
    assert_eq!(source.version, "1001.0.1");
    assert_eq!(source.sha256, sources::sha256(newer.as_bytes()));
    assert_ne!(source.copied.to_string(), "2026-06-10");
    assert!(slice(folder.path()).contains("1001.0.1"));

    // The same copy again keeps its day.
    let sources = folder.path().join("specs/sources.toml");
    let text = fs::read_to_string(&sources).unwrap();
    let text = text.replace(&source.copied.to_string(), "2026-01-01");
    fs::write(&sources, text).unwrap();
    let project = Project {
        fetch: Upstream::giving(&newer).fetch,
        ..project
    };
    project.run(&import).unwrap();
    assert_eq!(recorded().remove(1).copied.to_string(), "2026-01-01");
}

#[test]
fn drift_asks_the_recorded_address_and_writes_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
    let ours = slice(&root);
    let upstream = Upstream::giving(&ours);
    let (folder, project) = project(&upstream.fetch);
    let outcome = project
        .run(&["drift", "jira-software-cloud", "--fetch"])
        .unwrap();
    assert_eq!(outcome.code, 0);
    assert!(
        outcome.text.contains("nothing changes for us"),
        "{}",
        outcome.text
    );
    assert_eq!(slice(folder.path()), ours);
}

#[test]
fn what_goes_wrong_is_said_with_the_address_and_what_to_do() {
    let missing = Upstream::answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".into());
    let message = missing.problem(|_| {});
    for part in [
        "/dac-static.atlassian.com/cloud/jira/software/swagger.v3.json: answered 404 Not Found",
        "codegen/src/documents.rs",
        "in place of --fetch",
    ] {
        assert!(message.contains(part), "{message}");
    }
    let long = Upstream::giving(&"x".repeat(5_000)).problem(|fetch| fetch.longest = 1_000);
    assert!(long.contains("has more than 1000 bytes"), "{long}");
    let silent = Upstream::answering(String::new())
        .problem(|fetch| fetch.patience = Duration::from_millis(300));
    assert!(silent.contains("in time"), "{silent}");
    let torn = Upstream::answering("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{".into());
    let torn = torn.problem(|_| {});
    assert!(torn.contains("swagger.v3.json: error"), "{torn}");
    let page = Upstream::giving("<html>").problem(|_| {});
    assert!(page.contains("no OpenAPI document"), "{page}");
}
