//! Edits that keep what is stored: what an edited Markdown leaves as it was stays byte for byte, or node for node.
//!
//! The stored document is read with the place of each block in it, and compared with the edited one: first whole blocks,
//! then, within those that changed, items, rows, cells and blocks, so that the smallest part that differs is replaced.
//! The outcome is read once more. If it does not say what was wanted, larger parts are replaced, at last the document.

mod align;
mod comments;
mod finder;
mod fresh;
mod plan;
mod runs;
mod styles;
mod view;

#[cfg(test)]
mod tests;

use std::ops::Range;

use self::plan::{Extent, Planner};
pub(crate) use self::{
    fresh::{Change, Fresh, Part},
    styles::leave_out,
    view::{View, are_alike, bare},
};
use super::{
    Format, MarkupError, Source, WriteOptions, carrier, markdown, people,
    place::{Origin, Placed, Span},
    reference,
    tree::{Block, Inline},
};

/// A document after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spliced<T> {
    /// The document; as it was stored, if nothing changed.
    pub document: T,
    /// Whether it differs from what was stored.
    pub changed: bool,
    /// The texts of inline comments that are nowhere any more, so that Confluence and Jira will show them as orphaned.
    pub lost_comments: Vec<String>,
    /// Images and files that the stored document shows and the edited one does not, by name or id.
    pub dropped_media: Vec<String>,
    /// The texts of blocks that were set in some way (aligned, coloured, …) and are gone, where something new may be what
    /// they became: that is not set so.
    pub lost_styles: Vec<String>,
}

impl<T> Spliced<T> {
    /// The same with the document in another form.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spliced<U> {
        Spliced {
            document: f(self.document),
            changed: self.changed,
            lost_comments: self.lost_comments,
            dropped_media: self.dropped_media,
            lost_styles: self.lost_styles,
        }
    }
}

/// A stored document of some format.
pub(crate) trait Stored: Sized {
    /// How places in it are named.
    type Span: Span;
    /// The format.
    const FORMAT: Format;

