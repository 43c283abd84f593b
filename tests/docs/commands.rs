//! The commands of the documents are run. What is done with a block of code stands behind its opening fence (CONTRIBUTING.md, "Documents").

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use super::by_example;
use super::page::{self, Fence};
use super::shell::{bash, session};
use crate::until::until_here;

/// The command that runs this very test.
const TESTS: &str = "cargo test --workspace --locked\n";

/// What this test runs in place of building the program once more.
const BUILDS: (&str, &str) = ("cargo run -- ", "mcp-atlassian ");

#[test]
fn they_do_what_is_said() {
    let mut count = 0;
    for page in page::all() {
        // Made by running it.
        if page.path == by_example::PAGE {
            continue;
        }
        for fence in page.fences() {
            match fence.info.as_str() {
                "sh" if fence.code == TESTS => {}
                "sh" => succeeds(&fence),
                "sh serves" => serves(&fence),
                "console" => prints(&fence),
                "sh no-run" | "console no-run" => continue,
                other => {
                    let language = other.split(' ').next();
                    let is_unknown = ["sh", "console", "bash", "shell"]
                        .map(Some)
                        .contains(&language);
                    assert!(
                        !is_unknown,
                        "{}: {other} is none of sh, sh serves, console",
                        fence.place
                    );
                    continue;
                }
            }
            count += 1;
        }
    }
    assert!(count > 10, "{count}");
}

fn succeeds(Fence { place, code, .. }: &Fence) {
    let folder = tempfile::tempdir().unwrap();
    let script = format!("set -e\n{}", code.replace(BUILDS.0, BUILDS.1));
    let output = bash(&script, folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{place}: {}\n{told}",
        output.status
    );
}

/// A server starts, says where it listens, and stops when it is told to.
fn serves(Fence { place, code, .. }: &Fence) {
    let folder = tempfile::tempdir().unwrap();
    // Any port that is free.
    let script = code.replace("PORT=8000", "PORT=0");
    let mut command = bash(&script, folder.path());
    command.env("PORT", "0");
    command.stdin(Stdio::null()).stderr(Stdio::piped());
    let mut server = Ended(command.spawn().unwrap());
    let (told, heard) = mpsc::channel();
    let log = BufReader::new(server.0.stderr.take().unwrap());
    std::thread::spawn(move || {
        log.lines()
            .map_while(Result::ok)
            .try_for_each(|line| told.send(line))
    });
    let mut lines = Vec::new();
    while !lines
        .last()
        .is_some_and(|line: &String| line.contains("http://"))
    {
        match heard.recv_timeout(Duration::from_secs(60)) {
            Ok(line) => lines.push(line),
            Err(_) => panic!("{place}: {lines:#?}"),
        }
    }
    let id = Pid::from_raw(server.0.id().try_into().unwrap()).unwrap();
    kill_process(id, Signal::TERM).unwrap();
    let mut ended = None;
    until_here("the server stops", || {
        ended = server.0.try_wait().unwrap();
        ended.is_some()
    });
    assert!(ended.unwrap().success(), "{place}");
}

/// A process that does not outlive the test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

fn prints(Fence { place, code, .. }: &Fence) {
    let commands: Vec<_> = code
        .lines()
        .filter_map(|line| line.strip_prefix("$ "))
        .collect();
    assert!(
        !commands.is_empty(),
        "{place}: no line begins with a prompt, $"
    );
    let seen = session(&commands, None);
    assert!(
        is_like(code, &seen),
        "{place} says\n{code}\nand it prints\n{seen}"
    );
}

/// Whether a text is what a document says. There `…` stands for anything, and blanks for as many as there are.
fn is_like(said: &str, text: &str) -> bool {
    let [said, text] =
        [said, text].map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut rest = text.as_str();
    let parts: Vec<_> = said.split('…').map(str::trim).collect();
    for (at, part) in parts.iter().enumerate() {
        let found = match at {
            0 => rest.starts_with(part).then_some(0),
            _ if at + 1 == parts.len() && !part.is_empty() => {
                rest.ends_with(part).then(|| rest.len() - part.len())
            }
            _ => rest.find(part),
        };
        match found {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.is_empty() || said.ends_with('…')
}
