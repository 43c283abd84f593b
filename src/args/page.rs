//! Pages by id, and by every form of address that Confluence shows them at.

mod address;
mod tiny;

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;
use url::Url;

use super::{schema::described, text};
use crate::likeness::short;

/// What a piece of content is, by its address or by Confluence's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentKind {
    /// A page.
    Page,
    /// A blog post.
    BlogPost,
    /// Cloud: a folder of the page tree.
    Folder,
    /// Cloud: a whiteboard.
    Whiteboard,
    /// Cloud: a database.
    Database,
    /// Cloud: a web page that stands in the tree.
    Embed,
    /// A comment on a page.
    Comment,
    /// A file of a page.
    Attachment,
}

impl ContentKind {
    /// The kind by the word that Confluence has for it: in addresses, on Data Center, or in Cloud's answers.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "page" => Self::Page,
            "blogpost" | "blog" => Self::BlogPost,
            "folder" => Self::Folder,
            "whiteboard" => Self::Whiteboard,
            "database" => Self::Database,
            "embed" => Self::Embed,
            "comment" | "footer-comment" | "inline-comment" => Self::Comment,
            "attachment" => Self::Attachment,
            _ => return None,
        })
    }

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::BlogPost => "blog post",
            Self::Folder => "folder",
            Self::Whiteboard => "whiteboard",
            Self::Database => "database",
            Self::Embed => "embedded web page",
            Self::Comment => "comment",
            Self::Attachment => "attachment",
        }
    }

    /// Whether it is written as a page is: with a title, a body and versions.
    pub const fn is_document(self) -> bool {
        matches!(self, Self::Page | Self::BlogPost)
    }
}

/// By what content is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// Its id, with its kind if the address says that.
    Id(String, Option<ContentKind>),
    /// Its title within a space; a blog post by the day it was posted, too (`2024-05-06`).
    Title {
        /// The space's key.
        space: String,
        /// The title.
        title: String,
        /// The day that a blog post was posted on.
        day: Option<String>,
    },
}

/// A Confluence content id (digits), or an address of the content: of its page, its tiny link, or by space and title.
///
/// What an address by title stands for only Confluence knows, so that there is no id to be had from it here; whose site an address
/// is at is not looked at here either.
#[derive(Debug, Clone)]
pub struct PageId {
    named: Named,
    given: String,
    address: Option<Url>,
}

impl PageId {
    /// Checks and takes `text`.
    ///
    /// # Errors
    /// Says which forms are expected.
    pub fn new(text: &str) -> Result<Self, String> {
        let given = text.trim();
        let named = if is_id(given) {
            Some(Named::Id(given.to_owned(), None))
        } else {
            address::read(given).or_else(|| Some(Named::Id(tiny::id(given)?, None)))
        };
        let expected = || {
            let more = match address::space(given) {
                Some(space) => format!("this is the address of space {space}"),
                None => "by its title a page is found with `title` and `space_key`".into(),
            };
            format!(
                "\"{}\" is no page id; expected digits like 123456 or the address of the page ({more})",
                short(given)
            )
        };
        Ok(Self {
            named: named.ok_or_else(expected)?,
            given: given.to_owned(),
            address: address::with_host(given),
        })
    }

    /// By what the content is named.
    pub const fn named(&self) -> &Named {
        &self.named
    }

    /// The address that was given in its place, if it says a host.
    pub const fn address(&self) -> Option<&Url> {
        self.address.as_ref()
    }
}

/// As it was given.
impl std::fmt::Display for PageId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.given)
    }
}

impl<'de> Deserialize<'de> for PageId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = text(Value::deserialize(deserializer)?).map_err(Error::custom)?;
        Self::new(&text).map_err(Error::custom)
    }
}

described!(PageId, { "type": "string" });

/// Whether a text can be the id of content: digits, as many as 64 bits have at most.
fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= 20 && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests;
