//! Comments, as Cloud's v2 and as Data Center give them, and as one thing.

use serde::Deserialize;

use super::page::{Ancestor, Body, Version};
use crate::views::User;
use crate::views::jira::when;

/// A comment of Confluence Cloud (`GET /footer-comments/{id}`, `GET /inline-comments/{id}`).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CloudComment {
    /// Its id.
    #[serde(deserialize_with = "crate::views::known")]
    pub id: String,
    /// The page that it is on.
    #[serde(deserialize_with = "crate::views::lenient", default)]
    pub page_id: Option<String>,
    /// The blog post that it is on.
    #[serde(deserialize_with = "crate::views::lenient", default)]
    pub blog_post_id: Option<String>,
    /// The comment that it replies to.
    #[serde(deserialize_with = "crate::views::lenient", default)]
    pub parent_comment_id: Option<String>,
    /// Its latest version.
    #[serde(deserialize_with = "crate::views::lenient_object", default)]
    pub version: Edit,
    /// What it says.
    #[serde(deserialize_with = "crate::views::lenient_object", default)]
    pub body: Body,
    /// The text that it is on.
    #[serde(deserialize_with = "crate::views::lenient_object", default)]
    pub properties: Marked,
    /// Of an inline comment: `open`, `reopened`, `resolved`, `dangling`.
    #[serde(deserialize_with = "crate::views::lenient", default)]
    pub resolution_status: Option<String>,
}

/// A version of a comment on Cloud.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Edit {
    /// 1 for the first.
    pub number: i64,
    /// When it was saved.
    pub created_at: Option<String>,
    /// The account id of who saved it.
    pub author_id: Option<String>,
}

/// The text that an inline comment is on.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Marked {
    /// On Cloud.
    inline_original_selection: Option<String>,
    /// On Data Center.
    original_selection: Option<String>,
}

/// A comment of Data Center (`GET /rest/api/content/{id}/child/comment`).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DcComment {
    /// Its id.
    #[serde(deserialize_with = "crate::views::known")]
    pub id: String,
    /// `comment`, if it is one.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// The comments above it, the nearest last.
    #[serde(deserialize_with = "crate::views::lenient", default)]
    pub ancestors: Vec<Ancestor>,
    /// The page that it is on.
    #[serde(deserialize_with = "crate::views::lenient_object", default)]
    pub container: Ancestor,
    /// Its latest version.
    #[serde(deserialize_with = "crate::views::lenient_object", default)]
    pub version: Version,
    /// Its first version.
    #[serde(deserialize_with = "crate::views::lenient_object", default)]
    pub history: Beginning,
    /// What it says.
    #[serde(deserialize_with = "crate::views::lenient_object", default)]
    pub body: Body,
    /// Where on the page it is.
    #[serde(deserialize_with = "crate::views::lenient_object", default)]
    pub extensions: Extensions,
}

/// How a comment began.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Beginning {
    created_by: Option<User>,
    created_date: Option<String>,
}

/// Where on its page a comment is.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Extensions {
    #[serde(deserialize_with = "crate::views::lenient_object")]
    inline_properties: Marked,
    #[serde(deserialize_with = "crate::views::lenient")]
    resolution: Resolution,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Resolution {
    status: Option<String>,
}

/// A comment of either deployment.
#[derive(Debug, Default)]
pub struct Comment {
    /// Its id.
    pub id: String,
    /// The comment that it replies to.
    pub parent: Option<String>,
    /// Who wrote it, by name.
    pub author: Option<String>,
    /// Who wrote it, by account id; Cloud tells no names.
    pub author_id: Option<String>,
    /// When it was written; Cloud does not tell that of one that was edited.
    pub created: Option<String>,
    /// When it was edited, if it was.
    pub edited: Option<String>,
    /// What it says, in storage format.
    pub body: String,
    /// The text that it is on; none for one at the foot of the page.
    pub on: Option<String>,
    /// What became of an inline comment: `open`, `reopened`, `resolved`, `dangling`.
    pub state: Option<String>,
}

impl From<CloudComment> for Comment {
    fn from(comment: CloudComment) -> Self {
        let saved = comment.version.created_at.as_deref().map(when);
        let (created, edited) = match comment.version.number {
            2.. => (None, saved),
            _ => (saved, None),
        };
        Self {
            id: comment.id,
            parent: comment.parent_comment_id,
            author: None,
            author_id: comment.version.author_id,
            created,
            edited,
            body: comment.body.into_text().unwrap_or_default(),
            on: comment.properties.inline_original_selection,
            state: comment.resolution_status,
        }
    }
}

impl From<DcComment> for Comment {
    fn from(comment: DcComment) -> Self {
        let saved = comment.version.saved().map(when);
        let edited = saved.clone().filter(|_| comment.version.number > 1);
        let created = comment.history.created_date.as_deref().map(when);
        let author = comment.history.created_by.or(comment.version.by);
        Self {
            id: comment.id,
            parent: comment
                .ancestors
                .into_iter()
                .next_back()
                .map(|above| above.id),
            author: author.and_then(|author| author.display_name),
            author_id: None,
            created: created.or(saved.filter(|_| edited.is_none())),
            edited,
            body: comment.body.into_text().unwrap_or_default(),
            on: comment.extensions.inline_properties.original_selection,
            state: comment.extensions.resolution.status,
        }
    }
}
