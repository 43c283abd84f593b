//! This server beside others, against the same upstream.

mod chart;
mod report;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use demo::Flavour;
use serde_json::{Value, json};
use tiktoken_rs::o200k_base_singleton;
use tokio::task::block_in_place;

use crate::bare::{self, Proxy};
use crate::empty;
use crate::over_http::OverHttp;
use crate::peers::{self, Peer};
use crate::scenario::{self, Call, Scenario};
use crate::server::Server;
use crate::timing::Times;
use crate::upstream::Upstream;
use crate::{Result, process, tell};

/// How often a server is started.
const STARTS: usize = 5;
/// How often each call is made, one after the other, after those that warm up.
const CALLS: usize = 60;
const WARM_UP: usize = 5;
/// How many calls are under way at once, and how many are made for each.
const IN_FLIGHT: [usize; 3] = [1, 16, 100];
const BUSY_CALLS: usize = 400;
/// How slow an upstream is that is far away.
const FAR: Duration = Duration::from_millis(50);
/// How long an answer waits for the acknowledgement of what was sent before, where that is not switched off.
const STEP: Duration = Duration::from_millis(40);

/// What a server is like before anybody calls it.
pub struct Start {
    server: String,
    deployment: &'static str,
    /// Milliseconds to the answer to `initialize`, and to that to `tools/list`.
    initialize: f64,
    listed: f64,
    /// MiB after that.
    resident: f64,
    tools: usize,
    tokens: usize,
}

/// What a call takes, one after the other.
pub struct Calls {
    server: String,
    deployment: &'static str,
    scenario: &'static str,
    /// Milliseconds.
    p50: f64,
    p95: f64,
    busy: f64,
    /// Times what a bare client takes for the same bodies.
    ratio: f64,
    requests: usize,
    fetched: usize,
    reply: usize,
    tokens: usize,
}

/// Calls a second, with as many under way as [`IN_FLIGHT`] says.
pub struct Pace {
    server: String,
    deployment: &'static str,
    rates: Vec<f64>,
}

/// Everything that was measured.
#[derive(Default)]
pub struct Measured {
    starts: Vec<Start>,
    calls: Vec<Calls>,
    paces: Vec<Pace>,
    /// What is to hold, what was seen.
    ratios: Vec<(String, f64)>,
}

/// Measures all servers and writes down what was seen.
///
/// # Errors
/// If this server fails; what another one fails at is told and left out.
pub async fn all(program: &str, folder: &Path) -> Result<()> {
    let mut measured = Measured::default();
    for (flavour, deployment) in [
        (Flavour::Cloud, "Cloud"),
        (Flavour::DataCenter, "Data Center"),
    ] {
        let upstream = Upstream::start(flavour, Duration::ZERO).await?;
        let scenarios = scenario::all(&upstream).await?;
        for peer in peers::all(program, folder, flavour) {
            let seen = of(&mut measured, &peer, deployment, &upstream, &scenarios).await;
            match seen {
                Err(problem) if !peer.is_own => tell(&format!("{}: {problem}", peer.name)),
                seen => seen?,
            }
        }
    }
    of_own(&mut measured, program, folder).await?;
    report::write(&measured)?;
    chart::write(&measured)
}

async fn of(
    measured: &mut Measured,
    peer: &Peer,
    deployment: &'static str,
    upstream: &Upstream,
    scenarios: &[Scenario],
) -> Result<()> {
    tell(&format!("{} ({deployment})", peer.name));
    measured
        .starts
        .push(block_in_place(|| start(peer, deployment, upstream))?);
    let mut server = block_in_place(|| Server::start(&mut peer.command(upstream)))?;
    for scenario in scenarios {
        let Some(call) = peer.call(scenario) else {
            continue;
        };
        match calls(
            &mut server,
            peer,
            deployment,
            upstream,
            (scenario.name, &call),
        )
        .await
        {
            Err(problem) if !peer.is_own => {
                tell(&format!("{}: {}: {problem}", peer.name, scenario.name))
            }
            calls => measured.calls.push(calls?),
        }
    }
    let Some(call) = scenarios.first().and_then(|first| peer.call(first)) else {
        return Ok(());
    };
    let rate = |in_flight| rate(&mut server, &call, in_flight);
    let rates = block_in_place(|| IN_FLIGHT.into_iter().map(rate).collect::<Result<_>>())?;
    measured.paces.push(Pace {
        server: format!("{}, stdio", peer.name),
        deployment,
        rates,
    });
    if peer.is_own {
        let server = OverHttp::start(&mut peer.command(upstream))?;
        let mut rates = Vec::new();
        for clients in IN_FLIGHT {
            rates.push(server.rate(&call, BUSY_CALLS, clients).await?);
        }
        measured.paces.push(Pace {
            server: format!("{}, HTTP", peer.name),
            deployment,
            rates,
        });
    }
    Ok(())
}

