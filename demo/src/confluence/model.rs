//! Confluence's state: one model behind both flavours.

use std::io;

use serde::Deserialize;

use crate::{Flavour, people::PersonId, time::Moment, world::read};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Space {
    pub(crate) id: u64,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) home: u64,
}

impl Space {
    /// Whether it is somebody's own.
    pub(crate) fn is_personal(&self) -> bool {
        self.key.starts_with('~')
    }
}

/// What stands in the tree of a space, or beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    #[default]
    Page,
    BlogPost,
    /// Cloud alone has folders; on Data Center what is in one is where it is.
    Folder,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::BlogPost => "blogpost",
            Self::Folder => "folder",
        }
    }
}

/// One saved state of a page: who, when, and the words about it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Version {
    pub(crate) by: PersonId,
    pub(crate) at: Moment,
    #[serde(default)]
    pub(crate) message: String,
    #[serde(default)]
    pub(crate) minor: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Comment {
    pub(crate) id: u64,
    pub(crate) by: PersonId,
    pub(crate) at: Moment,
    /// Storage format.
    pub(crate) body: String,
    /// The text that an inline comment is about.
    #[serde(default)]
    pub(crate) selection: Option<String>,
    #[serde(default)]
    pub(crate) replies_to: Option<u64>,
    /// Of an inline comment that is no longer `open`: `resolved`, `reopened`, or `dangling` if its text is gone.
    #[serde(default)]
    pub(crate) state: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attachment {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) mime: String,
    pub(crate) by: PersonId,
    pub(crate) at: Moment,
    pub(crate) size: usize,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    pub(crate) id: u64,
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) kind: Kind,
    /// The space's key.
    pub(crate) space: String,
    #[serde(default)]
    pub(crate) parent: Option<u64>,
    /// Its place among those beside it, if somebody moved it; the others follow by title.
    #[serde(default)]
    pub(crate) position: Option<i64>,
    /// Storage format.
    #[serde(default)]
    pub(crate) body: String,
    /// `name`, `team:name`, or `my:name@owner`.
    #[serde(default)]
    pub(crate) labels: Vec<String>,
    /// From the first to the current one.
    pub(crate) versions: Vec<Version>,
    #[serde(default)]
    pub(crate) comments: Vec<Comment>,
    #[serde(default)]
    pub(crate) attachments: Vec<Attachment>,
    #[serde(default)]
    pub(crate) trashed: bool,
    #[serde(default)]
    pub(crate) archived: bool,
    /// Cloud: made in the editor that Data Center has, too, and stored in storage format.
    #[serde(default)]
    pub(crate) legacy: bool,
    /// Cloud: a live doc, which has no drafts.
    #[serde(default)]
    pub(crate) live: bool,
    /// Whether the body is ADF: on Cloud that of a page made in the new editor.
    #[serde(skip)]
    pub(crate) is_adf: bool,
    /// What it said in versions before the current one, as far as the demo saw them: the version, the body, whether that is ADF.
    #[serde(skip)]
    pub(crate) past: Vec<(usize, String, bool)>,
}

impl Page {
    /// The page as it was in a version.
    pub(crate) fn at(&self, version: usize) -> Self {
        let mut then = self.clone();
        then.versions.truncate(version);
        // What the seed does not say was as it is in the next version.
        let body = self.past.iter().find(|(number, ..)| *number >= version);
        if let (true, Some((_, body, is_adf))) = (version < self.version(), body) {
            then.body = body.clone();
            then.is_adf = *is_adf;
        }
        then
    }

    pub(crate) fn status(&self) -> &'static str {
        match (self.trashed, self.archived) {
            (true, _) => "trashed",
            (false, true) => "archived",
            (false, false) => "current",
        }
    }

    /// The comment that began the thread of this one.
    pub(crate) fn root<'a>(&'a self, comment: &'a Comment) -> &'a Comment {
        let mut root = comment;
        while let Some(parent) = root
            .replies_to
            .and_then(|id| self.comments.iter().find(|comment| comment.id == id))
        {
            root = parent;
        }
        root
    }

    pub(crate) fn version(&self) -> usize {
        self.versions.len()
    }
}

