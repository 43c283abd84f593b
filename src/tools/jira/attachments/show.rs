//! Files as content of a reply: texts and images, as far as a model can take them.

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use serde_json::Value;

use super::AT_ONCE;
use super::download::{bytes, never_fetched, noted};
use crate::budget::{Budget, Room};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::reply::{Content, File};
use crate::views::jira::Attachment;

/// The largest file that is shown: what common models take as one image.
const MAX_SHOWN: u64 = 5 << 20;

/// The most bytes shown in one reply.
const MAX_SHOWN_IN_ALL: u64 = 10 << 20;

/// How much of a reply the texts may take, in hundredths; the rest is for the list of files.
const TEXTS: usize = 75;

/// Why a file is left out that would be shown if it came alone.
const NO_ROOM: &str = "the files before it fill the reply; ask for this one with `only`";

/// Why a file is left out that is neither text nor an image.
const DATA: &str = "neither text nor an image; ask for its bytes with `only`";

/// What is in the names of types that need not be `text/…` to be text.
const TEXTS_AMONG_DATA: [&str; 8] = [
    "json",
    "xml",
    "yaml",
    "toml",
    "script",
    "sql",
    "x-sh",
    "octet-stream",
];

/// The image types that models look at.
const IMAGES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Shows files that are for reading or looking at, and others only if they are `named`: many clients hand a model all bytes of those.
pub(super) async fn show(
    ctx: &Ctx,
    files: Vec<Attachment>,
    named: bool,
) -> (Vec<Value>, Vec<File>) {
    let total = files.len();
    let fetched = within_limits(files, named)
        .into_iter()
        .map(|(file, left_out)| async move {
            let fetched = match left_out {
                None => bytes(ctx, &file).await.map(Ok),
                Some(why) => Ok(Err(why)),
            };
            (file, fetched)
        });
    let mut fetching = stream::iter(fetched.collect::<Vec<_>>()).buffered(AT_ONCE);
    let mut room = Budget::current().percent(TEXTS).room();
    let (mut rows, mut shown) = (Vec::with_capacity(total), Vec::new());
    // Files may be larger than Jira says.
    let mut left = MAX_SHOWN_IN_ALL;
    while let Some((file, fetched)) = fetching.next().await {
        let mut judge = |bytes: Bytes| {
            left = left.checked_sub(bytes.len() as u64).ok_or(NO_ROOM)?;
            content(&file, bytes, &mut room, named)
        };
        let judged = fetched.map(|fetched| fetched.and_then(&mut judge));
        rows.push(match judged {
            Ok(Ok((content, note))) => {
                shown.push(File {
                    name: file.filename.clone(),
                    uri: file.content.clone(),
                    media_type: file.mime_type.clone(),
                    content,
                });
                noted(&file, Ok(("shown", note)))
            }
            Ok(Err(why)) => noted(&file, Ok(("left_out", why.to_owned()))),
            Err(error) => noted(&file, Err(error)),
        });
        ctx.progress().report(rows.len(), total);
    }
    (rows, shown)
}

/// Each file with the reason why it is not fetched, if there is one.
fn within_limits(files: Vec<Attachment>, named: bool) -> Vec<(Attachment, Option<&'static str>)> {
    let mut room = MAX_SHOWN_IN_ALL;
    let judged = files.into_iter().enumerate().map(|(place, file)| {
        let left_out = never_fetched(place, &file);
        let left_out = left_out.or_else(|| match file.size {
            _ if !named && !may_be_shown(&file.mime_type) => Some(DATA),
            size if size > MAX_SHOWN => {
                Some("larger than 5 MiB; target_dir saves it, where the server allows that")
            }
            size if size > room => Some(NO_ROOM),
            size => {
                room -= size;
                None
            }
        });
        (file, left_out)
    });
    judged.collect()
}

/// Whether a file of this type can be text or an image for a model; of some only their bytes tell.
fn may_be_shown(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence.is_empty()
        || essence.starts_with("text/")
        || IMAGES.contains(&essence.as_str())
        || TEXTS_AMONG_DATA.iter().any(|word| essence.contains(word))
}

/// A file's bytes in the form a client can show, and a word on which that is; an error says why it is left out.
fn content(
    file: &Attachment,
    bytes: Bytes,
    room: &mut Room,
    named: bool,
) -> Result<(Content, String), &'static str> {
    if IMAGES.contains(&file.mime_type.as_str()) {
        return Ok((Content::Image(bytes), "image".into()));
    }
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) if !text.contains('\0') => text,
        _ if named => return Ok((Content::Data(bytes), "data".into())),
        _ => return Err(DATA),
    };
    let shown = room.beginning(text);
    if shown.is_empty() && !text.is_empty() {
        return Err(NO_ROOM);
    }
    *room = room.after(shown);
    let note = match shown.len() == text.len() {
        true => "text".to_owned(),
        false => {
            let (count, total) = (shown.chars().count(), text.chars().count());
            format!("the first {count} of {total} characters of text")
        }
    };
    Ok((Content::Text(shown.to_owned()), note))
}
