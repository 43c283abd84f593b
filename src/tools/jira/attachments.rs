//! Files on issues: shown to the caller, saved below the allowed folder, and uploaded from there.

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::Method;
use reqwest::RequestBuilder;
use reqwest::multipart::{Form, Part};
use serde::Deserialize as _;
use serde_json::{Value, json};
use url::Url;

use crate::access::{Read, Write};
use crate::api::params::JiraDownloadAttachments;
use crate::budget::{Budget, Room};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::files::Folder;
use crate::http::{MAX_BODY, Seen, Session, is_documented};
use crate::product::{Deployment, Product};
use crate::reply::{Content, File, Reply};
use crate::tools::either;
use crate::views::Items;
use crate::views::jira::{Attachment, Issue};

/// The largest file that is shown: what common models take as one image.
const MAX_SHOWN: u64 = 5 << 20;

/// The most bytes shown in one reply.
const MAX_SHOWN_IN_ALL: u64 = 10 << 20;

/// How much of a reply the texts may take, in hundredths; the rest is for the list of files.
const TEXTS: usize = 75;

/// How many files are fetched at a time.
const AT_ONCE: usize = 4;

/// The largest file that is fetched at all.
const MAX_SAVED: u64 = MAX_BODY as u64;

/// Why a file is not even fetched to be saved.
const TOO_LARGE: &str = "larger than 32 MiB, the most that this server fetches; open it in Jira";

/// The most files that one call fetches.
const MAX_FILES: usize = 100;

/// Why a file is left out for the number of those before it.
const TOO_MANY: &str = "a call fetches at most 100 files; ask for this one with `only`";

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

/// `jira_download_attachments`: as content of the reply, or below the allowed folder if `target_dir` is given.
///
/// # Errors
/// What Jira refuses; an issue outside of the projects filter; a `target_dir` outside of the allowed folder. What goes wrong
/// with one file is said beside it.
pub async fn download(ctx: &Ctx<Read>, params: JiraDownloadAttachments) -> Result<Reply> {
    let folder = params
        .target_dir
        .as_ref()
        .map(|path| ctx.policy().files()?.folder(path))
        .transpose()?;
    let key = &params.issue_key;
    let answer = either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_by_issue_id_or_key(key).fields("attachment"))?;
    let issue: Issue = match answer.view_or_raw()? {
        Seen::View(issue) => issue,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    ctx.policy().check_found(&issue.key)?;
    let attached = issue.fields.get("attachment").unwrap_or(&json!([])).clone();
    let Ok(Items(all)) = Items::<Attachment>::deserialize(attached) else {
        return Reply::raw(&json!(issue.fields));
    };
    let only = params.only.unwrap_or_default().0;
    let chosen = chosen(&all, &only)?;
    let (rows, files) = match &folder {
        Some(folder) => (save(ctx, chosen, folder).await, Vec::new()),
        None => show(ctx, chosen, !only.is_empty()).await,
    };
    let list = json!({ "key": issue.key, "total": all.len(), "shown": rows.len(), "files": rows });
    Ok(Reply::json(&list)?.with_files(files))
}

/// The files that are asked for by name or id; all if none are.
fn chosen(all: &[Attachment], only: &[String]) -> Result<Vec<Attachment>> {
    let is = |file: &Attachment, wanted: &String| {
        file.id == *wanted || file.filename.eq_ignore_ascii_case(wanted)
    };
    if let Some(missing) = only
        .iter()
        .find(|wanted| !all.iter().any(|file| is(file, wanted)))
    {
        let names: Vec<_> = all
            .iter()
            .map(|file| format!("{} ({})", file.filename, file.id))
            .collect();
        return Err(Error::Arguments(format!(
            "`only`: the issue has no file \"{missing}\"; there are: {}",
            names.join(", ")
        )));
    }
    Ok(all
        .iter()
        .filter(|file| only.is_empty() || only.iter().any(|wanted| is(file, wanted)))
        .cloned()
        .collect())
}

async fn save(ctx: &Ctx<Read>, files: Vec<Attachment>, folder: &Folder) -> Vec<Value> {
    let total = files.len();
    let numbered = files.into_iter().enumerate();
    let saved = numbered.map(|(place, file)| async move {
        if let Some(why) = never_fetched(place, &file) {
            return noted(&file, Ok(("left_out", why.to_owned())));
        }
        let saved = async { folder.save(&file.filename, bytes(ctx, &file).await?).await }.await;
        noted(
            &file,
            saved.map(|path| ("saved", path.to_string_lossy().into_owned())),
        )
    });
    let mut saving = stream::iter(saved.collect::<Vec<_>>()).buffered(AT_ONCE);
    let mut rows = Vec::with_capacity(total);
    while let Some(row) = saving.next().await {
        rows.push(row);
        ctx.progress().report(rows.len(), total);
    }
    rows
}

