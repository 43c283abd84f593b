//! Whose address it is: what is given in place of a key, and what is shown to people.

use atlassian_mcp::caller::Caller;
use atlassian_mcp::registry::{self, Accompaniment};
use demo::Flavour;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{each_site, sent_nothing};
use crate::harness::{Site, caller_of, caller_of_confluence};

/// Calls that take the address of an issue, at any place.
fn calls(address: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("jira_get_issue", json!({ "issue_key": address })),
        (
            "jira_update_issue",
            json!({ "issue_key": address, "fields": { "summary": "x" } }),
        ),
        ("jira_delete_issue", json!({ "issue_key": address })),
        (
            "jira_create_issue_link",
            json!({ "link_type": "Blocks", "inward_issue_key": "SHOP-9", "outward_issue_key": address }),
        ),
        (
            "jira_link_to_epic",
            json!({ "issue_key": "SHOP-9", "epic_key": address }),
        ),
        (
            "jira_batch_get_changelogs",
            json!({ "issue_ids_or_keys": ["SHOP-9", address] }),
        ),
        (
            "jira_create_issue",
            json!({ "project_key": "SHOP", "summary": "x", "issue_type": "Story", "additional_fields": { "parent": address } }),
        ),
        (
            "jira_update_issue",
            json!({ "issue_key": "SHOP-9", "fields": { "parent": { "key": address } } }),
        ),
    ]
}

fn is_write(method: &str, path: &str) -> bool {
    matches!(method, "PUT" | "DELETE") || (method == "POST" && path.ends_with("/issue"))
}

