//! Issues outside of the projects filter, wherever another issue names them: in its fields and history, and in what is written
//! to it. What a field holds decides, not what it is called: only fields that are known to hold something else are passed over.

use std::collections::HashMap;

use crate::args::{IssueKey, embedded};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::policy::Policy;
use crate::scope::Key;
use crate::tools::jira::{fields, issues};
use crate::tools::names::folded;
use crate::views::jira::{ChangedField, FieldSchema, Issue};
use serde::Deserialize as _;
use serde_json::{Map, Value};

/// System fields that name no issue but in what people write, by id and by what histories call them, [`folded`].
const PLAIN: [&str; 42] = [
    "aggregateprogress",
    "aggregatetimeestimate",
    "aggregatetimeoriginalestimate",
    "aggregatetimespent",
    "assignee",
    "attachment",
    "comment",
    "component",
    "components",
    "created",
    "creator",
    "description",
    "duedate",
    "environment",
    "fixversion",
    "fixversions",
    "issuetype",
    "labels",
    "lastviewed",
    "priority",
    "progress",
    "project",
    "reporter",
    "resolution",
    "resolutiondate",
    "security",
    "status",
    "statuscategory",
    "statuscategorychangedate",
    "summary",
    "timeestimate",
    "timeoriginalestimate",
    "timespent",
    "timetracking",
    "updated",
    "version",
    "versions",
    "votes",
    "watches",
    "workflow",
    "worklog",
    "workratio",
];

/// The most issues that the value of one field may name.
const MAX_REFERENCES: usize = 100;

/// What the fields of an issue or site are.
#[derive(Debug, Clone, Copy)]
pub struct Kinds<'a> {
    /// Field id → what its values are.
    pub schema: &'a HashMap<String, FieldSchema>,
    /// Field id → name.
    pub names: &'a HashMap<String, String>,
}

impl Kinds<'_> {
    /// Whether the field of that id may hold references to issues.
    fn may_refer(&self, id: &str) -> bool {
        may_refer(id, self.schema.get(id))
    }

    /// Whether a change may name issues by itself and not because somebody wrote of them. Data Center's histories say no ids,
    /// and several fields may have the same name.
    fn may_name(&self, change: &ChangedField) -> bool {
        let is_it = |id: &&String, name: &String| match &change.field_id {
            Some(given) => *id == given,
            None => *name == change.field,
        };
        let mut known = self.names.iter().filter(|(id, name)| is_it(id, name));
        match known.next() {
            Some((id, _)) => self.may_refer(id) || known.any(|(id, _)| self.may_refer(id)),
            // A custom field may be called as a system field is.
            None => {
                let id = change.field_id.as_ref().unwrap_or(&change.field);
                change.is_custom() || may_refer(id, None)
            }
        }
    }
}

/// Whether a field may hold references to issues, by what its values are or, if that is not known, by its id or name.
fn may_refer(id: &str, schema: Option<&FieldSchema>) -> bool {
    match schema {
        Some(schema) if schema.custom.is_some() => schema.may_hold_issues(),
        Some(schema) => schema.may_hold_issues() && !PLAIN.contains(&folded(id).as_str()),
        None => !PLAIN.contains(&folded(id).as_str()),
    }
}

/// Leaves out of an issue whatever a projects filter keeps out of reach: links, parents, sub-tasks, epics, what issue pickers
/// hold, in whichever form they were asked for, and the history of them. What its fields are says the issue itself, or the page
/// it came in.
pub fn hide(policy: &Policy, issue: &mut Issue, page: Kinds<'_>) {
    if !policy.narrows_jira() {
        return;
    }
    let own = Kinds {
        schema: &issue.schema,
        names: &issue.names,
    };
    let kinds = if own.schema.is_empty() { page } else { own };
    let stays = |id: &String, value: &mut Value| !kinds.may_refer(id) || keep_field(policy, value);
    issue.fields.retain(stays);
    for (part, value) in &mut issue.expanded {
        match (part.as_str(), value) {
            ("changelog", changelog) => hide_changes(policy, kinds, changelog),
            ("renderedFields", Value::Object(rendered)) => rendered.retain(stays),
            ("versionedRepresentations", Value::Object(fields)) => {
                for (id, versions) in fields {
                    if let Value::Object(versions) = versions {
                        versions.retain(|_, value| stays(id, value));
                    }
                }
            }
            (_, other) => drop(keep(policy, other, Unnamed::Stays)),
        }
    }
}

