//! The tools at work: what a caller sees, and the way from a name and arguments to a reply.

use std::pin::Pin;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use crate::api::params;
use crate::args::{Arguments, take_out};
use crate::aside;
use crate::budget::{self, Budget};
use crate::caller::Caller;
use crate::ctx::{Ctx, WriteCtx};
use crate::declaration::{self, Declaration};
use crate::error::{Error, Result};
use crate::http::HIDDEN_TOKEN;
use crate::likeness::short;
use crate::limit;
use crate::metrics;
use crate::product::Product;
use crate::progress::Progress;
use crate::reply::Reply;
use crate::request_id::RequestId;
use crate::shortfall;
use crate::tools::mentions;
use crate::trail::Trail;

include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// A tool: what it is, and what it does.
#[derive(Debug)]
pub struct Tool {
    /// What it is.
    pub declaration: &'static Declaration,
    /// Its behaviour.
    pub run: Run,
}

type Pending = Pin<Box<dyn Future<Output = Result<Reply>> + Send>>;

/// The function behind a tool. A reading one cannot be given a context that writes.
#[derive(Debug, Clone, Copy)]
pub enum Run {
    /// Reads.
    Read(fn(Ctx, Arguments) -> Pending),
    /// Writes.
    Write(fn(WriteCtx, Arguments) -> Pending),
    /// Does what another tool does, which its arguments name.
    Relay(fn(Arguments) -> Result<Asked>),
}

/// A tool and its arguments, as another one was given them.
#[derive(Debug)]
pub struct Asked {
    /// Its name.
    pub name: String,
    /// What it is given.
    pub given: Map<String, Value>,
}

/// What every tool takes and none lists: how long its reply may be.
const MAX_TOKENS: &str = "max_tokens";

/// How much longer than allowed a call may take to say what is done and what is not.
const GRACE: Duration = Duration::from_secs(2);

/// The tools that exist for the caller, in a fixed order.
pub fn visible(caller: &Caller) -> impl Iterator<Item = &'static Tool> {
    let all = TOOLS.iter().chain(WAYS);
    all.filter(|tool| caller.policy().allows(tool.declaration))
}

/// Those of them that the caller's model is told of at first.
pub fn listed(caller: &Caller) -> impl Iterator<Item = &'static Tool> {
    visible(caller).filter(|tool| caller.policy().lists(tool.declaration))
}

/// The tool of that name, if it exists for the caller.
///
/// # Errors
/// As [`crate::policy::Policy::find`].
pub fn find(caller: &Caller, name: &str) -> Result<&'static Tool> {
    let found = caller.policy().find(name)?;
    let mut all = TOOLS.iter().chain(WAYS);
    all.find(|tool| tool.declaration.name == found.name)
        .ok_or_else(|| Error::Internal(format!("{name} is declared and does nothing")))
}

/// What goes along with a call besides its arguments.
#[derive(Debug, Clone, Default)]
pub struct Accompaniment {
    /// Ends the call when cancelled.
    pub cancel: CancellationToken,
    /// Is told how far the call is.
    pub progress: Progress,
    /// What the call goes by in the logs.
    pub id: RequestId,
    /// What the call leaves behind.
    pub trail: Trail,
}

