//! The tree in the middle: what every reader makes and every writer takes.
//!
//! It is CommonMark with GFM's extensions, plus the dialect's own forms already understood: no writer sees
//! an `atl:` target as text, a raw HTML tag, or a comment. Readers bound its depth by [`MAX_DEPTH`].

use super::{Atl, What, attrs::Attrs, carrier::Source};

/// The deepest nesting of blocks and inlines together; what lies deeper is kept as text.
pub const MAX_DEPTH: usize = 100;

/// The container of monospaced text with markup in it.
pub(super) const MONOSPACE: &str = "monospace";

/// A block.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Block {
    /// A paragraph; an empty one is kept (`<p></p>`).
    Paragraph(Vec<Inline>),
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Inline>),
    /// A block quote.
    Quote(Vec<Block>),
    /// A bullet, numbered or task list.
    List(List),
    /// A code block.
    Code(Code),
    /// A thematic break.
    Rule,
    /// A table, with or without merged cells.
    Table(Table),
    /// An alert: info, tip, note, warning or error panel.
    Panel(Panel),
    /// An expandable section: its title and content.
    Expand(String, Vec<Block>),
    /// A footnote: its name and content.
    Footnote(String, Vec<Block>),
    /// An element that stands as a block of its own: an image, a macro, a carrier, a block card.
    Leaf(Inline),
    /// An element around blocks that Markdown has no word for.
    Container(Container<Block>),
    /// Blocks as they are stored, which an edit leaves as they are. No reader gives them.
    Kept(Source),
}

/// An inline.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Inline {
    /// Text as it reads, unescaped.
    Text(String),
    /// Inline code.
    Code(String),
    /// A hard line break.
    Break,
    /// Text in a style.
    Styled(Style, Vec<Inline>),
    /// A link, and every inline element of the dialect that has a readable form: mention, status, date, …
    Link(Link),
    /// An image; its content is the alternative text.
    Image(Link),
    /// A reference to the footnote of this name.
    FootnoteRef(String),
    /// An element kept as it is in its own format, with a short readable label.
    Carrier(String, Source),
    /// An element around inlines that Markdown has no word for, such as an inline comment's anchor.
    Container(Container<Inline>),
}

/// How text is set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Style {
    /// `**strong**`
    Strong,
    /// `*emphasis*`
    Emph,
    /// `~~strike~~`
    Strike,
    /// `<u>underline</u>`
    Underline,
    /// `<sub>subscript</sub>`
    Sub,
    /// `<sup>superscript</sup>`
    Sup,
    /// Text colour: `#rrggbb` or a CSS colour name, in lower case.
    Color(String),
    /// Background colour, likewise.
    Background(String),
}

/// Where a link leads and what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// The target.
    pub href: Href,
    /// The title; on web links `card`, `block-card` and `embed-card` make smart links. Empty if none.
    pub title: String,
    /// The text; of an image its alternative text.
    pub content: Vec<Inline>,
}

/// A link's target.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Href {
    /// A web address, a path, or `#anchor` of the same page; as it stands in the source, unescaped.
    Url(String),
    /// One of the dialect's own targets.
    Atl(Atl),
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct List {
    /// The first number of a numbered list; `None` for bullets.
    pub start: Option<usize>,
    /// The items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Item {
    /// Of a task: whether it is done.
    pub done: Option<bool>,
    /// What it holds.
    pub content: Vec<Block>,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Code {
    /// The language; empty if none.
    pub language: String,
    /// Further attributes; `title` is the title.
    pub attrs: Attrs,
    /// The code, without a final line feed.
    pub text: String,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Table {
    /// The alignment of each column; empty if none is set.
    pub align: Vec<Align>,
    /// Whatever else its own format says of it.
    pub attrs: Attrs,
    /// The rows, of cells.
    pub rows: Vec<Vec<Cell>>,
}

/// A column's alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Align {
    /// Not set.
    #[default]
    None,
    /// Left.
    Left,
    /// Centre.
    Center,
    /// Right.
    Right,
}

/// A table cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Cell {
    /// A header cell.
    pub header: bool,
    /// Whatever else is set: `colspan`, `rowspan`, and what its own format says.
    pub attrs: Attrs,
    /// What it holds.
    pub content: Vec<Block>,
}

/// A panel, written as a GitHub alert.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Panel {
    /// Which one.
    pub kind: PanelKind,
    /// Its title, if it has one of its own.
    pub title: Option<String>,
    /// What it holds.
    pub content: Vec<Block>,
}

/// The five alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PanelKind {
    /// ADF `info`, storage `info`, wiki a blue `{panel}`.
    Note,
    /// ADF `success`, storage `tip`, wiki a green `{panel}`.
    Tip,
    /// ADF `note`, storage `panel`, wiki `{panel}`.
    Important,
    /// ADF `warning`, storage `note`, wiki a yellow `{panel}`.
    Warning,
    /// ADF `error`, storage `warning`, wiki a red `{panel}`.
    Caution,
}

/// An element of its own format around content that can be read and edited.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Container<T> {
    /// Its name in the dialect: `layout`, `column`, `excerpt`, `comment`, …
    pub name: String,
    /// What is readable of its attributes.
    pub attrs: Attrs,
    /// The exact opening part where the attributes do not say all.
    pub source: Option<Source>,
    /// What it holds.
    pub content: Vec<T>,
}

impl Block {
    /// A paragraph of plain text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Inline::text(text)])
    }
}