#[tokio::test]
async fn an_address_of_another_site_is_no_key_here() {
    each_site(&[], async |site, _| {
        for address in [
            "https://other.example/browse/SHOP-7",
            "other.example/browse/SHOP-7",
            "//other.example/browse/SHOP-7",
            "https://127.0.0.1@other.example/browse/SHOP-7",
            "http://127.0.0.1:1/browse/SHOP-7",
        ] {
            for (tool, arguments) in calls(address) {
                site.demo.clear_requests();
                let error = site.call(tool, arguments.clone()).await;
                let error = error.unwrap_err().to_string();
                let (given, ours) = match address.contains("other") {
                    true => ("other.example", "127.0.0.1:"),
                    false => ("127.0.0.1:1,", "127.0.0.1:"),
                };
                let named = error.contains(given) && error.contains(&format!("is at {ours}"));
                assert!(named, "{tool} {arguments}: {error}");
                let requests = site.demo.requests();
                let wrote = |r: &demo::Recorded| is_write(&r.method, &r.path);
                assert!(!requests.iter().any(wrote), "{tool} {arguments}");
            }
        }
        let page = json!({ "page_id": "https://other.example/wiki/spaces/SHOP/pages/98320/x" });
        let error = site.call("confluence_get_page", page).await.unwrap_err();
        assert!(error.to_string().contains("other.example"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn an_address_of_this_site_is_a_key() {
    each_site(&[], async |site, _| {
        let own = site.demo.jira_url();
        let (_, without_scheme) = own.split_once("//").unwrap();
        for address in [
            format!("{own}/browse/SHOP-7"),
            format!("{without_scheme}/browse/SHOP-7?focusedId=1"),
            "/browse/SHOP-7".into(),
        ] {
            site.demo.clear_requests();
            let asked = json!({ "issue_key": address, "fields": "summary" });
            let reply = site.call("jira_get_issue", asked).await.unwrap();
            assert!(reply.contains("\"SHOP-7\""), "{reply}");
            let asked = site.demo.requests();
            assert!(!asked.iter().any(|r| r.path.ends_with("/serverInfo")));
        }
        let page = format!("{}/pages/98320", site.demo.confluence_url());
        site.call("confluence_get_page", json!({ "page_id": page }))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn nothing_is_sent_for_what_is_no_key_at_all() {
    let site = Site::start(Flavour::Cloud).await;
    for address in ["https://other.example/x/SHOP-7", "https://", "//"] {
        sent_nothing(&site, "jira_get_issue", json!({ "issue_key": address })).await;
    }
}

/// Jira Cloud behind the gateway: it knows itself by its site's address.
async fn gateway() -> MockServer {
    let server = MockServer::start().await;
    let info =
        json!({ "baseUrl": "https://acme.example", "displayUrl": "https://jira.acme.example" });
    let answers = [
        ("GET", "/serverInfo", info),
        (
            "GET",
            "/issue/SHOP-1",
            json!({ "id": "1", "key": "SHOP-1", "fields": { "summary": "x" } }),
        ),
        ("POST", "/issue", json!({ "id": "2", "key": "SHOP-2" })),
    ];
    for (verb, end, answer) in answers {
        let at = format!("/ex/jira/c10d/rest/api/3{end}");
        Mock::given(method(verb))
            .and(path(at))
            .respond_with(ResponseTemplate::new(200).set_body_json(answer))
            .mount(&server)
            .await;
    }
    server
}

/// Calls a tool and gives what it says.
async fn said(caller: &Caller, tool: &str, arguments: Value) -> String {
    let Value::Object(arguments) = arguments else {
        panic!("arguments are an object")
    };
    let reply = registry::call(caller, tool, arguments, Accompaniment::default()).await;
    reply.map_or_else(|error| error.to_string(), |reply| reply.printed())
}

#[tokio::test]
async fn behind_the_gateway_pages_lead_to_the_site_as_their_answers_say() {
    let server = MockServer::start().await;
    let links = json!({ "base": "https://acme.example/wiki", "webui": "/spaces/DOC/pages/1" });
    let body = json!({ "storage": { "value": "<p>a</p>" } });
    let answers = [
        (
            "/api/v2/pages/1",
            json!({ "id": "1", "title": "x", "spaceId": "5", "body": body, "_links": links }),
        ),
        ("/api/v2/spaces/5", json!({ "id": "5", "key": "DOC" })),
        ("/rest/api/user/current", json!({ "_links": links })),
    ];
    for (end, answer) in answers {
        Mock::given(path(format!("/ex/confluence/c10d/wiki{end}")))
            .respond_with(ResponseTemplate::new(200).set_body_json(answer))
            .mount(&server)
            .await;
    }
    let base = format!("{}/ex/confluence/c10d", server.uri());
    let caller = caller_of_confluence(&base, Flavour::Cloud);
    let shown = said(&caller, "confluence_get_page", json!({ "page_id": 1 })).await;
    assert!(
        shown.contains("url: https://acme.example/wiki/spaces/DOC/pages/1\n"),
        "{shown}"
    );
    let asked = server.received_requests().await.unwrap();
    let of_site = asked
        .iter()
        .filter(|sent| sent.url.path().ends_with("/user/current"));
    assert_eq!(of_site.count(), 0, "the page says its site");
    for (host, ours) in [("acme.example", true), ("other.example", false)] {
        let page = json!({ "page_id": format!("https://{host}/wiki/spaces/DOC/pages/1") });
        let shown = said(&caller, "confluence_get_page", page).await;
        assert_eq!(shown.contains("title: x"), ours, "{shown}");
    }
}

#[tokio::test]
async fn behind_the_gateway_links_lead_to_the_site() {
    let server = gateway().await;
    let base = format!("{}/ex/jira/c10d", server.uri());
    let caller = caller_of(&base, Flavour::Cloud, &[]);
    let asked = json!({ "issue_key": "SHOP-1", "fields": "summary" });
    let shown = said(&caller, "jira_get_issue", asked).await;
    assert!(
        shown.contains("https://acme.example/browse/SHOP-1"),
        "{shown}"
    );
    let draft = json!({ "project_key": "SHOP", "summary": "x", "issue_type": "Task" });
    let created = said(&caller, "jira_create_issue", draft).await;
    assert!(
        created.contains("https://acme.example/browse/SHOP-2"),
        "{created}"
    );
    for (address, ours) in [
        ("https://acme.example/browse/SHOP-1".to_owned(), true),
        ("https://jira.acme.example/browse/SHOP-1".to_owned(), true),
        (format!("{base}/browse/SHOP-1"), true),
        (
            format!("{}/ex/jira/0ther/browse/SHOP-1", server.uri()),
            false,
        ),
        ("https://other.example/browse/SHOP-1".to_owned(), false),
    ] {
        let asked = json!({ "issue_key": address, "fields": "summary" });
        let told = said(&caller, "jira_get_issue", asked).await;
        assert_eq!(
            told.contains("\"key\":\"SHOP-1\""),
            ours,
            "{address}: {told}"
        );
        assert_eq!(
            told.contains("but this Jira is at acme.example"),
            !ours,
            "{told}"
        );
    }
    let requests = server.received_requests().await.unwrap();
    let asked = requests
        .iter()
        .filter(|r| r.url.path().ends_with("/serverInfo"));
    assert_eq!(asked.count(), 1, "the site's address is remembered");
}

/// Clone URLs carry tokens, and so do queries.
#[tokio::test]
async fn of_a_foreign_address_no_secret_is_repeated() {
    each_site(&[], async |site, _| {
        let secret = "ATBBnotforeyes";
        for (tool, name, address) in [
            (
                "bitbucket_get_repository",
                "repository_slug",
                format!("https://x-token-auth:{secret}@other.example/scm/shop/till.git"),
            ),
            (
                "bitbucket_get_repository",
                "repository_slug",
                format!("{}/odd?token={secret}", site.demo.bitbucket_url()),
            ),
            (
                "jira_get_issue",
                "issue_key",
                format!("https://other.example/browse/SHOP-7?token={secret}#{secret}"),
            ),
            (
                "confluence_get_page",
                "page_id",
                format!("https://me:{secret}@other.example/wiki/spaces/SHOP/pages/98320/x"),
            ),
        ] {
            let asked = json!({ name: address, "project_key": "SHOP" });
            let asked = if tool == "bitbucket_get_repository" {
                asked
            } else {
                json!({ name: address })
            };
            let error = site.call(tool, asked).await.unwrap_err().to_string();
            assert!(!error.contains(secret), "{error}");
        }
    })
    .await;
}
