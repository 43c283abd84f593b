//! Pull requests: lists, and one of them.

use demo::Flavour;
use serde_json::{Value, json};
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{each_site, replied, sent_nothing, story};
use crate::harness::{caller_at, said};

fn of(repository: &str, more: Value) -> Value {
    let mut place = json!({ "project_key": "SHOP", "repository_slug": repository });
    place
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    place
}

#[tokio::test]
async fn list() {
    let tool = "bitbucket_list_pull_requests";
    story(tool, tool, of("storefront", json!({}))).await;
    let page = of("storefront", json!({ "state": "all", "limit": 2 }));
    story("bitbucket_list_pull_requests-all", tool, page).await;
    let next = of(
        "storefront",
        json!({ "state": "ALL", "limit": 2, "page_token": "2" }),
    );
    story("bitbucket_list_pull_requests-next", tool, next).await;
    let superseded = of("storefront", json!({ "state": "SUPERSEDED" }));
    story("bitbucket_list_pull_requests-superseded", tool, superseded).await;
    let missing = of("nope", json!({}));
    story("bitbucket_list_pull_requests-missing", tool, missing).await;
}

#[tokio::test]
async fn get() {
    let tool = "bitbucket_get_pull_request";
    story(
        tool,
        tool,
        of("order-service", json!({ "pull_request_id": "3" })),
    )
    .await;
    let missing = of("order-service", json!({ "pull_request_id": 99 }));
    story("bitbucket_get_pull_request-missing", tool, missing).await;
}

#[tokio::test]
async fn the_address_of_one_names_it() {
    each_site(&[], async |site, suffix| {
        let base = site.demo.bitbucket_url();
        let address = match suffix {
            "cloud" => format!("{base}/harbour/order-service/pull-requests/3/diff"),
            _ => format!("{base}/projects/SHOP/repos/order-service/pull-requests/3/overview"),
        };
        let asked = json!({ "repository_slug": address });
        let shown = replied(site, "bitbucket_get_pull_request", asked).await;
        assert_eq!((&shown["id"], &shown["state"]), (&json!(3), &json!("OPEN")));
        for tool in [
            "bitbucket_get_pull_request_diff",
            "bitbucket_get_pull_request_comments",
        ] {
            let shown = site
                .call(tool, json!({ "repository_slug": address }))
                .await
                .unwrap();
            assert!(shown.contains("orders/model.py"), "{shown}");
        }
        let two = json!({ "repository_slug": address, "pull_request_id": 4 });
        sent_nothing(site, "bitbucket_get_pull_request", two).await;
        let none = json!({ "project_key": "SHOP", "repository_slug": "order-service" });
        sent_nothing(site, "bitbucket_add_pull_request_comment", none).await;
    })
    .await;
}

#[tokio::test]
async fn cloud_is_never_asked_for_more_than_it_gives() {
    let server = MockServer::start().await;
    let list = Mock::given(method("GET"))
        .and(path("/2.0/repositories/harbour/till/pullrequests"))
        .and(query_param("pagelen", "50"));
    list.respond_with(ResponseTemplate::new(200).set_body_json(json!({ "values": [] })))
        .expect(1)
        .mount(&server)
        .await;
    let caller = caller_at("BITBUCKET", &server.uri(), Flavour::Cloud, &[]);
    let asked = json!({ "project_key": "SHOP", "repository_slug": "till", "limit": 500 });
    let shown = said(&caller, "bitbucket_list_pull_requests", asked)
        .await
        .unwrap();
    assert_eq!(shown, r#"{"shown":0,"pull_requests":[]}"#);
}

#[tokio::test]
async fn odd_pull_requests_do_not_hide_the_others() {
    for flavour in [Flavour::Cloud, Flavour::DataCenter] {
        let server = MockServer::start().await;
        let at = match flavour {
            Flavour::Cloud => "/2.0/repositories/harbour/till/pullrequests",
            Flavour::DataCenter => "/rest/api/latest/projects/SHOP/repos/till/pull-requests",
        };
        let odd = json!({ "id": 1, "title": null, "author": 7, "reviewers": [null, { "user": 5 }], "participants": "x", "source": null, "toRef": [], "links": null, "properties": [], "draft": "?", "created_on": 5, "createdDate": "x" });
        let plain = json!({ "id": 2, "title": "Till", "draft": true });
        let page = json!({ "values": [null, odd, plain], "isLastPage": true });
        let list = Mock::given(method("GET")).and(path(at));
        list.respond_with(ResponseTemplate::new(200).set_body_json(page))
            .mount(&server)
            .await;
        let caller = caller_at("BITBUCKET", &server.uri(), flavour, &[]);
        let asked = json!({ "project_key": "SHOP", "repository_slug": "till" });
        let shown = said(&caller, "bitbucket_list_pull_requests", asked)
            .await
            .unwrap();
        assert!(
            shown.contains(r#"{"id":2,"title":"Till","draft":true}"#)
                && shown.contains(r#"{"id":1"#),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn forks_and_verdicts_are_told() {
    let server = MockServer::start().await;
    let person = |name: &str| json!({ "display_name": name });
    let end = |home: &str, branch: &str| json!({ "branch": { "name": branch }, "repository": { "full_name": home } });
    let cloud = json!({
        "id": 1, "title": "Fork", "state": "OPEN", "source": end("mira/till", "fix"), "destination": end("harbour/till", "main"),
        "task_count": 2, "comment_count": 0,
        "participants": [
            { "user": person("Noor"), "role": "REVIEWER", "approved": false, "state": "changes_requested" },
            { "user": person("Alex"), "role": "REVIEWER", "approved": false, "state": null },
            { "user": person("Diego"), "role": "PARTICIPANT", "approved": true, "state": "approved" },
            { "user": person("Mira"), "role": "PARTICIPANT", "approved": false, "state": null },
        ],
    });
    let one = Mock::given(method("GET")).and(path("/2.0/repositories/harbour/till/pullrequests/1"));
    one.respond_with(ResponseTemplate::new(200).set_body_json(cloud))
        .mount(&server)
        .await;
    let caller = caller_at("BITBUCKET", &server.uri(), Flavour::Cloud, &[]);
    let asked = json!({ "project_key": "SHOP", "repository_slug": "till", "pull_request_id": 1 });
    let shown = said(&caller, "bitbucket_get_pull_request", asked)
        .await
        .unwrap();
    assert_eq!(
        shown,
        r#"{"id":1,"title":"Fork","state":"OPEN","source":"mira/till:fix","target":"main","reviewers":["Noor: changes_requested","Alex: open","Diego: approved"],"open_tasks":2}"#
    );
}
