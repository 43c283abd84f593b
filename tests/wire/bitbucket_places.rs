//! How a call says where a project or repository of Bitbucket is.

use demo::Flavour;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::sent_nothing;
use crate::harness::{FLAVOURS, Site, caller_at, said};

const PULL: &str = "bitbucket_get_pull_request";
const REPOSITORIES: &str = "bitbucket_list_repositories";

/// The paths that a call asks for.
async fn asked(site: &Site, tool: &str, arguments: Value) -> Vec<String> {
    site.demo.clear_requests();
    let reply = site.call(tool, arguments.clone()).await;
    reply.unwrap_or_else(|error| panic!("{tool} {arguments}: {error}"));
    let requests = site.demo.requests();
    requests.into_iter().map(|request| request.path).collect()
}

#[tokio::test]
async fn a_repository_in_every_form_is_the_same() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let base = site.demo.bitbucket_url();
        let (forms, expected): (Vec<Value>, &str) = match flavour {
            Flavour::Cloud => (
                vec![
                    json!({ "repository_slug": "order-service" }),
                    json!({ "repository_slug": "Order-Service", "project_key": "SHOP" }),
                    json!({ "repository_slug": "order-service", "project_key": "OTHER" }),
                    json!({ "repository_slug": "harbour/order-service", "workspace": " Harbour " }),
                    json!({ "repository_slug": "order-service", "project_key": "harbour/shop" }),
                    json!({ "repo": format!("{base}/harbour/order-service/src/main/README.md") }),
                    json!({ "repository": format!("{base}/harbour/order-service/pull-requests/3/diff") }),
                    json!({ "repository_slug": "git@127.0.0.1:harbour/order-service.git" }),
                ],
                "/bitbucket/2.0/repositories/harbour/order-service/pullrequests/3",
            ),
            Flavour::DataCenter => (
                vec![
                    json!({ "repository_slug": "order-service", "project_key": "SHOP" }),
                    json!({ "repository_slug": "Order-Service", "project_key": "shop", "workspace": "" }),
                    json!({ "repository_slug": "SHOP/order-service" }),
                    json!({ "repository_slug": "shop/order-service", "project_key": "SHOP" }),
                    json!({ "repository_slug": "order-service", "project": format!("{base}/projects/SHOP") }),
                    json!({ "repo": format!("{base}/projects/SHOP/repos/order-service/browse/README.md?at=main") }),
                    json!({ "repository": format!("{base}/projects/SHOP/repos/order-service/pull-requests/3/overview") }),
                    json!({ "repository_slug": format!("{base}/scm/shop/order-service.git") }),
                    json!({ "repository_slug": "ssh://git@127.0.0.1:7999/shop/order-service.git" }),
                ],
                "/bitbucket/rest/api/latest/projects/SHOP/repos/order-service/pull-requests/3",
            ),
        };
        for mut form in forms {
            form["pull_request_id"] = 3.into();
            assert_eq!(asked(&site, PULL, form.clone()).await, [expected], "{form}");
        }
    }
}

#[tokio::test]
async fn what_names_no_repository_or_two_is_refused_before_anything_is_sent() {
    for (flavour, _) in FLAVOURS {
        let site = Site::start(flavour).await;
        let base = site.demo.bitbucket_url();
        let mut wrong = vec![
            json!({ "repository_slug": "a/b/c" }),
            json!({ "repository_slug": "https://elsewhere.example/harbour/order-service" }),
            json!({ "repository_slug": format!("{base}/x") }),
            json!({ "repository_slug": "x", "project_key": "https://elsewhere.example/projects/SHOP" }),
        ];
        wrong.extend(match flavour {
            Flavour::Cloud => vec![
                json!({ "repository_slug": "harbour/x", "workspace": "rivals" }),
                json!({ "repository_slug": "harbour/x", "project_key": "rivals/SHOP" }),
                json!({ "repository_slug": "x", "workspace": "https://bitbucket.org/harbour" }),
            ],
            Flavour::DataCenter => vec![
                json!({ "repository_slug": "x" }),
                json!({ "repository_slug": "SHOP/x", "project_key": "OPS" }),
                json!({ "repository_slug": "x", "project_key": "harbour/SHOP" }),
            ],
        });
        for mut form in wrong {
            form["pull_request_id"] = 3.into();
            sent_nothing(&site, PULL, form).await;
        }
    }
}

