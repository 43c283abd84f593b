//! Labels of pages.

use serde_json::{Value, json};

use super::{answer, each_site, replied, sent_nothing, story};
use crate::harness::Site;

const GET: &str = "confluence_get_labels";
const ADD: &str = "confluence_add_label";

#[tokio::test]
async fn get_labels() {
    story(GET, GET, json!({ "page_id": 98320 })).await;
    story(
        &format!("{GET}-blog-post"),
        GET,
        json!({ "page_id": 98370 }),
    )
    .await;
    story(&format!("{GET}-missing"), GET, json!({ "page_id": 1 })).await;
}

#[tokio::test]
async fn add_label() {
    story(
        ADD,
        ADD,
        json!({ "page_id": 98320, "name": "Release-Notes, team:web, checkout" }),
    )
    .await;
    story(
        &format!("{ADD}-missing"),
        ADD,
        json!({ "page_id": 1, "name": "x" }),
    )
    .await;
    story(
        &format!("{ADD}-wrong"),
        ADD,
        json!({ "page_id": 98320, "name": "Release notes v1.2" }),
    )
    .await;
}

#[tokio::test]
async fn a_label_is_put_on_once() {
    each_site(&[], async |site, _| {
        let once = replied(
            site,
            ADD,
            json!({ "page_id": 98370, "name": "my:Favourite" }),
        )
        .await;
        let twice = replied(
            site,
            ADD,
            json!({ "page_id": 98370, "name": ["my:favourite"] }),
        )
        .await;
        assert_eq!(
            once,
            json!({ "labels": ["news", "payments", "my:favourite"] })
        );
        assert_eq!(once, twice);
        assert_eq!(once, replied(site, GET, json!({ "page_id": 98370 })).await);
        let found = replied(
            site,
            "confluence_search",
            json!({ "query": "label = \"favourite\" AND type = blogpost" }),
        )
        .await;
        assert_eq!(found["total"], 1);
    })
    .await;
}

#[tokio::test]
async fn wrong_names_are_not_sent() {
    each_site(&[], async |site, _| {
        for name in ["a b", "v1.2", "#x", "a:b", "", ",", "ok, not ok"] {
            sent_nothing(site, ADD, json!({ "page_id": 98320, "name": name })).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_label_that_is_not_there_afterwards_is_not_said_to_be() {
    each_site(&[], async |site, _| {
        answer(
            site,
            "/label",
            json!({ "results": [{ "name": "other", "prefix": "global" }] }),
        );
        let error = site
            .call(ADD, json!({ "page_id": 98320, "name": "mine" }))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("does not have mine"), "{error}");
    })
    .await;
}

fn posts(site: &Site) -> usize {
    site.demo
        .requests()
        .iter()
        .filter(|sent| sent.method == "POST")
        .count()
}

#[tokio::test]
async fn the_spaces_filter_holds_before_anything_is_told_or_written() {
    each_site(&[("CONFLUENCE_SPACES_FILTER", "OPS")], async |site, _| {
        for (tool, arguments) in [
            (GET, json!({ "page_id": 98320 })),
            (GET, json!({ "page_id": 98370 })),
            (ADD, json!({ "page_id": 98320, "name": "x" })),
            (ADD, json!({ "page_id": 98370, "name": "x" })),
        ] {
            let error = site.call(tool, arguments).await.unwrap_err().to_string();
            assert!(
                error.contains("space SHOP is outside") && !error.contains("payments"),
                "{error}"
            );
        }
        assert_eq!(posts(site), 0);
        let labels: Value = replied(site, ADD, json!({ "page_id": 98410, "name": "x" })).await;
        assert_eq!(labels["labels"].as_array().map(Vec::len), Some(3));
    })
    .await;
}
