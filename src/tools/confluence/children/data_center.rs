//! On Data Center pages alone have children in the tree, and their list, which is in the order of the tree, tells all of them.
//! It is never asked for folders, which it refuses.

use super::{Child, Extras, Found, Part};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::product::Product;
use crate::scope::Key;
use crate::tools::paging;
use crate::views::confluence::{Content, Listed};

/// What is walked over, and what to do if there is no end of it.
const WHAT: (&str, &str) = ("children", "search with `parent = id` instead");

/// A part of what is below a page. A server may give fewer at once than it is asked for.
pub(super) async fn below(ctx: &Ctx, id: &str, part: Part, extras: Extras) -> Result<Found> {
    let narrows = ctx.policy().narrows(&[Product::Confluence]);
    let wanted = [
        ("version", extras.version),
        ("body.storage", extras.content),
        ("space", narrows),
    ];
    let wanted: Vec<_> = wanted
        .iter()
        .filter(|(_, wanted)| *wanted)
        .map(|(name, _)| *name)
        .collect();
    let expand = wanted.join(",");
    let expand = Some(expand.as_str()).filter(|expand| !expand.is_empty());
    let page = |at: Option<usize>, before: usize| async move {
        let start = at.unwrap_or(part.start);
        let left = i64::try_from(part.limit.saturating_sub(before)).unwrap_or(i64::MAX);
        let api = ctx.confluence_dc()?;
        let request = api.get_content_child_by_type(id, "page").expand(expand);
        let request = request
            .limit(left)
            .start(i64::try_from(start).unwrap_or(i64::MAX));
        let listed: Listed<Content> = request.send().await?.view()?;
        Ok(listed.by_start(start))
    };
    let (mut found, next) = paging::walk(WHAT, part.limit, page).await?;
    let passed = next.map_or(found.len(), |next| next.saturating_sub(part.start));
    let all = found.len();
    if narrows {
        found.retain(|child| ctx.policy().check_key(Key::Space(&child.space.key)).is_ok());
    }
    let held_back = all - found.len();
    Ok(Found {
        held_back,
        passed,
        total: None,
        more: next.is_some(),
        children: found
            .into_iter()
            .map(|child| shown(child, extras))
            .collect(),
    })
}

fn shown(content: Content, extras: Extras) -> Child {
    Child {
        body: extras
            .content
            .then(|| content.body.into_text().unwrap_or_default()),
        version: Some(content.version.number),
        saved: content.version.saved().map(str::to_owned),
        author: content.version.by.and_then(|author| author.display_name),
        author_id: None,
        id: content.id,
        title: content.title,
        kind: content.kind,
        status: "current".to_owned(),
    }
}
