//! Load, and what is to be seen of it.

use std::collections::HashMap;
use std::io::{self, BufRead as _, BufReader, ErrorKind, Read, Write};
use std::time::{Duration, Instant};

use demo::{Demo, Fault, Trouble};
use serde_json::Value;
use tokio::task::JoinSet;

use crate::client::{self, Caller, Tally};
use crate::watch::{Seen, Watch};
use crate::{Result, server, tell};

/// What a session begins with.
const HELLO: &str = r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"soak","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}"#;

/// Many clients over HTTP, each with a token of its own, until each has made its calls and the time is over.
///
/// # Errors
/// For any call that fails, and for what grows.
pub async fn over_http(
    demo: &Demo,
    program: &str,
    clients: usize,
    calls: usize,
    lasting: Duration,
) -> Result<()> {
    let (server, url) = server::over_http(program, &server::settings(demo, false))?;
    let watch = Watch::begin(server.0.id());
    let began = Instant::now();
    let mut working = JoinSet::new();
    for number in 0..clients {
        let caller = Caller::new(&url, number)?;
        working.spawn(async move {
            let mut tally = Tally::default();
            while tally.calls() < calls || began.elapsed() < lasting {
                let message = client::message(tally.calls());
                let since = Instant::now();
                let outcome = caller.ask(&message).await;
                tally.count(since, outcome);
            }
            tally
        });
    }
    let tally = ended(demo, working).await?;
    report("HTTP", tally, began, watch.end()?)
}

/// As many calls as that in flight over standard input and output.
///
/// # Errors
/// As [`over_http`].
pub async fn over_stdio(
    demo: &Demo,
    program: &str,
    in_flight: usize,
    lasting: Duration,
) -> Result<()> {
    let mut server = server::over_stdio(program, &server::settings(demo, false))?;
    let watch = Watch::begin(server.0.id());
    let mut input = server.0.stdin.take().ok_or("no input")?;
    let output = server.0.stdout.take().ok_or("no output")?;
    let began = Instant::now();
    let mut working = JoinSet::new();
    working.spawn_blocking(move || {
        let called = called(&mut input, output, in_flight, lasting);
        called.unwrap_or_else(|error| {
            let mut tally = Tally::default();
            tally.count(began, Err(error.to_string()));
            tally
        })
    });
    let tally = ended(demo, working).await?;
    report("stdio", tally, began, watch.end()?)
}

/// Keeps so many calls in flight for a while.
fn called(
    input: &mut impl Write,
    output: impl Read,
    in_flight: usize,
    lasting: Duration,
) -> io::Result<Tally> {
    let mut lines = BufReader::new(output).lines();
    let mut line = || lines.next().unwrap_or(Err(ErrorKind::UnexpectedEof.into()));
    writeln!(input, "{HELLO}")?;
    line()?;
    let (began, mut tally, mut id) = (Instant::now(), Tally::default(), 0);
    let mut since = HashMap::new();
    loop {
        while since.len() < in_flight && began.elapsed() < lasting {
            id += 1;
            since.insert(id, Instant::now());
            writeln!(input, "{}", client::message(id))?;
        }
        if since.is_empty() {
            return Ok(tally);
        }
        let answer = line()?;
        let parsed: Value = serde_json::from_str(&answer).unwrap_or_default();
        let answered = parsed
            .get("id")
            .and_then(Value::as_u64)
            .and_then(|id| usize::try_from(id).ok());
        match answered.and_then(|id| since.remove(&id)) {
            Some(begun) => tally.count(begun, client::check(&answer)),
            None => tally.count(began, Err(format!("an answer to nothing: {answer}"))),
        }
    }
}

