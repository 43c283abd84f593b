//! Elements that Markdown has no word for around content that can be read: frames.

use super::{
    super::{
        super::{
            place::Origin,
            tree::{Block, Container, Inline},
        },
        attributes,
        xml::{Element, Node},
    },
    flow::{self, Blocks, Read},
    head, macros, source,
};

/// Frames that may be written from their name and attributes.
pub(in crate::storage) const TYPED: [&str; 5] = ["dl", "dt", "dd", "center", "paragraph"];
/// The frame of a paragraph that holds blocks.
pub(in crate::storage) const PARAGRAPH: &str = "paragraph";
/// What the name of a frame begins with whose element has a form of its own in most places.
pub(in crate::storage) const HTML: &str = "html-";
/// Elements that hold lines of text: a paragraph in one is written bare.
pub(in crate::storage) const LINES: [&str; 8] = [
    "dt",
    "pre",
    "caption",
    "summary",
    "legend",
    "figcaption",
    "address",
    "p",
];
/// Parts of tables, which count even if they are empty.
const PARTS: [&str; 6] = ["thead", "tbody", "tfoot", "tr", "th", "td"];
/// Elements that are blocks.
const BLOCKS: [&str; 20] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "li",
    "div",
    "pre",
    "hr",
    "table",
    "blockquote",
    "section",
    "center",
    "ac:task-list",
    "ac:adf-extension",
];

/// Whether an element can be read as a frame: one of HTML with something in it to be seen.
pub(super) fn can_be(element: &Element<'_>) -> bool {
    !element.name.contains(':')
        && !attributes::is_active(element)
        && (PARTS.contains(&element.name)
            || !element.text().trim().is_empty()
            || element.elements().any(shows))
}

fn shows(element: &Element<'_>) -> bool {
    element.name.contains(':') || element.elements().any(shows)
}

/// The element around what it holds.
pub(super) fn read(element: &Element<'_>) -> Read {
    let content = in_lines(flow::blocks(&element.children), element.name);
    let (attrs, kept) = head(element);
    let is_typed = TYPED.contains(&element.name);
    let name = match is_typed {
        true => element.name.to_owned(),
        false => format!("{HTML}{}", element.name),
    };
    let container = Block::Container(Container {
        name,
        attrs: if is_typed { attrs } else { Vec::new() },
        source: match is_typed {
            true => kept,
            false => Some(source(element.opening(element))),
        },
        content: content.blocks,
    });
    (container, flow::within(element, content.origins))
}

/// Whether a paragraph holds blocks, as old pages have it.
pub(super) fn holds_blocks(paragraph: &Element<'_>) -> bool {
    let alone = !paragraph.children.iter().any(|node| match node {
        Node::Text(text, _) => !text.trim().is_empty(),
        Node::Element(element) => {
            element.name != "br" && !(macros::is_macro(element.name) && macros::has_body(element))
        }
        Node::Opaque(..) => false,
    });
    paragraph
        .elements()
        .any(|element| is_block(element) || alone && element.name != "br")
}

/// Whether an element is a block wherever it stands.
pub(super) fn is_block(element: &Element<'_>) -> bool {
    let is_macro = macros::is_macro(element.name);
    BLOCKS.contains(&element.name) || is_macro && macros::holds_blocks(element)
}

/// A paragraph around blocks.
pub(super) fn paragraph(element: &Element<'_>) -> Read {
    let mut content = in_lines(flow::blocks(&element.children), element.name);
    if matches!(content.blocks.as_slice(), [Block::Paragraph(_)])
        && let Some(text) = content.blocks.pop()
    {
        return flow::whole(element, flow::attributed(element, text));
    }
    let (attrs, source) = head(element);
    let container = Block::Container(Container {
        name: PARAGRAPH.to_owned(),
        attrs,
        source,
        content: content.blocks,
    });
    (container, flow::within(element, content.origins))
}

/// Paragraphs one after the other as lines of one, where an element holds no paragraphs: they would be written so.
fn in_lines(content: Blocks, name: &str) -> Blocks {
    if !LINES.contains(&name) {
        return content;
    }
    let mut out = Blocks::default();
    for (block, origin) in content.blocks.into_iter().zip(content.origins) {
        match (block, out.blocks.last_mut(), out.origins.last_mut()) {
            (Block::Paragraph(line), Some(Block::Paragraph(lines)), Some(before)) => {
                lines.push(Inline::Break);
                lines.extend(line);
                *before = Origin::whole(before.span.start..origin.span.end);
            }
            (block, ..) => out.push(block, origin),
        }
    }
    out
}
