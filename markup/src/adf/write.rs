//! Writes blocks.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{
    super::{
        Attrs, Source,
        tree::{Block, Code, Container, Inline, List, Panel},
    },
    cards, elements, inlines, lists, macros, marks, media,
    node::{self, Node, attrs, leaf, make, number, paragraph, value},
    place::{Out, Place, strong},
    read::{COLUMN, LAYOUT, PANEL, PANEL_ATTRS, PANELS},
};

/// The deepest nesting that is written, so that the JSON stays within what parsers take; what is deeper is text.
const DEEPEST: usize = 24;

/// Writes blocks, numbering the local ids that the schema asks for.
#[derive(Debug, Default)]
pub(super) struct Writer {
    ids: usize,
    /// Those that the document has.
    taken: HashSet<String>,
}

impl Writer {
    /// The content of a document.
    pub fn document(&mut self, blocks: &[Block]) -> Vec<Value> {
        self.blocks(blocks, Place::Doc, 0)
            .into_iter()
            .map(|out| Place::Doc.land(out).node)
            .collect()
    }

    /// A writer that gives none of these local ids.
    pub fn avoiding(taken: HashSet<String>) -> Self {
        Self { ids: 0, taken }
    }

    pub(super) fn local_id(&mut self) -> String {
        loop {
            self.ids += 1;
            let id = self.ids.to_string();
            if !self.taken.contains(&id) {
                return id;
            }
        }
    }

    /// Writes blocks that shall stand in `place`; whether they may is for who holds them to see.
    pub(super) fn blocks(&mut self, blocks: &[Block], place: Place, depth: usize) -> Vec<Out> {
        if depth > DEEPEST {
            let text = super::super::markdown::print(blocks, true);
            let content = inlines::write(&inlines::text(&text));
            return (!content.is_empty())
                .then(|| Out::new(paragraph(content)))
                .into_iter()
                .collect();
        }
        blocks
            .iter()
            .flat_map(|block| self.block(block, place, depth))
            .collect()
    }

    fn block(&mut self, block: &Block, place: Place, depth: usize) -> Vec<Out> {
        let one = |node| vec![Out::new(node)];
        match block {
            Block::Paragraph(content) => paragraphs(content),
            Block::Heading(level, content) => {
                let attrs = attrs([("level", (*level).clamp(1, 6).into())]);
                one(make("heading", attrs, inlines::write(content)))
            }
            Block::Quote(content) => {
                let content = self.blocks(content, Place::Quote, depth + 1);
                Place::Quote.split(content, &mut |content| {
                    make("blockquote", Map::new(), content)
                })
            }
            Block::List(list) => self.list(list, depth),
            Block::Code(code) => self::code(code),
            Block::Rule => one(leaf("rule", Map::new())),
            Block::Table(table) => self.table(table, depth).map(Out::new).into_iter().collect(),
            Block::Panel(panel) => self.alert(panel, depth),
            Block::Expand(title, content) => self.expand(title, content, place, depth),
            Block::Footnote(name, content) => self.footnote(name, content, place, depth),
            Block::Leaf(Inline::Text(text)) if text.is_empty() => Vec::new(),
            Block::Leaf(inline) => vec![block_leaf(inline)],
            Block::Container(container) => self.container(container, place, depth),
            Block::Kept(source) => kept(source),
        }
    }

    fn alert(&mut self, panel: &Panel, depth: usize) -> Vec<Out> {
        let kind = PANELS
            .iter()
            .find(|(_, kind)| *kind == panel.kind)
            .map_or("info", |(kind, _)| kind);
        let attrs = attrs([("panelType", kind.into())]);
        let title = panel.title.as_deref().filter(|title| !title.is_empty());
        let title = title.map(|title| Out::new(paragraph(vec![strong(title)])));
        self.panel(&attrs, title, &panel.content, depth)
    }

    fn panel(
        &mut self,
        attrs: &Map<String, Value>,
        title: Option<Out>,
        content: &[Block],
        depth: usize,
    ) -> Vec<Out> {
        let mut held: Vec<Out> = title.into_iter().collect();
        held.extend(self.blocks(content, Place::Panel, depth + 1));
        Place::Panel.split(held, &mut |content| make("panel", attrs.clone(), content))
    }

    fn expand(&mut self, title: &str, content: &[Block], place: Place, depth: usize) -> Vec<Out> {
        let kind = place.expand();
        let inside = if kind == "expand" {
            Place::Expand
        } else {
            Place::NestedExpand
        };
        let content = self.blocks(content, inside, depth + 1);
        let mut attrs = attrs([("title", title.into())]);
        attrs.retain(|_, title| kind == "nestedExpand" || *title != "");
        vec![Out::new(make(kind, attrs, inside.settle(content)))]
    }

