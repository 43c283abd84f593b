//! `mcp-atlassian config`: what is in force, and why.

use assert_cmd::Command;
use serde_json::Value;

/// The command in a directory of its own, with an environment of just these variables.
struct Run {
    directory: tempfile::TempDir,
    code: i32,
    stdout: String,
}

fn run(arguments: &[&str], environment: &[(&str, &str)], files: &[(&str, &str)]) -> Run {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = directory.path().join(name);
        std::fs::write(&path, text).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
    }
    let mut command = Command::cargo_bin("mcp-atlassian").unwrap();
    command.env_clear().envs(environment.iter().copied());
    command
        .current_dir(&directory)
        .args(["config"])
        .args(arguments);
    let output = command.output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(!stdout.contains("s3cret"), "{stdout}");
    Run {
        directory,
        code: output.status.code().unwrap(),
        stdout,
    }
}

impl Run {
    /// What was printed, the same on every machine.
    fn shown(&self) -> String {
        let directory = self.directory.path().canonicalize().unwrap();
        self.stdout.replace(&*directory.to_string_lossy(), "…")
    }
}

#[test]
fn each_value_is_told_with_where_it_comes_from_and_no_secret() {
    let run = run(
        &[
            "--env-file",
            "my.env",
            "--jira-projects-filter=SHOP,OPS",
            "-v",
            "--no-confluence-ssl-verify",
        ],
        &[
            ("JIRA_URL", "https://me:s3cret@acme.atlassian.net"),
            ("JIRA_API_TOKEN", "s3cret"),
            ("JIRA_PERSONNAL_TOKEN", "s3cret"),
            ("JIRA_QQQQQQQQQQQQ", "s3cret"),
            ("CONFLUENCE_URL", "${CONFLUENCE_URL}"),
            ("JIRA_SSL_VERIFY", " "),
            ("PATH", "/bin"),
        ],
        &[(
            "my.env",
            "JIRA_USERNAME=me@acme.com\nJIRA_URL=https://other.example.com\nMCP_READONLY=true\n",
        )],
    );
    insta::assert_snapshot!(run.shown());
    assert_eq!(run.code, 2);
}

#[test]
fn a_found_file_is_told_and_a_right_configuration_ends_with_zero() {
    let dotenv = "JIRA_URL=https://jira.acme.com\nJIRA_PERSONAL_TOKEN=s3cret\nJIRA_TIMEOUT=5\n";
    let run = run(&[], &[("READ_ONLY_MODE", "'yes'")], &[(".env", dotenv)]);
    insta::assert_snapshot!(run.shown());
    assert_eq!(run.code, 0);
}

#[test]
fn the_readme_shows_what_is_printed() {
    let environment = [
        ("JIRA_USERNAME", "me@acme.com"),
        ("JIRA_API_TOKEN", "s3cret"),
        ("JIRA_PROJECT_FILTER", "SHOP"),
    ];
    let run = run(
        &["--jira-url", "https://acme.atlassian.net"],
        &environment,
        &[],
    );
    assert!(
        include_str!("../../README.md").contains(&run.stdout),
        "{}",
        run.stdout
    );
}

#[test]
fn it_works_with_nothing_set_and_with_a_file_that_cannot_be_read() {
    let nothing = run(&[], &[], &[]);
    assert!(
        nothing.code == 0 && nothing.stdout.contains("--all"),
        "{}",
        nothing.stdout
    );
    let broken = run(
        &["--env-file=my.env"],
        &[("READ_ONLY_MODE", "true"), ("JIRA_API_TOKEN", "s3cret")],
        &[("my.env", "JIRA_URL='s3cret\n")],
    );
    assert_eq!(broken.code, 2);
    assert!(
        broken.stdout.contains("READ_ONLY_MODE")
            && broken.stdout.contains("my.env cannot be read: line 1"),
        "{}",
        broken.stdout
    );
}

#[test]
fn programs_get_json_with_every_setting_that_they_ask_for() {
    let run = run(
        &["--json", "--all"],
        &[("JIRA_API_TOKEN", "s3cret"), ("MCP_TOOLZ", "x")],
        &[],
    );
    let told: Value = serde_json::from_str(&run.stdout).unwrap();
    let settings = told["settings"].as_array().unwrap();
    let of = |name: &str| {
        settings
            .iter()
            .find(|setting| setting["name"] == name)
            .unwrap()
    };
    assert_eq!(
        (
            &of("JIRA_API_TOKEN")["value"],
            &of("JIRA_API_TOKEN")["from"]
        ),
        (&"***".into(), &"environment".into())
    );
    assert_eq!(
        (&of("JIRA_TIMEOUT")["value"], &of("JIRA_TIMEOUT")["from"]),
        (&"75".into(), &"default".into())
    );
    assert_eq!(
        (
            &of("CONFLUENCE_API_TOKEN")["value"],
            &of("CONFLUENCE_API_TOKEN")["from"]
        ),
        (&Value::Null, &"not set".into())
    );
    assert_eq!(
        settings.len(),
        atlassian_mcp::config::settings::all().count()
    );
    assert_eq!(told["unknown"][0]["name"], "MCP_TOOLZ");
    assert!(
        told["problems"][0]
            .as_str()
            .unwrap()
            .starts_with("JIRA_URL is missing")
    );
}

#[test]
fn tools_and_toolsets_that_there_are_not_are_problems_here_too() {
    let run = run(&["--demo", "--toolsets=jira_isues"], &[], &[]);
    assert_eq!(run.code, 2);
    assert!(
        run.stdout.contains("did you mean jira_issues?"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .lines()
            .any(|line| line.starts_with("JIRA_URL ") && line.ends_with("--demo")),
        "{}",
        run.stdout
    );
}
