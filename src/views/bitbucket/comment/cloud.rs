//! Comments as Cloud gives them: a flat list, with tasks in another.

use serde::Deserialize;
use serde_json::Value;

use super::super::pull_request::CloudUser;
use super::{Comment, Place, Task};
use crate::views::jira::when;
use crate::views::lenient;

/// A comment of Cloud.
#[derive(Debug, Default, Deserialize)]
pub struct CloudComment {
    id: u64,
    #[serde(default, deserialize_with = "lenient")]
    parent: Option<Other>,
    #[serde(default, deserialize_with = "lenient")]
    user: CloudUser,
    #[serde(default, deserialize_with = "lenient")]
    created_on: String,
    #[serde(default, deserialize_with = "lenient")]
    content: Content,
    #[serde(default, deserialize_with = "lenient")]
    inline: Option<Inline>,
    /// Who settled it and when; null if nobody has.
    #[serde(default)]
    resolution: Value,
    #[serde(default, deserialize_with = "lenient")]
    pending: bool,
    #[serde(default, deserialize_with = "lenient")]
    deleted: bool,
}

/// A task of Cloud.
#[derive(Debug, Default, Deserialize)]
pub struct CloudTask {
    id: u64,
    #[serde(default, deserialize_with = "lenient")]
    content: Content,
    #[serde(default, deserialize_with = "lenient")]
    creator: CloudUser,
    #[serde(default, deserialize_with = "lenient")]
    created_on: String,
    /// `UNRESOLVED` or `RESOLVED`.
    #[serde(default, deserialize_with = "lenient")]
    state: String,
    #[serde(default, deserialize_with = "lenient")]
    pending: bool,
    /// The comment that it belongs to.
    #[serde(default, deserialize_with = "lenient")]
    comment: Option<Other>,
}

#[derive(Debug, Deserialize)]
struct Other {
    id: u64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Content {
    #[serde(deserialize_with = "lenient")]
    raw: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Inline {
    #[serde(deserialize_with = "lenient")]
    path: String,
    #[serde(deserialize_with = "lenient")]
    from: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    to: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    start_from: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    start_to: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    outdated: bool,
}

impl From<Inline> for Place {
    fn from(inline: Inline) -> Self {
        Self {
            path: inline.path,
            line: inline.to.or(inline.from),
            start: inline.start_to.or(inline.start_from),
            old: inline.to.is_none() && inline.from.is_some(),
            outdated: inline.outdated,
        }
    }
}

impl From<CloudComment> for Comment {
    fn from(given: CloudComment) -> Self {
        Self {
            id: given.id,
            parent: given.parent.map(|parent| parent.id),
            author: given.user.display_name,
            created: when(&given.created_on),
            text: given.content.raw,
            place: given.inline.map(Place::from),
            resolved: given.resolution.is_object(),
            pending: given.pending,
            deleted: given.deleted,
            ..Self::default()
        }
    }
}

/// The parent is the comment that the task belongs to.
impl From<CloudTask> for Comment {
    fn from(given: CloudTask) -> Self {
        let task = Task::of(&given.state);
        Self {
            id: given.id,
            parent: given.comment.map(|comment| comment.id),
            author: given.creator.display_name,
            created: when(&given.created_on),
            text: given.content.raw,
            resolved: task == Task::Done,
            pending: given.pending,
            task: Some(task),
            only_task: true,
            ..Self::default()
        }
    }
}
