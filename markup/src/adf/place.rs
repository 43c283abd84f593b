//! What may stand where: the content models of Atlassian's schema, and what becomes of the rest.

use serde_json::{Map, Value};

use super::{
    node::{self, Node, attrs, leaf, paragraph},
    write::add_mark,
};

/// Where blocks stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Doc,
    Column,
    Expand,
    NestedExpand,
    /// In an extension with a body.
    Body,
    Cell,
    Panel,
    Quote,
    Item,
    /// In a task of several paragraphs.
    Task,
}

/// A node that has been written.
#[derive(Debug)]
pub(super) struct Out {
    pub node: Value,
    /// It came out of a carrier, and stays as and where it is.
    pub exact: bool,
}

impl Out {
    pub fn new(node: Value) -> Self {
        Self { node, exact: false }
    }

    pub fn exact(node: Value) -> Self {
        Self { node, exact: true }
    }

    pub fn kind(&self) -> &str {
        Node::new(&self.node).kind()
    }
}

const TEXT: &[&str] = &["paragraph", "extension"];
const ITEM: &[&str] = &["bulletList", "orderedList", "codeBlock", "mediaSingle"];
const TITLED: &[&str] = &["heading", "rule", "mediaGroup", "taskList", "decisionList"];
const FRAMES: &[&str] = &["panel", "blockquote"];
const CARDS: &[&str] = &["blockCard", "embedCard"];
const ROOT: &[&str] = &["layoutSection", "syncBlock", "bodiedSyncBlock"];

