//! Where the blocks of a stored document stand in it.

use std::{fmt::Debug, ops::Range};

/// A part of a stored document: bytes of a text, or nodes of ADF.
pub(crate) trait Span: Clone + Debug + PartialEq {
    /// From the start of this one to the end of another that follows it.
    fn through(&self, last: &Self) -> Self;
    /// Nothing, right before it.
    fn before(&self) -> Self;
    /// Nothing, right after it.
    fn after(&self) -> Self;
    /// Whether another lies in it.
    fn holds(&self, other: &Self) -> bool;
    /// Whether it ends before another begins.
    fn precedes(&self, other: &Self) -> bool;
}

impl Span for Range<usize> {
    fn through(&self, last: &Self) -> Self {
        self.start..last.end
    }

    fn before(&self) -> Self {
        self.start..self.start
    }

    fn after(&self) -> Self {
        self.end..self.end
    }

    fn holds(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    fn precedes(&self, other: &Self) -> bool {
        self.end <= other.start
    }
}

/// A text with other texts in some places of it, which are in order; `None` if two of them overlap.
pub(crate) fn replaced(
    text: &str,
    pieces: impl Iterator<Item = (Range<usize>, String)>,
) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, piece) in pieces {
        out.push_str(text.get(from..at.start)?);
        out.push_str(&piece);
        from = at.end;
    }
    out.push_str(text.get(from..)?);
    Some(out)
}

/// Some of the nodes that one of ADF holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Nodes {
    /// The way to the one that holds them, from the document down: which of the nodes it is, each time.
    pub path: Vec<usize>,
    /// Which of its nodes.
    pub range: Range<usize>,
}

impl Nodes {
    /// The node to which a way leads.
    pub fn at(path: &[usize]) -> Self {
        let (last, path) = path.split_last().unwrap_or((&0, &[]));
        Self {
            path: path.to_vec(),
            range: *last..last + 1,
        }
    }
}

impl Span for Nodes {
    fn through(&self, last: &Self) -> Self {
        Self {
            path: self.path.clone(),
            range: self.range.start..last.range.end,
        }
    }

    fn before(&self) -> Self {
        Self {
            path: self.path.clone(),
            range: self.range.start..self.range.start,
        }
    }

    fn after(&self) -> Self {
        Self {
            path: self.path.clone(),
            range: self.range.end..self.range.end,
        }
    }

    fn holds(&self, other: &Self) -> bool {
        match other.path.strip_prefix(self.path.as_slice()) {
            Some([]) => self.range.start <= other.range.start && other.range.end <= self.range.end,
            Some([first, ..]) => self.range.contains(first),
            None => false,
        }
    }

    fn precedes(&self, other: &Self) -> bool {
        let end = self.path.iter().chain([&self.range.end]);
        end.le(other.path.iter().chain([&other.range.start]))
    }
}

/// Where a block, an item, a row or a cell stands.
#[derive(Debug, Clone)]
pub(crate) struct Origin<S> {
    /// All of it.
    pub span: S,
    /// What it holds, where that can be changed without the rest.
    pub inner: Option<S>,
    /// The blocks, items, rows or cells in it; none where they cannot be told apart.
    pub children: Vec<Self>,
}

/// Blocks, and where each of them stands.
#[derive(Debug)]
pub(crate) struct Placed<S> {
    /// The blocks.
    pub blocks: Vec<crate::tree::Block>,
    /// As many origins.
    pub origins: Vec<Origin<S>>,
}

impl<S> Placed<S> {
    pub fn push(&mut self, block: crate::tree::Block, origin: Origin<S>) {
        self.blocks.push(block);
        self.origins.push(origin);
    }

    pub fn extend(&mut self, more: Self) {
        self.blocks.extend(more.blocks);
        self.origins.extend(more.origins);
    }
}

impl<S> FromIterator<(crate::tree::Block, Origin<S>)> for Placed<S> {
    fn from_iter<T: IntoIterator<Item = (crate::tree::Block, Origin<S>)>>(placed: T) -> Self {
        let (blocks, origins) = placed.into_iter().unzip();
        Self { blocks, origins }
    }
}

impl<S> Default for Placed<S> {
    fn default() -> Self {
        Self {
            blocks: Vec::new(),
            origins: Vec::new(),
        }
    }
}

impl<S> Origin<S> {
    /// Something that is written anew as a whole.
    pub fn whole(span: S) -> Self {
        Self {
            span,
            inner: None,
            children: Vec::new(),
        }
    }

    pub fn around(span: S, inner: Option<S>, children: Vec<Self>) -> Self {
        Self {
            span,
            inner,
            children,
        }
    }
}
