//! Pull requests.

use chrono::{DateTime, SecondsFormat};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::project::Project;
use super::repository::{Named, slim};

/// A pull request of Cloud.
#[derive(Debug, Default, Deserialize)]
pub struct CloudPullRequest {
    /// Its number.
    pub id: u64,
    /// Its title.
    #[serde(default)]
    pub title: String,
    /// What it is about, in Markdown.
    #[serde(default)]
    pub description: Option<String>,
    /// `OPEN`, `MERGED`, `DECLINED`, `SUPERSEDED`.
    #[serde(default)]
    pub state: String,
    /// Whether it is not yet to be reviewed.
    #[serde(default)]
    pub draft: Option<bool>,
    /// Who made it.
    #[serde(default)]
    pub author: CloudUser,
    /// What is to be merged.
    #[serde(default)]
    pub source: CloudEnd,
    /// Where it is to be merged to.
    #[serde(default)]
    pub destination: CloudEnd,
    /// Everybody who took part.
    #[serde(deserialize_with = "crate::views::or_default")]
    #[serde(default)]
    pub participants: Vec<CloudParticipant>,
    /// How many comments it has.
    #[serde(default)]
    pub comment_count: u64,
    /// When it was made.
    #[serde(default)]
    pub created_on: String,
    /// When it was last changed.
    #[serde(default)]
    pub updated_on: String,
    /// Where people see it.
    #[serde(default)]
    pub links: Value,
}

/// A user of Cloud.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CloudUser {
    /// The name people see.
    pub display_name: String,
    /// The id that mentions take.
    pub account_id: Option<String>,
}

/// Who took part, and how.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CloudParticipant {
    /// Who.
    pub user: CloudUser,
    /// `REVIEWER` or `PARTICIPANT`.
    pub role: String,
    /// Whether they approved.
    pub approved: bool,
    /// `approved`, `changes_requested`, or nothing.
    pub state: Option<String>,
}

/// One end of a pull request.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CloudEnd {
    /// The branch.
    pub branch: Named,
    /// The commit.
    pub commit: Option<CloudCommit>,
    /// The repository, of which Bitbucket does not say the project here; none if it was deleted.
    pub repository: Option<CloudHome>,
}

/// A repository by its place.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CloudHome {
    /// `workspace/slug`.
    pub full_name: String,
}

impl CloudEnd {
    /// The workspace and slug of its repository; both empty if it does not say.
    pub fn place(&self) -> (&str, &str) {
        let home = self.repository.as_ref();
        let place = home.and_then(|home| home.full_name.split_once('/'));
        place.unwrap_or_default()
    }
}

/// A commit.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CloudCommit {
    /// Its hash.
    pub hash: String,
}

impl CloudPullRequest {
    /// The pull request as a model sees it.
    pub fn shown(&self) -> Map<String, Value> {
        let mut shown = Map::from_iter([("id".to_owned(), self.id.into())]);
        shown.extend(slim([
            ("title", Some(self.title.clone())),
            ("state", Some(self.state.clone())),
            (
                "draft",
                self.draft.filter(|draft| *draft).map(|_| "yes".to_owned()),
            ),
            ("author", Some(self.author.display_name.clone())),
            ("source", Some(self.source.branch.name.clone())),
            ("target", Some(self.destination.branch.name.clone())),
            (
                "source_commit",
                self.source
                    .commit
                    .as_ref()
                    .map(|commit| commit.hash.clone()),
            ),
            ("created", Some(crate::views::jira::when(&self.created_on))),
            ("updated", Some(crate::views::jira::when(&self.updated_on))),
            ("description", self.description.clone()),
            (
                "url",
                self.links
                    .pointer("/html/href")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            ),
        ]));
        let reviewers = self
            .participants
            .iter()
            .filter(|participant| participant.role == "REVIEWER" || participant.approved);
        let reviewers = reviewers.map(|participant| {
            let status = participant
                .state
                .as_deref()
                .unwrap_or(if participant.approved {
                    "approved"
                } else {
                    "open"
                });
            json!({ "name": participant.user.display_name, "status": status })
        });
        insert_list(&mut shown, "reviewers", reviewers.collect());
        if self.comment_count > 0 {
            shown.insert("comments".into(), self.comment_count.into());
        }
        shown
    }
}

