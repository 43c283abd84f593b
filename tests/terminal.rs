//! `call` for people: a pseudo-terminal of 80 columns at the other end of standard output and standard error.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read as _;
use std::os::unix::ffi::OsStrExt as _;
use std::process::{Command, Stdio};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

fn call(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    program(&[&["--demo", "call"], arguments].concat(), variables)
}

fn program(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("mcp-atlassian"));
    command
        .env_clear()
        .envs(variables.iter().copied())
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .args(arguments);
    command
}

/// What the call prints where nobody looks.
fn piped(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let output = call(arguments, variables).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// What a terminal gets to see of the call.
fn seen(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    seen_of(call(arguments, variables))
}

/// Both ends of a pseudo-terminal of 80 columns: ours, and that of a program.
pub fn pseudo_terminal() -> (File, File) {
    let master = File::from(openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap());
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let terminal = File::options()
        .read(true)
        .write(true)
        .open(OsStr::from_bytes(name.as_bytes()))
        .unwrap();
    let size = Winsize {
        ws_row: 24,
        ws_col: 80,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(&terminal, size).unwrap();
    (master, terminal)
}

/// What a terminal gets to see of a program, which must end well.
pub fn seen_of(mut command: Command) -> String {
    let (mut master, terminal) = pseudo_terminal();
    command
        .stdin(Stdio::null())
        .stdout(terminal.try_clone().unwrap())
        .stderr(terminal);
    let mut child = command.spawn().unwrap();
    // With it goes our own end of the terminal, so that reading ends with the process.
    drop(command);
    let mut bytes = Vec::new();
    // Linux says so by an error.
    let _ = master.read_to_end(&mut bytes);
    assert!(child.wait().unwrap().success());
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

const LIST: [&str; 3] = ["jira_search", "jql=project = SHOP ORDER BY key", "limit=3"];
const ISSUE: [&str; 2] = ["jira_get_issue", "issue_key=SHOP-7"];
const PERSON: [&str; 2] = ["jira_get_user_profile", "user_identifier=me"];

#[test]
fn people_see_lists_as_tables_issues_as_markdown_and_all_else_indented() {
    let table = seen(&LIST, &[]);
    assert!(table.starts_with("KEY "), "{table}");
    assert!(
        table
            .lines()
            .skip(1)
            .take(3)
            .all(|line| line.starts_with("SHOP-") && line.chars().count() <= 80),
        "{table}"
    );
    assert!(
        table.contains("\nnot shown for want of room: ") && table.contains("\ntotal: "),
        "{table}"
    );
    let nothing = seen(&["jira_search", "jql=summary ~ zzzz"], &[("TERM", "xterm")]);
    assert!(nothing.starts_with("total: 0\n"), "{nothing:?}");
    let issue = seen(&ISSUE, &[]);
    assert!(
        issue.starts_with("# SHOP-7: Card is charged twice")
            && issue.contains("\n- **status:** In Progress\n"),
        "{issue}"
    );
    assert!(
        issue.contains("\n## Description\n\nWhen Nordpay")
            && issue.contains("\n## Subtasks\n\n| key |"),
        "{issue}"
    );
    let person = seen(&PERSON, &[]);
    assert!(
        person.starts_with("{\n  \"name\": \"Mira Halonen\",\n"),
        "{person}"
    );
}

#[test]
fn settings_fit_the_terminal_and_are_whole_elsewhere() {
    let long = "jira_search,".repeat(10);
    let command = || program(&["--demo", "config"], &[("ENABLED_TOOLS", &long)]);
    let seen = seen_of(command());
    assert!(seen.starts_with("SETTING "), "{seen}");
    assert!(
        seen.lines().all(|line| line.chars().count() <= 80) && seen.contains('…'),
        "{seen}"
    );
    let piped = command().output().unwrap().stdout;
    assert!(String::from_utf8(piped).unwrap().contains(&long));
}

#[test]
fn programs_get_compact_json_and_whoever_asks_gets_the_form_that_he_names() {
    let json = piped(&ISSUE, &[("CLICOLOR_FORCE", "1"), ("TERM", "xterm")]);
    assert!(
        json.starts_with("{\"key\":\"SHOP-7\",") && json.lines().count() == 1,
        "{json}"
    );
    let with =
        |form: &'static str, arguments: &[&'static str]| [&["--output", form], arguments].concat();
    assert_eq!(seen(&with("json", &PERSON), &[]), piped(&PERSON, &[]));
    for (form, begin) in [
        ("pretty", "{\n  \"key\": \"SHOP-7\""),
        ("markdown", "# SHOP-7: "),
        ("table", "{\n  \"key\""),
    ] {
        let text = piped(&with(form, &ISSUE), &[]);
        assert!(text.starts_with(begin), "{form}: {text}");
    }
    let table = piped(&with("table", &LIST), &[]);
    assert!(
        table.contains("UPDATED") && !table.contains("want of room") && !table.contains('…'),
        "{table}"
    );
    assert!(piped(&with("markdown", &LIST), &[]).contains("\n| key | summary |"));
}

/// <https://no-color.org>, <https://bixense.com/clicolors>
#[test]
fn colours_are_shown_where_they_are_wanted() {
    let is_painted = |text: &str| text.contains("\u{1b}[");
    let xterm = ("TERM", "xterm");
    for arguments in [&LIST[..], &ISSUE, &PERSON] {
        assert!(is_painted(&seen(arguments, &[xterm])), "{arguments:?}");
        for variables in [
            &[xterm, ("NO_COLOR", "1")][..],
            &[("TERM", "dumb")],
            &[xterm, ("CLICOLOR", "0")],
        ] {
            assert!(
                !is_painted(&seen(arguments, variables)),
                "{arguments:?} {variables:?}"
            );
        }
        // An empty one is none.
        assert!(
            is_painted(&seen(arguments, &[xterm, ("NO_COLOR", "")])),
            "{arguments:?}"
        );
    }
    let pretty = [&["--output=pretty"], &PERSON[..]].concat();
    assert!(!is_painted(&piped(&pretty, &[xterm])));
    assert!(is_painted(&piped(
        &pretty,
        &[xterm, ("CLICOLOR_FORCE", "1")]
    )));
}

#[test]
fn what_somebody_wrote_does_not_move_the_cursor() {
    let hostile = "name=red \u{1b}[31m\u{9b}2J\u{7}";
    let write = ["jira_create_version", "project_key=SHOP", hostile];
    let sent = piped(&write, &[]);
    assert!(sent.contains("red \\u001b[31m\u{9b}2J"), "{sent:?}");
    for form in ["pretty", "markdown", "table"] {
        let shown = seen(&[&["--output", form], &write[..]].concat(), &[]);
        let obeyed: Vec<_> = shown
            .chars()
            .filter(|c| c.is_control() && *c != '\n')
            .collect();
        assert!(obeyed.is_empty(), "{form}: {shown:?}");
    }
}

#[test]
fn a_bar_shows_how_far_long_work_is_and_goes_with_it() {
    let versions = r#"{"project_key":"SHOP","versions":[{"name":"a"},{"name":"b"},{"name":"c"}]}"#;
    let arguments = ["jira_batch_create_versions", "--json", versions];
    let shown = seen(&arguments, &[("TERM", "xterm")]);
    assert!(shown.contains("/3"), "{shown:?}");
    let left = shown.rsplit("\u{1b}[2K").next().unwrap();
    assert!(!left.contains("/3"), "{shown:?}");
    let output = call(&arguments, &[]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
