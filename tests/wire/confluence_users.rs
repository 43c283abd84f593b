//! Looking for people in Confluence.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};
use wiremock::matchers::{path, query_param_contains};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::{each_site, replied, sent_nothing, snapshot, story};
use crate::harness::{Site, caller_of_confluence, said};

const TOOL: &str = "confluence_search_user";

#[tokio::test]
async fn search_user() {
    story(TOOL, TOOL, json!({ "query": "Alex" })).await;
    for (name, arguments) in [
        ("beginning", json!({ "query": "mir hal" })),
        ("me", json!({ "query": "me" })),
        (
            "cql",
            json!({ "query": "user.fullname ~ \"Noor\" OR user.fullname ~ Diego", "limit": 1 }),
        ),
        ("wrong-cql", json!({ "query": "user.fullname = \"Noor\"" })),
        ("user-name", json!({ "query": "alex.kim" })),
        ("nobody", json!({ "query": "Zacharias" })),
        (
            "group",
            json!({ "query": "alex", "group_name": "payments" }),
        ),
        (
            "no-group",
            json!({ "query": "*", "group_name": "nobodies" }),
        ),
    ] {
        story(&format!("{TOOL}-{name}"), TOOL, arguments).await;
    }
}

#[tokio::test]
async fn an_account_id_or_an_address_is_somebody_on_cloud() {
    let site = Site::start(Flavour::Cloud).await;
    let mira = "712020:3f6b1c9e-5d0a-4b7e-9a41-0c2f8e7d1a55";
    for query in [mira, "mira.halonen@harbour.example", "[~me]"]
        .iter()
        .take(2)
    {
        let told = replied(&site, TOOL, json!({ "query": query })).await;
        assert_eq!(told["users"][0]["id"], mira, "{query}");
    }
    let without_jira = ["JIRA_URL", "JIRA_USERNAME", "JIRA_API_TOKEN"].map(|name| (name, ""));
    let site = Site::with(Flavour::Cloud, &without_jira).await;
    let told = replied(
        &site,
        TOOL,
        json!({ "query": "mira.halonen@harbour.example" }),
    )
    .await;
    assert_eq!(told["users"], json!([]));
    sent_nothing(
        &site,
        TOOL,
        json!({ "query": "mira", "group_name": "payments" }),
    )
    .await;
}

/// On Data Center whoever asks for people gets nothing else, whatever the query says.
#[tokio::test]
async fn no_page_is_found_among_people() {
    each_site(&[("CONFLUENCE_SPACES_FILTER", "OPS")], async |site, _| {
        let query = "space = SHOP OR user.fullname ~ \"Mira\"";
        let told = site.call(TOOL, json!({ "query": query })).await;
        let told = told.unwrap_or_else(|error| error.to_string());
        assert!(!told.contains("Payment design"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn old_data_centers_are_asked_for_user_names_and_members() {
    let site = Site::start(Flavour::DataCenter).await;
    for (name, query) in [("user-name", "noor"), ("member", "Rahman")] {
        let refused = Fault::new(Trouble::Refused(400)).path("/rest/api/search");
        site.demo.misbehave(refused);
        snapshot(
            &format!("{TOOL}-old-{name}@dc"),
            &site.story(TOOL, json!({ "query": query })).await,
        );
    }
    for trouble in [Trouble::Refused(403), Trouble::Refused(404)] {
        let site = Site::start(Flavour::DataCenter).await;
        site.demo
            .misbehave(Fault::new(Trouble::Refused(400)).path("/rest/api/search"));
        site.demo.misbehave(Fault::new(trouble).path("/member"));
        let told = replied(&site, TOOL, json!({ "query": "Rahman" })).await;
        assert_eq!(told["users"][0]["id"], "noor");
    }
    site.demo
        .misbehave(Fault::new(Trouble::Refused(400)).path("/rest/api/search"));
    site.demo
        .misbehave(Fault::new(Trouble::Refused(403)).path("/member"));
    site.demo
        .misbehave(Fault::new(Trouble::Refused(403)).path("/user/list"));
    let told = replied(&site, TOOL, json!({ "query": "Rahman" })).await;
    assert!(
        told["note"].as_str().unwrap().contains("give a user name"),
        "{told}"
    );
}

/// A group without end, of which nobody is called so.
#[tokio::test]
async fn long_groups_are_looked_at_in_part() {
    let server = MockServer::start().await;
    let empty = ResponseTemplate::new(200).set_body_json(json!({ "results": [], "totalSize": 0 }));
    Mock::given(path("/rest/api/search"))
        .and(query_param_contains("cql", "fullname"))
        .respond_with(empty)
        .mount(&server)
        .await;
    let member = |request: &Request| {
        let start = request
            .url
            .query_pairs()
            .find(|(name, _)| name == "start")
            .unwrap()
            .1;
        let start: usize = start.parse().unwrap();
        let rows: Vec<Value> = (start..start + 200)
            .map(|at| json!({ "username": format!("u{at}"), "displayName": format!("User {at}") }))
            .collect();
        ResponseTemplate::new(200)
            .set_body_json(json!({ "results": rows, "size": 200, "_links": { "next": "/x" } }))
    };
    Mock::given(path("/rest/api/group/confluence-users/member"))
        .respond_with(member)
        .mount(&server)
        .await;
    let caller = caller_of_confluence(&server.uri(), Flavour::DataCenter);
    let told = said(&caller, TOOL, json!({ "query": "Jane Doe" }))
        .await
        .unwrap();
    assert!(
        told.contains("the list is incomplete") && told.contains("2000"),
        "{told}"
    );
    assert_eq!(server.received_requests().await.unwrap().len(), 2 + 10);
}
