//! The program as its users run it: exit status, standard output, standard error.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use assert_cmd::Command;

use crate::generated::mirrored;

/// The program in a directory without `.env` and with an empty environment.
fn program(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("mcp-atlassian").unwrap();
    command
        .env_clear()
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .args(arguments);
    command
}

/// Exit status, standard output and standard error.
fn ran(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn nothing_set_up_is_said_with_the_variables_to_set() {
    for arguments in [&[][..], &["check"], &["tools"], &["call", "jira_search"]] {
        let (code, stdout, stderr) = ran(&mut program(arguments));
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(
            stderr.contains("JIRA_URL") && stderr.contains("--demo"),
            "{stderr}"
        );
    }
}

#[test]
fn a_bad_setting_ends_with_two_and_one_line_that_names_it() {
    let (code, stdout, stderr) =
        ran(program(&["--read-only", "check"]).env("JIRA_URL", "jira.example.com"));
    assert_eq!((code, stdout.as_str(), stderr.lines().count()), (2, "", 1));
    assert!(
        stderr.starts_with("JIRA_URL ") && stderr.contains("e.g."),
        "{stderr}"
    );
}

#[test]
fn a_dotenv_is_read_and_told_of_unless_the_environment_names_an_account() {
    let directory = tempfile::tempdir().unwrap();
    let dotenv = directory.path().join(".env");
    std::fs::write(
        &dotenv,
        "JIRA_URL=https://jira.example.com\nJIRA_PERSONAL_TOKEN=s3cret\n",
    )
    .unwrap();
    let mut command = program(&["tools"]);
    command.current_dir(&directory);
    let (code, _, stderr) = ran(&mut command);
    assert!(code == 0 && stderr.lines().count() == 1, "{stderr}");
    assert!(
        stderr.contains("it sets JIRA_PERSONAL_TOKEN, JIRA_URL.") && !stderr.contains("s3cret"),
        "{stderr}"
    );
    let (code, _, stderr) = ran(command.env("JIRA_URL", "nowhere"));
    assert!(
        code == 2 && stderr.starts_with("JIRA_URL") && stderr.contains("is not read"),
        "{stderr}"
    );
}

/// A proxy elsewhere knows nothing of this machine's demo.
#[test]
fn the_demo_is_not_looked_for_by_a_proxy() {
    for flavour in ["--demo", "--demo=datacenter"] {
        let mut command = program(&["check", flavour]);
        for variable in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
            command.env(variable, "http://127.0.0.1:1");
            command.env(variable.to_lowercase(), "http://127.0.0.1:1");
        }
        let (code, stdout, _) = ran(&mut command);
        assert_eq!(code, 0, "{stdout}");
    }
}

#[test]
fn enabled_tools_that_are_all_unknown_are_a_bad_setting() {
    let (code, stdout, stderr) = ran(&mut program(&[
        "tools",
        "--demo",
        "--enabled-tools=jira_serach,nonsense",
    ]));
    assert_eq!((code, stdout.as_str(), stderr.lines().count()), (2, "", 2));
    assert!(
        stderr.contains("did you mean jira_search?") && stderr.contains("nonsense"),
        "{stderr}"
    );
}

/// `generated/tools.json` is what a branch that changes tools is compared with.
#[test]
fn the_manifest_of_tools_is_mirrored_and_what_changed_since_is_classified() {
    let (code, manifest, _) = ran(&mut program(&["--demo", "tools", "--json"]));
    assert_eq!(code, 0);
    mirrored("generated/tools.json", &manifest);

    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("before.json");
    let since = |before: &serde_json::Value, more: &[&str]| {
        std::fs::write(&file, before.to_string()).unwrap();
        let command = ["--demo", "tools", "--diff", file.to_str().unwrap()];
        ran(&mut program(&[&command, more].concat()))
    };
    let mut before: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let (code, stdout, _) = since(&before, &[]);
    assert_eq!((code, stdout.as_str()), (0, "Nothing changed.\n"));

    let tools = before.as_array_mut().unwrap();
    let search = tools
        .iter()
        .position(|tool| tool["name"] == "jira_search")
        .unwrap();
    let properties = &mut tools[search]["parameters"]["properties"];
    properties["jql"]["maxLength"] = 10.into();
    let (code, stdout, _) = since(&before, &[]);
    assert_eq!(code, 0, "{stdout}");
    assert!(
        stdout.contains("maxLength 10 → maxLength 20000"),
        "{stdout}"
    );

    let tools = before.as_array_mut().unwrap();
    tools[search]["parameters"]["properties"]["colour"] = serde_json::json!({ "type": "string" });
    let (code, stdout, _) = since(&before, &[]);
    assert_eq!(code, 1);
    let breaking = stdout.lines().find(|line| line.starts_with("BREAKING"));
    assert!(
        breaking.is_some_and(|line| line.contains("jira_search  colour     removed")),
        "{stdout}"
    );
    let (code, stdout, _) = since(&before, &["--json"]);
    let diff: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, diff["breaking"].as_bool()), (1, Some(true)));
    assert_eq!(diff["changes"].as_array().unwrap().len(), 2);

    let (code, stdout, stderr) = since(&serde_json::json!({ "tools": [] }), &[]);
    assert_eq!((code, stdout.as_str(), stderr.lines().count()), (2, "", 1));
    assert!(
        stderr.contains("before.json") && stderr.contains("tools --json"),
        "{stderr}"
    );
}

