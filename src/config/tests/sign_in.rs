//! Signing in over HTTP: what it needs, and whose accounts there are then.

use super::*;

const KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

const SIGN_IN: [(&str, &str); 7] = [
    ("TRANSPORT", "streamable-http"),
    ("ATLASSIAN_OAUTH_SIGN_IN", "true"),
    ("PUBLIC_BASE_URL", "https://mcp.acme.com/"),
    ("SEALING_KEY", KEY),
    ("JIRA_URL", "https://acme.atlassian.net"),
    ("ATLASSIAN_OAUTH_CLIENT_ID", "id"),
    ("ATLASSIAN_OAUTH_CLIENT_SECRET", "secret"),
];

fn signing_in(more: &[(&str, &str)]) -> (Config, SignIn) {
    let config = load(&[&SIGN_IN, more].concat()).unwrap();
    let Transport::Http(listener) = &config.transport else {
        panic!("over HTTP")
    };
    let sign_in = listener.sign_in.clone().unwrap();
    (config, sign_in)
}

/// Without these.
fn without(names: &[&str]) -> Vec<(&'static str, &'static str)> {
    let kept = SIGN_IN.into_iter();
    kept.filter(|(name, _)| !names.contains(name)).collect()
}

#[test]
fn all_that_is_missing_is_told_at_once() {
    let told = problems(&without(&[
        "TRANSPORT",
        "PUBLIC_BASE_URL",
        "SEALING_KEY",
        "ATLASSIAN_OAUTH_CLIENT_ID",
        "ATLASSIAN_OAUTH_CLIENT_SECRET",
        "JIRA_URL",
    ]));
    assert!(
        told.contains("TRANSPORT=streamable-http") && told.contains("CLIENT_ID"),
        "{told}"
    );
    let told = problems(&without(&[
        "PUBLIC_BASE_URL",
        "SEALING_KEY",
        "ATLASSIAN_OAUTH_CLIENT_ID",
        "ATLASSIAN_OAUTH_CLIENT_SECRET",
    ]));
    for name in [
        "PUBLIC_BASE_URL",
        "SEALING_KEY",
        "openssl rand -base64 32",
        "ATLASSIAN_OAUTH_CLIENT_ID",
    ] {
        assert!(told.contains(name), "{told}");
    }
}

#[test]
fn what_does_not_go_together_is_refused() {
    for (name, value, said) in [
        ("STREAMABLE_HTTP_PATH", "/callback", "path of the sign-in"),
        (
            "ATLASSIAN_OAUTH_REDIRECT_URI",
            "https://mcp.acme.com/healthz",
            "something else",
        ),
        (
            "ATLASSIAN_OAUTH_REDIRECT_URI",
            "https://mcp.acme.com/.well-known/callback",
            "something else",
        ),
        ("PUBLIC_BASE_URL", "http://mcp.acme.com", "https://"),
        ("PUBLIC_BASE_URL", "https://mcp.acme.com/?x=1", "query"),
        ("SEALING_KEY", "short", "openssl rand -base64 32"),
        (
            "SEALING_KEY",
            "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=,",
            "openssl",
        ),
        ("ATLASSIAN_OAUTH_REQUIRE_CONSENT", "false", "unseen"),
        ("ALLOW_GLOBAL_CRED_FALLBACK", "true", "exclude each other"),
        ("IGNORE_HEADER_AUTH", "true", "exclude each other"),
        (
            "ATLASSIAN_OAUTH_GRANT_TYPE",
            "client_credentials",
            "authorization_code",
        ),
        ("STREAMABLE_HTTP_PATH", "/token", "STREAMABLE_HTTP_PATH"),
        (
            "ATLASSIAN_OAUTH_ALLOWED_CLIENT_REDIRECT_URIS",
            "*",
            "claude.ai/*",
        ),
        (
            "ATLASSIAN_OAUTH_REDIRECT_URI",
            "https://mcp.acme.com/mcp",
            "ATLASSIAN_OAUTH_REDIRECT_URI",
        ),
    ] {
        let kept: Vec<_> = without(&[name]);
        let told = problems(&[kept.as_slice(), &[(name, value)]].concat());
        assert!(
            told.contains(name) && told.contains(said),
            "{name}={value}: {told}"
        );
        assert!(!told.contains("short") && !told.contains("AQEB"), "{told}");
    }
    // What is off needs nothing.
    let off = [
        ("ATLASSIAN_OAUTH_SIGN_IN", "false"),
        ("ATLASSIAN_OAUTH_REQUIRE_CONSENT", "false"),
    ];
    load(&[JIRA_CLOUD.as_slice(), &off].concat()).unwrap();
}

