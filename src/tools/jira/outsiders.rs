//! Issues outside of the projects filter, wherever another issue names them.

use std::collections::BTreeMap;

use serde::Deserialize as _;
use serde_json::{Map, Value};

use crate::args::IssueKey;
use crate::policy::{Key, Policy};
use crate::views::jira::{ChangedField, FieldSchema, Issue};

/// What histories call the fields whose changes name another issue, in keys (`SHOP-1`) or in words (`This issue blocks
/// SHOP-1`). A parent goes by several names, depending on what kind of issue it is of and on the version of Jira.
const NAMING_ISSUES: [&str; 7] = [
    "Link",
    "Epic Link",
    "Epic Child",
    "Parent",
    "Parent Issue",
    "Parent Link",
    "IssueParentAssociation",
];

/// Leaves out of an issue the links, parents, sub-tasks and epics that a projects filter keeps out of reach, and the history
/// of them. What its fields are says the issue itself, or `schema` of the page it came in.
pub fn hide(policy: &Policy, issue: &mut Issue, schema: &BTreeMap<String, FieldSchema>) {
    if !policy.narrows_jira() {
        return;
    }
    let admitted = |key: &str| policy.check_key(Key::Issue(key)).is_ok();
    let own = &issue.schema;
    let names_another = |id: &String| {
        let kind = own.get(id).or_else(|| schema.get(id));
        kind.is_some_and(FieldSchema::holds_an_issue)
    };
    issue.fields.retain(|id, value| match value.as_str() {
        Some(key) => !names_another(id) || admitted(key),
        None => true,
    });
    for members in [&mut issue.fields, &mut issue.expanded] {
        members.retain(|_, value| keep(value, &admitted));
    }
    if let Some(changelog) = issue.expanded.get_mut("changelog") {
        hide_changes(policy, changelog);
    }
}

/// Whether a change in an issue's history may be shown: it names no issue that a projects filter keeps out of reach.
pub fn admits(policy: &Policy, change: &ChangedField) -> bool {
    let naming = NAMING_ISSUES
        .iter()
        .any(|field| field.eq_ignore_ascii_case(&change.field));
    if !policy.narrows_jira() || !naming {
        return true;
    }
    let values = [
        &change.from,
        &change.from_string,
        &change.to,
        &change.to_text,
    ];
    let mut keys = values.into_iter().flatten().flat_map(|text| keys(text));
    keys.all(|key| policy.check_key(Key::Issue(&key)).is_ok())
}

/// The keys among the words of a text; numbers are taken for ids, which show nothing.
fn keys(text: &str) -> impl Iterator<Item = IssueKey> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'));
    words.filter_map(|word| IssueKey::new(word.trim_matches('-')).ok())
}

/// Leaves out of a changelog as Jira gives it what must not be shown, and edits of nothing else; they do not count either.
fn hide_changes(policy: &Policy, changelog: &mut Value) {
    let histories = changelog.get_mut("histories").and_then(Value::as_array_mut);
    let Some(histories) = histories else { return };
    let all = histories.len();
    histories.retain_mut(|history| {
        let items = history.get_mut("items").and_then(Value::as_array_mut);
        items.is_none_or(|items| {
            items.retain(|item| {
                ChangedField::deserialize(item).is_ok_and(|change| admits(policy, &change))
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

/// Whether a value stays, after what must not stay in it was taken out.
fn keep(value: &mut Value, admitted: &impl Fn(&str) -> bool) -> bool {
    match value {
        Value::Array(items) => {
            items.retain_mut(|item| keep(item, admitted));
            true
        }
        Value::Object(members) => {
            let linked = linked(members);
            let admitted_itself = key(members).is_none_or(admitted);
            members.retain(|_, member| keep(member, admitted));
            // A link whose other end had to go says nothing.
            admitted_itself && linked == self::linked(members)
        }
        _ => true,
    }
}

/// The key of an issue, as links and parents show one; people and projects have keys too, but not these members.
fn key(members: &Map<String, Value>) -> Option<&str> {
    let key = members.get("key")?.as_str()?;
    let is_issue = members.contains_key("fields") || members.contains_key("summary");
    (is_issue && IssueKey::new(key).is_ok()).then_some(key)
}

fn linked(members: &Map<String, Value>) -> usize {
    ["inwardIssue", "outwardIssue"]
        .iter()
        .filter(|end| members.contains_key(**end))
        .count()
}
