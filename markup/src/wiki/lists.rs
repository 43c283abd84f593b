//! Reads lists: `*`, `-` and `#`, nested by the length of the marker.

use std::ops::Range;

use super::{
    super::{
        place::Origin,
        tree::{Block, Item, List, MAX_DEPTH},
    },
    blocks::{self, Blocks, Place},
    source::Doc,
};

/// An item's marker, and the range of what it holds.
type Line<'a> = (&'a str, Range<usize>);

/// What markers are made of.
pub(super) const MARKS: [char; 3] = ['*', '#', '-'];

/// The marker that begins a line: `*` and `#` in any mixture, or one `-`.
pub(super) fn marker(line: &str) -> Option<&str> {
    let marks: &[char] = if line.starts_with('-') {
        &['-']
    } else {
        &MARKS
    };
    let rest = line.trim_start_matches(marks);
    let marker = line.get(..line.len() - rest.len())?;
    let fine = rest.starts_with([' ', '\t'])
        && (marker == "-" || !marker.starts_with('-'))
        && !marker.is_empty();
    fine.then_some(marker)
}

/// Reads the list that begins the range, and gives where it ends.
pub(super) fn read(doc: &Doc<'_>, range: Range<usize>, depth: usize, blocks: &mut Blocks) -> usize {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let line_end = doc.whole_line_end(at, range.end);
        let line = doc.get(at..line_end);
        let text = line.trim_start();
        let start = line_end - text.len();
        match (marker(text), lines.last_mut()) {
            (Some(marker), _) => lines.push((marker, start + marker.len()..line_end)),
            (None, Some((_, content))) if !text.is_empty() && blocks::kind(text).is_none() => {
                content.end = line_end
            }
            _ => break,
        }
        at = line_end + 1;
    }
    build(doc, &lines, 0, depth, blocks);
    at.min(range.end)
}

fn build(doc: &Doc<'_>, mut lines: &[Line<'_>], level: usize, depth: usize, blocks: &mut Blocks) {
    while let Some((first, _)) = lines.first() {
        let numbered = is_numbered(first, level);
        let length = lines
            .iter()
            .take_while(|(marker, _)| is_numbered(marker, level) == numbered)
            .count();
        let (here, rest) = lines.split_at_checked(length).unwrap_or((lines, &[]));
        let (items, origins) = items(doc, here, level, depth);
        let list = Block::List(List {
            start: numbered.then_some(1),
            items,
        });
        blocks.push(list, Origin::around(span(doc, here), None, origins));
        lines = rest;
    }
}

/// Where lines stand, from the first marker on.
fn span(doc: &Doc<'_>, lines: &[Line<'_>]) -> Range<usize> {
    let start = lines.first().map_or(0, |(marker, content)| {
        content.start.saturating_sub(marker.len())
    });
    let end = lines
        .last()
        .map_or(start, |(_, content)| doc.trimmed(content.clone()).end);
    start..end.max(start)
}

fn items(
    doc: &Doc<'_>,
    mut lines: &[Line<'_>],
    level: usize,
    depth: usize,
) -> (Vec<Item>, Vec<Origin<Range<usize>>>) {
    let mut items = Vec::new();
    let mut origins = Vec::new();
    let is_own = |(marker, _): &Line<'_>| marker.len() == level + 1 || depth + 4 >= MAX_DEPTH;
    while let Some(first) = lines.first() {
        let own = usize::from(is_own(first));
        let nested = lines
            .iter()
            .skip(own)
            .take_while(|line| !is_own(line))
            .count();
        let (here, rest) = lines.split_at_checked(own + nested).unwrap_or((lines, &[]));
        let (done, mut content) = match own {
            1 => item(doc, first.1.clone(), depth),
            _ => (None, Blocks::default()),
        };
        let below = here.get(own..).unwrap_or_default();
        build(doc, below, level + 1, depth + 2, &mut content);
        items.push(Item {
            done,
            content: content.blocks,
        });
        origins.push(Origin::around(span(doc, here), None, content.origins));
        lines = rest;
    }
    (items, origins)
}

fn is_numbered(marker: &str, level: usize) -> bool {
    marker.as_bytes().get(level).or(marker.as_bytes().last()) == Some(&b'#')
}

/// `[ ]` and `[x]` make a task.
fn item(doc: &Doc<'_>, range: Range<usize>, depth: usize) -> (Option<bool>, Blocks) {
    let mut range = doc.trimmed(range);
    let text = doc.get(range.clone());
    let is_task = |mark: &str| {
        text.strip_prefix(mark)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let done = if is_task("[ ]") {
        Some(false)
    } else {
        is_task("[x]").then_some(true)
    };
    if done.is_some() {
        range.start += 3;
    }
    let content = blocks::read_in(doc, range, Place::Item, depth + 2);
    (done, content)
}
