//! Something odd in one place of one answer: a null, a number, an object without members. What is beside it is there all the same.

use std::sync::{Arc, Mutex};

use atlassian_mcp::error::Error;
use demo::{Edit, Fault, Recorded, Trouble};
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};

use super::case::{Example, Outcome, Patience, examples, run};
use super::judge::{self, none_failed, sent_twice};
use super::table::{Place, places};

/// How many calls are under way at a time.
const AT_ONCE: usize = 16;

/// A place in an answer's JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    /// Where it is, as a JSON pointer that leads through the first items of lists.
    first: String,
    /// Where the same is by way of the last ones.
    last: String,
    /// Whether it is in one of several items of a list.
    is_in_item: bool,
    /// Whether it is such an item.
    is_item: bool,
}

impl Spot {
    fn below(&self, first: &str, last: &str) -> Self {
        let part = |name: &str| name.replace('~', "~0").replace('/', "~1");
        Self {
            first: format!("{}/{}", self.first, part(first)),
            last: format!("{}/{}", self.last, part(last)),
            is_in_item: self.is_in_item,
            is_item: false,
        }
    }
}

/// Every place once: of a list, those in its first item.
fn spots(value: &Value, spot: Spot, all: &mut Vec<Spot>) {
    match value {
        Value::Array(items) => {
            let Some(first) = items.first() else {
                return;
            };
            let mut item = spot.below("0", &(items.len() - 1).to_string());
            item.is_item = items.len() > 1;
            item.is_in_item |= item.is_item;
            spots(first, item, all);
        }
        Value::Object(members) => {
            for (name, member) in members {
                spots(member, spot.below(name, name), all);
            }
        }
        _ => {}
    }
    if !spot.first.is_empty() {
        all.push(spot);
    }
}

/// What is put into a place.
fn oddities(spot: &Spot) -> Vec<Value> {
    match spot.is_item {
        true => vec![json!(null), json!(7), json!({})],
        false => vec![json!(null)],
    }
}

fn edited(place: &Place, edit: Edit) -> Fault {
    Fault::new(Trouble::Edited(edit))
        .like(&place.request)
        .after(place.before)
}

/// The JSON that a request of the good run is answered with.
async fn answered(example: &Example, place: &Place) -> Option<Value> {
    let seen: Arc<Mutex<Option<Value>>> = Arc::default();
    let keep = Arc::clone(&seen);
    let edit = Edit::new(move |answer| *keep.lock().unwrap() = Some(answer.clone()));
    run(example, vec![edited(place, edit)], Patience::LONG).await;
    seen.lock().unwrap().take()
}

/// Puts something odd into each place of each answer of an example, and gives how many there are and what is wrong.
async fn odd(example: &Example) -> (usize, Vec<String>) {
    let good = run(example, Vec::new(), Patience::LONG).await;
    let mut cases = Vec::new();
    for place in places(&good.requests) {
        let Some(answer) = answered(example, &place).await else {
            continue;
        };
        let mut all = Vec::new();
        spots(&answer, Spot::default(), &mut all);
        let case = Arc::new((place, answer));
        for spot in all {
            let oddities = oddities(&spot).into_iter();
            cases.extend(oddities.map(|oddity| (Arc::clone(&case), spot.clone(), oddity)));
        }
    }
    let count = cases.len();
    let good = &good;
    let judged = cases.into_iter().map(async |(case, spot, oddity)| {
        let (place, answer) = &*case;
        let wrong = with(example, good, place, &spot, &spot.first, &oddity).await?;
        // A call may be about the first item, and then it fails with it.
        if answer.pointer(&spot.last).is_some() && spot.first != spot.last {
            with(example, good, place, &spot, &spot.last, &oddity).await?;
        }
        let (tool, suffix, at) = (example.tool.name, example.suffix, &spot.first);
        let Recorded { method, path, .. } = &place.request;
        Some(format!(
            "{tool} on {suffix}, {oddity} at {at}, {method} {path}: {wrong}"
        ))
    });
    (count, judge::failures(judged, AT_ONCE).await)
}

/// What is wrong with a call with something odd there.
async fn with(
    example: &Example,
    good: &Outcome,
    place: &Place,
    spot: &Spot,
    pointer: &str,
    oddity: &Value,
) -> Option<String> {
    let (pointer, put) = (pointer.to_owned(), oddity.clone());
    let edit = Edit::new(move |answer| {
        if let Some(value) = answer.pointer_mut(&pointer) {
            *value = put.clone();
        }
    });
    let bad = run(example, vec![edited(place, edit)], Patience::LONG).await;
    let wrong = verdict(example, &place.request, spot, good, &bad)?;
    let reply: String = format!("{:?}", bad.reply).chars().take(500).collect();
    Some(format!("{wrong}\n    {reply}"))
}

/// What is wrong with how a call ended; nothing for none.
fn verdict(
    example: &Example,
    hit: &Recorded,
    spot: &Spot,
    good: &Outcome,
    bad: &Outcome,
) -> Option<String> {
    if let Some(twice) = sent_twice(example, 0, good, bad) {
        return Some(twice);
    }
    match bad.reply.as_ref() {
        None => Some("it did not end".into()),
        Some(Err(Error::Internal(error))) => Some(format!("it broke: {error}")),
        // What was to be changed is not among what the answer says is there.
        Some(Err(error)) if error.to_string().contains(judge::DOUBT) => None,
        Some(Err(_)) if spot.is_in_item => Some("one item spoils all".into()),
        Some(Err(_)) => None,
        Some(Ok(_)) if spot.is_in_item && bad.is_raw => Some("one item leaves all raw".into()),
        // One person is named in many items.
        Some(Ok(_)) if hit.path.ends_with("/users-bulk") => None,
        Some(Ok(text)) if spot.is_in_item => spoilt(good.text()?, text),
        Some(Ok(_)) => None,
    }
}

/// A list of the good reply of which more than one item is gone or changed.
fn spoilt(good: &str, bad: &str) -> Option<String> {
    let (Ok(good), Ok(bad)) = (
        serde_json::from_str::<Value>(good),
        serde_json::from_str::<Value>(bad),
    ) else {
        return None;
    };
    let mut lists = Vec::new();
    lists_of(&good, String::new(), &mut lists);
    lists.into_iter().find_map(|(pointer, items)| {
        let left = bad.pointer(&pointer).and_then(Value::as_array);
        let left = left.map(Vec::as_slice).unwrap_or_default();
        let gone = items.iter().filter(|item| !left.contains(item)).count();
        (gone > 1).then(|| format!("{gone} of {} {pointer} are not as they were", items.len()))
    })
}

/// The lists that are in no list.
fn lists_of<'a>(value: &'a Value, at: String, lists: &mut Vec<(String, &'a [Value])>) {
    match value {
        Value::Array(items) => lists.push((at, items)),
        Value::Object(members) => {
            for (name, member) in members {
                lists_of(
                    member,
                    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")),
                    lists,
                );
            }
        }
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_odd_place_spoils_nothing_beside_it() {
    let began = std::time::Instant::now();
    let examples = examples();
    let all: Vec<_> = stream::iter(&examples)
        .map(odd)
        .buffer_unordered(4)
        .collect()
        .await;
    none_failed("places", began, all);
}
