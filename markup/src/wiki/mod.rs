//! Jira wiki markup, and what Confluence's wiki markup shares with it.
//!
//! Reading follows what Jira shows: a line feed is a line break, phrase marks act at the edges of words only, and
//! `{*}` acts anywhere. Dashes (`--`, `---`) stay as they are typed. Writing escapes a character only where it
//! would act. The known macros have forms of their own; all others are kept as they are.

mod blocks;
mod context;
mod elements;
mod emoticons;
mod entities;
mod escape;
mod inlines;
mod languages;
mod links;
mod lists;
mod macros;
mod panels;
mod phrases;
mod source;
mod spans;
mod statuses;
mod tables;
mod targets;
mod write;

use super::{MarkupError, tree::Block};

/// Reads any text; it cannot fail.
pub(super) fn read(source: &str) -> Result<Vec<Block>, MarkupError> {
    let text = source.replace("\r\n", "\n").replace('\r', "\n");
    Ok(blocks::read(&source::Doc::new(&escape::clean(&text))))
}

/// Writes any tree; what wiki markup cannot say becomes what comes nearest in text.
pub(super) fn write(blocks: &[Block]) -> Result<String, MarkupError> {
    Ok(write::write(blocks))
}
