//! Reads blocks, line by line.

use std::ops::Range;

use super::{
    super::{
        place::{Origin, Placed},
        tree::{Block, Inline, MAX_DEPTH},
    },
    inlines, lists, macros,
    source::{Doc, Tag, VERBATIM},
    tables, write,
};

/// Blocks and where they stand.
pub(super) type Blocks = Placed<Range<usize>>;

/// Where blocks stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the document or in a macro.
    Body,
    /// In a table cell, which holds no table.
    Cell,
    /// In a list item, which holds text and macros.
    Item,
}

/// Reads a whole document.
pub(super) fn read(doc: &Doc<'_>) -> Blocks {
    read_in(doc, doc.all(), Place::Body, 0)
}

/// Reads a range of it.
pub(super) fn read_in(doc: &Doc<'_>, range: Range<usize>, place: Place, depth: usize) -> Blocks {
    let mut blocks = Blocks::default();
    if depth + 2 >= MAX_DEPTH {
        let range = doc.trimmed(range);
        let text = inlines::read(doc, range.clone(), MAX_DEPTH);
        if !text.is_empty() {
            blocks.push(Block::Paragraph(text), Origin::whole(range));
        }
        return blocks;
    }
    let mut at = range.start;
    while at < range.end {
        let line = doc.get(at..doc.line_end(at, range.end));
        let start = at + line.len() - line.trim_start().len();
        at = if line.trim().is_empty() {
            at + line.len() + 1
        } else {
            block(doc, start..range.end, place, depth, &mut blocks)
        };
    }
    blocks
}

/// Reads the block that begins the range, and gives where it ends.
fn block(
    doc: &Doc<'_>,
    range: Range<usize>,
    place: Place,
    depth: usize,
    blocks: &mut Blocks,
) -> usize {
    let line_end = doc.whole_line_end(range.start, range.end);
    let line = doc.get(range.start..line_end);
    if let Some(tag) = doc
        .tag_at(range.start)
        .filter(|tag| is_block(doc, tag, range.end, true))
    {
        match tag.body() {
            Some(body) if tag.name == macros::QUOTE => {
                let span = tag.span.start..tag.end();
                quote(doc, span, body, Place::Body, depth, blocks)
            }
            _ => from_tag(doc, tag, depth, blocks),
        }
        return tag.end();
    }
    match kind(line).filter(|kind| place.allows(*kind, doc)) {
        Some(Kind::Heading(level)) => {
            let text = doc.trimmed(range.start + 3..line_end);
            let heading = Block::Heading(level, inlines::read(doc, text.clone(), depth + 1));
            let span = range.start..text.end.max(range.start + 3);
            blocks.push(heading, Origin::around(span, Some(text), Vec::new()));
        }
        Some(Kind::Quote) => {
            let text = doc.trimmed(range.start + 3..line_end);
            let span = range.start..text.end;
            quote(doc, span, text, Place::Item, depth, blocks);
        }
        Some(Kind::Rule) => {
            let span = range.start..range.start + line.trim_end().len();
            blocks.push(Block::Rule, Origin::whole(span));
        }
        Some(Kind::List) => return lists::read(doc, range, depth, blocks),
        Some(Kind::Table) => return tables::read(doc, range, depth, blocks),
        None => return paragraph(doc, range, place, depth, blocks),
    }
    line_end
}

/// Reads a quote. One within another is only its content, for it could not be written.
fn quote(
    doc: &Doc<'_>,
    span: Range<usize>,
    range: Range<usize>,
    place: Place,
    depth: usize,
    blocks: &mut Blocks,
) {
    let within = doc.in_quote.replace(true);
    let content = read_in(doc, range.clone(), place, depth + 1);
    doc.in_quote.set(within);
    if within {
        blocks.extend(content);
    } else {
        // A quote of one line holds one paragraph.
        let origin = match place {
            Place::Body => Origin::around(span, Some(range), content.origins),
            _ => Origin::whole(span),
        };
        blocks.push(Block::Quote(content.blocks), origin);
    }
}

/// What a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(u8),
    Quote,
    Rule,
    List,
    Table,
}

impl Place {
    fn allows(self, kind: Kind, doc: &Doc<'_>) -> bool {
        match self {
            Self::Body => kind != Kind::Table || !doc.in_table.get(),
            Self::Cell => kind != Kind::Table,
            Self::Item => false,
        }
    }
}

/// What a line, without the blanks before it, begins besides a paragraph.
pub(super) fn kind(line: &str) -> Option<Kind> {
    let digit = |line: &str| line.strip_prefix('h')?.chars().next()?.to_digit(10);
    // Jira asks for no blank after the dot of a heading.
    let is_titled = |rest: &str| {
        rest.strip_prefix('.')
            .is_some_and(|title| !title.trim().is_empty())
    };
    if let Some(level @ 1..=6) = digit(line).filter(|_| line.get(2..).is_some_and(is_titled)) {
        return u8::try_from(level).ok().map(Kind::Heading);
    }
    if opens(line, "bq.") {
        return Some(Kind::Quote);
    }
    if matches!(line.trim_end(), "----" | "-----") {
        return Some(Kind::Rule);
    }
    if line.starts_with('|') {
        return Some(Kind::Table);
    }
    lists::marker(line).map(|_| Kind::List)
}

fn opens(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark)
        .is_some_and(|rest| rest.starts_with([' ', '\t']) && !rest.trim().is_empty())
}

