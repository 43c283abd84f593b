//! Pull requests.

mod cloud;
mod data_center;

use serde_json::{Map, Value, json};

use super::repository::{CONCEALED, slim};

pub use cloud::{CloudPullRequest, CloudUser};
pub use data_center::{DataCenterPullRequest, DataCenterUser, moment};

/// A pull request, of either server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PullRequest {
    /// Its number in the repository.
    pub id: u64,
    /// Its title.
    pub title: String,
    /// What it is about, in Markdown; may be empty.
    pub description: String,
    /// `OPEN`, `MERGED`, `DECLINED`; on Cloud also `SUPERSEDED`.
    pub state: String,
    /// Whether it is not yet to be reviewed.
    pub draft: bool,
    /// Who made it, by the name people see.
    pub author: String,
    /// What is to be merged.
    pub source: End,
    /// Where it is to be merged to.
    pub target: End,
    /// When it was made (ISO 8601).
    pub created: String,
    /// When it was last changed (ISO 8601).
    pub updated: String,
    /// Who is to review it, and whoever else has approved it.
    pub reviewers: Vec<Verdict>,
    /// How many tasks are to be done before it is merged.
    pub open_tasks: u64,
    /// How many comments it has.
    pub comments: u64,
    /// Where people see it; may be empty.
    pub url: String,
}

/// One end of a pull request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct End {
    /// The branch.
    pub branch: String,
    /// Its commit, on Cloud the first twelve digits; may be empty.
    pub commit: String,
    /// The workspace, on Data Center the project, of its repository; empty if that is gone or not said.
    pub home: String,
    /// The slug of its repository.
    pub slug: String,
    /// Whether its repository must not be named to the caller.
    pub concealed: bool,
}

/// What a reviewer says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Who, by the name people see.
    pub name: String,
    /// `approved`, `changes_requested` or `open`.
    pub status: String,
}

impl PullRequest {
    /// The pull request as one of a list.
    pub fn short(&self) -> Map<String, Value> {
        let mut shown = self.head();
        self.tell_review(&mut shown);
        shown
    }

    /// The pull request in full.
    pub fn shown(&self) -> Map<String, Value> {
        let mut shown = self.head();
        shown.extend(slim([
            ("source_commit", Some(self.source.commit.clone())),
            ("description", Some(self.description.clone())),
            ("url", Some(self.url.clone())),
        ]));
        self.tell_review(&mut shown);
        shown
    }

    fn head(&self) -> Map<String, Value> {
        let mut shown = Map::from_iter([("id".to_owned(), self.id.into())]);
        shown.extend(slim([
            ("title", Some(self.title.clone())),
            ("state", Some(self.state.clone())),
        ]));
        if self.draft {
            shown.insert("draft".into(), true.into());
        }
        shown.extend(slim([
            ("author", Some(self.author.clone())),
            ("source", Some(self.named_source())),
            ("target", Some(self.target.branch.clone())),
            ("created", Some(self.created.clone())),
            ("updated", Some(self.updated.clone())),
        ]));
        shown
    }

    /// The branch, with its repository if that is another one than the target's.
    fn named_source(&self) -> String {
        let End {
            branch, home, slug, ..
        } = &self.source;
        match self.is_of_fork() {
            true if self.source.concealed => format!("{branch} of {CONCEALED}"),
            true => format!("{home}/{slug}:{branch}"),
            false => branch.clone(),
        }
    }

    /// Whether it comes from another repository than it goes to.
    pub fn is_of_fork(&self) -> bool {
        let (source, target) = (&self.source, &self.target);
        !source.slug.is_empty() && (&source.home, &source.slug) != (&target.home, &target.slug)
    }

    fn tell_review(&self, shown: &mut Map<String, Value>) {
        let verdicts = self
            .reviewers
            .iter()
            .map(|verdict| format!("{}: {}", verdict.name, verdict.status));
        let verdicts: Vec<String> = verdicts.collect();
        if !verdicts.is_empty() {
            shown.insert("reviewers".into(), json!(verdicts));
        }
        for (name, count) in [("comments", self.comments), ("open_tasks", self.open_tasks)] {
            if count > 0 {
                shown.insert(name.into(), count.into());
            }
        }
    }
}
