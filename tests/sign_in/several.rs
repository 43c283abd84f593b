//! Several authorization servers one after the other, and several sites at one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use demo::authorization::App;
use demo::{Fault, Trouble};
use serde_json::{Value, json};

use super::browser::Browser;
use super::desk::{Desk, HOST, PUBLIC, Program, Setup, consent_page, query, text};
use crate::http::{call, list, names};

/// Jira and Confluence by one client, Bitbucket by another.
fn with_bitbucket() -> Setup {
    Setup::with(&[
        ("BITBUCKET_OAUTH_CLIENT_ID", "demo-client"),
        ("BITBUCKET_OAUTH_CLIENT_SECRET", "demo-client-secret"),
    ])
}

/// No address set: whoever signs in chooses his site.
fn any_site() -> Setup {
    let second = (
        "99999999-8888-4777-8666-555555555555",
        "https://second.atlassian.net",
        "second",
    );
    let mut setup = Setup::with(&[
        ("ATLASSIAN_OAUTH_ENABLE", "true"),
        ("JIRA_URL", ""),
        ("CONFLUENCE_URL", ""),
        ("BITBUCKET_URL", ""),
    ]);
    let (id, url, name) = second;
    setup
        .cloud
        .sites
        .push((id.to_owned(), url.to_owned(), name.to_owned()));
    setup
}

async fn products(desk: &Desk, given: &Value) -> Vec<&'static str> {
    let listed = names(desk.ask(text(given, "access_token"), &list(1)).await).await;
    let has = |product: &&&str| listed.iter().any(|name| name.starts_with(**product));
    ["jira_", "confluence_", "bitbucket_"]
        .iter()
        .filter(has)
        .copied()
        .collect()
}

