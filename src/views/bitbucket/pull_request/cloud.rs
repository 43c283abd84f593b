//! Pull requests as Cloud gives them.

use serde::Deserialize;
use serde_json::Value;

use super::super::repository::Named;
use super::{End, PullRequest, Verdict};
use crate::views::jira::when;
use crate::views::{lenient, readable};

/// A pull request of Cloud.
#[derive(Debug, Default, Deserialize)]
pub struct CloudPullRequest {
    id: u64,
    #[serde(default, deserialize_with = "lenient")]
    title: String,
    #[serde(default, deserialize_with = "lenient")]
    description: String,
    #[serde(default, deserialize_with = "lenient")]
    state: String,
    #[serde(default, deserialize_with = "lenient")]
    draft: bool,
    #[serde(default, deserialize_with = "lenient")]
    author: CloudUser,
    #[serde(default, deserialize_with = "lenient")]
    source: CloudEnd,
    #[serde(default, deserialize_with = "lenient")]
    destination: CloudEnd,
    /// Everybody who took part.
    #[serde(default, deserialize_with = "readable")]
    participants: Vec<CloudParticipant>,
    /// Who was asked, where it is not said who took part.
    #[serde(default, deserialize_with = "readable")]
    reviewers: Vec<CloudUser>,
    #[serde(default, deserialize_with = "lenient")]
    comment_count: u64,
    /// Only those that are open are counted.
    #[serde(default, deserialize_with = "lenient")]
    task_count: u64,
    #[serde(default, deserialize_with = "lenient")]
    created_on: String,
    #[serde(default, deserialize_with = "lenient")]
    updated_on: String,
    #[serde(default)]
    links: Value,
}

/// A user of Cloud.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CloudUser {
    /// The name people see.
    #[serde(deserialize_with = "lenient")]
    pub display_name: String,
}

/// Who took part, and how.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CloudParticipant {
    #[serde(deserialize_with = "lenient")]
    user: CloudUser,
    /// `REVIEWER` or `PARTICIPANT`.
    #[serde(deserialize_with = "lenient")]
    role: String,
    #[serde(deserialize_with = "lenient")]
    approved: bool,
    /// `approved`, `changes_requested`, or nothing.
    #[serde(deserialize_with = "lenient")]
    state: Option<String>,
}

/// One end of a pull request. Its repository's project is not said; a repository that was deleted is null.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CloudEnd {
    #[serde(deserialize_with = "lenient")]
    branch: Named,
    #[serde(deserialize_with = "lenient")]
    commit: Commit,
    #[serde(deserialize_with = "lenient")]
    repository: Home,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Commit {
    hash: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Home {
    full_name: String,
}

impl From<CloudEnd> for End {
    fn from(end: CloudEnd) -> Self {
        let (home, slug) = end.repository.full_name.split_once('/').unwrap_or_default();
        Self {
            branch: end.branch.name,
            commit: end.commit.hash,
            home: home.to_owned(),
            slug: slug.to_owned(),
            concealed: false,
        }
    }
}

impl CloudParticipant {
    fn verdict(self) -> Option<Verdict> {
        let counts = self.role == "REVIEWER" || self.approved || self.state.is_some();
        let status = self
            .state
            .unwrap_or_else(|| if self.approved { "approved" } else { "open" }.to_owned());
        counts.then_some(Verdict {
            name: self.user.display_name,
            status,
        })
    }
}

impl From<CloudPullRequest> for PullRequest {
    fn from(given: CloudPullRequest) -> Self {
        let asked = given.reviewers.into_iter().map(|user| Verdict {
            name: user.display_name,
            status: "open".into(),
        });
        let mut reviewers: Vec<_> = given
            .participants
            .into_iter()
            .filter_map(CloudParticipant::verdict)
            .collect();
        if reviewers.is_empty() {
            reviewers = asked.collect();
        }
        let url = given.links.pointer("/html/href").and_then(Value::as_str);
        Self {
            id: given.id,
            title: given.title,
            description: given.description,
            state: given.state,
            draft: given.draft,
            author: given.author.display_name,
            source: given.source.into(),
            target: given.destination.into(),
            created: when(&given.created_on),
            updated: when(&given.updated_on),
            reviewers,
            open_tasks: given.task_count,
            comments: given.comment_count,
            url: url.unwrap_or_default().to_owned(),
        }
    }
}