/// Whether a change in an issue's history may be shown: it names no issue that a projects filter keeps out of reach.
pub fn admits(policy: &Policy, kinds: Kinds<'_>, change: &ChangedField) -> bool {
    let values = [
        &change.from,
        &change.from_string,
        &change.to,
        &change.to_text,
    ];
    let mut values = values.into_iter().flatten();
    !policy.narrows_jira()
        || !kinds.may_name(change)
        || !values.any(|text| names_outsider(policy, text))
}

/// What the fields of a site are.
#[derive(Debug, Default)]
pub struct SiteKinds {
    schema: HashMap<String, FieldSchema>,
    names: HashMap<String, String>,
}

impl SiteKinds {
    /// Asks Jira, where a projects filter must be kept.
    ///
    /// # Errors
    /// If Jira does not give its fields.
    pub async fn of(ctx: &Ctx) -> Result<Self> {
        let mut kinds = Self::default();
        if ctx.policy().narrows_jira() {
            for field in fields::all(ctx).await?.iter() {
                kinds.names.insert(field.id.clone(), field.name.clone());
                let schema = field.schema.clone();
                kinds
                    .schema
                    .extend(schema.map(|kind| (field.id.clone(), kind)));
            }
        }
        Ok(kinds)
    }

    /// The same, to look at.
    pub const fn kinds(&self) -> Kinds<'_> {
        Kinds {
            schema: &self.schema,
            names: &self.names,
        }
    }
}

/// Makes sure, where a projects filter must be kept, that a value for a field refers to no issue outside of it: by key, by id or
/// by address.
///
/// # Errors
/// [`Error::Refused`] names the project; [`Error::Arguments`] for more than a hundred issues; what Jira says of one that
/// does not exist.
pub async fn check(ctx: &Ctx, id: &str, schema: &FieldSchema, given: &Value) -> Result<()> {
    if !ctx.policy().narrows_jira() || !may_refer(id, Some(schema)) {
        return Ok(());
    }
    let mut named = Vec::new();
    references(&embedded(given.clone()), &mut named);
    if named.len() > MAX_REFERENCES {
        return Err(Error::Arguments(format!(
            "{id}: names more than {MAX_REFERENCES} issues, which are not looked up one by one; give fewer"
        )));
    }
    for issue in named {
        ctx.policy().check_key(Key::Issue(&issue))?;
        match issues::check_project(ctx, &issue).await {
            // A number need not be an issue's id.
            Err(error) if error.is_not_found() && issue.project().is_none() => {}
            checked => checked?,
        }
    }
    Ok(())
}

/// The issues that a value names, each once; of very many, a few more than are looked up.
fn references(value: &Value, named: &mut Vec<IssueKey>) {
    match value {
        _ if named.len() > MAX_REFERENCES => {}
        Value::String(text) => {
            let id = IssueKey::new(text)
                .ok()
                .filter(|issue| issue.project().is_none());
            for issue in keys(text).chain(id) {
                if named.len() <= MAX_REFERENCES && !named.contains(&issue) {
                    named.push(issue);
                }
            }
        }
        Value::Number(number) => references(&number.to_string().into(), named),
        Value::Array(items) => items.iter().for_each(|item| references(item, named)),
        // The type of a link has an id too.
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| *name != "type")
            .for_each(|(_, member)| references(member, named)),
        Value::Null | Value::Bool(_) => {}
    }
}