#[test]
fn the_oauth_client_is_for_people_and_no_account_of_the_servers_own() {
    let both = [
        ("CONFLUENCE_URL", "https://acme.atlassian.net"),
        ("CONFLUENCE_API_TOKEN", "t"),
        ("CONFLUENCE_USERNAME", "u"),
    ];
    let (config, sign_in) = signing_in(&both);
    assert!(
        config
            .services()
            .all(|service| service.credentials.is_none())
    );
    assert_eq!(sign_in.issuer, "https://mcp.acme.com");
    assert_eq!(sign_in.callback, "https://mcp.acme.com/callback");
    let [upstream] = sign_in.upstreams.as_slice() else {
        panic!("{:?}", sign_in.upstreams)
    };
    assert_eq!(upstream.products, [Product::Jira, Product::Confluence]);
    assert_eq!(upstream.client.redirect_uri, sign_in.callback);
    // A token beside the client is nobody's.
    let own = [
        ("BITBUCKET_URL", "https://bitbucket.org/acme"),
        ("BITBUCKET_PERSONAL_TOKEN", "t"),
    ];
    let (config, _) = signing_in(&own);
    assert!(config.bitbucket.unwrap().credentials.is_none());
    assert!(
        config
            .warnings
            .iter()
            .any(|line| line.contains("for Bitbucket are not used")),
        "{:?}",
        config.warnings
    );
}

#[test]
fn a_token_of_one_account_is_no_persons() {
    let (config, sign_in) = signing_in(&[("ATLASSIAN_OAUTH_ACCESS_TOKEN", "t")]);
    assert_eq!(sign_in.upstreams.len(), 1);
    assert!(config.jira.unwrap().credentials.is_none());
}

#[test]
fn each_authorization_server_has_its_own_client() {
    let more = [
        ("BITBUCKET_URL", "https://bitbucket.org/acme"),
        ("BITBUCKET_OAUTH_CLIENT_ID", "key"),
        ("BITBUCKET_OAUTH_CLIENT_SECRET", "s"),
        ("CONFLUENCE_URL", "https://wiki.acme.com/confluence"),
        ("CONFLUENCE_OAUTH_CLIENT_ID", "link"),
        ("CONFLUENCE_OAUTH_CLIENT_SECRET", "s"),
        // On Data Center, too, the client is for whoever signs in.
        ("CONFLUENCE_PERSONAL_TOKEN", "t"),
    ];
    let (_, sign_in) = signing_in(&more);
    let clients = sign_in.upstreams.iter();
    let clients: Vec<_> = clients
        .map(|upstream| upstream.client.client_id.as_str())
        .collect();
    assert_eq!(clients, ["id", "link", "key"]);
}

#[test]
fn the_callback_is_where_the_app_has_it_if_that_is_here() {
    let callback = |uri| {
        signing_in(&[("ATLASSIAN_OAUTH_REDIRECT_URI", uri)])
            .1
            .callback
    };
    assert_eq!(
        callback("https://mcp.acme.com/oauth/back"),
        "https://mcp.acme.com/oauth/back"
    );
    for elsewhere in [
        "http://localhost:8080/callback",
        "https://mcp.acme.com.evil.example/callback",
    ] {
        let (config, sign_in) = signing_in(&[("ATLASSIAN_OAUTH_REDIRECT_URI", elsewhere)]);
        assert_eq!(sign_in.callback, "https://mcp.acme.com/callback");
        assert!(
            config
                .warnings
                .iter()
                .any(|line| line.contains("not below PUBLIC_BASE_URL"))
        );
    }
}

#[test]
fn whoever_signs_in_may_choose_his_site() {
    let set = without(&["JIRA_URL"]);
    let config = load(&[set.as_slice(), &[("ATLASSIAN_OAUTH_ENABLE", "true")]].concat()).unwrap();
    assert!(config.jira.unwrap().is_behind_gateway());
    assert!(config.bitbucket.is_none());
}
