//! `discover_tools`: which tool does a task that is told in plain words.

mod clauses;
mod fit;
mod index;
mod profile;
mod shapes;
mod task;
mod values;
mod verbs;
mod vocabulary;
mod wish;
mod words;

use std::sync::LazyLock;

use crate::api::params::{DiscoverTools, DiscoverToolsServiceFilter};
use crate::ctx::Ctx;
use crate::declaration::Declaration;
use crate::error::{Error, Result};
use crate::product::Product;
use crate::reply::Reply;
use serde::Serialize;
use serde_json::json;

use index::Index;

/// Made when the first task is told, of what is declared and of nothing that a caller said.
static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

/// What is less relevant than this part of the best is no answer.
const FAR_BEHIND: f32 = 0.3;

/// A tool that may do the task.
#[derive(Debug, Serialize)]
struct Hit {
    name: &'static str,
    about: &'static str,
    /// The parameters that it needs.
    requires: Vec<&'static str>,
    access: &'static str,
    /// From 0 to 1, which the best of them has.
    relevance: f32,
}

/// `discover_tools`: the tools that the caller may use, the most relevant first. Sends nothing.
///
/// # Errors
/// [`Error::Arguments`] for a task without words.
pub async fn tools(ctx: &Ctx, params: DiscoverTools) -> Result<Reply> {
    if params.task.trim().is_empty() {
        let message = "`task` is empty; say what you want to do, e.g. find issues assigned to me";
        return Err(Error::Arguments(message.into()));
    }
    let policy = ctx.policy();
    let product = params.service_filter.map(|filter| product(filter.0));
    let is_meant = |tool: &Declaration| {
        // What belongs to no product is of no task: it is this tool.
        policy.allows(tool)
            && !tool.needs.is_empty()
            && product.is_none_or(|product| tool.needs.contains(&product))
            && (params.include_write_tools || !tool.changes(policy.allows_files()))
    };
    let limit = usize::try_from(params.limit).unwrap_or_default();
    let found = ranked(&params.task).into_iter();
    let found: Vec<_> = found
        .filter(|(tool, _)| is_meant(tool))
        .take(limit)
        .collect();
    let best = found.first().map_or(1.0, |(_, score)| *score);
    let near = found
        .into_iter()
        .map(|(tool, score)| hit(tool, score / best))
        .filter(|hit| hit.relevance >= FAR_BEHIND);
    let near: Vec<_> = near.collect();
    match near.is_empty() {
        true => Reply::json(
            &json!({ "tools": [], "note": "no tool fits these words; tell the task in others" }),
        ),
        false => Reply::json(&json!({ "tools": near })),
    }
}

/// All tools that have something to do with a task, the most relevant first, with their scores.
pub fn ranked(task: &str) -> Vec<(&'static Declaration, f32)> {
    INDEX.search(task)
}

const fn product(filter: DiscoverToolsServiceFilter) -> Product {
    match filter {
        DiscoverToolsServiceFilter::Jira => Product::Jira,
        DiscoverToolsServiceFilter::Confluence => Product::Confluence,
        DiscoverToolsServiceFilter::Bitbucket => Product::Bitbucket,
    }
}

fn hit(tool: &'static Declaration, relevance: f32) -> Hit {
    let required = tool
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    Hit {
        name: tool.name,
        about: tool.gist(),
        requires: required.map(|parameter| parameter.name).collect(),
        access: if tool.writes() { "write" } else { "read" },
        relevance: (relevance * 100.0).round() / 100.0,
    }
}
