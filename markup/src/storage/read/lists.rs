//! Lists and task lists.

use std::{collections::HashSet, ops::Range};

use super::{
    super::{
        super::{
            attrs::Attrs,
            place::Origin,
            tree::{self, Block, Container, Item, List},
        },
        attributes,
        xml::Element,
    },
    flow::{self, Blocks, Read},
    head,
};

/// `ul` or `ol`. Any other content than items keeps the whole list as it is.
pub(super) fn list(element: &Element<'_>) -> Read {
    let start = match (element.name, element.attribute("start")) {
        ("ol", None) => Some(1),
        ("ol", Some(start)) => start.parse().ok().filter(|start| *start < 1_000_000_000),
        _ => None,
    };
    let orderly = element.holds_elements_only()
        && element
            .elements()
            .all(|child| child.name == "li" || is_list(child));
    if !orderly || element.elements().next().is_none() || (element.name == "ol") != start.is_some()
    {
        return flow::framed(element);
    }
    let mut items = Items::default();
    for child in element.elements() {
        if is_list(child) {
            let (list, origin) = list(child);
            match items.last() {
                Some((item, around)) => add(item, around, list, origin),
                None => items.push(
                    None,
                    Blocks::from_iter([(list, origin)]),
                    child.span(),
                    None,
                ),
            }
        } else {
            let (content, origins) = item(child);
            let content = Blocks {
                blocks: content,
                origins,
            };
            items.push(None, content, child.span(), child.inner());
        }
    }
    let Items { items, origins } = items;
    let known = if start.is_some() { &["start"][..] } else { &[] };
    let mut list = Block::List(List { start, items });
    if !attributes::significant(element, known).is_empty() {
        list = flow::attributed(element, list);
    }
    (list, flow::within(element, origins))
}

/// Items, and where they stand.
#[derive(Default)]
struct Items {
    items: Vec<Item>,
    origins: Vec<Origin<Range<usize>>>,
}

impl Items {
    fn push(
        &mut self,
        done: Option<bool>,
        content: Blocks,
        span: Range<usize>,
        inner: Option<Range<usize>>,
    ) {
        self.items.push(Item {
            done,
            content: content.blocks,
        });
        self.origins
            .push(Origin::around(span, inner, content.origins));
    }

    fn last(&mut self) -> Option<(&mut Item, &mut Origin<Range<usize>>)> {
        self.items.last_mut().zip(self.origins.last_mut())
    }
}

/// Adds a list that stands after an item it belongs to.
fn add(
    item: &mut Item,
    around: &mut Origin<Range<usize>>,
    list: Block,
    origin: Origin<Range<usize>>,
) {
    around.span.end = origin.span.end;
    around.inner = None;
    item.content.push(list);
    around.children.push(origin);
}

fn is_list(element: &Element<'_>) -> bool {
    matches!(element.name, "ul" | "ol")
}

/// What an item holds; its attributes, if there are any, are a container around that.
fn item(element: &Element<'_>) -> (Vec<Block>, Vec<Origin<Range<usize>>>) {
    let Blocks { blocks, origins } = flow::blocks(&element.children);
    let (attrs, source) = head(element);
    if attrs.is_empty() && source.is_none() {
        return (blocks, origins);
    }
    let container = Block::Container(Container {
        name: "li".to_owned(),
        attrs,
        source,
        content: blocks,
    });
    (vec![container], origins)
}

/// `ac:task-list`. The ids of tasks are kept around the list, unless they count from 1.
pub(super) fn tasks(element: &Element<'_>) -> Read {
    let mut ids = Attrs::new();
    let Some(Items { items, origins }) = task_items(element, &mut ids) else {
        return flow::kept(element);
    };
    let list = Block::List(List { start: None, items });
    let container = Block::Container(Container {
        name: "tasks".to_owned(),
        attrs: ids,
        source: None,
        content: vec![list],
    });
    (container, flow::within(element, origins))
}

/// The ids of tasks so far.
#[derive(Default)]
pub(super) struct Ids {
    taken: HashSet<u64>,
    last: u64,
}

impl Ids {
    /// The id that a writer gives to a task that has this one: of two with the same, the second gets another.
    fn given(&mut self, id: &str) -> (u64, bool) {
        let next = self.last.saturating_add(1);
        let id = id.parse().ok().filter(|id| !self.taken.contains(id));
        let id = id.unwrap_or(next);
        self.taken.insert(id);
        self.last = self.last.max(id);
        (id, id == next)
    }
}

/// Takes away the ids of tasks where they are what a writer gives: one more than the highest before.
pub(super) fn drop_counted_ids(blocks: &mut [Block], before: &mut Ids) {
    for block in blocks {
        match block {
            Block::Container(Container {
                name,
                attrs,
                content,
                ..
            }) if name == "tasks" => {
                let counted = each_task(attrs, content, before);
                if let Some(list) = content.pop_if(|_| counted) {
                    *block = list;
                }
            }
            other => {
                tree::for_each_child(other, &mut |children| drop_counted_ids(children, before));
            }
        }
    }
}

fn each_task(ids: &mut Attrs, content: &mut [Block], before: &mut Ids) -> bool {
    let items = content.iter_mut().flat_map(|block| match block {
        Block::List(list) => list.items.as_mut_slice(),
        _ => &mut [],
    });
    let mut counted = true;
    for (item, (id, _)) in items.zip(ids) {
        let (given, is_next) = before.given(id);
        *id = given.to_string();
        counted &= is_next;
        drop_counted_ids(&mut item.content, before);
    }
    counted
}

fn task_items(element: &Element<'_>, ids: &mut Attrs) -> Option<Items> {
    if !element.holds_elements_only()
        || !attributes::significant(element, &[]).is_empty()
        || element.elements().next().is_none()
    {
        return None;
    }
    let mut items = Items::default();
    for child in element.elements() {
        match child.name {
            "ac:task" => ids.push((task(child, &mut items)?, String::new())),
            "ac:task-list" => {
                let (list, origin) = tasks(child);
                let (item, around) = items.last()?;
                add(item, around, list, origin);
            }
            _ => return None,
        }
    }
    Some(items)
}

/// Adds a task, and gives its id.
fn task(element: &Element<'_>, items: &mut Items) -> Option<String> {
    let (mut id, mut done, mut body) = (String::new(), None, None);
    if !element.holds_elements_only() || !attributes::significant(element, &[]).is_empty() {
        return None;
    }
    for part in element.elements() {
        match (part.name, part.text().trim()) {
            ("ac:task-id", text) => text.clone_into(&mut id),
            ("ac:task-uuid", _) => {}
            ("ac:task-status", "complete") => done = Some(true),
            ("ac:task-status", "incomplete") => done = Some(false),
            ("ac:task-body", _) => body = Some(part),
            _ => return None,
        }
    }
    let sayable = !id.is_empty()
        && id.len() < 19
        && id.chars().all(|c| c.is_ascii_digit())
        && !(id.starts_with('0') && id != "0");
    let content = body.map(|body| flow::blocks(&body.children));
    let inner = body.and_then(Element::inner);
    items.push(
        Some(done?),
        content.unwrap_or_default(),
        element.span(),
        inner,
    );
    sayable.then_some(id)
}
