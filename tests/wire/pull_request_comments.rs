//! What is said about pull requests, where servers leave out some of it or take what they should not.

use demo::Flavour;
use serde_json::{Value, json};
use wiremock::matchers::{body_json, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{each_site, sent_nothing, snapshot, story};
use crate::harness::{caller_at, said};

const LIST: &str = "bitbucket_get_pull_request_comments";
const ADD: &str = "bitbucket_add_pull_request_comment";

const CLOUD: &str = "/2.0/repositories/harbour/till/pullrequests/1";
const DATA_CENTER: &str = "/rest/api/latest/projects/SHOP/repos/till/pull-requests/1";

fn of(repository: &str, id: u64, more: Value) -> Value {
    let mut place =
        json!({ "project_key": "SHOP", "repository_slug": repository, "pull_request_id": id });
    place
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    place
}

async fn gives(server: &MockServer, at: &str, answer: Value) {
    let asked = Mock::given(method("GET")).and(path(at));
    asked
        .respond_with(ResponseTemplate::new(200).set_body_json(answer))
        .mount(server)
        .await;
}

async fn version(server: &MockServer, version: &str) {
    gives(
        server,
        "/rest/api/latest/application-properties",
        json!({ "version": version }),
    )
    .await;
}

fn caller(server: &MockServer, flavour: Flavour) -> atlassian_mcp::caller::Caller {
    caller_at("BITBUCKET", &server.uri(), flavour, &[])
}

/// Two hunks of one file.
const DIFF: &str = "diff --git src://a.rs dst://a.rs\n--- src://a.rs\n+++ dst://a.rs\n@@ -10,3 +10,4 @@\n a\n-b\n+c\n+d\n e\n@@ -50 +51 @@\n-f\n+g\n";

/// A pull request of Data Center that changes `a.rs`, renamed from `b.rs`.
async fn changed(server: &MockServer) {
    let file = json!({ "path": { "toString": "a.rs" }, "srcPath": { "toString": "b.rs" }, "type": "MOVE" });
    gives(
        server,
        &format!("{DATA_CENTER}/changes"),
        json!({ "values": [file], "isLastPage": true }),
    )
    .await;
    let diff = Mock::given(method("GET"))
        .and(path(format!("{DATA_CENTER}/diff/a.rs")))
        .and(query_param("srcPath", "b.rs"));
    diff.respond_with(ResponseTemplate::new(200).set_body_string(DIFF))
        .mount(server)
        .await;
}

#[tokio::test]
async fn lists() {
    story(LIST, LIST, of("storefront", 2, json!({}))).await;
    let open = of(
        "storefront",
        2,
        json!({ "open": true, "path": "src/", "limit": 1 }),
    );
    story("bitbucket_get_pull_request_comments-open", LIST, open).await;
    let rest = of("storefront", 2, json!({ "limit": 1, "page_token": "1" }));
    story("bitbucket_get_pull_request_comments-rest", LIST, rest).await;
    story(
        "bitbucket_get_pull_request_comments-missing",
        LIST,
        of("storefront", 99, json!({})),
    )
    .await;
}

#[tokio::test]
async fn adds() {
    let model = json!({ "text": "Is this for old orders, too?", "path": "orders/model.py", "line": 11, "suggestion": "    idempotency_key: str = new_key()" });
    story(ADD, ADD, of("order-service", 3, model)).await;
    for (name, more) in [
        ("general", json!({ "text": "Tried it: fine." })),
        (
            "reply",
            json!({ "text": "On load, then.", "parent_id": 203 }),
        ),
        (
            "old",
            json!({ "text": "Why was it there?", "path": "payments/authorize.py", "line": 1, "side": "old" }),
        ),
        (
            "context",
            json!({ "text": "Three?", "path": "payments/authorize.py", "line": 5, "side": "old" }),
        ),
        (
            "file",
            json!({ "text": "Good riddance.", "path": "payments/legacy_keys.py" }),
        ),
        (
            "task",
            json!({ "text": "Add a test", "path": "tests/test_authorize.py", "line": 5, "task": true }),
        ),
        (
            "several",
            json!({ "text": "One line?", "path": "orders/model.py", "line": 3, "start_line": 1 }),
        ),
        (
            "nearest",
            json!({ "text": "?", "path": "orders/model.py", "line": 400 }),
        ),
        (
            "no-file",
            json!({ "text": "?", "path": "order/model.py", "line": 4 }),
        ),
    ] {
        story(&format!("{ADD}-{name}"), ADD, of("order-service", 3, more)).await;
    }
}

#[tokio::test]
async fn what_was_added_is_listed() {
    each_site(&[], async |site, suffix| {
        let text =
            json!({ "text": "Add a test", "path": "orders/model.py", "line": 3, "task": true });
        site.call(ADD, of("order-service", 3, text)).await.unwrap();
        let reply = site
            .call(
                LIST,
                of(
                    "order-service",
                    3,
                    json!({ "path": "model.py", "open": true }),
                ),
            )
            .await
            .unwrap();
        assert!(
            reply.contains("orders/model.py:3 · open task · "),
            "{suffix}: {reply}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_before_anything_is_sent() {
    each_site(&[], async |site, _| {
        for wrong in [
            json!({}),
            json!({ "text": " " }),
            json!({ "text": "x", "line": 3 }),
            json!({ "text": "x", "path": "a.rs", "start_line": 3 }),
            json!({ "text": "x", "path": "a.rs", "line": 3, "start_line": 4 }),
            json!({ "path": "a.rs", "suggestion": "x" }),
            json!({ "path": "a.rs", "line": 3, "side": "old", "suggestion": "x" }),
            json!({ "text": "x", "parent_id": 3, "path": "a.rs", "line": 3 }),
        ] {
            sent_nothing(site, ADD, of("storefront", 2, wrong)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_filter_holds_before_anything_is_said() {
    each_site(
        &[("BITBUCKET_PROJECTS_FILTER", "OPS")],
        async |site, suffix| {
            let story = site
                .story(ADD, of("storefront", 2, json!({ "text": "x" })))
                .await;
            snapshot(&format!("{ADD}-filter@{suffix}"), &story);
            assert!(!story.contains("> POST"), "{story}");
        },
    )
    .await;
}

#[tokio::test]
async fn threads_of_data_center_are_put_together() {
    let server = MockServer::start().await;
    let comment = |id: u64, text: &str, more: Value| {
        let mut comment = json!({ "id": id, "text": text, "author": { "displayName": "Mira" }, "createdDate": 1_763_000_000_000_u64 + id, "severity": "NORMAL", "state": "OPEN", "comments": [] });
        comment
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        comment
    };
    let said_of = |action: &str, comment: &Value| json!({ "action": "COMMENTED", "commentAction": action, "comment": comment, "commentAnchor": { "path": "a.rs", "line": 4, "orphaned": true, "fileType": "TO", "multilineMarker": { "startLine": 2 } } });
    let root = comment(
        1,
        "Why?",
        json!({ "comments": [comment(2, "Because.", json!({}))], "threadResolved": true }),
    );
    let happened = |items: Vec<Value>, next: Option<u64>| json!({ "values": items, "isLastPage": next.is_none(), "nextPageStart": next });
    let first = Mock::given(method("GET"))
        .and(path(format!("{DATA_CENTER}/activities")))
        .and(query_param("limit", "500"))
        .and(query_param_is_missing("start"));
    let odd = json!({ "action": "REBASED_BY_PLUGIN", "comment": "?" });
    let items = vec![
        said_of("REPLIED", &root),
        json!("odd"),
        odd,
        said_of("DELETED", &comment(7, "gone", json!({}))),
    ];
    first
        .respond_with(ResponseTemplate::new(200).set_body_json(happened(items, Some(731))))
        .mount(&server)
        .await;
    let second = Mock::given(method("GET"))
        .and(path(format!("{DATA_CENTER}/activities")))
        .and(query_param("start", "731"));
    let items = vec![
        said_of("ADDED", &root),
        json!({ "action": "COMMENTED", "comment": comment(5, "All fine", json!({})) }),
    ];
    second
        .respond_with(ResponseTemplate::new(200).set_body_json(happened(items, None)))
        .mount(&server)
        .await;
    let nested = comment(
        3,
        "Add a test",
        json!({ "severity": "BLOCKER", "parent": { "id": 2 } }),
    );
    let done = comment(
        4,
        "Rename it",
        json!({ "severity": "BLOCKER", "state": "RESOLVED", "anchor": { "path": { "components": ["src", "b.rs"] }, "line": 9, "fileType": "FROM" } }),
    );
    gives(
        &server,
        &format!("{DATA_CENTER}/blocker-comments"),
        json!({ "values": [nested, done] }),
    )
    .await;

    let shown = said(
        &caller(&server, Flavour::DataCenter),
        LIST,
        of("till", 1, json!({})),
    )
    .await
    .unwrap();
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(
        shown["threads"],
        json!([
            [
                "#1 · a.rs:2-4 (outdated) · resolved · Mira, 2025-11-13 · Why?",
                "#2 · Mira, 2025-11-13 · Because.",
                "#3 · open task · Mira, 2025-11-13 · Add a test"
            ],
            ["#5 · open · Mira, 2025-11-13 · All fine"],
            ["#4 · src/b.rs:9 (old side) · done task · Mira, 2025-11-13 · Rename it"],
        ])
    );
    assert_eq!((&shown["total"], &shown["open"]), (&json!(3), &json!(2)));
}

#[tokio::test]
async fn old_versions_have_no_tasks_among_comments() {
    let server = MockServer::start().await;
    gives(
        &server,
        &format!("{DATA_CENTER}/activities"),
        json!({ "values": [] }),
    )
    .await;
    let shown = said(
        &caller(&server, Flavour::DataCenter),
        LIST,
        of("till", 1, json!({})),
    )
    .await
    .unwrap();
    assert_eq!(shown, r#"{"total":0,"shown":0,"threads":[],"open":0}"#);
}

#[tokio::test]
async fn comments_are_told_although_tasks_cannot_be_read() {
    let server = MockServer::start().await;
    gives(&server, &format!("{CLOUD}/comments"), json!({ "values": [{ "id": 1, "content": { "raw": "Fine" }, "deleted": false }, { "id": 2, "deleted": true }, { "nonsense": 1 }] })).await;
    let tasks = Mock::given(method("GET")).and(path(format!("{CLOUD}/tasks")));
    tasks
        .respond_with(ResponseTemplate::new(403))
        .mount(&server)
        .await;
    let shown = said(
        &caller(&server, Flavour::Cloud),
        LIST,
        of("till", 1, json!({})),
    )
    .await
    .unwrap();
    assert!(
        shown.contains(r##"["#1 · open · Fine"]"##) && shown.contains("\"missing\":\"tasks: "),
        "{shown}"
    );
}

#[tokio::test]
async fn a_reply_that_became_a_thread_is_told() {
    let server = MockServer::start().await;
    let add = Mock::given(method("POST")).and(path(format!("{CLOUD}/comments")));
    let add = add.and(body_json(
        json!({ "content": { "raw": "Yes" }, "parent": { "id": 7 } }),
    ));
    add.respond_with(ResponseTemplate::new(201).set_body_json(json!({ "id": 9, "parent": null })))
        .mount(&server)
        .await;
    let shown = said(
        &caller(&server, Flavour::Cloud),
        ADD,
        of("till", 1, json!({ "text": "Yes", "parent_id": 7 })),
    )
    .await
    .unwrap();
    assert!(
        shown.contains("\"warning\":\"Bitbucket added it, but not as a reply"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_comment_that_did_not_become_a_task_is_told() {
    let server = MockServer::start().await;
    let add = Mock::given(method("POST")).and(path(format!("{CLOUD}/comments")));
    add.respond_with(ResponseTemplate::new(201).set_body_json(json!({ "id": 9 })))
        .expect(1)
        .mount(&server)
        .await;
    let task = Mock::given(method("POST")).and(path(format!("{CLOUD}/tasks")));
    let task = task.and(body_json(
        json!({ "content": { "raw": "Test it" }, "comment": { "id": 9 } }),
    ));
    task.respond_with(ResponseTemplate::new(403))
        .expect(1)
        .mount(&server)
        .await;
    let error = said(
        &caller(&server, Flavour::Cloud),
        ADD,
        of("till", 1, json!({ "text": "Test it", "task": true })),
    )
    .await
    .unwrap_err();
    assert!(
        error.contains("Comment #9 was added, but not as a task"),
        "{error}"
    );
}

#[tokio::test]
async fn what_a_version_cannot_do_is_said_and_asked_once() {
    let server = MockServer::start().await;
    version(&server, "7.1.3").await;
    changed(&server).await;
    let caller = caller(&server, Flavour::DataCenter);
    for (more, expected) in [
        (
            json!({ "text": "x", "task": true }),
            "`task` needs Bitbucket Data Center 7.2, and this is 7.1.3",
        ),
        (
            json!({ "text": "x", "path": "a.rs", "line": 13, "start_line": 12 }),
            "`start_line` needs Bitbucket Data Center 9.2",
        ),
        (
            json!({ "suggestion": "x", "path": "a.rs", "line": 13, "start_line": 12 }),
            "several lines needs Bitbucket Data Center 9.3",
        ),
        (
            json!({ "text": "x".repeat(32_768) }),
            "Bitbucket Data Center takes 32767",
        ),
    ] {
        let error = said(&caller, ADD, of("till", 1, more)).await.unwrap_err();
        assert!(error.contains(expected), "{error}");
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn anchors_say_what_the_diff_says() {
    let span = |kind: &str, start: &str, from: u64, to: u64| json!({ "multilineMarker": { "startLine": from, "startLineType": kind }, "multilineSpan": { format!("{start}SpanStart"): from, format!("{start}SpanEnd"): to } });
    for (more, line, kind, file, several) in [
        (json!({ "line": 12 }), 12, "ADDED", "TO", json!({})),
        (
            json!({ "line": 11, "side": "old" }),
            11,
            "REMOVED",
            "FROM",
            json!({}),
        ),
        (
            json!({ "line": 12, "side": "old" }),
            13,
            "CONTEXT",
            "TO",
            json!({}),
        ),
        (
            json!({ "line": 13, "start_line": 11 }),
            13,
            "CONTEXT",
            "TO",
            span("ADDED", "dst", 11, 13),
        ),
        (
            json!({ "line": 11, "start_line": 10, "side": "old" }),
            11,
            "REMOVED",
            "FROM",
            span("CONTEXT", "src", 10, 11),
        ),
    ] {
        let server = MockServer::start().await;
        version(&server, "9.3.0").await;
        changed(&server).await;
        let mut anchor = json!({ "path": "a.rs", "srcPath": "b.rs", "diffType": "EFFECTIVE", "line": line, "lineType": kind, "fileType": file });
        anchor
            .as_object_mut()
            .unwrap()
            .extend(several.as_object().unwrap().clone());
        let add = Mock::given(method("POST"))
            .and(path(format!("{DATA_CENTER}/comments")))
            .and(body_json(json!({ "text": "x", "anchor": anchor })));
        add.respond_with(ResponseTemplate::new(201).set_body_json(json!({ "id": 9 })))
            .expect(1)
            .mount(&server)
            .await;
        let mut asked = of("till", 1, json!({ "text": "x", "path": "b.rs" }));
        asked
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let shown = said(&caller(&server, Flavour::DataCenter), ADD, asked).await;
        assert!(
            shown.as_ref().is_ok_and(|shown| shown.contains("\"id\":9")),
            "{more}: {shown:?}"
        );
    }
}

#[tokio::test]
async fn lines_that_the_diff_does_not_show_are_refused_with_the_nearest() {
    let server = MockServer::start().await;
    version(&server, "9.3.0").await;
    changed(&server).await;
    for (more, expected) in [
        (json!({ "line": 40 }), "nearest that it shows is 51: g"),
        (
            json!({ "line": 1, "side": "old" }),
            "on the old side; the nearest that it shows is 10: a",
        ),
        (
            json!({ "line": 51, "start_line": 10 }),
            "leaves out lines between 10 and 51",
        ),
    ] {
        let mut asked = of("till", 1, json!({ "text": "x", "path": "a.rs" }));
        asked
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let error = said(&caller(&server, Flavour::DataCenter), ADD, asked)
            .await
            .unwrap_err();
        assert!(error.contains(expected), "{error}");
    }
    let requests = server.received_requests().await.unwrap();
    assert!(
        requests
            .iter()
            .all(|request| request.method.as_str() == "GET")
    );
}

/// Without the source there is no range of commits, and so no more lines around changes than Bitbucket shows by itself.
#[tokio::test]
async fn a_line_is_found_although_the_source_is_gone() {
    let server = MockServer::start().await;
    let end = |repository: Value| json!({ "branch": { "name": "x" }, "commit": { "hash": "aaa" }, "repository": repository });
    let target = end(json!({ "full_name": "harbour/till" }));
    gives(
        &server,
        CLOUD,
        json!({ "id": 1, "source": end(Value::Null), "destination": target }),
    )
    .await;
    let file =
        json!({ "status": "modified", "old": { "path": "a.rs" }, "new": { "path": "a.rs" } });
    gives(
        &server,
        &format!("{CLOUD}/diffstat"),
        json!({ "values": [file] }),
    )
    .await;
    let diff = Mock::given(method("GET")).and(path(format!("{CLOUD}/diff")));
    diff.respond_with(
        ResponseTemplate::new(200)
            .set_body_string(DIFF.replace("src://", "a/").replace("dst://", "b/")),
    )
    .mount(&server)
    .await;
    let add = Mock::given(method("POST"))
        .and(path(format!("{CLOUD}/comments")))
        .and(body_json(
            json!({ "content": { "raw": "x" }, "inline": { "path": "a.rs", "to": 11 } }),
        ));
    add.respond_with(ResponseTemplate::new(201).set_body_json(json!({ "id": 9 })))
        .expect(1)
        .mount(&server)
        .await;
    let asked = of(
        "till",
        1,
        json!({ "text": "x", "path": "a.rs", "line": 11 }),
    );
    let shown = said(&caller(&server, Flavour::Cloud), ADD, asked).await;
    assert!(
        shown.as_ref().is_ok_and(|shown| shown.contains("\"id\":9")),
        "{shown:?}"
    );
}

#[tokio::test]
async fn comments_that_cannot_be_read_are_counted() {
    let cloud = MockServer::start().await;
    let good = json!({ "id": 1, "content": { "raw": "Fine" } });
    gives(
        &cloud,
        &format!("{CLOUD}/comments"),
        json!({ "values": [good, { "id": "seven" }] }),
    )
    .await;
    gives(
        &cloud,
        &format!("{CLOUD}/tasks"),
        json!({ "values": [{ "nonsense": 1 }] }),
    )
    .await;
    let data_center = MockServer::start().await;
    let activity = |comment: Value| json!({ "action": "COMMENTED", "commentAction": "ADDED", "comment": comment });
    let answered = json!({ "id": 1, "text": "Fine", "comments": [{ "text": "no id" }] });
    let happened = [
        activity(answered),
        activity(json!({ "id": "seven" })),
        json!({ "action": "APPROVED" }),
    ];
    gives(
        &data_center,
        &format!("{DATA_CENTER}/activities"),
        json!({ "values": happened, "isLastPage": true }),
    )
    .await;
    gives(
        &data_center,
        &format!("{DATA_CENTER}/blocker-comments"),
        json!({ "values": [], "isLastPage": true }),
    )
    .await;
    for (server, flavour) in [(cloud, Flavour::Cloud), (data_center, Flavour::DataCenter)] {
        let shown = said(&caller(&server, flavour), LIST, of("till", 1, json!({})))
            .await
            .unwrap();
        assert!(
            shown.contains("· Fine")
                && shown.contains("\"missing\":\"2 comments or tasks that cannot be read\""),
            "{shown}"
        );
    }
}
