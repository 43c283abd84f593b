//! Reads tables: `||header||` and `|cell|`, whose cells may hold several lines.

use std::ops::Range;

use super::{
    super::{
        place::Origin,
        tree::{Block, Cell, Table},
    },
    blocks::{self, Blocks, Place},
    emoticons, links,
    source::Doc,
};

/// Reads the table that begins the range, and gives where it ends.
pub(super) fn read(doc: &Doc<'_>, range: Range<usize>, depth: usize, blocks: &mut Blocks) -> usize {
    let mut rows = Vec::new();
    let mut origins = Vec::new();
    let mut at = range.start;
    doc.in_table.set(true);
    while at < range.end {
        let line = doc.get(at..doc.line_end(at, range.end));
        if !line.trim_start().starts_with('|') {
            break;
        }
        let mut row = Row {
            doc,
            end: range.end,
            at: at + line.len() - line.trim_start().len(),
            depth,
        };
        let start = row.at;
        let (cells, places) = row.read();
        if !cells.is_empty() {
            let span = doc.trimmed(start..row.at.min(range.end));
            origins.push(Origin::around(span, None, places));
            rows.push(cells);
        }
        at = row.at + 1;
    }
    doc.in_table.set(false);
    let table = Table {
        rows,
        ..Table::default()
    };
    if let (Some(first), Some(last)) = (origins.first(), origins.last()) {
        let span = first.span.start..last.span.end;
        blocks.push(Block::Table(table), Origin::around(span, None, origins));
    }
    at.min(range.end)
}

struct Row<'d, 'a> {
    doc: &'d Doc<'a>,
    end: usize,
    at: usize,
    depth: usize,
}

impl Row<'_, '_> {
    /// Reads cells until nothing follows a bar on its line.
    fn read(&mut self) -> (Vec<Cell>, Vec<Origin<Range<usize>>>) {
        let mut cells = Vec::new();
        let mut origins = Vec::new();
        while self.doc.char_at(self.at) == Some('|') && self.at < self.end {
            let bar = self.at;
            let header = self.doc.get(self.at..self.end).starts_with("||");
            self.at += if header { 2 } else { 1 };
            let line_end = self.doc.line_end(self.at, self.end);
            if self.doc.get(self.at..line_end).trim().is_empty() {
                self.at = line_end;
                break;
            }
            let start = self.at;
            self.skip_cell();
            let inner = self.doc.trimmed(start..self.at);
            let mut content = blocks::read_in(self.doc, inner, Place::Cell, self.depth + 3);
            let is_empty = |block: &Block| *block == Block::Paragraph(Vec::new());
            if content.blocks.iter().any(is_empty) {
                content.blocks.retain(|block| !is_empty(block));
                content.origins.clear();
            }
            cells.push(Cell {
                header,
                content: content.blocks,
                ..Cell::default()
            });
            origins.push(Origin::around(bar..self.at, None, content.origins));
        }
        (cells, origins)
    }

    /// A cell ends at a bar, before an empty line, even one with a blank in it, and before a line that begins with a bar.
    fn skip_cell(&mut self) {
        while self.at < self.end {
            let rest = self.doc.get(self.at..self.end);
            let length = match rest.chars().next() {
                None | Some('|') => return,
                Some('\n') if is_end(rest) => return,
                Some(c) => self.protected(c, rest).unwrap_or(c.len_utf8()),
            };
            self.at += length;
        }
        self.at = self.at.min(self.end);
    }

    fn before(&self) -> Option<char> {
        self.doc.get(0..self.at).chars().next_back()
    }

    /// The length of what begins here, if it may hold a bar or begin what does.
    fn protected(&self, c: char, rest: &str) -> Option<usize> {
        let inside = |end: usize| (end <= self.end).then_some(end - self.at);
        match c {
            '\\' => rest
                .chars()
                .nth(1)
                .filter(|c| *c != '\n')
                .map(|c| 1 + c.len_utf8()),
            '{' => match self.doc.monospaced_at(self.at) {
                Some((_, end)) => inside(end),
                None => self
                    .doc
                    .tag_at(self.at)
                    .and_then(|tag| inside(tag.end()).or(inside(tag.span.end))),
            },
            '[' => links::link(rest)
                .map(|parts| parts.length)
                .filter(|length| !self.doc.is_cut_by_macro(self.at..self.at + length)),
            '!' => links::image(self.before(), rest).map(|(_, _, length)| length),
            '(' => emoticons::read(self.before(), rest).map(|(notation, _)| notation.len()),
            _ => None,
        }
    }
}

/// Whether the line feed that begins `rest` ends the row.
fn is_end(rest: &str) -> bool {
    let next = rest.get(1..).unwrap_or_default();
    let next = next.trim_start_matches([' ', '\t']);
    next.is_empty() || next.starts_with(['\n', '|'])
}
