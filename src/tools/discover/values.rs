//! What a task hands over, told by its shape, and whether a tool has a place for it.

use super::shapes::{bare, kinds};
use crate::declaration::Declaration;

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// `SHOP-12`.
    IssueKey,
    /// `PR 57`, `#57`.
    PullRequest,
    /// `board 9`.
    Board,
    /// `sprint 31`.
    Sprint,
    /// `page 98765`.
    Page,
    /// `src/main.rs`, `package.json`.
    File,
    /// `workspace/repository`.
    Repository,
    /// `https://…`.
    Address,
    /// `2h`.
    Duration,
    /// `3.2`, `Q1`.
    Version,
    /// `jane@example.com`.
    Email,
    /// `project SHOP`.
    Project,
}

use Value::{
    Address, Board, Duration, Email, File, IssueKey, Page, Project, PullRequest, Repository,
    Sprint, Version,
};

/// A kind, the word for what it is one of, and the parameters that take it.
const KINDS: &[(Value, &str, &[&str])] = &[
    (
        IssueKey,
        "issue issuekey",
        &[
            "issue_key",
            "issue_ids_or_keys",
            "inward_issue_key",
            "outward_issue_key",
            "epic_key",
            "identifier",
            "link_id",
            "additional_fields",
        ],
    ),
    (
        PullRequest,
        "pullrequest",
        &["pull_request_id", "identifier"],
    ),
    (Board, "board", &["board_id"]),
    (Sprint, "sprint", &["sprint_id", "sprint_name"]),
    (Page, "page", &["page_id", "parent_id"]),
    (File, "file", &["file_path", "path"]),
    (Repository, "repository", &["repository_slug", "identifier"]),
    (
        Address,
        "url",
        &["url", "page_id", "identifier", "repository_slug"],
    ),
    (Duration, "worklog", &["time_spent"]),
    (Version, "", &["name", "versions"]),
    (Project, "project", &["project_key"]),
    (Email, "user", &["user_identifier", "query"]),
];

/// Parameters that take several: a link is told by both its issues.
const LISTS: &[&str] = &["issue_ids_or_keys", "link_id", "versions"];

/// How many values of a task are looked at: more tell no tool from another.
const MOST: usize = 12;

impl Value {
    /// What names one thing that is there already: a tool without a place for it is hardly meant.
    pub const THINGS: &[Self] = &[IssueKey, PullRequest, Board, Sprint, Page, File];

    /// The values in a task, each as often as it is there.
    pub fn all(task: &str) -> Vec<Self> {
        let chunks = task.split_whitespace();
        let chunks: Vec<_> = chunks.map(bare).collect();
        let before = std::iter::once("").chain(chunks.iter().copied());
        let after = chunks.iter().copied().skip(1).chain([""]);
        let all = before.zip(&chunks).zip(after);
        all.flat_map(|((before, chunk), after)| kinds(before, chunk, after))
            .take(MOST)
            .collect()
    }

    /// Whether it names one thing that is there already.
    pub fn is_thing(self) -> bool {
        Self::THINGS.contains(&self)
    }

    /// The word for what it is one of.
    pub fn object(self) -> &'static str {
        let kind = KINDS.iter().find(|(kind, ..)| *kind == self);
        kind.map_or("", |(_, object, _)| object)
    }
}

/// How many values of a kind a tool takes, and whether it needs one.
pub fn places(tool: &Declaration, kind: Value) -> (usize, bool) {
    let names = KINDS.iter().find(|(of, ..)| *of == kind);
    let names = names.map_or(&[][..], |(.., names)| *names);
    let taking = || {
        let all = tool.parameters.iter();
        all.filter(|parameter| names.contains(&parameter.name))
    };
    let is_list = taking().any(|parameter| LISTS.contains(&parameter.name));
    let count = if is_list {
        usize::MAX
    } else {
        taking().count()
    };
    (count, taking().any(|parameter| parameter.required))
}