/// Everything Confluence holds.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Confluence {
    pub(crate) spaces: Vec<Space>,
    pub(crate) pages: Vec<Page>,
    #[serde(default = "first_free_id")]
    last_id: u64,
}

fn first_free_id() -> u64 {
    400_000
}

/// Stands in the seed for an attribute that names a person by this flavour's key.
const PERSON: &str = "person:";

impl Confluence {
    /// # Errors
    /// When the seed does not fit its type.
    pub(crate) fn seeded(flavour: Flavour, people: &crate::people::People) -> io::Result<Self> {
        let mut confluence: Self = read(include_str!("../../seed/confluence.toml"))?;
        for page in &mut confluence.pages {
            page.body = mentions(page.body.trim(), flavour, people);
            for comment in &mut page.comments {
                comment.body = mentions(&comment.body, flavour, people);
            }
            page.anchor_comments();
            if flavour == Flavour::Cloud {
                page.enter_cloud();
            }
        }
        if flavour == Flavour::DataCenter {
            confluence.unfold();
        }
        Ok(confluence)
    }

    /// Puts what is in folders where the folders are.
    fn unfold(&mut self) {
        let folders = self.pages.extract_if(.., |page| page.kind == Kind::Folder);
        let folders: Vec<Page> = folders.collect();
        for page in &mut self.pages {
            while let Some(folder) = folders.iter().find(|folder| Some(folder.id) == page.parent) {
                page.parent = folder.parent;
            }
        }
    }

    /// What is right below a page or folder, in the order of the tree.
    pub(crate) fn children(&self, of: u64) -> Vec<&Page> {
        let mut children: Vec<&Page> = self.live().filter(|page| page.parent == Some(of)).collect();
        children.sort_by_key(|page| (page.position.unwrap_or(i64::MAX), page.title.to_lowercase()));
        children
    }

    /// All comments, with the pages that they are on.
    pub(crate) fn comments(&self) -> impl Iterator<Item = (&Page, &Comment)> {
        self.live()
            .flat_map(|page| page.comments.iter().map(move |comment| (page, comment)))
    }

    /// The comment of that id, with its page.
    pub(crate) fn comment(&self, id: &str) -> Option<(&Page, &Comment)> {
        self.comments()
            .find(|(_, comment)| comment.id.to_string() == id)
    }

    /// An id that nothing else has.
    pub(crate) fn new_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    pub(crate) fn page(&self, id: &str) -> Option<&Page> {
        let id: u64 = id.parse().ok()?;
        self.live().find(|page| page.id == id)
    }

    pub(crate) fn page_mut(&mut self, id: u64) -> Option<&mut Page> {
        self.pages
            .iter_mut()
            .find(|page| page.id == id && !page.trashed)
    }

    /// Pages that are not in the trash.
    pub(crate) fn live(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(|page| !page.trashed)
    }

    pub(crate) fn space(&self, key: &str) -> Option<&Space> {
        self.spaces.iter().find(|space| space.key == key)
    }

    pub(crate) fn space_by_id(&self, id: &str) -> Option<&Space> {
        self.spaces.iter().find(|space| space.id.to_string() == id)
    }

    /// The pages above a page, from the top.
    pub(crate) fn ancestors(&self, page: &Page) -> Vec<&Page> {
        let mut above: Vec<&Page> = Vec::new();
        let mut parent = page.parent;
        while let Some(found) = parent
            .and_then(|id| self.pages.iter().find(|page| page.id == id))
            .filter(|page| above.iter().all(|seen| seen.id != page.id))
        {
            above.insert(0, found);
            parent = found.parent;
        }
        above
    }
}

/// Mentions of people: by account id on Cloud, by user key on Data Center.
fn mentions(body: &str, flavour: Flavour, people: &crate::people::People) -> String {
    people.all().fold(body.to_owned(), |body, person| {
        let reference = match flavour {
            Flavour::Cloud => format!("<ri:user ri:account-id=\"{}\"/>", person.account_id),
            Flavour::DataCenter => format!("<ri:user ri:userkey=\"{}\"/>", person.key),
        };
        body.replace(&format!("<ri:user ri:{PERSON}{}/>", person.id), &reference)
    })
}
