//! A program of other people's that signs somebody in: it prints where to go, and what came of it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::browser::Browser;

/// What its page shows to whoever comes back.
const BACK: &str = "Back at the program.";

/// Nobody is taken out of his browser.
const NOWHERE: &str = "nowhere:";

/// It, while it runs.
pub struct Outside {
    child: Child,
    lines: UnboundedReceiver<String>,
    input: ChildStdin,
}

impl Drop for Outside {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Outside {
    pub fn start(command: &mut Command) -> Self {
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (told, lines) = unbounded_channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                // The test may have seen enough.
                let _ = told.send(line);
            }
        });
        Self {
            input: child.stdin.take().unwrap(),
            child,
            lines,
        }
    }

    /// The next line, which begins with that word: the rest of it.
    pub async fn says(&mut self, word: &str) -> String {
        let line = self.lines.recv().await.expect("it ends; see above");
        let rest = line.strip_prefix(word).unwrap_or_else(|| panic!("{line}"));
        rest.trim().to_owned()
    }

    /// Has it make its next call.
    pub fn go_on(&mut self) {
        writeln!(self.input).unwrap();
    }

    /// Opens what it wants opened, allows it, consents at Atlassian, and comes back.
    pub async fn is_signed_in(&mut self, browser: &mut Browser) {
        let address = self.says("open").await;
        let asked = browser.open(&address, NOWHERE).await;
        let asked = asked.unwrap_or_else(|url| panic!("{url}"));
        let allowed = asked.form("decision", "allow");
        let page = browser.send(&allowed, NOWHERE).await;
        let consented = page
            .unwrap_or_else(|url| panic!("{url}"))
            .form("decision", "accept");
        let page = browser.send(&consented, NOWHERE).await;
        assert_eq!(page.unwrap_or_else(|url| panic!("{url}")).text, BACK);
    }
}
