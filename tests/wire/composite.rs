//! Issues and code together.

use demo::{Fault, Flavour, Trouble};
use serde_json::{Value, json};

use super::{each_site, replied, snapshot};
use crate::harness::{FLAVOURS, Site};

const ISSUE: &str = "composite_get_issue_with_development_context";
const PULL_REQUEST: &str = "composite_get_pr_with_jira_context";
const LINKS: &str = "composite_resolve_development_links";

/// A story whose requests are in alphabetical order: those that do not depend on each other leave together.
async fn told(name: &str, tool: &str, arguments: Value) {
    for (flavour, suffix) in FLAVOURS {
        let site = Site::start(flavour).await;
        let story = site.story(tool, arguments.clone()).await;
        snapshot(&format!("{name}@{suffix}"), &sorted(&story));
    }
}

fn sorted(story: &str) -> String {
    let (mut requests, others): (Vec<&str>, Vec<&str>) =
        story.lines().partition(|line| line.starts_with("> "));
    requests.sort_unstable();
    let lines = others
        .iter()
        .take(2)
        .chain(&requests)
        .chain(others.iter().skip(2));
    lines.copied().collect::<Vec<_>>().join("\n") + "\n"
}

fn pull_request(more: &[(&str, Value)]) -> Value {
    let mut arguments =
        json!({ "project_key": "SHOP", "repository_slug": "order-service", "pull_request_id": 3 });
    for (name, value) in more {
        arguments[*name] = value.clone();
    }
    arguments
}

#[tokio::test]
async fn an_issue_with_its_code() {
    told(ISSUE, ISSUE, json!({ "issue_key": "SHOP-7" })).await;
    let all = json!({ "issue_key": "SHOP-7", "bitbucket_project_key": "SHOP", "include_pr_diff_summary": true });
    told(&format!("{ISSUE}-searched"), ISSUE, all).await;
}

#[tokio::test]
async fn an_issue_with_jira_alone() {
    for (flavour, suffix) in FLAVOURS {
        let site = Site::with(
            flavour,
            &[
                ("BITBUCKET_URL", ""),
                ("BITBUCKET_USERNAME", ""),
                ("BITBUCKET_API_TOKEN", ""),
                ("BITBUCKET_DEPLOYMENT", ""),
                ("BITBUCKET_WORKSPACE", ""),
            ],
        )
        .await;
        snapshot(
            &format!("{ISSUE}-jira-alone@{suffix}"),
            &sorted(&site.story(ISSUE, json!({ "issue_key": "SHOP-7" })).await),
        );
        let told = site
            .call(
                ISSUE,
                json!({ "issue_key": "SHOP-7", "bitbucket_project_key": "SHOP" }),
            )
            .await
            .unwrap_err();
        assert!(
            told.to_string().contains("Bitbucket is not configured"),
            "{told}"
        );
        let unknown = site
            .call(PULL_REQUEST, pull_request(&[]))
            .await
            .unwrap_err();
        assert!(unknown.to_string().contains("Unknown tool"), "{unknown}");
    }
}

#[tokio::test]
async fn a_pull_request_with_its_issues() {
    told(PULL_REQUEST, PULL_REQUEST, pull_request(&[])).await;
    each_site(&[], async |site, _| {
        let keys = replied(
            site,
            PULL_REQUEST,
            pull_request(&[("resolve_jira_issues", false.into())]),
        )
        .await;
        let row = keys["issues"][0].as_object().unwrap();
        assert_eq!(
            row.keys().collect::<Vec<_>>(),
            ["key", "found_in"],
            "{keys}"
        );
    })
    .await;
}

#[tokio::test]
async fn links_step_by_step() {
    told(
        LINKS,
        LINKS,
        json!({ "identifier": "SHOP-7", "resolve_depth": 2 }),
    )
    .await;
    for (flavour, home, address) in [
        (
            Flavour::Cloud,
            "harbour",
            "/harbour/order-service/pull-requests/3",
        ),
        (
            Flavour::DataCenter,
            "SHOP",
            "/projects/SHOP/repos/order-service/pull-requests/3/overview",
        ),
    ] {
        let site = Site::start(flavour).await;
        let mut counts = Vec::new();
        for steps in 1..=3 {
            let told = replied(
                &site,
                LINKS,
                json!({ "identifier": format!("{home}/order-service"), "resolve_depth": steps }),
            )
            .await;
            counts.push(told["links"].as_array().unwrap().len());
        }
        assert!(
            counts[0] > 0 && counts[1] > counts[0] && counts[2] >= counts[1],
            "{counts:?}"
        );
        let short = replied(
            &site,
            LINKS,
            json!({ "identifier": format!("{home}/order-service#3") }),
        )
        .await;
        let address = format!("{}{address}", site.demo.bitbucket_url());
        let long = replied(&site, LINKS, json!({ "identifier": address })).await;
        assert_eq!(short, long);
        let browse = format!("{}/browse/SHOP-7", site.demo.jira_url());
        let long = replied(&site, LINKS, json!({ "identifier": browse })).await;
        assert_eq!(long["start"], "SHOP-7");
        for wrong in [
            "SHOP",
            "order-service",
            "a/b#x",
            "https://elsewhere.example/browse/SHOP-7",
        ] {
            site.call(LINKS, json!({ "identifier": wrong }))
                .await
                .expect_err(wrong);
        }
    }
}

