//! Pull requests as Data Center gives them.

use chrono::{DateTime, SecondsFormat};
use serde::Deserialize;
use serde_json::Value;

use super::super::project::Project;
use super::{End, PullRequest, Verdict};
use crate::views::{lenient, readable};

/// A pull request of Data Center.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataCenterPullRequest {
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
    author: Participant,
    #[serde(default, deserialize_with = "readable")]
    reviewers: Vec<Participant>,
    #[serde(default, deserialize_with = "lenient")]
    from_ref: Ref,
    #[serde(default, deserialize_with = "lenient")]
    to_ref: Ref,
    #[serde(default, deserialize_with = "lenient")]
    created_date: i64,
    #[serde(default, deserialize_with = "lenient")]
    updated_date: i64,
    /// Counts that plug-ins add.
    #[serde(default)]
    properties: Value,
    #[serde(default)]
    links: Value,
}

/// Who took part, and how.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Participant {
    #[serde(deserialize_with = "lenient")]
    user: DataCenterUser,
    /// `APPROVED`, `NEEDS_WORK`, `UNAPPROVED`.
    #[serde(deserialize_with = "lenient")]
    status: String,
}

/// A user of Data Center.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DataCenterUser {
    /// The name people see.
    #[serde(deserialize_with = "lenient")]
    pub display_name: String,
}

/// One end of a pull request.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Ref {
    #[serde(deserialize_with = "lenient")]
    display_id: String,
    #[serde(deserialize_with = "lenient")]
    latest_commit: String,
    #[serde(deserialize_with = "lenient")]
    repository: Home,
}

/// A repository by its place.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Home {
    #[serde(deserialize_with = "lenient")]
    slug: String,
    #[serde(deserialize_with = "lenient")]
    project: Project,
}

impl From<Ref> for End {
    fn from(end: Ref) -> Self {
        Self {
            branch: end.display_id,
            commit: end.latest_commit,
            home: end.repository.project.key,
            slug: end.repository.slug,
            concealed: false,
        }
    }
}

impl From<Participant> for Verdict {
    fn from(given: Participant) -> Self {
        let status = match given.status.as_str() {
            "APPROVED" => "approved",
            "NEEDS_WORK" => "changes_requested",
            _ => "open",
        };
        Self {
            name: given.user.display_name,
            status: status.to_owned(),
        }
    }
}

impl From<DataCenterPullRequest> for PullRequest {
    fn from(given: DataCenterPullRequest) -> Self {
        let count = |name: &str| {
            given
                .properties
                .get(name)
                .and_then(Value::as_u64)
                .unwrap_or_default()
        };
        let url = given.links.pointer("/self/0/href").and_then(Value::as_str);
        Self {
            id: given.id,
            title: given.title,
            description: given.description,
            state: given.state,
            draft: given.draft,
            author: given.author.user.display_name,
            source: given.from_ref.into(),
            target: given.to_ref.into(),
            created: moment(given.created_date).unwrap_or_default(),
            updated: moment(given.updated_date).unwrap_or_default(),
            reviewers: given.reviewers.into_iter().map(Verdict::from).collect(),
            open_tasks: count("openTaskCount"),
            comments: count("commentCount"),
            url: url.unwrap_or_default().to_owned(),
        }
    }
}

/// A time given in milliseconds since 1970.
pub fn moment(milliseconds: i64) -> Option<String> {
    let time = DateTime::from_timestamp_millis(milliseconds).filter(|_| milliseconds > 0)?;
    Some(time.to_rfc3339_opts(SecondsFormat::Secs, true))
}
