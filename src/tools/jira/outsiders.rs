//! Issues outside of the projects filter, wherever another issue names them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::args::IssueKey;
use crate::policy::{Key, Policy};
use crate::views::jira::{FieldSchema, Issue};

/// Leaves out of an issue the links, parents, sub-tasks and epics that a projects filter keeps out of reach. What its
/// fields are says the issue itself, or `schema` of the page it came in.
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
