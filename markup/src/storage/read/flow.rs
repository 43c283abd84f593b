//! Blocks, and inlines that stand among them without a paragraph.

use super::{
    super::{
        super::tree::{Block, Code, Container, Inline},
        attributes,
        xml::{Element, Node},
    },
    carrier, head, inlines, layout, lists, macro_blocks, media, opaque, tables,
};

/// The blocks of a list of siblings; inlines between blocks make a paragraph.
pub(super) fn blocks(nodes: &[Node<'_>]) -> Vec<Block> {
    let mut flow = Flow::default();
    for node in nodes {
        match node {
            Node::Text(text) => inlines::text(text, &mut flow.run),
            Node::Opaque(exact) => flow.stray(opaque(exact)),
            Node::Element(element) if inlines::is_inline(element) => {
                inlines::element(element, &mut flow.run)
            }
            Node::Element(element) => flow.block(element),
        }
    }
    flow.end_run();
    flow.blocks
}

#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    run: Vec<Inline>,
}

impl Flow {
    /// What may be an inline or a block is an inline if it follows one.
    fn stray(&mut self, inline: Inline) {
        if inlines::is_blank(&self.run) {
            self.run.clear();
            self.blocks.push(Block::Leaf(inline));
        } else {
            self.run.push(inline);
        }
    }

    fn end_run(&mut self) {
        let run = inlines::tidy(std::mem::take(&mut self.run));
        if !run.is_empty() {
            self.blocks.push(Block::Paragraph(run));
        }
    }

    fn block(&mut self, element: &Element<'_>) {
        match block(element) {
            Block::Leaf(inline) => self.stray(inline),
            block => {
                self.end_run();
                self.blocks.push(block);
            }
        }
    }
}

fn block(element: &Element<'_>) -> Block {
    match element.name {
        "p" => attributed(element, Block::Paragraph(inlines::content(element))),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => attributed(element, heading(element)),
        "blockquote" => attributed(element, Block::Quote(blocks(&element.children))),
        "hr" if is_bare(element) => Block::Rule,
        "pre" => pre(element),
        "ul" | "ol" => lists::list(element),
        "ac:task-list" => lists::tasks(element),
        "table" => tables::table(element),
        "div" => container("div", element),
        "ac:layout" | "ac:layout-section" | "ac:layout-cell" => layout::read(element),
        "ac:image" => Block::Leaf(media::image(element)),
        "ac:structured-macro" => macro_blocks::read(element),
        _ => Block::Leaf(carrier(element)),
    }
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

fn container(name: &str, element: &Element<'_>) -> Block {
    let (attrs, source) = head(element);
    Block::Container(Container {
        name: name.to_owned(),
        attrs,
        source,
        content: blocks(&element.children),
    })
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
