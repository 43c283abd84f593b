//! Who may have somebody sign in, and who is asked: nobody is sent where he does not belong, and nobody goes on with what another began.

use serde_json::json;
use url::Url;

use super::browser::Browser;
use super::desk::{Desk, HOST, PUBLIC, Program, REDIRECT, Setup, consent_page, query, register};

/// Where nobody is sent.
const NOWHERE: &str = "https://evil.example";

/// The address of a request with one parameter otherwise; without it for `None`.
fn otherwise(program: &Program, name: &str, value: Option<&str>) -> String {
    let mut url = program.address();
    let kept = url.query_pairs().into_owned();
    let kept: Vec<_> = kept.filter(|(known, _)| known != name).collect();
    let given = value.map(|value| (name.to_owned(), value.to_owned()));
    url.query_pairs_mut()
        .clear()
        .extend_pairs(kept)
        .extend_pairs(given);
    url.into()
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_sent_where_the_client_does_not_belong() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let mut forged = program.id.clone();
    forged.replace_range(40..41, if &forged[40..41] == "A" { "B" } else { "A" });
    for (name, value) in [
        ("client_id", None),
        ("client_id", Some("demo-client")),
        ("client_id", Some(forged.as_str())),
        ("client_id", Some(&program.id[..60])),
        ("redirect_uri", None),
        ("redirect_uri", Some("https://evil.example/callback")),
        ("redirect_uri", Some("http://127.0.0.1:7777/other")),
        ("redirect_uri", Some("http://localhost:7777/callback")),
        ("redirect_uri", Some("http://127.0.0.1:7777/callback?x=1")),
        ("redirect_uri", Some("javascript:alert(1)")),
    ] {
        let address = otherwise(&program, name, value);
        let page = desk.browser().open(&address, NOWHERE).await;
        let page = page.unwrap_or_else(|url| panic!("{name} {value:?}: {url}"));
        assert_eq!(page.status, 400, "{name} {value:?}");
        assert!(!page.text.contains("<form"), "{}", page.text);
    }
    let twice = format!(
        "{}&redirect_uri=https%3A%2F%2Fevil.example",
        program.address()
    );
    assert_eq!(
        desk.browser().open(&twice, NOWHERE).await.unwrap().status,
        400
    );
    // A program takes whatever port is free.
    let other = otherwise(
        &program,
        "redirect_uri",
        Some("http://127.0.0.1:9/callback"),
    );
    assert_eq!(
        desk.browser().open(&other, NOWHERE).await.unwrap().status,
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_is_told_what_is_wrong_with_its_request() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let long = "s".repeat(3000);
    for (name, value, error) in [
        ("response_type", None, "unsupported_response_type"),
        ("response_type", Some("token"), "unsupported_response_type"),
        ("response_mode", Some("fragment"), "invalid_request"),
        ("code_challenge", None, "invalid_request"),
        ("code_challenge", Some("short"), "invalid_request"),
        ("code_challenge_method", None, "invalid_request"),
        ("code_challenge_method", Some("plain"), "invalid_request"),
        (
            "resource",
            Some("https://mcp.example.com.evil.example/mcp"),
            "invalid_target",
        ),
        (
            "resource",
            Some("https://mcp.example.com/other"),
            "invalid_target",
        ),
        (
            "resource",
            Some("http://mcp.example.com/mcp"),
            "invalid_target",
        ),
        ("state", Some(long.as_str()), "invalid_request"),
    ] {
        let address = otherwise(&program, name, value);
        let sent = desk.browser().open(&address, REDIRECT).await;
        let Err(url) = sent else {
            panic!("{name} {value:?} is asked")
        };
        assert_eq!(query(&url, "error"), error, "{name} {value:?}");
        assert_eq!(query(&url, "iss"), PUBLIC);
    }
    for (name, value) in [
        ("resource", None),
        ("resource", Some(PUBLIC)),
        ("resource", Some("https://MCP.example.com/mcp/")),
        ("scope", Some("write")),
        ("scope", Some("openid email profile")),
        ("state", None),
    ] {
        let address = otherwise(&program, name, value);
        let page = desk.browser().open(&address, REDIRECT).await;
        assert_eq!(
            page.unwrap_or_else(|url| panic!("{url}")).status,
            200,
            "{name} {value:?}"
        );
    }
}

/// Whoever registers a web site of his could else make links to this server that lead there.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_sent_to_a_web_site_before_he_was_asked() {
    let site = "https://evil.example/callback";
    let allowed = [(
        "ATLASSIAN_OAUTH_ALLOWED_CLIENT_REDIRECT_URIS",
        "https://evil.example/*",
    )];
    for (setup, is_trusted) in [(Setup::default(), false), (Setup::with(&allowed), true)] {
        let desk = Desk::of(setup).await;
        let told = register(&desk, &json!({ "redirect_uris": [site] })).await;
        let told: serde_json::Value = told.json().await.unwrap();
        let program = Program {
            id: told["client_id"].as_str().unwrap().to_owned(),
            redirect: site.to_owned(),
            verifier: "v".repeat(43),
            scope: None,
            issuer: PUBLIC.to_owned(),
        };
        let address = otherwise(&program, "response_type", None);
        let opened = desk.browser().open(&address, NOWHERE).await;
        match opened {
            Ok(page) => assert!(
                !is_trusted && page.text.contains("response_type must be code"),
                "{}",
                page.text
            ),
            Err(url) => assert!(
                is_trusted && query(&url, "error") == "unsupported_response_type",
                "{url}"
            ),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_framed_by_nobody_and_kept_nowhere() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let mut browser = desk.browser();
    for page in [
        consent_page(&program, &mut browser).await,
        browser
            .open(&format!("{PUBLIC}/callback?code=x&state=y"), NOWHERE)
            .await
            .unwrap(),
    ] {
        let header = |name: &str| page.headers[name].to_str().unwrap();
        assert_eq!(header("x-frame-options"), "DENY");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("referrer-policy"), "same-origin");
        let policy = header("content-security-policy");
        for part in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!page.text.contains("<script"));
        assert!(page.headers.get("access-control-allow-origin").is_none());
    }
}