/// A pull request of Data Center.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataCenterPullRequest {
    /// Its number.
    pub id: u64,
    /// The version that changes must name.
    #[serde(default)]
    pub version: i64,
    /// Its title.
    #[serde(default)]
    pub title: String,
    /// What it is about, in Markdown.
    #[serde(default)]
    pub description: Option<String>,
    /// `OPEN`, `MERGED`, `DECLINED`.
    #[serde(default)]
    pub state: String,
    /// Whether it is not yet to be reviewed.
    #[serde(default)]
    pub draft: Option<bool>,
    /// Who made it.
    #[serde(default)]
    pub author: DataCenterParticipant,
    /// Who is to review it.
    #[serde(deserialize_with = "crate::views::or_default")]
    #[serde(default)]
    pub reviewers: Vec<DataCenterParticipant>,
    /// What is to be merged.
    #[serde(default)]
    pub from_ref: DataCenterRef,
    /// Where it is to be merged to.
    #[serde(default)]
    pub to_ref: DataCenterRef,
    /// Milliseconds since 1970.
    #[serde(default)]
    pub created_date: i64,
    /// Milliseconds since 1970.
    #[serde(default)]
    pub updated_date: i64,
    /// Counts that plug-ins add.
    #[serde(default)]
    pub properties: Value,
    /// Where people see it.
    #[serde(default)]
    pub links: Value,
}

/// Who took part, and how.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DataCenterParticipant {
    /// Who.
    pub user: DataCenterUser,
    /// `APPROVED`, `NEEDS_WORK`, `UNAPPROVED`.
    pub status: String,
}

/// A user of Data Center.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DataCenterUser {
    /// The user name.
    pub name: String,
    /// The name people see.
    pub display_name: String,
}

/// One end of a pull request.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DataCenterRef {
    /// The branch.
    pub display_id: String,
    /// The commit.
    pub latest_commit: Option<String>,
    /// The repository.
    pub repository: Option<DataCenterHome>,
}

/// A repository by its place.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DataCenterHome {
    /// The project that holds it.
    pub project: Option<Project>,
}

impl DataCenterRef {
    /// The key of its repository's project; empty if it does not say.
    pub fn project_key(&self) -> &str {
        let home = self.repository.as_ref();
        let project = home.and_then(|home| home.project.as_ref());
        project.map_or("", |project| project.key.as_str())
    }
}

impl DataCenterPullRequest {
    /// The pull request as a model sees it.
    pub fn shown(&self) -> Map<String, Value> {
        let mut shown = Map::from_iter([("id".to_owned(), self.id.into())]);
        shown.extend(slim([
            ("title", Some(self.title.clone())),
            ("state", Some(self.state.clone())),
            (
                "draft",
                self.draft.filter(|draft| *draft).map(|_| "yes".to_owned()),
            ),
            ("author", Some(self.author.user.display_name.clone())),
            ("source", Some(self.from_ref.display_id.clone())),
            ("target", Some(self.to_ref.display_id.clone())),
            ("source_commit", self.from_ref.latest_commit.clone()),
            ("created", moment(self.created_date)),
            ("updated", moment(self.updated_date)),
            ("description", self.description.clone()),
            (
                "url",
                self.links
                    .pointer("/self/0/href")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            ),
        ]));
        let reviewers = self.reviewers.iter().map(|reviewer| {
            let status = match reviewer.status.as_str() {
                "APPROVED" => "approved",
                "NEEDS_WORK" => "changes_requested",
                _ => "open",
            };
            json!({ "name": reviewer.user.display_name, "status": status })
        });
        insert_list(&mut shown, "reviewers", reviewers.collect());
        if let Some(count) = self
            .properties
            .get("commentCount")
            .filter(|count| count.as_u64() != Some(0))
        {
            shown.insert("comments".into(), count.clone());
        }
        shown
    }
}

fn insert_list(shown: &mut Map<String, Value>, name: &str, list: Vec<Value>) {
    if !list.is_empty() {
        shown.insert(name.into(), list.into());
    }
}

/// A time given in milliseconds since 1970.
pub fn moment(milliseconds: i64) -> Option<String> {
    let time = DateTime::from_timestamp_millis(milliseconds).filter(|_| milliseconds > 0)?;
    Some(time.to_rfc3339_opts(SecondsFormat::Secs, true))
}
