//! A shell as readers of the documents have it: the program on the path, no account, an empty folder.

use std::path::Path;
use std::process::Command;

use crate::terminal::seen_of;

/// `bash` about to run a script in the folder.
pub fn bash(script: &str, folder: &Path) -> Command {
    let program = assert_cmd::cargo::cargo_bin("mcp-atlassian");
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    let mut command = Command::new("bash");
    command
        .env_clear()
        .env("PATH", path)
        .env("HOME", folder)
        .current_dir(folder)
        .args(["-uo", "pipefail", "-c", script]);
    command
}

/// What somebody at a terminal of 80 columns sees who types the commands: each behind a prompt, and what it prints. A port of this
/// machine is `…`, since it is another one each time.
pub fn session(commands: &[&str], terminal: Option<&str>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let typed = commands.iter().map(|command| {
        format!(
            "printf '%s\\n' {}\n{command}\n",
            quoted(&format!("$ {command}"))
        )
    });
    let script: String = typed.chain(["true\n".to_owned()]).collect();
    let mut command = bash(&script, folder.path());
    command.envs(terminal.map(|kind| ("TERM", kind)));
    without_ports(&seen_of(command))
}

fn without_ports(text: &str) -> String {
    let (host, shown) = ("http://127.0.0.1:", "http://127.0.0.1:…");
    let mut parts = text.split(host);
    let first = parts.next().unwrap_or_default().to_owned();
    let rests = parts.map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()));
    rests.fold(first, |text, rest| text + shown + rest)
}

/// A word of a shell's.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@,".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}
