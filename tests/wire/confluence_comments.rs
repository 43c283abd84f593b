//! Comments on pages.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::{answer, each_site, replied, snapshot};
use crate::harness::{FLAVOURS, Site};

const TOOL: &str = "confluence_get_comments";
const ADD: &str = "confluence_add_comment";

async fn story(name: &str, tool: &str, arguments: Value) {
    for (flavour, suffix) in FLAVOURS {
        let site = Site::start(flavour).await;
        let told = site.story_of_many(tool, arguments.clone()).await;
        snapshot(&format!("{name}@{suffix}"), &told);
    }
}

#[tokio::test]
async fn get_comments() {
    story(TOOL, TOOL, json!({ "page_id": 98320 })).await;
    for (name, arguments) in [
        ("blog-post", json!({ "page_id": 98370 })),
        ("none", json!({ "page_id": 98330 })),
        ("missing", json!({ "page_id": 1 })),
        ("part", json!({ "page_id": 98320, "limit": 1, "start": 1 })),
    ] {
        story(&format!("{TOOL}-{name}"), TOOL, arguments).await;
    }
}

#[tokio::test]
async fn add_comment() {
    story(
        ADD,
        ADD,
        json!({ "page_id": 98320, "content": "Ask [~me] about `logs`." }),
    )
    .await;
    for (name, arguments) in [
        (
            "footer-reply",
            json!({ "page_id": 98320, "content": "Yes.", "parent_comment_id": 98323 }),
        ),
        (
            "inline-reply",
            json!({ "page_id": 98320, "content": "Yes.", "parent_comment_id": 98325 }),
        ),
        (
            "blog-post",
            json!({ "page_id": 98370, "content": "<p>Good &amp; fast</p>", "content_format": "storage" }),
        ),
        (
            "other-page",
            json!({ "page_id": 98310, "content": "x", "parent_comment_id": 98323 }),
        ),
        (
            "no-comment",
            json!({ "page_id": 98320, "content": "x", "parent_comment_id": 1 }),
        ),
        ("no-page", json!({ "page_id": 1, "content": "x" })),
    ] {
        story(&format!("{ADD}-{name}"), ADD, arguments).await;
    }
}

