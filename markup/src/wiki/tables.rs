//! Reads tables: `||header||` and `|cell|`, whose cells may hold several lines.

use std::ops::Range;

use super::{
    super::tree::{Block, Cell, Table},
    blocks::{self, Place},
    emoticons, links,
    source::Doc,
};

/// Reads the table that begins the range, and gives where it ends.
pub(super) fn read(
    doc: &Doc<'_>,
    range: Range<usize>,
    depth: usize,
    blocks: &mut Vec<Block>,
) -> usize {
    let mut rows = Vec::new();
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
        rows.push(row.read());
        at = row.at + 1;
    }
    doc.in_table.set(false);
    rows.retain(|row: &Vec<Cell>| !row.is_empty());
    if !rows.is_empty() {
        blocks.push(Block::Table(Table {
            rows,
            ..Table::default()
        }));
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
    fn read(&mut self) -> Vec<Cell> {
        let mut cells = Vec::new();
        while self.doc.char_at(self.at) == Some('|') && self.at < self.end {
            let header = self.doc.get(self.at..self.end).starts_with("||");
            self.at += if header { 2 } else { 1 };
            let line_end = self.doc.line_end(self.at, self.end);
            if self.doc.get(self.at..line_end).trim().is_empty() {
                self.at = line_end;
                break;
            }
            let start = self.at;
            self.skip_cell();
            let mut content = blocks::read_in(
                self.doc,
                self.doc.trimmed(start..self.at),
                Place::Cell,
                self.depth + 3,
            );
            content.retain(|block| *block != Block::Paragraph(Vec::new()));
            cells.push(Cell {
                header,
                content,
                ..Cell::default()
            });
        }
        cells
    }

    /// A cell ends at a bar, before an empty line, and before a line that begins with a bar.
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
                Some(end) => inside(end),
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
    next.is_empty()
        || next.starts_with('\n')
        || next.trim_start_matches([' ', '\t']).starts_with('|')
}
