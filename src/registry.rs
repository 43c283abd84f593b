//! The tools: what is declared, what a caller sees, and the way from a name and arguments to a reply.

use std::pin::Pin;
use std::time::Duration;

use serde_json::{Map, Value};
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use crate::access::{Read, Write};
use crate::api::params;
use crate::app::Caller;
use crate::args::{Arguments, Limit, Parameter};
use crate::aside;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::likeness::{likeness, short};
use crate::limit;
use crate::product::Product;
use crate::progress::Progress;
use crate::reply::Reply;
use crate::tools::mentions;

include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// A declared tool.
#[derive(Debug)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// A short human title.
    pub title: &'static str,
    /// What models read.
    pub description: &'static str,
    /// The toolset it belongs to.
    pub toolset: &'static str,
    /// Words people use for it.
    pub keywords: &'static [&'static str],
    /// The products that must be configured.
    pub needs: &'static [Product],
    /// What it may do upstream.
    pub effect: Effect,
    /// Its parameters, as far as they decide whether a call is well formed.
    pub parameters: &'static [Parameter],
    /// Makes the JSON schema of its parameters.
    pub schema: fn() -> Map<String, Value>,
    /// Its behaviour; none while it is still to come.
    pub run: Option<Run>,
}

impl Tool {
    /// The JSON schema of its parameters: those that name files of this machine only where files are allowed.
    pub fn listed_schema(&self, files: bool) -> Map<String, Value> {
        let mut schema = (self.schema)();
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            let hidden = |parameter: &&Parameter| parameter.files && !files;
            for parameter in self.parameters.iter().filter(hidden) {
                properties.remove(parameter.name);
            }
        }
        schema
    }

    /// Whether a call can change anything, upstream or, where files are allowed, on this machine.
    pub fn changes(&self, files: bool) -> bool {
        let saves = files && self.parameters.iter().any(|parameter| parameter.files);
        matches!(self.effect, Effect::Write { .. }) || saves
    }
}

/// What a tool may do upstream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Read,
    /// It changes something.
    Write {
        /// Something may be lost by it.
        destructive: bool,
        /// A second identical call changes nothing more.
        idempotent: bool,
    },
}

type Pending = Pin<Box<dyn Future<Output = Result<Reply>> + Send>>;

/// The function behind a tool. A reading one cannot be given a context that writes.
#[derive(Debug, Clone, Copy)]
pub enum Run {
    /// Reads.
    Read(fn(Ctx<Read>, Arguments) -> Pending),
    /// Writes.
    Write(fn(Ctx<Write>, Arguments) -> Pending),
}

/// How much longer than allowed a call may take to say what is done and what is not.
const GRACE: Duration = Duration::from_secs(2);

/// From this likeness on, a name is taken for a misspelling.
const LIKE: f64 = 0.85;

/// The tools that exist for the caller, in a fixed order.
pub fn visible(caller: &Caller) -> impl Iterator<Item = &'static Tool> {
    TOOLS.iter().filter(|tool| caller.policy().allows(tool))
}

/// The tool of that name, if it exists for the caller.
///
/// # Errors
/// [`Error::UnknownTool`], the same for a hidden tool as for one that never was.
pub fn find(caller: &Caller, name: &str) -> Result<&'static Tool> {
    visible(caller)
        .find(|tool| tool.name == name)
        .ok_or_else(|| Error::UnknownTool {
            name: short(name),
            suggestion: nearest(visible(caller), name).map(|tool| tool.name.to_owned()),
        })
}

