//! What issues may be made of: the types of a project and the fields of its screens.

use std::collections::BTreeMap;

use serde::{Deserialize, de::DeserializeOwned};

use super::transition::ScreenField;

/// The fields of a screen by id.
pub type ScreenFields = BTreeMap<String, ScreenField>;

/// A page of types or fields (`GET …/createmeta/…`): Cloud names its items, Data Center calls them `values`.
#[derive(Debug, Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
pub struct MetaPage<T> {
    /// The items of this page.
    #[serde(
        alias = "issueTypes",
        alias = "fields",
        alias = "values",
        deserialize_with = "crate::views::readable"
    )]
    pub items: Vec<T>,
    /// How many there are in all.
    #[serde(default)]
    #[serde(deserialize_with = "crate::views::lenient")]
    pub total: i64,
    /// Which is the first here.
    #[serde(
        default,
        rename = "startAt",
        deserialize_with = "crate::views::lenient"
    )]
    pub start_at: Option<i64>,
}

impl<T> MetaPage<T> {
    /// The items, and where the next page begins, if this one was asked for from `start` on.
    pub fn part(self, start: i64) -> (Vec<T>, Option<i64>) {
        let given = i64::try_from(self.items.len()).unwrap_or(i64::MAX);
        let end = self.start_at.unwrap_or(start).saturating_add(given);
        (self.items, Some(end).filter(|end| *end < self.total))
    }
}

/// A type that issues of a project may have.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct IssueType {
    /// What requests take.
    #[serde(deserialize_with = "crate::views::text")]
    pub id: String,
    /// The name people see, in their language.
    #[serde(deserialize_with = "crate::views::text")]
    pub name: String,
    /// Whether its issues stand below another.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub subtask: bool,
    /// Cloud: 1 for epics, 0 for what stands in them, -1 for sub-tasks.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub hierarchy_level: Option<i64>,
}

/// A field of a create screen.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CreateField {
    /// Its id.
    #[serde(deserialize_with = "crate::views::text")]
    pub field_id: String,
    /// What it is and takes.
    #[serde(flatten)]
    pub field: ScreenField,
}

/// The fields of an edit screen by id (`GET …/editmeta`).
#[derive(Debug, Default, Deserialize)]
pub struct EditMeta {
    /// The fields.
    #[serde(deserialize_with = "crate::views::entries")]
    pub fields: ScreenFields,
}

/// What a bulk request did (`POST …/issue/bulk`): the issues in the order of the items that succeeded.
#[derive(Debug, Default, Deserialize)]
pub struct BulkResult {
    /// The new issues; none in the place of one that cannot be read.
    #[serde(deserialize_with = "crate::views::places")]
    pub issues: Vec<Option<super::Issue>>,
    /// The items that failed.
    #[serde(deserialize_with = "crate::views::items")]
    #[serde(default)]
    pub errors: Vec<BulkError>,
}

/// Why one item of a bulk request failed.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BulkError {
    /// Its place in the request.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub failed_element_number: usize,
    /// What Jira says about it.
    #[serde(deserialize_with = "crate::views::or_default")]
    pub element_errors: ElementErrors,
}

/// Jira's complaints about one item.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ElementErrors {
    /// About all of it.
    #[serde(deserialize_with = "crate::views::readable")]
    pub error_messages: Vec<String>,
    /// Field id → complaint.
    #[serde(deserialize_with = "crate::views::entries")]
    pub errors: BTreeMap<String, String>,
}

impl ElementErrors {
    /// All of them on one line, each with its field, as in the errors of single requests.
    pub fn on_one_line(&self) -> String {
        let fields = self
            .errors
            .iter()
            .map(|(field, message)| format!("{field}: {message}"));
        self.error_messages
            .iter()
            .cloned()
            .chain(fields)
            .collect::<Vec<_>>()
            .join("; ")
    }
}
