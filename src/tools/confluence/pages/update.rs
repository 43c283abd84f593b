//! `confluence_update_page`

use serde_json::{Map, Value, json};

use super::document::Document;
use super::send::{self, Change};
use super::stored::{self, Form};
use super::wish::Wish;
use super::{content, place_above, taken, url, versions};
use crate::api::params::ConfluenceUpdatePage;
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::confluence::find;

/// `confluence_update_page`
///
/// The page is read once and written once: what the change leaves as it was stays as it is stored.
///
/// # Errors
/// A page that has moved on since it was read; edits whose text is not there once; content that is not of its format; a title
/// that is taken; a parent that cannot be one; what Confluence refuses.
pub async fn update(ctx: &WriteCtx, params: ConfluenceUpdatePage) -> Result<Reply> {
    let wish = Wish::read(ctx, &params)?;
    let place = find::place(ctx, &params.page_id).await?;
    let above = match &wish.parent {
        Some(parent) => Some(place_above::of(ctx, parent, &place).await?),
        None => None,
    };
    let deployment = ctx.deployment(Product::Confluence)?;
    let form = match wish.text.is_some() || deployment == Deployment::DataCenter {
        true => Form::Own,
        false => Form::Without,
    };
    let mut page = stored::read(ctx, &place, form, false).await?;
    check_status(&page)?;
    let read = wish.version_read(&page)?;
    let title = wish.title.clone().filter(|title| *title != page.title);
    let mut change = Change {
        content: None,
        title,
        above: above.filter(|above| page.parent.as_ref() != Some(&above.id)),
        minor: wish.minor,
        message: wish.message.clone(),
    };
    if page.body.is_none() && send::needs_text(&page, &change, deployment) {
        page = stored::read(ctx, &place, Form::Own, false).await?;
    }
    versions::check(ctx, &page, read).await?;
    let content = match &wish.text {
        Some(text) => Some(content::changed(ctx, &page, text, wish.dry_run).await?),
        None => None,
    };
    let (content, report) =
        content.map_or_else(Default::default, |content| (content.value, content.report));
    change.content = content;
    if let Some(above) = &change.above {
        above.check(ctx, &page).await?;
    }
    let mut reply = Map::new();
    reply.insert("id".into(), page.id.clone().into());
    reply.insert(
        "title".into(),
        change.title.as_ref().unwrap_or(&page.title).clone().into(),
    );
    if change.is_nothing() {
        reply.insert("version".into(), page.version.into());
        reply.insert("unchanged".into(), true.into());
        reply.insert(
            "note".into(),
            "it is as it was to be, so nothing was sent".into(),
        );
        return Reply::json(&reply);
    }
    if read.is_none() && change.content.is_some() {
        reply.insert("based_on".into(), versions::last(ctx, &page).await.into());
    }
    if wish.dry_run {
        reply.insert("dry_run".into(), true.into());
        reply.insert("would_change".into(), json!(change.names()));
        reply.extend(report.diff.map(|diff| ("diff".to_owned(), diff.into())));
    } else {
        let written = send::change(ctx, &page, &change).await;
        let written = match written {
            Err(error) => return Err(refused(ctx, &place, &page, &change, error).await),
            Ok(written) => written,
        };
        if let Some(error) = written.not_moved {
            return Err(error.noting(&format!(
                "The page was not moved, but its other changes were written as version {}",
                written.version
            )));
        }
        reply.insert("version".into(), written.version.into());
        reply.insert("changed".into(), json!(change.names()));
        let links = written.links.as_ref().unwrap_or(&page.links);
        reply.insert("url".into(), url(ctx, links, &page.id).await?.into());
    }
    reply.extend(report.notes);
    let notes = [
        (
            wish.minor && deployment == Deployment::Cloud,
            "Confluence Cloud takes no minor edits from here: watchers may be told of this one",
        ),
        (
            send::drops_message(&page, &change, deployment),
            "`version_comment` was not kept: a move to another space makes no version",
        ),
    ];
    let notes = notes.into_iter().filter(|(is, _)| *is);
    let reply = Reply::json(&Value::Object(reply))?;
    Ok(notes.fold(reply, |reply, (_, note)| reply.noting(note)))
}

/// Confluence would take a change of these for something else, or refuse it without saying why.
fn check_status(page: &Document) -> Result<()> {
    let what = page.kind.name();
    let why = match page.status.as_str() {
        "archived" => "is archived, and cannot be changed before somebody restores it",
        "trashed" => "is in the trash, and cannot be changed before somebody restores it",
        "draft" => {
            "is a draft that was never published, and only Confluence's own editor changes those"
        }
        _ => return Ok(()),
    };
    Err(Error::Arguments(format!(
        "{what} {} {why}. Nothing was written",
        page.id
    )))
}

async fn refused(
    ctx: &WriteCtx,
    place: &find::Place,
    page: &Document,
    change: &Change,
    error: Error,
) -> Error {
    if error.is_conflict() {
        return versions::overtaken(ctx, place, page, error).await;
    }
    let (Some(title), Ok(space)) = (&change.title, page.space(ctx).await) else {
        return error;
    };
    taken::explained(ctx, error, &space.key, title).await
}
