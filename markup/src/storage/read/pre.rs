//! Preformatted text.

use super::{
    super::{
        super::tree::{Block, Code, Container, Inline},
        attributes,
        xml::{Element, Node},
    },
    flow::{self, Read},
    head, inlines,
};

/// The attribute of a fence that says which element it is, and its values: text in `pre`, and in `code` in `pre`.
const PRE: &str = "pre";
pub(in crate::storage) const PRE_CODE: &str = "pre-code";

/// A fence if it holds nothing but text and breaks, with `code` around these or without; else text in which blanks are kept.
pub(super) fn read(element: &Element<'_>) -> Read {
    let is_bare = |element: &Element<'_>| attributes::significant(element, &[]).is_empty();
    let code = match element.children.as_slice() {
        [Node::Element(code)] if code.name == "code" && is_bare(code) => lines(code),
        _ => None,
    };
    let fence = match (lines(element), code) {
        (Some(text), _) => fence(PRE, text),
        (None, Some(text)) => fence(PRE_CODE, text),
        (None, None) => return marked_up(element),
    };
    flow::whole(element, flow::attributed(element, fence))
}

fn fence(element: &str, text: String) -> Block {
    Block::Code(Code {
        attrs: vec![("as".to_owned(), element.to_owned())],
        text: text.replace("\r\n", "\n").replace('\r', "\n"),
        ..Code::default()
    })
}

/// Text and breaks.
fn lines(element: &Element<'_>) -> Option<String> {
    let mut text = String::new();
    for node in &element.children {
        match node {
            Node::Text(more, _) => text.push_str(more),
            Node::Element(br) if br.name == "br" && br.children.is_empty() => text.push('\n'),
            _ => return None,
        }
    }
    Some(text)
}

fn marked_up(element: &Element<'_>) -> Read {
    let (attrs, source) = head(element);
    let mut content = inlines::children_of_pre(element);
    while content.last() == Some(&Inline::Break) {
        content.pop();
    }
    let container = Block::Container(Container {
        name: PRE.to_owned(),
        attrs,
        source,
        content: vec![Block::Paragraph(content)],
    });
    flow::whole(element, container)
}
