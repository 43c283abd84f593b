//! Markdown: comrak parses it; the dialect's own forms are understood here, and printed.

mod blocks;
mod escape;
mod inlines;
mod print;
mod spans;
mod table;

use comrak::{Arena, Options, parse_document};

use super::{MarkupError, tree::Block};

pub(super) use self::print::print;

/// The dialect: GFM without its tag filter, plus alerts and footnotes.
fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.parse.leave_footnote_definitions = true;
    options.parse.escaped_char_spans = true;
    options
}

/// Reads Markdown.
///
/// # Errors
/// For damaged carriers and for comments of containers that do not pair.
pub(super) fn parse(markdown: &str) -> Result<Vec<Block>, MarkupError> {
    parse_at(markdown, 0)
}

fn parse_at(markdown: &str, depth: usize) -> Result<Vec<Block>, MarkupError> {
    let arena = Arena::new();
    blocks::children(parse_document(&arena, markdown, &options()), depth)
}

#[cfg(test)]
mod tests;
