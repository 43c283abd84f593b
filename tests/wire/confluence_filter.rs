//! What a spaces filter keeps out of reach.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::{answer, each_site, replied};
use crate::harness::Site;

const FILTER: (&str, &str) = ("CONFLUENCE_SPACES_FILTER", "OPS,SHOP");

/// Pages of the spaces SHOP and OPS, and one of neither.
const OF_SHOP: u64 = 98330;

fn writes(site: &Site) -> usize {
    let requests = site.demo.requests();
    let reads = |sent: &&demo::Recorded| {
        sent.method == "GET" || sent.path.ends_with("/convert-ids-to-types")
    };
    let written = requests.iter().filter(|sent| !reads(sent));
    written.count()
}

fn page_below(parent: u64, space: &str) -> Value {
    json!({ "space_key": space, "title": "Notes", "content": "x", "parent_id": parent })
}

#[tokio::test]
async fn a_page_is_made_below_none_of_another_space() {
    each_site(&[("CONFLUENCE_SPACES_FILTER", "OPS")], async |site, _| {
        let said = site
            .call("confluence_create_page", page_below(OF_SHOP, "OPS"))
            .await;
        let said = said.unwrap_err().to_string();
        assert!(said.contains("space SHOP is outside"), "{said}");
        assert_eq!(writes(site), 0);
    })
    .await;
    each_site(&[FILTER], async |site, _| {
        let said = site
            .call("confluence_create_page", page_below(OF_SHOP, "OPS"))
            .await;
        let said = said.unwrap_err().to_string();
        assert!(said.contains("is in space SHOP, not in OPS"), "{said}");
        let said = site
            .call("confluence_create_page", page_below(1, "OPS"))
            .await;
        let said = said.unwrap_err().to_string();
        assert!(said.contains("Nothing was created"), "{said}");
        assert_eq!(writes(site), 0);
        let made = replied(site, "confluence_create_page", page_below(OF_SHOP, "SHOP")).await;
        assert_eq!((made["title"].as_str(), writes(site)), (Some("Notes"), 1));
    })
    .await;
}

#[tokio::test]
async fn hits_that_do_not_say_their_space_are_held_back_and_counted() {
    let hit = |title: &str, container: &str| json!({ "content": { "id": "1", "type": "page", "title": title }, "entityType": "content", "resultGlobalContainer": { "title": "x", "displayUrl": container } });
    let user = json!({ "user": { "displayName": "Olga" }, "title": "Olga", "entityType": "user" });
    let hits = json!({ "totalSize": 4, "results": [
        hit("mine", "/spaces/OPS"), hit("theirs", "/spaces/SEC"), hit("nowhere", "/people/5b"), user,
    ] });
    each_site(&[FILTER], async |site, _| {
        answer(site, "/rest/api/search", hits.clone());
        let found = replied(site, "confluence_search", json!({ "query": "x" })).await;
        let results = found["results"].as_array().unwrap();
        assert_eq!((results.len(), &results[0]["title"]), (1, &json!("mine")));
        let note = found["note"].as_str().unwrap();
        assert!(note.starts_with("held back: 3"), "{note}");
    })
    .await;
    each_site(&[], async |site, _| {
        answer(site, "/rest/api/search", hits.clone());
        let found = replied(site, "confluence_search", json!({ "query": "x" })).await;
        assert_eq!((&found["shown"], found.get("note")), (&json!(4), None));
    })
    .await;
}

#[tokio::test]
async fn a_page_that_does_not_say_its_space_is_not_shown() {
    let page = json!({ "id": "98320", "title": "secret", "body": { "storage": { "value": "secret" } }, "version": { "number": 1 } });
    each_site(&[FILTER], async |site, _| {
        let fault = Fault::new(Trouble::Instead(page.clone())).path("98320");
        site.demo.misbehave(fault.times(10));
        let said = site
            .call("confluence_get_page", json!({ "page_id": 98320 }))
            .await;
        let said = said.unwrap_err().to_string();
        assert!(!said.contains("secret"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn pages_that_bring_nothing_new_are_the_last() {
    for (flavour, token, link) in [
        (Flavour::Cloud, "abc", "/rest/api/search?cql=x&cursor=abc"),
        (Flavour::DataCenter, "0", "/rest/api/search?cql=x&start=0"),
    ] {
        let site = Site::start(flavour).await;
        let hit = json!({ "content": { "id": "1", "type": "page", "title": "x" } });
        let hits = match flavour {
            Flavour::Cloud => json!([hit]),
            Flavour::DataCenter => json!([]),
        };
        answer(
            &site,
            "/rest/api/search",
            json!({ "results": hits, "_links": { "next": link } }),
        );
        let asked = json!({ "query": "x", "page_token": token });
        let found = replied(&site, "confluence_search", asked).await;
        assert_eq!(found.get("next"), None, "{found}");
    }
}