/// One product that does not answer, with as many calls under way as are let in, beside another one.
///
/// # Errors
/// For a call of the healthy product that fails, or takes far longer than without the other.
pub async fn beside_one_that_hangs(demo: &Demo, program: &str) -> Result<()> {
    const CALLS: usize = 300;
    let (_server, url) = server::over_http(program, &server::settings(demo, false))?;
    let healthy = Caller::new(&url, 0)?;
    let mut alone = measured(&healthy, CALLS).await;
    let hang = Trouble::Slow(Duration::from_secs(3_600));
    demo.misbehave(Fault::new(hang).path("/bitbucket/").times(usize::MAX));
    let mut hanging = JoinSet::new();
    for number in 0..128 {
        let caller = Caller::new(&url, number)?;
        let arguments = r#"{"project_key":"SHOP","repository_slug":"order-service"}"#;
        let message = client::call(1, "bitbucket_list_branches", arguments);
        hanging.spawn(async move { caller.ask(&message).await });
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let mut beside = measured(&healthy, CALLS).await;
    let (before, after) = (alone.percentile(50), beside.percentile(50));
    tell(&format!(
        "\nJira alone: p50 {before:.1} ms; beside 128 calls of a Bitbucket that hangs: p50 {after:.1} ms ({:.2} times)",
        after / before
    ));
    if let Some(problem) = alone.first.or(beside.first) {
        return Err(problem);
    }
    match after < before * 2.0 + 5.0 {
        true => Ok(()),
        false => Err("a product that hangs slows down another one".to_owned()),
    }
}

/// Ten thousand connections over which nothing is said, beside a client that asks.
///
/// # Errors
/// For a call that fails.
pub async fn beside_silence(demo: &Demo, program: &str) -> Result<()> {
    const SILENT: usize = 10_000;
    const CALLS: usize = 300;
    let (server, url) = server::over_http(program, &server::settings(demo, false))?;
    let address = url
        .trim_start_matches("http://")
        .split('/')
        .next()
        .unwrap_or_default();
    // What calls take by themselves is not to count.
    measured(&Caller::new(&url, 0)?, CALLS).await;
    let watch = Watch::begin(server.0.id());
    let began = Instant::now();
    let mut silent = Vec::with_capacity(SILENT);
    for _ in 0..SILENT {
        // Whom the server turns away may find the door shut already.
        if let Ok(stream) = tokio::net::TcpStream::connect(address).await {
            silent.push(stream);
        }
    }
    let caller = Caller::new(&url, 0)?;
    let hello = client::message(0);
    while let Err(problem) = caller.ask(&hello).await {
        if began.elapsed() > Duration::from_secs(120) {
            return Err(problem);
        }
    }
    let tally = measured(&caller, CALLS).await;
    report(
        "beside 10,000 silent connections",
        tally,
        began,
        watch.end()?,
    )
}

async fn measured(caller: &Caller, calls: usize) -> Tally {
    let mut tally = Tally::default();
    for id in 0..calls {
        let message = client::call(id, "jira_get_issue", r#"{"issue_key":"SHOP-9"}"#);
        let since = Instant::now();
        let outcome = caller.ask(&message).await;
        tally.count(since, outcome);
    }
    tally
}

/// What all clients counted; meanwhile the demo forgets what it was asked.
async fn ended(demo: &Demo, mut working: JoinSet<Tally>) -> Result<Tally> {
    let mut all = Tally::default();
    let mut forget = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            _ = forget.tick() => demo.clear_requests(),
            ended = working.join_next() => match ended {
                Some(tally) => all.add(tally.map_err(|error| error.to_string())?),
                None => return Ok(all),
            },
        }
    }
}

fn report(load: &str, mut tally: Tally, began: Instant, seen: Seen) -> Result<()> {
    let rate = tally.calls() as f64 / began.elapsed().as_secs_f64();
    let (p50, p95) = (tally.percentile(50), tally.percentile(95));
    let mib = |kib: u64| kib as f64 / 1_024.0;
    tell(&format!(
        "| {load} | {} | {} | {rate:.0} | {p50:.1} | {p95:.1} | {:.1} | {:.1} | {} |",
        tally.calls(),
        tally.errors,
        mib(seen.warm),
        mib(seen.end),
        seen.descriptors
    ));
    match tally.first {
        Some(problem) => Err(format!("{load}: {} calls failed: {problem}", tally.errors)),
        None => seen.check(load),
    }
}
