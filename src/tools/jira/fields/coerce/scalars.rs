//! Values that need no look-up.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::error::{Error, Result};

/// The items of Okapya's checklists.
pub(super) const CHECKLIST_ITEM: &str = "checklist-item";

/// The text of a scalar.
pub fn text_of(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.into()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string().into()),
        _ => None,
    }
}

/// What a caller calls a sprint; none if it is to be cleared.
pub(super) fn sprint_asked(value: Value) -> Result<Option<String>> {
    let asked = match value {
        Value::Array(mut items) => return items.pop().map_or(Ok(None), sprint_asked),
        Value::Object(mut map) => {
            let named = map.remove("id").or_else(|| map.remove("name"));
            return sprint_asked(named.unwrap_or_default());
        }
        value => text_of(&value).map(|text| text.trim().to_owned()),
    };
    asked.map(Some).ok_or_else(|| {
        Error::Arguments(
            "expected a sprint's name or id; jira_get_sprints_from_board lists sprints".into(),
        )
    })
}

/// An item of a checklist, also as Markdown writes tasks: `[x] Tested`.
pub(super) fn checklist_item(value: Value) -> Value {
    let Value::String(text) = value else {
        return value;
    };
    let text = text.trim().trim_start_matches(['-', '*']).trim_start();
    let task = |mark: &str| text.strip_prefix(mark).map(str::trim);
    let done = task("[x]").or_else(|| task("[X]"));
    let name = done.or_else(|| task("[ ]")).unwrap_or(text);
    json!({ "name": name, "checked": done.is_some() })
}

pub(super) fn number(value: Value) -> Result<Value> {
    match &value {
        Value::Number(_) => Ok(value),
        Value::String(text) => {
            let parsed = text.trim().parse::<serde_json::Number>();
            parsed
                .map(Value::Number)
                .map_err(|_| Error::Arguments(format!("expected a number, got \"{text}\"")))
        }
        other => Err(Error::Arguments(format!("expected a number, got {other}"))),
    }
}

/// `YYYY-MM-DD`, also taken off the front of a date with a time.
pub(super) fn date(text: &str) -> Result<Value> {
    let day = text.trim().split(['T', ' ']).next().unwrap_or_default();
    NaiveDate::parse_from_str(day, "%Y-%m-%d")
        .map(|day| day.to_string().into())
        .map_err(|_| Error::Arguments(format!("expected a date like 2026-01-31, got \"{text}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_checked_and_written_as_jira_does() {
        assert_eq!(date(" 2026-01-31 ").unwrap(), "2026-01-31");
        assert_eq!(date("2026-01-31T10:00:00Z").unwrap(), "2026-01-31");
        assert!(
            date("2026-02-30").is_err() && date("tomorrow").is_err() && date("31/01/2026").is_err()
        );
    }

    #[test]
    fn sprints_are_asked_for_by_id_or_name() {
        for given in [
            json!(12),
            json!("12"),
            json!([{ "id": 11 }, { "id": 12 }]),
            json!({ "id": 12, "name": "Sprint 12" }),
        ] {
            assert_eq!(
                sprint_asked(given.clone()).unwrap().as_deref(),
                Some("12"),
                "{given}"
            );
        }
        let by_name = sprint_asked(json!({ "name": "Sprint 12" }));
        assert_eq!(by_name.unwrap().as_deref(), Some("Sprint 12"));
        assert_eq!(sprint_asked(json!([])).unwrap(), None);
    }
}
