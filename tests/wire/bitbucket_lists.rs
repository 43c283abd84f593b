//! Projects, repositories and branches: lists that are paged, filtered and sometimes odd.

use demo::Flavour;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{each_site, replied, sent_nothing, snapshot, story};
use crate::harness::{FLAVOURS, Site, caller_at, said};

#[tokio::test]
async fn projects() {
    story(
        "bitbucket_list_projects",
        "bitbucket_list_projects",
        json!({ "limit": 1 }),
    )
    .await;
    story(
        "bitbucket_get_project",
        "bitbucket_get_project",
        json!({ "project_key": "shop" }),
    )
    .await;
    story(
        "bitbucket_get_project-missing",
        "bitbucket_get_project",
        json!({ "project_key": "NOPE" }),
    )
    .await;
}

#[tokio::test]
async fn repository() {
    let place = json!({ "project_key": "SHOP", "repository_slug": "order-service" });
    story(
        "bitbucket_get_repository",
        "bitbucket_get_repository",
        place,
    )
    .await;
}

#[tokio::test]
async fn branches() {
    let place = json!({ "project_key": "SHOP", "repository_slug": "order-service" });
    story("bitbucket_list_branches", "bitbucket_list_branches", place).await;
    let some = json!({ "project_key": "SHOP", "repository_slug": "order-service", "filter_text": "SHOP-", "limit": 1 });
    story(
        "bitbucket_list_branches-filtered",
        "bitbucket_list_branches",
        some,
    )
    .await;
}

#[tokio::test]
async fn pages_lead_to_the_end() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        for (tool, list, mut arguments) in [
            ("bitbucket_list_projects", "projects", json!({ "limit": 1 })),
            (
                "bitbucket_list_repositories",
                "repositories",
                json!({ "limit": 2 }),
            ),
            (
                "bitbucket_list_branches",
                "branches",
                json!({ "limit": 2, "project_key": "SHOP", "repository_slug": "order-service" }),
            ),
        ] {
            let whole = json!({ "limit": 500 });
            let mut all = arguments.clone();
            all["limit"] = whole["limit"].clone();
            let expected = replied(&site, tool, all).await[list].clone();
            let mut found = Vec::new();
            loop {
                let page = replied(&site, tool, arguments.clone()).await;
                found.extend(page[list].as_array().unwrap().clone());
                match page.get("next") {
                    Some(next) => arguments["page_token"] = next["page_token"].clone(),
                    None => break,
                }
            }
            assert!(found.len() > 1, "{tool}");
            assert_eq!(Value::from(found), expected, "{tool}");
        }
        assert!(site.demo.violations().is_empty());
    }
}

#[tokio::test]
async fn a_filter_is_asked_for_what_it_admits() {
    each_site(
        &[("BITBUCKET_PROJECTS_FILTER", "OPS,NOPE,SHOP")],
        async |site, suffix| {
            for (name, tool, arguments) in [
                (
                    "bitbucket_list_projects-admitted",
                    "bitbucket_list_projects",
                    json!({}),
                ),
                (
                    "bitbucket_list_repositories-admitted",
                    "bitbucket_list_repositories",
                    json!({ "limit": 1 }),
                ),
            ] {
                snapshot(
                    &format!("{name}@{suffix}"),
                    &site.story(tool, arguments).await,
                );
            }
            let mut slugs = Vec::new();
            let mut arguments = json!({ "limit": 1 });
            loop {
                let page = replied(site, "bitbucket_list_repositories", arguments.clone()).await;
                slugs.extend(
                    page["repositories"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|row| row["slug"].to_string()),
                );
                match page.get("next") {
                    Some(next) => arguments["page_token"] = next["page_token"].clone(),
                    None => break,
                }
            }
            slugs.sort();
            assert_eq!(
                slugs,
                ["\"order-service\"", "\"platform-config\"", "\"storefront\""]
            );
        },
    )
    .await;
    each_site(&[("BITBUCKET_PROJECTS_FILTER", "OPS")], async |site, _| {
        sent_nothing(
            site,
            "bitbucket_get_project",
            json!({ "project_key": "SHOP" }),
        )
        .await;
        let place = json!({ "project_key": "SHOP", "repository_slug": "order-service" });
        sent_nothing(site, "bitbucket_list_branches", place.clone()).await;
        sent_nothing(site, "bitbucket_get_repository", place).await;
        let all = site
            .call("bitbucket_list_projects", json!({}))
            .await
            .unwrap();
        assert!(all.contains("OPS") && !all.contains("SHOP"), "{all}");
    })
    .await;
}

