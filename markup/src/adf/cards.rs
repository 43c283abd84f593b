//! Links and smart links, both ways.

use serde_json::{Map, Value};

use super::{
    super::{
        Atl,
        tree::{Block, Href, Inline, Link},
    },
    node::{Node, attrs, leaf},
};

/// A card and the title of the link that says it.
const TITLES: [(&str, &str); 3] = [
    ("inlineCard", "card"),
    ("blockCard", "block-card"),
    ("embedCard", "embed-card"),
];

/// The address of a link, if Markdown can say it.
pub(super) fn href(link: Node<'_>) -> Option<&str> {
    let href = link.text_attr("href").or_else(|| link.text_attr("url"))?;
    let plain = !href.contains(|c: char| c.is_control() || c == '\u{FFFD}')
        && href.trim() == href
        && !href.is_empty();
    (plain && !Atl::claims(href) && !is_script(href)).then_some(href)
}

/// Whether an address runs code where it is followed. Only a carrier may bring one back.
pub(super) fn is_script(href: &str) -> bool {
    let scheme: String = href
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let scheme = scheme.to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:"]
        .iter()
        .any(|script| scheme.starts_with(script))
}

/// Whether a title means nothing but itself.
pub(super) fn is_title(title: &str) -> bool {
    let reserved =
        ["block", "inline"].contains(&title) || TITLES.iter().any(|(_, card)| *card == title);
    !reserved && !title.contains(|c: char| c.is_control()) && title.trim() == title
}

/// Reads a card that has no more than an address.
pub(super) fn read(node: Node<'_>) -> Option<Inline> {
    let plain = match node.kind() {
        "embedCard" => {
            node.has_only(&["url", "layout"]) && node.text_attr("layout") == Some("center")
        }
        _ => node.has_only(&["url"]),
    };
    let (_, title) = TITLES.iter().find(|(kind, _)| *kind == node.kind())?;
    let url = href(node).filter(|_| plain && node.marks().is_empty())?;
    Some(Inline::Link(Link {
        title: (*title).to_owned(),
        ..Link::url(url, vec![Inline::text(url)])
    }))
}

/// The card that a link is.
pub(super) fn write(link: &Link) -> Option<Value> {
    let (kind, _) = TITLES.iter().find(|(_, title)| *title == link.title)?;
    let Href::Url(url) = &link.href else {
        return None;
    };
    let mut attrs = attrs([("url", url.as_str().into())]);
    if *kind == "embedCard" {
        attrs.insert("layout".to_owned(), "center".into());
    }
    (!is_script(url)).then(|| leaf(kind, attrs))
}

/// Any card as one within text.
pub(super) fn write_inline(link: &Link) -> Option<Value> {
    let card = write(link)?;
    let url = Node::new(&card).text_attr("url")?;
    Some(leaf("inlineCard", attrs([("url", url.into())])))
}

/// The mark of a link.
pub(super) fn mark(link: &Link) -> Option<Value> {
    let Href::Url(url) = &link.href else {
        return None;
    };
    let mut attrs: Map<String, Value> = attrs([("href", url.as_str().into())]);
    if is_title(&link.title) && !link.title.is_empty() {
        attrs.insert("title".to_owned(), link.title.as_str().into());
    }
    (!url.is_empty() && !is_script(url)).then(|| leaf("link", attrs))
}

/// Reads a card that is a block.
pub(super) fn read_block(node: Node<'_>) -> Option<Block> {
    read(node).map(Block::Leaf)
}
