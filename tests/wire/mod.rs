//! Every tool on both flavours: what leaves on the wire, and what comes back. Each case is a snapshot that tells the whole
//! story; `docs/tools/` is made of the same snapshots.

mod agile;
mod assignees;
mod attachments;
mod beside;
mod bitbucket;
mod bitbucket_creation;
mod bitbucket_files;
mod bitbucket_filter;
mod bitbucket_lists;
mod bitbucket_places;
mod changelogs;
mod comments;
mod composite;
mod confluence;
mod confluence_children;
mod confluence_comments;
mod confluence_corpus;
mod confluence_filter;
mod confluence_find;
mod confluence_labels;
mod confluence_odd;
mod confluence_pages;
mod confluence_search;
mod confluence_users;
mod development;
mod forms;
mod issues;
mod issues_batch;
mod jira;
mod links;
mod mentions;
mod meta;
mod names;
mod outsiders;
mod paging;
mod projects;
mod projects_filter;
mod pull_request_comments;
mod pull_request_diffs;
mod pull_requests;
mod reading;
mod refusals;
mod search;
mod side_by_side;
mod sites;
mod texts;
mod transitions;
mod unquoted;
mod users;
mod values;
mod versions;
mod ways_on;
mod worklog;

use demo::{Fault, Trouble};
use serde_json::Value;

use crate::harness::{FLAVOURS, Site};

/// Runs a case on a fresh site of each flavour.
pub async fn story(name: &str, tool: &str, arguments: Value) {
    for (flavour, suffix) in FLAVOURS {
        let site = Site::start(flavour).await;
        snapshot(
            &format!("{name}@{suffix}"),
            &site.story(tool, arguments.clone()).await,
        );
    }
}

/// Runs a case on a fresh site of each flavour with these variables; the case is told the suffix of its snapshots.
pub async fn each_site(variables: &[(&str, &str)], case: impl AsyncFn(&Site, &str)) {
    for (flavour, suffix) in FLAVOURS {
        case(&Site::with(flavour, variables).await, suffix).await;
    }
}

/// Calls, and fails unless the call is refused before anything leaves.
pub async fn sent_nothing(site: &Site, tool: &str, arguments: Value) {
    site.demo.clear_requests();
    let reply = site.call(tool, arguments.clone()).await;
    assert!(reply.is_err(), "{tool} {arguments}: {reply:?}");
    assert_eq!(site.request_count(), 0, "{tool} {arguments} sent something");
}

/// The reply of a call that succeeds, as JSON.
pub async fn replied(site: &Site, tool: &str, arguments: Value) -> Value {
    let reply = site.call(tool, arguments.clone()).await;
    let text = reply.unwrap_or_else(|error| panic!("{tool} {arguments}: {error}"));
    serde_json::from_str(&text).unwrap()
}

/// Has the next request to a path answered with this.
pub fn answer(site: &Site, path: &str, answer: Value) {
    let fault = Fault::new(Trouble::Instead(answer)).path(path);
    site.demo.misbehave(fault);
}

/// Compares with the reviewed snapshot `snapshots/<name>.snap`.
pub fn snapshot(name: &str, story: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("snapshots");
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, story));
}
