//! Issues in a list: what repeats from row to row is said once, beside the rows.

use serde_json::{Map, Value};

/// Fields that hold a person.
const PEOPLE: [&str; 3] = ["assignee", "reporter", "creator"];

/// Fields that hold a moment, of which nobody reads the seconds.
const MOMENTS: [&str; 3] = ["created", "updated", "resolutiondate"];

/// How many characters of a moment come before its seconds: `2026-11-12T14:05`.
const TO_THE_MINUTE: usize = 16;

/// Shortens rows, of which the caller asked for the fields in `asked` by name, or for none: people are told by name, an issue by its key alone, and
/// moments to the minute. Gives name → id of the people, as other tools take them; who shares a name keeps the id in the row.
pub fn shorten(rows: &mut [Value], asked: &[String]) -> Map<String, Value> {
    let was_asked = |name: &str| asked.iter().any(|asked| asked == name);
    let mut people = Map::new();
    for row in rows.iter_mut().filter_map(Value::as_object_mut) {
        if !was_asked("id") {
            row.shift_remove("id");
        }
        if asked.is_empty() {
            called(row, "issuetype", "type");
        }
        for name in PEOPLE {
            if let Some(person) = row.get_mut(name) {
                by_name(person, &mut people);
            }
        }
        for name in MOMENTS {
            if let Some(Value::String(moment)) = row.get_mut(name) {
                *moment = to_the_minute(moment);
            }
        }
        if let Some(parent) = row.get_mut("parent").filter(|_| !was_asked("parent"))
            && let Some(key) = parent.get("key").cloned()
        {
            *parent = key;
        }
    }
    people
}

/// Says a member under another name, at its place.
fn called(row: &mut Map<String, Value>, name: &str, other: &str) {
    let members = std::mem::take(row).into_iter();
    *row = members
        .map(|(member, value)| match member == name {
            true => (other.to_owned(), value),
            false => (member, value),
        })
        .collect();
}

fn by_name(person: &mut Value, people: &mut Map<String, Value>) {
    let (Some(Value::String(name)), Some(id)) = (person.get("name"), person.get("id")) else {
        return;
    };
    if people.entry(name.clone()).or_insert_with(|| id.clone()) == id {
        *person = name.clone().into();
    }
}

/// `2026-11-12T14:05:00Z` without its seconds; any other text as it is.
fn to_the_minute(moment: &str) -> String {
    let (minute, rest) = moment
        .split_at_checked(TO_THE_MINUTE)
        .unwrap_or((moment, ""));
    let seconds = rest
        .strip_prefix(':')
        .and_then(|rest| rest.split_at_checked(2));
    match seconds {
        Some((seconds, zone)) if seconds.bytes().all(|digit| digit.is_ascii_digit()) => {
            format!("{minute}{zone}")
        }
        _ => moment.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_repeats_is_said_once() {
        let mira = json!({ "name": "Mira", "id": "712020:3f" });
        let parent = json!({ "key": "A-1", "summary": "Epic" });
        let mut rows = [
            json!({ "key": "A-2", "id": "1", "issuetype": "Bug", "assignee": mira, "parent": parent, "updated": "2026-11-12T14:05:09Z" }),
            json!({ "key": "A-3", "id": "2", "assignee": mira, "reporter": { "name": "Mira", "id": "other" }, "created": "2026-11-12T14:05:09+0100" }),
            json!({ "key": "A-4", "assignee": "Somebody", "updated": "soon", "created": "2026-11-12" }),
        ];
        let people = shorten(&mut rows, &[]);
        assert_eq!(
            people,
            Map::from_iter([("Mira".into(), "712020:3f".into())])
        );
        assert_eq!(
            rows,
            [
                json!({ "key": "A-2", "type": "Bug", "assignee": "Mira", "parent": "A-1", "updated": "2026-11-12T14:05Z" }),
                json!({ "key": "A-3", "assignee": "Mira", "reporter": { "name": "Mira", "id": "other" }, "created": "2026-11-12T14:05+0100" }),
                json!({ "key": "A-4", "assignee": "Somebody", "updated": "soon", "created": "2026-11-12" }),
            ]
        );
    }

    #[test]
    fn what_was_asked_for_stays() {
        let row = json!({ "key": "A-2", "id": "1", "parent": { "key": "A-1", "summary": "Epic" } });
        let mut rows = [row.clone()];
        shorten(&mut rows, &["id".into(), "parent".into()]);
        assert_eq!(rows, [row]);
    }
}
