//! On Cloud pages and folders have children of many kinds. Their list tells no versions and no texts: those of the pages among
//! them are asked for at once.

use std::collections::HashMap;

use super::{Child, Extras, Found, Part};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::Product;
use crate::scope::Key;
use crate::tools::confluence::holder::{Kind, first_of, number};
use crate::tools::confluence::spaces;
use crate::tools::paging;
use crate::views::confluence;
use crate::views::confluence::{Listed, PageOfList};

/// The most children, and the most pages by id, that one answer gives.
const PAGE: i64 = 250;

/// What is walked over, and what to do if there is no end of it.
const WHAT: (&str, &str) = ("children", "search with `parent = id` instead");

/// What has children.
const KINDS: [Kind; 2] = [Kind::Page, Kind::Folder];

/// A part of what is below a page or folder.
pub(super) async fn below(
    ctx: &Ctx,
    (id, kind): (&str, Option<Kind>),
    part: Part,
    extras: Extras,
) -> Result<Found> {
    let id = number(id)?;
    let mut all = match kind {
        Some(kind) => list(ctx, id, kind).await?,
        None => first_of(&KINDS, |kind| list(ctx, id, kind)).await?,
    };
    // The order of the answer need not be that of the tree; those that nobody moved follow the others.
    all.sort_by_key(|child| child.child_position.unwrap_or(i64::MAX));
    let total = all.len();
    let mut shown: Vec<_> = all.into_iter().skip(part.start).take(part.limit).collect();
    let passed = shown.len();
    keep_admitted(ctx, &mut shown).await?;
    let held_back = passed - shown.len();
    let mut children: Vec<Child> = shown.into_iter().map(Child::from).collect();
    if extras.version || extras.content {
        fill(ctx, &mut children, extras).await?;
    }
    Ok(Found {
        children,
        total: Some(total as u64),
        passed,
        held_back,
        more: passed > 0 && part.start + passed < total,
    })
}

async fn list(ctx: &Ctx, id: i64, kind: Kind) -> Result<Vec<confluence::Child>> {
    let page = |cursor: Option<String>, _| async move {
        let cursor = cursor.as_deref();
        let api = ctx.confluence_cloud_v2()?;
        let answer = match kind {
            Kind::Folder => {
                api.get_folders_direct_children(id)
                    .limit(PAGE)
                    .cursor(cursor)
                    .send()
                    .await?
            }
            _ => {
                api.get_pages_direct_children(id)
                    .limit(PAGE)
                    .cursor(cursor)
                    .send()
                    .await?
            }
        };
        let listed: Listed<confluence::Child> = answer.view()?;
        Ok(listed.by_cursor())
    };
    Ok(paging::walk(WHAT, usize::MAX, page).await?.0)
}

/// Those in spaces that the filter admits; all of them have the space of what is above, as long as nothing is moved. One that does not
/// say its space may be in any.
async fn keep_admitted(ctx: &Ctx, children: &mut Vec<confluence::Child>) -> Result<()> {
    if !ctx.policy().narrows(&[Product::Confluence]) {
        return Ok(());
    }
    let mut admitted: HashMap<String, bool> = HashMap::new();
    for child in children.iter().filter(|child| !child.space_id.is_empty()) {
        if !admitted.contains_key(&child.space_id) {
            let space = spaces::by_id(ctx, &child.space_id).await?;
            let is = ctx.policy().check_key(Key::Space(&space.key)).is_ok();
            admitted.insert(child.space_id.clone(), is);
        }
    }
    children.retain(|child| admitted.get(&child.space_id) == Some(&true));
    Ok(())
}

impl From<confluence::Child> for Child {
    fn from(child: confluence::Child) -> Self {
        Self {
            id: child.id,
            title: child.title,
            kind: if child.kind.is_empty() {
                "page".to_owned()
            } else {
                child.kind
            },
            status: child.status,
            ..Self::default()
        }
    }
}

/// Adds what the list does not tell of the pages in it.
async fn fill(ctx: &Ctx, children: &mut [Child], extras: Extras) -> Result<()> {
    let pages = children.iter().filter(|child| child.kind == "page");
    let ids: Vec<&str> = pages.map(|child| child.id.as_str()).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let format = extras.content.then_some("storage");
    let api = ctx.confluence_cloud_v2()?;
    let request = api.get_pages().body_format(format).limit(PAGE);
    let ids = ids.join(",");
    let answer = request
        .id(ids.as_str())
        .status("current,archived")
        .send()
        .await?;
    let pages: Listed<PageOfList> = answer.view()?;
    let mut pages: HashMap<String, PageOfList> = pages
        .results
        .into_iter()
        .map(|page| (page.id.clone(), page))
        .collect();
    for child in children {
        let Some(page) = pages.remove(&child.id) else {
            continue;
        };
        child.version = Some(page.version.number);
        child.saved = page.version.created_at;
        child.author_id = page.version.author_id;
        child.body = extras
            .content
            .then(|| page.body.into_text().unwrap_or_default());
    }
    Ok(())
}
