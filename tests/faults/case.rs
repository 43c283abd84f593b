//! One call of one tool on a demo of its own, with one fault.

use std::time::Duration;

use atlassian_mcp::caller::Caller;
use atlassian_mcp::declaration::{DECLARATIONS, Declaration};
use atlassian_mcp::error::Error;
use atlassian_mcp::registry::{self, Accompaniment};
use demo::{Demo, Fault, Flavour, Options, Recorded};
use serde_json::Value;

use crate::every_tool::example;
use crate::harness::{FLAVOURS, config};

/// No call is under way for so long, however busy the machine is.
const GENEROUS: Duration = Duration::from_secs(120);

/// A tool on one flavour with the arguments of its example.
#[derive(Clone, Debug)]
pub struct Example {
    /// The tool.
    pub tool: &'static Declaration,
    /// Where it is called.
    pub flavour: Flavour,
    /// What the flavour's snapshots end in.
    pub suffix: &'static str,
    /// What it is called with.
    pub arguments: Value,
}

/// The examples of all tools on both flavours.
pub fn examples() -> Vec<Example> {
    let of = |(flavour, suffix): (Flavour, &'static str)| {
        DECLARATIONS.iter().map(move |tool| Example {
            tool,
            flavour,
            suffix,
            arguments: example(tool.name, suffix),
        })
    };
    FLAVOURS.into_iter().flat_map(of).collect()
}

/// How long requests and calls may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// One request.
    pub request: Duration,
    /// The whole call.
    pub call: Duration,
}

impl Patience {
    /// Where nothing has to run out.
    pub const LONG: Self = Self {
        request: Duration::from_secs(100),
        call: Duration::from_secs(110),
    };
}

/// How a call ended.
#[derive(Debug)]
pub struct Outcome {
    /// What was printed, or the error; `None` if it did not end.
    pub reply: Option<Result<String, Error>>,
    /// Whether the answer was handed on as it came.
    pub is_raw: bool,
    /// What reached the demo, in order of arrival.
    pub requests: Vec<Recorded>,
    /// What of that broke the documents.
    pub violations: Vec<String>,
}

impl Outcome {
    /// What was printed of a reply that is no failure.
    pub fn text(&self) -> Option<&str> {
        self.reply.as_ref()?.as_ref().ok().map(String::as_str)
    }
}

/// Calls the tool on a fresh demo with these faults, with waits between attempts that take no time.
pub async fn run(example: &Example, faults: Vec<Fault>, patience: Patience) -> Outcome {
    let demo = start(example.flavour).await;
    faults.into_iter().for_each(|fault| demo.misbehave(fault));
    let caller = caller(&demo, example.flavour, patience);
    let arguments = example.arguments.as_object().unwrap().clone();
    let call = registry::call(
        &caller,
        example.tool.name,
        arguments,
        Accompaniment::default(),
    );
    let reply = tokio::time::timeout(GENEROUS, call).await.ok();
    let is_raw = matches!(&reply, Some(Ok(reply)) if reply.is_raw());
    let reply = reply.map(|reply| {
        let reply = reply?;
        let (failed, text) = (reply.is_failure(), without_port(&demo, &reply.printed()));
        match failed {
            true => Err(Error::Arguments(text)),
            false => Ok(text),
        }
    });
    Outcome {
        reply,
        is_raw,
        requests: demo.requests(),
        violations: demo.violations(),
    }
}

pub async fn start(flavour: Flavour) -> Demo {
    let options = Options {
        flavour,
        ..Options::default()
    };
    demo::start(options).await.unwrap()
}

/// A caller of the demo who waits for milliseconds where an operator's configuration says seconds.
pub fn caller(demo: &Demo, flavour: Flavour, patience: Patience) -> Caller {
    let mut config = config(demo, flavour, &[]);
    config.call_timeout = patience.call;
    let services = [
        &mut config.jira,
        &mut config.confluence,
        &mut config.bitbucket,
    ];
    for service in services.into_iter().flatten() {
        service.timeout = patience.request;
        // No certificate is read in; nothing here is encrypted.
        service.ssl_verify = false;
        let limit = &mut service.network.limit;
        limit.first_wait = Duration::from_millis(1);
        limit.longest_wait = Duration::from_millis(5);
        limit.fault_wait = Duration::from_millis(1);
    }
    Caller::configured(&config).unwrap()
}

/// The same text on every demo.
fn without_port(demo: &Demo, text: &str) -> String {
    let url = demo.jira_url();
    let port = url.trim_end_matches("/jira").rsplit(':').next().unwrap();
    text.replace(port, "PORT")
}
