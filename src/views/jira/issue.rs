//! Issues.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::changelog::Changelog;
use super::comment::Comments;
use super::field::FieldSchema;
use super::people::People;
use super::slim::RichText;

/// Kinds of custom field that hold nothing a person wrote.
const MACHINE_FIELDS: [&str; 3] = ["gh-lexo-rank", "devsummarycf", "devsummary"];

/// Fields that stand first, in this order, so that what matters is read first.
const FIRST: [&str; 8] = [
    "summary",
    "issuetype",
    "status",
    "priority",
    "assignee",
    "reporter",
    "parent",
    "labels",
];

/// An issue as Jira gives it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Issue {
    /// Its numeric id.
    #[serde(default)]
    pub id: String,
    /// Its key.
    #[serde(deserialize_with = "crate::views::known")]
    pub key: String,
    /// Field id → value.
    #[serde(deserialize_with = "crate::views::or_default")]
    #[serde(default)]
    pub fields: Map<String, Value>,
    /// Field id → name, with `expand=names`.
    #[serde(deserialize_with = "crate::views::or_default")]
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// Field id → what its values are, with `expand=schema`.
    #[serde(deserialize_with = "crate::views::or_default")]
    #[serde(default)]
    pub schema: BTreeMap<String, FieldSchema>,
    /// What was asked for with `expand` beyond fields.
    #[serde(flatten)]
    pub expanded: Map<String, Value>,
}

/// How issues are shown.
#[derive(Debug, Clone, Copy)]
pub struct IssueView<'a> {
    /// How their rich text is read.
    pub rich: RichText<'a>,
    /// Field id → name, if the issues come in a page that says it once for all.
    pub names: &'a BTreeMap<String, String>,
    /// Field id → what its values are, likewise.
    pub schema: &'a BTreeMap<String, FieldSchema>,
    /// How many comments, the newest, are shown; none for a list, which shows those it is given.
    pub comment_limit: usize,
    /// The parts of `expand` that the caller asked for.
    pub expand: &'a [String],
}

impl Issue {
    /// The people in its fields.
    pub fn people(&self) -> People {
        People::in_values(self.fields.values())
    }

    /// The issue as a model sees it: its key, then its fields in their shortest form. Custom fields stand under their names
    /// and keep their ids.
    pub fn shown(&self, view: &IssueView<'_>) -> Map<String, Value> {
        let mut shown = Map::from_iter([
            ("key".to_owned(), self.key.clone().into()),
            ("id".to_owned(), self.id.clone().into()),
        ]);
        let first = FIRST.iter().filter_map(|id| self.fields.get_key_value(*id));
        let others = self
            .fields
            .iter()
            .filter(|(id, _)| !FIRST.contains(&id.as_str()));
        for (id, value) in first.chain(others) {
            if let Some((name, value)) = self.field(id, value, view) {
                // Two custom fields may share a name, and one may be called as what is shown anyway.
                let taken =
                    shown.contains_key(&name) || name == "url" || view.expand.contains(&name);
                shown.insert(if taken { id.clone() } else { name }, value);
            }
        }
        for part in view.expand {
            let value = self.expanded.get(part);
            if let Some(value) = value.and_then(|value| expanded(part, value, view.rich)) {
                shown.insert(part.clone(), value);
            }
        }
        shown
    }

    fn field(&self, id: &str, value: &Value, view: &IssueView<'_>) -> Option<(String, Value)> {
        let schema = self.schema.get(id).or_else(|| view.schema.get(id));
        let kind = schema
            .and_then(FieldSchema::custom_kind)
            .unwrap_or_default();
        if MACHINE_FIELDS.contains(&kind) {
            return None;
        }
        let value = match id {
            "comment" => comments(value, view)?,
            "issuelinks" => links(value, view.rich)?,
            "attachment" => value
                .as_array()?
                .iter()
                .filter_map(|file| without(file, view.rich, |name| name == "content"))
                .collect(),
            // The same times once more, as numbers.
            "timetracking" => without(value, view.rich, |name| name.ends_with("Seconds"))?,
            "description" | "environment" => view.rich.markdown(value),
            _ if schema.is_some_and(FieldSchema::is_rich_text) => view.rich.markdown(value),
            _ => view.rich.slim(value)?,
        };
        let value = Some(value).filter(|value| !crate::views::is_blank(value))?;
        if kind == "gh-epic-link" {
            return Some(("epic".into(), value));
        }
        let name = self.names.get(id).or_else(|| view.names.get(id));
        Some(match name.filter(|_| id.starts_with("customfield_")) {
            Some(name) if !self.fields.contains_key(name) => {
                (name.clone(), json!({ "id": id, "value": value }))
            }
            _ => (id.to_owned(), value),
        })
    }
}

fn expanded(part: &str, value: &Value, rich: RichText<'_>) -> Option<Value> {
    let changelog = Changelog::deserialize(value).ok();
    match changelog.filter(|_| part == "changelog") {
        Some(changelog) => Some(changelog.shown()),
        None => rich.slim(value),
    }
}

/// The newest comments, oldest of them first, and how many there are.
fn comments(value: &Value, view: &IssueView<'_>) -> Option<Value> {
    let page = Comments::deserialize(value).ok()?;
    let total = page.total.max(page.comments.len() as u64);
    let skipped = page.comments.len().saturating_sub(view.comment_limit);
    let shown: Vec<Value> = page
        .comments
        .iter()
        .skip(skipped)
        .map(|comment| comment.shown(view.rich))
        .collect();
    (total > 0).then(|| json!({ "total": total, "newest": shown }))
}

/// Links as one reads them: `blocks SHOP-9`, with the other issue's summary and status.
fn links(value: &Value, rich: RichText<'_>) -> Option<Value> {
    value
        .as_array()?
        .iter()
        .map(|link| shown_link(link, rich).or_else(|| rich.slim(link)))
        .collect()
}

fn shown_link(link: &Value, rich: RichText<'_>) -> Option<Value> {
    let kind = link.get("type")?;
    let (phrase, issue) = match (link.get("outwardIssue"), link.get("inwardIssue")) {
        (Some(issue), _) => (kind.get("outward")?, issue),
        (_, issue) => (kind.get("inward")?, issue?),
    };
    let other = rich.slim(issue)?;
    let part = |name: &str| other.get(name).cloned().unwrap_or_default();
    let mut shown = json!({ "id": link.get("id"), "link": phrase, "key": part("key"), "summary": part("summary"), "status": part("status") });
    shown.as_object_mut()?.retain(|_, value| !value.is_null());
    Some(shown)
}

/// A value in its shortest form, without some of its members.
fn without(value: &Value, rich: RichText<'_>, left_out: impl Fn(&str) -> bool) -> Option<Value> {
    let mut slim = rich.slim(value)?;
    slim.as_object_mut()?.retain(|name, _| !left_out(name));
    Some(slim)
}