/// Runs a tool for the caller.
///
/// # Errors
/// What the tool reports, [`Error::Cancelled`] once the call is, [`Error::OutOfTime`] if it takes longer than it may,
/// [`Error::Internal`] if it panics.
pub async fn call(
    caller: &Caller,
    name: &str,
    mut given: Map<String, Value>,
    with: Accompaniment,
) -> Result<Reply> {
    let mut tool = find(caller, name)?;
    if let Run::Relay(read) = tool.run {
        (tool, given) = relayed(caller, tool.declaration, read, given)?;
    }
    let budget = asked_budget(caller, &mut given)?;
    if tool.declaration.writes() && given.values().any(holds_hidden) {
        return Err(Error::Arguments(format!(
            "a text holds {HIDDEN_TOKEN}, which stands for something that is not shown: writing it would lose that. Leave the place as it is by `edits`, or put there what it is to say. Nothing was written"
        )));
    }
    let is_rich =
        tool.declaration.writes() && !tool.declaration.needs.contains(&Product::Bitbucket);
    let note = is_rich.then(|| mentions::unmentioned(&given)).flatten();
    let id = with.id.clone();
    let began = Instant::now();
    let reply = carried_out(caller, tool, given, with, budget).await;
    told(tool.declaration, &id, reply.as_ref().err(), began.elapsed());
    let reply = match note {
        Some(note) => reply?.noting(&note),
        None => reply?,
    };
    Ok(without_tokens(caller, reply))
}

/// The tool that a way to it names, and its arguments: all else is as if it had been called by its name.
fn relayed(
    caller: &Caller,
    way: &'static Declaration,
    read: fn(Arguments) -> Result<Asked>,
    mut given: Map<String, Value>,
) -> Result<(&'static Tool, Map<String, Value>)> {
    let budget = take_out(&mut given, MAX_TOKENS);
    let parameters = way.parameters;
    let Asked { name, mut given } = read(Arguments { parameters, given })?;
    let tool = find(caller, &name)?;
    let declaration = tool.declaration;
    if matches!(tool.run, Run::Relay(_)) {
        let message = format!("{name} calls other tools: name the one that is meant");
        return Err(Error::Arguments(message));
    }
    if !way.writes() && declaration.changes(caller.policy().allows_files()) {
        let other = declaration::WAYS.iter().find(|way| way.writes());
        let other = other.map_or("its name", |way| way.name);
        return Err(Error::Arguments(format!(
            "{name} changes something, and {} only reads; call it by {other}. Nothing was done",
            way.name
        )));
    }
    if let Some(budget) = take_out(&mut given, MAX_TOKENS).or(budget) {
        given.insert(MAX_TOKENS.to_owned(), budget);
    }
    Ok((tool, given))
}

