//! Bitbucket's state: repositories with commits, branches and pull requests.

use std::{collections::BTreeMap, io};

use serde::Deserialize;

use crate::{
    people::{PersonId, hex},
    time::Moment,
    world::read,
};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Project {
    pub(crate) id: u64,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) description: String,
}

/// A change to a file: its new content, or its removal.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileChange {
    pub(crate) path: String,
    #[serde(default)]
    pub(crate) content: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Commit {
    /// The seed's name, until reading turns it into a hash; the same for `parent` and `merges`.
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) parent: Option<String>,
    /// The head of the merged branch, of a merge commit.
    #[serde(default)]
    pub(crate) merges: Option<String>,
    pub(crate) by: PersonId,
    pub(crate) at: Moment,
    pub(crate) message: String,
    #[serde(default)]
    pub(crate) files: Vec<FileChange>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Branch {
    pub(crate) name: String,
    pub(crate) head: String,
}

/// A comment on a pull request: general, on a line of a file, or an answer to another.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Comment {
    pub(crate) id: u64,
    pub(crate) by: PersonId,
    pub(crate) at: Moment,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) path: Option<String>,
    /// The line in the new file, or in the old one; the last of several.
    #[serde(default)]
    pub(crate) line: Option<u64>,
    /// The first of several lines.
    #[serde(default)]
    pub(crate) start: Option<u64>,
    /// Whether the line is one that is removed.
    #[serde(default)]
    pub(crate) old: bool,
    #[serde(default)]
    pub(crate) replies_to: Option<u64>,
    /// Whether its thread is settled.
    #[serde(default)]
    pub(crate) resolved: bool,
    /// Whether the lines have changed since.
    #[serde(default)]
    pub(crate) outdated: bool,
    /// Something to be done.
    #[serde(default)]
    pub(crate) task: Option<Task>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Task {
    Open,
    Done,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum State {
    Open,
    Merged,
    Declined,
}

impl State {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Open => "OPEN",
            Self::Merged => "MERGED",
            Self::Declined => "DECLINED",
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reviewer {
    pub(crate) id: PersonId,
    #[serde(default)]
    pub(crate) approved: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PullRequest {
    pub(crate) id: u64,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) state: State,
    #[serde(default)]
    pub(crate) draft: bool,
    pub(crate) author: PersonId,
    pub(crate) source: String,
    pub(crate) target: String,
    /// The newest commit of the source, and the commit of the target that it is compared with.
    pub(crate) from: String,
    pub(crate) to: String,
    /// The merge commit, once merged.
    #[serde(default)]
    pub(crate) merge: Option<String>,
    pub(crate) created: Moment,
    pub(crate) updated: Moment,
    #[serde(default)]
    pub(crate) reviewers: Vec<Reviewer>,
    #[serde(default)]
    pub(crate) comments: Vec<Comment>,
}

const fn yes() -> bool {
    true
}

/// What a file is, besides text.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    #[default]
    Text,
    Binary,
    Link,
    Lfs,
    Submodule,
}

/// A file that is more than text, in all commits.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Special {
    pub(crate) path: String,
    pub(crate) kind: Kind,
    /// What Git LFS keeps in the file's place.
    #[serde(default)]
    pub(crate) media: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Repository {
    pub(crate) id: u64,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) project: String,
    pub(crate) description: String,
    #[serde(default)]
    pub(crate) public: bool,
    #[serde(default = "yes")]
    pub(crate) forkable: bool,
    pub(crate) language: String,
    pub(crate) created: Moment,
    pub(crate) default_branch: String,
    pub(crate) commits: Vec<Commit>,
    pub(crate) branches: Vec<Branch>,
    #[serde(default)]
    pub(crate) tags: Vec<Branch>,
    #[serde(default)]
    pub(crate) special: Vec<Special>,
    #[serde(default)]
    pub(crate) pulls: Vec<PullRequest>,
}

/// A file tree: contents by path.
pub(crate) type Tree<'a> = BTreeMap<&'a str, &'a str>;

impl PullRequest {
    /// How many tasks are still to be done.
    pub(crate) fn open_tasks(&self) -> usize {
        let tasks = self
            .comments
            .iter()
            .filter(|comment| comment.task == Some(Task::Open));
        tasks.count()
    }
}

impl Repository {
    pub(crate) fn commit(&self, hash: &str) -> Option<&Commit> {
        self.commits.iter().find(|commit| commit.id == hash)
    }

