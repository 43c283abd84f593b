//! Diffs of pull requests, where the servers have limits and ways of their own.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};
use wiremock::matchers::{header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::story;
use crate::harness::{Site, caller_at, said};

const TOOL: &str = "bitbucket_get_pull_request_diff";

const CLOUD: &str = "/2.0/repositories/harbour/till";
const DATA_CENTER: &str = "/rest/api/latest/projects/SHOP/repos/till/pull-requests/1";

fn asked(more: Value) -> Value {
    let mut place =
        json!({ "project_key": "SHOP", "repository_slug": "till", "pull_request_id": 1 });
    place
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    place
}

async fn gives(server: &MockServer, at: &str, answer: ResponseTemplate) {
    Mock::given(method("GET"))
        .and(path(at))
        .respond_with(answer)
        .mount(server)
        .await;
}

fn json_body(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

fn text(body: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_string(body)
}

fn one(name: &str) -> String {
    format!("diff --git a/{name} b/{name}\n--- a/{name}\n+++ b/{name}\n@@ -1 +1 @@\n-1\n+2\n")
}

/// Rows of Cloud's diffstat.
fn stat(names: &[&str]) -> Vec<Value> {
    let row = |name: &&str| json!({ "status": "modified", "lines_added": 1, "lines_removed": 1, "old": { "path": name }, "new": { "path": name } });
    names.iter().map(row).collect()
}

/// Data Center's list of files.
fn changes(names: &[&str]) -> Value {
    let row = |name: &&str| json!({ "path": { "toString": name }, "type": "MODIFY" });
    json!({ "toHash": "0123456789abcdef", "isLastPage": true, "values": names.iter().map(row).collect::<Vec<_>>() })
}

fn cloud(server: &MockServer) -> atlassian_mcp::caller::Caller {
    caller_at("BITBUCKET", &server.uri(), Flavour::Cloud, &[])
}

fn data_center(server: &MockServer) -> atlassian_mcp::caller::Caller {
    caller_at("BITBUCKET", &server.uri(), Flavour::DataCenter, &[])
}

#[tokio::test]
async fn stories() {
    let of = |repository: &str, id: u64| json!({ "project_key": "SHOP", "repository_slug": repository, "pull_request_id": id });
    story(TOOL, TOOL, of("storefront", 3)).await;
    let mut some = of("order-service", 3);
    some["path"] = "payments/, !*legacy*".into();
    some["context_lines"] = 1.into();
    some["line_numbers"] = true.into();
    story("bitbucket_get_pull_request_diff-path", TOOL, some).await;
    let mut rest = of("order-service", 3);
    rest["start"] = 24.into();
    story("bitbucket_get_pull_request_diff-start", TOOL, rest).await;
    let mut none = of("storefront", 3);
    none["path"] = "nope.rs".into();
    story("bitbucket_get_pull_request_diff-none", TOOL, none).await;
    story(
        "bitbucket_get_pull_request_diff-missing",
        TOOL,
        of("storefront", 99),
    )
    .await;
}

#[tokio::test]
async fn credentials_follow_a_redirect_on_the_same_host_and_no_other() {
    let (server, other) = (MockServer::start().await, MockServer::start().await);
    gives(&other, "/diff", text(&one("a"))).await;
    gives(
        &server,
        &format!("{CLOUD}/pullrequests/1/diffstat"),
        json_body(json!({ "values": stat(&["a"]) })),
    )
    .await;
    let range = format!("{CLOUD}/diff/harbour/till:aaa%0Dbbb");
    let here = ResponseTemplate::new(302)
        .insert_header("location", format!("{}{range}?topic=true", server.uri()));
    Mock::given(method("GET"))
        .and(path(format!("{CLOUD}/pullrequests/1/diff")))
        .respond_with(here)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    let signed = Mock::given(method("GET"))
        .and(path(range))
        .and(wiremock::matchers::header_exists("authorization"));
    signed
        .respond_with(text(&one("a")))
        .expect(1)
        .mount(&server)
        .await;
    let shown = said(&cloud(&server), TOOL, asked(json!({}))).await.unwrap();
    assert!(
        shown.contains("1 file:\nmodified a +1 -1\n\ndiff --git a/a b/a\n"),
        "{shown}"
    );

    let there =
        ResponseTemplate::new(302).insert_header("location", format!("{}/diff", other.uri()));
    gives(&server, &format!("{CLOUD}/pullrequests/1/diff"), there).await;
    let shown = said(&cloud(&server), TOOL, asked(json!({}))).await.unwrap();
    assert!(shown.contains("diff --git"), "{shown}");
    let requests = other.received_requests().await.unwrap();
    assert!(requests.len() == 1 && !requests[0].headers.contains_key("authorization"));
}

#[tokio::test]
async fn a_diff_that_is_too_much_leaves_the_files() {
    let server = MockServer::start().await;
    gives(
        &server,
        &format!("{CLOUD}/pullrequests/1/diffstat"),
        json_body(json!({ "values": stat(&["a", "b"]) })),
    )
    .await;
    gives(
        &server,
        &format!("{CLOUD}/pullrequests/1/diff"),
        ResponseTemplate::new(555),
    )
    .await;
    let shown = said(&cloud(&server), TOOL, asked(json!({}))).await.unwrap();
    assert!(
        shown.starts_with("2 files:\nmodified a +1 -1 (no diff)\n")
            && shown.contains("555")
            && shown.contains("with `path`"),
        "{shown}"
    );

    let server = MockServer::start().await;
    gives(
        &server,
        &format!("{DATA_CENTER}/changes"),
        json_body(changes(&["a"])),
    )
    .await;
    gives(
        &server,
        &format!("{DATA_CENTER}.diff"),
        ResponseTemplate::new(404),
    )
    .await;
    let error = said(&data_center(&server), TOOL, asked(json!({})))
        .await
        .unwrap_err();
    assert!(error.contains("404"), "{error}");
}

#[tokio::test]
async fn what_a_redirect_would_lose_is_asked_for_by_the_commits() {
    for (source, range) in [
        ("harbour/till", "aaa..bbb"),
        ("mira/till", "mira%2Ftill:aaa..bbb"),
    ] {
        let server = MockServer::start().await;
        let end = |commit: &str, home: &str| json!({ "commit": { "hash": commit }, "repository": { "full_name": home } });
        let pull_request = json!({ "id": 1, "source": end("aaa", source), "destination": end("bbb", "harbour/till") });
        gives(
            &server,
            &format!("{CLOUD}/pullrequests/1"),
            json_body(pull_request),
        )
        .await;
        gives(
            &server,
            &format!("{CLOUD}/pullrequests/1/diffstat"),
            json_body(json!({ "values": stat(&["a", "b", "c"]) })),
        )
        .await;
        let by_range = Mock::given(method("GET")).and(path(format!("{CLOUD}/diff/{range}")));
        let by_range = by_range
            .and(query_param("topic", "true"))
            .and(query_param("context", "7"))
            .and(query_param("ignore_whitespace", "true"));
        by_range
            .respond_with(text(&(one("a") + &one("b"))))
            .expect(1)
            .mount(&server)
            .await;
        let shown = said(
            &cloud(&server),
            TOOL,
            asked(json!({ "path": "a, b", "context_lines": 7, "ignore_whitespace": true })),
        )
        .await
        .unwrap();
        assert!(
            shown.starts_with("2 of 3 files:") && shown.contains("diff --git a/b b/b"),
            "{shown}"
        );
        let requests = server.received_requests().await.unwrap();
        let last = requests.last().unwrap().url.query().unwrap();
        assert!(last.contains("path=a&path=b"), "{last}");
    }
}

#[tokio::test]
async fn more_files_are_asked_for_by_the_range_in_the_link_and_only_there() {
    let server = MockServer::start().await;
    let link = "https://evil.example/2.0/repositories/harbour/till/diffstat/harbour/till:aaa%0Dbbb?page=2&topic=true";
    gives(
        &server,
        &format!("{CLOUD}/pullrequests/1/diffstat"),
        json_body(json!({ "values": stat(&["a"]), "next": link })),
    )
    .await;
    let second = Mock::given(method("GET"))
        .and(path(format!("{CLOUD}/diffstat/harbour%2Ftill:aaa..bbb")))
        .and(query_param("page", "2"));
    second
        .respond_with(json_body(json!({ "values": stat(&["b"]) })))
        .expect(1)
        .mount(&server)
        .await;
    gives(
        &server,
        &format!("{CLOUD}/pullrequests/1/diff"),
        text(&(one("a") + &one("b"))),
    )
    .await;
    let shown = said(&cloud(&server), TOOL, asked(json!({}))).await.unwrap();
    assert!(
        shown.starts_with("2 files:\nmodified a +1 -1\nmodified b +1 -1\n"),
        "{shown}"
    );
}

#[tokio::test]
async fn data_center_lists_so_many_files_and_says_so() {
    let server = MockServer::start().await;
    let mut listed = changes(&["a", "b"]);
    listed["isLastPage"] = false.into();
    let list = Mock::given(method("GET"))
        .and(path(format!("{DATA_CENTER}/changes")))
        .and(query_param("limit", "1000"));
    list.respond_with(json_body(listed)).mount(&server).await;
    let whole = Mock::given(method("GET"))
        .and(path(format!("{DATA_CENTER}.diff")))
        .and(query_param("contextLines", "0"))
        .and(query_param("whitespace", "ignore-all"));
    let cut = one("a")
        + "diff --git src://b dst://b\n--- src://b\n+++ dst://b\n@@ -1,9 +1,9 @@\n-1\n+2\n";
    whole.respond_with(text(&cut)).mount(&server).await;
    let shown = said(
        &data_center(&server),
        TOOL,
        asked(json!({ "context_lines": 0, "ignore_whitespace": true })),
    )
    .await
    .unwrap();
    assert!(shown.starts_with("2 files as of 0123456789ab:\nmodified a +1 -1\nmodified b (cut by Bitbucket)\n[Bitbucket lists no more files"), "{shown}");
    assert!(
        shown.contains("--- a/b\n") && shown.contains("[Bitbucket cut the diff of this file here]"),
        "{shown}"
    );
}

#[tokio::test]
async fn single_files_are_asked_for_by_both_names() {
    let server = MockServer::start().await;
    let mut listed = changes(&["src/new name#1.rs", "b"]);
    listed["values"][0]["srcPath"] = json!({ "components": ["src", "old.rs"] });
    listed["values"][0]["type"] = "MOVE".into();
    gives(
        &server,
        &format!("{DATA_CENTER}/changes"),
        json_body(listed),
    )
    .await;
    let file =
        Mock::given(method("GET")).and(path(format!("{DATA_CENTER}/diff/src/new%20name%231.rs")));
    let file = file
        .and(query_param("srcPath", "src/old.rs"))
        .and(header("accept", "text/plain"));
    let renamed = "diff --git src://src/old.rs dst://src/new name#1.rs\nrename from src/old.rs\nrename to src/new name#1.rs\n";
    file.respond_with(text(renamed))
        .expect(1)
        .mount(&server)
        .await;
    let shown = said(
        &data_center(&server),
        TOOL,
        asked(json!({ "path": "old.rs" })),
    )
    .await
    .unwrap();
    assert!(shown.contains("renamed src/old.rs -> src/new name#1.rs\n\ndiff --git a/src/old.rs b/src/new name#1.rs\n"), "{shown}");
}

#[tokio::test]
async fn a_diff_in_json_is_read_and_what_is_cut_is_said() {
    let server = MockServer::start().await;
    gives(
        &server,
        &format!("{DATA_CENTER}/changes"),
        json_body(changes(&["a"])),
    )
    .await;
    let lines = |kind: &str, line: &str| json!({ "type": kind, "lines": [{ "line": line }] });
    let hunk = json!({ "sourceLine": 1, "sourceSpan": 1, "destinationLine": 1, "destinationSpan": 1, "segments": [lines("REMOVED", "old"), lines("ADDED", "new")], "truncated": true });
    let path = json!({ "toString": "a" });
    let diff = json!({ "diffs": [{ "source": path, "destination": path, "hunks": [hunk] }], "truncated": true });
    gives(&server, &format!("{DATA_CENTER}/diff/a"), json_body(diff)).await;
    let shown = said(
        &data_center(&server),
        TOOL,
        asked(json!({ "path": "a", "line_numbers": true })),
    )
    .await
    .unwrap();
    assert!(
        shown.contains("modified a (cut by Bitbucket)") && shown.contains("1   -old\n  1 +new\n"),
        "{shown}"
    );
}

#[tokio::test]
async fn what_is_no_diff_is_an_error() {
    for (body, expected) in [
        ("Everything is fine", "no diff"),
        ("{\"x\": 1}", "expected form"),
    ] {
        let server = MockServer::start().await;
        gives(
            &server,
            &format!("{CLOUD}/pullrequests/1/diffstat"),
            json_body(json!({ "values": stat(&["a"]) })),
        )
        .await;
        gives(&server, &format!("{CLOUD}/pullrequests/1/diff"), text(body)).await;
        let error = said(&cloud(&server), TOOL, asked(json!({})))
            .await
            .unwrap_err();
        assert!(error.contains(expected), "{error}");
    }
}

#[tokio::test]
async fn paths_that_lead_elsewhere_are_not_sent() {
    let server = MockServer::start().await;
    gives(
        &server,
        &format!("{DATA_CENTER}/changes"),
        json_body(changes(&["../../../../x"])),
    )
    .await;
    let error = said(
        &data_center(&server),
        TOOL,
        asked(json!({ "path": "*, **" })),
    )
    .await
    .unwrap_err();
    assert!(error.contains("`path`"), "{error}");
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_takes_bitbucket_too_long_is_told_beside_the_files() {
    let site = Site::start(Flavour::Cloud).await;
    site.demo
        .misbehave(Fault::new(Trouble::TookTooLong).path("/pullrequests/3/diff/"));
    site.demo
        .misbehave(Fault::new(Trouble::TookTooLong).path("/diff/"));
    let asked =
        json!({ "project_key": "SHOP", "repository_slug": "storefront", "pull_request_id": 3 });
    let shown = site.call(TOOL, asked).await.unwrap();
    assert!(
        shown.contains("(no diff)") && shown.contains("no diff: ") && shown.contains("555"),
        "{shown}"
    );
    assert!(site.demo.violations().is_empty());
}
