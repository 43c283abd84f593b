//! What restricts is never dropped quietly, and what a placeholder leaves out is told.

use super::*;

/// Every setting that restricts, with Jira, Confluence and Bitbucket set up.
fn with(name: &str, value: &str) -> Result<Config> {
    load(&[
        ("JIRA_URL", "https://jira.acme.com"),
        ("JIRA_PERSONAL_TOKEN", "pat"),
        ("CONFLUENCE_URL", "https://wiki.acme.com"),
        ("CONFLUENCE_PERSONAL_TOKEN", "pat"),
        ("BITBUCKET_URL", "https://git.acme.com"),
        ("BITBUCKET_PERSONAL_TOKEN", "pat"),
        (name, value),
    ])
}

fn restrictions() -> impl Iterator<Item = &'static str> {
    let restricting = settings::all().filter(|setting| setting.restricts());
    restricting.map(|setting| setting.name)
}

#[test]
fn a_restriction_that_names_nothing_is_a_problem_and_a_blank_one_is_none() {
    for name in restrictions() {
        for value in [",", " , ,", "\"\"", "''", "\",\"", "'',\"\"", "\" \""] {
            let message = with(name, value).unwrap_err().to_string();
            assert!(message.starts_with(name), "{name}={value}: {message}");
        }
        for value in ["", " ", "\t"] {
            let config = with(name, value).unwrap();
            assert!(
                !config.read_only && config.enabled_tools.is_none(),
                "{name}"
            );
            assert!(
                config.services().all(|service| service.filter.is_empty()),
                "{name}"
            );
        }
    }
}

#[test]
fn a_restriction_that_is_a_placeholder_is_a_problem_and_any_other_setting_is_left_out() {
    for name in restrictions() {
        for value in ["${X}", "A,${X}", "\"${X}\"", "${X:-A}", "${input:x}"] {
            let message = with(name, value).unwrap_err().to_string();
            assert!(
                message.starts_with(name) && message.contains("placeholder"),
                "{message}"
            );
        }
    }
    let others = settings::all().filter(|setting| !setting.restricts());
    let others = others.map(|setting| setting.name);
    for name in others.filter(|name| !name.starts_with("BITBUCKET") || name.ends_with("URL")) {
        let config = load(&[&JIRA_DC[..], &[(name, "${X}")]].concat());
        let warnings = config.unwrap().warnings;
        assert!(
            warnings.iter().any(|line| line.contains(name)),
            "{name}: {warnings:?}"
        );
    }
}

#[test]
fn a_product_whose_account_is_placeholders_is_left_out_and_the_others_work() {
    let account = [
        ("BITBUCKET_URL", "${BITBUCKET_URL}"),
        ("BITBUCKET_USERNAME", "${BITBUCKET_USERNAME}"),
        ("BITBUCKET_API_TOKEN", "${BITBUCKET_TOKEN:-s3cret}"),
        ("BITBUCKET_PROJECTS_FILTER", "${BITBUCKET_PROJECTS}"),
    ];
    let address = ("BITBUCKET_URL", "https://bitbucket.org/acme");
    let token = ("BITBUCKET_API_TOKEN", "t");
    for given in [
        &account[..],
        &[address, account[1], account[2]],
        &[account[0], token],
        &[address, account[1], token],
    ] {
        let config = load(&[&JIRA_DC[..], given].concat()).unwrap();
        assert!(
            config.jira.is_some() && config.bitbucket.is_none(),
            "{given:?}"
        );
        let [line] = &config.warnings[..] else {
            panic!("{:?}", config.warnings);
        };
        assert!(
            line.contains("BITBUCKET_") && line.contains("Bitbucket is not set up"),
            "{line}"
        );
        assert!(!line.contains("s3cret"), "{line}");
    }
    // Another way in is complete without them.
    let complete = [
        address,
        ("BITBUCKET_PERSONAL_TOKEN", "t"),
        account[1],
        account[2],
    ];
    let config = load(&complete).unwrap();
    assert!(config.bitbucket.is_some() && !config.warnings[0].contains("not set up"));
}

#[test]
fn a_placeholder_lets_a_weaker_place_speak_and_a_token_may_hold_any_letters() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("my.env");
    std::fs::write(
        &file,
        "JIRA_URL=https://jira.acme.com\nJIRA_API_TOKEN=a${b}c#d=e$f\nJIRA_USERNAME=me",
    )
    .unwrap();
    let placeholder = [
        ("JIRA_URL", "${JIRA_URL}"),
        ("JIRA_USERNAME", "${USER}@acme.com"),
    ];
    let config = load_in(directory.path(), &placeholder, Some(&file), &[]).unwrap();
    assert_eq!(signed_in_as(&config.jira.unwrap()), "basic me a${b}c#d=e$f");
    assert!(config.warnings.is_empty(), "{:?}", config.warnings);
}

#[test]
fn a_misspelt_restriction_is_a_problem_where_it_would_hold() {
    let misspelt = ("JIRA_PROJECT_FILTER", "A");
    let message = with(misspelt.0, misspelt.1).unwrap_err().to_string();
    assert!(
        message.contains("JIRA_PROJECT_FILTER") && message.contains("JIRA_PROJECTS_FILTER"),
        "{message}"
    );
    for (name, meant) in [
        ("READONLY_MODE", "READ_ONLY_MODE"),
        ("ENABLE_TOOLS", "ENABLED_TOOLS"),
        ("confluence_spaces_filter", "CONFLUENCE_SPACES_FILTER"),
    ] {
        assert!(
            with(name, "true").unwrap_err().to_string().contains(meant),
            "{name}"
        );
    }
    // Not where the right one is set, nor where there is nothing to restrict.
    let jira = |more: &[_]| load(&[&JIRA_DC[..], more].concat()).unwrap();
    let harmless = [
        jira(&[misspelt, ("JIRA_PROJECTS_FILTER", "A")]),
        jira(&[("CONFLUENCE_SPACE_FILTER", "A")]),
        jira(&[("JIRA_FILTER", "12345")]),
        jira(&[("JIRA_USERNAM", "me")]),
    ];
    for config in harmless {
        let [line] = &config.warnings[..] else {
            panic!("{:?}", config.warnings);
        };
        assert!(line.contains("did you mean"), "{line}");
    }
    assert!(
        jira(&[("JIRA_PROJECT_FILTER", " "), ("MCP_TOOL_TIMEOUT", "5")])
            .warnings
            .is_empty()
    );
}

#[test]
fn settings_with_which_others_can_read_along_are_warned_of() {
    let warnings = |url, verify| {
        let environment = [
            ("JIRA_URL", url),
            ("JIRA_PERSONAL_TOKEN", "pat"),
            ("JIRA_SSL_VERIFY", verify),
        ];
        load(&environment).unwrap().warnings
    };
    for (url, verify, names) in [
        ("http://jira.acme.com", "true", &["JIRA_URL"][..]),
        ("https://jira.acme.com", "false", &["JIRA_SSL_VERIFY"]),
        (
            "http://jira.acme.com",
            "0",
            &["JIRA_URL", "JIRA_SSL_VERIFY"],
        ),
        ("http://localhost:8080", "true", &[]),
        ("http://127.0.0.1:8080", "true", &[]),
        ("https://jira.acme.com", "true", &[]),
    ] {
        let warnings = warnings(url, verify);
        let told: Vec<_> = warnings
            .iter()
            .filter_map(|line| line.split([' ', '=']).next())
            .collect();
        assert!(
            told.iter()
                .zip(names)
                .all(|(told, name)| told.starts_with(name))
                && told.len() == names.len(),
            "{url}: {warnings:?}"
        );
    }
}
