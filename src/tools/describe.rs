//! `describe_tools`: what tools do, and what they take.

use crate::api::params::DescribeTools;
use crate::ctx::Ctx;
use crate::declaration::Declaration;
use crate::error::{Error, Result};
use crate::listing::Listing;
use crate::reply::{Page, Reply};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A tool as whoever is to call it needs it.
#[derive(Debug, Serialize)]
struct Described {
    name: &'static str,
    access: &'static str,
    about: String,
    parameters: Map<String, Value>,
}

/// `describe_tools`: texts and schemas of the named tools, as the list of all tools has them. Sends nothing.
///
/// # Errors
/// [`Error::Arguments`] if nothing is named; [`Error::UnknownTool`] if the only tool that is named does not exist for the caller. Of
/// several the reply says which do not.
pub async fn tools(ctx: &Ctx, params: DescribeTools) -> Result<Reply> {
    let names = params.names.0;
    let found = names.iter().map(|name| ctx.policy().find(name));
    let (known, mut unknown): (Vec<_>, Vec<_>) = found.partition(Result::is_ok);
    let known: Vec<_> = known.into_iter().flatten().collect();
    if let ([], [Err(_)]) = (known.as_slice(), unknown.as_slice()) {
        unknown.remove(0)?;
    }
    if names.is_empty() {
        let message = "`names` is empty; name the tools to be described, e.g. jira_search";
        return Err(Error::Arguments(message.into()));
    }
    let skipped = usize::try_from(params.start_at).unwrap_or_default();
    let rest = known.iter().skip(skipped);
    let items: Vec<_> = rest.map(|tool| described(ctx, tool)).collect();
    let resume = |shown: usize| Some(json!({ "start_at": skipped + shown }));
    let page = Page {
        name: "tools",
        items: &items,
        total: None,
        next: None,
        resume: &resume,
    };
    let unknown: Vec<_> = unknown
        .into_iter()
        .filter_map(|tool| Some(tool.err()?.brief()))
        .collect();
    let more = (!unknown.is_empty()).then(|| ("unknown".to_owned(), unknown.into()));
    Reply::list_with(page, more.into_iter().collect())
}

fn described(ctx: &Ctx, tool: &'static Declaration) -> Described {
    let Listing {
        description,
        schema,
    } = Listing::of(tool, ctx.caller());
    Described {
        name: tool.name,
        access: if tool.changes(ctx.policy().allows_files()) {
            "write"
        } else {
            "read"
        },
        about: description,
        parameters: schema,
    }
}
