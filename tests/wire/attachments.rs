//! Files on issues.

use atlassian_mcp::ctx::WriteCtx;
use atlassian_mcp::product::Product;
use atlassian_mcp::progress::Progress;
use atlassian_mcp::registry::{self, Accompaniment};
use atlassian_mcp::reply::{Content, Reply};
use atlassian_mcp::server::described;
use atlassian_mcp::tools::jira::attachments::upload;
use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::{answer, replied, sent_nothing, snapshot, story};
use crate::harness::{FLAVOURS, Site};

const TOOL: &str = "jira_download_attachments";

/// A site that may use a folder.
async fn site(flavour: Flavour, folder: &tempfile::TempDir) -> Site {
    Site::with(
        flavour,
        &[("MCP_FILES_ROOT", folder.path().to_str().unwrap())],
    )
    .await
}

#[tokio::test]
async fn shown() {
    story(
        "jira_download_attachments",
        TOOL,
        json!({ "issue_key": "SHOP-7", "only": "refunds.csv" }),
    )
    .await;
    story(
        "jira_download_attachments-image",
        TOOL,
        json!({ "issue_key": "SHOP-6" }),
    )
    .await;
    story(
        "jira_download_attachments-none",
        TOOL,
        json!({ "issue_key": "SHOP-26" }),
    )
    .await;
    story(
        "jira_download_attachments-unknown",
        TOOL,
        json!({ "issue_key": "SHOP-7", "only": ["nope.txt"] }),
    )
    .await;
    story(
        "jira_download_attachments-no-disk",
        TOOL,
        json!({ "issue_key": "SHOP-7", "target_dir": "x" }),
    )
    .await;
}

#[tokio::test]
async fn images_are_images_and_text_is_text() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let reply = |key: &'static str| {
            let arguments = json!({ "issue_key": key }).as_object().unwrap().clone();
            registry::call(&site.caller, TOOL, arguments, Accompaniment::default())
        };
        let image = reply("SHOP-6").await.unwrap();
        assert!(
            matches!(&image.files()[0].content, Content::Image(bytes) if bytes.starts_with(b"\x89PNG"))
        );
        let texts = reply("SHOP-7").await.unwrap();
        assert!(
            texts
                .files()
                .iter()
                .all(|file| matches!(&file.content, Content::Text(_)))
                && texts.files().len() == 2
        );
    }
}

#[tokio::test]
async fn saved_below_the_folder_and_never_over_another() {
    for (flavour, _) in FLAVOURS {
        let folder = tempfile::tempdir().unwrap();
        let site = site(flavour, &folder).await;
        for _ in 0..2 {
            site.call(
                TOOL,
                json!({ "issue_key": "SHOP-7", "target_dir": "shop/7" }),
            )
            .await
            .unwrap();
        }
        assert_eq!(site.request_count(), 6);
        let mut names: Vec<_> = std::fs::read_dir(folder.path().join("shop/7"))
            .unwrap()
            .map(|file| file.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(
            names,
            [
                "payment-timeout-1.log",
                "payment-timeout.log",
                "refunds-1.csv",
                "refunds.csv"
            ]
        );
        for outside in ["../x", "/tmp", "a/../../b"] {
            site.demo.clear_requests();
            sent_nothing(
                &site,
                TOOL,
                json!({ "issue_key": "SHOP-7", "target_dir": outside }),
            )
            .await;
        }
    }
}

#[tokio::test]
async fn a_file_that_fails_hides_no_other() {
    for (flavour, suffix) in FLAVOURS {
        let site = Site::start(flavour).await;
        site.demo.misbehave(
            Fault::new(Trouble::Status(403))
                .path("attachment/")
                .times(1),
        );
        let reply = site
            .call(TOOL, json!({ "issue_key": "SHOP-7" }))
            .await
            .unwrap();
        let list: Value = serde_json::from_str(reply.lines().next().unwrap()).unwrap();
        let outcomes: Vec<_> = list["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row.get("error").is_some(), row.get("shown").is_some()))
            .collect();
        assert_eq!(
            outcomes
                .iter()
                .filter(|outcome| **outcome == (true, false))
                .count(),
            1,
            "{suffix}: {list:#}"
        );
        assert_eq!(
            outcomes
                .iter()
                .filter(|outcome| **outcome == (false, true))
                .count(),
            1,
            "{suffix}: {list:#}"
        );
    }
}

#[tokio::test]
async fn uploaded_from_the_folder_only() {
    for (flavour, suffix) in FLAVOURS {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("notes.md"), "# Notes").unwrap();
        let site = site(flavour, &folder).await;
        let grant = site.caller.policy().grant_write().unwrap();
        let ctx = WriteCtx::new(site.caller.clone(), Progress::default(), grant);
        let paths = ["notes.md", "none.txt", "/etc/hostname"].map(str::to_owned);
        let results = upload(&ctx, "SHOP-9", &paths).await.unwrap();
        assert_eq!(
            (&results[0]["name"], &results[0]["bytes"]),
            (&json!("notes.md"), &json!(7)),
            "{results:#?}"
        );
        assert!(
            results[1]["error"].as_str().unwrap().contains("none.txt")
                && results[2]["error"]
                    .as_str()
                    .unwrap()
                    .contains("is not below")
        );
        let requests = site.demo.requests();
        let [request] = requests.as_slice() else {
            panic!("{requests:#?}")
        };
        assert_eq!(request.header("x-atlassian-token"), Some("no-check"));
        assert!(
            request
                .body
                .contains("name=\"file\"; filename=\"notes.md\"")
                && request.body.contains("text/markdown"),
            "{}",
            request.body
        );
        assert!(site.demo.violations().is_empty());
        let key = results[0]["id"].as_str().unwrap();
        let again = site
            .call(TOOL, json!({ "issue_key": "SHOP-9", "only": key }))
            .await
            .unwrap();
        assert!(again.contains("# Notes"), "{suffix}: {again}");
        let bare = Site::start(flavour).await;
        let ctx = WriteCtx::new(
            bare.caller.clone(),
            Progress::default(),
            bare.caller.policy().grant_write().unwrap(),
        );
        assert!(
            upload(&ctx, "SHOP-9", &paths)
                .await
                .unwrap_err()
                .to_string()
                .contains("MCP_FILES_ROOT")
        );
        assert!(bare.caller.session(Product::Jira).is_some() && bare.request_count() == 0);
    }
}

#[tokio::test]
async fn the_projects_filter_holds() {
    for (flavour, suffix) in FLAVOURS {
        let site = Site::with(flavour, &[("JIRA_PROJECTS_FILTER", "OPS")]).await;
        sent_nothing(&site, TOOL, json!({ "issue_key": "SHOP-7" })).await;
        snapshot(
            &format!("jira_download_attachments-filter@{suffix}"),
            &site.story(TOOL, json!({ "issue_key": "10006" })).await,
        );
    }
}

#[tokio::test]
async fn update_attaches_files_and_says_of_each_what_became_of_it() {
    for (flavour, suffix) in FLAVOURS {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("note.txt"), "seen in Turku").unwrap();
        let site = site(flavour, &folder).await;
        let story = site
            .story(
                "jira_update_issue",
                json!({ "issue_key": "SHOP-9", "attachments": "note.txt" }),
            )
            .await;
        let boundary = story
            .split("--")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next())
            .unwrap_or_default()
            .to_owned();
        let story = if boundary.len() > 20 {
            story.replace(&boundary, "boundary")
        } else {
            story
        };
        snapshot(&format!("jira_update_issue-files@{suffix}"), &story);
    }
}

