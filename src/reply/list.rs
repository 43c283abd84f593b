//! Lists: as many items as fit, and how to go on.

use std::io::{self, BufWriter, Write as _};

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value};

use super::{MARGIN, Reply};
use crate::budget::{Budget, Room};
use crate::error::{Error, Result};

/// A part of a list.
pub struct Page<'a, T> {
    /// The key under which the items stand.
    pub name: &'a str,
    /// The items of this part.
    pub items: &'a [T],
    /// How many there are in all, if Atlassian says so.
    pub total: Option<u64>,
    /// How to ask for the next part (`{"start_at": 50}` or `{"page_token": "…"}`); none on the last.
    pub next: Option<Value>,
    /// The same if only the first `n` items fit; none if Atlassian has no way to continue there.
    pub resume: &'a dyn Fn(usize) -> Option<Value>,
}

/// A page as it is written.
struct Written<'a> {
    name: &'a str,
    total: Option<u64>,
    items: Vec<Box<RawValue>>,
    more: &'a Map<String, Value>,
    next: Option<Value>,
    left_out: Option<String>,
}

impl Reply {
    /// A list with what a reader needs to go on. Items that would exceed the budget are left to the next page.
    ///
    /// # Errors
    /// If an item cannot be written as JSON.
    pub fn list<T: Serialize>(page: Page<'_, T>) -> Result<Self> {
        Self::list_with(page, Map::new())
    }

    /// [`Reply::list`] with more to be said beside the items.
    ///
    /// # Errors
    /// As [`Reply::list`].
    pub fn list_with<T: Serialize>(page: Page<'_, T>, more: Map<String, Value>) -> Result<Self> {
        let all = page.items.len();
        let unwritten = |error: serde_json::Error| Error::Internal(error.to_string());
        let beside = serde_json::to_string(&(&more, &page.next)).map_err(unwritten)?;
        let items = fitting_as_written(page.items, room().after(&beside))?;
        let shown = items.len();
        let next = match shown == all {
            true => page.next,
            false => (page.resume)(shown),
        };
        let left_out = (next.is_none() && shown < all).then(|| {
            let left = all - shown;
            format!("{left} of this page do not fit: begin again with a limit of at most {shown}")
        });
        Self::json(&Written {
            name: page.name,
            total: page.total,
            items,
            more: &more,
            next,
            left_out,
        })
    }
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut payload = serializer.serialize_map(None)?;
        if let Some(total) = self.total {
            payload.serialize_entry("total", &total)?;
        }
        payload.serialize_entry("shown", &self.items.len())?;
        payload.serialize_entry(self.name, &self.items)?;
        for (name, said) in self.more {
            payload.serialize_entry(name, said)?;
        }
        if let Some(next) = &self.next {
            payload.serialize_entry("next", next)?;
        }
        if let Some(left_out) = &self.left_out {
            payload.serialize_entry("left_out", left_out)?;
        }
        payload.end()
    }
}

/// What a list takes beside its items, with how to go on, in characters. Items that left no room for it would be cut off without being
/// left to the next page.
const FRAME: usize = 200;

/// Room for the items of a list.
fn room() -> Room {
    Budget::current().room().beside(MARGIN).beside(FRAME)
}

/// The items, from the first on, that fit into a reply together, as JSON; at least one if there is one.
fn fitting_as_written<T: Serialize>(items: &[T], mut room: Room) -> Result<Vec<Box<RawValue>>> {
    let mut written = Vec::new();
    for item in items {
        let item = to_raw_value(item).map_err(|error| Error::Internal(error.to_string()))?;
        let fits = room.take(item.get()) && room.take(",");
        if !fits && !written.is_empty() {
            break;
        }
        written.push(item);
    }
    Ok(written)
}

/// How many of the items, from the first on, fit into a reply together; at least one if there is one.
pub fn fitting(items: &[Value]) -> usize {
    let mut filling = Filling::default();
    let count = items.iter().take_while(|item| filling.takes(item)).count();
    count.max(1).min(items.len())
}

/// A list that is filled item by item, none of which is kept here.
pub struct Filling(BufWriter<Filled>);

impl Default for Filling {
    fn default() -> Self {
        Self(BufWriter::new(Filled(room())))
    }
}

impl Filling {
    /// Whether there is room for one more item, which is taken then.
    pub fn takes(&mut self, item: &Value) -> bool {
        // JSON is written in tiny pieces.
        let written = serde_json::to_writer(&mut self.0, item);
        written.is_ok() && self.0.flush().is_ok()
    }
}

/// Takes in what there is room for, keeps nothing of it, and fails on more.
struct Filled(Room);

impl io::Write for Filled {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.take_bytes(bytes) {
            true => Ok(bytes.len()),
            false => Err(io::ErrorKind::StorageFull.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
