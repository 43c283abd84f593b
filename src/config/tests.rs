use std::path::Path;
use std::time::Duration;

use secrecy::ExposeSecret;

use super::*;
use crate::product::Deployment;
use settings::{Kind, May};

/// Loads from an environment of just these variables and a directory without `.env`.
fn load(environment: &[(&str, &str)]) -> Result<Config> {
    let empty = tempfile::tempdir().unwrap();
    load_in(empty.path(), environment, None, &[])
}

fn load_in(
    directory: &Path,
    environment: &[(&str, &str)],
    env_file: Option<&Path>,
    flags: &[(&'static str, &str)],
) -> Result<Config> {
    let owned = |value: &&str| (*value).to_owned();
    Config::load(&Sources {
        flags: flags
            .iter()
            .map(|(name, value)| (*name, owned(value)))
            .collect(),
        environment: environment
            .iter()
            .map(|(name, value)| (owned(name), owned(value)))
            .collect(),
        env_file,
        directory: Some(directory),
    })
}

fn problems(environment: &[(&str, &str)]) -> String {
    load(environment).unwrap_err().to_string()
}

fn signed_in_as(service: &Service) -> String {
    match &service.credentials.as_ref().unwrap() {
        Credentials::Basic { username, token } => {
            format!("basic {username} {}", token.expose_secret())
        }
        Credentials::Bearer(token) => format!("bearer {}", token.expose_secret()),
        Credentials::OAuth(client) => format!("oauth {}", client.client_id),
    }
}

const JIRA_CLOUD: [(&str, &str); 3] = [
    ("JIRA_URL", "https://acme.atlassian.net"),
    ("JIRA_USERNAME", "me@acme.com"),
    ("JIRA_API_TOKEN", "t0ken"),
];
const JIRA_DC: [(&str, &str); 2] = [
    ("JIRA_URL", "https://jira.acme.com/jira/"),
    ("JIRA_PERSONAL_TOKEN", "pat"),
];

#[test]
fn a_filter_of_bitbucket_says_the_workspace_on_cloud_and_none_on_data_center() {
    let bitbucket = |url, workspace, filter| {
        load(&[
            ("BITBUCKET_URL", url),
            ("BITBUCKET_PERSONAL_TOKEN", "t"),
            ("BITBUCKET_WORKSPACE", workspace),
            ("BITBUCKET_PROJECTS_FILTER", filter),
        ])
        .map(|config| config.bitbucket.unwrap().filter)
        .map_err(|error| error.to_string())
    };
    let (cloud, own) = ("https://bitbucket.org", "https://git.example");
    let both = Ok(vec!["acme/A".to_owned(), "other/B".to_owned()]);
    assert_eq!(bitbucket(cloud, "acme", "A, other/B"), both);
    assert_eq!(
        bitbucket("https://bitbucket.org/acme", "", "A, other/B"),
        both
    );
    assert_eq!(bitbucket(cloud, "", "acme/A, other/B"), both);
    assert_eq!(bitbucket(own, "", "A"), Ok(vec!["A".to_owned()]));
    for (url, filter, why) in [
        (cloud, "A", "write workspace/A, or set BITBUCKET_WORKSPACE"),
        (cloud, "a/b/C", "as workspace/PROJECT, got a/b/C"),
        (cloud, "/A", "as workspace/PROJECT, got /A"),
        (own, "acme/A", "Data Center has none of"),
    ] {
        let error = bitbucket(url, "", filter).unwrap_err();
        assert!(error.contains(why), "{filter}: {error}");
    }
}

#[test]
fn a_cloud_site_and_its_defaults() {
    let config = load(&JIRA_CLOUD).unwrap();
    let jira = config.jira.as_ref().unwrap();
    assert_eq!(jira.deployment, Deployment::Cloud);
    assert_eq!(jira.base_url(), "https://acme.atlassian.net");
    assert_eq!(signed_in_as(jira), "basic me@acme.com t0ken");
    assert!(jira.ssl_verify && jira.filter.is_empty());
    assert_eq!(
        (jira.timeout, jira.connect_timeout),
        (Duration::from_secs(75), Duration::from_secs(10))
    );
    assert!(!config.read_only && config.enabled_tools.is_none() && config.warnings.is_empty());
    assert_eq!(config.log_level, LevelFilter::WARN);
    assert_eq!(config.services().count(), 1);
    assert!(!format!("{config:?}").contains("t0ken"));
}

#[test]
fn all_that_can_be_set_for_one_product() {
    let config = load(&[
        ("CONFLUENCE_URL", " \"https://wiki.acme.com/c\" "),
        ("CONFLUENCE_PERSONAL_TOKEN", "'pat'"),
        ("CONFLUENCE_SSL_VERIFY", "no"),
        ("CONFLUENCE_SPACES_FILTER", "DEV, 'OPS',,"),
        ("CONFLUENCE_TIMEOUT", "5"),
        ("CONFLUENCE_CONNECT_TIMEOUT", "2"),
    ]);
    let confluence = config.unwrap().confluence.unwrap();
    assert_eq!(confluence.base_url(), "https://wiki.acme.com/c");
    assert_eq!(signed_in_as(&confluence), "bearer pat");
    assert!(!confluence.ssl_verify);
    assert_eq!(confluence.filter, ["DEV", "OPS"]);
    assert_eq!(
        (confluence.timeout, confluence.connect_timeout),
        (Duration::from_secs(5), Duration::from_secs(2))
    );
}

#[test]
fn a_personal_token_is_first_choice_on_data_center_and_last_on_cloud() {
    let both = [
        ("JIRA_USERNAME", "me"),
        ("JIRA_API_TOKEN", "password"),
        ("JIRA_PERSONAL_TOKEN", "pat"),
    ];
    let at = |url, given: &[_]| load(&[&[("JIRA_URL", url)], given].concat()).unwrap();
    assert_eq!(
        signed_in_as(&at("https://jira.acme.com", &both).jira.unwrap()),
        "bearer pat"
    );
    assert_eq!(
        signed_in_as(&at("https://jira.acme.com", &both[..2]).jira.unwrap()),
        "basic me password"
    );
    let cloud = at("https://acme.atlassian.net", &both);
    assert_eq!(signed_in_as(&cloud.jira.unwrap()), "basic me password");
    assert!(
        cloud.warnings[0].contains("JIRA_PERSONAL_TOKEN is not used"),
        "{:?}",
        cloud.warnings
    );
    let bitbucket = load(&[
        ("BITBUCKET_URL", "https://bitbucket.org/acme"),
        ("BITBUCKET_PERSONAL_TOKEN", "access"),
    ]);
    assert_eq!(
        signed_in_as(&bitbucket.unwrap().bitbucket.unwrap()),
        "bearer access"
    );
}

#[test]
fn the_workspace_variable_wins_over_the_one_in_the_url() {
    let bitbucket = [
        ("BITBUCKET_URL", "https://bitbucket.org/acme"),
        ("BITBUCKET_USERNAME", "me@acme.com"),
        ("BITBUCKET_API_TOKEN", "t"),
        ("BITBUCKET_WORKSPACE", "other"),
    ];
    let workspace = |environment: &[_]| {
        load(environment)
            .unwrap()
            .bitbucket
            .unwrap()
            .workspace
            .unwrap()
    };
    assert_eq!(workspace(&bitbucket[..3]), "acme");
    assert_eq!(workspace(&bitbucket), "other");
}

#[test]
fn incomplete_credentials_are_named_by_variable() {
    let cloud = ("JIRA_URL", "https://acme.atlassian.net");
    insta::assert_snapshot!(
        [
            problems(&[cloud]),
            problems(&[cloud, ("JIRA_PERSONAL_TOKEN", "pat")]),
            problems(&[cloud, ("JIRA_USERNAME", "me")]),
            problems(&[cloud, ("JIRA_API_TOKEN", "t")]),
            problems(&[("JIRA_API_TOKEN", "t")]),
            problems(&[("CONFLUENCE_URL", "https://wiki.acme.com")]),
            problems(&[
                ("CONFLUENCE_URL", "https://wiki.acme.com"),
                ("CONFLUENCE_API_TOKEN", "t")
            ]),
            problems(&[("BITBUCKET_URL", "https://bitbucket.org")]),
        ]
        .join("\n")
    );
}

#[test]
fn all_bad_values_are_reported_at_once_with_an_example_each() {
    insta::assert_snapshot!(problems(&[
        ("JIRA_URL", "acme.atlassian.net"),
        ("JIRA_DEPLOYMENT", "server"),
        ("CONFLUENCE_URL", "https://me:s3cret@wiki.acme.com"),
        ("CONFLUENCE_SSL_VERIFY", "maybe"),
        ("BITBUCKET_PERSONAL_TOKEN", "tok en"),
        ("BITBUCKET_TIMEOUT", "0"),
        ("BITBUCKET_CONNECT_TIMEOUT", "soon"),
        ("READ_ONLY_MODE", "sometimes"),
        ("MCP_FILES_ROOT", "files"),
        ("MCP_CALL_TIMEOUT", "3601"),
    ]));
}

#[test]
fn a_deployment_can_be_forced() {
    let mut environment = JIRA_DC.to_vec();
    environment.push(("JIRA_DEPLOYMENT", "Cloud"));
    assert!(problems(&environment).contains("JIRA_DEPLOYMENT=datacenter"));
    environment.extend([("JIRA_USERNAME", "me"), ("JIRA_API_TOKEN", "t")]);
    let jira = load(&environment).unwrap().jira.unwrap();
    assert_eq!(
        (jira.deployment, jira.base_url()),
        (Deployment::Cloud, "https://jira.acme.com/jira")
    );
}

#[test]
fn switches_and_lists() {
    let config = load(&[
        ("READ_ONLY_MODE", "Y"),
        ("ENABLED_TOOLS", "jira_search, jira_get_issue"),
        ("MCP_VERBOSE", "on"),
    ]);
    let config = config.unwrap();
    assert!(config.read_only);
    assert_eq!(
        config
            .enabled_tools
            .unwrap()
            .into_iter()
            .collect::<Vec<_>>(),
        ["jira_get_issue", "jira_search"]
    );
    assert_eq!(config.log_level, LevelFilter::INFO);
    let config = load(&[("MCP_VERY_VERBOSE", "1"), ("MCP_LOGGING_STDOUT", "1")]).unwrap();
    assert_eq!(config.log_level, LevelFilter::DEBUG);
    assert!(config.warnings[0].contains("standard error"));
}

#[test]
fn a_call_has_a_time_limit_that_can_be_set() {
    let limit = |environment: &[_]| load(environment).unwrap().call_timeout.as_secs();
    assert_eq!(limit(&[]), 230);
    assert_eq!(limit(&[("MCP_CALL_TIMEOUT", "1")]), 1);
    assert_eq!(limit(&[("MCP_CALL_TIMEOUT", "3600")]), 3600);
}

#[test]
fn no_product_at_all_is_an_error_only_when_one_is_needed() {
    let config = load(&[("JIRA_URL", " "), ("JIRA_PROJECTS_FILTER", "A")]).unwrap();
    let message = config.require_any().unwrap_err().to_string();
    assert!(
        message.contains("JIRA_URL") && message.contains("--demo"),
        "{message}"
    );
    assert!(load(&JIRA_DC).unwrap().require_any().is_ok());
}

#[test]
fn flags_beat_the_environment_which_beats_the_env_file() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("my.env");
    let written = "JIRA_URL=https://jira.acme.com\nJIRA_USERNAME=file\nJIRA_API_TOKEN=file";
    std::fs::write(&file, written).unwrap();
    let user = |environment: &[_], flags: &[_]| {
        let jira = load_in(directory.path(), environment, Some(&file), flags)
            .unwrap()
            .jira
            .unwrap();
        signed_in_as(&jira)
    };
    assert_eq!(user(&[], &[]), "basic file file");
    assert_eq!(
        user(&[("JIRA_USERNAME", "real"), ("JIRA_API_TOKEN", "")], &[]),
        "basic real file"
    );
    assert_eq!(
        user(&[("JIRA_USERNAME", "real")], &[("JIRA_USERNAME", "flag")]),
        "basic flag file"
    );
}

#[test]
fn a_bad_env_file_stops_the_start_and_its_line_is_not_shown() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("my.env");
    std::fs::write(
        &file,
        "JIRA_URL=https://jira.acme.com\nJIRA_API_TOKEN='s3cret\n",
    )
    .unwrap();
    let fault = |path: &Path| {
        load_in(directory.path(), &[], Some(path), &[])
            .unwrap_err()
            .to_string()
    };
    let message = fault(&file);
    assert!(
        message.contains("line 2") && !message.contains("s3cret"),
        "{message}"
    );
    assert!(fault(&directory.path().join("none")).contains("no such file"));
}

#[test]
fn the_folder_for_files_must_exist() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().to_str().unwrap();
    assert_eq!(
        load(&[("MCP_FILES_ROOT", path)]).unwrap().files_root,
        Some(directory.path().to_owned())
    );
    assert!(load(&[]).unwrap().files_root.is_none());
    assert!(problems(&[("MCP_FILES_ROOT", "/no/such/folder")]).starts_with("MCP_FILES_ROOT must"));
}

mod found;
mod listener;
mod places;
mod restrictions;
mod sign_in;