#[tokio::test]
async fn a_file_that_is_missing_keeps_an_issue_as_it_is() {
    for (flavour, _) in FLAVOURS {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("note.txt"), "seen in Turku").unwrap();
        let large = std::fs::File::create(folder.path().join("large.bin")).unwrap();
        large.set_len((32 << 20) + 1).unwrap();
        let site = site(flavour, &folder).await;
        for wrong in ["missing.txt", "../x", ".", "large.bin"] {
            let change = json!({ "issue_key": "SHOP-9", "fields": { "summary": "x" }, "attachments": ["note.txt", wrong] });
            sent_nothing(&site, "jira_update_issue", change.clone()).await;
            let said = site.call("jira_update_issue", change).await.unwrap_err();
            let said = said.to_string();
            assert!(
                said.contains(wrong) && said.ends_with("nothing was changed"),
                "{said}"
            );
        }
    }
}

#[tokio::test]
async fn a_parameter_that_names_files_is_listed_where_files_are_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let root = ("MCP_FILES_ROOT", folder.path().to_str().unwrap());
    let read_only = ("READ_ONLY_MODE", "true");
    let cases: [(&[(&str, &str)], bool); 3] =
        [(&[], false), (&[root], true), (&[root, read_only], false)];
    for (variables, allowed) in cases {
        let site = Site::with(Flavour::Cloud, variables).await;
        let listed: Vec<_> = registry::visible(&site.caller)
            .map(|tool| serde_json::to_value(described(tool.declaration, &site.caller)).unwrap())
            .collect();
        let named = |name: &str| listed.iter().find(|tool| tool["name"] == name);
        let download = named(TOOL).unwrap();
        let has = |tool: &Value, name: &str| tool["inputSchema"]["properties"].get(name).is_some();
        assert_eq!(has(download, "target_dir"), allowed, "{download:#}");
        assert_eq!(download["annotations"]["readOnlyHint"], !allowed);
        if let Some(update) = named("jira_update_issue") {
            assert_eq!(has(update, "attachments"), allowed, "{update:#}");
        }
        assert_eq!(
            named("jira_get_issue").unwrap()["annotations"]["readOnlyHint"],
            true
        );
    }
}

