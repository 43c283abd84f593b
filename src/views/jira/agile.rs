//! Boards and sprints.

use serde::{Deserialize, Serialize, Serializer};

use super::slim::when;

/// A board.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct Board {
    /// What other tools take.
    pub id: u64,
    /// The name people see.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub name: String,
    /// `scrum`, `kanban` or `simple`.
    #[serde(rename = "type")]
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub kind: String,
    /// Cloud: the project it belongs to.
    #[serde(
        rename(deserialize = "location", serialize = "project"),
        skip_serializing_if = "Location::is_nowhere",
        serialize_with = "project_key"
    )]
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub location: Option<Location>,
}

/// Where a board is found: in a project, or with a person.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Location {
    /// The project's key; none for a person's board.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub project_key: Option<String>,
}

impl Board {
    /// The key of the project that it belongs to, where Jira says so.
    pub fn project(&self) -> Option<&str> {
        self.location.as_ref()?.project_key.as_deref()
    }
}

impl Location {
    fn is_nowhere(location: &Option<Self>) -> bool {
        location
            .as_ref()
            .is_none_or(|location| location.project_key.is_none())
    }
}

fn project_key<S: Serializer>(
    location: &Option<Location>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    location
        .as_ref()
        .and_then(|location| location.project_key.as_ref())
        .serialize(serializer)
}

/// A sprint.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(rename_all(deserialize = "camelCase"))]
pub struct Sprint {
    /// What other tools take.
    pub id: u64,
    /// The name people see.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub name: String,
    /// `future`, `active` or `closed`.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::text")]
    pub state: String,
    /// What it is for.
    #[serde(
        deserialize_with = "crate::views::text",
        skip_serializing_if = "String::is_empty"
    )]
    #[serde(default)]
    pub goal: String,
    /// When it starts.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "short")]
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub start_date: Option<String>,
    /// When it is to end.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "short")]
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub end_date: Option<String>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "short")]
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub complete_date: Option<String>,
    /// The board it was made on.
    #[serde(
        rename(deserialize = "originBoardId", serialize = "board_id"),
        skip_serializing_if = "Option::is_none"
    )]
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub board: Option<i64>,
}

fn short<S: Serializer>(time: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    time.as_deref().map(when).serialize(serializer)
}