impl Inline {
    /// Plain text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// An element of the dialect with its label: `Inline::atl("Jane", What::User(…))`.
    #[must_use]
    pub fn atl(label: impl Into<String>, target: impl Into<Atl>) -> Self {
        Self::Link(Link::atl(label, target))
    }

    /// Monospaced text: code, unless there is markup in it.
    #[must_use]
    pub(super) fn monospaced(content: Vec<Self>) -> Self {
        match content.as_slice() {
            [Self::Text(code)] => Self::Code(code.clone()),
            _ => Self::Container(Container {
                name: MONOSPACE.to_owned(),
                attrs: Attrs::new(),
                source: None,
                content,
            }),
        }
    }

    /// Whether it is a block when it is alone in a paragraph. The others are a paragraph with one inline.
    #[must_use]
    pub(super) fn stands_alone(&self) -> bool {
        match self {
            Self::Image(_) => true,
            // A mention stands in text, also one that is a reference.
            Self::Carrier(label, _) => !label.starts_with('@'),
            Self::Link(Link {
                href: Href::Atl(atl),
                ..
            }) => matches!(atl.what, What::Macro(_)),
            Self::Link(link) => matches!(link.title.as_str(), "block-card" | "embed-card"),
            _ => false,
        }
    }
}

impl Link {
    /// Whether its title makes it a smart link.
    #[must_use]
    pub(super) fn is_card(&self) -> bool {
        matches!(self.title.as_str(), "card" | "block-card" | "embed-card")
    }

    /// A link to a web address.
    #[must_use]
    pub fn url(url: impl Into<String>, content: Vec<Inline>) -> Self {
        Self {
            href: Href::Url(url.into()),
            title: String::new(),
            content,
        }
    }

    /// An element of the dialect with its label.
    #[must_use]
    pub fn atl(label: impl Into<String>, target: impl Into<Atl>) -> Self {
        Self {
            href: Href::Atl(target.into()),
            title: String::new(),
            content: vec![Inline::text(label)],
        }
    }
}

/// The text of inlines, without any style; a break is a line feed.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    append_text(inlines, &mut out);
    out
}

fn append_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Carrier(text, _) => {
                out.push_str(text)
            }
            Inline::Break => out.push('\n'),
            Inline::Styled(_, content) => append_text(content, out),
            Inline::Link(link) | Inline::Image(link) => append_text(&link.content, out),
            Inline::FootnoteRef(_) => {}
            Inline::Container(container) => append_text(&container.content, out),
        }
    }
}

/// The character that each of the inlines is followed by, in one pass from the end: `first` tells which one an inline
/// begins with, if it shows anything.
pub(super) fn followers(
    inlines: &[Inline],
    first: impl Fn(&Inline) -> Option<char>,
) -> Vec<Option<char>> {
    let mut next = None;
    let from_the_end = inlines.iter().rev().map(|inline| {
        let follower = next;
        next = first(inline).or(next);
        follower
    });
    let mut followers: Vec<_> = from_the_end.collect();
    followers.reverse();
    followers
}

/// Calls `f` on every inline of the blocks, outermost first; `f` may replace it.
pub(super) fn for_each_inline(blocks: &mut [Block], f: &mut impl FnMut(&mut Inline)) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading(_, content) => inlines(content, f),
            Block::Leaf(inline) => inlines(std::slice::from_mut(inline), f),
            _ => for_each_child(block, &mut |children| for_each_inline(children, f)),
        }
    }
}

/// Calls `f` on every container around blocks, outermost first.
pub(super) fn for_each_container(blocks: &mut [Block], f: &mut impl FnMut(&mut Container<Block>)) {
    for block in blocks.iter_mut() {
        if let Block::Container(container) = block {
            f(container);
        }
        for_each_child(block, &mut |children| for_each_container(children, f));
    }
}

/// Calls `f` on the attributes of every table and every cell.
pub(super) fn for_each_attrs(blocks: &mut [Block], f: &mut impl FnMut(&mut Attrs)) {
    for block in blocks.iter_mut() {
        if let Block::Table(table) = block {
            f(&mut table.attrs);
            let cells = table.rows.iter_mut().flatten();
            cells.for_each(|cell| f(&mut cell.attrs));
        }
        for_each_child(block, &mut |children| for_each_attrs(children, f));
    }
}

/// Calls `f` on each list of blocks right below a block.
pub(super) fn for_each_child(block: &mut Block, f: &mut dyn FnMut(&mut [Block])) {
    match block {
        Block::Quote(content) | Block::Expand(_, content) | Block::Footnote(_, content) => {
            f(content)
        }
        Block::Panel(panel) => f(&mut panel.content),
        Block::Container(container) => f(&mut container.content),
        Block::List(list) => list.items.iter_mut().for_each(|item| f(&mut item.content)),
        Block::Table(table) => table
            .rows
            .iter_mut()
            .flatten()
            .for_each(|cell| f(&mut cell.content)),
        Block::Paragraph(_)
        | Block::Heading(..)
        | Block::Leaf(_)
        | Block::Code(_)
        | Block::Kept(_)
        | Block::Rule => {}
    }
}

fn inlines(content: &mut [Inline], f: &mut impl FnMut(&mut Inline)) {
    for inline in content {
        f(inline);
        match inline {
            Inline::Styled(_, content) => inlines(content, f),
            Inline::Link(link) | Inline::Image(link) => inlines(&mut link.content, f),
            Inline::Container(container) => inlines(&mut container.content, f),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Break
            | Inline::FootnoteRef(_)
            | Inline::Carrier(..) => {}
        }
    }
}
