//! Making a payload fit without breaking its shape: long texts are cut first, then long lists and wide objects.

use std::borrow::Cow;
use std::io::{self, BufWriter};

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};
use serde_json::{Value, json};

use super::MARGIN;
use crate::budget::{Budget, Room};

/// The longest name of a member that is shown whole, in bytes.
const LONGEST_NAME: usize = 300;

/// How much is measured at once, in bytes.
const PIECE: usize = 4 << 10;

/// What is left of the longest parts of a payload: texts in bytes, items of lists, members of objects.
#[derive(Clone, Copy)]
struct Measure {
    text: usize,
    items: usize,
    members: usize,
}

const fn measure(text: usize, items: usize, members: usize) -> Measure {
    Measure {
        text,
        items,
        members,
    }
}

const ALL: usize = usize::MAX;

/// Tried in turn. Lists and objects are cut only when no text is long any more.
const MEASURES: [Measure; 17] = [
    measure(40_000, ALL, ALL),
    measure(20_000, ALL, ALL),
    measure(10_000, ALL, ALL),
    measure(5_000, ALL, ALL),
    measure(2_500, ALL, ALL),
    measure(1_200, ALL, ALL),
    measure(1_200, 800, 1_000),
    measure(1_200, 400, 500),
    measure(1_200, 200, 300),
    measure(1_200, 100, 200),
    measure(1_200, 50, 100),
    measure(600, 50, 100),
    measure(300, 50, 50),
    measure(150, 25, 50),
    measure(75, 10, 25),
    measure(75, 5, 10),
    measure(75, 3, 5),
];

/// A payload as compact JSON if it fits; nothing is written beyond.
fn whole(payload: &impl Serialize, budget: Budget) -> Option<String> {
    let within = Within(Vec::new(), budget.room().beside(MARGIN));
    // JSON is written in tiny pieces.
    let mut pieces = BufWriter::with_capacity(PIECE, within);
    serde_json::to_writer(&mut pieces, payload).ok()?;
    let within = pieces.into_inner().ok()?;
    String::from_utf8(within.0).ok()
}

/// A payload, with its longest parts cut if it does not fit whole, each with a note of how much is missing; one that no cut makes
/// fit, as the beginning of its text.
///
/// # Errors
/// If it cannot be written as JSON.
pub(super) fn fitted(payload: &impl Serialize, budget: Budget) -> serde_json::Result<String> {
    if let Some(text) = whole(payload, budget) {
        return Ok(text);
    }
    let payload = serde_json::to_value(payload)?;
    let cut = MEASURES
        .iter()
        .map(|measure| whole(&Cut(&payload, *measure), budget));
    Ok(cut.flatten().next().unwrap_or_else(|| {
        let written = payload.to_string();
        // As text within JSON a character takes up to six.
        let beginning = budget.percent(10).room().beginning(&written);
        json!({ "warning": "too large to be shown in its shape; this is how it begins", "beginning": beginning }).to_string()
    }))
}

/// A text that is over so many bytes cut to about that, with a note.
pub(super) fn shortened(text: &str, longest: usize) -> Cow<'_, str> {
    if text.len() <= longest {
        return text.into();
    }
    let total = text.chars().count();
    let kept = longest.saturating_mul(total) / text.len();
    let beginning: String = text.chars().take(kept).collect();
    format!("{beginning}… [{} more characters]", total - kept).into()
}

/// What says how many items of a list are missing: of the kind that its items are of, so that whoever reads a list of objects finds no text in it.
fn mark(missing: usize, like: &Value) -> Value {
    match like {
        Value::Object(_) => json!({ "…": format!("[{missing} more]") }),
        Value::Array(inner) => inner
            .iter()
            .take(1)
            .map(|like| mark(missing, like))
            .collect(),
        _ => format!("… [{missing} more]").into(),
    }
}

/// Takes in what there is room for, and fails on more.
struct Within(Vec<u8>, Room);

impl io::Write for Within {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.1.take_bytes(bytes) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A value whose parts are cut to a measure as they are written.
struct Cut<'a>(&'a Value, Measure);

impl Serialize for Cut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(value, measure) = self;
        match value {
            Value::String(text) => serializer.serialize_str(&shortened(text, measure.text)),
            Value::Array(items) => {
                let mut list = serializer.serialize_seq(None)?;
                for item in items.iter().take(measure.items) {
                    list.serialize_element(&Cut(item, *measure))?;
                }
                let missing = items.len().saturating_sub(measure.items);
                if let Some(first) = items.first().filter(|_| missing > 0) {
                    list.serialize_element(&mark(missing, first))?;
                }
                list.end()
            }
            Value::Object(members) => {
                let mut object = serializer.serialize_map(None)?;
                for (name, member) in members.iter().take(measure.members) {
                    let name = shortened(name, LONGEST_NAME);
                    object.serialize_entry(&name, &Cut(member, *measure))?;
                }
                let missing = members.len().saturating_sub(measure.members);
                if missing > 0 {
                    object.serialize_entry("…", &format!("[{missing} more fields]"))?;
                }
                object.end()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value.serialize(serializer),
        }
    }
}
