//! What is below a page.

use demo::Flavour;
use serde_json::{Value, json};
use wiremock::matchers::{method, path_regex};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::{answer, each_site, replied, story};
use crate::harness::{FLAVOURS, Site, caller_of_confluence, said};

const TOOL: &str = "confluence_get_page_children";

#[tokio::test]
async fn get_page_children() {
    story(TOOL, TOOL, json!({ "parent_id": 98305 })).await;
    for (name, arguments) in [
        (
            "content",
            json!({ "parent_id": 98330, "include_content": true, "expand": "version" }),
        ),
        (
            "storage",
            json!({ "page_id": 98330, "include_content": true, "convert_to_markdown": false, "limit": 1 }),
        ),
        (
            "folder",
            json!({ "parent_id": 98360, "expand": "version,space" }),
        ),
        ("missing", json!({ "parent_id": 1 })),
        (
            "no-extra",
            json!({ "parent_id": 98305, "expand": "children" }),
        ),
    ] {
        story(&format!("{TOOL}-{name}"), TOOL, arguments).await;
    }
}

fn titles(told: &Value) -> Vec<String> {
    let rows = told["children"].as_array().unwrap();
    rows.iter()
        .map(|row| row["title"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn parts_lead_to_all_children_once() {
    each_site(&[], async |site, _| {
        let whole = titles(&replied(site, TOOL, json!({ "parent_id": 98305 })).await);
        let (mut seen, mut next) = (Vec::new(), json!({ "start": 0 }));
        while next.is_object() {
            let part = replied(
                site,
                TOOL,
                json!({ "parent_id": 98305, "limit": 2, "start": next["start"] }),
            )
            .await;
            seen.extend(titles(&part));
            next = part["next"].clone();
        }
        assert_eq!(seen, whole);
        assert!(whole.len() > 5, "{whole:?}");
    })
    .await;
}

/// 600 children, of which a server gives 100 at a time, whatever it is asked for.
async fn large(flavour: Flavour) -> MockServer {
    let server = MockServer::start().await;
    let respond = move |request: &Request| {
        let of = |name: &str| {
            request
                .url
                .query_pairs()
                .find(|(own, _)| own == name)
                .map(|(_, value)| value.into_owned())
        };
        let start: usize = of("cursor")
            .or(of("start"))
            .map_or(0, |text| text.parse().unwrap());
        let rows: Vec<_> = (start..start + 100)
            .map(|at| json!({ "id": at, "title": format!("P{at}"), "type": "page", "status": "current", "childPosition": 600 - at }))
            .collect();
        let next = (start + 100 < 600).then(|| format!("/x?cursor={0}&start={0}", start + 100));
        ResponseTemplate::new(200)
            .set_body_json(json!({ "results": rows, "size": 100, "_links": { "next": next } }))
    };
    let list = if flavour == Flavour::Cloud {
        "direct-children$"
    } else {
        "child/page$"
    };
    Mock::given(method("GET"))
        .and(path_regex(list))
        .respond_with(respond)
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn long_lists_are_whole() {
    for (flavour, _) in FLAVOURS {
        let server = large(flavour).await;
        let caller = caller_of_confluence(&server.uri(), flavour);
        let told = said(
            &caller,
            TOOL,
            json!({ "parent_id": 5, "limit": 250, "start": 400 }),
        )
        .await
        .unwrap();
        let told: Value = serde_json::from_str(&told).unwrap();
        let (first, total) = match flavour {
            Flavour::Cloud => ("P199", json!(600)),
            Flavour::DataCenter => ("P400", Value::Null),
        };
        assert_eq!(
            (
                titles(&told).len(),
                titles(&told)[0].as_str(),
                &told["total"]
            ),
            (200, first, &total)
        );
        assert_eq!(told.get("next"), None);
        let told = said(&caller, TOOL, json!({ "parent_id": 5, "limit": 250 }))
            .await
            .unwrap();
        assert!(
            told.contains("\"next\":{\"start\":250}") || told.contains("\"next\":{\"start\":300}"),
            "{told}"
        );
    }
}

#[tokio::test]
async fn the_spaces_filter_holds_by_argument_and_by_result() {
    each_site(&[("CONFLUENCE_SPACES_FILTER", "OPS")], async |site, _| {
        for parent in [98305, 98360] {
            let error = site.call(TOOL, json!({ "parent_id": parent })).await.unwrap_err().to_string();
            assert!(!error.contains("Decisions") && !error.contains("Retrospective"), "{error}");
        }
        replied(site, TOOL, json!({ "parent_id": 98401 })).await;
        let (list, rows) = match site.demo.confluence_url().ends_with("/wiki") {
            true => ("direct-children", json!([{ "id": 1, "title": "theirs", "spaceId": 65537 }, { "id": 2, "title": "mine", "spaceId": "65538" }])),
            false => ("child/page", json!([{ "id": 1, "title": "theirs", "space": { "key": "SHOP" } }, { "id": 2, "title": "mine", "space": { "key": "OPS" } }])),
        };
        answer(site, list, json!({ "results": rows }));
        let told = replied(site, TOOL, json!({ "parent_id": 98401 })).await;
        assert_eq!(titles(&told), ["mine"]);
        assert!(told["note"].as_str().unwrap().starts_with("held back: 1"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn odd_children_spoil_nothing() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let list = if flavour == Flavour::Cloud {
            "direct-children"
        } else {
            "child/page"
        };
        let rows =
            json!([null, "x", { "id": null }, { "id": 7, "title": "x", "childPosition": "none" }]);
        answer(&site, list, json!({ "results": rows }));
        let told = replied(&site, TOOL, json!({ "parent_id": 98330 })).await;
        assert_eq!(told["children"][0]["id"], "7", "{told}");
        answer(&site, list, json!({}));
        assert!(
            site.call(TOOL, json!({ "parent_id": 98330 }))
                .await
                .is_err()
        );
    }
}

#[tokio::test]
async fn a_child_that_does_not_say_its_space_is_held_back_alone() {
    let site = Site::with(Flavour::Cloud, &[("CONFLUENCE_SPACES_FILTER", "OPS")]).await;
    let rows =
        json!([{ "id": 1, "title": "unknown" }, { "id": 2, "title": "mine", "spaceId": "65538" }]);
    answer(&site, "direct-children", json!({ "results": rows }));
    let told = replied(&site, TOOL, json!({ "parent_id": 98401 })).await;
    assert_eq!(titles(&told), ["mine"]);
    let note = told["note"].as_str().unwrap();
    assert!(note.starts_with("held back: 1"), "{told}");
}
