//! Versions of a project.

use serde::{Deserialize, Serialize};

/// A version of a project.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all(deserialize = "camelCase"), default)]
pub struct Version {
    /// Its id.
    pub id: String,
    /// Its name, which `fixVersions` takes.
    pub name: String,
    /// What it is about.
    #[serde(
        deserialize_with = "crate::views::or_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub description: String,
    /// Whether it is out.
    pub released: bool,
    /// Whether it is no longer offered.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_date: Option<String>,
}
