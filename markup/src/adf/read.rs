//! Reads blocks.

use super::{
    super::{
        Attrs,
        place::{Nodes, Origin, Placed},
        tree::{Block, Code, Container, Inline, MAX_DEPTH, Panel, PanelKind},
    },
    cards, inlines, lists, macros, marks, media,
    node::{Node, texts},
    table,
};

/// The containers of what Markdown has no form for, all of whose attributes can be read.
pub(super) const PANEL: &str = "panel";
pub(super) const LAYOUT: &str = "layout";
pub(super) const COLUMN: &str = "column";
/// Panels that are alerts.
pub(super) const PANELS: [(&str, PanelKind); 5] = [
    ("info", PanelKind::Note),
    ("success", PanelKind::Tip),
    ("note", PanelKind::Important),
    ("warning", PanelKind::Warning),
    ("error", PanelKind::Caution),
];
/// The attributes of a panel in ADF and in its container.
pub(super) const PANEL_ATTRS: [(&str, &str); 5] = [
    ("panelType", "type"),
    ("panelIcon", "icon"),
    ("panelIconId", "icon-id"),
    ("panelIconText", "icon-text"),
    ("panelColor", "color"),
];
/// Nodes around blocks, whatever their attributes.
const FRAMES: [&str; 9] = [
    "panel",
    "expand",
    "nestedExpand",
    "layoutSection",
    "layoutColumn",
    "bodiedExtension",
    "multiBodiedExtension",
    "extensionFrame",
    "bodiedSyncBlock",
];
/// Further blocks, and parts of blocks.
const BLOCKS: [&str; 25] = [
    "doc",
    "paragraph",
    "heading",
    "blockquote",
    "rule",
    "codeBlock",
    "bulletList",
    "orderedList",
    "listItem",
    "taskList",
    "taskItem",
    "blockTaskItem",
    "decisionList",
    "decisionItem",
    "table",
    "tableRow",
    "tableCell",
    "tableHeader",
    "mediaSingle",
    "mediaGroup",
    "media",
    "blockCard",
    "embedCard",
    "extension",
    "syncBlock",
];
/// The room that is left for styles below the deepest block.
const INLINE_DEPTH: usize = 20;

pub(super) fn is_block(node: Node<'_>) -> bool {
    BLOCKS.contains(&node.kind()) || FRAMES.contains(&node.kind())
}

/// A block and where what it holds stands.
pub(super) type Read = (Block, Vec<Origin<Nodes>>);
/// Blocks and where they stand.
pub(super) type Blocks = Placed<Nodes>;

/// Reads the blocks that a node holds; what stands in text becomes a paragraph. `path` leads to the node.
pub(super) fn blocks(node: Node<'_>, path: &[usize], depth: usize) -> Blocks {
    let mut out = Blocks::default();
    let mut loose = Vec::new();
    let mut count = 0;
    for (at, node) in node.content().enumerate() {
        count = at + 1;
        if inlines::is_inline(node) {
            loose.push(node);
            continue;
        }
        flush(&mut loose, path, at, &mut out);
        if let Some((block, origin)) = block(node, &below(path, at), depth + 1) {
            out.push(block, origin);
        }
    }
    flush(&mut loose, path, count, &mut out);
    out
}

/// The way to a node that one holds.
pub(super) fn below(path: &[usize], at: usize) -> Vec<usize> {
    path.iter().copied().chain([at]).collect()
}

fn flush(loose: &mut Vec<Node<'_>>, path: &[usize], end: usize, out: &mut Blocks) {
    if loose.is_empty() {
        return;
    }
    let span = Nodes {
        path: path.to_vec(),
        range: end - loose.len()..end,
    };
    let text = Block::Paragraph(inlines::read(loose.drain(..)));
    out.push(text, Origin::around(span.clone(), Some(span), Vec::new()));
}

/// Where all that a node holds stands.
pub(super) fn inside(node: Node<'_>, path: &[usize]) -> Nodes {
    Nodes {
        path: path.to_vec(),
        range: 0..node.content().count(),
    }
}

/// A node around what it holds.
pub(super) fn around(
    node: Node<'_>,
    path: &[usize],
    children: Vec<Origin<Nodes>>,
) -> Origin<Nodes> {
    Origin::around(Nodes::at(path), Some(inside(node, path)), children)
}

/// Blocks of a node that Atlassian never leaves empty: one empty paragraph is nothing.
pub(super) fn held(node: Node<'_>, path: &[usize], depth: usize) -> Blocks {
    let content = blocks(node, path, depth);
    if content.blocks == [Block::Paragraph(Vec::new())] {
        return Blocks::default();
    }
    content
}

/// Reads a block. `path` leads to it.
pub(super) fn block(
    node: Node<'_>,
    path: &[usize],
    depth: usize,
) -> Option<(Block, Origin<Nodes>)> {
    let depth = depth + node.marks().len();
    if depth + INLINE_DEPTH > MAX_DEPTH {
        let text = inlines::text(&texts(node.value()).join(" "));
        let origin = Origin::whole(Nodes::at(path));
        return (!text.is_empty()).then_some((Block::Paragraph(text), origin));
    }
    let (block, children) = match known(node, path, depth) {
        Some((block, children)) => (marks::around_block(node.marks(), block), children),
        None if FRAMES.contains(&node.kind()) => framed(node, path, depth),
        None => return Some((Block::Leaf(node.carrier()), Origin::whole(Nodes::at(path)))),
    };
    Some((block, around(node, path, children)))
}

