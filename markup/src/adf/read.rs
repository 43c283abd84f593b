//! Reads blocks.

use super::{
    super::{
        Attrs,
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

/// Reads blocks; what stands in text becomes a paragraph.
pub(super) fn blocks<'a>(nodes: impl Iterator<Item = Node<'a>>, depth: usize) -> Vec<Block> {
    let mut out = Vec::new();
    let mut loose = Vec::new();
    for node in nodes {
        if inlines::is_inline(node) {
            loose.push(node);
            continue;
        }
        flush(&mut loose, &mut out);
        out.extend(block(node, depth + 1));
    }
    flush(&mut loose, &mut out);
    out
}

fn flush(loose: &mut Vec<Node<'_>>, out: &mut Vec<Block>) {
    if !loose.is_empty() {
        out.push(Block::Paragraph(inlines::read(loose.drain(..))));
    }
}

/// Blocks of a node that Atlassian never leaves empty: one empty paragraph is nothing.
pub(super) fn held(node: Node<'_>, depth: usize) -> Vec<Block> {
    let mut content = blocks(node.content(), depth);
    if content == [Block::Paragraph(Vec::new())] {
        content.clear();
    }
    content
}

fn block(node: Node<'_>, depth: usize) -> Option<Block> {
    let depth = depth + node.marks().len();
    if depth + INLINE_DEPTH > MAX_DEPTH {
        let text = inlines::text(&texts(node.value()).join(" "));
        return (!text.is_empty()).then_some(Block::Paragraph(text));
    }
    Some(match known(node, depth) {
        Some(block) => marks::around_block(node.marks(), block),
        None if FRAMES.contains(&node.kind()) => framed(node, depth),
        None => Block::Leaf(node.carrier()),
    })
}

/// The form of the dialect, if it says all of the node but its marks.
fn known(node: Node<'_>, depth: usize) -> Option<Block> {
    let bare = node.has_only(&[]);
    Some(match node.kind() {
        "paragraph" if bare => Block::Paragraph(inlines::read(node.content())),
        "heading" if node.has_only(&["level"]) => {
            Block::Heading(level(node)?, inlines::read(node.content()))
        }
        "blockquote" if bare => Block::Quote(held(node, depth)),
        "rule" if bare => Block::Rule,
        "codeBlock" => Block::Code(code(node)?),
        "bulletList" | "orderedList" => lists::list(node, depth)?,
        "taskList" if bare => lists::tasks(node, depth)?,
        "decisionList" if bare => lists::decisions(node)?,
        "panel" => panel(node, depth)?,
        "expand" | "nestedExpand" if node.has_only(&["title"]) => {
            Block::Expand(title(node)?.to_owned(), held(node, depth))
        }
        "table" => table::read(node, depth)?,
        "mediaSingle" if node.marks().is_empty() => media::single(node)?,
        "mediaGroup" if node.marks().is_empty() => media::group(node)?,
        "blockCard" | "embedCard" => cards::read_block(node)?,
        "extension" => Block::Leaf(macros::read(node)?),
        "layoutSection" if bare => layout(node, depth)?,
        "layoutColumn" => column(node, depth)?,
        _ => return None,
    })
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

fn panel(node: Node<'_>, depth: usize) -> Option<Block> {
    let known = PANELS
        .iter()
        .find(|(kind, _)| node.text_attr("panelType") == Some(kind));
    if let Some((_, kind)) = known.filter(|_| node.has_only(&["panelType"])) {
        let panel = Panel {
            kind: *kind,
            title: None,
            content: held(node, depth),
        };
        return Some(Block::Panel(panel));
    }
    let keys = PANEL_ATTRS.map(|(key, _)| key);
    let mut attrs = node.readable(&keys).filter(|_| node.has_only(&keys))?;
    let texts = attrs.iter().all(|(key, _)| node.text_attr(key).is_some());
    for (key, _) in &mut attrs {
        if let Some((_, name)) = PANEL_ATTRS.iter().find(|(known, _)| known == key) {
            *key = (*name).to_owned();
        }
    }
    texts.then(|| container(PANEL, attrs, held(node, depth)))
}

/// A section as the schema allows it: two or three columns.
fn layout(node: Node<'_>, depth: usize) -> Option<Block> {
    let columns = node
        .content()
        .filter(|node| node.kind() == "layoutColumn" && node.marks().is_empty())
        .count();
    let fine = (2..=3).contains(&columns) && columns == node.content().count();
    fine.then(|| container(LAYOUT, Attrs::new(), blocks(node.content(), depth)))
}

fn column(node: Node<'_>, depth: usize) -> Option<Block> {
    let keys = ["width", "valign"];
    let attrs = node.readable(&keys).filter(|_| node.has_only(&keys))?;
    node.attr("width").filter(|width| width.is_number())?;
    Some(container(COLUMN, attrs, held(node, depth)))
}

fn container(name: &str, attrs: Attrs, content: Vec<Block>) -> Block {
    Block::Container(Container {
        name: name.to_owned(),
        attrs,
        source: None,
        content,
    })
}

/// A node with its exact opening part around its content. What it is called is for people only.
fn framed(node: Node<'_>, depth: usize) -> Block {
    let label = ["extensionKey", "panelType", "title"]
        .iter()
        .find_map(|key| node.text_attr(key));
    let label = label.map(|label| {
        (
            "name".to_owned(),
            label.split_whitespace().collect::<Vec<_>>().join(" "),
        )
    });
    Block::Container(Container {
        name: node.kind().to_owned(),
        attrs: label
            .into_iter()
            .filter(|(_, label)| !label.is_empty())
            .collect(),
        source: Some(node.opening()),
        content: held(node, depth),
    })
}

/// Whether blocks are all paragraphs: the simplest content.
pub(super) fn only_paragraph(content: &[Block]) -> Option<&[Inline]> {
    match content {
        [] => Some(&[]),
        [Block::Paragraph(content)] => Some(content),
        _ => None,
    }
}
