//! Versions of a project.

use serde::{Deserialize, Serialize};

/// A version of a project.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all(deserialize = "camelCase"))]
pub struct Version {
    /// Its id.
    #[serde(deserialize_with = "crate::views::known")]
    pub id: String,
    /// Its name, which `fixVersions` takes.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub name: String,
    /// What it is about.
    #[serde(
        deserialize_with = "crate::views::text",
        skip_serializing_if = "String::is_empty"
    )]
    #[serde(default)]
    pub description: String,
    /// Whether it is out.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub released: bool,
    /// Whether it is no longer offered.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub archived: bool,
    /// `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub start_date: Option<String>,
    /// `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub release_date: Option<String>,
}
