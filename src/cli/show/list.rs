//! Lists as tables: a row for each item, as many columns as fit.

use anstyle::Style;
use serde_json::{Map, Value};

use super::value::brief;
use super::{Screen, pretty};
use crate::cli::table;

/// The least room that a column gets.
const COLUMN: u16 = 16;

/// A list of objects, and what is said beside it.
pub(super) struct List<'a> {
    pub(super) items: Vec<&'a Map<String, Value>>,
    pub(super) more: Vec<(&'a String, &'a Value)>,
}

impl<'a> List<'a> {
    /// The list that a reply is: bare objects, or those that it says it shows.
    pub(super) fn of(reply: &'a Value) -> Option<Self> {
        let is_list = reply.is_array() || reply.get("shown").is_some_and(Value::is_u64);
        Self::within(reply).filter(|_| is_list)
    }

    /// The list that a value is or holds.
    pub(super) fn within(value: &'a Value) -> Option<Self> {
        if let Value::Array(items) = value {
            return Self::new(items, Vec::new());
        }
        let members = value.as_object()?;
        let (name, items) = members.iter().find(|(_, value)| value.is_array())?;
        let more = members.iter().filter(|(other, _)| *other != name);
        Self::new(items.as_array()?, more.collect())
    }

    fn new(items: &'a [Value], more: Vec<(&'a String, &'a Value)>) -> Option<Self> {
        let items = items.iter().map(Value::as_object).collect::<Option<_>>()?;
        Some(Self { items, more })
    }
}

/// The names of all members that say something, in the order in which they come up.
pub(super) fn columns<'a>(items: &[&'a Map<String, Value>]) -> Vec<&'a str> {
    let mut columns: Vec<&str> = Vec::new();
    for (name, value) in items.iter().flat_map(|item| item.iter()) {
        if !columns.contains(&name.as_str()) && !brief(value).is_empty() {
            columns.push(name);
        }
    }
    // A key says the same, and people know it.
    let has_key = columns.contains(&"key");
    columns.retain(|name| !(has_key && *name == "id"));
    columns
}

pub(super) fn cell(item: &Map<String, Value>, column: &str) -> String {
    item.get(column).map(brief).unwrap_or_default()
}

/// A table, and below it what else the reply says. What is no list is shown as JSON.
pub(super) fn render(value: &Value, screen: &Screen) -> String {
    let Some(List { items, more }) = List::of(value) else {
        return pretty::render(value, screen);
    };
    let mut columns = columns(&items);
    let room = screen
        .width
        .map_or(usize::MAX, |width| usize::from(width / COLUMN).max(1));
    let hidden = columns.split_off(room.min(columns.len()));
    let rows = items
        .iter()
        .map(|item| columns.iter().map(|column| cell(item, column)).collect());
    let headings: Vec<_> = columns.iter().map(|name| name.to_uppercase()).collect();
    let table = table::render(headings, rows.collect(), screen.width);
    let mut lines = Vec::new();
    if let Some((head, body)) = table.split_once('\n') {
        lines = vec![screen.paint(Style::new().bold(), head), body.to_owned()];
    }
    lines.extend(
        more.iter()
            .map(|(name, value)| format!("{name}: {}", brief(value))),
    );
    if !hidden.is_empty() {
        let hidden = hidden.join(", ");
        lines.push(format!(
            "not shown for want of room: {hidden} (--output pretty has all)"
        ));
    }
    lines.join("\n")
}
