//! Which credentials sign in, by what is set: decided for each product.

use atlassian_mcp::auth::oauth::{Ask, Server};
use atlassian_mcp::config::{Config, Credentials, Defaults, Flow, Hosts, Provider, Sources};
use atlassian_mcp::product::{Deployment, Product};
use secrecy::ExposeSecret as _;
use std::time::Duration;

fn load(set: &[(&str, &str)]) -> Result<Config, String> {
    let environment = set
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let sources = Sources {
        flags: [].into(),
        environment: environment.collect(),
        env_file: None,
        directory: None,
    };
    Config::load(&sources).map_err(|error| error.to_string())
}

/// What signs in to Jira, in a word.
fn jira(set: &[(&str, &str)]) -> String {
    let config = load(set).unwrap();
    match config.jira.unwrap().credentials.unwrap() {
        Credentials::Basic { username, .. } => format!("basic {username}"),
        Credentials::Bearer(token) => format!("bearer {}", token.expose_secret()),
        Credentials::OAuth(client) => format!("oauth {}", client.client_id),
    }
}

const CLOUD: (&str, &str) = ("JIRA_URL", "https://acme.atlassian.net");
const DC: (&str, &str) = ("JIRA_URL", "https://jira.example.com");
const CLIENT: [(&str, &str); 2] = [
    ("ATLASSIAN_OAUTH_CLIENT_ID", "shared"),
    ("ATLASSIAN_OAUTH_CLIENT_SECRET", "s3cret"),
];
const BYOT: (&str, &str) = ("ATLASSIAN_OAUTH_ACCESS_TOKEN", "brought");

#[test]
fn on_cloud_a_token_comes_before_a_client_and_a_client_before_an_api_token() {
    let basic = [
        ("JIRA_USERNAME", "me@acme.com"),
        ("JIRA_API_TOKEN", "t0ken-t0ken"),
    ];
    let with = |more: &[(&str, &str)]| jira(&[&[CLOUD][..], more].concat());
    assert_eq!(with(&basic), "basic me@acme.com");
    assert_eq!(with(&[&CLIENT[..], &basic].concat()), "oauth shared");
    assert_eq!(with(&[&CLIENT[..], &[BYOT]].concat()), "bearer brought");
    let own = [
        ("JIRA_OAUTH_CLIENT_ID", "own"),
        ("JIRA_OAUTH_CLIENT_SECRET", "s3cret"),
    ];
    assert_eq!(with(&[&CLIENT[..], &[BYOT], &own].concat()), "oauth own");
    let brought = ("JIRA_OAUTH_ACCESS_TOKEN", "own-token");
    assert_eq!(
        with(&[&CLIENT[..], &own, &[brought]].concat()),
        "bearer own-token"
    );
}

#[test]
fn on_data_center_a_token_that_works_is_never_displaced() {
    let with = |more: &[(&str, &str)]| jira(&[&[DC][..], more].concat());
    let pat = ("JIRA_PERSONAL_TOKEN", "pat");
    assert_eq!(with(&[&CLIENT[..], &[BYOT, pat]].concat()), "bearer pat");
    let enabled = ("ATLASSIAN_OAUTH_ENABLE", "true");
    assert_eq!(with(&[enabled, pat]), "bearer pat");
    let own = [
        ("JIRA_OAUTH_CLIENT_ID", "own"),
        ("JIRA_OAUTH_CLIENT_SECRET", "s3cret"),
    ];
    assert_eq!(with(&[&own[..], &[pat]].concat()), "bearer pat");
    assert_eq!(with(&own), "oauth own");
    // What is for Cloud is for nobody here.
    let error = load(&[&[DC, BYOT][..], &CLIENT].concat()).unwrap_err();
    assert!(error.contains("JIRA_PERSONAL_TOKEN"), "{error}");
    let instance = ("ATLASSIAN_OAUTH_INSTANCE_URL", "https://jira.example.com");
    assert_eq!(with(&[&CLIENT[..], &[instance]].concat()), "oauth shared");
}

