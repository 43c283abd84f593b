//! Which credentials sign in, by what is set: decided for each product.

use atlassian_mcp::config::{Config, Credentials, Flow, Provider, Sources};
use secrecy::ExposeSecret as _;

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

    let id = ("ATLASSIAN_OAUTH_CLOUD_ID", "an-id");
    let confluence = load(&[enabled, id, BYOT]).unwrap().confluence.unwrap();
    assert_eq!(
        confluence.base.as_str(),
        "https://api.atlassian.com/ex/confluence/an-id/wiki"
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
