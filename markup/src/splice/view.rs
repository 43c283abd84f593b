//! What two documents are compared by: blocks, items, rows and cells, each with a hash of all that it says.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::{
    Atl, What,
    tree::{Block, Cell, Container, Href, Inline, Item, Link, List, plain_text},
};

/// A part of a tree.
#[derive(Debug, Clone, Copy)]
pub(crate) enum View<'a> {
    /// A block.
    Block(&'a Block),
    /// An item of a list.
    Item(&'a Item),
    /// A row of a table.
    Row(&'a [Cell]),
    /// A cell of a row.
    Cell(&'a Cell),
}

/// A part of a tree with those below it, and what they hash to.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub view: View<'a>,
    /// Of what it says without what is below it.
    pub head: u64,
    /// Of all it says.
    pub hash: u64,
    /// How many there are, with it and all below it.
    pub size: usize,
    pub children: Vec<Node<'a>>,
}

/// Elements that are a block together with the one block in them: its attributes, its marks, the ids of its tasks.
const WRAPPERS: [&str; 17] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "ul",
    "ol",
    "tasks",
    "decisions",
    "align",
    "indent",
    "size",
    "breakout",
    "fragment",
];
/// The same, where the exact mark is kept.
const MARK: &str = "mark";

/// The block in an element that is one with it.
pub(super) fn wrapped(container: &Container<Block>) -> Option<&Block> {
    match container.content.as_slice() {
        [only] if is_wrapper(&container.name) => Some(only),
        _ => None,
    }
}

/// Whether an element of this name is one with the one block in it.
pub(super) fn is_wrapper(name: &str) -> bool {
    WRAPPERS.contains(&name) || name == MARK
}

/// The task list whose ids are kept around it. They are no part of what it says.
fn counted(block: &Block) -> Option<&Block> {
    match block {
        Block::Container(container) if container.name == "tasks" => wrapped(container),
        _ => None,
    }
}

/// The container that holds an item's attributes.
fn attributed(item: &Item) -> Option<&Container<Block>> {
    match item.content.as_slice() {
        [Block::Container(container)] if is_attributes(container) => Some(container),
        _ => None,
    }
}

pub(super) fn is_attributes(container: &Container<Block>) -> bool {
    container.name == "li"
}

pub(super) fn nodes(blocks: &[Block]) -> Vec<Node<'_>> {
    blocks
        .iter()
        .map(|block| Node::new(View::Block(block)))
        .collect()
}

impl<'a> Node<'a> {
    fn new(view: View<'a>) -> Self {
        let mut head = DefaultHasher::new();
        let children = view.hash_head(&mut head);
        let head = head.finish();
        let mut hash = DefaultHasher::new();
        head.hash(&mut hash);
        children
            .iter()
            .for_each(|child: &Node<'_>| child.hash.hash(&mut hash));
        Self {
            view,
            head,
            hash: hash.finish(),
            size: children.iter().map(|child| child.size).sum::<usize>() + 1,
            children,
        }
    }
}

impl<'a> View<'a> {
    /// Hashes what it says itself, and gives what is below it.
    fn hash_head(self, state: &mut DefaultHasher) -> Vec<Node<'a>> {
        std::mem::discriminant(&self).hash(state);
        match self {
            Self::Block(block) => hash_block(block, state),
            Self::Item(item) => {
                item.done.hash(state);
                match attributed(item) {
                    Some(container) => {
                        hash_container(container, state);
                        nodes(&container.content)
                    }
                    None => nodes(&item.content),
                }
            }
            Self::Row(cells) => {
                let of_row = cells.iter().flat_map(|cell| &cell.attrs);
                of_row
                    .filter(|(key, _)| is_of_row(key))
                    .for_each(|attr| attr.hash(state));
                cells
                    .iter()
                    .map(|cell| Node::new(Self::Cell(cell)))
                    .collect()
            }
            Self::Cell(cell) => {
                cell.header.hash(state);
                let own = cell.attrs.iter().filter(|(key, _)| !is_of_row(key));
                own.for_each(|attr| attr.hash(state));
                nodes(&cell.content)
            }
        }
    }
}

/// Whether an attribute of a cell is one of its row.
pub(super) fn is_of_row(key: &str) -> bool {
    key.starts_with("tr-")
}

