//! Comments of Cloud: what began a thread stands in two lists, and replies are asked for comment by comment, one level at a time.

use std::collections::HashSet;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use super::threads;
use super::{Found, KINDS, Part, WHAT};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::http::Answer;
use crate::tools::confluence::holder::{Kind, first_of, number};
use crate::tools::paging;
use crate::views::confluence::{CloudComment, Comment, Listed};

/// The form of the texts.
const STORAGE: &str = "storage";

/// The most comments that one answer gives.
const PAGE: i64 = 250;

/// How many comments are asked for their replies at a time.
const AT_ONCE: usize = 8;

/// How deep replies to replies are followed; what people see of a thread is flatter.
pub(super) const LEVELS: usize = 30;

/// Whether a comment is at the foot of a page or within its text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Footer,
    Inline,
}

/// A part of the threads of a page or blog post.
pub async fn threads(ctx: &Ctx, id: &str, kind: Option<Kind>, part: Part) -> Result<Found> {
    let id = number(id)?;
    let both = |kind: Kind| async move {
        let (footer, inline) = tokio::join!(
            roots(ctx, kind, Place::Footer, id),
            roots(ctx, kind, Place::Inline, id)
        );
        Ok((footer?, inline?))
    };
    let (footer, inline) = match kind {
        Some(kind) => both(kind).await?,
        None => first_of(&KINDS, both).await?,
    };
    let footer = footer.into_iter().map(|comment| (Place::Footer, comment));
    let inline = inline.into_iter().map(|comment| (Place::Inline, comment));
    let roots: Vec<_> = footer.chain(inline).collect();
    let total = roots.len();
    let (comments, too_deep) = with_replies(ctx, part.of(roots)).await?;
    Ok(Found {
        threads: threads::of(comments),
        total,
        too_deep,
    })
}

async fn roots(ctx: &Ctx, kind: Kind, place: Place, id: i64) -> Result<Vec<CloudComment>> {
    let page = |cursor: Option<String>, _| async move {
        let cursor = cursor.as_deref();
        let api = ctx.confluence_cloud_v2()?;
        macro_rules! ask {
            ($list:ident) => {
                api.$list(id)
                    .body_format(STORAGE)
                    .limit(PAGE)
                    .cursor(cursor)
                    .send()
                    .await?
            };
        }
        let answer = match (kind, place) {
            (Kind::BlogPost, Place::Footer) => ask!(get_blogposts_footer_comments),
            (Kind::BlogPost, Place::Inline) => ask!(get_blogposts_inline_comments),
            (_, Place::Footer) => ask!(get_pages_footer_comments),
            (_, Place::Inline) => ask!(get_pages_inline_comments),
        };
        listed(&answer)
    };
    Ok(paging::walk(WHAT, usize::MAX, page).await?.0)
}

fn listed(answer: &Answer) -> Result<(Vec<CloudComment>, Option<String>)> {
    let listed: Listed<CloudComment> = answer.view()?;
    Ok(listed.by_cursor())
}

/// The comments and all that was said to them, level by level, and how many more are at the first level that is not followed.
async fn with_replies(
    ctx: &Ctx,
    roots: Vec<(Place, CloudComment)>,
) -> Result<(Vec<Comment>, usize)> {
    let mut seen: HashSet<String> = HashSet::new();
    let mut level = roots;
    let mut all = Vec::new();
    for _ in 0..LEVELS {
        level.retain(|(_, comment)| seen.insert(comment.id.clone()));
        if level.is_empty() {
            break;
        }
        let asked: Vec<_> = level
            .iter()
            .map(|(place, comment)| (*place, comment.id.clone()))
            .collect();
        let asking = asked.into_iter().map(|(place, id)| replies(ctx, place, id));
        let below: Vec<Vec<(Place, CloudComment)>> = stream::iter(asking.collect::<Vec<_>>())
            .buffered(AT_ONCE)
            .try_collect()
            .await?;
        all.extend(level.into_iter().map(|(_, comment)| Comment::from(comment)));
        level = below.into_iter().flatten().collect();
    }
    level.retain(|(_, comment)| seen.insert(comment.id.clone()));
    Ok((all, level.len()))
}

/// What was said to a comment; nothing to one that was deleted meanwhile.
async fn replies(ctx: &Ctx, place: Place, id: String) -> Result<Vec<(Place, CloudComment)>> {
    let number = number(&id)?;
    let page = |cursor: Option<String>, _| async move {
        let cursor = cursor.as_deref();
        let api = ctx.confluence_cloud_v2()?;
        macro_rules! ask {
            ($list:ident) => {
                api.$list(number)
                    .body_format(STORAGE)
                    .limit(PAGE)
                    .cursor(cursor)
                    .send()
                    .await?
            };
        }
        let answer = match place {
            Place::Footer => ask!(get_footer_comments_children),
            Place::Inline => ask!(get_inline_comments_children),
        };
        listed(&answer)
    };
    let found = match paging::walk(WHAT, usize::MAX, page).await {
        Err(error) if error.is_not_found() => Vec::new(),
        found => found?.0,
    };
    // An answer need not say whose replies these are.
    let reply = |mut comment: CloudComment| {
        comment.parent_comment_id.get_or_insert_with(|| id.clone());
        (place, comment)
    };
    Ok(found.into_iter().map(reply).collect())
}