/// The form of the dialect, if it says all of the node but its marks.
fn known(node: Node<'_>, path: &[usize], depth: usize) -> Option<Read> {
    let bare = node.has_only(&[]);
    let block = match node.kind() {
        "blockquote" if bare => {
            let content = held(node, path, depth);
            return Some((Block::Quote(content.blocks), content.origins));
        }
        "bulletList" | "orderedList" => return lists::list(node, path, depth),
        "taskList" if bare => return lists::tasks(node, path, depth),
        "decisionList" if bare => return lists::decisions(node, path),
        "panel" => return panel(node, path, depth),
        "expand" | "nestedExpand" if node.has_only(&["title"]) => {
            let content = held(node, path, depth);
            let title = title(node)?.to_owned();
            return Some((Block::Expand(title, content.blocks), content.origins));
        }
        "table" => return table::read(node, path, depth),
        "layoutSection" if bare => return layout(node, path, depth),
        "layoutColumn" => return column(node, path, depth),
        "paragraph" if bare => Block::Paragraph(inlines::read(node.content())),
        "heading" if node.has_only(&["level"]) => {
            Block::Heading(level(node)?, inlines::read(node.content()))
        }
        "rule" if bare => Block::Rule,
        "codeBlock" => Block::Code(code(node)?),
        "mediaSingle" if node.marks().is_empty() => media::single(node)?,
        "mediaGroup" if node.marks().is_empty() => media::group(node)?,
        "blockCard" | "embedCard" => cards::read_block(node)?,
        "extension" => Block::Leaf(macros::read(node)?),
        _ => return None,
    };
    Some((block, Vec::new()))
}

fn level(node: Node<'_>) -> Option<u8> {
    let level = u8::try_from(node.attr("level")?.as_u64()?).ok()?;
    (1..=6).contains(&level).then_some(level)
}

fn title(node: Node<'_>) -> Option<&str> {
    let title = node
        .attr("title")
        .map_or(Some(""), |title| title.as_str())?;
    (title.trim() == title && !title.contains(char::is_control)).then_some(title)
}

fn code(node: Node<'_>) -> Option<Code> {
    let text: String = node.content().map(Node::text).collect();
    let language = node
        .attr("language")
        .map_or(Some(""), |language| language.as_str())?;
    let known = node.has_only(&["language", "wrap", "hideLineNumbers", "uniqueId"]);
    let plain = node
        .content()
        .all(|text| text.kind() == "text" && text.marks().is_empty());
    (known && plain).then_some(Code {
        language: language.to_owned(),
        attrs: node.readable(&["wrap", "hideLineNumbers", "uniqueId"])?,
        text: text.replace("\r\n", "\n").replace('\r', "\n"),
    })
}

fn panel(node: Node<'_>, path: &[usize], depth: usize) -> Option<Read> {
    let known = PANELS
        .iter()
        .find(|(kind, _)| node.text_attr("panelType") == Some(kind));
    if let Some((_, kind)) = known.filter(|_| node.has_only(&["panelType"])) {
        let content = held(node, path, depth);
        let panel = Panel {
            kind: *kind,
            title: None,
            content: content.blocks,
        };
        return Some((Block::Panel(panel), content.origins));
    }
    let keys = PANEL_ATTRS.map(|(key, _)| key);
    let mut attrs = node.readable(&keys).filter(|_| node.has_only(&keys))?;
    let texts = attrs.iter().all(|(key, _)| node.text_attr(key).is_some());
    for (key, _) in &mut attrs {
        if let Some((_, name)) = PANEL_ATTRS.iter().find(|(known, _)| known == key) {
            *key = (*name).to_owned();
        }
    }
    texts.then(|| container(PANEL, attrs, held(node, path, depth)))
}

/// A section as the schema allows it: two or three columns.
fn layout(node: Node<'_>, path: &[usize], depth: usize) -> Option<Read> {
    let columns = node
        .content()
        .filter(|node| node.kind() == "layoutColumn" && node.marks().is_empty())
        .count();
    let fine = (2..=3).contains(&columns) && columns == node.content().count();
    fine.then(|| container(LAYOUT, Attrs::new(), blocks(node, path, depth)))
}

fn column(node: Node<'_>, path: &[usize], depth: usize) -> Option<Read> {
    let keys = ["width", "valign"];
    let attrs = node.readable(&keys).filter(|_| node.has_only(&keys))?;
    node.attr("width").filter(|width| width.is_number())?;
    Some(container(COLUMN, attrs, held(node, path, depth)))
}

fn container(name: &str, attrs: Attrs, content: Blocks) -> Read {
    let container = Block::Container(Container {
        name: name.to_owned(),
        attrs,
        source: None,
        content: content.blocks,
    });
    (container, content.origins)
}

/// A node with its exact opening part around its content. What it is called is for people only.
fn framed(node: Node<'_>, path: &[usize], depth: usize) -> Read {
    let label = ["extensionKey", "panelType", "title"]
        .iter()
        .find_map(|key| node.text_attr(key));
    let label = label.map(|label| {
        (
            "name".to_owned(),
            label.split_whitespace().collect::<Vec<_>>().join(" "),
        )
    });
    let content = held(node, path, depth);
    let container = Block::Container(Container {
        name: node.kind().to_owned(),
        attrs: label
            .into_iter()
            .filter(|(_, label)| !label.is_empty())
            .collect(),
        source: Some(node.opening()),
        content: content.blocks,
    });
    (container, content.origins)
}

/// Whether blocks are all paragraphs: the simplest content.
pub(super) fn only_paragraph(content: &[Block]) -> Option<&[Inline]> {
    match content {
        [] => Some(&[]),
        [Block::Paragraph(content)] => Some(content),
        _ => None,
    }
}
