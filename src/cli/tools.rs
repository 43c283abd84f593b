//! `tools`: what can be called.

use clap::Args;
use serde_json::{Value, json};

use super::{Outcome, table};
use crate::app::Caller;
use crate::error::{Error, Result};
use crate::registry::{self, Effect, Tool};

#[derive(Debug, Args)]
pub(super) struct Tools {
    /// As JSON, with descriptions and parameter schemas
    #[arg(long)]
    json: bool,
}

impl Tools {
    pub(super) fn run(&self, caller: &Caller) -> Result<Outcome> {
        let tools = registry::visible(caller);
        if self.json {
            let files = caller.policy().allows_files();
            let tools: Vec<_> = tools.map(|tool| described(tool, files)).collect();
            let text = serde_json::to_string_pretty(&tools)
                .map_err(|error| Error::Internal(error.to_string()))?;
            return Ok(text.into());
        }
        let cells = |tool: &Tool| [tool.name, access(tool), tool.title].map(str::to_owned);
        let rows = tools.map(|tool| cells(tool).into()).collect();
        Ok(table::render(["TOOL", "ACCESS", "WHAT IT DOES"], rows, None).into())
    }
}

const fn access(tool: &Tool) -> &'static str {
    match tool.effect {
        Effect::Read => "read",
        Effect::Write { .. } => "write",
    }
}

fn described(tool: &Tool, files: bool) -> Value {
    json!({
        "name": tool.name,
        "title": tool.title,
        "description": tool.description,
        "toolset": tool.toolset,
        "access": access(tool),
        "parameters": tool.listed_schema(files),
    })
}