    /// ADF has no footnotes: the number stands before the text.
    fn footnote(&mut self, name: &str, content: &[Block], place: Place, depth: usize) -> Vec<Out> {
        let number = Inline::Text(format!("[{name}] "));
        let (text, rest) = match content.split_first() {
            Some((Block::Paragraph(text), rest)) => (text.as_slice(), rest),
            _ => (&[][..], content),
        };
        let text: Vec<Inline> = std::iter::once(number)
            .chain(text.iter().cloned())
            .collect();
        let mut out = vec![Out::new(paragraph(inlines::write(&text)))];
        out.extend(self.blocks(rest, place, depth));
        out
    }

    fn container(&mut self, container: &Container<Block>, place: Place, depth: usize) -> Vec<Out> {
        let Container {
            name,
            attrs,
            source,
            content,
        } = container;
        if let Some(mark) = marks::from_container(name, attrs, source.as_ref()) {
            return self.marked(&mark, source.is_some(), content, place, depth);
        }
        if let Some(source) = source {
            return self.framed(source, content, depth);
        }
        match name.as_str() {
            lists::DECISIONS => self.decided(content, place, depth),
            media::FILES => self.or_content(media::write_group(content), content, place, depth),
            media::FIGURE => {
                self.or_content(media::write_figure(attrs, content), content, place, depth)
            }
            PANEL => {
                let title = elements::param(attrs, "title").filter(|title| !title.is_empty());
                let title = title.map(|title| Out::new(paragraph(vec![strong(title)])));
                self.panel(&panel_attrs(attrs), title, content, depth)
            }
            LAYOUT | "layout-section" => {
                let layout = self.layout(content, depth);
                self.or_content(layout, content, place, depth)
            }
            _ => self.blocks(content, place, depth),
        }
    }

    fn or_content(
        &mut self,
        node: Option<Value>,
        content: &[Block],
        place: Place,
        depth: usize,
    ) -> Vec<Out> {
        match node {
            Some(node) => vec![Out::new(node)],
            None => self.blocks(content, place, depth),
        }
    }

    fn marked(
        &mut self,
        mark: &Value,
        exact: bool,
        content: &[Block],
        place: Place,
        depth: usize,
    ) -> Vec<Out> {
        let mut out = self.blocks(content, place, depth);
        for out in out.iter_mut().filter(|out| !out.exact) {
            if exact || place.allows(Node::new(mark).kind(), Node::new(&out.node)) {
                add_mark(&mut out.node, mark.clone());
                out.exact |= exact;
            }
        }
        out
    }

    /// Content within the exact opening part that it was read from.
    fn framed(&mut self, opening: &Source, content: &[Block], depth: usize) -> Vec<Out> {
        let Ok(Value::Object(mut node)) = serde_json::from_str(&opening.text) else {
            return self.blocks(content, Place::Body, depth);
        };
        let place = match node.get("type").and_then(Value::as_str).unwrap_or_default() {
            "panel" => Place::Panel,
            "expand" => Place::Expand,
            "nestedExpand" => Place::NestedExpand,
            "layoutColumn" => Place::Column,
            "bodiedSyncBlock" => Place::Doc,
            _ => Place::Body,
        };
        let count = content.len();
        let columns: Option<Vec<_>> = content.iter().map(as_column).collect();
        let content = match columns.filter(|columns| !columns.is_empty()) {
            Some(columns) => {
                let columns = columns.into_iter();
                columns
                    .map(|column| Out::exact(self.column(column, count, depth)))
                    .collect()
            }
            None => self.blocks(content, place, depth + 1),
        };
        let marks = node.shift_remove("marks");
        node.insert("content".to_owned(), place.settle(content).into());
        node.extend(marks.map(|marks| ("marks".to_owned(), marks)));
        vec![Out::exact(Value::Object(node))]
    }

    fn decided(&mut self, content: &[Block], place: Place, depth: usize) -> Vec<Out> {
        let mut out = Vec::new();
        for block in content {
            match block {
                Block::List(List { items, .. }) if items.iter().all(|item| item.done.is_none()) => {
                    out.extend(self.decisions(
                        &List {
                            start: None,
                            items: items.clone(),
                        },
                        depth,
                    ));
                }
                block => out.extend(self.block(block, place, depth)),
            }
        }
        out
    }

    /// A section of two or three columns, as the schema asks for; any other is only its content.
    fn layout(&mut self, content: &[Block], depth: usize) -> Option<Value> {
        let columns: Vec<_> = content.iter().map(as_column).collect::<Option<_>>()?;
        let count = columns.len();
        (2..=3).contains(&count).then(|| {
            let columns = columns
                .iter()
                .map(|column| self.column(column, count, depth))
                .collect();
            make("layoutSection", Map::new(), columns)
        })
    }

    fn column(&mut self, column: &Container<Block>, count: usize, depth: usize) -> Value {
        if let Some(source) = &column.source
            && let Some(out) = self.framed(source, &column.content, depth).pop()
        {
            return out.node;
        }
        let content = self.blocks(&column.content, Place::Column, depth + 2);
        let fits = |width: &Value| {
            width
                .as_f64()
                .is_some_and(|width| (0.0..=100.0).contains(&width))
        };
        let width = elements::param(&column.attrs, "width")
            .and_then(number)
            .filter(fits);
        let mut attrs = attrs([(
            "width",
            width.unwrap_or_else(|| (100 / count.max(1)).into()),
        )]);
        let valign = elements::param(&column.attrs, "valign")
            .filter(|at| ["top", "middle", "bottom"].contains(at));
        attrs.extend(valign.map(|valign| ("valign".to_owned(), valign.into())));
        make("layoutColumn", attrs, Place::Column.settle(content))
    }
}

