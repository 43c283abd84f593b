//! Files and folders of repositories, and what only looks like them.

use demo::Flavour;
use serde_json::{Value, json};
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{each_site, sent_nothing, snapshot, story};
use crate::harness::{FLAVOURS, Site, caller_at, said};

const FILE: &str = "bitbucket_get_file_content";

/// A path of the repository that has something of every kind.
fn of(path: &str, more: Value) -> Value {
    let mut place =
        json!({ "project_key": "OPS", "repository_slug": "platform-config", "file_path": path });
    for (name, value) in more.as_object().unwrap() {
        place[name] = value.clone();
    }
    place
}

#[tokio::test]
async fn get_file_content() {
    story(
        FILE,
        FILE,
        of(
            "modules/network/main.tf",
            json!({ "at": "feature/eu-west" }),
        ),
    )
    .await;
}

#[tokio::test]
async fn every_kind_of_thing_at_a_path() {
    for (name, arguments) in [
        ("default-branch", of("README.md", json!({}))),
        (
            "window",
            of(
                "./modules/network/main.tf",
                json!({ "start": 2, "limit": 1 }),
            ),
        ),
        ("beyond", of("README.md", json!({ "start": 40 }))),
        (
            "tag-with-slash",
            of(
                "modules/network/zones/eu/west/zone.json",
                json!({ "at": "release/2026.10" }),
            ),
        ),
        ("tag", of("latest", json!({ "at": "refs/tags/v1" }))),
        ("binary", of("assets/logo.png", json!({}))),
        ("lfs", of("assets/load-test.csv", json!({}))),
        ("submodule", of("vendor/alerts", json!({}))),
        ("folder", of("assets/", json!({}))),
        (
            "deep-folder",
            of("modules/network/zones/eu", json!({ "at": "main" })),
        ),
        ("root", of("/", json!({ "limit": 3 }))),
        ("root-rest", of(".", json!({ "start": 4 }))),
        ("missing", of("nowhere.txt", json!({}))),
        (
            "missing-branch",
            of("README.md", json!({ "at": "feature/none" })),
        ),
    ] {
        story(&format!("{FILE}-{name}"), FILE, arguments).await;
    }
}

#[tokio::test]
async fn a_path_that_leaves_the_repository_is_refused() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        for path in ["../other/README.md", "a/../../b", "a//b", "a\\b"] {
            sent_nothing(&site, FILE, of(path, json!({ "at": "main" }))).await;
        }
    }
}

