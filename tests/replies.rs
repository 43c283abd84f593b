//! What replies cost: the examples of all tools that read, and calls that give much.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use atlassian_mcp::declaration::DECLARATIONS;
use serde_json::{Value, json};
use tiktoken_rs::o200k_base_singleton;

use crate::every_tool::example;
use crate::generated::{UPDATE, mirrored};
use crate::harness::{FLAVOURS, Site};

/// Where it is written how much it was last time.
const LAST: &str = "generated/REPLIES.md";

/// How much more than last time a reply may cost unnoticed, in percent.
const RISE: usize = 2;

/// Calls that give much, on both flavours.
fn heavy() -> [(&'static str, Value); 6] {
    let all = "created > -3650d ORDER BY key";
    [
        ("jira_search", json!({ "jql": all, "limit": 50 })),
        (
            "jira_search",
            json!({ "jql": all, "limit": 50, "fields": "*all" }),
        ),
        (
            "jira_get_issue",
            json!({ "issue_key": "SHOP-7", "fields": "*all", "expand": "changelog,transitions" }),
        ),
        ("jira_search_fields", json!({ "limit": 200 })),
        (
            "confluence_search",
            json!({ "query": "type = page", "limit": 50 }),
        ),
        (
            "jira_batch_get_changelogs",
            json!({ "issue_ids_or_keys": "SHOP-5,SHOP-7,SHOP-9" }),
        ),
    ]
}

/// Bytes and tokens of a reply, without what a demo's port makes of it.
async fn cost(site: &Site, tool: &str, arguments: &Value) -> [usize; 2] {
    let reply = site.call(tool, arguments.clone()).await;
    let reply = reply.unwrap_or_else(|error| panic!("{tool} {arguments}: {error}"));
    let reply = site.without_port(&reply);
    [reply.len(), o200k_base_singleton().count_ordinary(&reply)]
}

/// A row for each call: what is asked, and the costs on both flavours.
async fn rows() -> Vec<(String, [usize; 4])> {
    let sites = [
        Site::start(FLAVOURS[0].0).await,
        Site::start(FLAVOURS[1].0).await,
    ];
    let mut rows = Vec::new();
    let examples = DECLARATIONS
        .iter()
        .filter(|tool| !tool.writes())
        .map(|tool| {
            let asked = FLAVOURS.map(|(_, suffix)| example(tool.name, suffix));
            (format!("`{}`", tool.name), tool.name, asked)
        });
    let heavy = heavy().map(|(tool, arguments)| {
        (
            format!("`{tool}` {}", arguments.to_string().replace('|', "\\|")),
            tool,
            [arguments.clone(), arguments],
        )
    });
    for (told, tool, [on_cloud, on_data_center]) in examples.chain(heavy) {
        let [bytes, tokens] = cost(&sites[0], tool, &on_cloud).await;
        let [more_bytes, more_tokens] = cost(&sites[1], tool, &on_data_center).await;
        rows.push((told, [bytes, tokens, more_bytes, more_tokens]));
    }
    rows
}

/// The numbers of a row that is written down.
fn last(text: &str, told: &str) -> Option<Vec<usize>> {
    let row = text
        .lines()
        .find_map(|line| line.strip_prefix(&format!("| {told} | ")))?;
    Some(
        row.split('|')
            .filter_map(|cell| cell.trim().parse().ok())
            .collect(),
    )
}

#[tokio::test]
async fn replies_are_short_and_stay_so() {
    let rows = rows().await;
    let mut text = String::from(
        "# Replies\n\nWhat replies cost on the demo: the example of each tool that reads, then calls that give much. Tokens are those of `o200k_base`.\n\n\
         | call | bytes, Cloud | tokens, Cloud | bytes, Data Center | tokens, Data Center |\n| --- | --- | --- | --- | --- |\n",
    );
    for (told, [bytes, tokens, more_bytes, more_tokens]) in &rows {
        writeln!(
            text,
            "| {told} | {bytes} | {tokens} | {more_bytes} | {more_tokens} |"
        )
        .unwrap();
    }
    if std::env::var_os(UPDATE).is_some() {
        return mirrored(LAST, &text);
    }
    let written =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(LAST)).unwrap_or_default();
    let is_dearer = |(now, last): (&usize, &usize)| now * 100 > last * (100 + RISE);
    let dearer = rows.iter().filter(|(told, costs)| {
        let last = last(&written, told);
        last.is_none_or(|last| last.len() != costs.len() || costs.iter().zip(&last).any(is_dearer))
    });
    let dearer: Vec<_> = dearer
        .map(|(told, costs)| (told, costs, last(&written, told)))
        .collect();
    assert!(
        dearer.is_empty(),
        "these are new, or cost over {RISE} % more than is written in {LAST}; shorten them, or run `{UPDATE}=1 cargo test`: {dearer:#?}"
    );
}
