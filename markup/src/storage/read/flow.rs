//! Blocks, and inlines that stand among them without a paragraph.

use std::ops::Range;

use super::{
    super::{
        super::{
            place::{Origin, Placed},
            tree::{Block, Code, Container, Inline},
        },
        attributes,
        xml::{Element, Node},
    },
    carrier, head, inlines, layout, lists, macro_blocks, media, opaque, tables,
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
            Node::Text(text, span) => {
                inlines::text(text, &mut flow.run);
                flow.extend(span);
            }
            Node::Opaque(exact, span) => flow.stray(opaque(exact), span.clone()),
            Node::Element(element) if inlines::is_inline(element) => {
                inlines::element(element, &mut flow.run);
                flow.extend(&element.span());
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
}

impl Flow {
    fn extend(&mut self, span: &Range<usize>) {
        let start = self.span.as_ref().map_or(span.start, |span| span.start);
        self.span = Some(start..span.end);
    }

    /// What may be an inline or a block is an inline if it follows one.
    fn stray(&mut self, inline: Inline, span: Range<usize>) {
        if inlines::is_blank(&self.run) {
            self.run.clear();
            self.span = None;
            self.blocks.push(Block::Leaf(inline), Origin::whole(span));
        } else {
            self.run.push(inline);
            self.extend(&span);
        }
    }

    fn end_run(&mut self) {
        let run = inlines::tidy(std::mem::take(&mut self.run));
        let span = self.span.take().filter(|_| !run.is_empty());
        if let Some(span) = span {
            let origin = Origin::around(span.clone(), Some(span), Vec::new());
            self.blocks.push(Block::Paragraph(run), origin);
        }
    }

    fn block(&mut self, element: &Element<'_>) {
        match block(element) {
            (Block::Leaf(inline), origin) => self.stray(inline, origin.span),
            (block, origin) => {
                self.end_run();
                self.blocks.push(block, origin);
            }
        }
    }
}

fn block(element: &Element<'_>) -> Read {
    match element.name {
        "p" => text(element, Block::Paragraph(inlines::content(element))),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => text(element, heading(element)),
        "blockquote" => {
            let content = blocks(&element.children);
            let quote = attributed(element, Block::Quote(content.blocks));
            (quote, within(element, content.origins))
        }
        "hr" if is_bare(element) => whole(element, Block::Rule),
        "pre" => whole(element, pre(element)),
        "ul" | "ol" => lists::list(element),
        "ac:task-list" => lists::tasks(element),
        "table" => tables::table(element),
        "div" => container("div", element),
        "ac:layout" | "ac:layout-section" | "ac:layout-cell" => layout::read(element),
        "ac:image" => whole(element, Block::Leaf(media::image(element))),
        "ac:structured-macro" => macro_blocks::read(element),
        _ => kept(element),
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

fn pre(element: &Element<'_>) -> Block {
    match element.only_text() {
        Some(text) if attributes::significant(element, &[]).is_empty() => Block::Code(Code {
            attrs: vec![("as".to_owned(), "pre".to_owned())],
            text: text.replace("\r\n", "\n").replace('\r', "\n"),
            ..Code::default()
        }),
        _ => Block::Leaf(carrier(element)),
    }
}
