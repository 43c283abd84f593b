//! Edits of ADF: nodes of the stored document are replaced.

use serde_json::{Map, Value, json};

use super::{
    super::{
        Format, MarkupError, Source,
        place::{Nodes, Origin, Placed},
        splice::{Change, Fresh, Part, Stored, View, bare},
        tree::{Block, Container, Inline, List, Table},
    },
    inlines, lists,
    node::{Node, paragraph},
    place::{Out, Place},
    read_value,
    write::{Writer, kept_block},
};

/// A stored document.
pub(crate) struct Document(pub Value);

impl Document {
    fn get(&self, at: &Nodes) -> Option<&[Value]> {
        let mut node = &self.0;
        for at in &at.path {
            node = node.get("content")?.get(at)?;
        }
        node.get("content")?.as_array()?.get(at.range.clone())
    }
}

impl Stored for Document {
    type Span = Nodes;
    const FORMAT: Format = Format::Adf;

    fn read(&self) -> Result<Placed<Nodes>, MarkupError> {
        read_value(&self.0)
    }

    fn write(blocks: &[Block]) -> Result<Self, MarkupError> {
        super::write_value(blocks).map(Self)
    }

    /// Tasks and decisions hold text and stand beside what Markdown has in them. The blocks of a cell that is aligned are so
    /// each for itself.
    fn can_hold(around: &[View<'_>]) -> bool {
        match around {
            [
                ..,
                View::Block(Block::Table(table)),
                View::Row(_),
                View::Cell(_),
            ] => table.align.is_empty(),
            [.., View::Item(item)] if item.done.is_some() => false,
            [.., View::Block(list), View::Item(_)] => !is_decisions(list),
            _ => true,
        }
    }

    /// Text that stands in no node of its own is none elsewhere.
    fn source(&self, origin: &Origin<Nodes>, _: View<'_>) -> Option<Source> {
        let is_bare = origin.inner.as_ref() == Some(&origin.span);
        let nodes = self.get(&origin.span).filter(|_| !is_bare)?;
        Some(source(&json!(nodes)))
    }

    fn has_identity(source: &Source) -> bool {
        ["\"localId\"", "\"annotation\""]
            .iter()
            .any(|name| source.text.contains(name))
    }

    fn elements(&self, at: &Nodes) -> Vec<(Inline, Source)> {
        let nodes = self.get(at).unwrap_or_default().iter().map(Node::new);
        let element = |node: Node<'_>| match inlines::read(std::iter::once(node)).as_slice() {
            [inline @ (Inline::Link(_) | Inline::Image(_))] if node.kind() != "text" => {
                Some((inline.clone(), node.source()))
            }
            _ => None,
        };
        nodes.filter_map(element).collect()
    }

    fn reread(&self, before: &Self, at: &Nodes) -> Option<Result<Placed<Nodes>, MarkupError>> {
        let count = |document: &Self| Node::new(&document.0).content().count();
        let rest = count(before).checked_sub(at.range.end)?;
        let content = self.get(&Nodes {
            path: Vec::new(),
            range: at.range.start..count(self).checked_sub(rest)?,
        })?;
        Some(read_value(&json!({"type": "doc", "content": content})))
    }

    fn apply(&self, changes: &[Change<'_, Nodes>]) -> Result<Option<Self>, MarkupError> {
        let mut writer = Writer::beside(&self.0);
        let mut document = self.0.clone();
        let written: Option<Vec<_>> = changes
            .iter()
            .map(|change| self.written(&mut writer, change))
            .collect();
        let Some(written) = written else {
            return Ok(None);
        };
        for (change, nodes) in changes.iter().zip(written).rev() {
            if put(&mut document, &change.at, nodes).is_none() {
                return Ok(None);
            }
        }
        Ok(Some(Self(document)))
    }
}

impl Document {
    /// The nodes that come in; `None` if they cannot stand there.
    fn written(&self, writer: &mut Writer, change: &Change<'_, Nodes>) -> Option<Vec<Value>> {
        match &change.new {
            Fresh::Text(content) if content.iter().any(|inline| kept_block(inline).is_some()) => {
                None
            }
            Fresh::Text(content) => Some(inlines::write(content)),
            Fresh::Parts(parts) => {
                let mut nodes = Vec::new();
                for part in parts {
                    nodes.extend(self.part(writer, change, part)?);
                }
                Some(nodes)
            }
        }
    }

