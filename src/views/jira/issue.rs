//! Issues.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::changelog::Changelog;
use super::comment::Comment;
use super::field::FieldSchema;
use super::kinds;
use super::people::People;
use super::slim::RichText;
use super::transition::Transition;
use super::worklog::Worklog;

/// Kinds of custom field that hold nothing a person wrote; shown only to those who ask for them.
const MACHINE_FIELDS: [&str; 7] = [
    "gh-lexo-rank",
    "gh-global-rank",
    "gh-epic-color",
    "jsw-issue-color",
    "timeinstatus",
    "devsummarycf",
    "devsummary",
];

/// What tools show beside the fields.
const OURS: [&str; 3] = ["url", "web_links", "children"];

/// What `fields` takes that is no field.
const NO_FIELDS: [&str; 3] = ["id", "key", "issuekey"];

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
#[serde(from = "Given")]
pub struct Issue {
    /// Its numeric id.
    pub id: String,
    /// Its key.
    pub key: String,
    /// Field id → value.
    pub fields: Map<String, Value>,
    /// Field id → name, with `expand=names`.
    pub names: HashMap<String, String>,
    /// Field id → what its values are, with `expand=schema`.
    pub schema: HashMap<String, FieldSchema>,
    /// What was asked for with `expand` beyond fields.
    pub expanded: Map<String, Value>,
}

/// An issue member by member: whatever nobody asks for is passed over, and not kept until all of it is there.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Given {
    #[serde(default, deserialize_with = "crate::views::text")]
    id: String,
    #[serde(deserialize_with = "crate::views::known")]
    key: String,
    #[serde(default, deserialize_with = "super::fields::of_issue")]
    fields: Map<String, Value>,
    #[serde(default, deserialize_with = "crate::views::entries")]
    names: HashMap<String, String>,
    #[serde(default, deserialize_with = "crate::views::entries")]
    schema: HashMap<String, FieldSchema>,
    changelog: Option<Value>,
    transitions: Option<Value>,
    rendered_fields: Option<Value>,
    operations: Option<Value>,
    editmeta: Option<Value>,
    versioned_representations: Option<Value>,
    properties: Option<Value>,
}

impl From<Given> for Issue {
    fn from(given: Given) -> Self {
        let expanded = [
            ("changelog", given.changelog),
            ("transitions", given.transitions),
            ("renderedFields", given.rendered_fields),
            ("operations", given.operations),
            ("editmeta", given.editmeta),
            ("versionedRepresentations", given.versioned_representations),
            ("properties", given.properties),
        ];
        let expanded = expanded.into_iter();
        Self {
            id: given.id,
            key: given.key,
            fields: given.fields,
            names: given.names,
            schema: given.schema,
            expanded: expanded
                .filter_map(|(part, value)| Some((part.to_owned(), value?)))
                .collect(),
        }
    }
}

/// How issues are shown.
#[derive(Debug, Clone, Copy)]
pub struct IssueView<'a> {
    /// How their rich text is read.
    pub rich: RichText<'a>,
    /// Field id → name, if the issues come in a page that says it once for all.
    pub names: &'a HashMap<String, String>,
    /// Field id → what its values are, likewise.
    pub schema: &'a HashMap<String, FieldSchema>,
    /// The ids of the fields that the caller asked for by name: shown even if they are empty.
    pub asked: &'a [String],
    /// How many comments, the newest, are shown; none for a list, which shows those it is given: the oldest.
    pub comment_limit: Option<usize>,
    /// The parts of `expand` that the caller asked for.
    pub expand: &'a [String],
}

impl Issue {
    /// The people in its fields.
    pub fn people(&self) -> People {
        People::in_values(self.fields.values())
    }

    /// The issue in one line of a list: key, summary, status.
    pub fn brief(&self) -> Value {
        let status = self
            .fields
            .get("status")
            .and_then(|status| status.get("name"));
        json!({ "key": self.key, "summary": self.fields.get("summary"), "status": status })
    }

