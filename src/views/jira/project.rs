//! Projects.

use serde::{Deserialize, Serialize};

use crate::views::User;

/// A project.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(rename_all(deserialize = "camelCase"))]
pub struct Project {
    /// What other tools take.
    #[serde(deserialize_with = "crate::views::known")]
    pub key: String,
    /// The name people see.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub name: String,
    /// Its numeric id.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub id: String,
    /// `software`, `business`, `service_desk` …
    #[serde(
        rename(deserialize = "projectTypeKey", serialize = "type"),
        skip_serializing_if = "Option::is_none"
    )]
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub kind: Option<String>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub lead: Option<User>,
    /// Whether it is put away; servers say so only if it is.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub archived: bool,
}
