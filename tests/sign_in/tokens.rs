//! What tokens are given for, and what they are good for.

use futures_util::future::join_all;
use reqwest::Response;
use serde_json::{Value, json};

use demo::{Fault, Trouble};

use super::desk::{Desk, HOST, PUBLIC, Program, Setup, ask, key, post, query, register, text};
use crate::http::{list, names};

async fn told(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    let told: Value = response.json().await.unwrap();
    (
        status,
        told["error"]
            .as_str()
            .unwrap_or_else(|| panic!("{told}"))
            .to_owned(),
    )
}

/// The fields with one of them otherwise.
fn otherwise<'a>(
    fields: &[(&'a str, &'a str)],
    name: &'a str,
    value: &'a str,
) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().copied().filter(|(known, _)| *known != name);
    kept.chain([(name, value)]).collect()
}

fn invalid_grant() -> (u16, String) {
    (400, "invalid_grant".to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_counts_once_for_whom_it_was_given() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let other = register(&desk, &json!({ "redirect_uris": [program.redirect] })).await;
    let other: Value = other.json().await.unwrap();
    let other = text(&other, "client_id").to_owned();
    let code = query(&program.sign_in(&mut desk.browser()).await, "code");
    let right = program.exchange(&code);
    let wrong = "w".repeat(43);
    let challenge = program.challenge();
    for (name, value) in [
        ("client_id", other.as_str()),
        ("redirect_uri", "http://127.0.0.1:7778/callback"),
        ("code_verifier", wrong.as_str()),
        ("code_verifier", ""),
        ("code_verifier", challenge.as_str()),
        ("code", &code[..code.len() - 8]),
    ] {
        let refused = desk.post("/token", &otherwise(&right, name, value)).await;
        assert_eq!(told(refused).await, invalid_grant(), "{name}={value}");
    }
    for (fields, error) in [
        (
            otherwise(&right, "grant_type", "password"),
            "unsupported_grant_type",
        ),
        (otherwise(&right, "grant_type", ""), "invalid_request"),
        (otherwise(&right, "client_id", ""), "invalid_request"),
        (
            otherwise(&right, "resource", "https://evil.example/mcp"),
            "invalid_target",
        ),
        (
            [right.as_slice(), &[("code", "another")]].concat(),
            "invalid_request",
        ),
    ] {
        let refused = desk.post("/token", &fields).await;
        assert_eq!(told(refused).await, (400, error.to_owned()), "{fields:?}");
    }
    let unknown = desk
        .post("/token", &otherwise(&right, "client_id", "stranger"))
        .await;
    assert_eq!(told(unknown).await, (401, "invalid_client".to_owned()));
    // None of that used it up.
    assert_eq!(desk.post("/token", &right).await.status(), 200);
    assert_eq!(
        told(desk.post("/token", &right).await).await,
        invalid_grant()
    );
}

/// The sealed values of a sign-in, by what they are.
async fn sealed(desk: &Desk, program: &Program) -> Vec<(&'static str, String)> {
    let code = query(&program.sign_in(&mut desk.browser()).await, "code");
    let given = program.tokens(desk).await;
    vec![
        ("client id", program.id.clone()),
        ("code", code),
        ("access token", text(&given, "access_token").to_owned()),
        ("refresh token", text(&given, "refresh_token").to_owned()),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_of_one_kind_is_none_of_another_and_a_changed_one_is_none() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let values = sealed(&desk, &program).await;
    let taken = async |kind: &str, value: &str| match kind {
        "access token" => desk.ask(value, &list(1)).await.status() == 200,
        "refresh token" => desk.post("/token", &program.renewal(value)).await.status() == 200,
        "code" => desk.post("/token", &program.exchange(value)).await.status() == 200,
        _ => {
            let fields = [("grant_type", "refresh_token"), ("client_id", value)];
            told(desk.post("/token", &fields).await).await.1 == "invalid_request"
        }
    };
    for (kind, _) in &values {
        for (is, value) in &values {
            if kind != is {
                assert!(!taken(kind, value).await, "a {is} is taken for a {kind}");
            }
        }
        let (_, value) = values.iter().find(|(known, _)| known == kind).unwrap();
        for at in [1, 10, value.len() / 2, value.len() - 1] {
            let mut forged = value.clone();
            let other = if &value[at..=at] == "A" { "Q" } else { "A" };
            forged.replace_range(at..=at, other);
            assert!(!taken(kind, &forged).await, "a forged {kind}");
            assert!(!taken(kind, &value[..at]).await, "a truncated {kind}");
        }
        assert!(taken(kind, value).await, "{kind}");
    }
    // Nothing of Atlassian's is in the clear.
    for (kind, value) in values {
        assert!(!value.contains("demo"), "{kind}");
    }
}

/// Tokens that this server did not give for itself are nobody's, Atlassian's own among them; and nothing is asked of Atlassian with them.
#[tokio::test(flavor = "multi_thread")]
async fn only_our_own_tokens_are_taken() {
    let desk = Desk::start().await;
    let (atlassian, _) = desk.cloud.grant("read:jira-work read:jira-user");
    let foreign = Desk::of(Setup::with(&[("SEALING_KEY", &key(9))])).await;
    let elsewhere = Setup::with(&[("PUBLIC_BASE_URL", "https://other.example.com")]);
    let elsewhere = desk.replica(&elsewhere).await;
    let program = Program::register(&desk).await;
    let own = program.tokens(&desk).await;
    let own = text(&own, "access_token");
    let theirs = Program::register(&foreign).await.tokens(&foreign).await;
    for token in [atlassian.as_str(), text(&theirs, "access_token"), "x", ""] {
        let refused = desk.ask(token, &list(1)).await;
        assert_eq!(refused.status(), 401, "{token}");
    }
    let refused = desk.ask(&atlassian, &list(1)).await;
    let challenge = refused.headers()["www-authenticate"].to_str().unwrap();
    assert!(challenge.contains("error=\"invalid_token\""), "{challenge}");
    // The same key, another issuer.
    let request = elsewhere.post(&list(1)).header("host", "other.example.com");
    let request = request.header("authorization", format!("Bearer {own}"));
    assert_eq!(request.send().await.unwrap().status(), 401);
    assert_eq!(desk.ask(own, &list(1)).await.status(), 200);
    let sent = desk.demo.requests().into_iter();
    assert_eq!(
        sent.filter(|sent| sent.header("authorization").is_some())
            .count(),
        0
    );
    // A token in the address is not looked at.
    let path = format!("/mcp?access_token={own}");
    let asked = desk
        .running
        .post_to(&path)
        .header("host", HOST)
        .send()
        .await
        .unwrap();
    assert_eq!(asked.status(), 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn whichever_replica_is_asked_knows_all_that_another_gave() {
    let desk = Desk::start().await;
    let replica = desk.replica(&Setup::default()).await;
    let program = Program::register(&desk).await;
    let mut browser = desk.browser();
    let page = super::desk::consent_page(&program, &mut browser).await;
    // Each step is another's: as behind a load balancer, or after a restart.
    browser.move_host(HOST, &replica.url(""));
    let atlassian = browser
        .send(&page.form("decision", "allow"), &program.redirect)
        .await;
    browser.move_host(HOST, &desk.running.url(""));
    let back = atlassian
        .unwrap_or_else(|url| panic!("{url}"))
        .form("decision", "accept");
    let code = query(
        &browser.send(&back, &program.redirect).await.err().unwrap(),
        "code",
    );
    let given = post(&replica, "/token", &program.exchange(&code)).await;
    let given: Value = given.json().await.unwrap();
    let access = text(&given, "access_token");
    for running in [&desk.running, &replica] {
        assert_eq!(ask(running, access, &list(1)).await.status(), 200);
    }
    let renewed = desk
        .post("/token", &program.renewal(text(&given, "refresh_token")))
        .await;
    assert_eq!(renewed.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_key_opens_while_it_is_listed() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let given = program.tokens(&desk).await;
    let (access, refresh) = (text(&given, "access_token"), text(&given, "refresh_token"));
    let both = format!("{},{}", key(2), key(1));
    let both = desk.replica(&Setup::with(&[("SEALING_KEY", &both)])).await;
    assert_eq!(ask(&both, access, &list(1)).await.status(), 200);
    let renewed: Value = post(&both, "/token", &program.renewal(refresh))
        .await
        .json()
        .await
        .unwrap();
    let new = desk
        .replica(&Setup::with(&[("SEALING_KEY", &key(2))]))
        .await;
    assert_eq!(ask(&new, access, &list(1)).await.status(), 401);
    assert_eq!(
        ask(&new, text(&renewed, "access_token"), &list(1))
            .await
            .status(),
        200
    );
    let lost = post(&new, "/token", &program.renewal(refresh)).await;
    // So that it registers anew.
    assert_eq!(told(lost).await, (401, "invalid_client".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_ends_with_atlassians() {
    let desk = Desk::of(Setup::lasting(0)).await;
    let program = Program::register(&desk).await;
    let given = program.tokens(&desk).await;
    assert_eq!(given["expires_in"], 0);
    let over = desk.ask(text(&given, "access_token"), &list(1)).await;
    assert_eq!(over.status(), 401);
    let challenge = over.headers()["www-authenticate"].to_str().unwrap();
    assert!(challenge.contains("error=\"invalid_token\""), "{challenge}");
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_renew_at_once_share_what_comes_of_it() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let given = program.tokens(&desk).await;
    let refresh = text(&given, "refresh_token");
    let before = desk.cloud.token_requests().len();
    let renewal = program.renewal(refresh);
    let answers = join_all((0..8).map(|_| desk.post("/token", &renewal))).await;
    assert!(answers.iter().all(|answer| answer.status() == 200));
    // And one who comes late: the answer may have been lost on its way.
    assert_eq!(desk.post("/token", &renewal).await.status(), 200);
    assert_eq!(desk.cloud.token_requests().len(), before + 1);
    for answer in answers {
        let given: Value = answer.json().await.unwrap();
        assert_eq!(
            desk.ask(text(&given, "access_token"), &list(1))
                .await
                .status(),
            200
        );
        let next = desk
            .post("/token", &program.renewal(text(&given, "refresh_token")))
            .await;
        assert_eq!(next.status(), 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_for_the_moment_costs_no_sign_in() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let given = program.tokens(&desk).await;
    let renewal = program.renewal(text(&given, "refresh_token"));
    for trouble in [
        Trouble::Status(502),
        Trouble::RateLimited("1".to_owned()),
        Trouble::LoginPage,
        Trouble::InvalidJson,
    ] {
        desk.cloud
            .misbehave(Fault::new(trouble.clone()).path("/oauth/token"));
        let refused = desk.post("/token", &renewal).await;
        assert!(refused.headers().contains_key("retry-after"), "{trouble:?}");
        assert_eq!(
            told(refused).await,
            (503, "temporarily_unavailable".to_owned()),
            "{trouble:?}"
        );
    }
    assert_eq!(desk.post("/token", &renewal).await.status(), 200);
    // A wrong secret, and a firewall: for the operator to mend.
    let given = program.tokens(&desk).await;
    let renewal = program.renewal(text(&given, "refresh_token"));
    let refusal = |error: &str, why: &str| json!({ "error": error, "error_description": why });
    for (status, answer) in [
        (401, refusal("invalid_client", "wrong secret")),
        (401, refusal("access_denied", "Unauthorized")),
        (
            403,
            refusal("unauthorized_client", "The app is switched off"),
        ),
        (403, json!({ "message": "Forbidden" })),
        (408, refusal("invalid_request", "too slow")),
    ] {
        let trouble = Trouble::Told(status, answer.clone());
        desk.cloud
            .misbehave(Fault::new(trouble).path("/oauth/token"));
        let refused = desk.post("/token", &renewal).await;
        assert_eq!(
            told(refused).await,
            (503, "temporarily_unavailable".to_owned()),
            "{answer}"
        );
    }
    assert_eq!(desk.post("/token", &renewal).await.status(), 200);
    desk.cloud.revoke();
    let next: Value = desk.post("/token", &renewal).await.json().await.unwrap();
    let over = desk
        .post("/token", &program.renewal(text(&next, "refresh_token")))
        .await;
    assert_eq!(told(over).await, invalid_grant());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_may_ask_for_less_and_not_for_more() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let given = program.tokens(&desk).await;
    let refresh = text(&given, "refresh_token").to_owned();
    let with = async |refresh: &str, scope: &'static str| {
        let fields = program
            .renewal(refresh)
            .into_iter()
            .chain([("scope", scope)]);
        desk.post("/token", &fields.collect::<Vec<_>>()).await
    };
    let less: Value = with(&refresh, "read").await.json().await.unwrap();
    assert_eq!(text(&less, "scope"), "read");
    // What was granted stays so.
    let all: Value = with(text(&less, "refresh_token"), "read write")
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(text(&all, "scope"), "read write");
    // What is not ours is passed over.
    let odd: Value = with(&refresh, "admin").await.json().await.unwrap();
    assert_eq!(text(&odd, "scope"), "read write");
    let reading = Program {
        scope: Some("read"),
        ..program
    };
    let given = reading.tokens(&desk).await;
    assert_eq!(text(&given, "scope"), "read");
    let fields = reading
        .renewal(text(&given, "refresh_token"))
        .into_iter()
        .chain([("scope", "read write")]);
    let more = desk.post("/token", &fields.collect::<Vec<_>>()).await;
    assert_eq!(told(more).await.1, "invalid_scope");
}

/// What was granted for other settings goes nowhere else.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_never_goes_to_a_product_that_is_set_up_otherwise_meanwhile() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let given = program.tokens(&desk).await;
    let moved = desk
        .replica(&Setup::with(&[("JIRA_URL", "http://127.0.0.1:1/jira")]))
        .await;
    let refused = ask(&moved, text(&given, "access_token"), &list(1)).await;
    assert_eq!(refused.status(), 401);
    let refused = post(
        &moved,
        "/token",
        &program.renewal(text(&given, "refresh_token")),
    )
    .await;
    assert_eq!(told(refused).await, invalid_grant());
}

#[tokio::test(flavor = "multi_thread")]
async fn in_read_only_mode_there_is_no_more_than_reading() {
    let desk = Desk::of(Setup::with(&[("READ_ONLY_MODE", "true")])).await;
    let program = Program {
        scope: Some("read write"),
        ..Program::register(&desk).await
    };
    let given = program.tokens(&desk).await;
    assert_eq!(text(&given, "scope"), "read");
    let nobody = desk.ask("", &list(1)).await;
    let challenge = nobody.headers()["www-authenticate"].to_str().unwrap();
    assert!(challenge.ends_with("scope=\"read\""), "{challenge}");
    let asked = desk.cloud.requests();
    let asked = asked.iter().find(|sent| sent.path == "/authorize").unwrap();
    assert!(asked.query.contains("read%3Ajira-work"), "{}", asked.query);
    assert!(!asked.query.contains("write%3A"), "{}", asked.query);
    let listed = names(desk.ask(text(&given, "access_token"), &list(1)).await).await;
    assert!(!listed.contains(&"jira_add_comment".to_owned()));
    let told: Value = desk
        .get("/.well-known/oauth-authorization-server")
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(told["scopes_supported"], json!(["read"]));
    assert_eq!(told["issuer"], PUBLIC);
}

/// Whatever a server calls it: a client that is told to try again would do so for good, and its user could not sign in.
#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_that_is_refused_is_over_in_any_words() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    for (status, error, why) in [
        (403, "unauthorized_client", "refresh_token is invalid"),
        (400, "invalid_request", "Invalid refresh_token"),
        (401, "invalid_token", "expired"),
    ] {
        let given = program.tokens(&desk).await;
        let answer = json!({ "error": error, "error_description": why });
        let trouble = Trouble::Told(status, answer);
        desk.cloud
            .misbehave(Fault::new(trouble).path("/oauth/token"));
        let renewal = program.renewal(text(&given, "refresh_token"));
        let over = desk.post("/token", &renewal).await;
        assert_eq!(told(over).await, invalid_grant(), "{error}");
    }
}

/// OAuth 2.1 §4.1.3: PKCE does its work.
#[tokio::test(flavor = "multi_thread")]
async fn the_redirect_may_be_left_out_with_a_code() {
    let desk = Desk::start().await;
    let program = Program::register(&desk).await;
    let code = query(&program.sign_in(&mut desk.browser()).await, "code");
    let mut fields = program.exchange(&code);
    fields.retain(|(name, _)| *name != "redirect_uri");
    assert_eq!(desk.post("/token", &fields).await.status(), 200);
}
