//! Pages and spaces, in the form of Cloud's v2 and of Data Center.

use serde::Deserialize;

use super::label::Label;
use super::list::Listed;
use crate::views::User;

/// A page or blog post of Confluence Cloud (`GET /pages/{id}`, `GET /blogposts/{id}`).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// Its id.
    #[serde(deserialize_with = "crate::views::known")]
    pub id: String,
    /// Its title.
    #[serde(default)]
    pub title: String,
    /// `current`, `draft`, `archived`, `trashed`.
    #[serde(default)]
    pub status: String,
    /// `live` for a page without drafts.
    #[serde(default)]
    pub subtype: Option<String>,
    /// The id of its space, not the key.
    #[serde(deserialize_with = "crate::views::text")]
    #[serde(default)]
    pub space_id: String,
    /// The page above it.
    #[serde(default)]
    pub parent_id: Option<String>,
    /// The account id of who made its first version.
    #[serde(default)]
    pub author_id: Option<String>,
    /// When its first version was made.
    #[serde(default)]
    pub created_at: Option<String>,
    /// Its latest version.
    #[serde(default)]
    pub version: Version,
    /// Its content, in the representation that was asked for.
    #[serde(default)]
    pub body: Body,
    /// Its labels, if they were asked for.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    #[serde(default)]
    pub labels: Listed<Label>,
    /// Its content properties, if they were asked for.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    #[serde(default)]
    pub properties: Listed<Property>,
    /// Where people see it.
    #[serde(rename = "_links")]
    #[serde(default)]
    pub links: Links,
}

/// The editor that a page of Cloud was made in, which decides what form it is stored in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editor {
    /// The new one: ADF.
    New,
    /// The one that Data Center has, too: storage format.
    Legacy,
}

impl Page {
    /// The editor that it was made in. A live doc has the new one alone; of other pages the property `editor` says it, and without
    /// that they are older than the new one.
    pub fn editor(&self) -> Editor {
        let property = self.properties.results.iter().find(|p| p.key == "editor");
        let is_new = property.is_some_and(|property| property.value == "v2");
        match is_new || self.is_live() {
            true => Editor::New,
            false => Editor::Legacy,
        }
    }

    /// Whether it is a live doc.
    pub fn is_live(&self) -> bool {
        self.subtype.as_deref() == Some("live")
    }
}

/// Something that is kept beside the content.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Property {
    /// Its name.
    pub key: String,
    /// What it says.
    pub value: serde_json::Value,
}

/// Content of Data Center (`GET /rest/api/content/{id}`).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Content {
    /// Its id.
    #[serde(deserialize_with = "crate::views::known")]
    pub id: String,
    /// Its title.
    #[serde(default)]
    pub title: String,
    /// `page`, `blogpost`, `comment`.
    #[serde(rename = "type")]
    #[serde(default)]
    pub kind: String,
    /// `current`, `trashed`, `draft`.
    #[serde(default)]
    pub status: String,
    /// The space that holds it.
    #[serde(default)]
    pub space: Space,
    /// Its latest version.
    #[serde(default)]
    pub version: Version,
    /// Its first version.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    #[serde(default)]
    pub history: History,
    /// Its content, in the representation that was asked for.
    #[serde(default)]
    pub body: Body,
    /// The pages above it, the nearest last.
    #[serde(deserialize_with = "crate::views::readable")]
    #[serde(default)]
    pub ancestors: Vec<Ancestor>,
    /// Its labels.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    #[serde(default)]
    pub metadata: Metadata,
    /// Its files.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    #[serde(default)]
    pub children: Children,
    /// Where people see it.
    #[serde(rename = "_links")]
    #[serde(default)]
    pub links: Links,
}

/// How content of Data Center began.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct History {
    /// Who made it.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub created_by: Option<User>,
    /// When.
    pub created_date: Option<String>,
}

/// What Data Center keeps beside content.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// Its labels.
    pub labels: Listed<Label>,
}

/// What hangs on content of Data Center.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Children {
    /// Its files.
    pub attachment: Listed<Attachment>,
}

/// A file of a page, as either deployment tells it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Attachment {
    /// Its name.
    pub title: String,
    /// Cloud: what it holds; Data Center says that in `extensions`.
    pub media_type: Option<String>,
    /// Cloud: its bytes; Data Center says that in `extensions`.
    pub file_size: Option<u64>,
    /// Data Center: more of it.
    pub extensions: Option<Box<Attachment>>,
}

impl Attachment {
    /// Its MIME type.
    pub fn media_type(&self) -> Option<&str> {
        let more = self.extensions.as_ref();
        let told = self.media_type.as_deref();
        told.or_else(|| more?.media_type.as_deref())
    }

    /// How many bytes it has.
    pub fn file_size(&self) -> Option<u64> {
        let more = self.extensions.as_ref();
        self.file_size.or_else(|| more?.file_size)
    }
}

/// What stands above a page. Cloud tells ids and types, Data Center ids and titles.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Ancestor {
    /// Its id.
    #[serde(deserialize_with = "crate::views::text")]
    pub id: String,
    /// Cloud: `page`, `folder`, `whiteboard`, `database`, `embed`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its title.
    pub title: String,
}

/// A version of a page.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Version {
    /// 1 for the first.
    pub number: i64,
    /// Cloud: when it was saved.
    pub created_at: Option<String>,
    /// Cloud: the account id of who saved it.
    pub author_id: Option<String>,
    /// Data Center: when it was saved.
    pub when: Option<String>,
    /// Data Center: who saved it.
    #[serde(deserialize_with = "crate::views::lenient_object")]
    pub by: Option<User>,
    /// What they said of it.
    pub message: Option<String>,
}

impl Version {
    /// When it was saved.
    pub fn saved(&self) -> Option<&str> {
        self.created_at.as_deref().or(self.when.as_deref())
    }
}

/// Content in at most one of these representations.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Body {
    /// Storage format.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub storage: Option<Representation>,
    /// ADF, as JSON in a string; Cloud only.
    #[serde(deserialize_with = "crate::views::lenient")]
    pub atlas_doc_format: Option<Representation>,
}

/// Content in one representation.
#[derive(Debug, Deserialize)]
pub struct Representation {
    /// The text.
    pub value: String,
}

impl Body {
    /// The text of whichever representation came.
    pub fn into_text(self) -> Option<String> {
        let given = self.storage.or(self.atlas_doc_format);
        given.map(|representation| representation.value)
    }
}

/// Links of a page or a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Links {
    /// Path of the page for people, from `base` or the product's address.
    pub webui: Option<String>,
    /// The product's address.
    pub base: Option<String>,
    /// The next part of a list.
    pub next: Option<String>,
}

/// A space.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Space {
    /// Its id, which Cloud's requests take.
    #[serde(deserialize_with = "crate::views::text")]
    pub id: String,
    /// Its key, which people know.
    pub key: String,
    /// Its name.
    pub name: String,
}

/// A list of spaces (`GET /spaces`).
#[derive(Debug, Default, Deserialize)]
pub struct Spaces {
    /// The spaces.
    #[serde(deserialize_with = "crate::views::or_default")]
    pub results: Vec<Space>,
}
