//! What a search finds.

use serde::{Deserialize, Serialize};

use super::page::{Ancestor, Links, Space, Version};
use crate::views::User;

/// The most characters of an excerpt that are shown.
const EXCERPT: usize = 400;

/// A page of hits (`GET /rest/api/search`, the same on both deployments).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SearchPage {
    /// The hits; what is none is left out.
    #[serde(deserialize_with = "crate::views::readable")]
    pub results: Vec<Hit>,
    /// How many there are in all.
    #[serde(deserialize_with = "crate::views::lenient", default)]
    pub total_size: Option<u64>,
    /// How many there are here, read or not.
    #[serde(deserialize_with = "crate::views::lenient", default)]
    pub size: u64,
    /// Which is the first here.
    #[serde(deserialize_with = "crate::views::lenient", default)]
    pub start: u64,
    /// Where the next page is.
    #[serde(rename = "_links", deserialize_with = "crate::views::lenient", default)]
    pub links: Links,
}

/// A hit as Confluence gives it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Hit {
    /// The page, comment or attachment; none for a space or user.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub content: Option<HitContent>,
    /// The space, if that is the hit.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub space: Option<Space>,
    /// The user, if that is the hit.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub user: Option<User>,
    /// The title, perhaps with marks around what matched.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub title: String,
    /// Some of the text, as HTML.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub excerpt: String,
    /// The space that holds it.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub result_global_container: Option<Container>,
    /// `content`, `space`, `user`.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub entity_type: String,
    /// When it was last changed.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub last_modified: Option<String>,
}

/// What kind of content a hit is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct HitContent {
    /// Its id.
    #[serde(deserialize_with = "crate::views::text")]
    pub id: String,
    /// `page`, `blogpost`, `comment`, `attachment`, `folder`, `whiteboard` …
    #[serde(rename = "type", deserialize_with = "crate::views::lenient")]
    pub kind: String,
    /// `current`, `archived` …
    #[serde(deserialize_with = "crate::views::lenient")]
    pub status: String,
    /// Its title.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub title: String,
    /// The space that holds it, if expanded.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub space: Option<Space>,
    /// What a comment or an attachment is on; for a page its space.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub container: Ancestor,
    /// Its latest version, if expanded.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub version: Version,
}

/// What holds a hit.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Container {
    /// Its path: `/spaces/DOC` on Cloud, `/display/DOC` on Data Center.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub display_url: String,
}

/// A hit as a model sees it.
#[derive(Debug, Serialize)]
pub struct SearchHit {
    /// What other tools take; none for spaces, which have a key.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// `page`, `blogpost`, `comment`, `attachment`, `folder`, `space`, `user`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The title, or the name.
    pub title: String,
    /// The key of the space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub space: Option<String>,
    /// The page of a comment or an attachment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Holder>,
    /// If it is not current.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Some of the text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub excerpt: String,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Who changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// The page that something is on.
#[derive(Debug, Serialize)]
pub struct Holder {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

impl Hit {
    /// The hit as a model sees it.
    pub fn shown(&self) -> SearchHit {
        let content = self.content.as_ref();
        let title = content
            .map(|content| content.title.as_str())
            .or_else(|| self.space.as_ref().map(|space| space.name.as_str()))
            .or_else(|| self.user.as_ref().map(User::label))
            .filter(|title| !title.is_empty())
            .unwrap_or(&self.title);
        let user = || self.user.as_ref().map(|user| user.id().to_owned());
        SearchHit {
            id: content
                .map(|content| content.id.clone())
                .or_else(user)
                .unwrap_or_default(),
            kind: self.kind().to_owned(),
            title: plain(title),
            space: self.space_key(),
            on: content.and_then(HitContent::holder),
            status: content
                .map(|content| content.status.clone())
                .filter(|status| !matches!(status.as_str(), "" | "current")),
            excerpt: plain(&self.excerpt),
            updated: self.last_modified.as_deref().map(crate::views::jira::when),
            by: content
                .and_then(|content| content.version.by.as_ref())
                .and_then(|author| author.display_name.clone()),
        }
    }

    /// What it is.
    fn kind(&self) -> &str {
        match self {
            Self {
                content: Some(content),
                ..
            } => &content.kind,
            Self { space: Some(_), .. } => "space",
            Self { user: Some(_), .. } => "user",
            _ => &self.entity_type,
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

impl HitContent {
    /// The page that it is on, if it is nothing that stands for itself.
    fn holder(&self) -> Option<Holder> {
        let is_on = matches!(self.kind.as_str(), "comment" | "attachment");
        let known = is_on && !self.container.id.is_empty();
        known.then(|| Holder {
            id: self.container.id.clone(),
            title: self.container.title.clone(),
        })
    }
}

/// Text without Confluence's highlight marks, HTML entities and runs of blanks, and not more than [`EXCERPT`] characters of it.
fn plain(text: &str) -> String {
    let text = text.replace("@@@hl@@@", "").replace("@@@endhl@@@", "");
    let words = unescaped(&text);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = words.char_indices().skip(EXCERPT);
    match rest.next().and_then(|(end, _)| words.get(..end)) {
        Some(beginning) => format!("{beginning}…"),
        None => words,
    }
}

/// Text with the characters that HTML entities stand for: those by number, and those that Confluence writes by name. None is read
/// twice: `&amp;lt;` is `&lt;`.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let meant = part
            .split_once(';')
            .and_then(|(entity, rest)| Some((character(entity)?, rest)));
        match meant {
            Some((character, rest)) => {
                plain.push(character);
                plain.push_str(rest);
            }
            None => {
                plain.push('&');
                plain.push_str(part);
            }
        }
    }
    plain
}

fn character(entity: &str) -> Option<char> {
    let number = match entity.strip_prefix('#') {
        Some(digits) => digits,
        None => {
            return match entity {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                "nbsp" => Some(' '),
                "hellip" => Some('…'),
                _ => None,
            };
        }
    };
    let number = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(number).filter(|character| !character.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_plain_text() {
        for (html, text) in [
            ("a@@@hl@@@b@@@endhl@@@  c", "ab c"),
            (
                "&lt;b&gt; &amp;lt; &quot;x&quot; &#39;y&#x27; &#160;z",
                "<b> &lt; \"x\" 'y' z",
            ),
            ("AT&T & co; &bogus; &#0;", "AT&T & co; &bogus; &#0;"),
        ] {
            assert_eq!(plain(html), text);
        }
        let long = plain(&"é".repeat(1_000));
        assert_eq!(long, "é".repeat(EXCERPT) + "…");
    }
}
