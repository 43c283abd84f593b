//! Over HTTP: where clients connect, and whom the server's own credentials serve.

use super::*;

fn listener(more: &[(&str, &str)]) -> (Listener, Vec<String>) {
    let set = [
        ("TRANSPORT", "sse"),
        ("JIRA_URL", "https://jira.acme.com"),
        ("JIRA_PERSONAL_TOKEN", "t"),
    ];
    let config = load(&[&set, more].concat()).unwrap();
    let Transport::Http(listener) = config.transport else {
        panic!("over HTTP")
    };
    (*listener, config.warnings)
}

#[test]
fn one_setting_names_the_path_of_the_transport_that_is_chosen() {
    let paths = |more: &[_]| {
        let (listener, _) = listener(more);
        (listener.path, listener.sse)
    };
    assert_eq!(paths(&[]), ("/mcp".into(), Some("/sse".into())));
    let named = ("STREAMABLE_HTTP_PATH", "/events/");
    assert_eq!(paths(&[named]), ("/mcp".into(), Some("/events".into())));
    let streamable = ("TRANSPORT", "streamable-http");
    assert_eq!(paths(&[named, streamable]), ("/events".into(), None));
    for taken in ["/healthz", "/messages/", "mcp", "/a b"] {
        let set = [("TRANSPORT", "sse"), ("STREAMABLE_HTTP_PATH", taken)];
        let error = load(&set).unwrap_err().to_string();
        assert!(error.contains("STREAMABLE_HTTP_PATH"), "{error}");
    }
}

#[test]
fn it_is_told_whom_the_servers_own_credentials_serve() {
    let told = |more: &[_]| listener(more).1.join("\n");
    assert_eq!(told(&[]), "");
    let shared = ("ALLOW_GLOBAL_CRED_FALLBACK", "true");
    for public in [
        ("HOST", "0.0.0.0"),
        ("PUBLIC_BASE_URL", "https://mcp.acme.com"),
        ("ALLOWED_HOSTS", "mcp.acme.com"),
    ] {
        let refused = told(&[public]);
        assert!(
            refused.contains("401") && refused.contains(shared.0),
            "{refused}"
        );
        assert!(told(&[public, shared]).contains("whoever reaches this server"));
    }
}

#[test]
fn a_host_is_a_host() {
    let streamable = ("TRANSPORT", "streamable-http");
    for odd in ["*", "me@mcp.acme.com", "mcp.acme.com/mcp"] {
        let error = load(&[streamable, ("ALLOWED_HOSTS", odd)]).unwrap_err();
        assert!(error.to_string().contains("ALLOWED_HOSTS"), "{error}");
    }
    // Proxies leave the port out, or not.
    let (listener, _) = listener(&[("PUBLIC_BASE_URL", "https://mcp.acme.com:8443")]);
    assert_eq!(listener.hosts, ["mcp.acme.com"]);
}