/// Whether a macro is a block: it always is, or it holds more than inlines. One within a line does not begin one.
fn is_block(doc: &Doc<'_>, tag: &Tag<'_>, end: usize, begins_line: bool) -> bool {
    let Some(body) = tag.body().filter(|_| tag.end() <= end) else {
        return false;
    };
    match tag.name {
        name if VERBATIM.contains(&name) => true,
        "color" => {
            let lines = doc.get(body).split('\n').enumerate();
            lines.into_iter().any(|(at, line)| {
                let is_line = at > 0 || begins_line;
                at > 0 && line.trim().is_empty() || is_line && kind(line.trim_start()).is_some()
            })
        }
        name if name == macros::QUOTE || macros::is_container(name) => true,
        _ => doc.get(body).contains('\n'),
    }
}

fn from_tag(doc: &Doc<'_>, tag: &Tag<'_>, depth: usize, blocks: &mut Blocks) {
    let body = tag.body().unwrap_or(tag.span.end..tag.span.end);
    let span = tag.span.start..tag.end();
    if VERBATIM.contains(&tag.name) {
        return blocks.push(macros::code(tag, doc.get(body)), Origin::whole(span));
    }
    let whole = doc.get(span.clone());
    let content = read_in(doc, body.clone(), Place::Body, depth + 1);
    let block = macros::block(tag, content.blocks);
    let exact = |block: &Block| match block {
        Block::Container(container) if container.source.is_some() => {
            write::write_one(block, doc.in_table.get()) == whole
        }
        _ => true,
    };
    match block.filter(exact) {
        Some(block) => blocks.push(block, Origin::around(span, Some(body), content.origins)),
        None => blocks.push(
            Block::Leaf(macros::carrier(tag, whole)),
            Origin::whole(span),
        ),
    }
}

/// A paragraph ends before an empty line, another block, or a macro that is a block.
fn paragraph(
    doc: &Doc<'_>,
    range: Range<usize>,
    place: Place,
    depth: usize,
    blocks: &mut Blocks,
) -> usize {
    let mut end = range.start;
    while end < range.end {
        let line_end = doc.whole_line_end(end, range.end);
        let mut tags = doc.tags_in(end.max(range.start + 1)..line_end);
        let is_block = |tag: &&Tag<'_>| {
            let begins_line = doc.get(end..tag.span.start).trim().is_empty();
            is_block(doc, tag, range.end, begins_line) && !is_inside(doc, tag, end.max(range.start))
        };
        if let Some(tag) = tags.find(is_block) {
            end = tag.span.start;
            break;
        }
        end = line_end + 1;
        let next = doc
            .get(end..doc.line_end(end.min(range.end), range.end))
            .trim_start();
        if next.is_empty() || kind(next).is_some_and(|kind| place.allows(kind, doc)) {
            break;
        }
    }
    let end = end.min(range.end);
    let span = doc.trimmed(range.start..end);
    let origin = Origin::around(span.clone(), Some(span.clone()), Vec::new());
    let mut content = inlines::read(doc, span, depth + 1);
    match place {
        Place::Item => {
            let parts = !blocks.blocks.is_empty() && content.first() == Some(&Inline::Break);
            if parts {
                // It parts this paragraph from the macro before it.
                content.remove(0);
            }
            let paragraphs = parted(content);
            match paragraphs.len() {
                1 if !parts => blocks.origins.push(origin),
                // Which stands where cannot be told: with too few origins, all of it is written anew.
                _ => {}
            }
            blocks.blocks.extend(paragraphs.into_iter().map(alone));
        }
        // A cell of an image alone is still one that Markdown's tables can hold.
        Place::Cell if content != [Inline::Break] => {
            let is_after_macro = matches!(blocks.blocks.last(), Some(Block::Leaf(_)));
            if is_after_macro && content.first() == Some(&Inline::Break) {
                // As in an item, it parts the two.
                content.remove(0);
            }
            let paragraphs = parted(content);
            if paragraphs.len() == 1 {
                blocks.origins.push(origin);
            }
            let paragraphs = paragraphs.into_iter().map(Block::Paragraph);
            blocks.blocks.extend(paragraphs);
        }
        Place::Cell | Place::Body => blocks.push(alone(content), origin),
    }
    end
}

/// Whether a tag lies in an inline macro that begins on the same line.
fn is_inside(doc: &Doc<'_>, tag: &Tag<'_>, from: usize) -> bool {
    doc.tags_in(from..tag.span.start)
        .any(|outer| outer.end() > tag.span.start && outer.body().is_some())
}

/// An element alone in a paragraph is a block if that is its nature; `\\` alone is an empty paragraph.
fn alone(mut content: Vec<Inline>) -> Block {
    match content.as_slice() {
        [Inline::Break] => Block::Paragraph(Vec::new()),
        [only] if only.stands_alone() => Block::Leaf(content.remove(0)),
        _ => Block::Paragraph(content),
    }
}

/// In a list item and in a cell, two breaks part paragraphs.
fn parted(content: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut paragraphs = vec![Vec::new()];
    let mut rest = content.into_iter().peekable();
    while let Some(inline) = rest.next() {
        if inline == Inline::Break && rest.next_if_eq(&Inline::Break).is_some() {
            paragraphs.push(Vec::new());
        } else if let Some(last) = paragraphs.last_mut() {
            last.push(inline);
        }
    }
    paragraphs.retain(|paragraph| !matches!(paragraph.as_slice(), [] | [Inline::Break]));
    paragraphs
}
