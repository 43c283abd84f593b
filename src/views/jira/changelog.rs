//! What was changed on issues.

use chrono::{DateTime, SecondsFormat};
use serde::Deserialize;
use serde_json::{Value, json};

use super::slim::when;
use crate::views::User;

/// How many edits an issue shows.
const NEWEST: usize = 50;

/// The histories of several issues, or a part of them (`POST …/changelog/bulkfetch`).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BulkChangelog {
    /// One group an issue; an issue may have groups on several pages.
    #[serde(deserialize_with = "crate::views::readable")]
    pub issue_change_logs: Vec<IssueChangelog>,
    /// What the next page is asked for with.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub next_page_token: Option<String>,
}

impl BulkChangelog {
    /// The edits with their issues' ids, and what the next page is asked for with.
    pub fn part(self) -> (Vec<(String, History)>, Option<String>) {
        let groups = self.issue_change_logs.into_iter();
        let edits = groups.flat_map(|group| {
            let id = group.issue_id;
            let edits = group.change_histories.into_iter();
            edits.map(move |edit| (id.clone(), edit))
        });
        let next = self.next_page_token.filter(|token| !token.is_empty());
        (edits.collect(), next)
    }
}

/// Histories of one issue.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct IssueChangelog {
    /// The issue's numeric id.
    #[serde(deserialize_with = "crate::views::text")]
    pub issue_id: String,
    /// The edits.
    #[serde(deserialize_with = "crate::views::readable")]
    pub change_histories: Vec<History>,
}

/// What `expand=changelog` adds to an issue.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Changelog {
    /// The edits.
    #[serde(deserialize_with = "crate::views::readable")]
    pub histories: Vec<History>,
    /// How many there are in all, which Cloud does not give with the issue beyond a hundred.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub total: u64,
}

/// One edit, which may have changed several fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct History {
    /// Its id; ids grow with time.
    #[serde(deserialize_with = "crate::views::text")]
    pub id: String,
    /// Who made it; none for a deleted account.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub author: Option<User>,
    /// When: text, or a number of seconds or milliseconds since 1970, as the bulk operation may give it.
    pub created: Value,
    /// The changed fields.
    #[serde(deserialize_with = "crate::views::readable")]
    pub items: Vec<ChangedField>,
}

/// One changed field.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ChangedField {
    /// The field's name as the history knows it.
    #[serde(deserialize_with = "crate::views::text")]
    pub field: String,
    /// The field's id; Data Center does not say it.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub field_id: Option<String>,
    /// `jira` for a system field, else `custom`.
    #[serde(rename = "fieldtype")]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub field_type: Option<String>,
    /// The value before, as ids.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub from: Option<String>,
    /// The value before, for people.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub from_string: Option<String>,
    /// The value after, as ids.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub to: Option<String>,
    /// The value after, for people.
    #[serde(rename = "toString")]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub to_text: Option<String>,
}

impl Changelog {
    /// The newest edits, oldest of them first, and how many there are.
    pub fn shown(mut self) -> Value {
        let total = self.total.max(self.histories.len() as u64);
        in_time(&mut self.histories);
        let older = self.histories.len().saturating_sub(NEWEST);
        let newest: Vec<_> = self
            .histories
            .iter()
            .skip(older)
            .filter_map(|history| history.shown(history.items.iter()))
            .collect();
        let mut shown = json!({ "total": total, "newest": newest });
        if let Some(shown) = shown
            .as_object_mut()
            .filter(|_| total > newest.len() as u64)
        {
            shown.insert(
                "note".into(),
                "jira_batch_get_changelogs has the others".into(),
            );
        }
        shown
    }
}

/// Oldest first, whichever way Jira gave them.
pub fn in_time(histories: &mut [History]) {
    histories.sort_by_key(|history| history.id.parse::<u64>().unwrap_or_default());
}

impl History {
    /// The edit as a model sees it, with the changed fields that it asked for; none if there are none.
    pub fn shown<'a>(&self, items: impl Iterator<Item = &'a ChangedField>) -> Option<Value> {
        let items: Vec<_> = items.map(ChangedField::shown).collect();
        let author = self.author.as_ref().map(User::label);
        (!items.is_empty()).then(|| json!({ "when": self.when(), "by": author, "items": items }))
    }

    fn when(&self) -> Value {
        let moment = self.created.as_i64().and_then(|number| match number {
            ..100_000_000_000 => DateTime::from_timestamp(number, 0),
            _ => DateTime::from_timestamp_millis(number),
        });
        match (&self.created, moment) {
            (_, Some(moment)) => moment.to_rfc3339_opts(SecondsFormat::Secs, true).into(),
            (Value::String(text), None) => when(text).into(),
            (other, None) => other.clone(),
        }
    }
}

impl ChangedField {
    /// Whether administrators added the field.
    pub fn is_custom(&self) -> bool {
        self.field_type.as_deref() == Some("custom")
    }

    /// The field's name, or its id where the history knows no name.
    fn name(&self) -> &str {
        let id = self.field_id.as_deref().filter(|_| self.field.is_empty());
        id.unwrap_or(&self.field)
    }

    fn shown(&self) -> Value {
        let value = |text: &Option<String>, id: &Option<String>| {
            text.clone()
                .filter(|text| !text.is_empty())
                .or_else(|| id.clone())
        };
        json!({ "field": self.name(), "from": value(&self.from_string, &self.from), "to": value(&self.to_text, &self.to) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_every_form() {
        let when = |created| {
            History {
                created,
                ..History::default()
            }
            .when()
        };
        assert_eq!(
            when(json!("2026-01-02T03:04:05.000+0000")),
            "2026-01-02T03:04:05Z"
        );
        assert_eq!(when(json!(1_767_323_045)), "2026-01-02T03:04:05Z");
        assert_eq!(when(json!(1_767_323_045_678_i64)), "2026-01-02T03:04:05Z");
        assert_eq!(when(json!(null)), json!(null));
    }
}
