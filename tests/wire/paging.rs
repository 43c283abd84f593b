//! Answers that go on without end: no tool follows them without one.

use atlassian_mcp::caller::Caller;
use demo::Flavour;
use serde_json::{Value, json};
use wiremock::matchers::path_regex;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::{answer, each_site, replied, sent_nothing};
use crate::harness::{FLAVOURS, Site, caller_of, said};

/// The most requests that one walk may take.
const MAX_PAGES: usize = 50;

/// A Jira that answers paths which end so; `answer` is told what `parameter` says, and how many requests came before.
async fn jira(
    ending: &str,
    parameter: &'static str,
    answer: fn(i64, usize) -> Value,
) -> MockServer {
    let server = MockServer::start().await;
    let count = std::sync::atomic::AtomicUsize::new(0);
    let respond = move |request: &Request| {
        let before = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let given = request
            .url
            .query_pairs()
            .find(|(name, _)| name == parameter);
        let start = given
            .and_then(|(_, value)| value.parse().ok())
            .unwrap_or_default();
        ResponseTemplate::new(200).set_body_json(answer(start, before))
    };
    let asked = Mock::given(path_regex(format!("{ending}$")));
    asked.respond_with(respond).mount(&server).await;
    server
}

async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

fn of_two(server: &MockServer, flavour: Flavour) -> Caller {
    caller_of(
        &server.uri(),
        flavour,
        &[("JIRA_PROJECTS_FILTER", "SHOP,OPS")],
    )
}

fn boards(from: i64) -> Vec<Value> {
    (from..from + 50)
        .map(|id| json!({ "id": id, "name": format!("B{id}"), "type": "scrum" }))
        .collect()
}

#[tokio::test]
async fn boards_of_two_projects() {
    for (flavour, _) in FLAVOURS {
        let server = jira(
            "/board",
            "startAt",
            |start, _| json!({ "values": boards(start), "startAt": start, "isLast": false }),
        )
        .await;
        let told = said(
            &of_two(&server, flavour),
            "jira_get_agile_boards",
            json!({}),
        )
        .await
        .unwrap_err();
        assert!(
            told.contains("no end of boards of SHOP") && told.contains("board_name"),
            "{told}"
        );
        assert_eq!(requests(&server).await, MAX_PAGES);

        // The same page for every start: there is nothing new on the second.
        let server = jira(
            "/board",
            "startAt",
            |_, _| json!({ "values": boards(0), "startAt": 0, "isLast": false }),
        )
        .await;
        let told = said(
            &of_two(&server, flavour),
            "jira_get_agile_boards",
            json!({}),
        )
        .await
        .unwrap();
        let told: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(told["next"]["start_at"], 10, "{told}");
        assert_eq!(requests(&server).await, 2);

        let server = jira(
            "/board",
            "startAt",
            |start, _| json!({ "values": [], "startAt": start, "isLast": false }),
        )
        .await;
        said(
            &of_two(&server, flavour),
            "jira_get_agile_boards",
            json!({}),
        )
        .await
        .unwrap();
        assert_eq!(requests(&server).await, 2);
    }
}

/// Metadata of both deployments: types of issues, which are fields too.
fn meta(start: i64, says_start: bool) -> Value {
    let items: Vec<_> = (start..start + 2)
        .map(|n| json!({ "id": n.to_string(), "fieldId": n.to_string(), "name": format!("T{n}") }))
        .collect();
    let mut page = json!({ "values": items, "total": 1_000_000 });
    if says_start {
        page["startAt"] = start.into();
    }
    page
}

#[tokio::test]
async fn types_and_screens() {
    let issue = |kind: &str| json!({ "project_key": "SHOP", "issue_type": kind, "summary": "s" });
    for (flavour, _) in FLAVOURS {
        let server = jira("/issuetypes", "startAt", |start, _| meta(start, true)).await;
        let caller = caller_of(&server.uri(), flavour, &[]);
        let told = said(&caller, "jira_create_issue", issue("Gadget"))
            .await
            .unwrap_err();
        assert!(told.contains("no end of issue types of SHOP"), "{told}");
        assert_eq!(requests(&server).await, MAX_PAGES);

        let server = jira("/issuetypes", "startAt", |_, _| meta(0, true)).await;
        let caller = caller_of(&server.uri(), flavour, &[]);
        let told = said(&caller, "jira_create_issue", issue("Gadget"))
            .await
            .unwrap_err();
        assert!(told.contains("there are T0, T1"), "{told}");
        assert_eq!(requests(&server).await, 2);

        let server = jira("/issuetypes/0", "startAt", |start, _| meta(start, false)).await;
        let types = Mock::given(path_regex("/issuetypes$"));
        let one = json!({ "values": [{ "id": "0", "name": "Gadget" }], "total": 1 });
        types
            .respond_with(ResponseTemplate::new(200).set_body_json(one))
            .mount(&server)
            .await;
        let caller = caller_of(&server.uri(), flavour, &[]);
        let told = said(&caller, "jira_create_issue", issue("Gadget"))
            .await
            .unwrap_err();
        assert!(
            told.contains("no end of fields of the create screen of Gadget"),
            "{told}"
        );
        assert_eq!(requests(&server).await, MAX_PAGES + 1);
    }
}

