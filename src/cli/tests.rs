use super::*;

fn parsed(arguments: &[&str]) -> Cli {
    Cli::try_parse_from([&["mcp-atlassian"], arguments].concat()).unwrap()
}

fn variables(arguments: &[&str]) -> Vec<(&'static str, String)> {
    parsed(arguments).flags.variables().into_iter().collect()
}

#[test]
fn the_command_line_is_well_formed() {
    Cli::command().debug_assert();
}

#[test]
fn flags_give_the_variables_they_stand_for_before_and_after_the_command() {
    let pairs = |pairs: &[(&'static str, &str)]| -> Vec<_> {
        pairs
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect()
    };
    assert_eq!(variables(&[]), pairs(&[]));
    assert_eq!(
        variables(&[
            "--jira-url",
            "u",
            "check",
            "--no-jira-ssl-verify",
            "--read-only"
        ]),
        pairs(&[
            ("JIRA_SSL_VERIFY", "false"),
            ("JIRA_URL", "u"),
            ("READ_ONLY_MODE", "true")
        ])
    );
    assert_eq!(
        variables(&[
            "--confluence-token=t",
            "--bitbucket-workspace",
            "w",
            "--enabled-tools",
            "a,b"
        ]),
        pairs(&[
            ("BITBUCKET_WORKSPACE", "w"),
            ("CONFLUENCE_API_TOKEN", "t"),
            ("ENABLED_TOOLS", "a,b")
        ])
    );
    assert_eq!(variables(&["-v"]), pairs(&[("MCP_VERBOSE", "true")]));
    assert_eq!(
        variables(&["tools", "-vv"]),
        pairs(&[("MCP_VERY_VERBOSE", "true")])
    );
}

#[test]
fn contradictions_and_half_arguments_are_refused() {
    for arguments in [
        &["--jira-ssl-verify", "--no-jira-ssl-verify"][..],
        &["call", "jira_search", "jql"],
        &["call", "jira_search", "jql=x", "--json", "{}"],
        &["--demo=server"],
        &["--nonsense"],
    ] {
        let error = Cli::try_parse_from([&["mcp-atlassian"], arguments].concat()).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{arguments:?}");
    }
}

#[tokio::test]
async fn the_demo_hides_the_real_account_and_nothing_else() {
    for flavour in ["cloud", "datacenter"] {
        let cli = parsed(&[
            &format!("--demo={flavour}"),
            "--jira-url=https://real.example.com",
            "--jira-projects-filter=X",
            "--read-only",
        ]);
        let demo = demo::start(cli.demo.unwrap()).await.unwrap();
        let config = configure(&cli, Some(&demo)).unwrap();
        assert_eq!(config.jira.as_ref().unwrap().base_url(), demo.jira_url());
        assert!(config.jira.as_ref().unwrap().filter == ["X"] && config.read_only);
        let deployments: Vec<_> = config
            .services()
            .map(|service| serde_json::json!(service.deployment))
            .collect();
        assert_eq!(deployments, [flavour, flavour, flavour]);
    }
}

#[tokio::test]
async fn check_signs_in_to_every_product_of_the_demo() {
    for flavour in ["--demo", "--demo=datacenter"] {
        let outcome = run(parsed(&[flavour, "check"])).await.unwrap();
        assert_eq!(outcome.code, 0, "{}", outcome.stdout);
        let states: Vec<_> = outcome
            .stdout
            .lines()
            .skip(1)
            .map(|line| line.contains(" ok "))
            .collect();
        assert_eq!(states, [true, true, true], "{}", outcome.stdout);
        let told = |text: &str| outcome.stdout.matches(text).count();
        match flavour {
            "--demo" => assert_eq!(told("Mira"), 3, "{}", outcome.stdout),
            _ => assert_eq!(
                (told("Mira"), told(" mira "), told("9.2.4"), told("8.19.14")),
                (2, 1, 1, 1),
                "{}",
                outcome.stdout
            ),
        }
    }
}

#[tokio::test]
async fn check_asks_for_no_user_behind_an_access_token() {
    let cli = parsed(&["--demo"]);
    let demo = demo::start(cli.demo.unwrap()).await.unwrap();
    let mut config = configure(&cli, Some(&demo)).unwrap();
    let bitbucket = config.bitbucket.as_mut().unwrap();
    bitbucket.credentials = Some(crate::config::Credentials::Bearer("access".into()));
    let outcome = check::run(&config).await;
    assert!(
        outcome.stdout.contains("access token"),
        "{}",
        outcome.stdout
    );
    let asked = |path: &str| {
        demo.requests()
            .iter()
            .any(|request| request.path.ends_with(path))
    };
    assert!(asked("/2.0/repositories/harbour") && !asked("/2.0/user"));

    config.bitbucket.as_mut().unwrap().workspace = None;
    let outcome = check::run(&config).await;
    assert!(
        outcome.stdout.contains("set BITBUCKET_WORKSPACE"),
        "{}",
        outcome.stdout
    );
}

#[tokio::test]
async fn check_reports_each_failure_and_goes_on() {
    let cli = parsed(&["--demo"]);
    let demo = demo::start(cli.demo.unwrap()).await.unwrap();
    let mut config = configure(&cli, Some(&demo)).unwrap();
    config.jira.as_mut().unwrap().credentials =
        Some(crate::config::Credentials::Bearer("wrong".into()));
    config.bitbucket.as_mut().unwrap().base = "http://127.0.0.1:1/".parse().unwrap();
    let outcome = check::run(&config).await;
    assert_eq!(outcome.code, 1);
    let [_, jira, confluence, bitbucket, why_jira, why_bitbucket] =
        outcome.stdout.lines().collect::<Vec<_>>()[..]
    else {
        panic!("{}", outcome.stdout);
    };
    assert!(
        jira.contains("failed") && confluence.contains(" ok ") && bitbucket.contains("failed"),
        "{}",
        outcome.stdout
    );
    assert!(
        why_jira.starts_with("Jira answered 401 to GET /rest/api/3/myself"),
        "{why_jira}"
    );
    assert!(
        why_bitbucket.starts_with("Bitbucket at 127.0.0.1:1 did not answer"),
        "{why_bitbucket}"
    );
}
