//! Servers that answer about pages as the demo does not.

use std::sync::atomic::{AtomicUsize, Ordering};

use demo::Flavour;
use serde_json::{Value, json};
use wiremock::matchers::{method, path, path_regex};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::harness::{caller_of_confluence, said};

fn ok(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

fn query(request: &Request, name: &str) -> Option<String> {
    let mut pairs = request.url.query_pairs();
    pairs.find_map(|(key, value)| (key == name).then(|| value.into_owned()))
}

/// Cloud with page 7, whose content properties are these.
async fn cloud(properties: Value) -> MockServer {
    let server = MockServer::start().await;
    let page = move |request: &Request| {
        let format = query(request, "body-format").unwrap_or_default();
        let value = match format.as_str() {
            "storage" => "<p>Legacy</p>",
            _ => {
                "{\"type\":\"doc\",\"version\":1,\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"New\"}]}]}"
            }
        };
        ok(json!({
            "id": "7", "title": "Seven", "status": "current", "spaceId": "5", "version": { "number": 1 },
            "body": { format: { "value": value } }, "properties": properties,
        }))
    };
    Mock::given(method("GET"))
        .and(path("/wiki/api/v2/pages/7"))
        .respond_with(page)
        .mount(&server)
        .await;
    let space = json!({ "id": "5", "key": "DOC" });
    Mock::given(path("/wiki/api/v2/spaces/5"))
        .respond_with(ok(space.clone()))
        .mount(&server)
        .await;
    let spaces = json!({ "results": [space] });
    Mock::given(path("/wiki/api/v2/spaces"))
        .respond_with(ok(spaces))
        .mount(&server)
        .await;
    server
}

async fn formats_asked_for(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    let of_page = requests
        .iter()
        .filter(|sent| sent.url.path().ends_with("/pages/7"));
    of_page
        .filter_map(|sent| query(sent, "body-format"))
        .collect()
}

#[tokio::test]
async fn a_page_is_read_in_the_format_of_its_editor() {
    let property =
        |value: &str| json!({ "results": [{ "key": "x" }, { "key": "editor", "value": value }] });
    for (properties, text, asked) in [
        (
            property("v2"),
            "New",
            vec!["atlas_doc_format", "atlas_doc_format"],
        ),
        (
            property("v1"),
            "Legacy",
            vec!["atlas_doc_format", "storage", "storage"],
        ),
        (
            json!({ "results": [] }),
            "Legacy",
            vec!["atlas_doc_format", "storage", "storage"],
        ),
        (
            json!(null),
            "Legacy",
            vec!["atlas_doc_format", "storage", "storage"],
        ),
        (
            json!({ "results": [null, 7, { "key": "editor", "value": { "odd": 1 } }] }),
            "Legacy",
            vec!["atlas_doc_format", "storage", "storage"],
        ),
    ] {
        let server = cloud(properties).await;
        let caller = caller_of_confluence(&format!("{}/wiki", server.uri()), Flavour::Cloud);
        let page = json!({ "page_id": 7, "include_metadata": false });
        for _ in 0..2 {
            let shown = said(&caller, "confluence_get_page", page.clone()).await;
            assert_eq!(shown.as_deref().map(str::trim), Ok(text));
        }
        assert_eq!(formats_asked_for(&server).await, asked);
    }
}

#[tokio::test]
async fn what_hangs_on_a_page_and_cannot_be_read_is_not_known() {
    let server = cloud(json!({ "results": [{ "key": "editor", "value": "v2" }] })).await;
    let caller = caller_of_confluence(&format!("{}/wiki", server.uri()), Flavour::Cloud);
    let shown = said(&caller, "confluence_get_page", json!({ "page_id": 7 }))
        .await
        .unwrap();
    assert!(
        shown.contains("\nabove: not known\nattachments: not known\n"),
        "{shown}"
    );
    let told = "\nnote: the attachments could not be had: Confluence answered 404";
    assert!(
        shown.contains(told) && shown.ends_with("\n---\n\nNew"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_page_without_its_text_is_no_empty_page() {
    for (flavour, at) in [
        (Flavour::Cloud, "/wiki/api/v2/pages/7"),
        (Flavour::DataCenter, "/rest/api/content/7"),
    ] {
        let server = MockServer::start().await;
        let page = json!({ "id": "7", "type": "page", "title": "Seven", "version": { "number": 1 }, "space": { "key": "DOC" }, "body": {} });
        Mock::given(method("GET"))
            .and(path(at))
            .respond_with(ok(page))
            .mount(&server)
            .await;
        let base = if flavour == Flavour::Cloud {
            "/wiki"
        } else {
            ""
        };
        let caller = caller_of_confluence(&format!("{}{base}", server.uri()), flavour);
        for (tool, arguments) in [
            (
                "confluence_get_page",
                json!({ "page_id": 7, "include_metadata": false }),
            ),
            (
                "confluence_update_page",
                json!({ "page_id": 7, "content": "x" }),
            ),
        ] {
            let told = said(&caller, tool, arguments).await.unwrap_err();
            assert!(told.contains("came without its text"), "{told}");
        }
        let sent = server.received_requests().await.unwrap();
        assert!(sent.iter().all(|sent| sent.method == "GET"));
    }
}

#[tokio::test]
async fn a_page_that_was_just_made_is_asked_for_again() {
    let server = cloud(json!(null)).await;
    let made = json!({ "id": "8", "title": "Eight", "version": { "number": 1 } });
    Mock::given(method("POST"))
        .and(path("/wiki/api/v2/pages"))
        .respond_with(ok(made))
        .mount(&server)
        .await;
    let asked = AtomicUsize::new(0);
    let late = move |_: &Request| match asked.fetch_add(1, Ordering::SeqCst) {
        0 | 1 => ResponseTemplate::new(404),
        _ => ok(json!({
            "id": "8", "title": "Eight", "spaceId": "5", "version": { "number": 1 },
            "body": { "atlas_doc_format": { "value": "{\"type\":\"doc\",\"version\":1,\"content\":[]}" } },
            "properties": { "results": [{ "key": "editor", "value": "v2" }] },
        })),
    };
    Mock::given(method("GET"))
        .and(path("/wiki/api/v2/pages/8"))
        .respond_with(late)
        .mount(&server)
        .await;
    let caller = caller_of_confluence(&format!("{}/wiki", server.uri()), Flavour::Cloud);
    let page = json!({ "page_id": 8, "include_metadata": false });
    let told = said(&caller, "confluence_get_page", page.clone())
        .await
        .unwrap_err();
    assert!(told.contains("404"), "{told}");
    let made = json!({ "space_key": "DOC", "title": "Eight", "content": "" });
    said(&caller, "confluence_create_page", made).await.unwrap();
    said(&caller, "confluence_get_page", page).await.unwrap();
}

#[tokio::test]
async fn a_title_that_is_taken_by_a_page_nobody_finds_is_told_so() {
    let server = cloud(json!(null)).await;
    let taken = json!({ "errors": [{ "status": 400, "title": "A page already exists with the same TITLE in this space" }] });
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(400).set_body_json(taken))
        .mount(&server)
        .await;
    let nothing = json!({ "results": [] });
    Mock::given(path_regex("/pages$|/search$"))
        .respond_with(ok(nothing))
        .mount(&server)
        .await;
    let caller = caller_of_confluence(&format!("{}/wiki", server.uri()), Flavour::Cloud);
    let made = json!({ "space_key": "DOC", "title": "Eight", "content": "x" });
    let told = said(&caller, "confluence_create_page", made)
        .await
        .unwrap_err();
    assert!(told.contains("it may be archived, in the trash"), "{told}");
}