/// The keys among the words of a text, an address being several words; numbers are taken for ids, which show nothing.
fn keys(text: &str) -> impl Iterator<Item = IssueKey> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'));
    let keys = words.filter_map(|word| IssueKey::new(word.trim_matches('-')).ok());
    keys.filter(|issue| issue.project().is_some())
}

fn names_outsider(policy: &Policy, text: &str) -> bool {
    keys(text).any(|key| policy.check_key(Key::Issue(&key)).is_err())
}

/// Whether a text is the key or the address of an issue that is kept out of reach, and nothing else.
fn is_outsider(policy: &Policy, text: &str) -> bool {
    let place = text.split(['?', '#']).next().unwrap_or_default();
    let is_address = place.contains("://") || place.starts_with('/');
    let last = place.trim().rsplit('/').next().unwrap_or_default();
    let whole = if is_address { last } else { text };
    IssueKey::new(whole).is_ok_and(|key| policy.check_key(Key::Issue(&key)).is_err())
}

/// Leaves out of a changelog as Jira gives it what must not be shown, and edits of nothing else; they do not count either.
fn hide_changes(policy: &Policy, kinds: Kinds<'_>, changelog: &mut Value) {
    let histories = changelog.get_mut("histories").and_then(Value::as_array_mut);
    let Some(histories) = histories else {
        // Of another form than can be looked through.
        *changelog = Value::Null;
        return;
    };
    let all = histories.len();
    histories.retain_mut(|history| {
        let items = history.get_mut("items").and_then(Value::as_array_mut);
        items.is_none_or(|items| {
            items.retain(|item| {
                ChangedField::deserialize(item).is_ok_and(|change| admits(policy, kinds, &change))
            });
            !items.is_empty()
        })
    });
    let hidden = all.saturating_sub(histories.len()) as u64;
    if let Some(total) = changelog.get_mut("total")
        && let Some(counted) = total.as_u64()
    {
        *total = counted.saturating_sub(hidden).into();
    }
}

/// Whether the value of a field stays, after what must not stay in it was taken out.
fn keep_field(policy: &Policy, value: &mut Value) -> bool {
    match value {
        Value::String(text) => !names_outsider(policy, text),
        Value::Array(items) => {
            items.retain_mut(|item| keep_field(policy, item));
            true
        }
        other => keep(policy, other, Unnamed::Goes),
    }
}

/// What becomes of an issue that does not say its key, so that it cannot be told which project it is in. Only the values of
/// fields are known to be issues; a screen has a summary and fields, too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unnamed {
    Goes,
    Stays,
}

/// Whether a part of a value stays, after what must not stay in it was taken out. Texts in it may be what people wrote, such as
/// the summary of a linked issue.
fn keep(policy: &Policy, value: &mut Value, unnamed: Unnamed) -> bool {
    match value {
        Value::String(text) => !is_outsider(policy, text),
        Value::Array(items) => {
            items.retain_mut(|item| keep(policy, item, unnamed));
            true
        }
        // A person's key may look like an issue's.
        Value::Object(members) if members.contains_key("displayName") => true,
        Value::Object(members) => {
            let goes = match members.get("key").and_then(Value::as_str) {
                Some(key) => is_outsider(policy, key),
                None => unnamed == Unnamed::Goes && is_issue(members),
            };
            let linked = linked(members);
            members.retain(|_, member| keep(policy, member, unnamed));
            // A link whose other end had to go says nothing.
            !goes && linked == self::linked(members)
        }
        _ => true,
    }
}

/// Whether this is how Jira shows an issue, at length or in short; the fields of one have a summary but no id.
fn is_issue(members: &Map<String, Value>) -> bool {
    let has = |part: &str| members.contains_key(part);
    has("fields") || (has("summary") && has("id"))
}

fn linked(members: &Map<String, Value>) -> usize {
    ["inwardIssue", "outwardIssue"]
        .iter()
        .filter(|end| members.contains_key(**end))
        .count()
}
