//! Edits of wiki markup: text of the stored document is replaced.

use std::ops::Range;

use super::{
    super::{
        Format, MarkupError, Source,
        place::{Origin, Placed, replaced},
        splice::{Change, Fresh, Part, Stored, View, are_alike},
        tree::{Block, Inline},
    },
    blocks::{self, Place},
    clean, lists, macros,
    positions::Positions,
    source::Doc,
    write::{self, Writer},
};

/// A stored document.
pub(crate) struct Document {
    stored: String,
    /// As it is read: with line feeds alone, and without control characters.
    text: String,
}

impl Document {
    pub(crate) fn new(stored: String) -> Self {
        let text = clean(&stored);
        Self { stored, text }
    }

    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn into_stored(self) -> String {
        self.stored
    }

    fn get(&self, at: Range<usize>) -> &str {
        self.text.get(at).unwrap_or_default()
    }
}

impl Stored for Document {
    type Span = Range<usize>;
    const FORMAT: Format = Format::Wiki;

    fn read(&self) -> Result<Placed<Range<usize>>, MarkupError> {
        Ok(blocks::read(&Doc::new(&self.text)))
    }

    fn write(blocks: &[Block]) -> Result<Self, MarkupError> {
        Ok(Self::new(write::write(blocks)))
    }

