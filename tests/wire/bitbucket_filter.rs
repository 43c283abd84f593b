//! What a projects filter of Bitbucket keeps out of reach, where repositories move and workspaces share keys.

use demo::Flavour;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::harness::{caller_at, said};

const FILTER: &str = "BITBUCKET_PROJECTS_FILTER";

/// A repository as the flavour gives it.
fn repository(flavour: Flavour, home: &str, project: &str, slug: &str) -> Value {
    match flavour {
        Flavour::Cloud => {
            json!({ "slug": slug, "full_name": format!("{home}/{slug}"), "project": { "key": project } })
        }
        Flavour::DataCenter => json!({ "slug": slug, "project": { "key": project } }),
    }
}

fn repository_path(flavour: Flavour, home: &str, project: &str, slug: &str) -> String {
    match flavour {
        Flavour::Cloud => format!("/2.0/repositories/{home}/{slug}"),
        Flavour::DataCenter => format!("/rest/api/latest/projects/{project}/repos/{slug}"),
    }
}

/// Everything about a pull request, at one repository.
async fn pull_request(server: &MockServer, flavour: Flavour, at: &str, of: Value, text: &str) {
    let end = json!({ "repository": of, "displayId": "main", "branch": { "name": "main" } });
    let shown = json!({ "id": 1, "title": text, "destination": end, "toRef": end });
    let (pull, diff, files) = match flavour {
        Flavour::Cloud => (
            "/pullrequests/1",
            "/pullrequests/1/diff",
            "/pullrequests/1/diffstat",
        ),
        Flavour::DataCenter => (
            "/pull-requests/1",
            "/pull-requests/1.diff",
            "/pull-requests/1/changes",
        ),
    };
    let changed = json!({ "values": [{ "new": { "path": "x" }, "path": { "toString": "x" } }] });
    gives(
        server,
        &format!("{at}{files}"),
        ResponseTemplate::new(200).set_body_json(changed),
    )
    .await;
    gives(
        server,
        &format!("{at}{pull}"),
        ResponseTemplate::new(200).set_body_json(shown),
    )
    .await;
    gives(
        server,
        &format!("{at}{diff}"),
        ResponseTemplate::new(200)
            .set_body_string(format!("diff --git a/x b/x\n@@ -0,0 +1 @@\n+{text}\n")),
    )
    .await;
}

async fn gives(server: &MockServer, at: &str, answer: ResponseTemplate) {
    let asked = Mock::given(method("GET")).and(path(at));
    asked.respond_with(answer).mount(server).await;
}

fn filter(flavour: Flavour) -> (&'static str, &'static str) {
    match flavour {
        Flavour::Cloud => (FILTER, "harbour/SHOP"),
        Flavour::DataCenter => (FILTER, "SHOP"),
    }
}

const TOOLS: [&str; 2] = [
    "bitbucket_get_pull_request",
    "bitbucket_get_pull_request_diff",
];

#[tokio::test]
async fn a_repository_that_was_moved_out_of_it_is_not_shown() {
    for flavour in [Flavour::Cloud, Flavour::DataCenter] {
        let server = MockServer::start().await;
        let old = repository_path(flavour, "harbour", "SHOP", "till");
        let new = repository_path(flavour, "harbour", "SEC", "till-2");
        let of = repository(flavour, "harbour", "SEC", "till-2");
        pull_request(&server, flavour, &new, of.clone(), "secret").await;
        gives(&server, &new, ResponseTemplate::new(200).set_body_json(of)).await;
        for rest in [
            "",
            "/pullrequests/1",
            "/pullrequests/1/diff",
            "/pullrequests/1/diffstat",
            "/pull-requests/1",
            "/pull-requests/1.diff",
            "/pull-requests/1/changes",
        ] {
            let there =
                ResponseTemplate::new(301).insert_header("location", format!("{new}{rest}"));
            gives(&server, &format!("{old}{rest}"), there).await;
        }
        for tool in TOOLS {
            let asked =
                json!({ "project_key": "SHOP", "repository_slug": "till", "pull_request_id": 1 });
            let open = caller_at("BITBUCKET", &server.uri(), flavour, &[]);
            let shown = said(&open, tool, asked.clone()).await.unwrap();
            assert!(shown.contains("secret"), "{shown}");
            let filtered = caller_at("BITBUCKET", &server.uri(), flavour, &[filter(flavour)]);
            let refused = said(&filtered, tool, asked).await.unwrap_err();
            assert!(
                refused.contains("SEC is outside") && !refused.contains("secret"),
                "{tool}: {refused}"
            );
        }
    }
}

#[tokio::test]
async fn a_repository_that_was_moved_within_it_is_asked_for_where_it_is() {
    for flavour in [Flavour::Cloud, Flavour::DataCenter] {
        let server = MockServer::start().await;
        let old = repository_path(flavour, "harbour", "SHOP", "till");
        let new = repository_path(flavour, "harbour", "SHOP", "till-2");
        let of = repository(flavour, "harbour", "SHOP", "till-2");
        pull_request(&server, flavour, &new, of.clone(), "mine").await;
        gives(&server, &old, ResponseTemplate::new(200).set_body_json(of)).await;
        let caller = caller_at("BITBUCKET", &server.uri(), flavour, &[filter(flavour)]);
        for tool in TOOLS {
            let asked =
                json!({ "project_key": "SHOP", "repository_slug": "till", "pull_request_id": 1 });
            let shown = said(&caller, tool, asked).await.unwrap();
            assert!(shown.contains("mine"), "{shown}");
        }
    }
}

