//! What stands below a page in the tree.

use serde::Deserialize;

use super::comment::Edit;
use super::page::Body;

/// A child of a page or folder of Cloud (`GET /pages/{id}/direct-children`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Child {
    /// Its id.
    #[serde(deserialize_with = "crate::views::known")]
    pub id: String,
    /// `current`, `archived`.
    #[serde(deserialize_with = "crate::views::lenient", default)]
    pub status: String,
    /// Its title.
    #[serde(deserialize_with = "crate::views::lenient", default)]
    pub title: String,
    /// `page`, `folder`, `whiteboard`, `database`, `embed`.
    #[serde(rename = "type", deserialize_with = "crate::views::lenient", default)]
    pub kind: String,
    /// The id of its space.
    #[serde(deserialize_with = "crate::views::text", default)]
    pub space_id: String,
    /// Its place among those beside it.
    #[serde(deserialize_with = "crate::views::lenient", default)]
    pub child_position: Option<i64>,
}

/// A page as a list of pages gives it (`GET /pages`).
#[derive(Debug, Default, Deserialize)]
pub struct PageOfList {
    /// Its id.
    #[serde(deserialize_with = "crate::views::known")]
    pub id: String,
    /// Its latest version.
    #[serde(deserialize_with = "crate::views::lenient_object", default)]
    pub version: Edit,
    /// Its content, in the representation that was asked for.
    #[serde(deserialize_with = "crate::views::lenient_object", default)]
    pub body: Body,
}