#[tokio::test]
async fn a_file_outside_of_the_filter_is_not_read() {
    each_site(&[("BITBUCKET_PROJECTS_FILTER", "SHOP")], async |site, _| {
        sent_nothing(site, FILE, of("README.md", json!({}))).await;
        // Cloud says by its answer alone which project a repository is in.
        let mut place = of("README.md", json!({}));
        place["project_key"] = "SHOP".into();
        let error = site.call(FILE, place).await.unwrap_err().to_string();
        let asked = site.demo.requests();
        assert!(
            asked.iter().all(|request| !request.path.contains("README")),
            "{error}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_empty_repository_has_no_files() {
    each_site(&[], async |site, suffix| {
        let place = json!({ "project_key": "OPS", "repository_slug": "bare" });
        site.call("bitbucket_create_repository", place.clone())
            .await
            .unwrap();
        let mut file = place;
        file["file_path"] = "README.md".into();
        snapshot(
            &format!("{FILE}-empty@{suffix}"),
            &site.story(FILE, file).await,
        );
    })
    .await;
}

async fn gives(server: &MockServer, at: &str, answer: ResponseTemplate) {
    let asked = Mock::given(method("GET")).and(path(at));
    asked.respond_with(answer).mount(server).await;
}

const SRC: &str = "/2.0/repositories/harbour/till/src/main/";

async fn read(
    server: &MockServer,
    flavour: Flavour,
    path: &str,
    more: Value,
) -> Result<String, String> {
    let caller = caller_at("BITBUCKET", &server.uri(), flavour, &[]);
    let mut arguments = json!({ "project_key": "SHOP", "repository_slug": "till", "file_path": path, "at": "main" });
    for (name, value) in more.as_object().unwrap() {
        arguments[name] = value.clone();
    }
    said(&caller, FILE, arguments).await
}

#[tokio::test]
async fn a_file_that_looks_like_a_folder_is_told_by_its_header() {
    let server = MockServer::start().await;
    let listing = json!({ "values": [{ "type": "commit_file", "path": "secret" }] });
    let file = ResponseTemplate::new(200)
        .set_body_json(&listing)
        .insert_header("content-disposition", "attachment; filename=\"a.json\"");
    gives(&server, &format!("{SRC}a.json"), file).await;
    let shown = read(&server, Flavour::Cloud, "a.json", json!({}))
        .await
        .unwrap();
    assert_eq!(shown, format!("a.json at main, 1 line\n\n{listing}\n"));
}

#[tokio::test]
async fn what_takes_bitbucket_too_long_is_explained() {
    let server = MockServer::start().await;
    gives(&server, SRC, ResponseTemplate::new(555)).await;
    let error = read(&server, Flavour::Cloud, "/", json!({}))
        .await
        .unwrap_err();
    assert!(
        error.contains("555") && error.contains("ask for less"),
        "{error}"
    );
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn folders_are_listed_page_by_page_and_never_elsewhere() {
    let server = MockServer::start().await;
    let entry = |name: String| json!({ "type": "commit_file", "path": name, "size": 1, "commit": { "hash": "0123456789abcdef" } });
    let page = |from: usize, next: Value| {
        let values: Vec<_> = (from..from + 100)
            .map(|n| entry(format!("{n:03}")))
            .collect();
        ResponseTemplate::new(200).set_body_json(json!({ "values": values, "next": next }))
    };
    let second = Mock::given(path(SRC)).and(query_param("page", "Zm9v"));
    second
        .respond_with(page(100, Value::Null))
        .mount(&server)
        .await;
    // Of what leads on only the page is taken.
    let next =
        "https://elsewhere.example/2.0/repositories/rivals/safe/src/main/?page=Zm9v&pagelen=1000";
    gives(&server, SRC, page(0, next.into())).await;
    let shown = read(
        &server,
        Flavour::Cloud,
        "",
        json!({ "start": 99, "limit": 4 }),
    )
    .await
    .unwrap();
    let shown: Value = serde_json::from_str(&shown).unwrap();
    let names: Vec<_> = shown["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["name"])
        .collect();
    assert_eq!(names, ["098", "099", "100", "101"]);
    assert_eq!(
        (&shown["commit"], &shown["next"]["start"]),
        (&json!("0123456789ab"), &json!(103))
    );
    for request in server.received_requests().await.unwrap() {
        assert!(
            request.url.query().unwrap().starts_with("pagelen=100"),
            "{}",
            request.url
        );
    }
}

#[tokio::test]
async fn of_a_large_file_data_center_is_asked_for_the_lines_alone() {
    let server = MockServer::start().await;
    let browse = "/rest/api/latest/projects/SHOP/repos/till/browse/log/all.log";
    for (name, answer) in [
        ("type", json!({ "type": "FILE" })),
        ("size", json!({ "size": 90_000_000 })),
    ] {
        let asked = Mock::given(path(browse)).and(query_param(name, "true"));
        asked
            .respond_with(ResponseTemplate::new(200).set_body_json(answer))
            .mount(&server)
            .await;
    }
    let lines: Vec<_> = ["short", &"x".repeat(5_000)]
        .map(|text| json!({ "text": text }))
        .into();
    let part = json!({ "lines": lines, "start": 70_000, "size": 2, "isLastPage": false });
    let asked = Mock::given(path(browse))
        .and(query_param("start", "70000"))
        .and(query_param("limit", "2"))
        .and(query_param("at", "main"));
    asked
        .respond_with(ResponseTemplate::new(200).set_body_json(part))
        .mount(&server)
        .await;
    let window = json!({ "start": 70_001, "limit": 2 });
    let shown = read(&server, Flavour::DataCenter, "log/all.log", window)
        .await
        .unwrap();
    let head = "log/all.log at main, 90000000 bytes, lines cut at 5000 characters, lines 70001 to 70002; continue with start=70003\n\nshort\nxxx";
    assert!(shown.starts_with(head), "{}", &shown[..200]);
    assert!(shown.ends_with("xxx\n"));
}

#[tokio::test]
async fn a_sign_in_page_is_a_file_if_the_repository_holds_one() {
    let page = "<!DOCTYPE html><html><head><title>Log in</title></head><body><form action=\"/login\"><input type=\"password\"></form></body></html>";
    let html = || ResponseTemplate::new(200).set_body_raw(page, "text/html");
    let raw = "/rest/api/latest/projects/SHOP/repos/till/raw/login.html";
    let browse = "/rest/api/latest/projects/SHOP/repos/till/browse/login.html";
    for (size, is_file) in [(page.len(), true), (page.len() + 1, false)] {
        let server = MockServer::start().await;
        let answer =
            ResponseTemplate::new(200).set_body_json(json!({ "size": size, "type": "FILE" }));
        gives(&server, browse, answer).await;
        gives(&server, raw, html()).await;
        let shown = read(&server, Flavour::DataCenter, "login.html", json!({})).await;
        assert_eq!(shown.is_ok(), is_file, "{shown:?}");
    }
}
