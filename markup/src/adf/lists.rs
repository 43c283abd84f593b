//! Lists, tasks and decisions, both ways.

use serde_json::{Map, Value};

use super::{
    super::{
        Attrs,
        place::{Nodes, Origin},
        tree::{Block, Container, Inline, Item, List},
    },
    inlines,
    node::{Node, attrs, make},
    place::{Out, Place},
    read::{Blocks, Read, around, below, block, blocks, held, inside, only_paragraph},
    write::Writer,
};

/// The container of a decision list.
pub(super) const DECISIONS: &str = "decisions";
/// The highest number that Markdown's lists can begin with.
const HIGHEST: u64 = 999_999_999;

/// Reads a bullet or numbered list.
pub(super) fn list(node: Node<'_>, path: &[usize], depth: usize) -> Option<Read> {
    let start = match node.kind() {
        "orderedList" => Some(usize::try_from(order(node)?).ok()?),
        _ => None,
    };
    let item = |(at, node): (usize, Node<'_>)| {
        let path = below(path, at);
        let content = held(node, &path, depth);
        let item = Item {
            done: None,
            content: content.blocks,
        };
        (item, around(node, &path, content.origins))
    };
    let fine =
        |node: Node<'_>| node.kind() == "listItem" && node.has_only(&[]) && node.marks().is_empty();
    let known = node.has_only(if start.is_some() { &["order"] } else { &[] });
    let (items, origins): (Vec<Item>, Vec<_>) = node.content().enumerate().map(item).unzip();
    (known && !items.is_empty() && node.content().all(fine))
        .then_some((Block::List(List { start, items }), origins))
}

fn order(node: Node<'_>) -> Option<u64> {
    let order = node.attr("order").map_or(Some(1), Value::as_u64)?;
    (order <= HIGHEST).then_some(order)
}

/// Reads a task list. A list within it belongs to the task before.
pub(super) fn tasks(node: Node<'_>, path: &[usize], depth: usize) -> Option<Read> {
    let mut items: Vec<Item> = Vec::new();
    let mut origins: Vec<Origin<Nodes>> = Vec::new();
    for (at, child) in node.content().enumerate() {
        let path = below(path, at);
        if child.kind() == "taskList" {
            let (item, around) = items.last_mut().zip(origins.last_mut())?;
            around.span.range.end = at + 1;
            if let Some((list, origin)) = block(child, &path, depth + 1) {
                item.content.push(list);
                around.children.push(origin);
            }
        } else {
            let (item, children) = task(child, &path, depth)?;
            items.push(item);
            origins.push(Origin::around(Nodes::at(&path), None, children));
        }
    }
    (!items.is_empty()).then_some((Block::List(List { start: None, items }), origins))
}

/// A task without text cannot be said: Markdown has none.
fn task(node: Node<'_>, path: &[usize], depth: usize) -> Option<(Item, Vec<Origin<Nodes>>)> {
    let done = match node.text_attr("state")? {
        "TODO" => false,
        "DONE" => true,
        _ => return None,
    };
    let content = match node.kind() {
        "taskItem" => line(node, path),
        "blockTaskItem" => blocks(node, path, depth),
        _ => return None,
    };
    let fine = node.has_only(&["state"]) && node.marks().is_empty();
    let shows =
        matches!(content.blocks.first(), Some(Block::Paragraph(content)) if has_text(content));
    let item = Item {
        done: Some(done),
        content: content.blocks,
    };
    (fine && shows).then_some((item, content.origins))
}

/// The text of a node that holds nothing else.
fn line(node: Node<'_>, path: &[usize]) -> Blocks {
    let inside = inside(node, path);
    let origin = Origin::around(inside.clone(), Some(inside), Vec::new());
    let text = Block::Paragraph(inlines::read(node.content()));
    Blocks::from_iter([(text, origin)])
}

fn has_text(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(text) => !text.trim().is_empty(),
        Inline::Break => false,
        _ => true,
    })
}

/// Reads a decision list.
pub(super) fn decisions(node: Node<'_>, path: &[usize]) -> Option<Read> {
    let decision = |(at, node): (usize, Node<'_>)| {
        let fine =
            node.kind() == "decisionItem" && node.has_only(&["state"]) && node.marks().is_empty();
        let path = below(path, at);
        let content = line(node, &path);
        let item = Item {
            done: None,
            content: content.blocks,
        };
        let origin = Origin::around(Nodes::at(&path), None, content.origins);
        (fine && node.text_attr("state") == Some("DECIDED")).then_some((item, origin))
    };
    let read: Vec<_> = node
        .content()
        .enumerate()
        .map(decision)
        .collect::<Option<_>>()?;
    let (items, origins): (Vec<Item>, Vec<_>) = read.into_iter().unzip();
    let fine = !items.is_empty();
    let list = Block::List(List { start: None, items });
    let container = Block::Container(Container {
        name: DECISIONS.to_owned(),
        attrs: Attrs::new(),
        source: None,
        content: vec![list],
    });
    fine.then_some((container, origins))
}

/// What an item becomes: part of the list, or what has to stand beside it.
enum Part {
    Item(Value),
    Beside(Out),
}

