//! Jira's state: one model behind both flavours.

use std::{collections::BTreeMap, io};

use serde::Deserialize;
use serde_json::Value;

use super::seed;
use crate::{
    Flavour,
    people::{People, PersonId},
    time::Moment,
};

/// An entry of one of the site's lists: a priority, a status, an option of a custom field, …
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) description: String,
    /// Of a status: `new`, `indeterminate` or `done`.
    #[serde(default)]
    pub(crate) category: String,
    /// Of an issue type: 1 for epics, 0, and -1 for sub-tasks.
    #[serde(default)]
    pub(crate) level: i8,
    /// Of a cascading option: the option above.
    #[serde(default)]
    pub(crate) parent: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Version {
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) description: String,
    #[serde(default)]
    pub(crate) released: bool,
    #[serde(default)]
    pub(crate) archived: bool,
    #[serde(default)]
    pub(crate) start: Option<String>,
    #[serde(default)]
    pub(crate) release: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Project {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) lead: PersonId,
    #[serde(default)]
    pub(crate) archived: bool,
    pub(crate) components: Vec<Item>,
    pub(crate) versions: Vec<Version>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Board {
    pub(crate) id: u64,
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) project: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sprint {
    pub(crate) id: u64,
    pub(crate) board: u64,
    pub(crate) name: String,
    /// `future`, `active` or `closed`.
    pub(crate) state: String,
    #[serde(default)]
    pub(crate) goal: String,
    #[serde(default)]
    pub(crate) start: Option<Moment>,
    #[serde(default)]
    pub(crate) end: Option<Moment>,
    #[serde(default)]
    pub(crate) completed: Option<Moment>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Transition {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Statuses from which it may be taken, by name.
    pub(crate) from: Vec<String>,
    pub(crate) to: String,
    /// Fields that its screen shows, and requires.
    #[serde(default)]
    pub(crate) requires: Vec<String>,
}

impl Transition {
    /// Whether a screen goes with it.
    pub(crate) fn has_screen(&self) -> bool {
        !self.requires.is_empty()
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkType {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) inward: String,
    pub(crate) outward: String,
}

/// A link between two issues, by id: `outward` is on the active side ("blocks").
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) id: String,
    pub(crate) kind: String,
    /// The issue that shows the other as its inward issue.
    pub(crate) inward: String,
    /// The issue that shows the other as its outward issue.
    pub(crate) outward: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Comment {
    pub(crate) id: String,
    pub(crate) author: PersonId,
    pub(crate) body: Value,
    pub(crate) created: Moment,
    pub(crate) updated: Moment,
    pub(crate) visibility: Option<Value>,
}

#[derive(Clone, Debug)]
pub(crate) struct Worklog {
    pub(crate) id: String,
    pub(crate) author: PersonId,
    pub(crate) comment: Option<Value>,
    pub(crate) started: String,
    pub(crate) seconds: u64,
    pub(crate) created: Moment,
}

#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) mime: String,
    pub(crate) author: PersonId,
    pub(crate) created: Moment,
    pub(crate) bytes: Vec<u8>,
}

/// One entry of an issue's history.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) id: String,
    pub(crate) author: PersonId,
    pub(crate) at: Moment,
    /// `field`, `fieldtype`, `fieldId`, `from`, `fromString`, `to`, `toString`.
    pub(crate) items: Vec<Value>,
}

#[derive(Clone, Debug)]
pub(crate) struct RemoteLink {
    pub(crate) id: u64,
    pub(crate) global_id: Option<String>,
    /// What was sent of it: `relationship` and `object`.
    pub(crate) sent: Value,
}

#[derive(Clone, Debug)]
pub(crate) struct Issue {
    pub(crate) id: String,
    pub(crate) key: String,
    /// The key it had before it was moved to its project, by which it is still found.
    pub(crate) was: Option<String>,
    pub(crate) project: String,
    pub(crate) creator: PersonId,
    pub(crate) created: Moment,
    pub(crate) updated: Moment,
    pub(crate) resolved: Option<Moment>,
    /// What is set, by the field's name in [`super::fields::FIELDS`]; see [`super::fields::Kind`] for the values' forms.
    pub(crate) fields: BTreeMap<&'static str, Value>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) worklogs: Vec<Worklog>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) history: Vec<Change>,
    pub(crate) remote_links: Vec<RemoteLink>,
}

