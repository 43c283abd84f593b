//! Labels: Cloud reads them by v2 and writes them by v1, Data Center does both alike.

use serde_json::{Value, json};

use super::{cloud, data_center, error, model::Page};
use crate::{
    people::{PersonId, hex},
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// Signs that no label has.
const FORBIDDEN: &str = "()!#&*,.:;<>?@[]^";

/// A label as the model writes it: `name`, `team:name` or `my:name@owner`.
struct Label<'a> {
    prefix: &'a str,
    name: &'a str,
    owner: Option<&'a str>,
}

impl<'a> Label<'a> {
    fn of(written: &'a str) -> Self {
        let (prefix, name) = written.split_once(':').unwrap_or(("global", written));
        let (name, owner) = name
            .split_once('@')
            .map_or((name, None), |(name, owner)| (name, Some(owner)));
        Self {
            prefix,
            name,
            owner,
        }
    }

    fn show(&self) -> Value {
        json!({"id": hex(self.name, 8), "name": self.name, "prefix": self.prefix, "label": self.name})
    }
}

/// The labels of a page that somebody sees: one's own are nobody else's business.
fn seen<'a>(page: &'a Page, by: &PersonId) -> impl Iterator<Item = Label<'a>> {
    let labels = page.labels.iter().map(|written| Label::of(written));
    labels.filter(move |label| label.owner.is_none_or(|owner| owner == by))
}

/// Their names, as searches know them.
pub(super) fn names(page: &Page, by: &PersonId) -> Vec<String> {
    seen(page, by).map(|label| label.name.to_owned()).collect()
}

/// They themselves.
pub(super) fn shown(page: &Page, by: &PersonId) -> Vec<Value> {
    seen(page, by).map(|label| label.show()).collect()
}

/// Cloud's `GET pages/{id}/labels` and `GET blogposts/{id}/labels`
pub(super) fn on_cloud(world: &mut World, request: &Request) -> Answer {
    let page = cloud::find(world, request)?;
    let labels = shown(page, &request.caller).into_iter();
    let of_v2 = |mut label: Value| {
        if let Some(members) = label.as_object_mut() {
            members.remove("label");
        }
        label
    };
    cloud::listed(world, request, labels.map(of_v2).collect())
}

/// Data Center's `GET content/{id}/label`
pub(super) fn on_data_center(world: &mut World, request: &Request) -> Answer {
    let page = data_center::find(world, request)?;
    Ok(data_center::listed(
        world,
        request,
        shown(page, &request.caller),
    ))
}

/// `POST content/{id}/label`, on both: what is there already stays, and the answer is all there are.
pub(super) fn add(world: &mut World, request: &Request) -> Answer {
    data_center::find(world, request)?;
    let sent = match request.json.as_array() {
        Some(list) => list.clone(),
        None => vec![request.json.clone()],
    };
    let mut added = Vec::new();
    for label in &sent {
        let text = |name: &str| label.get(name).and_then(Value::as_str).unwrap_or_default();
        let name = text("name").to_lowercase();
        let wrong = |character: char| character.is_whitespace() || FORBIDDEN.contains(character);
        if name.is_empty() || name.contains(wrong) {
            return Err(error(400, ""));
        }
        added.push(match text("prefix") {
            "my" => format!("my:{name}@{}", request.caller),
            "" | "global" => name,
            prefix => format!("{prefix}:{name}"),
        });
    }
    let id = request.param("id").to_owned();
    let pages = world.confluence.pages.iter_mut();
    if let Some(page) = pages.into_iter().find(|page| page.id.to_string() == id) {
        for label in added {
            if !page.labels.contains(&label) {
                page.labels.push(label);
            }
        }
    }
    let page = data_center::find(world, request)?;
    let all = shown(page, &request.caller);
    Ok(Reply::ok(
        json!({"results": all, "start": 0, "limit": 200, "size": all.len(), "_links": {"base": world.confluence_base()}}),
    ))
}