/// Shows files that are for reading or looking at, and others only if they are `named`: many clients hand a model all bytes of those.
async fn show(ctx: &Ctx<Read>, files: Vec<Attachment>, named: bool) -> (Vec<Value>, Vec<File>) {
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

/// A file's row with what became of it.
fn noted(file: &Attachment, outcome: Result<(&str, String)>) -> Value {
    let mut row = file.shown();
    let (name, text) = outcome.unwrap_or_else(|error| ("error", error.to_string()));
    row.insert(name.to_owned(), text.into());
    row.into()
}

/// Why a file at that place of the list is fetched neither to be shown nor to be saved, if it is not.
const fn never_fetched(place: usize, file: &Attachment) -> Option<&'static str> {
    if file.size > MAX_SAVED {
        return Some(TOO_LARGE);
    }
    if place < MAX_FILES {
        None
    } else {
        Some(TOO_MANY)
    }
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

/// Cloud gives a file's bytes itself or sends to its media service; they are asked for where our credentials belong.
async fn bytes(ctx: &Ctx<Read>, file: &Attachment) -> Result<Bytes> {
    let answer = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            ctx.jira_cloud()?
                .get_attachment_content_by_id(&file.id)
                .redirect(false)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            let session = ctx.session(Product::Jira)?;
            session
                .send(
                    "GET /secure/attachment/{id}/{name}",
                    on_data_center(session, file)?,
                )
                .await?
        }
    };
    match file.size {
        // Jira did not say it.
        0 => answer.bytes().cloned(),
        size => answer.sized(size).cloned(),
    }
}

/// Where Data Center keeps files.
const ON_DATA_CENTER: &str = "/secure/attachment/{id}/{name}";

/// The address that the issue gives, if it is that of an attachment in our Jira. Jira may know itself by another name than we do (a proxy): then the
/// same place below the address we know, so that credentials go nowhere else.
fn on_data_center(session: &Session, file: &Attachment) -> Result<RequestBuilder> {
    match Url::parse(&file.content) {
        Ok(url) if is_documented(&url, session.base_url(), ON_DATA_CENTER) => {
            Ok(session.client()?.get(url))
        }
        _ => session.request(
            Method::GET,
            ["secure", "attachment", &file.id, &file.filename],
        ),
    }
}

/// Makes sure that all files can be read, so that nothing is changed on an issue for which a file is missing.
///
/// # Errors
/// If no folder is allowed; [`Error::Arguments`] names every file that cannot be read, and why.
pub async fn check_files(ctx: &Ctx<Write>, paths: &[String]) -> Result<()> {
    if paths.is_empty() {
        return Ok(());
    }
    let root = ctx.policy().files()?;
    let mut wrong = Vec::new();
    for path in paths {
        if let Err(error) = root.check(path).await {
            wrong.push(error.to_string());
        }
    }
    match wrong.as_slice() {
        [] => Ok(()),
        _ => Err(Error::Arguments(format!(
            "`attachments`: {}; nothing was changed",
            wrong.join("; ")
        ))),
    }
}

/// Uploads files from the allowed folder to an issue, one request each, and says of each what became of it:
/// `{path, id, name, bytes}` or `{path, error}`. The issue's project must have been checked.
///
/// # Errors
/// If no folder is allowed.
pub async fn upload(ctx: &Ctx<Write>, issue: &str, paths: &[String]) -> Result<Vec<Value>> {
    let root = ctx.policy().files()?;
    let mut results = Vec::with_capacity(paths.len());
    let mut ended = None;
    for path in paths {
        if let Some(by) = ended {
            let why = format!("not sent, since {by} failed");
            results.push(json!({ "path": path, "error": why }));
            continue;
        }
        let uploaded = async {
            let (name, bytes) = root.read(path).await?;
            send(ctx, issue, name, bytes).await
        };
        results.push(match uploaded.await {
            Ok(file) => {
                json!({ "path": path, "id": file.id, "name": file.filename, "bytes": file.size })
            }
            Err(error) => {
                ended = error.ends_a_batch().then_some(path);
                json!({ "path": path, "error": error.to_string() })
            }
        });
        ctx.progress().report(results.len(), paths.len());
    }
    Ok(results)
}

async fn send(ctx: &Ctx<Write>, issue: &str, name: String, bytes: Vec<u8>) -> Result<Attachment> {
    let session = ctx.session(Product::Jira)?;
    let (version, operation) = match session.deployment() {
        Deployment::Cloud => ("3", "POST /rest/api/3/issue/{issueIdOrKey}/attachments"),
        Deployment::DataCenter => ("2", "POST /api/2/issue/{issueIdOrKey}/attachments"),
    };
    let media_type = mime_guess::from_path(&name).first_or_octet_stream();
    let part = Part::bytes(bytes)
        .file_name(name)
        .mime_str(media_type.essence_str());
    let part = part.map_err(|error| Error::Internal(error.to_string()))?;
    let request = session.request(
        Method::POST,
        ["rest", "api", version, "issue", issue, "attachments"],
    )?;
    let request = request.multipart(Form::new().part("file", part));
    let answer = session.send(operation, request).await?;
    answer
        .view::<Vec<Attachment>>()?
        .into_iter()
        .next()
        .ok_or_else(|| Error::Unexpected {
            product: Product::Jira,
            operation,
            what: "it names no new attachment; look at the issue before trying again".into(),
            excerpt: String::new(),
        })
}