impl Issue {
    /// A field's value as a text: an id, a person, a date.
    pub(crate) fn text(&self, field: &str) -> &str {
        self.fields
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// A field's values as texts.
    pub(crate) fn texts(&self, field: &str) -> impl Iterator<Item = &str> {
        self.fields
            .get(field)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    }

    /// Whether a request means it by this id, key or former key.
    fn is(&self, id_or_key: &str) -> bool {
        let former = self.was.as_deref();
        [Some(self.key.as_str()), former]
            .into_iter()
            .flatten()
            .any(|key| key.eq_ignore_ascii_case(id_or_key))
            || self.id == id_or_key
    }

    /// The number in the key.
    pub(crate) fn number(&self) -> u64 {
        self.key
            .rsplit('-')
            .next()
            .and_then(|number| number.parse().ok())
            .unwrap_or_default()
    }

    pub(crate) fn spent(&self) -> u64 {
        self.worklogs.iter().map(|log| log.seconds).sum()
    }
}

/// Everything Jira holds.
#[derive(Clone)]
pub(crate) struct Jira {
    /// The site's lists by name: `issuetype`, `status`, `priority`, `resolution` and the options of each custom field.
    pub(crate) lists: BTreeMap<String, Vec<Item>>,
    pub(crate) projects: Vec<Project>,
    pub(crate) boards: Vec<Board>,
    pub(crate) sprints: Vec<Sprint>,
    pub(crate) transitions: Vec<Transition>,
    pub(crate) link_types: Vec<LinkType>,
    pub(crate) issues: Vec<Issue>,
    pub(crate) links: Vec<Link>,
    last_id: u64,
    /// Keys that were once given and name nothing any more.
    pub(crate) gone: Vec<String>,
}

impl Jira {
    /// # Errors
    /// When the seed does not hold together.
    pub(crate) fn seeded(flavour: Flavour, people: &People) -> io::Result<Self> {
        seed::jira(flavour, people)
    }

    pub(super) fn empty(seed: seed::Site) -> Self {
        let seed::Site {
            lists,
            projects,
            boards,
            sprints,
            transitions,
            link_types,
        } = seed;
        Self {
            lists,
            projects,
            boards,
            sprints,
            transitions,
            link_types,
            issues: Vec::new(),
            links: Vec::new(),
            last_id: 10_500,
            gone: Vec::new(),
        }
    }

    /// An id that nothing else has.
    pub(crate) fn new_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    pub(crate) fn list(&self, name: &str) -> &[Item] {
        self.lists.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// An entry of a list, by id or name.
    pub(crate) fn item(&self, list: &str, id_or_name: &str) -> Option<&Item> {
        self.list(list)
            .iter()
            .find(|item| item.id == id_or_name || item.name.eq_ignore_ascii_case(id_or_name))
    }

    pub(crate) fn project(&self, id_or_key: &str) -> Option<&Project> {
        self.projects
            .iter()
            .find(|project| project.id == id_or_key || project.key.eq_ignore_ascii_case(id_or_key))
    }

    pub(crate) fn issue(&self, id_or_key: &str) -> Option<&Issue> {
        self.issues.iter().find(|issue| issue.is(id_or_key))
    }

    /// The issue that `{"key": …}` or `{"id": …}` refers to: neither is taken for the other.
    pub(crate) fn referred(&self, reference: &Value) -> Option<&Issue> {
        let text = |member: &str| reference.get(member)?.as_str();
        self.issues.iter().find(|issue| match text("key") {
            Some(key) => issue.key.eq_ignore_ascii_case(key),
            None => text("id") == Some(&issue.id),
        })
    }

    pub(crate) fn issue_mut(&mut self, id_or_key: &str) -> Option<&mut Issue> {
        self.issues.iter_mut().find(|issue| issue.is(id_or_key))
    }

    /// The key of a new issue: no key is ever given twice.
    pub(crate) fn next_key(&self, project: &str) -> String {
        let issues = self.issues.iter();
        let keys = issues.flat_map(|issue| std::iter::once(&issue.key).chain(&issue.was));
        let numbers = keys.chain(&self.gone).filter_map(|key| {
            let (of, number) = key.rsplit_once('-')?;
            number.parse::<u64>().ok().filter(|_| of == project)
        });
        format!("{project}-{}", numbers.max().unwrap_or_default() + 1)
    }

    /// The type of an issue.
    pub(crate) fn type_of(&self, issue: &Issue) -> Option<&Item> {
        self.item("issuetype", issue.text("issuetype"))
    }

    /// Transitions that an issue may take now.
    pub(crate) fn transitions_of(&self, issue: &Issue) -> Vec<&Transition> {
        let status = self
            .item("status", issue.text("status"))
            .map(|item| item.name.as_str())
            .unwrap_or_default();
        self.transitions
            .iter()
            .filter(|transition| transition.from.iter().any(|from| from == status))
            .collect()
    }

    /// Sub-tasks of an issue.
    pub(crate) fn subtasks<'a>(&'a self, issue: &'a Issue) -> impl Iterator<Item = &'a Issue> {
        let is_subtask = |child: &&Issue| self.type_of(child).is_some_and(|kind| kind.level < 0);
        self.issues
            .iter()
            .filter(|child| child.text("parent") == issue.key)
            .filter(is_subtask)
    }
}