impl Place {
    fn models(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Doc => &[
                TEXT,
                ITEM,
                TITLED,
                FRAMES,
                CARDS,
                &["table", "expand", "bodiedExtension"],
                ROOT,
            ],
            Self::Column => &[
                TEXT,
                ITEM,
                TITLED,
                FRAMES,
                CARDS,
                &["table", "expand", "bodiedExtension"],
            ],
            Self::Expand => &[
                TEXT,
                ITEM,
                TITLED,
                FRAMES,
                CARDS,
                &["table", "nestedExpand"],
            ],
            Self::Body => &[TEXT, ITEM, TITLED, FRAMES, CARDS, &["table"]],
            Self::Cell => &[TEXT, ITEM, TITLED, FRAMES, CARDS, &["nestedExpand"]],
            Self::NestedExpand => &[TEXT, ITEM, TITLED, FRAMES],
            Self::Panel => &[TEXT, ITEM, TITLED, &["blockCard"]],
            Self::Quote => &[TEXT, ITEM, &["mediaGroup"]],
            Self::Item => &[TEXT, ITEM, &["taskList"]],
            Self::Task => &[TEXT],
        }
    }

    /// What a node may hold.
    pub fn of(kind: &str) -> Option<Self> {
        Some(match kind {
            "doc" | "bodiedSyncBlock" => Self::Doc,
            "layoutColumn" => Self::Column,
            "expand" => Self::Expand,
            "nestedExpand" => Self::NestedExpand,
            "bodiedExtension" => Self::Body,
            "tableCell" | "tableHeader" => Self::Cell,
            "panel" => Self::Panel,
            "blockquote" => Self::Quote,
            "listItem" => Self::Item,
            "blockTaskItem" => Self::Task,
            _ => return None,
        })
    }

    pub fn holds(self, kind: &str) -> bool {
        self.models().iter().any(|kinds| kinds.contains(&kind))
    }

    /// Whether a node may stand here as it is. One that was kept stays where the schema knows nothing of it, and so does a
    /// table in a cell: that is how editors before the schema stored them.
    pub fn keeps(self, out: &Out) -> bool {
        let is_old = (self, out.kind()) == (Self::Cell, "table");
        self.holds(out.kind()) || out.exact && (is_old || !Self::Doc.holds(out.kind()))
    }

    /// The node that an expand is here.
    pub fn expand(self) -> &'static str {
        match self {
            Self::Doc | Self::Column => "expand",
            _ => "nestedExpand",
        }
    }

    /// Whether a block may carry this mark here.
    pub fn allows(self, mark: &str, node: Node<'_>) -> bool {
        let has = |other: &str| {
            node.marks()
                .iter()
                .any(|mark| Node::new(mark).kind() == other)
        };
        match (mark, node.kind()) {
            _ if has(mark) => false,
            ("alignment", "paragraph" | "heading") => {
                matches!(self, Self::Doc | Self::Column | Self::Cell) && !has("indentation")
            }
            ("indentation", "paragraph") => {
                matches!(self, Self::Doc | Self::Column) && !has("alignment")
            }
            ("indentation", "heading") => {
                matches!(self, Self::Doc | Self::Column | Self::Cell) && !has("alignment")
            }
            ("fontSize", "paragraph") => self != Self::Quote,
            ("breakout", "codeBlock" | "expand" | "layoutSection") => self == Self::Doc,
            ("fragment", "table") => true,
            _ => false,
        }
    }

    /// The content of a node that has to stay one: what cannot stand in it is taken apart. Never empty.
    pub fn settle(self, content: Vec<Out>) -> Vec<Value> {
        let mut settled = Vec::new();
        for out in content.into_iter().map(|out| self.land(out)) {
            if self.keeps(&out) {
                settled.push(out.node);
            } else {
                self.dissolve(out.node, &mut settled);
            }
        }
        if settled.is_empty() {
            settled.push(paragraph(Vec::new()));
        }
        settled
    }

    /// An expand that was lifted out of a list is no longer a nested one.
    pub fn land(self, mut out: Out) -> Out {
        if !out.exact
            && out.kind() == "nestedExpand"
            && let Value::Object(node) = &mut out.node
        {
            node.insert("type".to_owned(), self.expand().into());
        }
        out
    }

    /// Takes a node apart. What it holds is moved and not copied, for it may be taken apart in each of many nested nodes.
    fn dissolve(self, mut node: Value, out: &mut Vec<Value>) {
        let outer = Node::new(&node);
        if let Some(url) = outer.text_attr("url") {
            out.push(paragraph(vec![leaf(
                "inlineCard",
                attrs([("url", url.into())]),
            )]));
        }
        if let Some(title) = outer.text_attr("title").filter(|title| !title.is_empty()) {
            out.push(paragraph(vec![strong(title)]));
        }
        let content = node.get_mut("content").map(Value::take);
        for child in content.into_iter().flat_map(into_nodes) {
            if self.holds(Node::new(&child).kind()) {
                out.push(self.admitted(child));
            } else {
                self.dissolve(child, out);
            }
        }
    }

    /// A block that comes from elsewhere, with those of its marks that it may have here.
    fn admitted(self, mut block: Value) -> Value {
        let marks = block
            .as_object_mut()
            .and_then(|block| block.shift_remove("marks"));
        for mark in marks.into_iter().flat_map(into_nodes).rev() {
            if self.allows(Node::new(&mark).kind(), Node::new(&block)) {
                add_mark(&mut block, mark);
            }
        }
        block
    }

    /// Nodes around the content: what cannot stand in them is put between two of them. Never empty.
    pub fn split(self, content: Vec<Out>, make: &mut dyn FnMut(Vec<Value>) -> Value) -> Vec<Out> {
        let mut parts = Vec::new();
        let mut held = Vec::new();
        for out in content {
            if self.keeps(&out) {
                held.push(out.node);
            } else if out.kind() == "heading" {
                held.push(paragraph(emphasized(Node::new(&out.node))));
            } else {
                if !held.is_empty() {
                    parts.push(Out::new(make(std::mem::take(&mut held))));
                }
                parts.push(out);
            }
        }
        if parts.is_empty() && held.is_empty() {
            held.push(paragraph(Vec::new()));
        }
        if !held.is_empty() {
            parts.push(Out::new(make(held)));
        }
        parts
    }
}

fn into_nodes(list: Value) -> Vec<Value> {
    match list {
        Value::Array(nodes) => nodes,
        _ => Vec::new(),
    }
}

/// Strong text.
pub(super) fn strong(text: &str) -> Value {
    node::text(text, vec![leaf("strong", Map::new())])
}

/// A heading's content where no heading may stand.
fn emphasized(heading: Node<'_>) -> Vec<Value> {
    let plain = |node: Node<'_>| node.kind() == "text" && node.marks().is_empty();
    heading
        .content()
        .map(|node| {
            if plain(node) {
                strong(node.text())
            } else {
                node.value().clone()
            }
        })
        .collect()
}