    /// Whether nothing is left to do on it.
    pub fn is_done(&self) -> bool {
        let status = self.fields.get("status");
        let category = status.and_then(|status| status.get("statusCategory")?.get("key")?.as_str());
        category == Some("done")
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
                let taken = shown.contains_key(&name)
                    || OURS.contains(&name.as_str())
                    || view.expand.contains(&name);
                shown.insert(if taken { id.clone() } else { name }, value);
            }
        }
        for name in self.empty(view) {
            shown.entry(name).or_insert(Value::Null);
        }
        for part in view.expand {
            let named = part.split('.').next().unwrap_or(part);
            let value = self.expanded.get(named);
            if let Some(value) = value.and_then(|value| expanded(named, value, view.rich)) {
                shown.insert(named.to_owned(), value);
            }
        }
        shown
    }

    /// The names of fields that were asked for and have no value: one that the site does not have is none of them.
    fn empty<'a>(&'a self, view: &'a IssueView<'_>) -> impl Iterator<Item = String> + 'a {
        let asked = view.asked.iter().filter(|id| {
            let is_id = !id.starts_with(['-', '*']) && !NO_FIELDS.contains(&id.as_str());
            let is_known = !id.starts_with("customfield_")
                || self.fields.contains_key(*id)
                || self.name_of(id, view).is_some();
            is_id && is_known
        });
        asked
            .filter(|id| {
                let value = self.fields.get(*id);
                value
                    .and_then(|value| self.field(id, value, view))
                    .is_none()
            })
            .map(|id| match self.name_of(id, view) {
                Some(name) if id.starts_with("customfield_") => name.clone(),
                _ => id.clone(),
            })
    }

    fn name_of<'a>(&'a self, id: &str, view: &'a IssueView<'_>) -> Option<&'a String> {
        self.names.get(id).or_else(|| view.names.get(id))
    }

    fn field(&self, id: &str, value: &Value, view: &IssueView<'_>) -> Option<(String, Value)> {
        // Most of a site's fields are empty in most issues.
        if value.is_null() {
            return None;
        }
        let schema = self.schema.get(id).or_else(|| view.schema.get(id));
        let kind = schema
            .and_then(FieldSchema::custom_kind)
            .unwrap_or_default();
        if MACHINE_FIELDS.contains(&kind) && !view.asked.iter().any(|asked| asked == id) {
            return None;
        }
        let value = match id {
            "comment" => comments(value, view)?,
            "worklog" => worklogs(value, view.rich)?,
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
            _ if schema.is_some_and(|schema| schema.kind == "team") => team(value)?,
            _ => {
                let own = schema.is_some_and(FieldSchema::is_of_own_kind);
                let name = own.then(|| kinds::name_of_own(value)).flatten();
                name.or_else(|| view.rich.slim(value))?
            }
        };
        let value = Some(value).filter(|value| !crate::blank::is_blank(value))?;
        if kind == "gh-epic-link" {
            return Some(("epic".into(), value));
        }
        let name = self.name_of(id, view);
        Some(match name.filter(|_| id.starts_with("customfield_")) {
            Some(name) if !self.fields.contains_key(name) => {
                (name.clone(), json!({ "id": id, "value": value }))
            }
            _ => (id.to_owned(), value),
        })
    }
}

fn expanded(part: &str, value: &Value, rich: RichText<'_>) -> Option<Value> {
    let shown = match part {
        "changelog" => Changelog::deserialize(value).map(Changelog::shown).ok(),
        "transitions" => Vec::<Transition>::deserialize(value)
            .map(|transitions| json!(transitions))
            .ok(),
        _ => None,
    };
    shown.or_else(|| rich.slim(value))
}

/// The newest comments, oldest of them first, and how many there are. In lists, Jira gives the oldest.
fn comments(value: &Value, view: &IssueView<'_>) -> Option<Value> {
    let (given, total) = given(value, "comments")?;
    let skipped = given
        .len()
        .saturating_sub(view.comment_limit.unwrap_or(given.len()));
    let shown: Vec<Comment> = crate::views::each(given.iter().skip(skipped))?;
    let people = &view.rich.people.of_whole_texts();
    let rich = RichText { people };
    let shown = shown.iter().map(|comment| comment.shown(rich)).collect();
    let is_cut = total > given.len() as u64 && view.comment_limit.is_none();
    let name = if is_cut { "oldest" } else { "newest" };
    part(name, shown, total, "jira_get_comments")
}

/// The time logged, and how much there is: with an issue, Jira gives the oldest of many entries.
fn worklogs(value: &Value, rich: RichText<'_>) -> Option<Value> {
    let (given, total) = given(value, "worklogs")?;
    let logged: Vec<Worklog> = crate::views::each(given.iter())?;
    let people = &rich.people.of_whole_texts();
    let shown = logged.iter();
    let shown = shown.map(|log| log.shown(RichText { people }).into());
    part("oldest", shown.collect(), total, "jira_get_worklog")
}

/// The items that came with an issue, and how many there are in all.
fn given<'a>(value: &'a Value, name: &str) -> Option<(&'a [Value], u64)> {
    let items = value.get(name)?.as_array()?;
    let total = value.get("total").and_then(Value::as_u64);
    Some((items, total.unwrap_or_default()))
}

/// A list that may be a part of a longer one, and what has all of it; none if there is nothing.
fn part(name: &str, shown: Vec<Value>, total: u64, tool: &str) -> Option<Value> {
    let total = total.max(shown.len() as u64);
    let is_part = total > shown.len() as u64;
    let mut part = json!({ "total": total, name: shown });
    if let Some(part) = part.as_object_mut().filter(|_| is_part) {
        part.insert("note".into(), format!("{tool} has all").into());
    }
    (total > 0).then_some(part)
}

/// A team: Jira takes it by its id alone, so that the name does not say all.
fn team(value: &Value) -> Option<Value> {
    let members = value.as_object()?;
    let kept = ["id", "name"].into_iter();
    let kept = kept.filter_map(|name| Some((name.to_owned(), members.get(name)?.clone())));
    Some(Value::Object(kept.collect())).filter(|team| !crate::blank::is_blank(team))
}

/// Links as one reads them: `blocks SHOP-9`, with the other issue's summary and status.
fn links(value: &Value, rich: RichText<'_>) -> Option<Value> {
    let shown = |link: &Value| shown_link(link, rich).or_else(|| rich.slim(link));
    Some(value.as_array()?.iter().filter_map(shown).collect())
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
