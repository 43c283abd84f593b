//! Tools × faults × flavours, one after the other of each call's requests.

use std::collections::HashMap;
use std::fmt::Write as _;

use demo::{Fault, Recorded};
use futures_util::{StreamExt as _, stream};

use super::case::{Example, Outcome, Patience, examples, run};
use super::judge::{self, none_failed};
use super::rows::{Row, rows};

/// How many calls are under way at a time: most of them wait.
const AT_ONCE: usize = 48;

/// A request of a good run, and how many like it came before.
pub struct Place {
    /// The request.
    pub request: Recorded,
    /// How many have its method, path and query and came before it.
    pub before: usize,
}

/// The places of all requests of a run.
pub fn places(requests: &[Recorded]) -> Vec<Place> {
    let mut seen: HashMap<(&str, &str, &str), usize> = HashMap::new();
    let place = |request: &Recorded, before: usize| Place {
        request: request.clone(),
        before,
    };
    requests
        .iter()
        .map(|request| {
            let key = (
                request.method.as_str(),
                request.path.as_str(),
                request.query.as_str(),
            );
            let before = seen.entry(key).or_default();
            *before += 1;
            place(request, *before - 1)
        })
        .collect()
}

/// Breaks one request after the other of an example in each way, and gives what is wrong.
async fn broken(example: Example, rows: &[Row]) -> (usize, Vec<String>) {
    let good = run(&example, Vec::new(), Patience::LONG).await;
    assert!(good.text().is_some(), "{example:?}: {:?}", good.reply);
    assert!(good.violations.is_empty(), "{:?}", good.violations);
    let places = places(&good.requests);
    let cases = places.iter().enumerate().flat_map(|(index, place)| {
        let rows = rows.iter().filter(move |row| index == 0 || !row.first_only);
        rows.map(move |row| (place, row))
    });
    let cases: Vec<_> = cases.collect();
    let count = cases.len();
    let judged = cases
        .into_iter()
        .map(|(place, row)| one(&example, &good, place, row));
    (count, judge::failures(judged, AT_ONCE).await)
}

async fn one(example: &Example, good: &Outcome, place: &Place, row: &Row) -> Option<String> {
    let fault = Fault::new(row.trouble.clone())
        .like(&place.request)
        .after(place.before)
        .times(row.times);
    let bad = run(example, vec![fault], row.patience).await;
    let wrong = judge::verdict(example, row, &place.request, good, &bad)?;
    let reply = format!("{:?}", bad.reply);
    let mut told = String::new();
    let _ = write!(
        told,
        "{} on {}, {}, {} {}: {wrong}\n    {}",
        example.tool.name,
        example.suffix,
        row.name,
        place.request.method,
        place.request.path,
        reply.chars().take(700).collect::<String>()
    );
    Some(told)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_tool_is_right_or_says_what_failed() {
    let rows = rows();
    let began = std::time::Instant::now();
    let all: Vec<_> = stream::iter(examples())
        .map(|example| broken(example, &rows))
        .buffer_unordered(4)
        .collect()
        .await;
    none_failed("cases", began, all);
}
