//! `tools`: what can be called, and what of that is otherwise than it was.

mod diff;
mod manifest;
mod schema;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::{Outcome, table};
use crate::caller::Caller;
use crate::declaration::Declaration;
use crate::error::{Error, Result};
use crate::registry;
use diff::{Change, Diff};
use manifest::{Manifest, access};

#[derive(Debug, Args)]
pub(super) struct Tools {
    /// As JSON, with descriptions and parameter schemas
    #[arg(long)]
    json: bool,

    /// What changed since an older version wrote FILE by `tools --json`; the exit status is 1 if something breaks callers
    #[arg(long, value_name = "FILE")]
    diff: Option<PathBuf>,
}

impl Tools {
    pub(super) fn run(&self, caller: &Caller) -> Result<Outcome> {
        let Some(old) = &self.diff else {
            return self.list(caller).map(Outcome::from);
        };
        let diff = Diff::between(&read(old)?, &Manifest::of(caller));
        let stdout = match self.json {
            true => written(&diff)?,
            false => as_table(&diff),
        };
        Ok(Outcome {
            stdout,
            code: diff.breaking.into(),
        })
    }

    fn list(&self, caller: &Caller) -> Result<String> {
        if self.json {
            return written(&Manifest::of(caller));
        }
        let cells = |tool: &Declaration| [tool.name, access(tool), tool.title].map(str::to_owned);
        let tools = registry::visible(caller);
        let rows = tools.map(|tool| cells(tool.declaration).into()).collect();
        Ok(table::render(
            ["TOOL", "ACCESS", "WHAT IT DOES"],
            rows,
            None,
        ))
    }
}

fn read(file: &Path) -> Result<Manifest> {
    let problem = |why: String| Error::Config(format!("--diff {}: {why}", file.display()));
    let text = fs::read_to_string(file).map_err(|error| problem(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| {
        problem(format!(
            "this is not what `mcp-atlassian tools --json` writes: {error}"
        ))
    })
}

fn written(value: &impl Serialize) -> Result<String> {
    serde_json::to_string_pretty(value).map_err(|error| Error::Internal(error.to_string()))
}

fn as_table(diff: &Diff) -> String {
    if diff.changes.is_empty() {
        return "Nothing changed.".to_owned();
    }
    let cells = |change: &Change| {
        let mark = if change.breaking { "BREAKING" } else { "" };
        let cells = [mark, &change.tool, &change.parameter, &change.told()];
        cells.map(str::to_owned).to_vec()
    };
    let rows = diff.changes.iter().map(cells).collect();
    table::render(["", "TOOL", "PARAMETER", "CHANGE"], rows, None)
}
