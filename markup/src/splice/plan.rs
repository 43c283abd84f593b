//! What has to be replaced in a stored document so that it says what an edited one says.

use super::{
    super::{
        markdown,
        place::{Origin, Span},
        tree::{Block, Inline},
    },
    align::align,
    runs::{Run, runs},
    view::{Node, View, are_alike, are_framed_alike, bare, nodes},
};

/// A part of the stored document and what comes in its place.
#[derive(Debug)]
pub(crate) struct Edit<'a, S> {
    /// What is replaced; nothing, if something is put in.
    pub at: S,
    /// What stands there.
    pub old: Vec<View<'a>>,
    /// What shall stand there.
    pub new: New<'a>,
    /// Around the new, from the outermost: lists, items, tables, …
    pub around: Vec<View<'a>>,
    /// What the block holds in which something changes; none in the document itself.
    pub within: Option<S>,
    /// Something of the same kind that stands beside, or what is replaced itself.
    pub sibling: Option<S>,
}

/// What shall stand in a place.
#[derive(Debug)]
pub(crate) enum New<'a> {
    /// The text of a paragraph or a heading that stays.
    Text(Vec<Inline>),
    /// Blocks, items, rows or cells, each with its number among its siblings.
    Parts(Vec<(usize, &'a Node<'a>)>),
}

/// Compares a stored document with an edited one.
pub(super) struct Planner<'a, S> {
    /// Whether something can be put in between, or taken out of, what these parts hold.
    pub can_hold: &'a dyn Fn(&[View<'a>]) -> bool,
    /// How much is replaced.
    pub extent: Extent,
    /// In the order of the document.
    pub edits: Vec<Edit<'a, S>>,
    /// The numbers, before and after, of blocks of the document that stay as they are, in order.
    pub stays: Vec<(usize, usize)>,
    around: Vec<View<'a>>,
}

/// How much of a stored document is replaced where something changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// The smallest part that can be.
    Part,
    /// Whole blocks of the document.
    Block,
    /// Their neighbours too.
    Neighbours,
}

/// Siblings of the stored document.
struct Stored<'a, S> {
    nodes: &'a [Node<'a>],
    origins: &'a [Origin<S>],
    /// Where they stand.
    within: Option<&'a S>,
}