#[tokio::test]
async fn what_fails_hides_nothing_else() {
    each_site(&[], async |site, _| {
        let failing = |path: &str| {
            site.demo
                .misbehave(Fault::new(Trouble::Status(403)).path(path))
        };
        failing("/dev-status/1.0/issue/summary");
        let told = replied(
            site,
            ISSUE,
            json!({ "issue_key": "SHOP-7", "bitbucket_project_key": "SHOP" }),
        )
        .await;
        assert_eq!(told["issue"]["key"], "SHOP-7");
        assert!(
            !told["pull_requests"].as_array().unwrap().is_empty(),
            "{told:#}"
        );
        assert!(
            told["errors"][0].as_str().unwrap().contains("403"),
            "{told:#}"
        );
    })
    .await;
}

/// Has every request to one of the products fail.
fn down(site: &Site, product: &str) {
    let fault = Fault::new(Trouble::Status(500)).times(usize::MAX);
    site.demo.misbehave(fault.path(&format!("/{product}/")));
}

fn errors(told: &Value) -> String {
    told["errors"].to_string()
}

#[tokio::test]
async fn jira_answers_alone_while_bitbucket_is_down() {
    each_site(&[], async |site, _| {
        down(site, "bitbucket");
        let all = json!({ "issue_key": "SHOP-7", "bitbucket_project_key": "SHOP", "include_pr_diff_summary": true });
        let told = replied(site, ISSUE, all).await;
        assert_eq!(told["issue"]["key"], "SHOP-7");
        let rows = told["pull_requests"].as_array().unwrap();
        assert_eq!(rows.len(), 1, "{told:#}");
        assert_eq!(rows[0]["found_in"], json!(["jira"]));
        assert!(rows[0]["title"].is_string(), "as Jira tells it: {told:#}");
        assert!(!told["branches"].as_array().unwrap().is_empty());
        assert!(!told["commits"].as_array().unwrap().is_empty());
        for what in ["pull request ", "the files of pull request ", "the repositories of SHOP"] {
            assert!(errors(&told).contains(what), "{what}: {told:#}");
        }
        let links = json!({ "identifier": "SHOP-7", "resolve_depth": 3 });
        let told = replied(site, LINKS, links).await;
        assert_eq!(told["issues"][0]["key"], "SHOP-7");
        assert_eq!(told["links"].as_array().unwrap().len(), 1, "{told:#}");
        assert!(errors(&told).contains("order-service#3"), "{told:#}");
        site.call(PULL_REQUEST, pull_request(&[])).await.unwrap_err();
    })
    .await;
}

#[tokio::test]
async fn bitbucket_answers_alone_while_jira_is_down() {
    each_site(&[], async |site, _| {
        down(site, "jira/rest/api");
        let told = replied(site, PULL_REQUEST, pull_request(&[])).await;
        assert_eq!(told["pull_request"]["id"], 3);
        assert_eq!(told["issues"], json!([]), "{told:#}");
        for what in ["which projects there are", "SHOP-7: ", "SHOP-11: "] {
            assert!(errors(&told).contains(what), "{what}: {told:#}");
        }
    })
    .await;
}

