//! What a caller wants of a page.

use super::document::Document;
use super::head;
use super::outline;
use crate::api::params::{ConfluenceUpdatePage, ConfluenceUpdatePageContentFormat};
use crate::args::{PageId, not_blank};
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::tools::confluence::text::{self, Given};
use crate::tools::replacements::Replacement;
use markup::Format;

/// What the text of a page shall be.
#[derive(Debug)]
pub enum Text {
    /// All of it, in Markdown.
    Markdown(String),
    /// All of it, in a form that Confluence takes.
    Own(Format, String),
    /// What it is now, with these made in its Markdown.
    Edited(Vec<Replacement>),
}

/// What a caller wants of a page.
#[derive(Debug)]
pub struct Wish {
    /// What its text shall be; none if it stays.
    pub text: Option<Text>,
    /// Its new title.
    pub title: Option<String>,
    /// What it is to be below.
    pub parent: Option<PageId>,
    /// Whether nobody is to be told.
    pub minor: bool,
    /// What is said of the new version.
    pub message: Option<String>,
    /// Whether it is only to be told what would be done.
    pub dry_run: bool,
    version: Option<i64>,
    head: Option<head::Head>,
}

impl Wish {
    /// Reads what was given; the head of a page that was read is taken off its text.
    ///
    /// # Errors
    /// [`Error::Arguments`] if nothing is wanted, or two things that exclude each other, and for content that is not of its format.
    pub fn read(ctx: &WriteCtx, params: &ConfluenceUpdatePage) -> Result<Self> {
        let edits = params
            .edits
            .as_ref()
            .map(|edits| edits.0.clone())
            .unwrap_or_default();
        let edits = edits.into_iter().map(|edit| Replacement::read(edit, ""));
        let edits = edits.collect::<Result<Vec<_>>>()?;
        // Whoever fills in every parameter means no empty page.
        let given = params.content.as_deref();
        let given = given.filter(|given| !given.trim().is_empty());
        let (head, body) = match given.map(|given| (given, head::split(given))) {
            Some((_, Some((head, body)))) => (Some(head), Some(body)),
            Some((given, None)) => (None, Some(given)),
            None => (None, None),
        };
        let in_parts = head.as_ref().is_some_and(|head: &head::Head| head.in_parts);
        if in_parts || body.is_some_and(outline::is_cut) {
            return Err(outline::shown_in_parts());
        }
        let text = match (body, edits.is_empty()) {
            (Some(_), false) => {
                return Err(Error::Arguments(
                    "give `content`, which is the whole page, or `edits`, which are pieces of it; not both".into(),
                ));
            }
            (Some(body), true) => Some(whole(ctx, params, body)?),
            (None, false) => Some(Text::Edited(edits)),
            (None, true) => None,
        };
        let title = not_blank(params.title.as_ref().map(|title| title.0.clone()));
        let wish = Self {
            text,
            title: title.map(|title| title.trim().to_owned()),
            parent: params.parent_id.clone(),
            minor: params.is_minor_edit.unwrap_or_default(),
            message: not_blank(params.version_comment.as_ref().map(|text| text.0.clone())),
            dry_run: params.dry_run,
            version: params.version,
            head,
        };
        if wish.text.is_none() && wish.title.is_none() && wish.parent.is_none() {
            return Err(Error::Arguments(
                "nothing to change: give `content`, `edits`, `title` or `parent_id`".into(),
            ));
        }
        Ok(wish)
    }

    /// The version of the page that the caller read, if that is known: the argument's, or that of the head.
    ///
    /// # Errors
    /// [`Error::Arguments`] for the head of another page, and if the two differ.
    pub fn version_read(&self, page: &Document) -> Result<Option<i64>> {
        let Some(head) = &self.head else {
            return Ok(self.version);
        };
        if head.id != page.id {
            return Err(Error::Arguments(format!(
                "the head of `content` is that of page {}, but `page_id` is {}: nothing was written",
                head.id, page.id
            )));
        }
        match self.version {
            Some(version) if version != head.version => Err(Error::Arguments(format!(
                "`version` is {version}, but the head of `content` says {}: nothing was written",
                head.version
            ))),
            _ => Ok(Some(head.version)),
        }
    }
}

fn whole(ctx: &WriteCtx, params: &ConfluenceUpdatePage, body: &str) -> Result<Text> {
    use ConfluenceUpdatePageContentFormat as As;
    let format = match params.content_format.0 {
        As::Markdown => Format::Markdown,
        As::Storage => Format::Storage,
        As::Wiki => Format::Wiki,
        As::Adf => Format::Adf,
    };
    Ok(match text::given(ctx, format, body)? {
        Given::Markdown(markdown) if params.enable_heading_anchors == Some(true) => {
            Text::Markdown(outline::anchored(markdown))
        }
        Given::Markdown(markdown) => Text::Markdown(markdown.to_owned()),
        Given::Own(format, value) => Text::Own(format, value.to_owned()),
    })
}
