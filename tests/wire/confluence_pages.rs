//! Writing pages of Confluence.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::{each_site, replied, sent_nothing, snapshot, story};
use crate::harness::Site;

/// The writes among the requests of the last calls.
fn writes(site: &Site) -> Vec<String> {
    let requests = site.demo.requests();
    let reads = |sent: &demo::Recorded| {
        sent.method == "GET"
            || sent.path.ends_with("/users-bulk")
            || sent.path.ends_with("/convert-ids-to-types")
    };
    let writes = requests.iter().filter(|sent| !reads(sent));
    writes
        .map(|sent| format!("{} {}", sent.method, sent.path))
        .collect()
}

async fn text_of(site: &Site, id: u64) -> String {
    let asked = json!({ "page_id": id });
    site.call("confluence_get_page", asked).await.unwrap()
}

#[tokio::test]
async fn update_page() {
    story(
        "confluence_update_page",
        "confluence_update_page",
        json!({ "page_id": 98320, "edits": [{ "find": "90 days", "replace": "60 days" }], "version": 2, "version_comment": "Shorter", "is_minor_edit": true }),
    )
    .await;
    story(
        "confluence_update_page-legacy",
        "confluence_update_page",
        json!({ "page_id": 98430, "edits": [{ "find": "15 minutes", "replace": "10 minutes" }] }),
    )
    .await;
    story(
        "confluence_update_page-dry-run",
        "confluence_update_page",
        json!({ "page_id": 98320, "edits": [{ "find": "90 days", "replace": "60 days" }], "title": "Guests", "dry_run": true }),
    )
    .await;
    story(
        "confluence_update_page-title",
        "confluence_update_page",
        json!({ "page_id": 98320, "title": "Guests" }),
    )
    .await;
    story(
        "confluence_update_page-parent",
        "confluence_update_page",
        json!({ "page_id": 98320, "parent_id": 98330 }),
    )
    .await;
    story(
        "confluence_update_page-space",
        "confluence_update_page",
        json!({ "page_id": 98320, "title": "Guest checkout at night", "parent_id": 98401 }),
    )
    .await;
    story(
        "confluence_update_page-title-taken",
        "confluence_update_page",
        json!({ "page_id": 98320, "title": "payment DESIGN" }),
    )
    .await;
    story(
        "confluence_update_page-not-there",
        "confluence_update_page",
        json!({ "page_id": 98320, "edits": [{ "find": "90 days", "replace": "" }, { "find": "ninety", "replace": "" }] }),
    )
    .await;
}

#[tokio::test]
async fn what_was_read_and_sent_back_is_no_change() {
    each_site(&[], async |site, _| {
        for id in [
            98305, 98310, 98320, 98340, 98350, 98401, 98410, 98420, 98430, 98370,
        ] {
            let read = text_of(site, id).await;
            site.demo.clear_requests();
            let told = replied(
                site,
                "confluence_update_page",
                json!({ "page_id": id, "content": read }),
            )
            .await;
            assert_eq!(told["unchanged"], true, "{id}: {told}");
            assert_eq!(writes(site), Vec::<String>::new(), "{id}");
        }
    })
    .await;
}

/// Models fill in what they leave as it is.
#[tokio::test]
async fn a_blank_text_is_no_wish_for_an_empty_page() {
    each_site(&[], async |site, _| {
        let before = text_of(site, 98320).await;
        let (_, before) = before.split_once("\n---\n").unwrap();
        let update = json!({ "page_id": 98320, "title": "Guests", "content": " \n" });
        let told = replied(site, "confluence_update_page", update).await;
        assert_eq!(told["changed"], json!(["title"]));
        assert!(text_of(site, 98320).await.ends_with(before));
        let nothing = json!({ "page_id": 98320, "content": "" });
        let refused = site
            .call("confluence_update_page", nothing)
            .await
            .unwrap_err();
        assert!(
            refused.to_string().contains("nothing to change"),
            "{refused}"
        );
    })
    .await;
}

/// The rename stands, though the page could not be moved.
#[tokio::test]
async fn what_was_written_before_a_move_failed_is_told() {
    let site = Site::start(Flavour::Cloud).await;
    site.demo
        .misbehave(Fault::new(Trouble::Refused(409)).path("/move/"));
    let update = json!({ "page_id": 98320, "title": "Guests at night", "parent_id": 98401 });
    let refused = site
        .call("confluence_update_page", update)
        .await
        .unwrap_err();
    let said = refused.to_string();
    assert!(
        said.contains("was not moved, but its other changes were written as version 3"),
        "{said}"
    );
    assert!(
        !said.contains("Nothing was written") && !said.contains("moved on"),
        "{said}"
    );
}

