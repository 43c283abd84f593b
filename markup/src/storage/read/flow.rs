//! Blocks, and inlines that stand among them without a paragraph.

use std::ops::Range;

use super::{
    super::{
        super::{
            place::{Origin, Placed},
            tree::{Block, Container, Inline},
        },
        attributes,
        xml::{Element, Node},
    },
    adf, carrier, frames, head, inlines, layout, lists, macro_blocks, macros, media, opaque, pre,
    tables,
};

/// A block and where it stands.
pub(super) type Read = (Block, Origin<Range<usize>>);
/// Blocks and where they stand.
pub(super) type Blocks = Placed<Range<usize>>;

/// The blocks of a list of siblings; inlines between blocks make a paragraph.
pub(super) fn blocks(nodes: &[Node<'_>]) -> Blocks {
    let mut flow = Flow::default();
    for node in nodes {
        match node {
            Node::Text(text, span) => flow.inline(span, |run| inlines::text(text, run)),
            Node::Opaque(exact, span) => flow.stray(opaque(exact), span.clone()),
            Node::Element(element) if inlines::is_inline(element) => {
                flow.inline(&element.span(), |run| inlines::element(element, run));
            }
            Node::Element(element) => flow.block(element),
        }
    }
    flow.end_run();
    flow.blocks
}

#[derive(Default)]
struct Flow {
    blocks: Blocks,
    run: Vec<Inline>,
    /// Where the run stands.
    span: Option<Range<usize>>,
    /// Whether the run holds anything but strays and blanks.
    has_text: bool,
    /// What may be inlines of the run, if there is text after them, and where they stand.
    strays: Vec<(Inline, Range<usize>)>,
}

impl Flow {
    fn inline(&mut self, span: &Range<usize>, add: impl FnOnce(&mut Vec<Inline>)) {
        let mut added = Vec::new();
        add(&mut added);
        self.has_text |= !inlines::is_blank(&added);
        for inline in added {
            match inline {
                Inline::Text(text) => inlines::text(&text, &mut self.run),
                inline => self.run.push(inline),
            }
        }
        self.extend(span);
    }

    fn extend(&mut self, span: &Range<usize>) {
        let start = self.span.as_ref().map_or(span.start, |span| span.start);
        self.span = Some(start..span.end);
    }

    /// What may be an inline or a block is an inline if there is text beside it.
    fn stray(&mut self, inline: Inline, span: Range<usize>) {
        if !self.has_text {
            self.strays.push((inline.clone(), span.clone()));
        }
        self.run.push(inline);
        self.extend(&span);
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let strays = std::mem::take(&mut self.strays);
        let span = self.span.take();
        if !std::mem::take(&mut self.has_text) {
            for (inline, span) in strays {
                self.blocks.push(Block::Leaf(inline), Origin::whole(span));
            }
            return;
        }
        let run = inlines::tidy(run);
        if let Some(span) = span.filter(|_| !run.is_empty()) {
            let origin = Origin::around(span.clone(), Some(span), Vec::new());
            self.blocks.push(Block::Paragraph(run), origin);
        }
    }

    fn block(&mut self, element: &Element<'_>) {
        match block(element) {
            (Block::Leaf(inline), origin) if self.has_text || begins_line(element) => {
                self.stray(inline, origin.span)
            }
            (block, origin) => {
                self.end_run();
                self.blocks.push(block, origin);
            }
        }
    }
}

/// Whether an element that nothing says of whether it is a block may begin a line of text.
fn begins_line(element: &Element<'_>) -> bool {
    let is_bodied = || {
        element
            .elements()
            .any(|part| matches!(part.name, "ac:rich-text-body" | "ac:plain-text-body"))
    };
    match element.name {
        "ac:image" => true,
        name if macros::is_macro(name) => !is_bodied(),
        _ => false,
    }
}

fn block(element: &Element<'_>) -> Read {
    match element.name {
        "p" if frames::holds_blocks(element) => frames::paragraph(element),
        "p" => text(element, Block::Paragraph(inlines::content(element))),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => text(element, heading(element)),
        "blockquote" => {
            let content = blocks(&element.children);
            let quote = attributed(element, Block::Quote(content.blocks));
            (quote, within(element, content.origins))
        }
        "hr" if is_bare(element) => whole(element, Block::Rule),
        "pre" => pre::read(element),
        "ul" | "ol" => lists::list(element),
        "ac:task-list" => lists::tasks(element),
        "table" => tables::table(element),
        "div" => container("div", element),
        "ac:layout" | "ac:layout-section" | "ac:layout-cell" => layout::read(element),
        "ac:image" => whole(element, media::block(element)),
        "ac:adf-extension" => adf::read(element),
        name if macros::is_macro(name) => macro_blocks::read(element),
        _ => framed(element),
    }
}

/// An element without a form of its own: what it holds can be read, if that is anything.
pub(super) fn framed(element: &Element<'_>) -> Read {
    match frames::can_be(element) {
        true => frames::read(element),
        false => kept(element),
    }
}

/// An element that is written anew as a whole.
pub(super) fn whole(element: &Element<'_>, block: Block) -> Read {
    (block, Origin::whole(element.span()))
}

/// An element that is kept as it is.
pub(super) fn kept(element: &Element<'_>) -> Read {
    whole(element, Block::Leaf(carrier(element)))
}

/// An element around what stands in it.
pub(super) fn within(
    element: &Element<'_>,
    children: Vec<Origin<Range<usize>>>,
) -> Origin<Range<usize>> {
    Origin::around(element.span(), element.inner(), children)
}

/// An element of text.
fn text(element: &Element<'_>, block: Block) -> Read {
    (attributed(element, block), within(element, Vec::new()))
}

fn is_bare(element: &Element<'_>) -> bool {
    attributes::significant(element, &[]).is_empty() && element.children.is_empty()
}

fn heading(element: &Element<'_>) -> Block {
    let level = element
        .name
        .chars()
        .nth(1)
        .and_then(|digit| digit.to_digit(10))
        .and_then(|digit| u8::try_from(digit).ok());
    Block::Heading(level.unwrap_or(1), inlines::content(element))
}

/// A block in a container that keeps its element's attributes, if there are any.
pub(super) fn attributed(element: &Element<'_>, block: Block) -> Block {
    let (attrs, source) = head(element);
    if attrs.is_empty() && source.is_none() {
        return block;
    }
    Block::Container(Container {
        name: element.name.to_owned(),
        attrs,
        source,
        content: vec![block],
    })
}

fn container(name: &str, element: &Element<'_>) -> Read {
    let (attrs, source) = head(element);
    let content = blocks(&element.children);
    let container = Block::Container(Container {
        name: name.to_owned(),
        attrs,
        source,
        content: content.blocks,
    });
    (container, within(element, content.origins))
}