impl<'a, S: Span> Planner<'a, S> {
    pub fn new(extent: Extent, can_hold: &'a dyn Fn(&[View<'a>]) -> bool) -> Self {
        Self {
            can_hold,
            extent,
            edits: Vec::new(),
            stays: Vec::new(),
            around: Vec::new(),
        }
    }

    /// Compares whole documents; says whether what differs can be replaced.
    pub fn compare(
        &mut self,
        nodes: &'a [Node<'a>],
        origins: &'a [Origin<S>],
        new: &'a [Node<'a>],
    ) -> bool {
        let stored = Stored {
            nodes,
            origins,
            within: None,
        };
        self.siblings(&stored, new)
    }

    fn is_deep(&self) -> bool {
        self.extent == Extent::Part
    }

    fn siblings(&mut self, stored: &Stored<'a, S>, new: &'a [Node<'a>]) -> bool {
        if stored.nodes.len() != stored.origins.len() {
            // Nothing can be put into what has no places, but it may be the same.
            return say_the_same(stored.nodes, new);
        }
        let (mut at, mut new_at) = (0, 0);
        for run in runs(stored.nodes, new) {
            if let Some((old_index, new_index, len)) = self.kept(&run, stored.nodes.len()) {
                if !self.run(stored, at..old_index, new, new_at..new_index) {
                    return false;
                }
                if self.around.is_empty() {
                    let numbers = (old_index..old_index + len).zip(new_index..);
                    self.stays.extend(numbers);
                }
                (at, new_at) = (old_index + len, new_index + len);
            }
        }
        self.run(stored, at..stored.nodes.len(), new, new_at..new.len())
    }

    /// Where a run of equals begins on both sides, and its length, without those at its ends that are replaced with what
    /// is beside them.
    fn kept(&self, run: &Run, count: usize) -> Option<(usize, usize, usize)> {
        if !run.is_equal {
            return None;
        }
        let (old_index, new_index, len) = (run.old.start, run.new.start, run.old.len());
        if self.extent != Extent::Neighbours {
            return Some((old_index, new_index, len));
        }
        let before = usize::from(old_index + new_index > 0);
        let after = usize::from(old_index + len < count);
        let left = len.checked_sub(before + after)?;
        Some((old_index + before, new_index + before, left))
    }

    /// Siblings that differ, between two that do not.
    fn run(
        &mut self,
        stored: &Stored<'a, S>,
        old: std::ops::Range<usize>,
        new: &'a [Node<'a>],
        news: std::ops::Range<usize>,
    ) -> bool {
        let olds = stored.nodes.get(old.clone()).unwrap_or_default();
        let fresh = new.get(news.clone()).unwrap_or_default();
        let alike = |(old, new): (&Node<'_>, &Node<'_>)| are_alike(old.view, new.view);
        let in_step = olds.len() == fresh.len() && olds.iter().zip(fresh).all(alike);
        if self.extent != Extent::Neighbours && !in_step && say_the_same(olds, fresh) {
            return true;
        }
        let mut from = (old.start, news.start);
        for (at, new_at) in align(olds, fresh) {
            let pair = (old.start + at, news.start + new_at);
            let before = self.edits.len();
            if self.pair(stored, pair.0, new, pair.1) {
                let within = self.edits.split_off(before);
                if !self.replace(stored, from.0..pair.0, new, from.1..pair.1) {
                    return false;
                }
                if within.is_empty() && self.around.is_empty() {
                    self.stays.push(pair);
                }
                self.edits.extend(within);
                from = (pair.0 + 1, pair.1 + 1);
            }
        }
        self.replace(stored, from.0..old.end, new, from.1..news.end)
    }

    /// Changes a part within; says whether that can be done.
    fn pair(
        &mut self,
        stored: &Stored<'a, S>,
        at: usize,
        new: &'a [Node<'a>],
        new_at: usize,
    ) -> bool {
        let (Some(old), Some(origin), Some(new)) = (
            stored.nodes.get(at),
            stored.origins.get(at),
            new.get(new_at),
        ) else {
            return false;
        };
        if self.extent == Extent::Neighbours {
            return false;
        }
        if old.hash == new.hash {
            return true;
        }
        if !are_alike(old.view, new.view) {
            return false;
        }
        // What stands in a cell is read otherwise by itself.
        if self.around.is_empty()
            && let (View::Block(old), View::Block(new)) = (old.view, new.view)
            && says_the_same(old, new)
        {
            return true;
        }
        if self.is_deep() && old.head == new.head {
            let before = self.edits.len();
            self.around.push(new.view);
            let below = Stored {
                nodes: &old.children,
                origins: &origin.children,
                within: origin.inner.as_ref(),
            };
            let done = self.siblings(&below, &new.children);
            self.around.pop();
            if done {
                return true;
            }
            self.edits.truncate(before);
        }
        if let (View::Block(old), View::Block(new)) = (old.view, new.view) {
            return says_the_same(old, new) || self.is_deep() && self.text(origin, old, new);
        }
        false
    }

    /// Changes the text of a paragraph or a heading.
    fn text(&mut self, origin: &Origin<S>, old: &'a Block, new: &'a Block) -> bool {
        let (Block::Paragraph(before) | Block::Heading(_, before)) = bare(old) else {
            return false;
        };
        let (Block::Paragraph(after) | Block::Heading(_, after)) = bare(new) else {
            return false;
        };
        let Some(inner) = origin
            .inner
            .as_ref()
            .filter(|_| origin.children.is_empty())
            .filter(|_| are_framed_alike(old, new) && !before.is_empty() && !after.is_empty())
        else {
            return false;
        };
        self.edits.push(Edit {
            at: inner.clone(),
            old: vec![View::Block(old)],
            new: New::Text(after.clone()),
            around: self.around.clone(),
            within: Some(inner.clone()),
            sibling: None,
        });
        true
    }

    /// Replaces siblings by others; says whether that can be done here.
    fn replace(
        &mut self,
        stored: &Stored<'a, S>,
        old: std::ops::Range<usize>,
        new: &'a [Node<'a>],
        news: std::ops::Range<usize>,
    ) -> bool {
        if old.is_empty() && news.is_empty() {
            return true;
        }
        if !(self.can_hold)(&self.around) {
            return false;
        }
        let origins = stored.origins;
        let first = origins.get(old.start).map(|origin| &origin.span);
        let before = old.start.checked_sub(1).and_then(|at| origins.get(at));
        let last = old.end.checked_sub(1).and_then(|at| origins.get(at));
        let at = match (first, last) {
            (Some(first), Some(last)) if !old.is_empty() => Some(first.through(&last.span)),
            (Some(next), _) => Some(next.before()),
            (None, _) => before.map(|before| before.span.after()),
        };
        let Some(at) = at.or_else(|| stored.within.cloned()) else {
            return false;
        };
        let olds = stored.nodes.get(old).unwrap_or_default();
        let number = news.start;
        let news = new.get(news).unwrap_or_default();
        self.edits.push(Edit {
            at,
            old: olds.iter().map(|node| node.view).collect(),
            new: New::Parts(
                news.iter()
                    .enumerate()
                    .map(|(at, node)| (number + at, node))
                    .collect(),
            ),
            around: self.around.clone(),
            within: stored.within.cloned(),
            sibling: first.or(before.map(|before| &before.span)).cloned(),
        });
        true
    }
}

/// Whether a block as it is stored and one of Markdown are the same, though their trees differ: what is printed alike is.
fn says_the_same(old: &Block, new: &Block) -> bool {
    are_printed_alike(std::slice::from_ref(old), &nodes(std::slice::from_ref(new)))
}

/// The same for runs, which need not hold as many blocks.
fn say_the_same(old: &[Node<'_>], new: &[Node<'_>]) -> bool {
    let block = |node: &Node<'_>| match node.view {
        View::Block(block) => Some(block.clone()),
        _ => None,
    };
    let old: Option<Vec<Block>> = old.iter().map(block).collect();
    old.is_some_and(|old| are_printed_alike(&old, new))
}

fn are_printed_alike(old: &[Block], new: &[Node<'_>]) -> bool {
    let parsed = markdown::parse(&markdown::print(old, false));
    parsed.is_ok_and(|blocks| {
        let old = nodes(&blocks);
        old.iter()
            .map(|node| node.hash)
            .eq(new.iter().map(|node| node.hash))
    })
}
