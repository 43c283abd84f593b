//! Markdown: comrak parses it; the dialect's own forms are understood here, and printed.

mod blocks;
mod cells;
mod escape;
mod inlines;
mod marks;
mod parts;
mod print;
mod print_table;
mod spans;
mod table;

use std::borrow::Cow;

use comrak::{Arena, Options, parse_document};

use super::{
    MarkupError,
    tree::{Block, Code, MAX_DEPTH},
};

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
    // Tells `__init__` from `**init**`.
    options.extension.underline = true;
    options.parse.leave_footnote_definitions = true;
    options.parse.escaped_char_spans = true;
    options
}

/// Reads Markdown.
///
/// # Errors
/// For damaged carriers and for comments of containers that do not pair.
pub(super) fn parse(markdown: &str) -> Result<Vec<Block>, MarkupError> {
    let markdown = cleaned(markdown);
    let Some((front, rest)) = front_matter(&markdown) else {
        return parse_at(&markdown, 0);
    };
    let mut blocks = vec![Block::Code(Code {
        language: "yaml".to_owned(),
        text: front.to_owned(),
        ..Code::default()
    })];
    blocks.extend(parse_at(rest, 0)?);
    Ok(blocks)
}

/// What stands between two lines of `---` at the very start, if that is keys and values, and what follows it.
fn front_matter(markdown: &str) -> Option<(&str, &str)> {
    let inner = markdown.strip_prefix("---\n")?;
    let end = inner.find("\n---\n").or_else(|| {
        let end = inner.strip_suffix("\n---")?;
        Some(end.len())
    })?;
    let (front, rest) = inner.split_at_checked(end)?;
    let is_key = |line: &str| {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_alphanumeric() || "_-.\"'".contains(c))
    };
    let goes_on = |line: &str| line.trim().is_empty() || line.starts_with([' ', '\t', '#', '-']);
    let fits = front.lines().all(|line| is_key(line) || goes_on(line));
    let begins = front.lines().next().is_some_and(is_key);
    (fits && begins).then(|| (front, rest.get("\n---".len()..).unwrap_or_default()))
}

/// Line feeds as the only ends of lines, and no character that no format can hold.
fn cleaned(markdown: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !markdown.contains(is_odd) {
        return Cow::Borrowed(markdown);
    }
    let lines = markdown.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(lines.replace(is_odd, "\u{FFFD}"))
}

fn parse_at(markdown: &str, depth: usize) -> Result<Vec<Block>, MarkupError> {
    if depth >= MAX_DEPTH {
        return Ok(vec![Block::text(markdown.trim())]);
    }
    let arena = Arena::new();
    let mut markdown = bounded(markdown);
    // Without a line feed after it, comrak takes a last empty item of a numbered list for text.
    if !markdown.ends_with('\n') {
        markdown.to_mut().push('\n');
    }
    blocks::children(parse_document(&arena, &markdown, &options()), depth)
}

/// Escapes the first quote mark beyond the bound on a line: comrak bounds lists but not quotes, and takes
/// quadratic time for them.
fn bounded(markdown: &str) -> Cow<'_, str> {
    if !markdown.lines().any(|line| excess(line).is_some()) {
        return Cow::Borrowed(markdown);
    }
    let line = |line| match excess(line).and_then(|at| line.split_at_checked(at)) {
        Some((head, tail)) => format!("{head}\\{tail}"),
        None => line.to_owned(),
    };
    Cow::Owned(markdown.split_inclusive('\n').map(line).collect())
}

fn excess(line: &str) -> Option<usize> {
    let marks = line
        .char_indices()
        .take_while(|(_, c)| " \t>-+*.)".contains(*c) || c.is_ascii_digit());
    marks
        .filter(|(_, c)| *c == '>')
        .nth(MAX_DEPTH)
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests;
