//! Links between issues, and to elsewhere.

use serde::{Deserialize, Serialize};

use super::issue::Issue;

/// All kinds (`GET …/issueLinkType`).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkTypes {
    /// The kinds.
    #[serde(deserialize_with = "crate::views::or_default")]
    pub issue_link_types: Vec<LinkType>,
}

/// A list of them stands for itself.
impl Serialize for LinkTypes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.issue_link_types.serialize(serializer)
    }
}

/// One kind: "A `outward` B" says the same as "B `inward` A".
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct LinkType {
    /// Its id.
    pub id: String,
    /// Its name, which links are made with.
    pub name: String,
    /// What stands on the issue that is pointed at.
    pub inward: String,
    /// What stands on the issue that points.
    pub outward: String,
}

/// A link between two issues (`GET …/issueLink/{id}`).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct IssueLink {
    /// The issue that points.
    pub inward_issue: Option<Issue>,
    /// The issue that is pointed at.
    pub outward_issue: Option<Issue>,
}

/// What Jira says of a new link to elsewhere (`POST …/remotelink`).
#[derive(Debug, Default, Deserialize)]
pub struct Created {
    /// Its id.
    pub id: u64,
}
