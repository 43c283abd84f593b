//! API tokens with scopes, which a site refuses and the gateway takes.

use atlassian_mcp::config::Credentials;
use serde_json::json;

use super::Signing;
use crate::harness::said;

fn basic(token: &str) -> Credentials {
    Credentials::Basic {
        username: "mira".to_owned(),
        token: token.into(),
    }
}

#[tokio::test]
async fn a_token_that_the_site_refuses_is_tried_at_the_gateway_and_stays_there() {
    let signing = Signing::start().await;
    let caller = signing.caller(&basic("scoped-token"));
    let issue = said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-7"})).await;
    let issue = issue.unwrap();
    assert!(issue.contains(&signing.demo.jira_url()), "{issue}");
    let at_site: Vec<_> = signing
        .demo
        .requests()
        .into_iter()
        .map(|sent| sent.path)
        .collect();
    assert_eq!(at_site.len(), 2, "{at_site:?}");
    assert_eq!(at_site[1], "/_edge/tenant_info");
    signing.demo.clear_requests();
    said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-8"}))
        .await
        .unwrap();
    assert!(signing.demo.requests().is_empty());
}

#[tokio::test]
async fn the_id_of_the_site_is_told_to_nobody_who_has_not_been_refused() {
    let signing = Signing::start().await;
    let caller = signing.caller(&basic("classic-token"));
    said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-7"}))
        .await
        .unwrap();
    assert!(signing.server.requests().is_empty());
    assert!(
        signing
            .demo
            .requests()
            .iter()
            .all(|sent| sent.path.starts_with("/jira/"))
    );
}

#[tokio::test]
async fn a_wrong_token_is_tried_once_and_told_in_the_sites_words() {
    let signing = Signing::start().await;
    let caller = signing.caller(&basic("wrong"));
    for _ in 0..2 {
        let error = said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-7"})).await;
        let error = error.unwrap_err();
        assert!(
            error.contains("401") && error.contains("JIRA_API_TOKEN"),
            "{error}"
        );
    }
    let tenants = signing.demo.requests();
    let tenants = tenants
        .iter()
        .filter(|sent| sent.path == "/_edge/tenant_info");
    assert_eq!(tenants.count(), 1);
    assert_eq!(signing.through_the_gateway().len(), 1);
}

/// Data Center has no gateway, whoever refuses there.
#[tokio::test]
async fn nothing_is_tried_elsewhere_for_a_product_that_is_not_atlassians_site() {
    let signing = Signing::start().await;
    let mut config = signing.config(&[]);
    let jira = config.jira.as_mut().unwrap();
    jira.hosts = None;
    jira.credentials = Some(basic("wrong"));
    let caller = atlassian_mcp::caller::Caller::configured(&config).unwrap();
    said(&caller, "jira_get_issue", json!({"issue_key": "SHOP-7"}))
        .await
        .unwrap_err();
    assert!(signing.server.requests().is_empty());
    assert!(
        signing
            .demo
            .requests()
            .iter()
            .all(|sent| sent.path != "/_edge/tenant_info")
    );
}
