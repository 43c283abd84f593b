//! Attachments: their metadata, their bytes, and new ones.

use std::convert::Infallible;

use axum::body::Bytes;
use futures_util::{FutureExt, stream};
use multer::Multipart;
use serde_json::Value;

use super::{error, issue, issue_mut, model::Attachment, show};
use crate::{
    people::hex,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

fn find<'a>(world: &'a World, id: &str) -> Result<&'a Attachment, Reply> {
    let all = world
        .jira
        .issues
        .iter()
        .flat_map(|issue| &issue.attachments);
    all.into_iter()
        .find(|attachment| attachment.id == id)
        .ok_or_else(|| {
            error(
                404,
                &format!("The attachment with id '{id}' does not exist"),
            )
        })
}

/// Cloud's `GET attachment/content/{id}`: a redirect to the media service, or with `redirect=false` the bytes.
pub(crate) fn content(world: &mut World, request: &Request) -> Answer {
    let attachment = find(world, request.param("id"))?;
    if request.arg("redirect") == Some("false") {
        return Ok(bytes(attachment));
    }
    let media = format!(
        "{}/{}?token={}",
        world.media_base(),
        attachment.id,
        token(attachment)
    );
    Ok(Reply::redirect(303, media))
}

/// What the media service wants to see in place of a credential.
fn token(attachment: &Attachment) -> String {
    hex(&attachment.name, 24)
}

/// Cloud's media service, on another host name: it takes its own token.
pub(crate) fn media(world: &mut World, request: &Request) -> Answer {
    let attachment = find(world, request.param("id"))?;
    if request.arg("token") != Some(&token(attachment)) {
        return Err(error(
            403,
            "The token of the media link is missing or wrong.",
        ));
    }
    Ok(bytes(attachment))
}

/// Data Center's `/secure/attachment/{id}/{name}`
pub(crate) fn secure(world: &mut World, request: &Request) -> Answer {
    find(world, request.param("id")).map(bytes)
}

fn bytes(attachment: &Attachment) -> Reply {
    let disposition = format!(
        "attachment; filename*=UTF-8''{}",
        show::encoded(&attachment.name)
    );
    Reply::bytes(&attachment.mime, attachment.bytes.clone())
        .header("Content-Disposition", disposition)
}

/// `POST issue/{issue}/attachments`: multipart parts called `file`, against the XSRF check.
pub(crate) fn add(world: &mut World, request: &Request) -> Answer {
    issue(world, request)?;
    if request.header("x-atlassian-token") != Some("no-check") {
        return Err(Reply::text(403, "XSRF check failed"));
    }
    let files = files(request).map_err(|message| error(400, &message))?;
    let now = world.tick();
    let mut added = Vec::new();
    for (name, mime, bytes) in files {
        let id = world.jira.new_id().to_string();
        added.push(Attachment {
            id,
            name,
            mime,
            author: request.caller.clone(),
            created: now,
            bytes,
        });
    }
    let shown: Vec<Value> = added
        .iter()
        .map(|attachment| show::attachment(world, attachment))
        .collect();
    let stored = issue_mut(world, request)?;
    stored.updated = now;
    stored.attachments.extend(added);
    Ok(Reply::ok(shown.into()))
}

type File = (String, String, Vec<u8>);

/// The uploaded files: name, type and bytes.
fn files(request: &Request) -> Result<Vec<File>, String> {
    let kind = request.header("content-type").unwrap_or_default();
    let boundary = multer::parse_boundary(kind)
        .map_err(|error| format!("The request is no multipart/form-data: {error}."))?;
    let body = stream::iter([Ok::<Bytes, Infallible>(request.bytes.clone())]);
    // The body is in memory already: reading it never waits.
    let read = read_files(Multipart::new(body, boundary)).now_or_never();
    let files = read
        .ok_or("The multipart body is not complete.")?
        .map_err(|error| format!("The multipart body cannot be read: {error}."))?;
    if files.is_empty() {
        Err("The multipart body holds no part named 'file'.".to_owned())
    } else {
        Ok(files)
    }
}

async fn read_files(mut parts: Multipart<'_>) -> Result<Vec<File>, multer::Error> {
    let mut files = Vec::new();
    while let Some(part) = parts.next_field().await? {
        if part.name() == Some("file") {
            let name = part.file_name().unwrap_or("file").to_owned();
            let mime = part.content_type().map_or_else(
                || "application/octet-stream".to_owned(),
                ToString::to_string,
            );
            files.push((name, mime, part.bytes().await?.to_vec()));
        }
    }
    Ok(files)
}