#[test]
fn what_a_tool_refuses_ends_with_one() {
    for arguments in [
        &["call", "no_such_tool", "--demo"][..],
        &["call", "jira_search", "--demo"],
        &["call", "jira_get_issue", "issue_key=SHOP-999", "--demo"],
        &[
            "call",
            "jira_get_issue",
            "issue_key=SHOP-7",
            "--demo",
            "--jira-projects-filter=OPS",
        ],
    ] {
        let (code, stdout, stderr) = ran(&mut program(arguments));
        assert_eq!((code, stdout.as_str()), (1, ""), "{arguments:?}: {stderr}");
        assert!(!stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn rich_text_is_converted_from_a_file_and_from_standard_input() {
    let mut from_input = program(&["convert", "--from", "markdown", "--to", "wiki"]);
    let output = from_input.write_stdin("# Hi\n\n**you**").output().unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "h1. Hi\n\n*you*\n"
    );
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("page.xml");
    std::fs::write(&file, "<h2>Hi</h2><p><strong>you</strong></p>").unwrap();
    let file = file.to_str().unwrap();
    let (code, stdout, _) = ran(&mut program(&[
        "convert",
        "--from=storage",
        "--to=markdown",
        file,
    ]));
    assert_eq!((code, stdout.as_str()), (0, "## Hi\n\n**you**\n"));
    let (code, _, stderr) = ran(&mut program(&[
        "convert",
        "--from=storage",
        "--to=html",
        file,
    ]));
    assert!(
        code == 2 && stderr.contains("use markdown, adf, storage or wiki"),
        "{stderr}"
    );
}

#[test]
fn wrong_words_of_call_end_with_two() {
    for arguments in [
        &["call", "jira_search", "--json", "[]", "--demo"][..],
        &["call", "jira_search", "jql=a", "jql=b", "--demo"],
        &["call", "jira_search", "jql"],
    ] {
        let (code, stdout, stderr) = ran(&mut program(arguments));
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}: {stderr}");
        assert!(!stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn tools_are_listed_as_a_table_and_as_json_and_without_writers_when_read_only() {
    let (code, table, _) = ran(&mut program(&["tools", "--demo"]));
    assert!(
        code == 0
            && table
                .lines()
                .any(|line| line.starts_with("jira_add_comment ")),
        "{table}"
    );
    let (_, table, _) = ran(&mut program(&["tools", "--demo", "--read-only"]));
    assert!(
        table.contains("jira_search ") && !table.contains("jira_add_comment"),
        "{table}"
    );
    let (_, json, _) = ran(&mut program(&[
        "tools",
        "--json",
        "--demo",
        "--enabled-tools",
        "jira_search",
    ]));
    let tools: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(tools.len(), 1);
    assert_eq!(
        (&tools[0]["name"], &tools[0]["access"]),
        (&"jira_search".into(), &"read".into())
    );
}

#[test]
fn a_tool_that_cannot_be_enabled_is_warned_of_on_standard_error() {
    let (code, stdout, stderr) = ran(&mut program(&[
        "tools",
        "--demo",
        "--enabled-tools",
        "jira_search,jira_serach",
    ]));
    assert!(
        code == 0 && stderr.contains("jira_serach") && !stdout.contains("jira_serach"),
        "{stderr}"
    );
}

#[test]
fn version_and_completions() {
    let (code, version, _) = ran(&mut program(&["--version"]));
    assert_eq!(
        (code, version),
        (0, format!("mcp-atlassian {}\n", env!("CARGO_PKG_VERSION")))
    );
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let (code, script, _) = ran(&mut program(&["completions", shell]));
        assert!(code == 0 && script.contains("enabled-tools"), "{shell}");
    }
}
