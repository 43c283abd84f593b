//! `ac:adf-extension`: nodes of ADF that storage format has no element for, such as custom panels and decisions, as Confluence
//! Cloud keeps them. What they hold is read; the form for those who cannot read ADF is made anew when one is written.

use super::{
    super::{
        super::{
            attrs::Attrs,
            tree::{Block, Container, Item, List},
        },
        xml::Element,
    },
    carrier, exact,
    flow::{self, Read},
};

/// What the names of these containers begin with.
pub(in crate::storage) const ADF: &str = "adf-";
/// Decisions, which are items of a list.
pub(in crate::storage) const DECISIONS: &str = "adf-decision-list";
const DECISION: &str = "decision-item";
const DECIDED: &str = "DECIDED";

/// The node, or a carrier if it holds nothing.
pub(super) fn read(element: &Element<'_>) -> Read {
    let nodes: Vec<&Element<'_>> = named(element, "ac:adf-node").collect();
    let block = match nodes.as_slice() {
        [node] => decisions(node).or_else(|| around(element, node)),
        _ => None,
    };
    flow::whole(
        element,
        block.unwrap_or_else(|| Block::Leaf(carrier(element))),
    )
}

fn named<'e, 'a>(element: &'e Element<'a>, name: &'e str) -> impl Iterator<Item = &'e Element<'a>> {
    element.elements().filter(move |inner| inner.name == name)
}

/// Its attributes but for its local id, if they are all text.
fn attributes(node: &Element<'_>) -> Option<Attrs> {
    let attribute = |element: &Element<'_>| {
        let key = element.attribute("key").filter(|key| !key.is_empty())?;
        Some((key.to_owned(), element.only_text()?.to_owned()))
    };
    let mut attrs: Attrs = named(node, "ac:adf-attribute")
        .map(attribute)
        .collect::<Option<_>>()?;
    attrs.retain(|(key, _)| !matches!(key.as_str(), "local-id" | "localId"));
    let known =
        |element: &Element<'_>| matches!(element.name, "ac:adf-attribute" | "ac:adf-content");
    let sayable = node.holds_elements_only()
        && node.elements().all(known)
        && attrs.iter().all(|(_, value)| !value.is_empty());
    sayable.then_some(attrs)
}

fn kind<'e>(node: &'e Element<'_>) -> Option<&'e str> {
    let plain = |kind: &&str| {
        !kind.is_empty() && kind.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    node.attribute("type").filter(plain)
}

/// A node around content.
fn around(element: &Element<'_>, node: &Element<'_>) -> Option<Block> {
    let mut contents = named(node, "ac:adf-content");
    let content = contents.next().filter(|_| contents.next().is_none())?;
    let attrs = attributes(node);
    let container = Container {
        name: format!("{ADF}{}", kind(node)?),
        source: attrs.is_none().then(|| exact(element, content)),
        attrs: attrs.unwrap_or_default(),
        content: flow::blocks(&content.children).blocks,
    };
    Some(Block::Container(container))
}

/// Decisions, if they are all taken.
fn decisions(node: &Element<'_>) -> Option<Block> {
    let known = |element: &Element<'_>| match element.name {
        "ac:adf-attribute" => matches!(element.attribute("key"), Some("local-id" | "localId")),
        _ => element.name == "ac:adf-node" && kind(element) == Some(DECISION),
    };
    if kind(node) != DECISIONS.strip_prefix(ADF) || !node.elements().all(known) {
        return None;
    }
    let items: Vec<Item> = named(node, "ac:adf-node")
        .map(decision)
        .collect::<Option<_>>()?;
    let list = Block::List(List { start: None, items });
    Some(Block::Container(Container {
        name: DECISIONS.to_owned(),
        attrs: Attrs::new(),
        source: None,
        content: vec![list],
    }))
}

fn decision(node: &Element<'_>) -> Option<Item> {
    let attrs = attributes(node)?;
    let decided = attrs
        .iter()
        .all(|(key, value)| key == "state" && value == DECIDED);
    let content =
        named(node, "ac:adf-content").map(|content| flow::blocks(&content.children).blocks);
    decided.then(|| Item {
        done: None,
        content: content.flatten().collect(),
    })
}
