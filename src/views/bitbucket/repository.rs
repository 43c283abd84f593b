//! Repositories.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A repository of Cloud.
#[derive(Debug, Default, Deserialize)]
pub struct CloudRepository {
    /// Its slug within the workspace.
    #[serde(deserialize_with = "crate::views::known")]
    pub slug: String,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// `workspace/slug`.
    #[serde(default)]
    pub full_name: String,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
    /// Whether only some may see it.
    #[serde(default)]
    pub is_private: Option<bool>,
    /// When it was last changed.
    #[serde(default)]
    pub updated_on: Option<String>,
    /// The default branch.
    #[serde(default)]
    pub mainbranch: Option<Named>,
    /// The project that groups it.
    #[serde(default)]
    pub project: Option<Project>,
    /// Where people see it and git finds it.
    #[serde(default)]
    pub links: Value,
}

/// A repository of Data Center.
#[derive(Debug, Default, Deserialize)]
pub struct DataCenterRepository {
    /// Its slug within the project.
    #[serde(deserialize_with = "crate::views::known")]
    pub slug: String,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
    /// Whether everybody may see it.
    #[serde(default)]
    pub public: Option<bool>,
    /// Whether it can only be read.
    #[serde(default)]
    pub archived: Option<bool>,
    /// The project that holds it.
    #[serde(default)]
    pub project: Option<Project>,
    /// Where people see it and git finds it.
    #[serde(default)]
    pub links: Value,
}

/// A project.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Project {
    /// Its key.
    pub key: String,
}

/// Something of which the name matters.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Named {
    /// The name.
    pub name: String,
}

impl CloudRepository {
    /// Its workspace and slug; both empty if it does not say.
    pub fn place(&self) -> (&str, &str) {
        self.full_name.split_once('/').unwrap_or_default()
    }

    /// The key of its project; empty if it does not say.
    pub fn project_key(&self) -> &str {
        self.project
            .as_ref()
            .map_or("", |project| project.key.as_str())
    }

    /// The repository as a model sees it.
    pub fn shown(&self) -> Map<String, Value> {
        let project = Some(self.project_key().to_owned());
        let workspace = Some(self.place().0.to_owned());
        slim([
            ("slug", Some(self.slug.clone())),
            (
                "name",
                Some(self.name.clone()).filter(|name| *name != self.slug),
            ),
            ("project", project),
            ("workspace", workspace),
            ("description", self.description.clone()),
            (
                "default_branch",
                self.mainbranch.as_ref().map(|branch| branch.name.clone()),
            ),
            (
                "updated",
                self.updated_on.as_deref().map(crate::views::jira::when),
            ),
            (
                "url",
                self.links
                    .pointer("/html/href")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            ),
            (
                "visibility",
                self.is_private
                    .map(|private| if private { "private" } else { "public" }.to_owned()),
            ),
        ])
    }
}

impl DataCenterRepository {
    /// The key of its project; empty if it does not say.
    pub fn project_key(&self) -> &str {
        self.project
            .as_ref()
            .map_or("", |project| project.key.as_str())
    }

    /// The repository as a model sees it.
    pub fn shown(&self) -> Map<String, Value> {
        slim([
            ("slug", Some(self.slug.clone())),
            (
                "name",
                Some(self.name.clone()).filter(|name| *name != self.slug),
            ),
            ("project", Some(self.project_key().to_owned())),
            ("description", self.description.clone()),
            (
                "url",
                self.links
                    .pointer("/self/0/href")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            ),
            (
                "visibility",
                self.public
                    .map(|public| if public { "public" } else { "private" }.to_owned()),
            ),
            (
                "state",
                self.archived
                    .filter(|archived| *archived)
                    .map(|_| "archived".to_owned()),
            ),
        ])
    }
}

/// The members that say something.
pub(super) fn slim<const N: usize>(members: [(&str, Option<String>); N]) -> Map<String, Value> {
    let said = members
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)));
    said.map(|(name, value)| (name.to_owned(), value.into()))
        .collect()
}
