//! Links between issues, and to elsewhere.

use serde::{Deserialize, Serialize};

use super::issue::Issue;

/// All kinds (`GET …/issueLinkType`).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkTypes {
    /// The kinds.
    #[serde(deserialize_with = "crate::views::items")]
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
    #[serde(deserialize_with = "crate::views::text")]
    pub id: String,
    /// Its name, which links are made with.
    #[serde(deserialize_with = "crate::views::text")]
    pub name: String,
    /// What stands on the issue that is pointed at.
    #[serde(deserialize_with = "crate::views::text")]
    pub inward: String,
    /// What stands on the issue that points.
    #[serde(deserialize_with = "crate::views::text")]
    pub outward: String,
}

/// A link between two issues (`GET …/issueLink/{id}`).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct IssueLink {
    /// The issue that points.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub inward_issue: Option<Issue>,
    /// The issue that is pointed at.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub outward_issue: Option<Issue>,
}

/// What Jira says of a new link to elsewhere (`POST …/remotelink`).
#[derive(Debug, Default, Deserialize)]
pub struct Created {
    /// Its id.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub id: u64,
}

/// A link to elsewhere (`GET …/remotelink`).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RemoteLink {
    /// Its id.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub id: u64,
    /// What the issue is to it, such as `documented by`.
    #[serde(deserialize_with = "crate::views::text")]
    pub relationship: String,
    /// What it leads to.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub object: Target,
}

/// What a link leads to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Target {
    /// Its address.
    #[serde(deserialize_with = "crate::views::text")]
    pub url: String,
    /// The text of the link.
    #[serde(deserialize_with = "crate::views::text")]
    pub title: String,
    /// A line below it.
    #[serde(deserialize_with = "crate::views::text")]
    pub summary: String,
}

/// A link is shown as what it is to the issue and where it leads.
impl Serialize for RemoteLink {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = [
            ("title", &self.object.title),
            ("url", &self.object.url),
            ("summary", &self.object.summary),
            ("relationship", &self.relationship),
        ];
        let said = members.into_iter().filter(|(_, text)| !text.is_empty());
        serializer.collect_map(said)
    }
}
