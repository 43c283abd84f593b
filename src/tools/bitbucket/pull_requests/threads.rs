//! Comments as threads.

use std::collections::{BTreeMap, HashMap};

use crate::views::bitbucket::{Comment, Place, Task};

/// A comment and all that answers it.
#[derive(Debug, PartialEq, Eq)]
pub struct Thread {
    root: Comment,
    /// The oldest first.
    answers: Vec<Comment>,
}

/// What tells comments apart: tasks of their own are counted anew.
type Key = (bool, u64);

/// The threads of comments in any order, open ones first, else the oldest first. A comment that comes several times is one, and
/// knows what any of them says of its place.
pub fn threads(comments: impl IntoIterator<Item = Comment>) -> Vec<Thread> {
    let mut all: BTreeMap<Key, Comment> = BTreeMap::new();
    for comment in comments {
        let known = all
            .entry((comment.only_task, comment.id))
            .or_insert_with(|| comment.clone());
        known.parent = known.parent.or(comment.parent);
        known.place = known.place.take().or(comment.place);
    }
    let mut roots: HashMap<Key, u64> = HashMap::new();
    let mut threads: BTreeMap<Key, Thread> = BTreeMap::new();
    // Whatever a comment answers is older and has a lower number; comments come before tasks.
    for (key, comment) in all {
        let (only_task, id) = key;
        let parent = comment.parent.filter(|parent| only_task || *parent < id);
        let root = parent.and_then(|parent| roots.get(&(false, parent)).copied());
        if !only_task {
            roots.insert(key, root.unwrap_or(id));
        }
        match root.and_then(|root| threads.get_mut(&(false, root))) {
            Some(thread) => thread.take(comment),
            None => drop(threads.insert(
                key,
                Thread {
                    root: comment,
                    answers: Vec::new(),
                },
            )),
        }
    }
    let mut threads: Vec<Thread> = threads
        .into_values()
        .filter_map(Thread::without_deleted)
        .collect();
    threads.sort_by(|a, b| (!a.is_open(), &a.root.created).cmp(&(!b.is_open(), &b.root.created)));
    threads
}

impl Thread {
    /// Adds what answers a comment in it. A task that says the same as its comment is that comment's state.
    fn take(&mut self, comment: Comment) {
        let comments = std::iter::once(&mut self.root).chain(&mut self.answers);
        let mut others =
            comments.filter(|other| !other.only_task && Some(other.id) == comment.parent);
        match others.next() {
            Some(other) if comment.only_task && other.text == comment.text => {
                other.task = comment.task
            }
            _ => self.answers.push(comment),
        }
    }

    /// Without deleted comments; one that is answered stays as such.
    fn without_deleted(mut self) -> Option<Self> {
        self.answers.retain(|answer| !answer.deleted);
        (!self.root.deleted || !self.answers.is_empty()).then_some(self)
    }

    /// Whether there is something left to say or do.
    pub fn is_open(&self) -> bool {
        let has_task = self.all().any(|comment| comment.task == Some(Task::Open));
        has_task || !self.root.resolved
    }

    /// What it is about; none if that is the pull request as a whole.
    pub const fn place(&self) -> Option<&Place> {
        self.root.place.as_ref()
    }

    fn all(&self) -> impl Iterator<Item = &Comment> {
        std::iter::once(&self.root).chain(&self.answers)
    }

    /// A row a comment: `#id · file:line · state · author, day · text`.
    pub fn rows(&self) -> Vec<String> {
        let state = match &self.root {
            Comment { pending: true, .. } => "pending",
            Comment {
                task: Some(Task::Open),
                ..
            } => "open task",
            Comment {
                task: Some(Task::Done),
                ..
            } => "done task",
            Comment { resolved: true, .. } => "resolved",
            _ => "open",
        };
        let place = self.place().map(Place::shown);
        let root = row(&self.root, place, Some(state));
        let answers = self.answers.iter().map(|answer| {
            let state = match answer.task {
                _ if answer.pending => Some("pending"),
                Some(Task::Open) => Some("open task"),
                Some(Task::Done) => Some("done task"),
                None => None,
            };
            row(answer, None, state)
        });
        std::iter::once(root).chain(answers).collect()
    }
}