#[test]
fn each_product_is_decided_by_itself() {
    let config = load(&[
        CLOUD,
        BYOT,
        ("CONFLUENCE_URL", "https://wiki.example.com"),
        ("CONFLUENCE_PERSONAL_TOKEN", "pat"),
        ("BITBUCKET_URL", "https://bitbucket.org/acme"),
        ("BITBUCKET_OAUTH_CLIENT_ID", "consumer"),
        ("BITBUCKET_OAUTH_CLIENT_SECRET", "s3cret"),
        ("BITBUCKET_OAUTH_GRANT_TYPE", "client_credentials"),
    ])
    .unwrap();
    let bearer = |credentials: Option<Credentials>| match credentials {
        Some(Credentials::Bearer(token)) => token.expose_secret().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(bearer(config.jira.unwrap().credentials), "brought");
    assert_eq!(bearer(config.confluence.unwrap().credentials), "pat");
    let Some(Credentials::OAuth(client)) = config.bitbucket.unwrap().credentials else {
        panic!("a consumer")
    };
    assert_eq!(client.flow, Flow::ClientCredentials);
    assert!(matches!(client.provider, Provider::Bitbucket(_)));
    assert!(!format!("{client:?}").contains("s3cret"));
}

#[test]
fn what_is_missing_is_named() {
    let error = load(&[CLOUD, CLIENT[0]]).unwrap_err();
    assert!(
        error.starts_with("ATLASSIAN_OAUTH_CLIENT_SECRET is missing"),
        "{error}"
    );
    let error = load(&[CLIENT[0], ("JIRA_OAUTH_CLIENT_ID", "own")]).unwrap_err();
    assert!(error.starts_with("JIRA_URL is missing"), "{error}");
    let grant = ("ATLASSIAN_OAUTH_GRANT_TYPE", "password");
    let error = load(&[&[CLOUD, grant][..], &CLIENT].concat()).unwrap_err();
    assert!(error.contains("client_credentials"), "{error}");
}

#[test]
fn without_any_address_both_products_are_behind_the_gateway() {
    let enabled = ("ATLASSIAN_OAUTH_ENABLE", "true");
    let http = ("TRANSPORT", "streamable-http");
    let config = load(&[enabled, http]).unwrap();
    let jira = config.jira.unwrap();
    assert!(jira.credentials.is_none() && jira.is_behind_gateway());
    assert!(config.bitbucket.is_none());
    let at = jira.behind_gateway("an-id");
    assert_eq!(at.base.as_str(), "https://api.atlassian.com/ex/jira/an-id");

    let id = ("ATLASSIAN_OAUTH_CLOUD_ID", SITE_ID);
    let confluence = load(&[enabled, id, BYOT]).unwrap().confluence.unwrap();
    assert_eq!(
        confluence.base.as_str(),
        format!("https://api.atlassian.com/ex/confluence/{SITE_ID}/wiki")
    );

    let error = load(&[enabled]).unwrap_err();
    assert!(error.contains("ATLASSIAN_OAUTH_ACCESS_TOKEN"), "{error}");
    let error = load(&[enabled, BYOT]).unwrap_err();
    assert!(
        error.contains("ATLASSIAN_OAUTH_CLOUD_ID is missing"),
        "{error}"
    );
    // With an address it says nothing.
    assert!(load(&[enabled, http, DC]).unwrap().confluence.is_none());
}

#[test]
fn the_cloud_for_the_government_has_hosts_of_its_own() {
    let site = ("JIRA_URL", "https://agency.atlassian-us-gov-mod.net");
    let jira = load(&[&[site][..], &CLIENT].concat())
        .unwrap()
        .jira
        .unwrap();
    let gateway = jira.at_gateway("an-id").unwrap();
    assert_eq!(
        gateway.as_str(),
        "https://api.atlassian-us-gov-mod.com/ex/jira/an-id"
    );
    let Some(Credentials::OAuth(client)) = jira.credentials else {
        panic!("a client")
    };
    let Provider::Cloud(hosts) = client.provider else {
        panic!("on Cloud")
    };
    assert_eq!(
        hosts.sign_in.as_str(),
        "https://auth.atlassian-us-gov-mod.com/"
    );
}

const SITE_ID: &str = "11223344-a1b2-4b33-8444-def123456789";

fn defaults(set: &[(&str, &str)], product: Option<Product>) -> Result<Defaults, String> {
    let environment = set
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let sources = Sources {
        flags: [].into(),
        environment: environment.collect(),
        env_file: None,
        directory: None,
    };
    Defaults::load(&sources, product).map_err(|error| error.to_string())
}

/// Whose authorization server gets the client's secret from the server.
fn provider(set: &[(&str, &str)]) -> Provider {
    match load(set).unwrap().jira.unwrap().credentials {
        Some(Credentials::OAuth(client)) => client.provider,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_secret_is_sent_to_no_other_cloud_than_that_of_the_address() {
    let government = Provider::Cloud(Hosts::government().unwrap());
    let gateway = format!("https://api.atlassian-us-gov-mod.com/ex/jira/{SITE_ID}");
    let set = [&[("JIRA_URL", gateway.as_str())][..], &CLIENT].concat();
    assert_eq!(provider(&set), government);
    assert_eq!(defaults(&set, None).unwrap().provider, government);
    let asked = Server::new(government).authorize(&Ask {
        client_id: "client",
        redirect_uri: "http://localhost:8080/callback",
        scope: "read:jira-work",
        state: "state",
        challenge: "challenge",
    });
    assert!(
        asked
            .as_str()
            .contains("&audience=api.atlassian-us-gov-mod.com&"),
        "{asked}"
    );
    let usual = format!("https://api.atlassian.com/ex/jira/{SITE_ID}");
    let set = [&[("JIRA_URL", usual.as_str())][..], &CLIENT].concat();
    assert_eq!(provider(&set), Provider::Cloud(Hosts::atlassian().unwrap()));
}

#[test]
fn where_no_authorization_server_is_known_nobody_gets_the_secret() {
    let site = ("JIRA_URL", "https://agency.atlassian-us-gov.net");
    let set = [&[site][..], &CLIENT].concat();
    let own = [
        site,
        ("JIRA_OAUTH_CLIENT_ID", "own"),
        ("JIRA_OAUTH_CLIENT_SECRET", "s3cret"),
    ];
    let errors = [
        load(&set).unwrap_err(),
        load(&own).unwrap_err(),
        defaults(&set, None).unwrap_err(),
        defaults(&own, Some(Product::Jira)).unwrap_err(),
    ];
    for error in errors {
        assert!(
            error.contains("no authorization server is known for agency.atlassian-us-gov.net")
                && error.contains("API token"),
            "{error}"
        );
    }
    let basic = [
        ("JIRA_USERNAME", "me@agency.gov"),
        ("JIRA_API_TOKEN", "t0ken-t0ken"),
    ];
    assert_eq!(jira(&[&set[..], &basic].concat()), "basic me@agency.gov");
}

#[test]
fn the_wizard_keeps_tokens_where_the_server_looks_for_them() {
    let at = "http://127.0.0.1:18999/jira/";
    let set = [
        ("JIRA_URL", at),
        ("ATLASSIAN_OAUTH_INSTANCE_URL", at),
        CLIENT[0],
        CLIENT[1],
    ];
    let expected = Provider::DataCenter("http://127.0.0.1:18999/jira".parse().unwrap());
    assert_eq!(provider(&set), expected);
    let wizard = defaults(&set, None).unwrap();
    assert_eq!(wizard.provider, expected);
    assert_eq!(wizard.products, [(Product::Jira, Deployment::DataCenter)]);
}

#[test]
fn an_instance_is_one_product_at_its_whole_address() {
    let instance = |url| ("ATLASSIAN_OAUTH_INSTANCE_URL", url);
    let set = [
        ("JIRA_URL", "https://tools.example.com/jira"),
        ("CONFLUENCE_URL", "https://tools.example.com/confluence"),
        instance("https://tools.example.com/jira"),
        CLIENT[0],
        CLIENT[1],
    ];
    // The client is Jira's alone.
    let error = load(&set).unwrap_err();
    assert!(error.contains("CONFLUENCE_PERSONAL_TOKEN"), "{error}");
    let pat = ("CONFLUENCE_PERSONAL_TOKEN", "pat");
    let config = load(&[&set[..], &[pat]].concat()).unwrap();
    assert!(config.warnings.is_empty(), "{:?}", config.warnings);

    let rootless = [
        set[0],
        instance("https://tools.example.com"),
        set[3],
        set[4],
    ];
    for error in [
        load(&rootless).unwrap_err(),
        defaults(&rootless, None).unwrap_err(),
    ] {
        assert!(
            error.contains("ATLASSIAN_OAUTH_INSTANCE_URL")
                && error.contains("https://tools.example.com/jira"),
            "{error}"
        );
    }
}

#[test]
fn the_id_of_a_site_is_a_uuid() {
    for wrong in ["your-cloud-id", "11223344-a1b2-4b33-8444-def12345678"] {
        let set = [&[CLOUD, ("ATLASSIAN_OAUTH_CLOUD_ID", wrong)][..], &CLIENT].concat();
        for error in [load(&set).unwrap_err(), defaults(&set, None).unwrap_err()] {
            assert!(
                error.contains("ATLASSIAN_OAUTH_CLOUD_ID") && error.contains("UUID"),
                "{error}"
            );
        }
    }
}

/// Else tokens would lie wherever the program was started.
#[test]
fn without_a_home_there_is_no_place_for_tokens() {
    let here = tempfile::tempdir().unwrap();
    for arguments in [&["tools"][..], &["--oauth-setup"]] {
        let mut command = assert_cmd::Command::cargo_bin("mcp-atlassian").unwrap();
        let output = command
            .env_clear()
            .env("HOME", "nowhere")
            .envs([CLOUD, CLIENT[0], CLIENT[1]])
            .current_dir(here.path())
            .args(arguments)
            .write_stdin("")
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("HOME"), "{told}");
    }
    assert_eq!(std::fs::read_dir(here.path()).unwrap().count(), 0);
}

#[test]
fn the_wizard_reaches_each_product_as_it_is_set_for_it() {
    let wizard = defaults(
        &[
            ("CONFLUENCE_URL", "https://acme.atlassian.net/wiki"),
            ("CONFLUENCE_SSL_VERIFY", "false"),
            ("CONFLUENCE_TIMEOUT", "7"),
            ("CONFLUENCE_CONNECT_TIMEOUT", "3"),
            ("MCP_VERBOSE", "true"),
        ],
        None,
    )
    .unwrap();
    let at = |product| {
        let base = "https://api.atlassian.com".parse().unwrap();
        wizard.at(product, Deployment::Cloud, base)
    };
    let confluence = at(Product::Confluence);
    assert!(!confluence.ssl_verify && at(Product::Jira).ssl_verify);
    let patience = (confluence.connect_timeout, confluence.timeout);
    assert_eq!(patience, (Duration::from_secs(3), Duration::from_secs(7)));
    // The server asks for tokens by the way to the product that is set up.
    assert_eq!(wizard.reached[0].product, Product::Confluence);
    assert_eq!(wizard.log_level.to_string(), "info");
}