fn hash_block<'a>(block: &'a Block, state: &mut DefaultHasher) -> Vec<Node<'a>> {
    if let Some(list) = counted(block) {
        return hash_block(list, state);
    }
    std::mem::discriminant(block).hash(state);
    match block {
        Block::Paragraph(content) => hash_inlines(content, state),
        Block::Heading(level, content) => {
            level.hash(state);
            hash_inlines(content, state);
        }
        Block::Leaf(inline) => hash_inlines(std::slice::from_ref(inline), state),
        Block::Code(_) | Block::Rule | Block::Kept(_) => block.hash(state),
        Block::List(list) => {
            hash_list(list, state);
            return list
                .items
                .iter()
                .map(|item| Node::new(View::Item(item)))
                .collect();
        }
        Block::Table(table) => {
            (&table.attrs, &table.align).hash(state);
            return table
                .rows
                .iter()
                .map(|row| Node::new(View::Row(row)))
                .collect();
        }
        Block::Quote(content) => return nodes(content),
        Block::Panel(panel) => {
            (panel.kind, &panel.title).hash(state);
            return nodes(&panel.content);
        }
        Block::Expand(title, content) | Block::Footnote(title, content) => {
            title.hash(state);
            return nodes(content);
        }
        Block::Container(container) => {
            hash_container(container, state);
            return match wrapped(container) {
                Some(block) => hash_block(block, state),
                None => nodes(&container.content),
            };
        }
    }
    Vec::new()
}

/// Tasks and other items stand in lists of different kinds.
fn hash_list(list: &List, state: &mut DefaultHasher) {
    let tasks = list.items.iter().filter(|item| item.done.is_some()).count();
    (list.start, tasks > 0, tasks == list.items.len()).hash(state);
}

fn hash_container<T>(container: &Container<T>, state: &mut DefaultHasher) {
    (&container.name, &container.attrs, &container.source).hash(state);
}

/// What marks the end of a text and of a list of inlines: no byte of a text, and no tag.
const END: u8 = 0xFF;

/// Hashes inlines as [`normal`] makes them, without making them.
fn hash_inlines(content: &[Inline], state: &mut DefaultHasher) {
    let mut in_text = false;
    hash_run(content, &mut in_text, state);
    end_text(&mut in_text, state);
    state.write_u8(END);
}

fn end_text(in_text: &mut bool, state: &mut DefaultHasher) {
    if std::mem::take(in_text) {
        state.write_u8(END);
    }
}

fn hash_run(content: &[Inline], in_text: &mut bool, state: &mut DefaultHasher) {
    for inline in content {
        match inline {
            Inline::Text(text) => {
                if !*in_text {
                    std::mem::discriminant(inline).hash(state);
                }
                *in_text = true;
                state.write(text.as_bytes());
            }
            Inline::Container(container) if is_comment(container) => {
                hash_run(&container.content, in_text, state);
            }
            _ => {
                end_text(in_text, state);
                std::mem::discriminant(inline).hash(state);
                hash_element(inline, state);
            }
        }
    }
}

fn hash_element(inline: &Inline, state: &mut DefaultHasher) {
    match inline {
        Inline::Styled(style, content) => {
            style.hash(state);
            hash_inlines(content, state);
        }
        Inline::Container(container) => {
            hash_container(container, state);
            hash_inlines(&container.content, state);
        }
        Inline::Link(link) | Inline::Image(link) => {
            (&link.href, said_title(link)).hash(state);
            if !is_user(link) {
                hash_inlines(&link.content, state);
            }
        }
        Inline::Carrier(_, source) => source.hash(state),
        Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::FootnoteRef(_) => {
            inline.hash(state);
        }
    }
}

fn is_user(link: &Link) -> bool {
    matches!(
        &link.href,
        Href::Atl(Atl {
            what: What::User(..),
            ..
        })
    )
}

/// A title but one that only says whether the link is a block.
fn said_title(link: &Link) -> &str {
    match link.title.as_str() {
        "block" | "inline" => "",
        title => title,
    }
}

/// Inlines without what readers and writers may say in more than one way: labels of people, who are known by their ids,
/// anchors of inline comments, which are put back, and how a text is cut into pieces.
pub(super) fn normal(content: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    append(content, &mut out);
    out
}