    /// The commit that a branch, a tag or the beginning of a hash names.
    pub(crate) fn resolve(&self, revision: &str) -> Option<&str> {
        let mut refs = self.branches.iter().chain(&self.tags);
        if let Some(found) = refs.find(|known| known.name == revision) {
            return Some(&found.head);
        }
        let is_hash = revision.len() >= 7;
        let mut commits = self.commits.iter().filter(|_| is_hash);
        let found = commits.find(|commit| commit.id.starts_with(revision))?;
        Some(&found.id)
    }

    pub(crate) fn pull(&self, id: &str) -> Option<&PullRequest> {
        self.pulls.iter().find(|pull| pull.id.to_string() == id)
    }

    /// The commits that lead to one, the oldest first.
    pub(super) fn line(&self, hash: &str) -> Vec<&Commit> {
        let mut line: Vec<&Commit> = std::iter::successors(self.commit(hash), |commit| {
            self.commit(commit.parent.as_deref()?)
        })
        .collect();
        line.reverse();
        line
    }

    /// The files as of a commit.
    pub(crate) fn tree(&self, hash: &str) -> Tree<'_> {
        let mut tree = Tree::new();
        for commit in self.line(hash) {
            if let Some(merged) = &commit.merges {
                tree = self.tree(merged);
            }
            for change in &commit.files {
                match &change.content {
                    Some(content) => drop(tree.insert(&change.path, content)),
                    None => drop(tree.remove(change.path.as_str())),
                }
            }
        }
        tree
    }

    /// Commit names of the seed become hashes.
    fn hashed(mut self) -> Self {
        let slug = self.slug.clone();
        let hash = |name: &str| hex(&format!("{slug}/{name}"), 40);
        for commit in &mut self.commits {
            commit.id = hash(&commit.id);
            commit.parent = commit.parent.as_deref().map(hash);
            commit.merges = commit.merges.as_deref().map(hash);
        }
        for branch in self.branches.iter_mut().chain(&mut self.tags) {
            branch.head = hash(&branch.head);
        }
        for pull in &mut self.pulls {
            pull.from = hash(&pull.from);
            pull.to = hash(&pull.to);
            pull.merge = pull.merge.as_deref().map(hash);
        }
        self
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seed {
    workspace: String,
    projects: Vec<Project>,
}

/// Everything Bitbucket holds. On Cloud it is one workspace.
#[derive(Clone)]
pub(crate) struct Bitbucket {
    pub(crate) workspace: String,
    pub(crate) projects: Vec<Project>,
    pub(crate) repositories: Vec<Repository>,
}

impl Bitbucket {
    /// # Errors
    /// When a seed file does not fit its type.
    pub(crate) fn seeded() -> io::Result<Self> {
        let Seed {
            workspace,
            projects,
        } = read(include_str!("../../seed/bitbucket.toml"))?;
        let repositories = [
            include_str!("../../seed/storefront.toml"),
            include_str!("../../seed/order-service.toml"),
            include_str!("../../seed/platform-config.toml"),
        ];
        let read = |seed: &str| read(seed).map(Repository::hashed);
        Ok(Self {
            workspace,
            projects,
            repositories: repositories
                .into_iter()
                .map(read)
                .collect::<io::Result<_>>()?,
        })
    }

    pub(crate) fn project(&self, key: &str) -> Option<&Project> {
        self.projects
            .iter()
            .find(|project| project.key.eq_ignore_ascii_case(key))
    }

    /// A number for a comment that no other has.
    pub(crate) fn new_comment_id(&self) -> u64 {
        let pulls = self
            .repositories
            .iter()
            .flat_map(|repository| &repository.pulls);
        let ids = pulls
            .flat_map(|pull| &pull.comments)
            .map(|comment| comment.id);
        ids.max().unwrap_or_default() + 1
    }

    /// A pull request to be changed.
    pub(crate) fn pull_mut(&mut self, slug: &str, id: u64) -> Option<&mut PullRequest> {
        let mut repositories = self.repositories.iter_mut();
        let repository =
            repositories.find(|repository| repository.slug.eq_ignore_ascii_case(slug))?;
        repository.pulls.iter_mut().find(|pull| pull.id == id)
    }

    pub(crate) fn repository(&self, slug: &str) -> Option<&Repository> {
        self.repositories
            .iter()
            .find(|repository| repository.slug.eq_ignore_ascii_case(slug))
    }
}
