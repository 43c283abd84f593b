//! The official conformance suite against this server. It wants tools, prompts and resources of its own, so what serves it here is the
//! server with those beside its own, on the same transport. `.ci/clients` says where the suite is.

#![expect(
    deprecated,
    reason = "the suite asks for what the protocol has deprecated, too"
)]

mod content;
mod prompts;
mod questions;
mod resources;
mod suite;
mod tools;

use std::collections::BTreeSet;
use std::process::Command;

use atlassian_mcp::server::Reach;
use demo::Flavour;

use self::suite::Suite;
use crate::harness::Site;
use crate::http::{Running, configured, own};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the conformance suite; .ci/clients runs it"]
async fn revision_2025_11_25() {
    conforms_to("2025-11-25").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the conformance suite; .ci/clients runs it"]
async fn revision_2026_07_28() {
    conforms_to("2026-07-28").await;
}

/// Runs what a revision requires, and what the suite tries besides. What fails is what a file excuses, no more and no less.
async fn conforms_to(revision: &str) {
    let site = Site::start(Flavour::DataCenter).await;
    let mut settings = own(&site, Flavour::DataCenter);
    settings.push(("MCP_HTTP_SESSIONS", "100".to_owned()));
    let config = configured("streamable-http", settings);
    let running = Running::serving(Suite::new, config, Reach::public()).await;

    let modules = std::env::var("NODE_MODULES").expect("NODE_MODULES: see .ci/clients");
    let results = tempfile::tempdir().unwrap();
    let excused = format!(
        "{}/tests/clients/conformance-{revision}.yml",
        env!("CARGO_MANIFEST_DIR")
    );
    let mut command = Command::new(format!("{modules}/node_modules/.bin/conformance"));
    command
        .args(["server", "--url", &running.url("/mcp")])
        .args(["--requirements", revision, "--expected-failures", &excused])
        .arg("--output-dir")
        .arg(results.path());
    let suite = tokio::task::spawn_blocking(move || command.output());
    let suite = suite.await.unwrap().unwrap();
    let told = String::from_utf8_lossy(&suite.stdout);
    let summary = told.split_once("=== SUMMARY").map_or(&*told, |(_, it)| it);
    let trouble = String::from_utf8_lossy(&suite.stderr);
    assert!(suite.status.success(), "{summary}\n{trouble}");
    // What a revision does not require may fail without failing the suite.
    let failed = after(summary, "✗ ");
    let excused = std::fs::read_to_string(excused).unwrap();
    assert_eq!(failed, after(&excused, "- "), "{summary}");
    assert!(after(summary, "✓ ").len() > 25, "{summary}");
}

/// The scenarios in the lines of a list, without what is said of each.
fn after<'a>(list: &'a str, mark: &str) -> BTreeSet<&'a str> {
    let lines = list
        .lines()
        .filter_map(|line| line.trim().strip_prefix(mark));
    let names = lines.map(|line| line.split_once(':').map_or(line, |(name, _)| name));
    names.collect()
}