fn append(content: &[Inline], out: &mut Vec<Inline>) {
    for inline in content {
        match inline {
            Inline::Text(text) => match out.last_mut() {
                Some(Inline::Text(last)) => last.push_str(text),
                _ => out.push(inline.clone()),
            },
            Inline::Styled(style, content) => {
                out.push(Inline::Styled(style.clone(), normal(content)))
            }
            Inline::Container(container) if is_comment(container) => {
                append(&container.content, out)
            }
            Inline::Container(container) => out.push(Inline::Container(Container {
                content: normal(&container.content),
                ..container.clone()
            })),
            Inline::Link(link) => out.push(Inline::Link(normal_link(link))),
            Inline::Image(link) => out.push(Inline::Image(normal_link(link))),
            Inline::Code(_) | Inline::Break | Inline::FootnoteRef(_) => out.push(inline.clone()),
            Inline::Carrier(_, source) => out.push(Inline::Carrier(String::new(), source.clone())),
        }
    }
}

fn normal_link(link: &Link) -> Link {
    Link {
        href: link.href.clone(),
        title: said_title(link).to_owned(),
        content: match is_user(link) {
            true => Vec::new(),
            false => normal(&link.content),
        },
    }
}

/// Whether a container is the anchor of an inline comment.
pub(super) fn is_comment<T>(container: &Container<T>) -> bool {
    container.name == "comment"
}

/// The words of what can be seen, hashed: for telling which of two blocks is the changed one.
pub(super) fn words(node: &Node<'_>, out: &mut Vec<u64>) {
    let mut text = |content: &[Inline]| {
        let text = plain_text(content);
        out.extend(text.split_whitespace().map(word));
    };
    match node.view {
        View::Block(block) => match bare(block) {
            Block::Paragraph(content) | Block::Heading(_, content) => text(content),
            Block::Leaf(inline) => text(std::slice::from_ref(inline)),
            Block::Code(code) => out.extend(code.text.split_whitespace().map(word)),
            _ => {}
        },
        View::Item(_) | View::Row(_) | View::Cell(_) => {}
    }
    node.children.iter().for_each(|child| words(child, out));
}

/// The text of what can be seen, on one line.
pub(super) fn text(node: &Node<'_>) -> String {
    let own = match node.view {
        View::Block(block) => match bare(block) {
            Block::Paragraph(content) | Block::Heading(_, content) => plain_text(content),
            Block::Leaf(inline) => plain_text(std::slice::from_ref(inline)),
            Block::Code(code) => code.text.clone(),
            _ => String::new(),
        },
        View::Item(_) | View::Row(_) | View::Cell(_) => String::new(),
    };
    let below = node.children.iter().map(text);
    let all = std::iter::once(own)
        .chain(below)
        .collect::<Vec<_>>()
        .join(" ");
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn word(word: &str) -> u64 {
    let mut state = DefaultHasher::new();
    word.hash(&mut state);
    state.finish()
}

/// Whether two are of a kind, so that one may be the other after a change.
pub(crate) fn are_alike(a: View<'_>, b: View<'_>) -> bool {
    match (a, b) {
        (View::Block(a), View::Block(b)) => {
            let (a, b) = (bare(a), bare(b));
            std::mem::discriminant(a) == std::mem::discriminant(b)
        }
        _ => std::mem::discriminant(&a) == std::mem::discriminant(&b),
    }
}

/// Whether two blocks of text are framed alike: only their texts may differ.
pub(super) fn are_framed_alike(a: &Block, b: &Block) -> bool {
    match (a, b) {
        (Block::Paragraph(_), Block::Paragraph(_)) => true,
        (Block::Heading(a, _), Block::Heading(b, _)) => a == b,
        (Block::Container(a), Block::Container(b)) => {
            (&a.name, &a.attrs, &a.source) == (&b.name, &b.attrs, &b.source)
                && matches!((wrapped(a), wrapped(b)), (Some(a), Some(b)) if are_framed_alike(a, b))
        }
        _ => false,
    }
}

/// A block without what is one with it.
pub(crate) fn bare(mut block: &Block) -> &Block {
    while let Block::Container(container) = block
        && let Some(inner) = wrapped(container)
    {
        block = inner;
    }
    block
}