impl Writer {
    /// Writes a list: runs of tasks and of others, parted by what neither can hold.
    pub(super) fn list(&mut self, list: &List, depth: usize) -> Vec<Out> {
        let mut out = Vec::new();
        let mut before = 0;
        for run in list
            .items
            .chunk_by(|a, b| a.done.is_some() == b.done.is_some())
        {
            if run.first().is_some_and(|item| item.done.is_some()) {
                self.tasks(run, depth, &mut out);
            } else {
                let start = list.start.map(|start| start.saturating_add(before));
                self.items(start, run, depth, &mut out);
            }
            before += run.len();
        }
        out
    }

    fn items(&mut self, start: Option<usize>, items: &[Item], depth: usize, out: &mut Vec<Out>) {
        let mut number = start;
        let mut parts = Vec::new();
        for item in items {
            let content = self.blocks(&item.content, Place::Item, depth + 1);
            let mut first = true;
            for part in Place::Item.split(content, &mut |content| {
                make("listItem", Map::new(), content)
            }) {
                match part.kind() {
                    "listItem" if first => parts.push(Part::Item(part.node)),
                    "listItem" => parts.extend(unwrapped(part.node).map(Part::Beside)),
                    _ => parts.push(Part::Beside(part)),
                }
                first = false;
            }
        }
        gather(parts, out, &mut |items| {
            let count = items.len();
            let (kind, attrs) = match number {
                None => ("bulletList", Map::new()),
                Some(1) => ("orderedList", Map::new()),
                Some(start) => ("orderedList", attrs([("order", start.into())])),
            };
            number = number.map(|number| number.saturating_add(count));
            make(kind, attrs, items)
        });
    }

    fn tasks(&mut self, items: &[Item], depth: usize, out: &mut Vec<Out>) {
        let mut parts = Vec::new();
        for item in items {
            let held = |block: &&Block| matches!(block, Block::Paragraph(_));
            let length = item.content.iter().take_while(held).count();
            let (text, rest) = item
                .content
                .split_at_checked(length)
                .unwrap_or((&item.content, &[]));
            let state = if item.done == Some(true) {
                "DONE"
            } else {
                "TODO"
            };
            let attrs = attrs([("localId", self.local_id().into()), ("state", state.into())]);
            parts.push(Part::Item(match only_paragraph(text) {
                Some(content) => make("taskItem", attrs, inlines::write(content)),
                None => {
                    let content = self.blocks(text, Place::Task, depth + 1);
                    make("blockTaskItem", attrs, Place::Task.settle(content))
                }
            }));
            for beside in self.blocks(rest, Place::Item, depth + 1) {
                parts.push(if beside.kind() == "taskList" {
                    Part::Item(beside.node)
                } else {
                    Part::Beside(beside)
                });
            }
        }
        gather(parts, out, &mut |items| {
            make(
                "taskList",
                attrs([("localId", self.local_id().into())]),
                items,
            )
        });
    }

    /// Writes a decision list; every item is one line of text.
    pub(super) fn decisions(&mut self, list: &List, depth: usize) -> Vec<Out> {
        let mut out = Vec::new();
        let mut parts = Vec::new();
        for item in &list.items {
            let (text, rest) = match item.content.split_first() {
                Some((Block::Paragraph(text), rest)) => (text.as_slice(), rest),
                _ => (&[][..], item.content.as_slice()),
            };
            let attrs = attrs([
                ("localId", self.local_id().into()),
                ("state", "DECIDED".into()),
            ]);
            parts.push(Part::Item(make(
                "decisionItem",
                attrs,
                inlines::write(text),
            )));
            parts.extend(
                self.blocks(rest, Place::Item, depth + 1)
                    .into_iter()
                    .map(Part::Beside),
            );
        }
        gather(parts, &mut out, &mut |items| {
            make(
                "decisionList",
                attrs([("localId", self.local_id().into())]),
                items,
            )
        });
        out
    }
}

/// The content of an item that goes on after something that had to be put beside it.
fn unwrapped(mut item: Value) -> impl Iterator<Item = Out> {
    let content = item.get_mut("content").map(Value::take);
    let Some(Value::Array(content)) = content else {
        return Vec::new().into_iter();
    };
    content
        .into_iter()
        .map(Out::new)
        .collect::<Vec<_>>()
        .into_iter()
}

fn gather(parts: Vec<Part>, out: &mut Vec<Out>, make: &mut dyn FnMut(Vec<Value>) -> Value) {
    let mut items = Vec::new();
    // Tasks that are left without the one they belonged to are a list by themselves.
    let mut end = |items: &mut Vec<Value>, out: &mut Vec<Out>| {
        let items = std::mem::take(items);
        if items
            .iter()
            .all(|item| Node::new(item).kind() == "taskList")
        {
            out.extend(items.into_iter().map(Out::new));
        } else {
            out.push(Out::new(make(items)));
        }
    };
    for part in parts {
        match part {
            Part::Item(item) => items.push(item),
            Part::Beside(beside) => {
                end(&mut items, out);
                out.push(beside);
            }
        }
    }
    end(&mut items, out);
}
