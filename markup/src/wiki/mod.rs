//! Jira wiki markup, and what Confluence's wiki markup shares with it.
//!
//! Reading follows what Jira shows: a line feed is a line break, phrase marks act at the edges of words only, and
//! `{*}` acts anywhere. Dashes (`--`, `---`) are what Jira shows for them. Writing escapes a character only where it
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
mod positions;
mod source;
mod spans;
mod splice;
mod statuses;
mod tables;
mod targets;
mod write;

pub(super) use self::splice::Document;
use super::{MarkupError, tree::Block};

/// Reads any text; it cannot fail.
pub(super) fn read(source: &str) -> Result<Vec<Block>, MarkupError> {
    Ok(blocks::read(&source::Doc::new(&clean(source))).blocks)
}

/// With line feeds as the only ends of lines, and without control characters.
fn clean(source: &str) -> String {
    let text = source.replace("\r\n", "\n").replace('\r', "\n");
    escape::clean(&text).into_owned()
}

/// Writes any tree; what wiki markup cannot say becomes what comes nearest in text.
pub(super) fn write(blocks: &[Block]) -> Result<String, MarkupError> {
    Ok(write::write(blocks))
}