    /// Its blocks and their places.
    fn read(&self) -> Result<Placed<Self::Span>, MarkupError>;
    /// A document of these blocks.
    fn write(blocks: &[Block]) -> Result<Self, MarkupError>;
    /// Whether blocks, items, rows or cells can be put in or taken out right below the last of these.
    fn can_hold(around: &[View<'_>]) -> bool;
    /// The exact source of a part, where that may stand elsewhere too.
    fn source(&self, origin: &Origin<Self::Span>, part: View<'_>) -> Option<Source>;
    /// Whether a source names itself, so that it must not stand in a document twice.
    fn has_identity(source: &Source) -> bool;
    /// The elements within a text, and the exact source of each.
    fn elements(&self, at: &Self::Span) -> Vec<(Inline, Source)>;
    /// Reads what stands where this part of the document before it stood; `None` if what was changed in there may act
    /// beyond it.
    fn reread(
        &self,
        before: &Self,
        at: &Self::Span,
    ) -> Option<Result<Placed<Self::Span>, MarkupError>>;
    /// Puts the changes in; `None` if one cannot stand in its place.
    fn apply(&self, changes: &[Change<'_, Self::Span>]) -> Result<Option<Self>, MarkupError>;
}

/// What an edit does to a document.
pub(crate) struct Outcome<D> {
    /// The document, unless nothing changed.
    pub document: Option<D>,
    lost_comments: Vec<String>,
    dropped_media: Vec<String>,
    lost_styles: Vec<String>,
}

impl<D> Outcome<D> {
    /// With the document as it is given to whoever asked.
    pub(crate) fn spliced<T>(
        self,
        unchanged: impl FnOnce() -> T,
        changed: impl FnOnce(D) -> T,
    ) -> Spliced<T> {
        Spliced {
            changed: self.document.is_some(),
            document: self.document.map_or_else(unchanged, changed),
            lost_comments: self.lost_comments,
            dropped_media: self.dropped_media,
            lost_styles: self.lost_styles,
        }
    }
}

/// Makes a stored document say what the Markdown says.
///
/// # Errors
/// As reading the one and writing the other.
pub(crate) fn edit<D: Stored>(
    stored: &D,
    markdown: &str,
    options: &WriteOptions<'_>,
) -> Result<Outcome<D>, MarkupError> {
    let mut placed = stored.read()?;
    let mut wanted = markdown::parse(markdown)?;
    people::resolve(&mut wanted, options)?;
    reference::resolve(&mut wanted, &mut placed.blocks)?;
    let lost_styles = styles::put_back(&mut wanted, &placed.blocks);
    if options.data_center_languages {
        super::storage::name_new_languages(&mut wanted, &placed.blocks);
    }
    let (old, new) = (view::nodes(&placed.blocks), view::nodes(&wanted));
    for extent in [Extent::Part, Extent::Block, Extent::Neighbours] {
        let mut planner = Planner::new(extent, &D::can_hold);
        if !planner.compare(&old, &placed.origins, &new) {
            continue;
        }
        if planner.edits.is_empty() {
            return Ok(Outcome {
                document: None,
                lost_comments: Vec::new(),
                dropped_media: Vec::new(),
                lost_styles: Vec::new(),
            });
        }
        let kept = planner.stays;
        let stays = |at: usize| kept.binary_search_by_key(&at, |(_, new)| *new).is_ok();
        let mut changes = fresh::changes(stored, &old, &placed.origins, planner.edits);
        let lost_comments = comments::restore(&mut changes);
        settle(D::FORMAT, &mut changes)?;
        let Some(document) = stored.apply(&changes)? else {
            continue;
        };
        let changed = Changed::find(&changes, &placed.origins, &kept, new.len());
        let part = changed.and_then(|changed| {
            let wanted = new.get(changed.wanted.clone())?;
            Some((
                document.reread(stored, &changed.at)?,
                wanted,
                changed.wanted.start,
            ))
        });
        let as_wanted = match part {
            Some((part, wanted, from)) => says::<D>(part, wanted, &|at| stays(at + from))?,
            None => says::<D>(document.read(), &new, &stays)?,
        };
        if as_wanted {
            let replaced = changes.iter().flat_map(|change| &change.old);
            return Ok(Outcome {
                document: Some(document),
                lost_comments,
                dropped_media: fresh::dropped_media(replaced, &wanted),
                lost_styles,
            });
        }
    }
    Ok(Outcome {
        lost_styles,
        ..anew(&placed.blocks, wanted)?
    })
}

/// The whole document written anew.
fn anew<D: Stored>(stored: &[Block], wanted: Vec<Block>) -> Result<Outcome<D>, MarkupError> {
    let replaced: Vec<View<'_>> = stored.iter().map(View::Block).collect();
    let dropped_media = fresh::dropped_media(&replaced, &wanted);
    let mut changes = [Change::<D::Span>::of_all(stored, wanted)];
    let lost_comments = comments::restore(&mut changes);
    settle(D::FORMAT, &mut changes)?;
    let [change] = changes;
    Ok(Outcome {
        document: Some(D::write(&change.new.into_blocks())?),
        lost_comments,
        dropped_media,
        lost_styles: Vec::new(),
    })
}

/// What [`super::settled`] does to a whole document.
fn settle<S>(format: Format, changes: &mut [Change<'_, S>]) -> Result<(), MarkupError> {
    for change in changes {
        change
            .new
            .for_each_blocks(&mut |blocks| carrier::refuse_foreign(blocks, format))?;
    }
    Ok(())
}

/// Whether what was read is what was wanted, or as much of it as its format can say; of what stays as it is stored, all.
fn says<D: Stored>(
    read: Result<Placed<D::Span>, MarkupError>,
    wanted: &[view::Node<'_>],
    stays: &dyn Fn(usize) -> bool,
) -> Result<bool, MarkupError> {
    let Ok(placed) = read else {
        return Ok(false);
    };
    let said = view::nodes(&placed.blocks);
    let is = |wanted: &[view::Node<'_>]| {
        let anything = |_: &[View<'_>]| true;
        let mut planner = Planner::new(Extent::Part, &anything);
        planner.compare(&said, &placed.origins, wanted) && planner.edits.is_empty()
    };
    if is(wanted) {
        return Ok(true);
    }
    let numbers: Vec<usize> = (0..wanted.len()).collect();
    let mut sayable = Vec::new();
    for run in numbers.chunk_by(|a, b| stays(*a) == stays(*b)) {
        let nodes = run.iter().filter_map(|at| wanted.get(*at));
        let blocks = nodes.filter_map(|node| match node.view {
            View::Block(block) => Some(block.clone()),
            _ => None,
        });
        let blocks: Vec<Block> = blocks.collect();
        if run.first().is_some_and(|at| stays(*at)) {
            sayable.extend(blocks);
        } else {
            let written = D::write(&blocks)?.read()?;
            sayable.extend(markdown::parse(&markdown::print(&written.blocks, false))?);
        }
    }
    Ok(is(&view::nodes(&sayable)))
}

/// The blocks of a document in which something changed, and their neighbours: what stands beside these is as it was.
struct Changed<S> {
    /// Where they stood.
    at: S,
    /// The numbers of those wanted in their place.
    wanted: Range<usize>,
}

impl<S: Span> Changed<S> {
    fn find(
        changes: &[Change<'_, S>],
        origins: &[Origin<S>],
        stays: &[(usize, usize)],
        count: usize,
    ) -> Option<Self> {
        let touches = |change: &Change<'_, S>, origin: &Origin<S>| {
            origin.span.holds(&change.at) || change.at.holds(&origin.span)
        };
        let (first, last) = (changes.first()?, changes.last()?);
        let first = origins.iter().position(|origin| touches(first, origin))?;
        let last = origins.iter().rposition(|origin| touches(last, origin))?;
        let before = stays.partition_point(|(old, _)| *old < first);
        let before = before.checked_sub(1).and_then(|at| stays.get(at));
        let after = stays.get(stays.partition_point(|(old, _)| *old <= last)..)?;
        let (start, from) = before.copied().unwrap_or((0, 0));
        let (end, to) = after
            .first()
            .map_or((origins.len(), count), |(old, new)| (old + 1, new + 1));
        let at = origins
            .get(start)?
            .span
            .through(&origins.get(end.checked_sub(1)?)?.span);
        Some(Self {
            at,
            wanted: from..to,
        })
    }
}
