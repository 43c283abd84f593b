//! Branches.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::pull_request::moment;
use super::repository::slim;

/// How many digits of a hash are shown: both products take them for the whole.
pub const DIGITS: usize = 12;

/// A branch or tag of Cloud.
#[derive(Debug, Default, Deserialize)]
pub struct CloudBranch {
    /// Its name.
    #[serde(deserialize_with = "crate::views::known")]
    pub name: String,
    /// Its newest commit.
    #[serde(default, deserialize_with = "crate::views::lenient_object")]
    pub target: Target,
}

/// A commit of Cloud.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Target {
    /// Its hash.
    #[serde(deserialize_with = "crate::views::text")]
    pub hash: String,
    #[serde(deserialize_with = "crate::views::text")]
    date: String,
    #[serde(deserialize_with = "crate::views::text")]
    message: String,
    #[serde(deserialize_with = "crate::views::lenient_object")]
    author: Author,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Author {
    raw: String,
    user: Option<Person>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Person {
    display_name: String,
}

/// A branch of Data Center.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataCenterBranch {
    /// Its name without `refs/heads/`.
    #[serde(deserialize_with = "crate::views::known")]
    pub display_id: String,
    #[serde(default, deserialize_with = "crate::views::lenient")]
    is_default: bool,
    #[serde(default, deserialize_with = "crate::views::text")]
    latest_commit: String,
    #[serde(default, deserialize_with = "crate::views::lenient")]
    metadata: Map<String, Value>,
}

/// What Data Center says of a branch's newest commit.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Latest {
    #[serde(deserialize_with = "crate::views::lenient_object")]
    author: Committer,
    #[serde(deserialize_with = "crate::views::lenient")]
    committer_timestamp: i64,
    #[serde(deserialize_with = "crate::views::lenient")]
    author_timestamp: i64,
    #[serde(deserialize_with = "crate::views::text")]
    message: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Committer {
    name: String,
    display_name: Option<String>,
}

/// The member of a branch's metadata that holds its newest commit.
const LATEST: &str = "com.atlassian.bitbucket.server.bitbucket-branch:latest-commit-metadata";

impl CloudBranch {
    /// The branch as a model sees it, marked if it is the default one.
    pub fn shown(&self, default: Option<&str>) -> Map<String, Value> {
        let Target {
            hash,
            date,
            message,
            author,
        } = &self.target;
        let name = author.user.as_ref().map(|user| user.display_name.clone());
        let raw = || author.raw.split(" <").next().unwrap_or_default().to_owned();
        row(
            &self.name,
            default == Some(&self.name),
            [
                ("commit", Some(short(hash))),
                ("updated", Some(crate::views::jira::when(date))),
                ("author", Some(name.unwrap_or_else(raw))),
                ("message", Some(first_line(message))),
            ],
        )
    }
}

impl DataCenterBranch {
    /// The branch as a model sees it.
    pub fn shown(&self) -> Map<String, Value> {
        let latest = self.metadata.get(LATEST).cloned().unwrap_or_default();
        let latest: Latest = serde_json::from_value(latest).unwrap_or_default();
        let Committer { name, display_name } = latest.author;
        let updated = match latest.committer_timestamp {
            0 => latest.author_timestamp,
            committed => committed,
        };
        row(
            &self.display_id,
            self.is_default,
            [
                ("commit", Some(short(&self.latest_commit))),
                ("updated", moment(updated)),
                ("author", Some(display_name.unwrap_or(name))),
                ("message", Some(first_line(&latest.message))),
            ],
        )
    }
}

fn row(name: &str, is_default: bool, commit: [(&str, Option<String>); 4]) -> Map<String, Value> {
    let mut row = slim([("name", Some(name.to_owned()))]);
    if is_default {
        row.insert("default".into(), true.into());
    }
    row.extend(slim(commit));
    row
}

/// As much of a hash as names the commit.
pub fn short(hash: &str) -> String {
    hash.chars().take(DIGITS).collect()
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim().to_owned()
}
