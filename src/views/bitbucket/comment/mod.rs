//! Comments on pull requests, and tasks.

mod cloud;
mod data_center;

pub use cloud::{CloudComment, CloudTask};
pub use data_center::{DataCenterActivity, DataCenterComment};

/// A comment, or a task of Cloud's that belongs to no comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment {
    /// Its number.
    pub id: u64,
    /// The comment that it answers.
    pub parent: Option<u64>,
    /// Who wrote it, by the name people see.
    pub author: String,
    /// When it was written (ISO 8601).
    pub created: String,
    /// What it says, in Markdown.
    pub text: String,
    /// What it is about; none if that is the pull request as a whole.
    pub place: Option<Place>,
    /// Whether its thread is settled.
    pub resolved: bool,
    /// Whether only its author sees it yet.
    pub pending: bool,
    /// Whether it is gone, and only stands for its answers.
    pub deleted: bool,
    /// Whether something is to be done about it.
    pub task: Option<Task>,
    /// Whether it is a task of its own: its number is no comment's.
    pub only_task: bool,
}

/// Something to be done before merging.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// It is to be done.
    Open,
    /// It is done.
    Done,
}

/// What a comment is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: String,
    /// Its last line; none for the whole file.
    pub line: Option<u64>,
    /// Its first line, if there are several.
    pub start: Option<u64>,
    /// Whether lines are counted in the file before the change.
    pub old: bool,
    /// Whether the lines have changed since.
    pub outdated: bool,
}

impl Task {
    /// Reads the state of a task, alike on both.
    fn of(state: &str) -> Self {
        match state {
            "RESOLVED" => Self::Done,
            _ => Self::Open,
        }
    }
}

impl Place {
    /// The place as `file:line`.
    pub fn shown(&self) -> String {
        let mut shown = self.path.clone();
        if let Some(line) = self.line {
            shown += &match self.start.filter(|start| *start != line) {
                Some(start) => format!(":{start}-{line}"),
                None => format!(":{line}"),
            };
        }
        let marks = [(self.old, "old side"), (self.outdated, "outdated")];
        let marks: Vec<&str> = marks
            .into_iter()
            .filter_map(|(is, mark)| is.then_some(mark))
            .collect();
        if !marks.is_empty() {
            shown += &format!(" ({})", marks.join(", "));
        }
        shown
    }
}