fn start(peer: &Peer, deployment: &'static str, upstream: &Upstream) -> Result<Start> {
    let (mut initialize, mut listed) = (Times::default(), Times::default());
    let mut last = (Value::Null, 0.0);
    for _ in 0..STARTS {
        let began = Instant::now();
        let mut server = Server::start(&mut peer.command(upstream))?;
        initialize.add(began.elapsed());
        let list = server.ask("tools/list", &json!({}))?;
        listed.add(began.elapsed());
        std::thread::sleep(Duration::from_millis(500));
        last = (list, process::resident(server.process.id())?);
    }
    let (mut list, resident) = last;
    let tools = list["tools"]
        .as_array_mut()
        .map(std::mem::take)
        .unwrap_or_default();
    let shown = |tool: &Value| {
        json!({ "name": tool["name"], "description": tool["description"], "input_schema": tool["inputSchema"] }).to_string()
    };
    Ok(Start {
        server: peer.name.clone(),
        deployment,
        initialize: initialize.percentile(50),
        listed: listed.percentile(50),
        resident,
        tools: tools.len(),
        tokens: tools.iter().map(|tool| tokens(&shown(tool))).sum(),
    })
}

async fn calls(
    server: &mut Server,
    peer: &Peer,
    deployment: &'static str,
    upstream: &Upstream,
    (scenario, call): (&'static str, &Call),
) -> Result<Calls> {
    block_in_place(|| Times::of(WARM_UP, || server.call(call).map(drop)))?;
    drop(upstream.taken());
    let reply = block_in_place(|| server.call(call))?;
    let (asked, fetched) = upstream.taken();
    let process = server.process.id();
    let before = process::busy(process)?;
    let times = block_in_place(|| Times::of(CALLS, || server.call(call).map(drop)))?;
    let busy = process::busy(process)?.saturating_sub(before);
    let bare = bare::fetch(upstream.base(), &asked, CALLS).await?;
    let text = told(&reply);
    Ok(Calls {
        server: peer.name.clone(),
        deployment,
        scenario,
        p50: times.percentile(50),
        p95: times.percentile(95),
        busy: busy.as_secs_f64() * 1_000.0 / CALLS as f64,
        ratio: times.percentile(50) / bare.percentile(50),
        requests: asked.len(),
        fetched,
        reply: text.len(),
        tokens: tokens(&text),
    })
}

/// The texts of a reply.
fn told(reply: &Value) -> String {
    let blocks = reply["content"].as_array().into_iter().flatten();
    blocks.filter_map(|block| block["text"].as_str()).collect()
}

fn tokens(text: &str) -> usize {
    o200k_base_singleton().encode_ordinary(text).len()
}

fn rate(server: &mut Server, call: &Call, in_flight: usize) -> Result<f64> {
    let began = Instant::now();
    server.call_often(call, BUSY_CALLS, in_flight)?;
    Ok(BUSY_CALLS as f64 / began.elapsed().as_secs_f64())
}

/// What holds of this server alone.
async fn of_own(measured: &mut Measured, program: &str, folder: &Path) -> Result<()> {
    let upstream = Upstream::start(Flavour::DataCenter, Duration::ZERO).await?;
    let far = Upstream::start(Flavour::DataCenter, FAR).await?;
    let own = peers::all(program, folder, Flavour::DataCenter);
    let own = own.first().ok_or("no server")?;
    let scenarios = scenario::all(&upstream).await?;
    let issue = &scenarios.first().ok_or("no scenario")?.call;
    let transitions = &scenarios.last().ok_or("no scenario")?.call;

    let begins = block_in_place(|| begin(|| Ok(own.command(&upstream))))?;
    let empty = block_in_place(|| begin(empty::command))?;

    let server = OverHttp::start(&mut own.command(&upstream))?;
    let mut piped = block_in_place(|| Server::start(&mut own.command(&upstream)))?;
    let issues_over_http = server.rate(issue, BUSY_CALLS, 16).await?;
    let issues_over_stdio = block_in_place(|| rate(&mut piped, issue, 16))?;
    drop(upstream.taken());
    let over_http = server.rate(transitions, BUSY_CALLS, 16).await?;
    let asked: Vec<_> = upstream.taken().0.into_iter().take(1).collect();
    let over_stdio = block_in_place(|| rate(&mut piped, transitions, 16))?;
    let proxy = Proxy::start(upstream.base()).await?;
    let proxied = bare::rate(&proxy.base, &asked, BUSY_CALLS, 16).await?;
    let waited = server
        .took_as_long_as(STEP, transitions, BUSY_CALLS)
        .await?;

    let mut piped = block_in_place(|| Server::start(&mut own.command(&far)))?;
    block_in_place(|| piped.call(transitions))?;
    let slow = block_in_place(|| rate(&mut piped, transitions, 16))?;
    let bare = bare::rate(far.base(), &asked, BUSY_CALLS, 16).await?;
    let ratios = [
        (
            "`initialize`, of the time of an rmcp server without tools",
            begins / empty,
        ),
        (
            "streamable HTTP, of the rate over stdio, one issue, 16 clients",
            issues_over_http / issues_over_stdio,
        ),
        (
            "streamable HTTP, of the rate over stdio, `jira_get_transitions`, 16 clients",
            over_http / over_stdio,
        ),
        (
            "`jira_get_transitions` over HTTP, of the rate of a bare proxy, 16 clients",
            over_http / proxied,
        ),
        (
            "calls over HTTP, one after the other, that took 40 ms or longer",
            waited,
        ),
        (
            "16 in flight on an upstream that takes 50 ms, of the rate of a bare client",
            slow / bare,
        ),
    ];
    measured
        .ratios
        .extend(ratios.map(|(what, ratio)| (what.to_owned(), ratio)));
    Ok(())
}

/// Milliseconds to the answer to `initialize`.
fn begin(command: impl Fn() -> Result<Command>) -> Result<f64> {
    let begun = Times::of(STARTS, || Server::start(&mut command()?).map(drop))?;
    Ok(begun.percentile(50))
}
