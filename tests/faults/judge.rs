//! Whether a call did well.

use std::collections::BTreeMap;

use atlassian_mcp::error::Error;
use demo::Recorded;
use futures_util::{StreamExt as _, stream};

use super::case::{Example, Outcome};
use super::rows::{Due, Row};

/// How often a request is repeated that was refused since there were too many.
const RETRIES: usize = 3;

/// The most requests of a call whose pages have no end.
const MOST_REQUESTS: usize = 250;

/// What is wrong with how a call ended whose request `hit` fared as the row says; nothing for none.
pub fn verdict(
    example: &Example,
    row: &Row,
    hit: &Recorded,
    good: &Outcome,
    bad: &Outcome,
) -> Option<String> {
    // On a busy machine little patience may run out before.
    let like = |sent: &Recorded| (&sent.method, &sent.path) == (&hit.method, &hit.path);
    let is_change = example.tool.writes() && changes(hit) && bad.requests.iter().any(like);
    let Some(reply) = &bad.reply else {
        return Some("it did not end".into());
    };
    let spare = if row.refused { RETRIES } else { 0 };
    if let Some(twice) = sent_twice(example, spare, good, bad) {
        return Some(twice);
    }
    if bad.requests.len() > MOST_REQUESTS {
        return Some(format!("{} requests", bad.requests.len()));
    }
    let due = match is_change {
        true => row.writes,
        false => row.reads,
    };
    match (due, reply) {
        (_, Err(Error::Internal(error))) => Some(format!("it broke: {error}")),
        (_, Ok(text)) if Some(text.as_str()) == good.text() && !is_change => None,
        (Due::Right, Ok(text)) if Some(text.as_str()) == good.text() => None,
        (Due::Right, _) => Some("not the right answer".into()),
        (Due::Ended, _) => None,
        (Due::Told, Ok(_)) if is_change && row.is_nothing && is_answered_with_nothing(hit) => None,
        (Due::Told, Ok(text)) if is_change && !row.refused && !is_cautious(example, text) => {
            Some("a success that may not have happened".into())
        }
        (Due::Told, Ok(text)) if tells_what_is_missing(text) => None,
        (Due::Told, Ok(text)) if row.is_no_item && (text.contains("[]") || is_list(hit)) => None,
        (Due::Told, Ok(_)) if is_excused(hit, row) => None,
        (Due::Told, Ok(_)) => Some("another answer, and no word on it".into()),
        // Whatever is looked up in a list is not in one that is empty.
        (Due::Told, Err(_)) if row.is_no_item && !is_change => None,
        (Due::Told, Err(error)) => unclear(error, row, is_change),
    }
}

/// Whether a request changes something: searches by POST do not.
pub fn changes(sent: &Recorded) -> bool {
    const READING: [&str; 6] = [
        "/search",
        "/search/jql",
        "/approximate-count",
        "/bulkfetch",
        "/users-bulk",
        "/convert-ids-to-types",
    ];
    sent.method != "GET" && !READING.iter().any(|end| sent.path.ends_with(end))
}

/// Whether the answer is a bare list, which may be empty.
fn is_list(hit: &Recorded) -> bool {
    let lists = ["/issues", "/project"];
    lists.iter().any(|list| hit.path.ends_with(list))
}

/// Answers that are right for another state of things than the demo's.
fn is_excused(hit: &Recorded, row: &Row) -> bool {
    // An empty repository has no default branch (204), and a partial response leaves out what is null.
    let no_branch = hit.path.ends_with("/default-branch") && row.is_nothing;
    let no_main = hit.query == "fields=mainbranch.name";
    no_branch || (no_main && ["an empty object", "a complaint by field"].contains(&row.name))
}

/// Whether a change is documented to be answered with nothing.
fn is_answered_with_nothing(hit: &Recorded) -> bool {
    let path = hit.path.as_str();
    let has = |part| path.contains(part);
    hit.method == "DELETE"
        || has("/issueLink")
        || has("/transitions")
        || has("/epic/")
        || (hit.method == "PUT" && has("/issue/"))
}

/// A change that was sent more often than in the good run and `spare` times beyond that.
pub fn sent_twice(
    example: &Example,
    spare: usize,
    good: &Outcome,
    bad: &Outcome,
) -> Option<String> {
    if !example.tool.writes() {
        return None;
    }
    let usual = counts(&good.requests);
    counts(&bad.requests).into_iter().find_map(|(sent, count)| {
        let most = usual.get(&sent).copied().unwrap_or(1) + spare;
        (count > most).then(|| format!("{} {} was sent {count} times", sent.0, sent.1))
    })
}

fn counts(requests: &[Recorded]) -> BTreeMap<(&str, &str, &str), usize> {
    let mut counts = BTreeMap::new();
    for sent in requests.iter().filter(|sent| changes(sent)) {
        let key = (
            sent.method.as_str(),
            sent.path.as_str(),
            sent.query.as_str(),
        );
        *counts.entry(key).or_default() += 1;
    }
    counts
}

/// What is said of a change that may have been made.
pub const DOUBT: &str = "may have been carried out";

/// Whether a reply says that nothing of what it shows is sure.
fn is_cautious(example: &Example, text: &str) -> bool {
    const CLAIMS: [&str; 6] = [
        "\"key\":\"\"",
        "\"created\":[{",
        "\"created\":{",
        "\"deleted\"",
        "\"removed\"",
        "\"linked\"",
    ];
    let is_batch = example.tool.name.contains("_batch_");
    let claims = CLAIMS.iter().any(|claim| text.contains(claim));
    // What was made of a batch before is made.
    text.contains(DOUBT) && (is_batch || !claims)
}

/// Words by which a reply says that something of it could not be had.
fn tells_what_is_missing(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "MCP_CALL_TIMEOUT",
        "says that the file has",
        "not known",
        "could not be had",
        "unexpected shape",
        "(no diff)",
        "could not",
        "unexpected answer",
        "did not answer",
        "answered 4",
        "answered 5",
        "is larger than",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// What an error leaves open.
fn unclear(error: &Error, row: &Row, is_change: bool) -> Option<String> {
    let text = error.to_string();
    let names = ["Jira", "Confluence", "Bitbucket"];
    if !names.iter().any(|name| text.contains(name)) && !text.contains('/') {
        return Some("it does not say who failed".into());
    }
    (is_change && !row.refused && !text.contains(DOUBT))
        .then(|| "it does not say that the change may have been made".into())
}

/// What is wrong with any of the calls, so many of which are under way at a time.
pub async fn failures(
    calls: impl Iterator<Item = impl Future<Output = Option<String>>>,
    at_once: usize,
) -> Vec<String> {
    let calls = stream::iter(calls).buffer_unordered(at_once);
    calls.filter_map(std::future::ready).collect().await
}

/// Makes sure that none of all that was tried failed, and says how many there were and how long they took.
pub fn none_failed(tried: &str, began: std::time::Instant, all: Vec<(usize, Vec<String>)>) {
    let count: usize = all.iter().map(|(count, _)| count).sum();
    let failures: Vec<_> = all.into_iter().flat_map(|(_, failures)| failures).collect();
    println!("{count} {tried} in {:?}", began.elapsed());
    assert!(
        failures.is_empty(),
        "{} of {count}:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