/// Nodes as they are stored.
fn kept(source: &Source) -> Vec<Out> {
    let nodes: Vec<Value> = serde_json::from_str(&source.text).unwrap_or_default();
    nodes.into_iter().map(Out::new).collect()
}

fn as_column(block: &Block) -> Option<&Container<Block>> {
    match block {
        Block::Container(container)
            if [COLUMN, "layoutColumn", "layout-cell"].contains(&container.name.as_str()) =>
        {
            Some(container)
        }
        _ => None,
    }
}

/// Adds a mark to a block.
pub(super) fn add_mark(node: &mut Value, mark: Value) {
    let Value::Object(node) = node else { return };
    match node.get_mut("marks") {
        Some(Value::Array(marks)) => marks.insert(0, mark),
        _ => {
            node.insert("marks".to_owned(), vec![mark].into());
        }
    }
}

const COLOR: &str = "panelColor";

fn panel_attrs(readable: &Attrs) -> Map<String, Value> {
    let kinds = [
        "info", "note", "tip", "warning", "error", "success", "custom",
    ];
    let kind = elements::param(readable, "type")
        .filter(|kind| kinds.contains(kind))
        .unwrap_or("custom");
    let mut attrs = attrs([("panelType", kind.into())]);
    for (key, name) in PANEL_ATTRS.iter().skip(1) {
        attrs.extend(
            elements::param(readable, name).map(|text| ((*key).to_owned(), Value::from(text))),
        );
    }
    // The panel macro's word for it.
    if let (None, Some(color)) = (attrs.get(COLOR), elements::param(readable, "bgColor")) {
        attrs.insert(COLOR.to_owned(), color.into());
    }
    attrs
}

/// A code block; its title, which ADF does not have, stands before it.
fn code(code: &Code) -> Vec<Out> {
    let mut out = Vec::new();
    if let Some(title) = elements::param(&code.attrs, "title").filter(|title| !title.is_empty()) {
        out.push(Out::new(paragraph(vec![strong(title)])));
    }
    let mut attrs = Map::new();
    if !code.language.is_empty() {
        attrs.insert("language".to_owned(), code.language.as_str().into());
    }
    for (key, text) in &code.attrs {
        let value = value(text);
        let fine = match key.as_str() {
            "wrap" | "hideLineNumbers" => value.is_boolean(),
            "uniqueId" => value.is_string(),
            _ => false,
        };
        attrs.extend(fine.then(|| (key.clone(), value)));
    }
    let text = (!code.text.is_empty()).then(|| node::text(&code.text, Vec::new()));
    out.push(Out::new(make(
        "codeBlock",
        attrs,
        text.into_iter().collect(),
    )));
    out
}

/// A paragraph; a block that was kept as it is and stands within the text comes between two of them.
fn paragraphs(content: &[Inline]) -> Vec<Out> {
    let mut out = Vec::new();
    let mut rest = content;
    while let Some((at, node)) = rest
        .iter()
        .enumerate()
        .find_map(|(at, inline)| Some((at, kept_block(inline)?)))
    {
        let (text, after) = rest.split_at_checked(at).unwrap_or_default();
        out.extend((!text.is_empty()).then(|| Out::new(paragraph(inlines::write(text)))));
        out.push(Out::exact(node));
        rest = after.get(1..).unwrap_or_default();
    }
    if out.is_empty() || !rest.is_empty() {
        out.push(Out::new(paragraph(inlines::write(rest))));
    }
    out
}

/// The block that a carrier holds.
pub(super) fn kept_block(inline: &Inline) -> Option<Value> {
    let Inline::Carrier(_, source) = inline else {
        return None;
    };
    let node = serde_json::from_str(&source.text).ok()?;
    (!inlines::may_stand_in_text(Node::new(&node))).then_some(node)
}

/// An element that stands as a block; one that ADF only has within text is a paragraph of its own.
fn block_leaf(inline: &Inline) -> Out {
    let node = match inline {
        Inline::Carrier(_, source) => {
            if let Ok(node) = serde_json::from_str(&source.text)
                && !inlines::is_inline(Node::new(&node))
            {
                return Out::exact(node);
            }
            None
        }
        Inline::Image(image) => media::write(image, &Vec::new(), None),
        Inline::Link(link) => cards::write(link)
            .filter(|card| Node::new(card).kind() != "inlineCard")
            .or_else(|| macros::write(link, "extension")),
        _ => None,
    };
    Out::new(node.unwrap_or_else(|| paragraph(inlines::write(std::slice::from_ref(inline)))))
}
