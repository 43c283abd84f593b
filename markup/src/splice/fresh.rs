//! What comes into a document: as much of it as can be taken from what is stored, the rest as Markdown says it.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    ops::RangeInclusive,
};

use super::{
    super::{
        MarkupError, Source, What,
        place::{Origin, Span},
        tree::{Block, Cell, Container, Href, Inline, Item, Link, plain_text},
    },
    Stored,
    plan::{Edit, New},
    view::{self, Node, View},
};

/// A part of a stored document and what comes in its place.
#[derive(Debug)]
pub(crate) struct Change<'a, S> {
    /// What is replaced; nothing, if something is put in.
    pub at: S,
    /// What stands there.
    pub old: Vec<View<'a>>,
    /// What shall stand there.
    pub new: Fresh,
    /// Around it, from the outermost.
    pub around: Vec<View<'a>>,
    /// What the block holds in which something changes; none in the document itself.
    pub within: Option<S>,
    /// Something of the same kind that stands beside, or what is replaced itself.
    pub sibling: Option<S>,
}

/// What comes into a document.
#[derive(Debug)]
pub(crate) enum Fresh {
    /// The text of a paragraph or a heading.
    Text(Vec<Inline>),
    /// Blocks, items, rows or cells.
    Parts(Vec<Part>),
}

/// One of them.
#[derive(Debug)]
pub(crate) enum Part {
    Block(Block),
    Item(Item),
    Row(Vec<Cell>),
    /// A cell and the number of its column.
    Cell(usize, Cell),
    /// Any of these, as it is stored elsewhere in the document.
    Kept(Source),
}

impl<'a, S: Span> Change<'a, S> {
    /// The whole document, to be written anew.
    pub(super) fn of_all(old: &'a [Block], new: Vec<Block>) -> Change<'a, ()> {
        Change {
            at: (),
            old: old.iter().map(View::Block).collect(),
            new: Fresh::Parts(new.into_iter().map(Part::Block).collect()),
            around: Vec::new(),
            within: None,
            sibling: None,
        }
    }
}

impl Fresh {
    /// The blocks in it.
    pub(super) fn into_blocks(self) -> Vec<Block> {
        let Self::Parts(parts) = self else {
            return Vec::new();
        };
        let block = |part| match part {
            Part::Block(block) => Some(block),
            _ => None,
        };
        parts.into_iter().filter_map(block).collect()
    }

    /// Calls `f` on each list of blocks; a text is a paragraph to it.
    pub(super) fn for_each_blocks(
        &mut self,
        f: &mut dyn FnMut(&mut [Block]) -> Result<(), MarkupError>,
    ) -> Result<(), MarkupError> {
        match self {
            Self::Text(content) => {
                let mut paragraph = Block::Paragraph(std::mem::take(content));
                let done = f(std::slice::from_mut(&mut paragraph));
                if let Block::Paragraph(after) = paragraph {
                    *content = after;
                }
                done
            }
            Self::Parts(parts) => parts.iter_mut().try_for_each(|part| match part {
                Part::Block(block) => f(std::slice::from_mut(block)),
                Part::Item(item) => f(&mut item.content),
                Part::Row(cells) => cells.iter_mut().try_for_each(|cell| f(&mut cell.content)),
                Part::Cell(_, cell) => f(&mut cell.content),
                Part::Kept(_) => Ok(()),
            }),
        }
    }
}

/// What comes in for each of the edits.
pub(super) fn changes<'a, D: Stored>(
    stored: &'a D,
    nodes: &'a [Node<'a>],
    origins: &'a [Origin<D::Span>],
    edits: Vec<Edit<'a, D::Span>>,
) -> Vec<Change<'a, D::Span>> {
    let removed = edits
        .iter()
        .filter(|edit| matches!(edit.new, New::Parts(_)))
        .map(|edit| edit.at.clone());
    let mut store = Store {
        stored,
        removed: removed.collect(),
        known: HashMap::new(),
        count: 0,
        used: BTreeMap::new(),
    };
    if edits
        .iter()
        .any(|edit| matches!(&edit.new, New::Parts(parts) if !parts.is_empty()))
    {
        store.add(nodes, origins);
    }
    edits.into_iter().map(|edit| store.change(edit)).collect()
}

