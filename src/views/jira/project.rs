//! Projects.

use serde::{Deserialize, Serialize};

use crate::views::User;

/// A project.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(rename_all(deserialize = "camelCase"), default)]
pub struct Project {
    /// What other tools take.
    pub key: String,
    /// The name people see.
    pub name: String,
    /// Its numeric id.
    pub id: String,
    /// `software`, `business`, `service_desk` …
    #[serde(
        rename(deserialize = "projectTypeKey", serialize = "type"),
        skip_serializing_if = "Option::is_none"
    )]
    pub kind: Option<String>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<User>,
    /// Whether it is put away; servers say so only if it is.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
}