    /// What an item or a cell holds hangs together by its line breaks.
    fn can_hold(around: &[View<'_>]) -> bool {
        !matches!(around.last(), Some(View::Item(_) | View::Cell(_)))
    }

    /// Items, rows and cells are written for where they stand.
    fn source(&self, origin: &Origin<Range<usize>>, part: View<'_>) -> Option<Source> {
        let source = || macros::source(self.get(origin.span.clone()));
        matches!(part, View::Block(_)).then(source)
    }

    fn has_identity(_: &Source) -> bool {
        false
    }

    /// They are written as they are read.
    fn elements(&self, _: &Range<usize>) -> Vec<(Inline, Source)> {
        Vec::new()
    }

    /// A macro may pair with one that stands far away: those before and behind have to pair as they did.
    fn reread(
        &self,
        before: &Self,
        at: &Range<usize>,
    ) -> Option<Result<Placed<Range<usize>>, MarkupError>> {
        let rest = before.text.len().checked_sub(at.end)?;
        let now = at.start..self.text.len().checked_sub(rest)?;
        let (was, is) = (Doc::new(&before.text), Doc::new(&self.text));
        is.pairs_as(&was, at, &now)
            .then(|| Ok(blocks::read_in(&is, now, Place::Body, 0)))
    }

    fn apply(&self, changes: &[Change<'_, Range<usize>>]) -> Result<Option<Self>, MarkupError> {
        let positions = Positions::new(&self.stored);
        let crlf = self.stored.contains("\r\n");
        let texts = changes.iter().map(|change| {
            let (at, text) = self.replacement(change);
            let text = if crlf {
                text.replace('\n', "\r\n")
            } else {
                text
            };
            (positions.of(at), text)
        });
        Ok(replaced(&self.stored, texts).map(Self::new))
    }
}

impl Document {
    /// What is replaced, and by what.
    fn replacement(&self, change: &Change<'_, Range<usize>>) -> (Range<usize>, String) {
        let mut writer = Writer::within(&change.around);
        let parts = match &change.new {
            Fresh::Text(content) => {
                let place = match change.around.last() {
                    Some(View::Item(_)) => Place::Item,
                    Some(View::Cell(_)) => Place::Cell,
                    _ => Place::Body,
                };
                return (change.at.clone(), writer.inlines(content, place));
            }
            Fresh::Parts(parts) => parts,
        };
        let marker = change
            .sibling
            .clone()
            .and_then(|at| lists::marker(self.get(at)))
            .unwrap_or("*");
        let text = |part: &Part| match part {
            Part::Block(block) => writer.block(block, Place::Body),
            Part::Item(item) => writer.item(item, marker, false),
            Part::Row(cells) => writer.row(cells),
            Part::Cell(_, cell) => writer.cell(cell),
            Part::Kept(source) => source.text.clone(),
        };
        let texts: Vec<String> = parts
            .iter()
            .map(text)
            .filter(|text| !text.is_empty())
            .collect();
        match change.around.last() {
            Some(View::Row(_)) => (change.at.clone(), texts.concat()),
            Some(View::Block(Block::List(_) | Block::Table(_))) => {
                self.lines(change.at.clone(), texts.join("\n"))
            }
            _ => self.blocks(change, texts.join("\n\n")),
        }
    }

    /// Whole lines.
    fn lines(&self, at: Range<usize>, text: String) -> (Range<usize>, String) {
        let before = self.get(0..at.start).trim_end_matches([' ', '\t']);
        let begins_line = before.is_empty() || before.ends_with('\n');
        match (text.is_empty(), at.is_empty(), begins_line) {
            (true, ..) if self.get(at.end..self.text.len()).starts_with('\n') => {
                (at.start..at.end + 1, text)
            }
            (true, ..) => (before.trim_end_matches('\n').len()..at.end, text),
            (false, false, _) => (at, text),
            (false, true, true) => (at, text + "\n"),
            (false, true, false) => (at, format!("\n{text}")),
        }
    }

    /// Blocks, with an empty line between each and the next, unless one like the old one takes its place.
    fn blocks(&self, change: &Change<'_, Range<usize>>, text: String) -> (Range<usize>, String) {
        let at = change.at.clone();
        let within = change.within.clone().unwrap_or(0..self.text.len());
        let (before, after) = (
            self.get(within.start..at.start),
            self.get(at.end..within.end),
        );
        let (is_first, is_last) = (before.trim().is_empty(), after.trim().is_empty());
        let (gap_before, gap_after) = (
            before.len() - before.trim_end().len(),
            after.len() - after.trim_start().len(),
        );
        if text.is_empty() {
            return match (is_first, is_last) {
                (_, false) if feeds(before) > 1 || is_first => (at.start..at.end + gap_after, text),
                (_, false) => (at.start - gap_before..at.end + gap_after, "\n\n".to_owned()),
                (false, true) => (at.start - gap_before..at.end, text),
                (true, true) => (at, text),
            };
        }
        let (like_first, like_last) = likeness(change);
        let mut out = missing(is_first, change.within.is_some(), like_first, feeds(before));
        out.push_str(&text);
        let after = after.get(..gap_after).unwrap_or_default();
        out.push_str(&missing(
            is_last,
            change.within.is_some(),
            like_last,
            feeds(after),
        ));
        (at, out)
    }
}

/// Whether the first and the last of the new are like the first and the last of the old.
fn likeness(change: &Change<'_, Range<usize>>) -> (bool, bool) {
    let Fresh::Parts(parts) = &change.new else {
        return (true, true);
    };
    let like = |old: Option<&View<'_>>, new: Option<&Part>| match (old, new) {
        (Some(old), Some(Part::Block(block))) => are_alike(*old, View::Block(block)),
        _ => false,
    };
    (
        like(change.old.first(), parts.first()),
        like(change.old.last(), parts.last()),
    )
}

/// The line feeds that have to stand between a block and its neighbour, or the macro it is in, and do not yet.
fn missing(is_edge: bool, in_macro: bool, is_like: bool, present: usize) -> String {
    let needed = match (is_edge, is_like) {
        (true, _) => usize::from(in_macro),
        (false, true) => 1,
        (false, false) => 2,
    };
    "\n".repeat(needed.saturating_sub(present))
}

/// How many line feeds stand at the edge of a text, on its last or its first side: what is blank there.
fn feeds(text: &str) -> usize {
    let blank = text.get(text.trim_end().len()..).unwrap_or_default();
    blank.matches('\n').count()
}