/// What is stored, by what it says.
struct Store<'a, D: Stored> {
    stored: &'a D,
    /// What is taken out or replaced, in order.
    removed: Vec<D::Span>,
    known: HashMap<u64, VecDeque<Place<'a, D::Span>>>,
    /// How many places there are.
    count: usize,
    /// The numbers of places whose source has moved: the first and the last of each.
    used: BTreeMap<usize, usize>,
}

/// Something that is stored.
struct Place<'a, S> {
    origin: &'a Origin<S>,
    /// Its own number and that of the last below it, outermost first.
    numbers: RangeInclusive<usize>,
}

impl<'a, D: Stored> Store<'a, D> {
    fn add(&mut self, nodes: &[Node<'_>], origins: &'a [Origin<D::Span>]) {
        if nodes.len() != origins.len() {
            return;
        }
        for (node, origin) in nodes.iter().zip(origins) {
            let number = self.count;
            self.count += 1;
            self.add(&node.children, &origin.children);
            self.known.entry(node.hash).or_default().push_back(Place {
                origin,
                numbers: number..=self.count - 1,
            });
        }
    }

    /// The source of something that says the same: if it is taken away where it stands, or may stand in two places.
    fn take(&mut self, node: &Node<'_>) -> Option<Source> {
        while let Some(place) = self.known.get(&node.hash)?.front() {
            let source = self.stored.source(place.origin, node.view);
            if let Some(source) = source.as_ref().filter(|source| !D::has_identity(source)) {
                return Some(source.clone());
            }
            let moves = source.is_some() && self.may_move(place);
            let place = self.known.get_mut(&node.hash)?.pop_front()?;
            if moves {
                let (first, last) = place.numbers.into_inner();
                self.used.insert(first, last);
                return source;
            }
        }
        None
    }

    /// Whether something is taken away, and neither it nor what it is in or holds stands elsewhere by now.
    fn may_move(&self, place: &Place<'_, D::Span>) -> bool {
        let at = &place.origin.span;
        let first = self.removed.partition_point(|removed| removed.precedes(at));
        let is_removed = self
            .removed
            .get(first)
            .is_some_and(|removed| removed.holds(at));
        let before = self.used.range(..=place.numbers.end()).next_back();
        is_removed && before.is_none_or(|(_, last)| last < place.numbers.start())
    }

    fn change(&mut self, edit: Edit<'a, D::Span>) -> Change<'a, D::Span> {
        let new = match edit.new {
            New::Text(mut content) => {
                let mut elements = self.stored.elements(&edit.at);
                elements
                    .iter_mut()
                    .for_each(|(inline, _)| *inline = normal(inline));
                keep_elements(&mut content, &mut elements);
                Fresh::Text(content)
            }
            New::Parts(parts) => Fresh::Parts(
                parts
                    .into_iter()
                    .map(|(number, node)| self.part(number, node))
                    .collect(),
            ),
        };
        Change {
            at: edit.at,
            old: edit.old,
            new,
            around: edit.around,
            within: edit.within,
            sibling: edit.sibling,
        }
    }

    fn part(&mut self, number: usize, node: &Node<'_>) -> Part {
        if let Some(source) = self.take(node) {
            return match node.view {
                View::Block(_) => Part::Block(Block::Kept(source)),
                _ => Part::Kept(source),
            };
        }
        match node.view {
            View::Block(block) => {
                let mut block = block.clone();
                self.keep_within(&mut block, &node.children);
                Part::Block(block)
            }
            View::Item(item) => {
                let mut item = item.clone();
                self.keep_in_item(&mut item, &node.children);
                Part::Item(item)
            }
            View::Row(cells) => {
                let mut cells = cells.to_vec();
                self.keep_in_row(&mut cells, &node.children);
                Part::Row(cells)
            }
            View::Cell(cell) => {
                let mut cell = cell.clone();
                self.keep(&mut cell.content, &node.children);
                Part::Cell(number, cell)
            }
        }
    }

    /// Puts what is stored in place of the blocks that say the same.
    fn keep(&mut self, blocks: &mut [Block], nodes: &[Node<'_>]) {
        for (block, node) in blocks.iter_mut().zip(nodes) {
            match self.take(node) {
                Some(source) => *block = Block::Kept(source),
                None => self.keep_within(block, &node.children),
            }
        }
    }

    fn keep_within(&mut self, block: &mut Block, nodes: &[Node<'_>]) {
        match block {
            Block::Quote(content) | Block::Expand(_, content) | Block::Footnote(_, content) => {
                self.keep(content, nodes)
            }
            Block::Panel(panel) => self.keep(&mut panel.content, nodes),
            Block::Container(container) => match view::wrapped(container).is_some() {
                true => container
                    .content
                    .iter_mut()
                    .for_each(|inner| self.keep_within(inner, nodes)),
                false => self.keep(&mut container.content, nodes),
            },
            Block::List(list) => {
                for (item, node) in list.items.iter_mut().zip(nodes) {
                    self.keep_in_item(item, &node.children);
                }
            }
            Block::Table(table) => {
                for (row, node) in table.rows.iter_mut().zip(nodes) {
                    self.keep_in_row(row, &node.children);
                }
            }
            _ => {}
        }
    }

    fn keep_in_item(&mut self, item: &mut Item, nodes: &[Node<'_>]) {
        match item.content.as_mut_slice() {
            [Block::Container(container)] if view::is_attributes(container) => {
                self.keep(&mut container.content, nodes)
            }
            content => self.keep(content, nodes),
        }
    }

    fn keep_in_row(&mut self, row: &mut [Cell], nodes: &[Node<'_>]) {
        for (cell, node) in row.iter_mut().zip(nodes) {
            self.keep(&mut cell.content, &node.children);
        }
    }
}

fn normal(inline: &Inline) -> Inline {
    let normal = view::normal(std::slice::from_ref(inline));
    <[Inline; 1]>::try_from(normal).map_or(Inline::Break, |[only]| only)
}

/// Puts the exact source in place of elements that are as they were.
fn keep_elements(content: &mut [Inline], stored: &mut Vec<(Inline, Source)>) {
    for inline in content {
        let is_element = match inline {
            Inline::Link(_) | Inline::Image(_) => true,
            Inline::Container(container) => !view::is_comment(container),
            _ => false,
        };
        let same = |inline: &Inline| {
            let inline = normal(inline);
            stored.iter().position(|(known, _)| *known == inline)
        };
        if let Some(found) = is_element.then(|| same(inline)).flatten() {
            *inline = Inline::Carrier(String::new(), stored.remove(found).1);
            continue;
        }
        match inline {
            Inline::Styled(_, content) => keep_elements(content, stored),
            Inline::Link(link) => keep_elements(&mut link.content, stored),
            Inline::Container(Container { content, .. }) => keep_elements(content, stored),
            _ => {}
        }
    }
}

/// Images and files, by name or id, that what is replaced shows and the edited document does not.
pub(super) fn dropped_media<'a>(
    replaced: impl IntoIterator<Item = &'a View<'a>>,
    after: &[Block],
) -> Vec<String> {
    let mut dropped = Vec::new();
    for view in replaced {
        match view {
            View::Block(block) => media(std::slice::from_ref(*block), &mut dropped),
            View::Item(item) => media(&item.content, &mut dropped),
            View::Row(cells) => cells
                .iter()
                .for_each(|cell| media(&cell.content, &mut dropped)),
            View::Cell(cell) => media(&cell.content, &mut dropped),
        }
    }
    if !dropped.is_empty() {
        let mut kept = Vec::new();
        media(after, &mut kept);
        let mut seen: HashSet<String> = kept.into_iter().collect();
        dropped.retain(|name| seen.insert(name.clone()));
    }
    dropped
}

/// What blocks show of images and files, by name or id.
fn media(blocks: &[Block], found: &mut Vec<String>) {
    let mut blocks = blocks.to_vec();
    super::super::tree::for_each_inline(&mut blocks, &mut |inline| match inline {
        Inline::Link(link) | Inline::Image(link) => found.extend(medium(link)),
        _ => {}
    });
}

fn medium(link: &Link) -> Option<String> {
    let Href::Atl(atl) = &link.href else {
        return None;
    };
    match &atl.what {
        What::Attachment(name) => Some(name.clone()),
        What::Media(_, id) => Some(match plain_text(&link.content) {
            alt if alt.is_empty() => id.clone(),
            alt => alt,
        }),
        _ => None,
    }
}