/// The tool that a misspelt name was probably meant to be.
pub fn nearest(tools: impl Iterator<Item = &'static Tool>, name: &str) -> Option<&'static Tool> {
    let likeness = |tool: &&Tool| likeness(name, tool.name);
    let nearest = tools.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    nearest.filter(|tool| likeness(tool) > LIKE)
}

/// What goes along with a call besides its arguments.
#[derive(Debug, Clone, Default)]
pub struct Accompaniment {
    /// Ends the call when cancelled.
    pub cancel: CancellationToken,
    /// Is told how far the call is.
    pub progress: Progress,
}

/// Runs a tool for the caller.
///
/// # Errors
/// What the tool reports, [`Error::Cancelled`] once the call is, [`Error::OutOfTime`] if it takes longer than it may,
/// [`Error::Internal`] if it panics.
pub async fn call(
    caller: &Caller,
    name: &str,
    given: Map<String, Value>,
    with: Accompaniment,
) -> Result<Reply> {
    let tool = find(caller, name)?;
    let is_rich = tool.effect != Effect::Read && !tool.needs.contains(&Product::Bitbucket);
    let note = is_rich.then(|| mentions::unmentioned(&given)).flatten();
    let reply = carried_out(caller, tool, given, with).await?;
    Ok(match note {
        Some(note) => reply.noting(&note),
        None => reply,
    })
}

async fn carried_out(
    caller: &Caller,
    tool: &'static Tool,
    given: Map<String, Value>,
    with: Accompaniment,
) -> Result<Reply> {
    let arguments = Arguments {
        parameters: tool.parameters,
        given,
    };
    let unknown = || Error::UnknownTool {
        name: short(tool.name),
        suggestion: None,
    };
    let running = match tool.run.ok_or_else(unknown)? {
        Run::Read(run) => run(Ctx::reading(caller.clone(), with.progress), arguments),
        Run::Write(run) => {
            let grant = caller.policy().grant_write().ok_or_else(unknown)?;
            run(
                Ctx::writing(caller.clone(), with.progress, grant),
                arguments,
            )
        }
    };
    let limit = caller.call_timeout();
    let steps = aside::each_step(running);
    let task = AbortOnDropHandle::new(tokio::spawn(limit::of_call(limit, steps)));
    tokio::select! {
        biased;
        () = with.cancel.cancelled() => Err(Error::Cancelled),
        ended = task => kept_within(caller, tool, ended.unwrap_or_else(|_| Err(broken(tool)))?),
        // Whatever it is that does not mind its limit.
        () = tokio::time::sleep(limit + GRACE) => {
            let writes = tool.effect != Effect::Read;
            Err(limit::up(limit, &limit::unanswered(tool.name, writes)))
        }
    }
}

/// The task of a call panicked; the panic itself is logged where it happens.
fn broken(tool: &Tool) -> Error {
    let doubt = match tool.effect {
        Effect::Read => "",
        Effect::Write { .. } => "; what it was to do may have been done all the same",
    };
    Error::Internal(format!("{} broke down{doubt}", tool.name))
}

/// Holds back an answer whose keys could not be checked where a filter says which keys may be shown.
fn kept_within(caller: &Caller, tool: &Tool, reply: Reply) -> Result<Reply> {
    if !(reply.is_raw() && caller.policy().narrows(tool.needs)) {
        return Ok(reply);
    }
    Err(Error::Refused(format!(
        "{} was done, but the answer has an unexpected shape and may hold what this server may not show; without a filter it is shown as it came",
        tool.name
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Sources};

    fn caller() -> Caller {
        let set = [
            ("JIRA_URL", "https://jira.example.com"),
            ("JIRA_PERSONAL_TOKEN", "t"),
        ];
        let set = set.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let sources = Sources {
            flags: Default::default(),
            environment: set.into(),
            env_file: None,
            directory: None,
        };
        Caller::configured(&Config::load(&sources).unwrap()).unwrap()
    }

    const READS: Tool = Tool {
        name: "reads",
        title: "",
        description: "",
        toolset: "",
        keywords: &[],
        needs: &[Product::Jira],
        effect: Effect::Read,
        parameters: &[],
        schema: Map::new,
        run: Some(Run::Read(|_, _| Box::pin(async { panic!("a fault") }))),
    };

    const WRITES: Tool = Tool {
        name: "writes",
        effect: Effect::Write {
            destructive: false,
            idempotent: false,
        },
        run: Some(Run::Write(|_, _| Box::pin(async { panic!("a fault") }))),
        ..READS
    };

    #[tokio::test(flavor = "multi_thread")]
    async fn a_call_that_panics_is_answered() {
        for (tool, said) in [
            (
                &READS,
                "Internal error: reads broke down. Please report it.",
            ),
            (
                &WRITES,
                "Internal error: writes broke down; what it was to do may have been done all the same. Please report it.",
            ),
        ] {
            let reply = carried_out(&caller(), tool, Map::new(), Accompaniment::default()).await;
            assert_eq!(reply.unwrap_err().to_string(), said);
        }
    }
}
