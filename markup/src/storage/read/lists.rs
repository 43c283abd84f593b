//! Lists and task lists.

use super::{
    super::{
        super::{
            attrs::Attrs,
            tree::{self, Block, Container, Item, List},
        },
        attributes,
        xml::Element,
    },
    carrier, flow, head,
};

/// `ul` or `ol`. Any other content than items keeps the whole list as it is.
pub(super) fn list(element: &Element<'_>) -> Block {
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
        return Block::Leaf(carrier(element));
    }
    let mut items: Vec<Item> = Vec::new();
    for child in element.elements() {
        match items.last_mut() {
            Some(item) if is_list(child) => item.content.push(list(child)),
            _ if is_list(child) => items.push(Item {
                done: None,
                content: vec![list(child)],
            }),
            _ => items.push(Item {
                done: None,
                content: item(child),
            }),
        }
    }
    let known = if start.is_some() { &["start"][..] } else { &[] };
    let list = Block::List(List { start, items });
    if attributes::significant(element, known).is_empty() {
        list
    } else {
        flow::attributed(element, list)
    }
}

fn is_list(element: &Element<'_>) -> bool {
    matches!(element.name, "ul" | "ol")
}

fn item(element: &Element<'_>) -> Vec<Block> {
    let content = flow::blocks(&element.children);
    let (attrs, source) = head(element);
    if attrs.is_empty() && source.is_none() {
        return content;
    }
    vec![Block::Container(Container {
        name: "li".to_owned(),
        attrs,
        source,
        content,
    })]
}

/// `ac:task-list`. The ids of tasks are kept around the list, unless they count from 1.
pub(super) fn tasks(element: &Element<'_>) -> Block {
    let mut ids = Attrs::new();
    let Some(items) = task_items(element, &mut ids) else {
        return Block::Leaf(carrier(element));
    };
    let list = Block::List(List { start: None, items });
    Block::Container(Container {
        name: "tasks".to_owned(),
        attrs: ids,
        source: None,
        content: vec![list],
    })
}

/// Takes away the ids of tasks where they are what a writer gives: one more than the highest before.
pub(super) fn drop_counted_ids(blocks: &mut [Block], last: &mut u64) {
    for block in blocks {
        match block {
            Block::Container(Container {
                name,
                attrs,
                content,
                ..
            }) if name == "tasks" => {
                let counted = each_task(attrs, content, last);
                if let Some(list) = content.pop_if(|_| counted) {
                    *block = list;
                }
            }
            other => tree::for_each_child(other, &mut |children| drop_counted_ids(children, last)),
        }
    }
}

fn each_task(ids: &Attrs, content: &mut [Block], last: &mut u64) -> bool {
    let items = content.iter_mut().flat_map(|block| match block {
        Block::List(list) => list.items.as_mut_slice(),
        _ => &mut [],
    });
    let mut counted = true;
    for (item, id) in items.zip(
        ids.iter()
            .map(|(id, _)| id.parse::<u64>().unwrap_or(u64::MAX)),
    ) {
        counted &= id == last.saturating_add(1);
        *last = (*last).max(id);
        drop_counted_ids(&mut item.content, last);
    }
    counted
}

fn task_items(element: &Element<'_>, ids: &mut Attrs) -> Option<Vec<Item>> {
    if !element.holds_elements_only()
        || !attributes::significant(element, &[]).is_empty()
        || element.elements().next().is_none()
    {
        return None;
    }
    let mut items: Vec<Item> = Vec::new();
    for child in element.elements() {
        match child.name {
            "ac:task" => {
                let (id, item) = task(child)?;
                ids.push((id, String::new()));
                items.push(item);
            }
            "ac:task-list" => items.last_mut()?.content.push(tasks(child)),
            _ => return None,
        }
    }
    Some(items)
}

fn task(element: &Element<'_>) -> Option<(String, Item)> {
    let (mut id, mut done, mut content) = (String::new(), None, Vec::new());
    if !element.holds_elements_only() || !attributes::significant(element, &[]).is_empty() {
        return None;
    }
    for part in element.elements() {
        match (part.name, part.text().trim()) {
            ("ac:task-id", text) => text.clone_into(&mut id),
            ("ac:task-uuid", _) => {}
            ("ac:task-status", "complete") => done = Some(true),
            ("ac:task-status", "incomplete") => done = Some(false),
            ("ac:task-body", _) => content = flow::blocks(&part.children),
            _ => return None,
        }
    }
    let sayable = !id.is_empty()
        && id.len() < 19
        && id.chars().all(|c| c.is_ascii_digit())
        && !(id.starts_with('0') && id != "0");
    Some((
        id,
        Item {
            done: Some(done?),
            content,
        },
    ))
    .filter(|_| sayable)
}
