//! From the first 401 to a call of a tool, and on.

use serde_json::{Value, json};

use super::desk::{Desk, PUBLIC, Program, query, text};
use crate::http::{call, list, names, said};

fn me() -> Value {
    call(
        1,
        "jira_get_user_profile",
        json!({ "user_identifier": "me" }),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_in_works_and_goes_on_with_a_new_token() {
    let desk = Desk::start().await;
    let nobody = desk.ask("", &list(1)).await;
    assert_eq!(nobody.status(), 401);
    let challenge = nobody.headers()["www-authenticate"].to_str().unwrap();
    assert!(
        challenge.contains(&format!(
            "resource_metadata=\"{PUBLIC}/.well-known/oauth-protected-resource/mcp\""
        )),
        "{challenge}"
    );
    assert!(challenge.contains("scope=\"read write\""), "{challenge}");

    let program = Program::register(&desk).await;
    let mut browser = desk.browser();
    let back = program.sign_in(&mut browser).await;
    assert_eq!(query(&back, "state"), "s & t");
    assert_eq!(query(&back, "iss"), PUBLIC);
    let given = desk
        .post("/token", &program.exchange(&query(&back, "code")))
        .await;
    assert_eq!(given.headers()["cache-control"], "no-store");
    let given: Value = given.json().await.unwrap();
    assert_eq!(text(&given, "scope"), "read write");
    assert!(given["expires_in"].as_i64().unwrap() > 3500, "{given}");

    let token = text(&given, "access_token");
    let listed = names(desk.ask(token, &list(1)).await).await;
    for product in ["jira_", "confluence_"] {
        assert!(
            listed.iter().any(|name| name.starts_with(product)),
            "{listed:?}"
        );
    }
    let profile = said(desk.ask(token, &me()).await).await;
    assert!(profile.contains("name"), "{profile}");
    let through = desk.cloud.requests();
    assert!(
        through
            .iter()
            .any(|sent| sent.path.starts_with("/ex/jira/"))
    );

    let renewed = desk
        .post("/token", &program.renewal(text(&given, "refresh_token")))
        .await;
    let renewed: Value = renewed.json().await.unwrap();
    assert_ne!(text(&renewed, "access_token"), token);
    let profile = said(desk.ask(text(&renewed, "access_token"), &me()).await).await;
    assert!(profile.contains("name"), "{profile}");
}
