//! Storage format to the tree.

mod adf;
mod flow;
mod frames;
mod inlines;
mod layout;
mod links;
mod lists;
mod macro_blocks;
mod macros;
mod media;
mod params;
mod pre;
mod tables;

pub(super) use self::{
    adf::{ADF, DECISIONS},
    frames::{HTML, LINES, PARAGRAPH, TYPED},
    inlines::keeps_name,
    links::default_label,
    macro_blocks::{AROUND, AS, MACRO, can_be_typed},
    media::{EMOTICONS, FIGURE, SIZE},
    params::{Resource, space_of},
    pre::PRE_CODE,
};

use std::ops::Range;

use super::{
    super::{Format, Source, place::Placed, tree::Inline},
    attributes,
    xml::{Element, Node},
};

/// The longest label of a carrier, in characters.
const LABEL: usize = 200;

/// Reads a fragment.
pub(super) fn read(nodes: &[Node<'_>]) -> Placed<Range<usize>> {
    let mut placed = flow::blocks(nodes);
    lists::drop_counted_ids(&mut placed.blocks, &mut lists::Ids::default());
    placed
}

/// The elements within a text, and the exact source of each; styles and anchors are none.
pub(super) fn elements(nodes: &[Node<'_>]) -> Vec<(Inline, Source)> {
    let mut found = Vec::new();
    for node in nodes {
        let Node::Element(element) = node else {
            continue;
        };
        let mut read = Vec::new();
        inlines::element(element, &mut read);
        if let [inline @ (Inline::Link(_) | Inline::Image(_) | Inline::Container(_))] =
            read.as_slice()
        {
            found.push((inline.clone(), source(element.source)));
        }
        found.extend(elements(&element.children));
    }
    found
}

fn source(text: &str) -> Source {
    Source {
        format: Format::Storage,
        text: text.to_owned(),
    }
}

/// The exact bytes before the content of `inner`, which lies below an element or is it.
fn exact(element: &Element<'_>, inner: &Element<'_>) -> Source {
    source(element.opening(inner))
}

/// An element kept as it is, labelled with what it is and says.
fn carrier(element: &Element<'_>) -> Inline {
    let name = element
        .name
        .split_once(':')
        .map_or(element.name, |(_, local)| local);
    let text = element.text();
    let detail = match text.trim() {
        "" => element
            .attributes
            .first()
            .map_or("", |(_, value)| value.as_str()),
        text => text,
    };
    Inline::Carrier(label(name, detail), source(element.source))
}

/// Markup kept as it is that is no element that was taken apart.
fn opaque(exact: &str) -> Inline {
    let label = match exact.strip_prefix("<!--") {
        Some(comment) => label("comment", comment.trim_end_matches("-->")),
        None => label(
            "markup",
            exact
                .trim_matches(['<', '>', '?', '/'])
                .split(['>', ' '])
                .next()
                .unwrap_or_default(),
        ),
    };
    Inline::Carrier(label, source(exact))
}

/// `what: detail`, on one line and not too long.
fn label(what: &str, detail: &str) -> String {
    let detail = detail.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut label = if detail.is_empty() {
        what.to_owned()
    } else {
        format!("{what}: {detail}")
    };
    if let Some((at, _)) = label.char_indices().nth(LABEL) {
        label.truncate(at);
        label.push('…');
    }
    label
}

/// The head of a container for an element of HTML: its attributes if they may stand readable, else its exact
/// opening tag.
fn head(element: &Element<'_>) -> (super::super::Attrs, Option<Source>) {
    let attrs = attributes::significant(element, &[]);
    if attrs
        .iter()
        .all(|(name, value)| attributes::is_harmless(name, value))
    {
        (attrs, None)
    } else {
        (Vec::new(), Some(source(element.opening(element))))
    }
}