#[tokio::test]
async fn a_repository_that_does_not_say_where_it_is_is_not_shown() {
    for flavour in [Flavour::Cloud, Flavour::DataCenter] {
        let server = MockServer::start().await;
        let at = repository_path(flavour, "harbour", "SHOP", "till");
        gives(
            &server,
            &at,
            ResponseTemplate::new(200).set_body_json(json!({ "slug": "till" })),
        )
        .await;
        let caller = caller_at("BITBUCKET", &server.uri(), flavour, &[filter(flavour)]);
        for tool in TOOLS {
            let asked =
                json!({ "project_key": "SHOP", "repository_slug": "till", "pull_request_id": 1 });
            let refused = said(&caller, tool, asked).await.unwrap_err();
            assert!(refused.contains(FILTER), "{refused}");
        }
    }
}

#[tokio::test]
async fn a_pull_request_of_another_repository_is_not_shown() {
    for flavour in [Flavour::Cloud, Flavour::DataCenter] {
        let server = MockServer::start().await;
        let at = repository_path(flavour, "harbour", "SHOP", "till");
        let of = repository(flavour, "harbour", "SHOP", "till");
        gives(&server, &at, ResponseTemplate::new(200).set_body_json(of)).await;
        let other = repository(flavour, "harbour", "SEC", "safe");
        pull_request(&server, flavour, &at, other, "secret").await;
        let caller = caller_at("BITBUCKET", &server.uri(), flavour, &[filter(flavour)]);
        let asked =
            json!({ "project_key": "SHOP", "repository_slug": "till", "pull_request_id": 1 });
        let refused = said(&caller, TOOLS[0], asked).await.unwrap_err();
        assert!(refused.contains(FILTER), "{refused}");
    }
}

#[tokio::test]
async fn the_same_key_in_another_workspace_is_another_project() {
    let server = MockServer::start().await;
    let theirs = repository(Flavour::Cloud, "rivals", "SHOP", "till");
    let at = repository_path(Flavour::Cloud, "rivals", "SHOP", "till");
    pull_request(&server, Flavour::Cloud, &at, theirs.clone(), "secret").await;
    gives(
        &server,
        &at,
        ResponseTemplate::new(200).set_body_json(theirs.clone()),
    )
    .await;
    let list = json!({ "values": [theirs, repository(Flavour::Cloud, "harbour", "SHOP", "mine")] });
    for workspace in ["rivals", "harbour", "{5b0f3c4e}"] {
        let at = format!(
            "/2.0/repositories/{}",
            workspace.replace('{', "%7B").replace('}', "%7D")
        );
        gives(
            &server,
            &at,
            ResponseTemplate::new(200).set_body_json(list.clone()),
        )
        .await;
    }
    for entry in ["SHOP", "harbour/SHOP"] {
        let caller = caller_at(
            "BITBUCKET",
            &server.uri(),
            Flavour::Cloud,
            &[(FILTER, entry)],
        );
        for workspace in ["rivals", "{5b0f3c4e}"] {
            let place = json!({ "project_key": "SHOP", "workspace": workspace, "repository_slug": "till", "pull_request_id": 1 });
            for tool in TOOLS {
                let refused = said(&caller, tool, place.clone()).await.unwrap_err();
                assert!(refused.contains(FILTER), "{refused}");
            }
            let list = json!({ "project_key": "SHOP", "workspace": workspace });
            let refused = said(&caller, "bitbucket_list_repositories", list)
                .await
                .unwrap_err();
            assert!(refused.contains(FILTER), "{refused}");
        }
        assert_eq!(
            server.received_requests().await.unwrap().len(),
            0,
            "{entry}"
        );
        let listed = said(&caller, "bitbucket_list_repositories", json!({}))
            .await
            .unwrap();
        assert!(
            listed.contains("mine") && !listed.contains("till"),
            "{listed}"
        );
        server.reset().await;
        gives(
            &server,
            "/2.0/repositories/harbour",
            ResponseTemplate::new(200).set_body_json(list.clone()),
        )
        .await;
    }
}

