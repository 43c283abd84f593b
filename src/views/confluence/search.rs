//! What a search finds.

use serde::{Deserialize, Serialize};

use super::page::{Links, Space};

/// A page of hits (`GET /rest/api/search`, the same on both deployments).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SearchPage {
    /// The hits.
    #[serde(deserialize_with = "crate::views::or_default")]
    pub results: Vec<Hit>,
    /// How many there are in all.
    #[serde(default)]
    pub total_size: Option<u64>,
    /// Which is the first here.
    #[serde(default)]
    pub start: u64,
    /// Where the next page is.
    #[serde(rename = "_links")]
    #[serde(default)]
    pub links: Links,
}

/// A hit as Confluence gives it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Hit {
    /// The page, comment or attachment; none for a space or user.
    pub content: Option<HitContent>,
    /// The space, if that is the hit.
    pub space: Option<Space>,
    /// The title with marks around what matched.
    pub title: String,
    /// Text around what matched, with marks.
    pub excerpt: String,
    /// Path of the hit for people.
    pub url: String,
    /// The space or page that holds it.
    pub result_global_container: Option<Container>,
    /// `content`, `space`, `user`.
    pub entity_type: String,
    /// When it was last changed.
    pub last_modified: Option<String>,
}

/// What kind of content a hit is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct HitContent {
    /// Its id.
    #[serde(deserialize_with = "crate::views::text")]
    pub id: String,
    /// `page`, `blogpost`, `comment`, `attachment`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its title.
    pub title: String,
    /// The space that holds it, if expanded.
    pub space: Option<Space>,
}

/// What holds a hit.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Container {
    /// Its title.
    pub title: String,
    /// Its path: `/spaces/DOC` on Cloud, `/display/DOC` on Data Center.
    pub display_url: String,
}

/// A hit as a model sees it.
#[derive(Debug, Serialize)]
pub struct SearchHit {
    /// What other tools take; none for spaces and users.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// `page`, `blogpost`, `comment`, `attachment`, `space`, `user`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The title.
    pub title: String,
    /// The key of the space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub space: Option<String>,
    /// Text around what matched.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub excerpt: String,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
}

impl Hit {
    /// The hit as a model sees it.
    pub fn shown(&self) -> SearchHit {
        let content = self.content.as_ref();
        let title = content
            .map(|content| content.title.as_str())
            .filter(|title| !title.is_empty())
            .unwrap_or(&self.title);
        SearchHit {
            id: content
                .map(|content| content.id.clone())
                .unwrap_or_default(),
            kind: content.map_or_else(|| self.entity_type.clone(), |content| content.kind.clone()),
            title: without_marks(title),
            space: self.space_key(),
            excerpt: without_marks(&self.excerpt),
            updated: self.last_modified.as_deref().map(crate::views::jira::when),
        }
    }

    /// The key of the space that the hit is in, or is.
    pub fn space_key(&self) -> Option<String> {
        let expanded = self
            .content
            .as_ref()
            .and_then(|content| content.space.as_ref())
            .or(self.space.as_ref());
        let path = || {
            self.result_global_container
                .as_ref()
                .map(|container| container.display_url.as_str())
        };
        let by_path = || {
            path()?
                .split("/spaces/")
                .nth(1)
                .or_else(|| path()?.split("/display/").nth(1))?
                .split('/')
                .next()
        };
        expanded
            .map(|space| space.key.clone())
            .filter(|key| !key.is_empty())
            .or_else(|| by_path().map(str::to_owned))
    }
}

/// Text without Confluence's highlight marks, HTML entities of quotes, and runs of blanks.
fn without_marks(text: &str) -> String {
    let text = text.replace("@@@hl@@@", "").replace("@@@endhl@@@", "");
    let text = text
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
