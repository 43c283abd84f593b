//! Comments as Data Center gives them: threads among the activities, tasks as comments that block.

use serde::Deserialize;
use serde_json::Value;

use super::super::change::Path;
use super::super::pull_request::{DataCenterUser, moment};
use super::{Comment, Place, Task};
use crate::views::lenient;

/// Something that happened to a pull request.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DataCenterActivity {
    /// `COMMENTED`, or what else was done.
    #[serde(deserialize_with = "lenient")]
    action: String,
    /// `ADDED`, `UPDATED`, `DELETED`, `REPLIED`.
    #[serde(deserialize_with = "lenient")]
    comment_action: String,
    #[serde(deserialize_with = "lenient")]
    comment: Option<DataCenterComment>,
    #[serde(deserialize_with = "lenient")]
    comment_anchor: Option<Anchor>,
}

/// A comment of Data Center, with those that answer it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataCenterComment {
    id: u64,
    #[serde(default, deserialize_with = "lenient")]
    text: String,
    #[serde(default, deserialize_with = "lenient")]
    author: DataCenterUser,
    #[serde(default, deserialize_with = "lenient")]
    created_date: i64,
    /// What answers it, each read by itself.
    #[serde(default, deserialize_with = "lenient")]
    comments: Vec<Value>,
    /// `NORMAL`, or `BLOCKER` for a task.
    #[serde(default, deserialize_with = "lenient")]
    severity: String,
    /// `OPEN`, `RESOLVED`, `PENDING`.
    #[serde(default, deserialize_with = "lenient")]
    state: String,
    #[serde(default, deserialize_with = "lenient")]
    thread_resolved: bool,
    #[serde(default, deserialize_with = "lenient")]
    anchor: Option<Anchor>,
    #[serde(default, deserialize_with = "lenient")]
    parent: Option<Other>,
}

#[derive(Debug, Deserialize)]
struct Other {
    id: u64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Anchor {
    /// A text or an object, by version.
    path: Value,
    #[serde(deserialize_with = "lenient")]
    line: Option<u64>,
    /// `FROM` or `TO`.
    #[serde(deserialize_with = "lenient")]
    file_type: String,
    #[serde(deserialize_with = "lenient")]
    orphaned: bool,
    #[serde(deserialize_with = "lenient")]
    multiline_marker: Option<Marker>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Marker {
    #[serde(deserialize_with = "lenient")]
    start_line: Option<u64>,
}

impl Anchor {
    fn place(self) -> Option<Place> {
        let path = match self.path {
            Value::String(path) => path,
            path => serde_json::from_value::<Path>(path)
                .unwrap_or_default()
                .text(),
        };
        let place = Place {
            old: self.file_type == "FROM" && self.line.is_some(),
            line: self.line.filter(|line| *line > 0),
            start: self.multiline_marker.and_then(|marker| marker.start_line),
            outdated: self.orphaned,
            path,
        };
        (!place.path.is_empty()).then_some(place)
    }
}

impl DataCenterActivity {
    /// The comments that it shows, each as it is now, and nothing for each that cannot be read; none if it is about something else,
    /// or they were deleted.
    pub fn comments(self) -> Vec<Option<Comment>> {
        if self.action != "COMMENTED" || self.comment_action == "DELETED" {
            return Vec::new();
        }
        match self.comment {
            Some(comment) => comment.all(self.comment_anchor),
            None => vec![None],
        }
    }
}

impl DataCenterComment {
    /// The comment and all below it, and nothing for each of these that cannot be read.
    pub fn flat(self) -> Vec<Option<Comment>> {
        self.all(None)
    }

    fn all(self, anchor: Option<Anchor>) -> Vec<Option<Comment>> {
        let mut all = Vec::new();
        let parent = self.parent.as_ref().map(|parent| parent.id);
        self.add_to(&mut all, parent, anchor);
        all
    }

    fn add_to(self, all: &mut Vec<Option<Comment>>, parent: Option<u64>, anchor: Option<Anchor>) {
        let task = (self.severity == "BLOCKER").then(|| Task::of(&self.state));
        let id = self.id;
        all.push(Some(Comment {
            id,
            parent,
            author: self.author.display_name,
            created: moment(self.created_date).unwrap_or_default(),
            text: self.text,
            place: anchor.or(self.anchor).and_then(Anchor::place),
            resolved: self.thread_resolved || task == Some(Task::Done),
            pending: self.state == "PENDING",
            task,
            ..Comment::default()
        }));
        for answer in self.comments {
            match serde_json::from_value::<Self>(answer) {
                Ok(answer) => answer.add_to(all, Some(id), None),
                Err(_) => all.push(None),
            }
        }
    }
}
