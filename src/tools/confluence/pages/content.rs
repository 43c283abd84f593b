//! What becomes of a page's text when it is changed.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::document::Document;
use super::outline;
use super::wish::Text;
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::reply::Reply;
use crate::tools::confluence::{people, text};
use crate::tools::replacements::Subject;
use markup::{Format, ReadOptions};

/// What `edits` are made in.
const SUBJECT: Subject<'static> = Subject {
    name: "the page",
    shown_by: "confluence_get_page",
};

/// A text after a change.
#[derive(Debug, Default)]
pub struct Content {
    /// What is to be sent, in which format; none if it says already what it shall say.
    pub value: Option<(Format, String)>,
    /// What is to be said of it.
    pub report: Report,
}

/// What is to be said of a change.
#[derive(Debug, Default)]
pub struct Report {
    /// What changes in the Markdown.
    pub diff: Option<String>,
    /// Comments that lose their place, files that are not shown any more, conversions.
    pub notes: Map<String, Value>,
}

/// What is to be sent so that a page says what it shall say, with the difference in Markdown where that is wanted.
///
/// # Errors
/// [`Error::Arguments`] for edits whose text is not there once, for mentions that mean nobody or several, and for damaged
/// carriers.
pub async fn changed(
    ctx: &WriteCtx,
    page: &Document,
    wanted: &Text,
    with_diff: bool,
) -> Result<Content> {
    let stored = page.text()?;
    super::check_size(stored)?;
    let markdown = match wanted {
        Text::Own(format, value) => return own(ctx, page, *format, value, with_diff).await,
        Text::Markdown(markdown) => {
            check_whole(ctx, page, stored, markdown).await?;
            markdown.clone()
        }
        Text::Edited(edits) => SUBJECT.edited(&shown(ctx, page.format, stored).await?, edits)?,
    };
    let after = text::spliced(ctx, page.format, stored, &markdown).await?;
    let mut report = Report::default();
    report.note("comments_without_text", after.lost_comments);
    report.note("not_shown_any_more", after.dropped_media);
    report.note("not_set_as_before", after.lost_styles);
    if !after.changed {
        return Ok(Content {
            value: None,
            report,
        });
    }
    if with_diff {
        let before = shown(ctx, page.format, stored).await?;
        report.diff = Some(markup::diff(&before, &markdown));
    }
    Ok(Content {
        value: Some((page.format, after.document)),
        report,
    })
}

/// Makes sure that a page too long to be shown whole is not replaced by a part of it.
async fn check_whole(ctx: &WriteCtx, page: &Document, stored: &str, given: &str) -> Result<()> {
    // Markdown is shorter than what is stored, but for the shortest pages.
    if Reply::has_room_for(stored) {
        return Ok(());
    }
    let whole = shown(ctx, page.format, stored).await?;
    match !Reply::has_room_for(&whole) && outline::is_part(given, &whole) {
        true => Err(outline::shown_in_parts()),
        false => Ok(()),
    }
}

/// A text that was given in a form that Confluence takes is sent as it is.
async fn own(
    ctx: &WriteCtx,
    page: &Document,
    format: Format,
    value: &str,
    with_diff: bool,
) -> Result<Content> {
    let stored = page.text()?;
    let is_same = match format {
        Format::Adf => same_json(stored, value),
        _ => stored == value,
    };
    if format == page.format && is_same {
        return Ok(Content::default());
    }
    let mut report = Report::default();
    if format != page.format && format != Format::Wiki {
        let note = format!(
            "the page is stored as {}, and Confluence converts all of it when {format} is written; give Markdown to change only what differs",
            page.format
        );
        report.notes.insert("note".into(), note.into());
    }
    if with_diff {
        let (before, after) = (
            shown(ctx, page.format, stored).await?,
            shown(ctx, format, value).await?,
        );
        report.diff = Some(markup::diff(&before, &after));
    }
    report.note("comments_without_text", super::anchors::lost(stored, value));
    Ok(Content {
        value: Some((format, value.to_owned())),
        report,
    })
}

fn same_json(one: &str, other: &str) -> bool {
    let parsed = |text: &str| serde_json::from_str::<Value>(text).ok();
    parsed(one).is_some_and(|one| parsed(other) == Some(one))
}

/// The Markdown that confluence_get_page shows.
async fn shown(ctx: &WriteCtx, format: Format, text: &str) -> Result<String> {
    let mut document =
        markup::Document::read(format, text).map_err(|e| Error::Arguments(e.to_string()))?;
    let names: HashMap<String, String> = people::names(ctx, document.ids()).await;
    let reading = ReadOptions {
        names,
        references: true,
        ..ReadOptions::default()
    };
    Ok(document.to_markdown(&reading))
}

impl Report {
    fn note(&mut self, about: &str, what: Vec<String>) {
        if !what.is_empty() {
            self.notes.insert(about.to_owned(), json!(what));
        }
    }
}
