//! `tools`: what can be called.

use clap::Args;
use serde_json::{Value, json};

use super::{Outcome, table};
use crate::caller::Caller;
use crate::declaration::Declaration;
use crate::error::{Error, Result};
use crate::listing;
use crate::registry;

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
            let tools: Vec<_> = tools
                .map(|tool| described(tool.declaration, caller))
                .collect();
            let text = serde_json::to_string_pretty(&tools)
                .map_err(|error| Error::Internal(error.to_string()))?;
            return Ok(text.into());
        }
        let cells = |tool: &Declaration| [tool.name, access(tool), tool.title].map(str::to_owned);
        let rows = tools.map(|tool| cells(tool.declaration).into()).collect();
        Ok(table::render(["TOOL", "ACCESS", "WHAT IT DOES"], rows, None).into())
    }
}

const fn access(tool: &Declaration) -> &'static str {
    match tool.writes() {
        false => "read",
        true => "write",
    }
}

fn described(declaration: &Declaration, caller: &Caller) -> Value {
    json!({
        "name": declaration.name,
        "title": declaration.title,
        "description": declaration.description,
        "toolset": declaration.toolset,
        "access": access(declaration),
        "parameters": listing::schema(declaration, caller),
    })
}