#[tokio::test]
async fn the_head_of_a_page_is_no_text_of_a_new_one() {
    each_site(&[], async |site, _| {
        let read = text_of(site, 98340).await;
        let page = json!({ "space_key": "SHOP", "title": "A copy", "content": read });
        let made = replied(site, "confluence_create_page", page).await;
        let id = made["id"].as_str().unwrap().parse().unwrap();
        let copy = text_of(site, id).await;
        let (_, text) = copy.split_once("\n---\n").unwrap();
        assert!(!text.contains("version:"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn a_page_that_has_moved_on_is_not_overwritten() {
    each_site(&[], async |site, suffix| {
        let read = text_of(site, 98320).await;
        let edit = json!({ "page_id": 98320, "edits": [{ "find": "Delivery", "replace": "Delivery address" }] });
        replied(site, "confluence_update_page", edit).await;
        let mine = read.replace("90 days", "60 days");
        let told = site
            .story("confluence_update_page", json!({ "page_id": 98320, "content": mine }))
            .await;
        snapshot(&format!("confluence_update_page-moved-on@{suffix}"), &told);
        assert_eq!(writes(site), Vec::<String>::new());
        let by_number = json!({ "page_id": 98320, "title": "x", "version": 2 });
        let told = site.call("confluence_update_page", by_number).await.unwrap_err();
        assert!(told.to_string().contains("you read version 2"), "{told}");
        let future = json!({ "page_id": 98320, "title": "x", "version": 9 });
        let told = site.call("confluence_update_page", future).await.unwrap_err();
        assert!(told.to_string().contains("has no version 9; the last one is 3"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn whoever_is_overtaken_is_told_and_nothing_is_sent_again() {
    each_site(&[], async |site, _| {
        let fault = Fault::new(Trouble::Refused(409)).method("PUT");
        site.demo.misbehave(fault);
        site.demo.clear_requests();
        let edit =
            json!({ "page_id": 98320, "edits": [{ "find": "90 days", "replace": "60 days" }] });
        let told = site.call("confluence_update_page", edit).await.unwrap_err();
        assert!(told.to_string().contains("Nothing was written"), "{told}");
        assert_eq!(writes(site).len(), 1, "{:?}", writes(site));
    })
    .await;
}

#[tokio::test]
async fn the_head_says_what_is_changed() {
    each_site(&[], async |site, _| {
        let read = text_of(site, 98320).await;
        let other = json!({ "page_id": 98340, "content": read });
        let told = site
            .call("confluence_update_page", other)
            .await
            .unwrap_err();
        assert!(
            told.to_string()
                .contains("is that of page 98320, but `page_id` is 98340"),
            "{told}"
        );
        let twice = json!({ "page_id": 98320, "content": read, "version": 1 });
        let told = site
            .call("confluence_update_page", twice)
            .await
            .unwrap_err();
        assert!(
            told.to_string().contains("the head of `content` says 2"),
            "{told}"
        );
        let (_, bare) = read.split_once("\n---\n").unwrap();
        let edited = json!({ "page_id": 98320, "content": bare.replace("after 90", "after 60") });
        let told = replied(site, "confluence_update_page", edited).await;
        let base = told["based_on"].as_str().unwrap();
        assert_eq!(base, "version 2 by Alex Berger of 2026-11-10T09:10:00Z");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_sent_for_what_cannot_be_written() {
    each_site(&[], async |site, _| {
        for arguments in [
            json!({ "page_id": 98320 }),
            json!({ "page_id": 98320, "content": "x", "edits": [{ "find": "a", "replace": "b" }] }),
            json!({ "page_id": 98320, "edits": [{ "find": "", "replace": "b" }] }),
            json!({ "page_id": 98320, "edits": [{ "find": "a", "replace": "b", "field": "c" }] }),
            json!({ "page_id": 98320, "content": "<p>a<br></p>", "content_format": "storage" }),
            json!({ "page_id": 98320, "content": "{}", "content_format": "adf" }),
        ] {
            sent_nothing(site, "confluence_update_page", arguments).await;
        }
        let page = json!({ "space_key": "SHOP", "title": "x", "content": "<p>a</p>\n<p>b & c</p>", "content_format": "storage" });
        sent_nothing(site, "confluence_create_page", page.clone()).await;
        let told = site.call("confluence_create_page", page).await.unwrap_err().to_string();
        assert!(told.contains("line 2, column"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn comments_that_lose_their_text_are_named() {
    each_site(&[], async |site, _| {
        let read = text_of(site, 98310).await;
        let (_, after) = read.split_once("It belongs to ").unwrap();
        let (anchored, _) = after.split_once("</span>").unwrap();
        let gone = json!({ "page_id": 98310, "edits": [{ "find": anchored, "replace": "" }] });
        let told = replied(site, "confluence_update_page", gone).await;
        assert_eq!(
            told["comments_without_text"],
            json!(["one provider for life"]),
            "{told}"
        );
    })
    .await;
    let site = Site::start(Flavour::DataCenter).await;
    let gone = json!({ "page_id": 98310, "content": "<p>x</p>", "content_format": "storage" });
    let told = replied(&site, "confluence_update_page", gone).await;
    assert_eq!(
        told["comments_without_text"],
        json!(["one provider for life"]),
        "{told}"
    );
}

#[tokio::test]
async fn a_page_that_is_archived_is_left_alone() {
    each_site(&[], async |site, _| {
        site.demo.clear_requests();
        let edit = json!({ "page_id": 98380, "title": "x" });
        let told = site.call("confluence_update_page", edit).await.unwrap_err();
        assert!(told.to_string().contains("is archived"), "{told}");
        assert_eq!(writes(site), Vec::<String>::new());
        assert!(text_of(site, 98380).await.contains("\nstatus: archived\n"));
    })
    .await;
}

#[tokio::test]
async fn a_page_of_the_new_editor_that_is_given_storage_is_converted_and_that_is_said() {
    let site = Site::start(Flavour::Cloud).await;
    let sent =
        json!({ "page_id": 98340, "content": "<p>All new</p>", "content_format": "storage" });
    let told = replied(&site, "confluence_update_page", sent).await;
    assert!(
        told["note"].as_str().unwrap().contains("stored as adf"),
        "{told}"
    );
    let adf = json!({ "page_id": 98340, "content_format": "adf", "include_metadata": false });
    let stored: Value = replied(&site, "confluence_get_page", adf).await;
    assert!(
        stored["content"][0]["attrs"]["localId"].is_string(),
        "{stored}"
    );
}

#[tokio::test]
async fn delete_page() {
    story(
        "confluence_delete_page",
        "confluence_delete_page",
        json!({ "page_id": 98330 }),
    )
    .await;
    story(
        "confluence_delete_page-blog-post",
        "confluence_delete_page",
        json!({ "page_id": 98370 }),
    )
    .await;
    story(
        "confluence_delete_page-missing",
        "confluence_delete_page",
        json!({ "page_id": 1 }),
    )
    .await;
}

#[tokio::test]
async fn pages_outside_of_the_filter_are_not_written() {
    each_site(&[("CONFLUENCE_SPACES_FILTER", "OPS")], async |site, _| {
        site.demo.clear_requests();
        for (tool, arguments) in [
            (
                "confluence_update_page",
                json!({ "page_id": 98320, "title": "x" }),
            ),
            (
                "confluence_update_page",
                json!({ "page_id": 98420, "parent_id": 98330 }),
            ),
            ("confluence_delete_page", json!({ "page_id": 98320 })),
            ("confluence_get_page", json!({ "page_id": 98320 })),
            (
                "confluence_get_page",
                json!({ "page_id": "/display/SHOP/Guest+checkout" }),
            ),
        ] {
            let told = site
                .call(tool, arguments.clone())
                .await
                .unwrap_err()
                .to_string();
            assert!(
                told.contains("space SHOP is outside"),
                "{tool} {arguments}: {told}"
            );
        }
        assert_eq!(writes(site), Vec::<String>::new());
    })
    .await;
}

/// What is said of a version is kept wherever there is a new one.
#[tokio::test]
async fn what_is_said_of_a_new_title_or_place_is_kept() {
    let site = Site::start(Flavour::Cloud).await;
    for change in [json!({ "title": "Guests" }), json!({ "parent_id": 98330 })] {
        let mut update = json!({ "page_id": 98320, "version_comment": "As agreed" });
        update
            .as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        site.demo.clear_requests();
        let told = replied(&site, "confluence_update_page", update).await;
        assert_eq!(told.get("note"), None, "{told}");
        let requests = site.demo.requests();
        let written = requests.iter().find(|sent| sent.method == "PUT").unwrap();
        let sent: Value = serde_json::from_str(&written.body).unwrap();
        assert_eq!(sent["version"]["message"], "As agreed", "{change}");
        assert_eq!(writes(&site).len(), 1, "{change}");
    }
    let moved = json!({ "page_id": 98320, "version_comment": "As agreed", "parent_id": 98401 });
    let told = site.call("confluence_update_page", moved).await.unwrap();
    assert!(told.contains("`version_comment` was not kept"), "{told}");
}