/// Whoever did not see the page has not consented: not by a form of another site, not in another browser, not with a forged one.
#[tokio::test(flavor = "multi_thread")]
async fn only_the_person_who_was_asked_consents() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let mut browser = desk.browser();
    let form = consent_page(&program, &mut browser)
        .await
        .form("decision", "allow");
    for origin in [
        "https://evil.example",
        "null",
        "https://mcp.example.com.evil.example",
        "http://mcp.example.com",
    ] {
        let page = browser.send_from(origin, &form, REDIRECT).await.unwrap();
        assert_eq!(page.status, 400, "{origin}");
    }
    let without = desk.running.post_to("/consent").header("host", HOST);
    let cookie = browser.cookies_of(HOST);
    let cookie = format!("{}={}", cookie[0].0, cookie[0].1);
    let without = without.header("cookie", cookie).body("decision=allow");
    assert_eq!(without.send().await.unwrap().status(), 400);

    let mut stranger = desk.browser();
    assert_eq!(stranger.send(&form, REDIRECT).await.unwrap().status, 400);
    // One who has been asked something himself.
    consent_page(&program, &mut stranger).await;
    assert_eq!(stranger.send(&form, REDIRECT).await.unwrap().status, 400);

    let mut forged = consent_page(&program, &mut browser)
        .await
        .form("decision", "allow");
    let sealed = forged
        .fields
        .iter_mut()
        .find(|(name, _)| name == "request")
        .unwrap();
    sealed.1.truncate(sealed.1.len() - 4);
    assert_eq!(browser.send(&forged, REDIRECT).await.unwrap().status, 400);
    assert!(desk.cloud.requests().is_empty());
    // And in the end, himself.
    let page = browser.send(&form, REDIRECT).await.unwrap();
    assert!(
        page.text.contains("Demo app asks for access"),
        "{}",
        page.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_denies_is_sent_back_without_a_code() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let mut browser = desk.browser();
    let denied = |url: &Url| {
        assert_eq!(query(url, "error"), "access_denied");
        assert_eq!(query(url, "state"), "s & t");
        assert!(!url.query().unwrap().contains("code="));
    };
    let form = consent_page(&program, &mut browser)
        .await
        .form("decision", "deny");
    denied(&browser.send(&form, REDIRECT).await.err().unwrap());
    assert!(desk.cloud.requests().is_empty());

    let form = consent_page(&program, &mut browser)
        .await
        .form("decision", "allow");
    let atlassian = browser.send(&form, REDIRECT).await.unwrap();
    let form = atlassian.form("decision", "deny");
    denied(&browser.send(&form, REDIRECT).await.err().unwrap());
    assert!(desk.cloud.token_requests().is_empty());
}

