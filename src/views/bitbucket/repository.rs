//! Repositories.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::project::Project;

/// A repository of Cloud.
#[derive(Debug, Default, Deserialize)]
pub struct CloudRepository {
    /// Its slug within the workspace.
    #[serde(deserialize_with = "crate::views::known")]
    pub slug: String,
    /// Its name.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub name: String,
    /// `workspace/slug`.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub full_name: String,
    /// What it is for.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub description: String,
    /// Whether only some may see it.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub is_private: Option<bool>,
    /// `allow_forks`, `no_public_forks`, `no_forks`.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub fork_policy: String,
    /// The programming language.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub language: String,
    /// In bytes.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub size: Option<u64>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub updated_on: String,
    /// The default branch; none of an empty repository.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub mainbranch: Option<Named>,
    /// The repository that it was forked from.
    #[serde(default, deserialize_with = "crate::views::lenient_object")]
    pub parent: Option<Whole>,
    /// The project that groups it.
    #[serde(default, deserialize_with = "crate::views::lenient_object")]
    pub project: Option<Project>,
    /// Where people see it and git finds it.
    #[serde(default)]
    pub links: Value,
}

/// A repository of Data Center.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataCenterRepository {
    /// Its slug within the project.
    #[serde(deserialize_with = "crate::views::known")]
    pub slug: String,
    /// Its name.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub name: String,
    /// What it is for.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub description: String,
    /// Whether everybody may see it.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub public: Option<bool>,
    /// Whether it may be forked.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub forkable: Option<bool>,
    /// Whether it can only be read.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub archived: Option<bool>,
    /// `AVAILABLE`, `INITIALISING`, `INITIALISATION_FAILED`, `OFFLINE`.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub state: String,
    /// The name of its default branch, where the version says it here.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub default_branch: String,
    /// The repository that it was forked from.
    #[serde(default, deserialize_with = "crate::views::lenient_object")]
    pub origin: Option<Origin>,
    /// The project that holds it.
    #[serde(default, deserialize_with = "crate::views::lenient_object")]
    pub project: Option<Project>,
    /// Where people see it and git finds it.
    #[serde(default)]
    pub links: Value,
}

/// What stands for the name of a repository that the caller must not know.
pub const CONCEALED: &str = "a repository outside of BITBUCKET_PROJECTS_FILTER";

/// A repository by its place on Data Center.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Origin {
    slug: String,
    project: Project,
    #[serde(skip)]
    concealed: bool,
}

/// A repository by its place on Cloud.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Whole {
    full_name: String,
}

/// Something of which the name matters.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Named {
    /// The name.
    #[serde(deserialize_with = "crate::views::text")]
    pub name: String,
}

impl CloudRepository {
    /// Leaves unnamed what it was forked from: nothing says which project that is in.
    pub fn conceal_origin(&mut self) {
        if let Some(parent) = &mut self.parent {
            CONCEALED.clone_into(&mut parent.full_name);
        }
    }

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

    /// The name of its default branch, if it has one.
    pub fn default_branch(&self) -> Option<&str> {
        let branch = self.mainbranch.as_ref().map(|branch| branch.name.as_str());
        branch.filter(|name| !name.is_empty())
    }

    /// A row of a list.
    pub fn shown(&self) -> Map<String, Value> {
        slim([
            ("slug", Some(self.slug.clone())),
            ("name", name_beside(&self.name, &self.slug)),
            ("project", Some(self.project_key().to_owned())),
            ("workspace", Some(self.place().0.to_owned())),
            ("description", Some(self.description.clone())),
            ("default_branch", self.default_branch().map(str::to_owned)),
            ("updated", Some(crate::views::jira::when(&self.updated_on))),
            ("url", at(&self.links, "/html/href")),
            (
                "visibility",
                self.is_private.map(|private| visibility(!private)),
            ),
        ])
    }

    /// All that is known of it.
    pub fn detailed(&self) -> Map<String, Value> {
        let mut shown = self.shown();
        let forked = self.parent.as_ref().map(|parent| parent.full_name.clone());
        shown.extend(slim([
            ("language", Some(self.language.clone())),
            ("forks", Some(self.fork_policy.clone())),
            ("forked_from", forked),
        ]));
        if let Some(size) = self.size {
            shown.insert("bytes".into(), size.into());
        }
        shown.extend(clones(&self.links));
        shown
    }
}

impl DataCenterRepository {
    /// Leaves unnamed what it was forked from, unless that is in a project that `admits`.
    pub fn conceal_origin(&mut self, admits: impl Fn(&str) -> bool) {
        let origin = self.origin.as_mut();
        if let Some(origin) = origin.filter(|origin| !admits(&origin.project.key)) {
            origin.concealed = true;
        }
    }

    /// The key of its project; empty if it does not say.
    pub fn project_key(&self) -> &str {
        self.project
            .as_ref()
            .map_or("", |project| project.key.as_str())
    }

    /// A row of a list.
    pub fn shown(&self) -> Map<String, Value> {
        let state = match (self.archived, self.state.as_str()) {
            (Some(true), _) => Some("archived".to_owned()),
            (_, "" | "AVAILABLE") => None,
            (_, other) => Some(other.to_lowercase()),
        };
        slim([
            ("slug", Some(self.slug.clone())),
            ("name", name_beside(&self.name, &self.slug)),
            ("project", Some(self.project_key().to_owned())),
            ("description", Some(self.description.clone())),
            ("url", at(&self.links, "/self/0/href")),
            ("visibility", self.public.map(visibility)),
            ("state", state),
        ])
    }

    /// All that is known of it; the default branch is not among that.
    pub fn detailed(&self) -> Map<String, Value> {
        let mut shown = self.shown();
        let forked = self.origin.as_ref().map(|origin| match origin.concealed {
            true => CONCEALED.to_owned(),
            false => format!("{}/{}", origin.project.key, origin.slug),
        });
        shown.extend(slim([("forked_from", forked.filter(|place| place != "/"))]));
        if let Some(forkable) = self.forkable {
            shown.insert("forkable".into(), forkable.into());
        }
        shown.extend(clones(&self.links));
        shown
    }
}

/// The name, where the slug does not say it already.
pub(super) fn name_beside(name: &str, slug: &str) -> Option<String> {
    Some(name.to_owned()).filter(|name| name != slug)
}

pub(super) fn visibility(public: bool) -> String {
    if public { "public" } else { "private" }.to_owned()
}

/// A text in the links of something.
pub(super) fn at(links: &Value, pointer: &str) -> Option<String> {
    links.pointer(pointer)?.as_str().map(str::to_owned)
}

/// The addresses that git takes, by protocol.
fn clones(links: &Value) -> Option<(String, Value)> {
    let clones = links.get("clone")?.as_array()?;
    let clone = |clone: &Value| {
        let protocol = clone.get("name")?.as_str()?;
        Some((protocol.to_owned(), clone.get("href")?.clone()))
    };
    let clones: Map<String, Value> = clones.iter().filter_map(clone).collect();
    (!clones.is_empty()).then(|| ("clone".to_owned(), json!(clones)))
}

/// The members that say something.
pub(super) fn slim<const N: usize>(members: [(&str, Option<String>); N]) -> Map<String, Value> {
    let said = members
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)));
    said.map(|(name, value)| (name.to_owned(), value.into()))
        .collect()
}