#[tokio::test]
async fn histories() {
    let asked = json!({ "issue_ids_or_keys": "SHOP-1" });
    let edits = |token: String| {
        let history = json!({ "id": "1", "created": 1, "items": [{ "field": "status", "toString": "Done" }] });
        json!({ "issueChangeLogs": [{ "issueId": "1", "changeHistories": [history] }], "nextPageToken": token })
    };
    for (same, pages) in [(true, 2), (false, MAX_PAGES)] {
        let server = MockServer::start().await;
        let found = json!({ "issues": [{ "id": "1", "key": "SHOP-1" }] });
        let found = ResponseTemplate::new(200).set_body_json(found);
        Mock::given(path_regex("/issue/bulkfetch$"))
            .respond_with(found)
            .mount(&server)
            .await;
        let count = std::sync::atomic::AtomicUsize::new(0);
        let respond = move |_: &Request| {
            let before = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let token = if same {
                "same".to_owned()
            } else {
                before.to_string()
            };
            ResponseTemplate::new(200).set_body_json(edits(token))
        };
        Mock::given(path_regex("/changelog/bulkfetch$"))
            .respond_with(respond)
            .mount(&server)
            .await;
        let caller = caller_of(&server.uri(), Flavour::Cloud, &[]);
        let told = said(&caller, "jira_batch_get_changelogs", asked.clone()).await;
        assert_eq!(requests(&server).await, pages + 1);
        assert_eq!(told.is_err(), pages == MAX_PAGES, "{told:?}");
        if let Err(told) = told {
            assert!(
                told.contains("ask for fewer issues, or name the fields"),
                "{told}"
            );
        }
    }
}

#[tokio::test]
async fn issues_before_a_page() {
    let issue = json!({ "id": "1", "key": "SHOP-1", "fields": {} });
    for (token, most) in [(Some("same"), 2), (None, MAX_PAGES)] {
        let server = MockServer::start().await;
        let (issue, count) = (issue.clone(), std::sync::atomic::AtomicUsize::new(0));
        let respond = move |_: &Request| {
            let before = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let token = token.map_or_else(|| before.to_string(), str::to_owned);
            ResponseTemplate::new(200)
                .set_body_json(json!({ "issues": [issue], "nextPageToken": token }))
        };
        Mock::given(path_regex("/search/jql$"))
            .respond_with(respond)
            .mount(&server)
            .await;
        let caller = caller_of(&server.uri(), Flavour::Cloud, &[]);
        let asked = json!({ "jql": "project = SHOP", "start_at": 4_000 });
        let told = said(&caller, "jira_search", asked).await;
        assert_eq!(told.is_err(), token.is_none(), "{told:?}");
        assert_eq!(requests(&server).await, most);
    }
}

#[tokio::test]
async fn pages_that_bring_nothing_new_are_the_last() {
    let issue = json!({ "id": "1", "key": "SHOP-1", "fields": {} });
    let page = json!({ "issues": [issue], "nextPageToken": "abc", "startAt": 0, "total": 100 });
    for (flavour, token) in [(Flavour::Cloud, "abc"), (Flavour::DataCenter, "1")] {
        let server = MockServer::start().await;
        let answer = ResponseTemplate::new(200).set_body_json(page.clone());
        Mock::given(path_regex("/search(/jql)?$"))
            .respond_with(answer)
            .mount(&server)
            .await;
        let caller = caller_of(&server.uri(), flavour, &[]);
        let asked = json!({ "jql": "project = SHOP", "page_token": token });
        let told = said(&caller, "jira_search", asked).await.unwrap();
        assert!(!told.contains("\"next\""), "{told}");
    }
}

#[tokio::test]
async fn people_of_one_text() {
    let all: Vec<_> = (0..101)
        .map(|n| format!("[~u{n}@harbour.example]"))
        .collect();
    each_site(&[], async |site, _| {
        let comment = json!({ "issue_key": "SHOP-9", "comment": all.join(" ") });
        sent_nothing(site, "jira_add_comment", comment).await;
    })
    .await;
    let site = Site::start(Flavour::DataCenter).await;
    let mention = |n: usize| format!("<ac:link><ri:user ri:userkey=\"k{n}\" /></ac:link>");
    let storage: String = (0..300).map(mention).collect();
    let page = json!({ "id": "98320", "type": "page", "title": "All", "space": { "key": "SHOP" }, "version": { "number": 1 }, "body": { "storage": { "value": format!("<p>{storage}</p>") } } });
    answer(&site, "/content/98320", page);
    site.call("confluence_get_page", json!({ "page_id": 98320 }))
        .await
        .unwrap();
    assert_eq!(site.request_count(), 101);
}

#[tokio::test]
async fn applications_with_development_information() {
    let kinds: Value = (0..100)
        .map(|n| (format!("app{n}"), json!({ "count": 1, "name": "A" })))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let summary = json!({ "errors": [], "summary": { "build": { "overall": { "count": 100 }, "byInstanceType": kinds } } });
    each_site(&[], async |site, _| {
        answer(site, "/issue/summary", summary.clone());
        let told = replied(
            site,
            "jira_get_development_information",
            json!({ "issue_key": "SHOP-7" }),
        )
        .await;
        let errors = told["errors"].to_string();
        assert!(errors.contains("only the first 40 of 100"), "{errors}");
        assert_eq!(site.request_count(), 42);
    })
    .await;
}

#[tokio::test]
async fn files_of_one_issue() {
    let file = |n: usize| json!({ "id": n.to_string(), "filename": format!("{n}.txt"), "mimeType": "text/plain", "size": 0, "content": "" });
    let files: Vec<_> = (0..150).map(file).collect();
    let issue = json!({ "id": "1", "key": "SHOP-7", "fields": { "attachment": files } });
    each_site(&[], async |site, _| {
        answer(site, "/issue/SHOP-7", issue.clone());
        let told = site
            .call(
                "jira_download_attachments",
                json!({ "issue_key": "SHOP-7" }),
            )
            .await
            .unwrap();
        assert_eq!(told.matches("at most 100 files").count(), 50);
        assert_eq!(site.request_count(), 101);
    })
    .await;
}
