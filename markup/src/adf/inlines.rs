//! Inlines: reads runs of marked text, and writes them.

use serde_json::{Map, Value};

use super::{
    super::tree::{Href, Inline, Link, plain_text},
    cards, elements, macros, marks, media,
    node::{self, Node, leaf},
};

/// The most marks on one text; one with more is carried.
const MARKS: usize = 12;
/// What stands within text.
const KINDS: [&str; 11] = [
    "text",
    "hardBreak",
    "mention",
    "emoji",
    "date",
    "status",
    "placeholder",
    "inlineCard",
    "inlineExtension",
    "mediaInline",
    "unsupportedInline",
];

pub(super) fn is_inline(node: Node<'_>) -> bool {
    KINDS.contains(&node.kind())
}

/// How a node without its marks is read.
type Leaf = fn(Node<'_>) -> Vec<Inline>;
/// A node and those of its marks that are not yet around it.
type Marked<'a> = (Node<'a>, Vec<&'a Value>);

/// Reads inlines.
pub(super) fn read<'a>(nodes: impl Iterator<Item = Node<'a>>) -> Vec<Inline> {
    read_with(nodes, leaf_of)
}

/// Reads inlines, where `leaf` reads what has no content.
pub(super) fn read_with<'a>(nodes: impl Iterator<Item = Node<'a>>, leaf: Leaf) -> Vec<Inline> {
    let marked = |node: Node<'a>| {
        (
            node,
            if carries(node) {
                Vec::new()
            } else {
                node.marks().iter().collect()
            },
        )
    };
    let nodes: Vec<Marked<'a>> = nodes.map(marked).collect();
    let mut out = Vec::new();
    nest(nodes, leaf, &mut out);
    out
}

/// Whether marks are no matter of ours: they belong to a node that is carried, or there are too many.
fn carries(node: Node<'_>) -> bool {
    node.kind() != "text" || node.marks().len() > MARKS
}

/// Puts each mark around the longest run of nodes that all have it.
fn nest<'a>(nodes: Vec<Marked<'a>>, leaf: Leaf, out: &mut Vec<Inline>) {
    let mut rest = nodes.as_slice();
    while let Some((first, tail)) = rest.split_first() {
        let run = |mark: &&'a Value| {
            rest.iter()
                .take_while(|(_, marks)| marks.contains(mark))
                .count()
        };
        let outer = first
            .1
            .iter()
            .max_by_key(|mark| (run(mark), u8::MAX - marks::rank(mark)));
        let Some((mark, (held, after))) =
            outer.and_then(|mark| Some((*mark, rest.split_at_checked(run(mark))?)))
        else {
            push(leaf(first.0), out);
            rest = tail;
            continue;
        };
        if Node::new(mark).kind() == "code" {
            push(
                held.iter()
                    .map(|(node, _)| Inline::Code(node.text().replace(['\n', '\r'], " ")))
                    .collect(),
                out,
            );
        } else {
            let without = held.iter().map(|(node, marks)| {
                (
                    *node,
                    marks
                        .iter()
                        .copied()
                        .filter(|other| *other != mark)
                        .collect(),
                )
            });
            let mut content = Vec::new();
            nest(without.collect(), leaf, &mut content);
            out.extend((!content.is_empty()).then(|| marks::around(mark, content)));
        }
        rest = after;
    }
}

fn push(inlines: Vec<Inline>, out: &mut Vec<Inline>) {
    for inline in inlines {
        match (inline, out.last_mut()) {
            (Inline::Text(text), _) | (Inline::Code(text), _) if text.is_empty() => {}
            (Inline::Text(text), Some(Inline::Text(last))) => last.push_str(&text),
            (Inline::Code(text), Some(Inline::Code(last))) => last.push_str(&text),
            (inline, _) => out.push(inline),
        }
    }
}

pub(super) fn leaf_of(node: Node<'_>) -> Vec<Inline> {
    match node.kind() {
        "text" if node.has_only(&[]) && node.marks().len() <= MARKS => text(node.text()),
        "hardBreak" if node.has_only(&["text"]) => vec![Inline::Break],
        "inlineCard" => vec![cards::read(node).unwrap_or_else(|| node.carrier())],
        "mediaInline" => vec![media::read_inline(node).unwrap_or_else(|| node.carrier())],
        "inlineExtension" => vec![macros::read(node).unwrap_or_else(|| node.carrier())],
        _ => vec![elements::read(node).unwrap_or_else(|| node.carrier())],
    }
}