async fn given(desk: &Desk, program: &Program, url: &url::Url) -> Value {
    let answer = desk
        .post("/token", &program.exchange(&query(url, "code")))
        .await;
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

async fn renewed(desk: &Desk, program: &Program, given: &Value) -> Value {
    let answer = desk
        .post("/token", &program.renewal(text(given, "refresh_token")))
        .await;
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_are_linked_one_after_the_other() {
    let desk = Desk::of(with_bitbucket()).await;
    let program = Program::register(&desk).await;
    let tokens = program.tokens(&desk).await;
    assert_eq!(
        products(&desk, &tokens).await,
        ["jira_", "confluence_", "bitbucket_"]
    );
    assert_eq!(desk.bitbucket.token_requests().len(), 1);
    let me = call(1, "bitbucket_list_repositories", json!({}));
    desk.demo.clear_requests();
    desk.ask(text(&tokens, "access_token"), &me).await;
    let sent = desk.demo.requests();
    let header = sent[0].header("authorization").unwrap();
    // Bitbucket's own token, and no other.
    assert!(header.starts_with("Bearer demo-access-token"), "{header}");
    let again = renewed(&desk, &program, &tokens).await;
    assert_eq!(
        products(&desk, &again).await,
        ["jira_", "confluence_", "bitbucket_"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_does_not_want_is_left_out() {
    let desk = Desk::of(with_bitbucket()).await;
    let program = Program::register(&desk).await;
    // Not checked.
    let mut browser = desk.browser();
    let mut form = consent_page(&program, &mut browser)
        .await
        .form("decision", "allow");
    let bitbucket = form
        .fields
        .iter()
        .rposition(|(name, _)| name == "account")
        .unwrap();
    form.fields.remove(bitbucket);
    let atlassian = browser.send(&form, &program.redirect).await.unwrap();
    let form = atlassian.form("decision", "accept");
    let back = browser.send(&form, &program.redirect).await.err().unwrap();
    assert_eq!(
        products(&desk, &given(&desk, &program, &back).await).await,
        ["jira_", "confluence_"]
    );
    // Checked, and then declined there.
    for (first, second, expected) in [
        ("accept", "deny", &["jira_", "confluence_"][..]),
        ("deny", "accept", &["bitbucket_"]),
    ] {
        let mut browser = desk.browser();
        let form = consent_page(&program, &mut browser)
            .await
            .form("decision", "allow");
        let atlassian = browser.send(&form, &program.redirect).await.unwrap();
        let form = atlassian.form("decision", first);
        let bitbucket = browser.send(&form, &program.redirect).await.unwrap();
        let form = bitbucket.form("decision", second);
        let back = browser.send(&form, &program.redirect).await.err().unwrap();
        assert_eq!(
            products(&desk, &given(&desk, &program, &back).await).await,
            expected
        );
    }
    // None is checked.
    let mut form = consent_page(&program, &mut browser)
        .await
        .form("decision", "allow");
    form.fields.retain(|(name, _)| name != "account");
    let back = browser.send(&form, &program.redirect).await.err().unwrap();
    assert_eq!(query(&back, "error"), "access_denied");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_out_of_reach_waits_while_the_other_goes_on() {
    let desk = Desk::of(with_bitbucket()).await;
    let program = Program::register(&desk).await;
    let tokens = program.tokens(&desk).await;
    desk.cloud
        .misbehave(Fault::new(Trouble::Status(502)).path("/oauth/token"));
    let half = renewed(&desk, &program, &tokens).await;
    assert_eq!(products(&desk, &half).await, ["bitbucket_"]);
    assert!(half["expires_in"].as_i64().unwrap() <= 60, "{half}");
    let whole = renewed(&desk, &program, &half).await;
    assert_eq!(
        products(&desk, &whole).await,
        ["jira_", "confluence_", "bitbucket_"]
    );
    assert!(whole["expires_in"].as_i64().unwrap() > 3000, "{whole}");
    // One that is over falls away.
    desk.bitbucket.revoke();
    let rest = renewed(&desk, &program, &whole).await;
    assert_eq!(products(&desk, &rest).await, ["jira_", "confluence_"]);
    assert!(rest["expires_in"].as_i64().unwrap() > 3000, "{rest}");
}

/// Somebody on Atlassian's page, at the point where he comes back.
async fn at_atlassian(program: &Program, browser: &mut Browser) -> super::browser::Form {
    let form = consent_page(program, browser)
        .await
        .form("decision", "allow");
    let atlassian = browser.send(&form, &program.redirect).await;
    atlassian
        .unwrap_or_else(|url| panic!("{url}"))
        .form("decision", "accept")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_several_sites_chooses_one() {
    let desk = Desk::of(any_site()).await;
    let program = Program::register(&desk).await;
    let mut browser = desk.browser();
    let form = at_atlassian(&program, &mut browser).await;
    let page = browser.send(&form, &program.redirect).await.unwrap();
    assert!(
        page.text.contains("harbour") && page.text.contains("second.atlassian.net"),
        "{}",
        page.text
    );
    let form = page.form("site", "99999999-8888-4777-8666-555555555555");
    assert_eq!(form.action.as_str(), format!("{PUBLIC}/site"));
    // Not one that Atlassian did not name, not from another page, and not in another browser.
    let other = page.form("site", "11111111-2222-4333-8444-555555555555");
    assert_eq!(
        browser
            .send_from("https://evil.example", &form, &program.redirect)
            .await
            .unwrap()
            .status,
        400
    );
    assert_eq!(
        desk.browser()
            .send(&form, &program.redirect)
            .await
            .unwrap()
            .status,
        400
    );
    let back = browser.send(&form, &program.redirect).await.err().unwrap();
    let tokens = given(&desk, &program, &back).await;
    let me = call(
        1,
        "jira_get_user_profile",
        json!({ "user_identifier": "me" }),
    );
    desk.ask(text(&tokens, "access_token"), &me).await;
    let sent = desk.cloud.requests();
    let calls: Vec<_> = sent
        .iter()
        .filter(|sent| sent.path.starts_with("/ex/"))
        .collect();
    assert!(!calls.is_empty());
    assert!(calls.iter().all(|sent| {
        sent.path
            .starts_with("/ex/jira/99999999-8888-4777-8666-555555555555/")
    }));

    let form = at_atlassian(&program, &mut browser).await;
    browser.send(&form, &program.redirect).await.unwrap();
    assert_eq!(
        browser
            .send(&other, &program.redirect)
            .await
            .unwrap()
            .status,
        400
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_only_site_needs_no_choice() {
    let mut setup = any_site();
    setup.cloud.sites.pop();
    let desk = Desk::of(setup).await;
    let program = Program::register(&desk).await;
    let tokens = program.tokens(&desk).await;
    assert_eq!(products(&desk, &tokens).await, ["jira_", "confluence_"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn access_to_another_site_than_the_servers_is_of_no_use() {
    let setup = Setup {
        cloud: App {
            sites: vec![(
                "99999999-8888-4777-8666-555555555555".to_owned(),
                "https://second.atlassian.net".to_owned(),
                "second".to_owned(),
            )],
            ..Setup::default().cloud
        },
        ..Setup::default()
    };
    let desk = Desk::of(setup).await;
    let program = Program::register(&desk).await;
    let mut browser = desk.browser();
    let form = at_atlassian(&program, &mut browser).await;
    let page = browser.send(&form, &program.redirect).await.unwrap();
    assert_eq!(page.status, 400);
    assert!(page.text.contains("another site"), "{}", page.text);
    assert!(browser.cookies_of(HOST).len() == 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_atlassian_says_is_shown_and_runs_nowhere() {
    let mut setup = Setup::default();
    setup.cloud.scopes = vec!["read:me".to_owned()];
    let desk = Desk::of(setup).await;
    let program = Program::register(&desk).await;
    let mut browser = desk.browser();
    let form = consent_page(&program, &mut browser)
        .await
        .form("decision", "allow");
    let page = browser.send(&form, &program.redirect).await.unwrap();
    assert_eq!(page.status, 400);
    assert!(
        page.text.contains("The app does not have this scope"),
        "{}",
        page.text
    );

    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let mut browser = desk.browser();
    let form = at_atlassian(&program, &mut browser).await;
    desk.cloud
        .misbehave(Fault::new(Trouble::HtmlError(500)).path("/oauth/token"));
    let page = browser.send(&form, &program.redirect).await.unwrap();
    assert_eq!(page.status, 400);
    assert!(page.text.contains("gave no tokens"), "{}", page.text);
    assert!(!page.text.contains("<h1>Error 500"), "{}", page.text);
}

/// Proxies take 8 KiB of a header.
#[tokio::test(flavor = "multi_thread")]
async fn tokens_that_no_request_could_carry_are_refused_at_once() {
    let desk = Desk::of(with_bitbucket()).await;
    let program = Program::register(&desk).await;
    let token = |bytes: usize| {
        let bytes: Vec<u8> = std::iter::repeat_with(rand::random).take(bytes).collect();
        let text = URL_SAFE_NO_PAD.encode(bytes);
        Trouble::Instead(json!({ "access_token": text, "refresh_token": "r", "expires_in": 3600 }))
    };
    for (bytes, fits) in [(4_500, true), (6_000, false)] {
        let mut browser = desk.browser();
        let mut form = consent_page(&program, &mut browser)
            .await
            .form("decision", "allow");
        let cloud = form.fields.iter().position(|(name, _)| name == "account");
        form.fields.remove(cloud.unwrap());
        let bitbucket = browser.send(&form, &program.redirect).await.unwrap();
        desk.bitbucket
            .misbehave(Fault::new(token(bytes)).path("access_token"));
        let form = bitbucket.form("decision", "accept");
        match browser.send(&form, &program.redirect).await {
            Err(back) => {
                let tokens = given(&desk, &program, &back).await;
                assert!(fits && text(&tokens, "access_token").len() < 7 << 10);
            }
            Ok(page) => assert!(!fits && page.text.contains("too long"), "{}", page.text),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn data_center_signs_in_at_its_own_server() {
    let desk = Desk::of(Setup::data_center()).await;
    let program = Program::register(&desk).await;
    let tokens = program.tokens(&desk).await;
    assert_eq!(products(&desk, &tokens).await, ["jira_"]);
    let asked = desk.cloud.requests();
    let asked = asked.iter().find(|sent| sent.path.ends_with("/authorize"));
    assert!(asked.unwrap().query.contains("scope=WRITE"));
    let me = call(
        1,
        "jira_get_user_profile",
        json!({ "user_identifier": "me" }),
    );
    let tokens = renewed(&desk, &program, &tokens).await;
    let token = text(&tokens, "access_token");
    assert_eq!(desk.ask(token, &me).await.status(), 200);
    let sent = desk.demo.requests();
    let header = sent[0].header("authorization").unwrap();
    assert!(header.starts_with("Bearer demo-access-token"), "{header}");
    desk.demo.misbehave(Fault::new(Trouble::Refused(401)));
    let issue = call(2, "jira_get_issue", json!({ "issue_key": "SHOP-9" }));
    assert_eq!(desk.ask(token, &issue).await.status(), 401);
}

/// Sign-ins that nobody ended must not fill the browser's requests until no proxy takes them.
#[tokio::test(flavor = "multi_thread")]
async fn sign_ins_that_were_given_up_give_way() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let mut browser = desk.browser();
    for _ in 0..10 {
        at_atlassian(&program, &mut browser).await;
        assert!(browser.cookies_of(HOST).len() <= 5);
    }
    let back = program.sign_in(&mut browser).await;
    assert!(!query(&back, "code").is_empty());
}