#[tokio::test]
async fn filters_of_both_products_hold() {
    each_site(&[("JIRA_PROJECTS_FILTER", "OPS")], async |site, _| {
        site.call(ISSUE, json!({ "issue_key": "SHOP-7" }))
            .await
            .unwrap_err();
        site.call(LINKS, json!({ "identifier": "SHOP-7" }))
            .await
            .unwrap_err();
        let told = replied(site, PULL_REQUEST, pull_request(&[])).await;
        assert_eq!(told["issues"], json!([]), "{told:#}");
    })
    .await;
    for (flavour, filter) in [
        (Flavour::Cloud, "harbour/OPS"),
        (Flavour::DataCenter, "OPS"),
    ] {
        let site = Site::with(flavour, &[("BITBUCKET_PROJECTS_FILTER", filter)]).await;
        site.call(PULL_REQUEST, pull_request(&[]))
            .await
            .unwrap_err();
        for (tool, arguments) in [
            (ISSUE, json!({ "issue_key": "SHOP-7" })),
            (LINKS, json!({ "identifier": "SHOP-7", "resolve_depth": 3 })),
        ] {
            let told = replied(&site, tool, arguments).await;
            for list in ["pull_requests", "branches", "commits"] {
                assert!(told.get(list).is_none(), "{tool}: {told:#}");
            }
            assert!(
                told["left_out"][0]
                    .as_str()
                    .unwrap()
                    .contains("BITBUCKET_PROJECTS_FILTER"),
                "{told:#}"
            );
        }
    }
}

#[tokio::test]
async fn a_hundred_requests_are_enough() {
    each_site(&[], async |site, _| {
        // Three hundred pull requests of the issue, as Jira tells it.
        let cloud = site.demo.bitbucket_url();
        let row = |id: u32| {
            let address = match site
                .caller
                .session(atlassian_mcp::product::Product::Bitbucket)
                .unwrap()
                .deployment()
            {
                atlassian_mcp::product::Deployment::Cloud => {
                    format!("{cloud}/harbour/order-service/pull-requests/{id}")
                }
                atlassian_mcp::product::Deployment::DataCenter => {
                    format!("{cloud}/projects/SHOP/repos/order-service/pull-requests/{id}")
                }
            };
            json!({ "id": format!("#{id}"), "name": "SHOP-7", "url": address })
        };
        let rows: Vec<_> = (1..=300).map(row).collect();
        let detail = json!({ "errors": [], "detail": [{ "pullRequests": rows }] });
        let all = json!({ "issue_key": "SHOP-7", "include_pr_diff_summary": true });
        let links = json!({ "identifier": "SHOP-7", "resolve_depth": 3 });
        for (tool, arguments) in [(ISSUE, all), (LINKS, links)] {
            let fault = Fault::new(Trouble::Instead(detail.clone())).times(3);
            site.demo.misbehave(fault.path("/issue/detail"));
            site.demo.clear_requests();
            let told = replied(site, tool, arguments).await;
            let sent = site.request_count();
            assert!((60..=100).contains(&sent), "{tool}: {sent}");
            let left_out = told["left_out"].as_array().unwrap();
            assert_eq!(left_out.len(), 21, "{tool}: {told:#}");
            let last = left_out[20].as_str().unwrap();
            assert!(
                last.starts_with("and ") && last.ends_with(" more"),
                "{last}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn not_all_that_looks_like_a_key_is_one() {
    each_site(&[], async |site, _| {
        let message = "UTF-8, SHA-256 and python-3 are no issues; OPS-3 is one";
        let commits = json!({ "values": [{ "message": message }], "isLastPage": true });
        site.demo
            .misbehave(Fault::new(Trouble::Instead(commits)).path("/3/commits"));
        site.demo.clear_requests();
        let told = replied(site, PULL_REQUEST, pull_request(&[])).await;
        let issues = told["issues"].as_array().unwrap();
        let found = |key: &str| {
            issues
                .iter()
                .find(|issue| issue["key"] == key)
                .map(|issue| issue["found_in"].clone())
        };
        assert_eq!(found("OPS-3"), Some(json!(["commit"])), "{told:#}");
        let eleven = found("SHOP-11").unwrap();
        assert!(
            found("SHOP-7").is_some() && eleven.as_array().unwrap().contains(&"description".into()),
            "{told:#}"
        );
        assert_eq!(issues.len(), 3, "{told:#}");
        assert!(told.get("errors").is_none(), "{told:#}");
        let asked = |path: &str| {
            site.demo
                .requests()
                .iter()
                .filter(|sent| sent.path.contains(path))
                .count()
        };
        assert_eq!(asked("UTF-8") + asked("SHA-256") + asked("PYTHON-3"), 0);
        let projects = site
            .demo
            .requests()
            .iter()
            .filter(|sent| {
                sent.path.ends_with("/project") || sent.path.ends_with("/project/search")
            })
            .count();
        assert_eq!(projects, 1, "asked which projects there are");
    })
    .await;
}
