//! A page that has moved on: whoever changes a version that is not the last one any more is told what came in between, and nothing is
//! written.

use super::document::Document;
use super::stored::{self, Form};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::tools::confluence::find::Place;
use crate::tools::confluence::people;
use crate::views::jira::when;
use markup::ReadOptions;

/// The most characters of what differs that are shown.
const LONGEST_DIFF: usize = 4_000;

/// Makes sure that a page is what its reader saw.
///
/// # Errors
/// [`Error::Arguments`] with who saved which version when, and what differs from the one that was read.
pub async fn check(ctx: &Ctx, now: &Document, read: Option<i64>) -> Result<()> {
    match read {
        Some(read) if read < now.version => Err(moved_on(ctx, now, read).await),
        Some(read) if read > now.version => Err(Error::Arguments(format!(
            "{} {} has no version {read}; the last one is {}. Nothing was written",
            now.kind.name(),
            now.id,
            now.version
        ))),
        _ => Ok(()),
    }
}

/// What is told when somebody else was faster: the page is looked at once more, and not written again.
pub async fn overtaken(ctx: &Ctx, place: &Place, read: &Document, conflict: Error) -> Error {
    match stored::read(ctx, place, Form::Own, false).await {
        Ok(now) if now.version > read.version => moved_on(ctx, &now, read.version).await,
        _ => conflict.noting("Nothing was written"),
    }
}

/// Who saved the last version of a page, and when.
pub async fn last(ctx: &Ctx, page: &Document) -> String {
    let unnamed = page.saved.unnamed().into_iter().collect();
    let names = people::names(ctx, unnamed).await;
    let by = page.saved.by.as_ref().map(|user| {
        let name = names.get(user.id()).map(String::as_str);
        name.unwrap_or_else(|| user.label())
    });
    let by = by.filter(|by| !by.is_empty()).map(|by| format!(" by {by}"));
    let at = page
        .saved
        .at
        .as_deref()
        .map(|at| format!(" of {}", when(at)));
    format!(
        "version {}{}{}",
        page.version,
        by.unwrap_or_default(),
        at.unwrap_or_default()
    )
}

async fn moved_on(ctx: &Ctx, now: &Document, read: i64) -> Error {
    let before = stored::version(ctx, now, read);
    let (last, before) = tokio::join!(last(ctx, now), before);
    let differs = before.ok().and_then(|before| {
        let diff = markup::diff(&markdown(&before)?, &markdown(now)?);
        Some(match diff.is_empty() {
            true => "Its text is the same in both".to_owned(),
            false => format!("This is what differs:\n{}", shortened(&diff)),
        })
    });
    Error::Arguments(format!(
        "{} {} has moved on: you read version {read}, and now {last} stands, so nothing was written. Read it again and make your change to that. {}",
        now.kind.name(),
        now.id,
        differs.unwrap_or_else(|| "What differs could not be read".into())
    ))
}

fn markdown(page: &Document) -> Option<String> {
    let text = page.text().ok()?;
    super::check_size(text).ok()?;
    let reading = ReadOptions {
        references: true,
        ..ReadOptions::default()
    };
    markup::to_markdown(page.format, text, &reading).ok()
}

fn shortened(diff: &str) -> String {
    let mut rest = diff.chars();
    let beginning: String = rest.by_ref().take(LONGEST_DIFF).collect();
    match rest.count() {
        0 => beginning,
        more => format!("{beginning}… [{more} more characters]"),
    }
}