async fn gives(server: &MockServer, at: &str, answer: Value) {
    let asked = Mock::given(method("GET")).and(path(at));
    let answer = ResponseTemplate::new(200).set_body_json(answer);
    asked.respond_with(answer).mount(server).await;
}

#[tokio::test]
async fn what_is_odd_about_one_does_not_spoil_the_rest() {
    let server = MockServer::start().await;
    let odd =
        json!({ "name": "odd", "target": { "hash": 5, "author": 7, "date": null, "message": {} } });
    let good = json!({ "name": "main", "target": { "hash": "0123456789abcdef", "author": { "raw": "A <a@b>" }, "date": "2026-11-01T10:00:00+00:00", "message": "x\ny" } });
    let page = json!({ "values": [null, odd, good], "size": "many", "next": "https://api.bitbucket.org/2.0/x?after=7" });
    gives(
        &server,
        "/2.0/repositories/harbour/till/refs/branches",
        page,
    )
    .await;
    gives(
        &server,
        "/2.0/repositories/harbour/till",
        json!({ "mainbranch": { "name": "main" } }),
    )
    .await;
    let caller = caller_at("BITBUCKET", &server.uri(), Flavour::Cloud, &[]);
    let shown = said(
        &caller,
        "bitbucket_list_branches",
        json!({ "repository_slug": "till", "limit": 5_000 }),
    )
    .await;
    let shown: Value = serde_json::from_str(&shown.unwrap()).unwrap();
    let expected = json!({ "name": "main", "default": true, "commit": "0123456789ab", "updated": "2026-11-01T10:00:00+00:00", "author": "A", "message": "x" });
    assert_eq!(
        shown["branches"],
        json!([{ "name": "odd", "commit": "5" }, expected])
    );
    assert!(
        shown["note"]
            .as_str()
            .unwrap()
            .contains("cannot be followed"),
        "{shown}"
    );
    let asked = server.received_requests().await.unwrap();
    assert!(asked.iter().any(|request| {
        request
            .url
            .query()
            .unwrap_or_default()
            .contains("pagelen=100")
    }));
}

#[tokio::test]
async fn an_old_data_center_knows_the_default_branch_by_another_request() {
    let at = "/rest/api/latest/projects/SHOP/repos/till";
    let caller_of =
        |server: &MockServer| caller_at("BITBUCKET", &server.uri(), Flavour::DataCenter, &[]);
    let place = json!({ "repository_slug": "SHOP/till" });
    let repository =
        json!({ "slug": "till", "project": { "key": "SHOP" }, "links": null, "forkable": null });

    let server = MockServer::start().await;
    gives(&server, at, repository.clone()).await;
    gives(
        &server,
        &format!("{at}/branches/default"),
        json!({ "displayId": "master" }),
    )
    .await;
    let shown = said(
        &caller_of(&server),
        "bitbucket_get_repository",
        place.clone(),
    )
    .await
    .unwrap();
    assert!(shown.contains("\"default_branch\":\"master\""), "{shown}");

    // An empty repository has none.
    let server = MockServer::start().await;
    gives(&server, at, repository).await;
    let nothing = Mock::given(path(format!("{at}/branches/default")));
    nothing
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let shown = said(&caller_of(&server), "bitbucket_get_repository", place)
        .await
        .unwrap();
    assert_eq!(shown, "{\"slug\":\"till\",\"project\":\"SHOP\"}");
}

#[tokio::test]
async fn a_project_that_may_not_be_seen_does_not_hide_the_others() {
    let server = MockServer::start().await;
    gives(
        &server,
        "/rest/api/latest/projects/OPS",
        json!({ "key": "OPS", "name": "Operations" }),
    )
    .await;
    let forbidden = Mock::given(path("/rest/api/latest/projects/SEC"));
    forbidden
        .respond_with(ResponseTemplate::new(403))
        .mount(&server)
        .await;
    let list = async |filter: &'static str| {
        let filter = [("BITBUCKET_PROJECTS_FILTER", filter)];
        let caller = caller_at("BITBUCKET", &server.uri(), Flavour::DataCenter, &filter);
        said(&caller, "bitbucket_list_projects", json!({})).await
    };
    let shown = list("OPS,SEC").await.unwrap();
    assert!(
        shown.contains("Operations") && shown.contains("\"forbidden\":[\"SEC\"]"),
        "{shown}"
    );
    let refused = list("SEC").await.unwrap_err();
    assert!(refused.contains("403"), "{refused}");
}
