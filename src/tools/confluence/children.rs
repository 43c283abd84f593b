//! What is right below a page, in the order of the page tree.

mod cloud;
mod data_center;

use serde_json::{Map, Value, json};

use super::find;
use super::holder;
use super::texts;
use crate::api::params::ConfluenceGetPageChildren;
use crate::blank::is_blank;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::{Page, Reply};
use crate::tools::names::folded;
use crate::views::jira::when;

/// `confluence_get_page_children`
///
/// # Errors
/// What Confluence refuses; a page outside of the spaces filter; extras that there are not.
pub async fn list(ctx: &Ctx, params: ConfluenceGetPageChildren) -> Result<Reply> {
    let extras = Extras::asked(&params)?;
    let place = find::place(ctx, &params.parent_id).await?;
    let id = place.id.as_str();
    let kind = holder::admitted(ctx, id).await?;
    let part = Part {
        start: usize::try_from(params.start.unwrap_or_default()).unwrap_or_default(),
        limit: usize::try_from(params.limit).unwrap_or_default(),
    };
    let found = match ctx.deployment(Product::Confluence)? {
        Deployment::Cloud => cloud::below(ctx, (id, kind), part, extras).await?,
        Deployment::DataCenter => data_center::below(ctx, id, part, extras).await?,
    };
    let rows = rows(ctx, &found.children, extras, params.convert_to_markdown).await;
    let resume = |shown: usize| Some(json!({ "start": part.start + shown }));
    let next = found
        .more
        .then(|| json!({ "start": part.start + found.passed }));
    let note = (found.held_back > 0).then(|| {
        let note = format!(
            "held back: {}, in spaces that this server may not touch, or that are not known (CONFLUENCE_SPACES_FILTER)",
            found.held_back
        );
        ("note".to_owned(), note.into())
    });
    let page = Page {
        name: "children",
        items: &rows,
        total: found.total,
        next,
        resume: &resume,
    };
    Reply::list_with(page, note.into_iter().collect())
}

/// Which of the children are shown.
#[derive(Clone, Copy)]
struct Part {
    start: usize,
    limit: usize,
}

/// What is shown of each beyond its name.
#[derive(Clone, Copy)]
struct Extras {
    version: bool,
    content: bool,
}

impl Extras {
    fn asked(params: &ConfluenceGetPageChildren) -> Result<Self> {
        let mut extras = Self {
            version: false,
            content: params.include_content.unwrap_or_default(),
        };
        for part in &params.expand.clone().unwrap_or_default().0 {
            match folded(part.split('.').next().unwrap_or_default()).as_str() {
                "version" | "history" => extras.version = true,
                "body" => extras.content = true,
                // What each row shows anyway, or all of them have in common.
                "space" | "ancestors" => {}
                _ => {
                    return Err(Error::Arguments(format!(
                        "`expand`: there is no \"{part}\"; there is version, and `include_content` for the text"
                    )));
                }
            }
        }
        Ok(extras)
    }
}

/// A part of the children.
struct Found {
    children: Vec<Child>,
    /// How many there are in all, where that is known.
    total: Option<u64>,
    /// How many this part has with those that are held back.
    passed: usize,
    held_back: usize,
    /// Whether others follow.
    more: bool,
}

/// What stands below a page.
#[derive(Default)]
struct Child {
    id: String,
    title: String,
    kind: String,
    status: String,
    version: Option<i64>,
    saved: Option<String>,
    author: Option<String>,
    author_id: Option<String>,
    /// In storage format; none if it was not asked for, or there can be none.
    body: Option<String>,
}

/// The children as a model sees them.
async fn rows(ctx: &Ctx, children: &[Child], extras: Extras, markdown: bool) -> Vec<Value> {
    let bodies: Vec<&str> = children
        .iter()
        .filter_map(|child| child.body.as_deref())
        .collect();
    let authors = children.iter().filter_map(|child| child.author_id.clone());
    let authors = authors.filter(|_| extras.version);
    let converted: &[&str] = if markdown { &bodies } else { &[] };
    let shown = texts::shown(ctx, converted, authors.collect()).await;
    let mut texts = shown.texts.into_iter();
    let row = |child: &Child| {
        let text = child.body.clone().map(|body| texts.next().unwrap_or(body));
        let mut row = json!({
            "id": child.id,
            "type": Some(&child.kind).filter(|kind| *kind != "page"),
            "title": child.title,
            "status": Some(&child.status).filter(|status| *status != "current"),
        });
        if extras.version {
            let id = child.author_id.as_ref();
            let by_id = id.map(|id| shown.names.get(id).unwrap_or(id).clone());
            add(&mut row, "version", child.version);
            add(&mut row, "updated", child.saved.as_deref().map(when));
            add(&mut row, "by", child.author.clone().or(by_id));
        }
        add(&mut row, "content", text);
        match row {
            Value::Object(members) => members
                .into_iter()
                .filter(|(_, value)| !is_blank(value))
                .collect::<Map<_, _>>()
                .into(),
            other => other,
        }
    };
    children.iter().map(row).collect()
}

fn add(row: &mut Value, name: &str, value: Option<impl Into<Value>>) {
    if let (Some(members), Some(value)) = (row.as_object_mut(), value) {
        members.insert(name.to_owned(), value.into());
    }
}