    fn part(
        &self,
        writer: &mut Writer,
        change: &Change<'_, Nodes>,
        part: &Part,
    ) -> Option<Vec<Value>> {
        let depth = change.at.path.len();
        match part {
            Part::Block(block) => {
                let place = self.place(&change.at.path)?;
                let out = writer.blocks(std::slice::from_ref(block), place, depth);
                out.into_iter()
                    .map(|out| place.land(out))
                    .map(|out: Out| place.keeps(&out).then_some(out.node))
                    .collect()
            }
            Part::Item(item) => {
                let list = around(&change.around, 0)?;
                let one = List {
                    start: None,
                    items: vec![item.clone()],
                };
                let written = match is_decisions(list) {
                    true => writer.decisions(&one, depth),
                    false => writer.list(&one, depth),
                };
                only(written.into_iter().map(|out| out.node))
            }
            Part::Row(cells) => {
                let Block::Table(table) = bare(around(&change.around, 0)?) else {
                    return None;
                };
                let one = Table {
                    rows: vec![cells.clone()],
                    ..table.clone()
                };
                only(writer.table(&one, depth).into_iter())
            }
            Part::Cell(column, cell) => {
                let Block::Table(table) = bare(around(&change.around, 1)?) else {
                    return None;
                };
                let align = table.align.get(*column).copied().unwrap_or_default();
                Some(vec![writer.cell(cell, align, None, depth)])
            }
            Part::Kept(source) => serde_json::from_str(&source.text).ok(),
        }
    }

    /// What the node that a way leads to may hold.
    fn place(&self, path: &[usize]) -> Option<Place> {
        let Some((last, above)) = path.split_last() else {
            return Some(Place::Doc);
        };
        let at = Nodes {
            path: above.to_vec(),
            range: *last..last + 1,
        };
        Place::of(Node::new(self.get(&at)?.first()?).kind())
    }
}

/// The block right around what changes, or so many further out.
fn around<'a>(around: &[View<'a>], out: usize) -> Option<&'a Block> {
    match around.iter().rev().nth(out)? {
        View::Block(block) => Some(block),
        _ => None,
    }
}

fn is_decisions(block: &Block) -> bool {
    matches!(block, Block::Container(Container { name, .. }) if name == lists::DECISIONS)
}

/// What the only one of these nodes holds.
fn only(mut nodes: impl Iterator<Item = Value>) -> Option<Vec<Value>> {
    let mut node = nodes.next()?;
    let Some(Value::Array(content)) = node.get_mut("content").map(Value::take) else {
        return None;
    };
    nodes.next().is_none().then_some(content)
}

/// Puts nodes in the place of others. What has to hold something gets an empty paragraph.
fn put(document: &mut Value, at: &Nodes, nodes: Vec<Value>) -> Option<()> {
    let mut node = document;
    for at in &at.path {
        node = node.get_mut("content")?.get_mut(at)?;
    }
    let place = Place::of(Node::new(node).kind());
    let content = node.get_mut("content")?.as_array_mut()?;
    if at.range.end > content.len() {
        return None;
    }
    content.splice(at.range.clone(), nodes);
    if content.is_empty() && place.is_some() {
        content.push(paragraph(Vec::new()));
    }
    Some(())
}

fn source(value: &Value) -> Source {
    Source {
        format: Format::Adf,
        text: value.to_string(),
    }
}

impl Writer {
    /// A writer that gives no local id that a document has already.
    fn beside(document: &Value) -> Self {
        let mut taken = std::collections::HashSet::new();
        local_ids(document, &mut taken);
        Self::avoiding(taken)
    }
}

fn local_ids(node: &Value, out: &mut std::collections::HashSet<String>) {
    let attrs = node.get("attrs").and_then(Value::as_object);
    let id = attrs.and_then(|attrs: &Map<String, Value>| attrs.get("localId"));
    out.extend(id.and_then(Value::as_str).map(str::to_owned));
    Node::new(node)
        .content()
        .for_each(|child| local_ids(child.value(), out));
}