/// Text, whose line feeds Atlassian shows as breaks.
pub(super) fn text(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        let line = line.trim_end_matches('\r');
        out.extend((at > 0).then_some(Inline::Break));
        out.extend((!line.is_empty()).then(|| Inline::text(line)));
    }
    out
}

/// Writes inlines.
pub(super) fn write(inlines: &[Inline]) -> Vec<Value> {
    let mut out = Vec::new();
    append(inlines, &mut Vec::new(), &mut out);
    out
}

fn append(inlines: &[Inline], marks: &mut Vec<Value>, out: &mut Vec<Value>) {
    for inline in inlines {
        one(inline, marks, out);
    }
}

fn within(mark: Option<Value>, content: &[Inline], marks: &mut Vec<Value>, out: &mut Vec<Value>) {
    let before = marks.len();
    marks.extend(mark);
    append(content, marks, out);
    marks.truncate(before);
}

fn one(inline: &Inline, marks: &mut Vec<Value>, out: &mut Vec<Value>) {
    match inline {
        Inline::Text(text) => push_text(text, marks, out),
        Inline::Code(code) => {
            marks.push(leaf("code", Map::new()));
            push_text(code, marks, out);
            marks.pop();
        }
        Inline::Break => out.push(leaf("hardBreak", Map::new())),
        Inline::Styled(style, content) => within(marks::of_style(style), content, marks, out),
        Inline::Link(link) => self::link(link, marks, out),
        Inline::Image(image) => match media::write_inline(image) {
            Some(node) => out.push(node),
            None => self::image(image, marks, out),
        },
        Inline::FootnoteRef(name) => {
            marks.extend(marks::of_style(&super::super::tree::Style::Sup));
            push_text(&format!("[{name}]"), marks, out);
            marks.pop();
        }
        Inline::Carrier(label, source) => match serde_json::from_str(&source.text) {
            Ok(node) if may_stand_in_text(Node::new(&node)) => out.push(node),
            _ => push_text(&format!("[{label}]"), marks, out),
        },
        Inline::Container(container) => {
            let mark =
                marks::from_container(&container.name, &container.attrs, container.source.as_ref());
            within(mark, &container.content, marks, out);
        }
    }
}

/// What is neither one of ADF's blocks nor their parts.
pub(super) fn may_stand_in_text(node: Node<'_>) -> bool {
    is_inline(node) || !super::read::is_block(node)
}

fn link(link: &Link, marks: &mut Vec<Value>, out: &mut Vec<Value>) {
    let node = cards::write_inline(link)
        .or_else(|| elements::write(link))
        .or_else(|| macros::write(link, "inlineExtension"));
    match node {
        Some(node) => out.push(node),
        None => within(cards::mark(link), &link.content, marks, out),
    }
}

/// An image that can only be linked: ADF has none of another site within text.
fn image(image: &Link, marks: &mut Vec<Value>, out: &mut Vec<Value>) {
    let alt = plain_text(&image.content);
    let linked = marks.iter().any(|mark| Node::new(mark).kind() == "link");
    let (mark, shown) = match &image.href {
        Href::Url(url) if alt.is_empty() => (cards::mark(image), url.clone()),
        Href::Url(_) => (cards::mark(image), alt),
        Href::Atl(_) => (None, format!("[image: {alt}]")),
    };
    within(mark.filter(|_| !linked), &[Inline::Text(shown)], marks, out);
}

fn push_text(text: &str, marks: &[Value], out: &mut Vec<Value>) {
    let marks = marks::settled(marks);
    if text.is_empty() {
        return;
    }
    if let Some(Value::Object(last)) = out.last_mut()
        && last.get("type").is_some_and(|kind| kind == "text")
        && last
            .get("marks")
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice)
            == marks.as_slice()
        && let Some(Value::String(before)) = last.get_mut("text")
    {
        before.push_str(text);
        return;
    }
    out.push(node::text(text, marks));
}