#[tokio::test]
async fn the_users_only_workspace_is_asked_for_once() {
    let site = Site::with(Flavour::Cloud, &[("BITBUCKET_WORKSPACE", "")]).await;
    let own = "/bitbucket/2.0/user/workspaces";
    let repositories = "/bitbucket/2.0/repositories/harbour";
    assert_eq!(
        asked(&site, REPOSITORIES, json!({})).await,
        [own, repositories]
    );
    let pull = "/bitbucket/2.0/repositories/harbour/order-service/pullrequests/3";
    let place =
        json!({ "repository_slug": "order-service", "project_key": "SHOP", "pull_request_id": 3 });
    assert_eq!(asked(&site, PULL, place).await, [pull]);
}

/// A Bitbucket Cloud whose user is in these workspaces.
async fn with_workspaces(slugs: &[&str]) -> MockServer {
    let server = MockServer::start().await;
    let row = |slug: &&str| json!({ "administrator": false, "workspace": { "slug": slug, "uuid": "{1}" } });
    let mut rows: Vec<Value> = slugs.iter().map(row).collect();
    // What is odd about one does not spoil the others.
    rows.push(Value::Null);
    rows.push(json!({ "workspace": null }));
    let answer = ResponseTemplate::new(200).set_body_json(json!({ "values": rows }));
    let at = Mock::given(method("GET")).and(path("/2.0/user/workspaces"));
    at.respond_with(answer).mount(&server).await;
    server
}

#[tokio::test]
async fn of_several_workspaces_one_must_be_chosen() {
    let without = ("BITBUCKET_WORKSPACE", "");
    let server = with_workspaces(&["harbour", "rivals"]).await;
    let caller = caller_at("BITBUCKET", &server.uri(), Flavour::Cloud, &[without]);
    let error = said(&caller, REPOSITORIES, json!({})).await.unwrap_err();
    let expected = "in which workspace? This user is in harbour, rivals: give `workspace`, or set BITBUCKET_WORKSPACE";
    assert_eq!(error, expected);

    // Those outside of a filter are none.
    let filter = ("BITBUCKET_PROJECTS_FILTER", "rivals/SHOP");
    let caller = caller_at(
        "BITBUCKET",
        &server.uri(),
        Flavour::Cloud,
        &[without, filter],
    );
    let asked = said(&caller, REPOSITORIES, json!({})).await.unwrap_err();
    assert!(
        asked.contains("404") && !asked.contains("harbour"),
        "{asked}"
    );
    let last = server.received_requests().await.unwrap().pop().unwrap();
    assert_eq!(last.url.path(), "/2.0/repositories/rivals");

    let server = with_workspaces(&[]).await;
    let caller = caller_at("BITBUCKET", &server.uri(), Flavour::Cloud, &[without]);
    let error = said(&caller, REPOSITORIES, json!({})).await.unwrap_err();
    assert!(error.contains("this user is in none"), "{error}");
}

#[tokio::test]
async fn behind_an_access_token_there_is_no_user_to_ask_about() {
    let server = MockServer::start().await;
    let bearer = [
        ("BITBUCKET_WORKSPACE", ""),
        ("BITBUCKET_USERNAME", ""),
        ("BITBUCKET_API_TOKEN", ""),
        ("BITBUCKET_PERSONAL_TOKEN", "access"),
    ];
    let caller = caller_at("BITBUCKET", &server.uri(), Flavour::Cloud, &bearer);
    let error = said(&caller, REPOSITORIES, json!({})).await.unwrap_err();
    assert!(
        error.contains("set BITBUCKET_WORKSPACE: behind an access token"),
        "{error}"
    );
    assert!(server.received_requests().await.unwrap().is_empty());
    let named = said(&caller, REPOSITORIES, json!({ "workspace": "harbour" })).await;
    assert!(named.unwrap_err().contains("404"));
}

#[tokio::test]
async fn where_a_filter_is_set_the_project_binds() {
    for (flavour, _) in FLAVOURS {
        let filter = match flavour {
            Flavour::Cloud => "harbour/SHOP",
            Flavour::DataCenter => "SHOP",
        };
        let site = Site::with(flavour, &[("BITBUCKET_PROJECTS_FILTER", filter)]).await;
        let place = |project: &str| json!({ "repository_slug": "order-service", "project_key": project, "pull_request_id": 3 });
        assert_eq!(asked(&site, PULL, place("shop")).await.len(), 2);
        sent_nothing(&site, PULL, place("OPS")).await;
        sent_nothing(&site, REPOSITORIES, json!({ "project_key": "OPS" })).await;
    }
}
