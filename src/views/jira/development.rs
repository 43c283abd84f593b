//! What development tools know of an issue (`dev-status`, which Atlassian does not document).

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::slim::when;

/// How much there is of each data type.
#[derive(Debug, Default, Deserialize)]
pub struct DevelopmentSummary {
    /// Data type (`pullrequest`, `branch`, …) → counts.
    #[serde(deserialize_with = "crate::views::entries")]
    pub summary: BTreeMap<String, Counts>,
    /// What could not be learnt.
    #[serde(flatten)]
    pub problems: Problems,
}

/// What Jira could not learn from the applications.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Problems {
    /// What an application could not tell.
    #[serde(deserialize_with = "crate::views::or_default")]
    errors: Vec<Value>,
    /// What is wrong with its connection to Jira.
    #[serde(deserialize_with = "crate::views::or_default")]
    config_errors: Vec<Value>,
}

impl Problems {
    /// All of them, in Jira's words.
    pub fn all(&self) -> impl Iterator<Item = String> {
        self.errors
            .iter()
            .chain(&self.config_errors)
            .map(|problem| match problem {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            })
    }
}

/// Counts of one data type.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Counts {
    /// How many there are in all, and the latest of them, in a form of the data type's own.
    overall: Value,
    /// Application type, written exactly as the detail operation wants it → count.
    #[serde(deserialize_with = "crate::views::entries")]
    pub by_instance_type: BTreeMap<String, Count>,
}

impl Counts {
    /// What there is of a data type whose applications are not asked; none if there is nothing.
    pub fn shown(&self) -> Option<Value> {
        let counts = self.by_instance_type.values().map(|count| count.count);
        let overall = self.overall.get("count").and_then(Value::as_u64);
        let count = overall.unwrap_or_default().max(counts.sum());
        let environments = self
            .overall
            .get("topEnvironments")
            .and_then(Value::as_array);
        let titles: Option<Value> =
            environments.map(|all| all.iter().filter_map(|one| member(one, "/title")).collect());
        let shown = row([
            ("count", Some(count.into())),
            ("successful", member(&self.overall, "/successfulCount")),
            ("environments", titles),
            ("updated", time(&self.overall, "/lastUpdated")),
        ]);
        (count > 0).then_some(shown)
    }
}

/// A number of things.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Count {
    /// The number.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub count: u64,
}

/// What one application has of one data type.
#[derive(Debug, Default, Deserialize)]
pub struct DevelopmentDetail {
    /// One entry an instance of the application. Without the list an answer says nothing.
    #[serde(deserialize_with = "crate::views::items")]
    pub detail: Vec<Instance>,
    /// What could not be learnt.
    #[serde(flatten)]
    pub problems: Problems,
}

/// One instance's things. Which of the lists is filled follows from the data type.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Instance {
    /// For `pullrequest`.
    #[serde(deserialize_with = "crate::views::or_default")]
    pub pull_requests: Vec<Value>,
    /// For `branch`, and beside pull requests.
    #[serde(deserialize_with = "crate::views::or_default")]
    pub branches: Vec<Value>,
    /// For `repository`: the commits in each.
    #[serde(deserialize_with = "crate::views::or_default")]
    pub repositories: Vec<Value>,
    /// For `build` of connected providers.
    #[serde(deserialize_with = "crate::views::or_default")]
    pub builds: Vec<Value>,
    /// For `build` of Bamboo: plans with their latest build.
    #[serde(deserialize_with = "crate::views::or_default")]
    pub projects: Vec<Value>,
}

/// A pull request's row.
pub fn pull_request(pull: &Value) -> Value {
    row([
        (
            "id",
            text(pull, "/id").map(|id| id.trim_start_matches('#').into()),
        ),
        ("title", member(pull, "/name")),
        ("status", member(pull, "/status")),
        ("author", member(pull, "/author/name")),
        (
            "repository",
            member(pull, "/repositoryName")
                .or_else(|| member(pull, "/destination/repository/name")),
        ),
        ("source", member(pull, "/source/branch")),
        ("destination", member(pull, "/destination/branch")),
        ("updated", time(pull, "/lastUpdate")),
        ("url", member(pull, "/url")),
    ])
}

/// A branch's row.
pub fn branch(branch: &Value) -> Value {
    row([
        ("name", member(branch, "/name")),
        ("repository", member(branch, "/repository/name")),
        ("last_commit", member(branch, "/lastCommit/displayId")),
        ("url", member(branch, "/url")),
    ])
}

/// The rows of a repository's commits.
pub fn commits(repository: &Value) -> Vec<Value> {
    let commits = repository
        .get("commits")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let shown = commits.map(|commit| {
        row([
            (
                "id",
                member(commit, "/displayId").or_else(|| member(commit, "/id")),
            ),
            (
                "message",
                text(commit, "/message")
                    .and_then(|message| message.lines().next().map(Value::from)),
            ),
            ("author", member(commit, "/author/name")),
            ("when", time(commit, "/authorTimestamp")),
            ("repository", member(repository, "/name")),
            ("url", member(commit, "/url")),
        ])
    });
    shown.collect()
}

/// A build's row.
pub fn build(build: &Value) -> Value {
    row([
        ("id", member(build, "/id").or_else(|| member(build, "/key"))),
        (
            "name",
            member(build, "/name").or_else(|| member(build, "/displayName")),
        ),
        (
            "state",
            member(build, "/state").or_else(|| member(build, "/status")),
        ),
        ("updated", time(build, "/lastUpdated")),
        ("url", member(build, "/url")),
    ])
}

/// The rows of a Bamboo project's plans.
pub fn plans(project: &Value) -> Vec<Value> {
    let plans = project
        .get("plans")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    plans
        .map(|plan| {
            let mut shown = build(plan.get("build").unwrap_or(plan));
            if let (Some(row), Some(name)) = (shown.as_object_mut(), plan.get("name")) {
                row.insert("plan".into(), name.clone());
            }
            shown
        })
        .collect()
}

fn row<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let said = members.into_iter().filter_map(|(name, value)| {
        Some((
            name.to_owned(),
            value.filter(|value| !crate::blank::is_blank(value))?,
        ))
    });
    Value::Object(said.collect::<Map<_, _>>())
}

fn member(value: &Value, pointer: &str) -> Option<Value> {
    value.pointer(pointer).cloned()
}

fn text<'a>(value: &'a Value, pointer: &str) -> Option<&'a str> {
    value.pointer(pointer)?.as_str()
}

fn time(value: &Value, pointer: &str) -> Option<Value> {
    text(value, pointer).map(|text| json!(when(text)))
}