/// A reply to a reply of an inline comment is an inline one, and what was added is there for the next reader.
#[tokio::test]
async fn replies_are_in_the_thread_of_their_parent() {
    each_site(&[], async |site, _| {
        for parent in [98323, 98325] {
            let reply =
                json!({ "page_id": 98320, "content": "So it is.", "parent_comment_id": parent });
            let added = replied(site, ADD, reply).await;
            let threads = replied(site, TOOL, json!({ "page_id": 98320 })).await;
            let replies = threads["threads"].as_array().unwrap().iter();
            let mut replies = replies
                .flat_map(|thread| thread["replies"].as_array().cloned().unwrap_or_default());
            let found = replies.find(|reply| reply["id"] == added["id"]).unwrap();
            assert_eq!(
                (&found["to"], &found["text"]),
                (&json!(parent.to_string()), &json!("So it is."))
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_no_comment_is_not_sent() {
    each_site(&[], async |site, _| {
        for wrong in [
            json!({ "page_id": 98320, "content": "  " }),
            json!({ "page_id": 98320, "content": "[~Nobody At All]" }),
            json!({ "page_id": 98320, "content": "x", "parent_comment_id": 98310 }),
            json!({ "page_id": 98320, "content": "x", "parent_comment_id": "abc/" }),
        ] {
            assert!(site.call(ADD, wrong.clone()).await.is_err(), "{wrong}");
        }
        assert_eq!(writes(site), 0);
    })
    .await;
}

fn writes(site: &Site) -> usize {
    let requests = site.demo.requests();
    // People are looked up by a POST that changes nothing.
    let written = requests
        .iter()
        .filter(|sent| sent.method != "GET" && !sent.path.ends_with("users-bulk"));
    written.count()
}

/// Nothing says by what id; that it was added is known all the same.
#[tokio::test]
async fn an_answer_without_a_body_leaves_it_in_doubt() {
    each_site(&[], async |site, _| {
        site.demo
            .misbehave(Fault::new(Trouble::EmptyBody).method("POST"));
        let added = json!({ "page_id": 98320, "content": "x" });
        let error = site.call(ADD, added).await.unwrap_err().to_string();
        assert!(error.contains("may have been carried out"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn the_spaces_filter_holds_before_anything_is_told_or_written() {
    each_site(&[("CONFLUENCE_SPACES_FILTER", "OPS")], async |site, _| {
        for (tool, arguments) in [
            (TOOL, json!({ "page_id": 98320 })),
            (ADD, json!({ "page_id": 98320, "content": "x" })),
            (
                ADD,
                json!({ "page_id": 98320, "content": "x", "parent_comment_id": 98323 }),
            ),
            // The page is one of the filter, but the comment is not on it.
            (
                ADD,
                json!({ "page_id": 98410, "content": "x", "parent_comment_id": 98323 }),
            ),
        ] {
            let error = site
                .call(tool, arguments.clone())
                .await
                .unwrap_err()
                .to_string();
            let told = error.contains("space SHOP is outside") || error.contains("is not on 98410");
            assert!(told && !error.contains("SHOP-9"), "{arguments}: {error}");
        }
        assert_eq!(writes(site), 0);
        replied(site, TOOL, json!({ "page_id": 98410 })).await;
        replied(
            site,
            ADD,
            json!({ "page_id": 98410, "content": "x", "parent_comment_id": 98412 }),
        )
        .await;
        assert_eq!(writes(site), 1);
    })
    .await;
}

fn inline(id: u64) -> Value {
    json!({ "id": id, "version": null, "body": null, "properties": { "inlineOriginalSelection": "x" }, "resolutionStatus": "reopened" })
}

#[tokio::test]
async fn odd_comments_spoil_nothing() {
    let site = Site::start(Flavour::Cloud).await;
    answer(
        &site,
        "footer-comments",
        json!({ "results": [null, 5, { "id": "" }, { "id": 7, "version": { "number": 3, "createdAt": "2026-01-02T03:04:05.6Z", "authorId": "nobody" } }] }),
    );
    answer(&site, "inline-comments", json!({ "results": [inline(8)] }));
    answer(
        &site,
        "inline-comments/8/children",
        json!({ "results": [inline(8), { "id": "9" }] }),
    );
    for ids in ["footer-comments/7/children", "inline-comments/9/children"] {
        answer(&site, ids, json!({ "results": [] }));
    }
    let told = replied(&site, TOOL, json!({ "page_id": 98330 })).await;
    let expected = json!({ "total": 2, "shown": 2, "threads": [
        { "id": "7", "author": "nobody", "edited": "2026-01-02T03:04:05Z" },
        { "id": "8", "on": "x", "state": "reopened", "replies": [{ "id": "9" }] },
    ] });
    assert_eq!(told, expected);
    let dc = Site::start(Flavour::DataCenter).await;
    let comments = json!([null, { "id": 3, "ancestors": [{ "id": "1" }, { "id": 2 }], "extensions": 5, "version": { "number": 2, "when": "2026-01-02T03:04:05.000Z" } },
        { "id": 2, "ancestors": [{ "id": 1 }], "history": null }]);
    answer(&dc, "/child/comment", json!({ "results": comments }));
    let told = replied(&dc, TOOL, json!({ "page_id": 98330 })).await;
    let replies = json!([{ "id": "3", "edited": "2026-01-02T03:04:05Z" }]);
    assert_eq!(told["threads"], json!([{ "id": "2", "replies": replies }]));
}

#[tokio::test]
async fn an_answer_without_a_list_is_no_empty_one() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        answer(&site, "comment", json!({}));
        assert!(site.call(TOOL, json!({ "page_id": 98330 })).await.is_err());
    }
}

/// On Cloud a comment that is deleted while its page is read has no replies; other failures are told.
#[tokio::test]
async fn replies_that_cannot_be_read() {
    let site = Site::start(Flavour::Cloud).await;
    site.demo
        .misbehave(Fault::new(Trouble::Refused(404)).path("98324/children"));
    let told = replied(&site, TOOL, json!({ "page_id": 98320 })).await;
    assert!(!told.to_string().contains("98325"), "{told}");
    site.demo
        .misbehave(Fault::new(Trouble::Refused(403)).path("98324/children"));
    assert!(site.call(TOOL, json!({ "page_id": 98320 })).await.is_err());
}

/// Threads are shown flatter than that, so that it is far beyond what people make.
#[tokio::test]
async fn replies_that_are_too_deep_are_told() {
    let site = Site::start(Flavour::Cloud).await;
    answer(&site, "inline-comments", json!({ "results": [] }));
    let children = |id: u64| format!("footer-comments/{id}/children");
    for id in 1000..1030 {
        let reply = json!({ "results": [{ "id": (id + 1).to_string() }] });
        answer(&site, &children(id), reply);
    }
    answer(
        &site,
        "footer-comments",
        json!({ "results": [{ "id": "1000" }] }),
    );
    let told = replied(&site, TOOL, json!({ "page_id": 98330 })).await;
    let shown = told["threads"][0]["replies"].as_array().unwrap();
    assert_eq!(shown.len(), 29, "{told}");
    let note = told["note"].as_str().unwrap();
    assert!(
        note.contains("30 levels") && note.contains("1 reply"),
        "{note}"
    );
}