#[tokio::test]
async fn pages_that_bring_nothing_new_are_the_last() {
    let mine = repository(Flavour::DataCenter, "", "SHOP", "mine");
    let server = MockServer::start().await;
    let same = json!({ "values": [mine], "isLastPage": false, "nextPageStart": 3 });
    gives(
        &server,
        "/rest/api/latest/repos",
        ResponseTemplate::new(200).set_body_json(same),
    )
    .await;
    let caller = caller_at("BITBUCKET", &server.uri(), Flavour::DataCenter, &[]);
    let tool = "bitbucket_list_repositories";
    let first = said(&caller, tool, json!({})).await.unwrap();
    assert!(first.contains("\"next\""), "{first}");
    let second = said(&caller, tool, json!({ "page_token": "3" }))
        .await
        .unwrap();
    assert!(!second.contains("\"next\""), "{second}");

    let server = MockServer::start().await;
    let mine = repository(Flavour::Cloud, "harbour", "SHOP", "mine");
    let same = json!({ "values": [mine], "next": "https://api.bitbucket.org/2.0/repositories/harbour?page=a" });
    gives(
        &server,
        "/2.0/repositories/harbour",
        ResponseTemplate::new(200).set_body_json(same),
    )
    .await;
    let caller = caller_at("BITBUCKET", &server.uri(), Flavour::Cloud, &[]);
    let first = said(&caller, tool, json!({})).await.unwrap();
    assert!(first.contains("\"next\""), "{first}");
    let second = said(&caller, tool, json!({ "page_token": "a" }))
        .await
        .unwrap();
    assert!(!second.contains("\"next\""), "{second}");
}

/// On Cloud nothing says which project a fork is in.
#[tokio::test]
async fn forks_outside_of_it_are_not_named() {
    for (flavour, kin) in [(Flavour::Cloud, false), (Flavour::DataCenter, true)] {
        let server = MockServer::start().await;
        let at = repository_path(flavour, "harbour", "SHOP", "till");
        let own = repository(flavour, "harbour", "SHOP", "till");
        let kept = repository(flavour, "harbour", "SHOP", "kin");
        let theirs = repository(flavour, "mira", "SEC", "secret");
        let mut fork = own.clone();
        fork["parent"] = theirs.clone();
        fork["origin"] = theirs.clone();
        gives(&server, &at, ResponseTemplate::new(200).set_body_json(fork)).await;
        let end = |of: &Value| json!({ "repository": of, "displayId": "fix", "branch": { "name": "fix" } });
        let pull = |id: u64, from: &Value| json!({ "id": id, "title": "x", "source": end(from), "fromRef": end(from), "destination": end(&own), "toRef": end(&own) });
        let list = match flavour {
            Flavour::Cloud => "pullrequests",
            Flavour::DataCenter => "pull-requests",
        };
        let both = json!({ "values": [pull(1, &theirs), pull(2, &kept)] });
        gives(
            &server,
            &format!("{at}/{list}"),
            ResponseTemplate::new(200).set_body_json(both),
        )
        .await;
        gives(
            &server,
            &format!("{at}/{list}/1"),
            ResponseTemplate::new(200).set_body_json(pull(1, &theirs)),
        )
        .await;
        let caller = caller_at("BITBUCKET", &server.uri(), flavour, &[filter(flavour)]);
        let asked =
            json!({ "project_key": "SHOP", "repository_slug": "till", "pull_request_id": 1 });
        let told = |tool: &'static str| {
            let mut asked = asked.clone();
            if tool != "bitbucket_get_pull_request" {
                asked.as_object_mut().unwrap().remove("pull_request_id");
            }
            said(&caller, tool, asked)
        };
        let repository = told("bitbucket_get_repository").await.unwrap();
        let one = told("bitbucket_get_pull_request").await.unwrap();
        let all = told("bitbucket_list_pull_requests").await.unwrap();
        for shown in [&repository, &one, &all] {
            assert!(
                !shown.contains("secret") && !shown.contains("SEC"),
                "{shown}"
            );
        }
        assert!(
            repository.contains("\"forked_from\":\"a repository outside"),
            "{repository}"
        );
        assert!(
            one.contains("\"source\":\"fix of a repository outside"),
            "{one}"
        );
        assert_eq!(all.contains("SHOP/kin:fix"), kin, "{all}");
    }
}

#[tokio::test]
async fn a_project_that_is_forbidden_takes_nothing_from_the_others() {
    let server = MockServer::start().await;
    let repositories = json!({ "isLastPage": true, "values": [repository(Flavour::DataCenter, "", "SHOP", "till")] });
    let found = ResponseTemplate::new(200).set_body_json(repositories);
    gives(&server, "/rest/api/latest/projects/SHOP/repos", found).await;
    let forbidden = ResponseTemplate::new(403)
        .set_body_json(json!({ "errors": [{ "message": "not for you" }] }));
    gives(&server, "/rest/api/latest/projects/OPS/repos", forbidden).await;
    let list = async |filter: &str| {
        let filter = [("BITBUCKET_PROJECTS_FILTER", filter)];
        let caller = caller_at("BITBUCKET", &server.uri(), Flavour::DataCenter, &filter);
        said(&caller, "bitbucket_list_repositories", json!({})).await
    };
    for filter in ["OPS,SHOP", "SHOP,OPS"] {
        let first = list(filter).await.unwrap();
        assert!(first.contains("till"), "{first}");
    }
    let shown = list("OPS,SHOP").await.unwrap();
    assert!(
        shown.contains("the repositories of OPS could not be had: Bitbucket answered 403"),
        "{shown}"
    );
    let error = list("OPS").await.unwrap_err();
    assert!(
        error.contains("403") && error.contains("not for you"),
        "{error}"
    );
}