#[tokio::test]
async fn read_only_mode_saves_nothing() {
    for (flavour, _) in FLAVOURS {
        let folder = tempfile::tempdir().unwrap();
        let root = ("MCP_FILES_ROOT", folder.path().to_str().unwrap());
        let site = Site::with(flavour, &[root, ("READ_ONLY_MODE", "true")]).await;
        let save = json!({ "issue_key": "SHOP-7", "target_dir": "." });
        sent_nothing(&site, TOOL, save).await;
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

/// An issue whose attachments have these sizes, in MiB.
fn with_sizes(sizes: &[u64]) -> Value {
    let file = |(id, size): (usize, &u64)| json!({ "id": id.to_string(), "filename": format!("{id}.bin"), "mimeType": "text/plain", "size": size << 20, "content": "" });
    let files: Vec<_> = sizes.iter().enumerate().map(file).collect();
    json!({ "id": "1", "key": "SHOP-7", "fields": { "attachment": files } })
}

#[tokio::test]
async fn what_is_too_large_is_not_fetched() {
    for (flavour, _) in FLAVOURS {
        let folder = tempfile::tempdir().unwrap();
        let site = site(flavour, &folder).await;
        answer(&site, "/issue/SHOP-7", with_sizes(&[33, 6]));
        let shown = replied(&site, TOOL, json!({ "issue_key": "SHOP-7" })).await;
        let why = |index: usize| shown["files"][index]["left_out"].as_str().unwrap();
        assert!(
            why(0).contains("32 MiB") && why(1).contains("target_dir"),
            "{shown:#}"
        );
        assert_eq!(site.request_count(), 1);
        answer(&site, "/issue/SHOP-7", with_sizes(&[33]));
        let saved = json!({ "issue_key": "SHOP-7", "target_dir": "." });
        let shown = replied(&site, TOOL, saved).await;
        assert!(
            shown["files"][0]["left_out"]
                .as_str()
                .unwrap()
                .contains("32 MiB")
        );
        assert_eq!(site.request_count(), 2);
        answer(&site, "/issue/SHOP-7", with_sizes(&[4, 4, 4]));
        let shown = replied(&site, TOOL, json!({ "issue_key": "SHOP-7" })).await;
        assert!(
            shown["files"][2]["left_out"]
                .as_str()
                .unwrap()
                .contains("`only`"),
            "{shown:#}"
        );
    }
}

async fn downloaded(site: &Site, arguments: Value) -> Reply {
    let arguments = arguments.as_object().unwrap().clone();
    let reply = registry::call(&site.caller, TOOL, arguments, Accompaniment::default());
    reply.await.unwrap()
}

fn contents(reply: &Reply) -> Vec<Content> {
    let files = reply.files().iter();
    files.map(|file| file.content.clone()).collect()
}

#[tokio::test]
async fn pages_and_blobs_are_given_as_they_are() {
    let page = "<html><title>Sign in</title><form><input type=\"password\"></form></html>";
    for (flavour, _) in FLAVOURS {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("page.html"), page).unwrap();
        std::fs::write(folder.path().join("blob.bin"), b"\0\xff").unwrap();
        let site = site(flavour, &folder).await;
        let files = json!({ "issue_key": "SHOP-9", "attachments": "page.html,blob.bin" });
        site.call("jira_update_issue", files).await.unwrap();
        let all = downloaded(&site, json!({ "issue_key": "SHOP-9" })).await;
        assert_eq!(contents(&all), [Content::Text(page.into())]);
        assert!(
            all.as_str().contains("ask for its bytes with `only`"),
            "{all:?}"
        );
        // Many clients hand a model all bytes of what is neither text nor an image, so it is named first.
        let named = json!({ "issue_key": "SHOP-9", "only": "blob.bin" });
        let named = downloaded(&site, named).await;
        assert_eq!(
            contents(&named),
            [Content::Data(b"\0\xff".as_slice().into())]
        );
        // A sign-in page in its place has another size.
        let path = match flavour {
            Flavour::Cloud => "/attachment/content",
            Flavour::DataCenter => "/secure/attachment",
        };
        site.demo
            .misbehave(Fault::new(Trouble::LoginPage).path(path));
        let only = json!({ "issue_key": "SHOP-9", "only": "page.html" });
        let said = site.call(TOOL, only).await;
        let said = said.unwrap_or_else(|error| error.to_string());
        assert!(said.contains("HTML page titled"), "{said}");
    }
}

#[tokio::test]
async fn an_address_elsewhere_is_not_believed() {
    let site = Site::start(Flavour::DataCenter).await;
    let file = json!({ "id": "7", "filename": "a b.txt", "mimeType": "text/plain", "size": 1, "content": "http://127.0.0.1:9/secure/attachment/7/a" });
    answer(
        &site,
        "/issue/SHOP-7",
        json!({ "id": "1", "key": "SHOP-7", "fields": { "attachment": [file] } }),
    );
    site.call(TOOL, json!({ "issue_key": "SHOP-7" }))
        .await
        .unwrap();
    let paths: Vec<_> = site
        .demo
        .requests()
        .iter()
        .map(|request| request.path.clone())
        .collect();
    assert_eq!(paths[1..], ["/jira/secure/attachment/7/a%20b.txt"]);
}
