//! Many users over HTTP, each with a token and a site of his own, and no address set at all (`ATLASSIAN_OAUTH_ENABLE`).

use atlassian_mcp::config::{Config, Sources};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::{Signing, WORK};
use crate::http::{Running, call, said};

/// The server, whose gateway is the fake one.
async fn running(signing: &Signing) -> Running {
    let set = [
        ("ATLASSIAN_OAUTH_ENABLE", "true"),
        ("TRANSPORT", "streamable-http"),
        ("PORT", "0"),
    ];
    let sources = Sources {
        flags: [].into(),
        environment: set
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        env_file: None,
        directory: None,
    };
    let mut config = Config::load(&sources).unwrap();
    for service in [&mut config.jira, &mut config.confluence]
        .into_iter()
        .flatten()
    {
        service.hosts = Some(signing.hosts());
        service.base = signing.hosts().gateway;
    }
    Running::with(config).await
}

const CLOUD_ID: &str = "x-atlassian-cloud-id";

#[tokio::test]
async fn each_caller_reaches_the_site_that_he_names_with_his_token() {
    let signing = Signing::start().await;
    let (access, _) = signing.server.grant(WORK);
    let server = running(&signing).await;
    let issue = call(1, "jira_get_issue", json!({"issue_key": "SHOP-7"}));
    let asked = || server.post(&issue).bearer_auth(&access);
    let answer = asked()
        .header(CLOUD_ID, demo::CLOUD_ID)
        .send()
        .await
        .unwrap();
    let text = said(answer).await;
    // Jira itself says where people see it.
    assert!(
        text.contains("SHOP-7") && !text.contains(signing.server.url()),
        "{text}"
    );
    assert!(!signing.through_the_gateway().is_empty());

    let elsewhere = "11111111-2222-4333-8444-555555555555";
    let answer = asked().header(CLOUD_ID, elsewhere).send().await.unwrap();
    assert!(said(answer).await.contains("404"));
    let nowhere = asked().send().await.unwrap();
    assert_eq!(nowhere.status(), 401);
    assert!(
        nowhere
            .text()
            .await
            .unwrap()
            .contains("X-Atlassian-Cloud-Id")
    );
}

#[tokio::test]
async fn an_api_token_with_scopes_reaches_the_site_by_its_id_too() {
    let signing = Signing::start().await;
    let server = running(&signing).await;
    let basic = format!("Basic {}", STANDARD.encode("mira:scoped-token"));
    let issue = call(1, "jira_get_issue", json!({"issue_key": "SHOP-7"}));
    let asked = || server.post(&issue).header("authorization", &basic);
    let answer = asked()
        .header(CLOUD_ID, demo::CLOUD_ID)
        .send()
        .await
        .unwrap();
    assert!(said(answer).await.contains("SHOP-7"));
    assert_eq!(asked().send().await.unwrap().status(), 401);
}