/// Where somebody is sent back to by Atlassian, without having gone there.
async fn way_back(desk: &Desk, program: &Program, browser: &mut Browser) -> String {
    let form = consent_page(program, browser)
        .await
        .form("decision", "allow");
    let atlassian = browser.send(&form, REDIRECT).await.unwrap();
    let form = atlassian.form("decision", "accept");
    let callback = format!("{PUBLIC}/callback");
    let url = browser.send(&form, &callback).await.err().unwrap();
    assert!(desk.cloud.token_requests().is_empty());
    url.into()
}

/// A link to the end of somebody else's sign-in neither gives him the victim's tokens (confused deputy) nor the victim his (login CSRF).
#[tokio::test(flavor = "multi_thread")]
async fn nobody_goes_on_with_what_another_began() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let (mut attacker, mut victim) = (desk.browser(), desk.browser());
    let back = way_back(&desk, &program, &mut attacker).await;
    let page = victim.open(&back, REDIRECT).await.unwrap();
    assert_eq!(page.status, 400, "{}", page.text);
    // One who is signing in himself, too.
    let form = consent_page(&program, &mut victim)
        .await
        .form("decision", "allow");
    victim.send(&form, REDIRECT).await.unwrap();
    assert_eq!(victim.open(&back, REDIRECT).await.unwrap().status, 400);
    assert!(desk.cloud.token_requests().is_empty());
    // It counts for him who began it, once.
    let url = attacker.open(&back, REDIRECT).await.err().unwrap();
    assert!(!query(&url, "code").is_empty());
    assert_eq!(attacker.open(&back, REDIRECT).await.unwrap().status, 400);
    assert_eq!(desk.cloud.token_requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_sign_in_stays_in_the_browser() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let mut browser = desk.browser();
    program.sign_in(&mut browser).await;
    let left: Vec<_> = browser
        .cookies_of(HOST)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(left, ["__Host-mcp-sign-in"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_register_what_they_may() {
    let desk = Desk::start().await;
    let many: Vec<_> = (0..30)
        .map(|port| format!("http://127.0.0.1:{port}/"))
        .collect();
    for (redirects, error) in [
        (json!([]), "invalid_redirect_uri"),
        (
            json!(["http://evil.example/callback"]),
            "invalid_redirect_uri",
        ),
        (
            json!(["javascript:alert(1)", "data:text/html,x"]),
            "invalid_redirect_uri",
        ),
        (json!(many), "invalid_redirect_uri"),
        (json!("http://127.0.0.1/"), "invalid_client_metadata"),
    ] {
        let told = register(&desk, &json!({ "redirect_uris": redirects })).await;
        assert_eq!(told.status(), 400, "{redirects}");
        let told: serde_json::Value = told.json().await.unwrap();
        assert_eq!(told["error"], error, "{told}");
    }
    let big = json!({ "redirect_uris": [REDIRECT], "client_name": "n".repeat(100_000) });
    let sent = desk.running.post_to("/register").header("host", HOST);
    let sent = sent.header("content-type", "application/json");
    // Whether the answer or the closed connection comes first depends on how far the client is.
    match sent.body(big.to_string()).send().await {
        Ok(response) => assert_eq!(response.status(), 413),
        Err(error) => assert!(error.is_request() || error.is_body(), "{error:?}"),
    }
    // Clients that would have a secret get along without.
    let usual = json!({
        "redirect_uris": [REDIRECT, "cursor://anysphere.cursor-mcp/oauth/callback", "https://claude.ai/api/mcp/auth_callback"],
        "token_endpoint_auth_method": "client_secret_post",
        "grant_types": ["authorization_code", "refresh_token"],
        "client_name": "Näme \"quoted\"",
    });
    let told = register(&desk, &usual).await;
    assert_eq!(told.status(), 201);
    assert_eq!(told.headers()["access-control-allow-origin"], "*");
    let told: serde_json::Value = told.json().await.unwrap();
    assert_eq!(told["token_endpoint_auth_method"], "none");
    assert_eq!(told["redirect_uris"], usual["redirect_uris"]);
    assert!(told.get("client_secret").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_says_where_people_may_be_sent() {
    let allowed = "https://claude.ai/*,http://localhost:*";
    let desk = Desk::of(Setup::with(&[(
        "ATLASSIAN_OAUTH_ALLOWED_CLIENT_REDIRECT_URIS",
        allowed,
    )]))
    .await;
    for (redirect, status) in [
        (REDIRECT, 400),
        ("https://evil.example/", 400),
        ("http://localhost:7/callback", 201),
        ("https://claude.ai/api/mcp/auth_callback", 201),
    ] {
        let told = register(&desk, &json!({ "redirect_uris": [redirect] })).await;
        assert_eq!(told.status(), status, "{redirect}");
    }
    // Clients register all that they may use, also what others have a use for; what is not allowed is not kept.
    let usual = [
        "https://vscode.dev/redirect",
        "myapp:/callback",
        "javascript:alert(1)",
        REDIRECT,
        "http://localhost/callback",
    ];
    let told = register(&desk, &json!({ "redirect_uris": usual })).await;
    assert_eq!(told.status(), 201);
    let told: serde_json::Value = told.json().await.unwrap();
    assert_eq!(told["redirect_uris"], json!(["http://localhost/callback"]));
    let program = |redirect: &str| Program {
        id: told["client_id"].as_str().unwrap().to_owned(),
        redirect: redirect.to_owned(),
        verifier: "v".repeat(43),
        scope: None,
        issuer: PUBLIC.to_owned(),
    };
    for (redirect, status) in [("http://localhost:9/callback", 200), (REDIRECT, 400)] {
        let address = program(redirect).address();
        let page = desk.browser().open(address.as_str(), NOWHERE).await;
        assert_eq!(page.unwrap().status, status, "{redirect}");
    }
    // One that registered while it was allowed.
    let open = Desk::start().await;
    let program = Program::register(&open).await;
    let page = desk
        .browser()
        .open(program.address().as_str(), NOWHERE)
        .await
        .unwrap();
    assert_eq!(page.status, 400);
    assert!(page.text.contains("does not allow"), "{}", page.text);
}

/// Clients ask for what servers often have; it is passed over, and they are told what they got.
#[tokio::test(flavor = "multi_thread")]
async fn scopes_of_others_are_passed_over() {
    let desk = Desk::start().await;
    for (scope, granted) in [
        ("openid email profile", "read write"),
        ("read offline_access", "read"),
        ("mcp:tools write", "read write"),
    ] {
        let program = Program {
            scope: Some(scope),
            ..Program::register(&desk).await
        };
        let given = program.tokens(&desk).await;
        assert_eq!(given["scope"], granted, "{scope}");
        let renewal = program.renewal(given["refresh_token"].as_str().unwrap());
        let fields: Vec<_> = renewal.into_iter().chain([("scope", scope)]).collect();
        let again = desk.post("/token", &fields).await;
        assert_eq!(again.status(), 200, "{scope}");
        let again: serde_json::Value = again.json().await.unwrap();
        assert_eq!(again["scope"], granted, "{scope}");
    }
}
