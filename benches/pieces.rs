//! How long the pieces of a call take: the table of tools and what is listed of it, arguments, one view of each kind, and replies. Rich
//! text has benchmarks of its own (`markup/benches`), whole calls are measured by `benches/measure`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macro makes the items; without the demo there is nothing to measure"
)]

use std::collections::BTreeMap;
use std::hint::black_box;

use atlassian_mcp::api::params::JiraSearch;
use atlassian_mcp::args::Arguments;
use atlassian_mcp::caller::Caller;
use atlassian_mcp::config::{Config, Sources};
use atlassian_mcp::listing::Listing;
use atlassian_mcp::registry;
use atlassian_mcp::reply::{Page, Reply};
use atlassian_mcp::views::jira::{Issue, IssueView, RichText, SearchPage};
use atlassian_mcp::views::{bitbucket, confluence};
use criterion::{Criterion, criterion_group, criterion_main};
use demo::{Demo, Flavour, Options};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// Answers of the demo's Data Center, as they came.
struct Answers {
    issue: String,
    search: String,
    page: String,
    pull_request: String,
}

impl Answers {
    fn new() -> Self {
        let runtime = Runtime::new().unwrap();
        let options = Options {
            flavour: Flavour::DataCenter,
            ..Options::default()
        };
        let demo: Demo = runtime.block_on(demo::start(options)).unwrap();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let get = |url: String| {
            let request = client.get(url).basic_auth("mira", Some("token"));
            let answer = async { request.send().await?.error_for_status()?.text().await };
            runtime.block_on(answer).unwrap()
        };
        let page = "rest/api/content?limit=1&expand=space,version,body.storage,ancestors";
        let pages: Value =
            serde_json::from_str(&get(format!("{}/{page}", demo.confluence_url()))).unwrap();
        Self {
            issue: get(format!("{}/rest/api/2/issue/SHOP-9", demo.jira_url())),
            search: get(format!(
                "{}/rest/api/2/search?jql=&maxResults=50",
                demo.jira_url()
            )),
            page: pages.pointer("/results/0").unwrap().to_string(),
            pull_request: get(format!(
                "{}/rest/api/latest/projects/SHOP/repos/order-service/pull-requests/3",
                demo.bitbucket_url()
            )),
        }
    }
}

/// A caller of all products, at addresses where nobody is.
fn caller() -> Caller {
    let mut environment = BTreeMap::new();
    for product in ["JIRA", "CONFLUENCE", "BITBUCKET"] {
        environment.insert(
            format!("{product}_URL"),
            "https://at.example.com".to_owned(),
        );
        environment.insert(format!("{product}_PERSONAL_TOKEN"), "token".to_owned());
    }
    let sources = Sources {
        flags: BTreeMap::new(),
        environment,
        env_file: None,
        directory: None,
    };
    Caller::configured(&Config::load(&sources).unwrap()).unwrap()
}

fn table(c: &mut Criterion) {
    c.bench_function("table: a caller, and the tools that exist for him", |b| {
        b.iter(|| registry::visible(&caller()).count());
    });
    let caller = caller();
    c.bench_function("table: the schemas of all tools as they are listed", |b| {
        let listing = |tool: &'static registry::Tool| Listing::of(tool.declaration, &caller);
        b.iter(|| {
            registry::visible(&caller)
                .map(listing)
                .map(black_box)
                .count()
        });
    });
}

fn arguments(c: &mut Criterion) {
    let caller = caller();
    let search = registry::find(&caller, "jira_search").unwrap();
    let given = json!({ "jql": "project = SHOP ORDER BY created DESC", "limit": "50", "fields": "summary,status" });
    c.bench_function("arguments of a search", |b| {
        b.iter(|| {
            let arguments = Arguments {
                parameters: search.declaration.parameters,
                given: given.as_object().cloned().unwrap_or_default(),
            };
            arguments.parse::<JiraSearch>().unwrap()
        });
    });
}

fn read<T: DeserializeOwned>(c: &mut Criterion, name: &str, answer: &str) {
    c.bench_function(name, |b| {
        b.iter(|| serde_json::from_str::<T>(answer).unwrap())
    });
}

fn views(c: &mut Criterion) {
    let answers = Answers::new();
    read::<SearchPage>(c, "view: a page of a search", &answers.search);
    read::<confluence::Content>(c, "view: a page of Confluence", &answers.page);
    read::<bitbucket::DataCenterPullRequest>(c, "view: a pull request", &answers.pull_request);
    c.bench_function("view: an issue, read and shown", |b| {
        b.iter(|| {
            let issue: Issue = serde_json::from_str(&answers.issue).unwrap();
            let people = issue.people();
            issue.shown(&IssueView {
                rich: RichText { people: &people },
                names: &issue.names,
                schema: &issue.schema,
                asked: &[],
                comment_limit: Some(10),
                expand: &[],
            })
        });
    });
}

fn replies(c: &mut Criterion) {
    let rows: Vec<Value> = (0..200)
        .map(|number| json!({ "key": format!("SHOP-{number}"), "summary": "Guests lose their basket", "status": "In Progress" }))
        .collect();
    c.bench_function("reply: a list of 200, within the budget", |b| {
        b.iter(|| {
            let page = Page {
                name: "issues",
                items: &rows,
                total: Some(500),
                next: Some(json!({ "start_at": 200 })),
                resume: &|shown| Some(json!({ "start_at": shown })),
            };
            Reply::list(page).unwrap()
        });
    });
    let text = "A paragraph of a page, as people write them. 段落です。\n".repeat(4_000);
    c.bench_function("reply: a text of 250 KB, of which a part fits", |b| {
        b.iter(|| Reply::text(&text, 0));
    });
}

criterion_group!(pieces, table, arguments, views, replies);
criterion_main!(pieces);