/// Whether a text is among these in which a token was hidden.
fn holds_hidden(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(HIDDEN_TOKEN),
        Value::Array(items) => items.iter().any(holds_hidden),
        Value::Object(members) => members.values().any(holds_hidden),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// How long the texts in a value are, in bytes.
fn size(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// A reply without the caller's own tokens, which somebody may have written where they do not belong, and which products may echo.
fn without_tokens(caller: &Caller, reply: Reply) -> Reply {
    let sessions = caller.sessions().iter();
    sessions.fold(reply, |reply, session| {
        reply.with_texts(|text| session.without_tokens(text))
    })
}

/// How long the reply may be: what every tool is told by a parameter that none lists.
fn asked_budget(caller: &Caller, given: &mut Map<String, Value>) -> Result<Budget> {
    let usual = caller.limits().reply;
    let Some(asked) = take_out(given, MAX_TOKENS) else {
        return Ok(usual);
    };
    let tokens = match &asked {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let tokens = tokens.and_then(|tokens| usize::try_from(tokens).ok());
    let tokens = tokens.filter(|tokens| (budget::FEWEST..=budget::MOST).contains(tokens));
    tokens.map(|tokens| usual.of_tokens(tokens)).ok_or_else(|| {
        Error::Arguments(format!(
            "`{MAX_TOKENS}` must be a whole number from {} to {}",
            budget::FEWEST,
            budget::MOST
        ))
    })
}

/// Says in log and metrics that a call ended; of what was asked and answered nothing but the kind of a failure.
fn told(tool: &'static Declaration, id: &RequestId, failure: Option<&Error>, took: Duration) {
    metrics::called(tool.name, tool.needs, failure.is_none(), took);
    let outcome = failure.map_or("ok", Error::kind);
    tracing::info!(request = %id, tool = tool.name, outcome, ms = took.as_millis(), "call");
}

async fn carried_out(
    caller: &Caller,
    tool: &'static Tool,
    given: Map<String, Value>,
    with: Accompaniment,
    budget: Budget,
) -> Result<Reply> {
    let declaration = tool.declaration;
    let size = given.values().map(size).sum();
    let arguments = Arguments {
        parameters: declaration.parameters,
        given,
    };
    let no_write = || match caller.policy().withholds(declaration) {
        true => Error::Refused(format!(
            "{} was not called: whoever signed in allowed this client to read alone; it needs the scope write, too",
            declaration.name
        )),
        false => Error::UnknownTool {
            name: short(declaration.name),
            suggestion: None,
        },
    };
    let running = match tool.run {
        Run::Relay(_) => return Err(no_write()),
        Run::Read(run) => run(Ctx::new(caller.clone(), with.progress), arguments),
        Run::Write(run) => {
            let grant = caller.policy().grant_write().ok_or_else(no_write)?;
            run(
                WriteCtx::new(caller.clone(), with.progress, grant),
                arguments,
            )
        }
    };
    let limit = caller.limits().time;
    let steps = budget.within(noting_shortfall(aside::call(size, running)));
    let steps = with.trail.within(limit::of_call(limit, steps));
    let task = AbortOnDropHandle::new(tokio::spawn(with.id.within(steps)));
    tokio::select! {
        biased;
        () = with.cancel.cancelled() => Err(Error::Cancelled),
        ended = task => kept_within(caller, declaration, ended.unwrap_or_else(|_| Err(broken(declaration)))?),
        // Whatever it is that does not mind its limit.
        () = tokio::time::sleep(limit + GRACE) => {
            let unanswered = limit::unanswered(declaration.name, declaration.writes());
            Err(limit::up(limit, &unanswered))
        }
    }
}

/// The reply of a call, with a note of what is missing from it.
async fn noting_shortfall(call: impl Future<Output = Result<Reply>>) -> Result<Reply> {
    let (reply, missing) = shortfall::told_by(call).await;
    let reply = reply?;
    Ok(match missing.as_slice() {
        [] => reply,
        missing => reply.noting(&missing.join(". ")),
    })
}

/// The task of a call panicked; the panic itself is logged where it happens.
fn broken(tool: &Declaration) -> Error {
    let doubt = match tool.writes() {
        false => "",
        true => "; what it was to do may have been done all the same",
    };
    Error::Internal(format!("{} broke down{doubt}", tool.name))
}

/// Holds back an answer whose keys could not be checked where a filter says which keys may be shown.
fn kept_within(caller: &Caller, tool: &Declaration, reply: Reply) -> Result<Reply> {
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
    use crate::declaration::Effect;

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

    static READS: Declaration = Declaration {
        name: "reads",
        title: "",
        description: "",
        toolset: "",
        keywords: &[],
        needs: &[Product::Jira],
        effect: Effect::Read,
        surfaces: &[],
        parameters: &[],
    };

    static WRITES: Declaration = Declaration {
        name: "writes",
        effect: Effect::Write {
            destructive: false,
            idempotent: false,
        },
        ..READS
    };

    static FAULTY: [Tool; 2] = [
        Tool {
            declaration: &READS,
            run: Run::Read(|_, _| Box::pin(async { panic!("a fault") })),
        },
        Tool {
            declaration: &WRITES,
            run: Run::Write(|_, _| Box::pin(async { panic!("a fault") })),
        },
    ];

    #[tokio::test(flavor = "multi_thread")]
    async fn a_call_that_panics_is_answered() {
        let said = [
            "Internal error: reads broke down. Please report it.",
            "Internal error: writes broke down; what it was to do may have been done all the same. Please report it.",
        ];
        for (tool, said) in FAULTY.iter().zip(said) {
            let reply = carried_out(
                &caller(),
                tool,
                Map::new(),
                Accompaniment::default(),
                Budget::USUAL,
            )
            .await;
            assert_eq!(reply.unwrap_err().to_string(), said);
        }
    }
}