fn row(comment: &Comment, place: Option<String>, state: Option<&str>) -> String {
    let kind = if comment.only_task { "task " } else { "" };
    let day = comment.created.get(..10).unwrap_or_default();
    let author = match (comment.author.as_str(), day) {
        ("", day) => day.to_owned(),
        (author, "") => author.to_owned(),
        (author, day) => format!("{author}, {day}"),
    };
    let text = if comment.deleted {
        "[deleted]"
    } else {
        comment.text.trim()
    };
    let parts = [
        Some(format!("{kind}#{}", comment.id)),
        place,
        state.map(str::to_owned),
        Some(author),
        Some(text.to_owned()),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(id: u64, parent: u64) -> Comment {
        Comment {
            id,
            parent: Some(parent).filter(|parent| *parent > 0),
            author: "Mira".into(),
            created: format!("2026-11-{:02}T10:00:00Z", id % 30 + 1),
            text: format!("text {id}"),
            ..Comment::default()
        }
    }

    fn ids(threads: &[Thread]) -> Vec<Vec<u64>> {
        threads
            .iter()
            .map(|thread| thread.all().map(|comment| comment.id).collect())
            .collect()
    }

    #[test]
    fn answers_follow_what_they_answer_in_any_order_and_loop() {
        let mut again = comment(1, 0);
        again.place = Some(Place {
            path: "a.rs".into(),
            line: Some(3),
            ..Place::default()
        });
        let found = threads([
            comment(5, 2),
            comment(2, 1),
            comment(1, 0),
            again,
            comment(3, 0),
            comment(7, 99),
            comment(8, 9),
            comment(9, 8),
        ]);
        assert_eq!(ids(&found), [vec![1, 2, 5], vec![3], vec![7], vec![8, 9]]);
        assert_eq!(
            found[0].rows()[0],
            "#1 · a.rs:3 · open · Mira, 2026-11-02 · text 1"
        );
        assert_eq!(found[0].rows()[2], "#5 · Mira, 2026-11-06 · text 5");
    }

    #[test]
    fn open_ones_come_first_and_open_tasks_keep_threads_open() {
        let resolved = Comment {
            resolved: true,
            ..comment(1, 0)
        };
        let settled = Comment {
            resolved: true,
            ..comment(2, 0)
        };
        let task = Comment {
            task: Some(Task::Open),
            ..comment(3, 2)
        };
        let found = threads([resolved, settled, task, comment(4, 0)]);
        assert_eq!(ids(&found), [vec![2, 3], vec![4], vec![1]]);
        assert_eq!(
            found[0].rows()[1],
            "#3 · open task · Mira, 2026-11-04 · text 3"
        );
        assert!(found[2].rows()[0].contains("resolved"));
    }

    #[test]
    fn tasks_of_their_own_belong_to_their_comment_or_stand_alone() {
        let task = |id, parent, text: &str| Comment {
            only_task: true,
            task: Some(Task::Open),
            text: text.into(),
            ..comment(id, parent)
        };
        let found = threads([
            comment(5, 0),
            task(1, 5, "text 5"),
            task(2, 5, "another"),
            task(3, 0, "alone"),
        ]);
        assert_eq!(ids(&found), [vec![3], vec![5, 2]]);
        assert_eq!(
            found[0].rows(),
            ["task #3 · open task · Mira, 2026-11-04 · alone"]
        );
        assert!(found[1].rows()[0].starts_with("#5 · open task"));
        assert!(found[1].rows()[1].starts_with("task #2 · open task"));
    }

    #[test]
    fn deleted_comments_stay_only_if_they_are_answered() {
        let gone = |id, parent| Comment {
            deleted: true,
            text: String::new(),
            ..comment(id, parent)
        };
        let found = threads([gone(1, 0), gone(2, 0), comment(3, 2), gone(4, 2)]);
        assert_eq!(ids(&found), [[2, 3]]);
        assert!(found[0].rows()[0].ends_with("[deleted]"));
    }
}
