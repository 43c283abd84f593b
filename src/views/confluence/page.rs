//! Pages and spaces, in the form of Cloud's v2 and of Data Center.

use serde::Deserialize;

/// A page of Confluence Cloud (`GET /pages/{id}`).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// Its id.
    #[serde(deserialize_with = "crate::views::known")]
    pub id: String,
    /// Its title.
    #[serde(default)]
    pub title: String,
    /// `current`, `draft`, `archived`, `trashed`.
    #[serde(default)]
    pub status: String,
    /// The id of its space, not the key.
    #[serde(deserialize_with = "crate::views::text")]
    #[serde(default)]
    pub space_id: String,
    /// The page above it.
    #[serde(default)]
    pub parent_id: Option<String>,
    /// Its latest version.
    #[serde(default)]
    pub version: Version,
    /// Its content, in the representation that was asked for.
    #[serde(default)]
    pub body: Body,
    /// Where people see it.
    #[serde(rename = "_links")]
    #[serde(default)]
    pub links: Links,
}

/// Content of Data Center (`GET /rest/api/content/{id}`).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Content {
    /// Its id.
    #[serde(deserialize_with = "crate::views::known")]
    pub id: String,
    /// Its title.
    #[serde(default)]
    pub title: String,
    /// `page`, `blogpost`, `comment`.
    #[serde(rename = "type")]
    #[serde(default)]
    pub kind: String,
    /// The space that holds it.
    #[serde(default)]
    pub space: Space,
    /// Its latest version.
    #[serde(default)]
    pub version: Version,
    /// Its content, in the representation that was asked for.
    #[serde(default)]
    pub body: Body,
    /// The pages above it, the nearest last.
    #[serde(deserialize_with = "crate::views::or_default")]
    #[serde(default)]
    pub ancestors: Vec<Ancestor>,
    /// Where people see it.
    #[serde(rename = "_links")]
    #[serde(default)]
    pub links: Links,
}

/// A page above another.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Ancestor {
    /// Its id.
    #[serde(deserialize_with = "crate::views::text")]
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A version of a page.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Version {
    /// 1 for the first.
    pub number: i64,
    /// Cloud: when it was saved.
    pub created_at: Option<String>,
    /// Data Center: when it was saved.
    pub when: Option<String>,
    /// Data Center: who saved it.
    pub by: Option<Author>,
    /// What they said of it.
    pub message: Option<String>,
}

impl Version {
    /// When it was saved.
    pub fn saved(&self) -> Option<&str> {
        self.created_at.as_deref().or(self.when.as_deref())
    }
}

/// Who saved a version.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Author {
    /// The name people see.
    pub display_name: Option<String>,
}

/// Content in at most one of these representations.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Body {
    /// Storage format.
    pub storage: Option<Representation>,
    /// ADF, as JSON in a string; Cloud only.
    pub atlas_doc_format: Option<Representation>,
}

/// Content in one representation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Representation {
    /// The text.
    pub value: String,
}

impl Body {
    /// The text of the representation that was asked for.
    pub fn text(&self) -> &str {
        let given = self.storage.as_ref().or(self.atlas_doc_format.as_ref());
        given.map_or("", |representation| representation.value.as_str())
    }
}

/// Links of a page or a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Links {
    /// Path of the page for people, from `base` or the product's address.
    pub webui: Option<String>,
    /// The product's address.
    pub base: Option<String>,
    /// The next part of a list.
    pub next: Option<String>,
}

/// A space.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Space {
    /// Its id, which Cloud's requests take.
    #[serde(deserialize_with = "crate::views::text")]
    pub id: String,
    /// Its key, which people know.
    pub key: String,
    /// Its name.
    pub name: String,
}

/// A list of spaces (`GET /spaces`).
#[derive(Debug, Default, Deserialize)]
pub struct Spaces {
    /// The spaces.
    #[serde(deserialize_with = "crate::views::or_default")]
    pub results: Vec<Space>,
}
