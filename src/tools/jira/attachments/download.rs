//! Files of an issue: shown to the caller, or saved below the allowed folder.

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::Method;
use reqwest::RequestBuilder;
use serde::Deserialize as _;
use serde_json::{Value, json};
use url::Url;

use super::AT_ONCE;
use super::show::show;
use crate::api::params::JiraDownloadAttachments;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::files::Folder;
use crate::http::{MAX_BODY, Seen, Session, is_documented};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::either;
use crate::views::Items;
use crate::views::jira::{Attachment, Issue};

/// The largest file that is fetched at all.
const MAX_SAVED: u64 = MAX_BODY as u64;

/// Why a file is not even fetched to be saved.
const TOO_LARGE: &str = "larger than 32 MiB, the most that this server fetches; open it in Jira";

/// The most files that one call fetches.
const MAX_FILES: usize = 100;

/// Why a file is left out for the number of those before it.
const TOO_MANY: &str = "a call fetches at most 100 files; ask for this one with `only`";

/// `jira_download_attachments`: as content of the reply, or below the allowed folder if `target_dir` is given.
///
/// # Errors
/// What Jira refuses; an issue outside of the projects filter; a `target_dir` outside of the allowed folder. What goes wrong
/// with one file is said beside it.
pub async fn download(ctx: &Ctx, params: JiraDownloadAttachments) -> Result<Reply> {
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

async fn save(ctx: &Ctx, files: Vec<Attachment>, folder: &Folder) -> Vec<Value> {
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

/// A file's row with what became of it.
pub(super) fn noted(file: &Attachment, outcome: Result<(&str, String)>) -> Value {
    let mut row = file.shown();
    let (name, text) = outcome.unwrap_or_else(|error| ("error", error.to_string()));
    row.insert(name.to_owned(), text.into());
    row.into()
}

/// Why a file at that place of the list is fetched neither to be shown nor to be saved, if it is not.
pub(super) const fn never_fetched(place: usize, file: &Attachment) -> Option<&'static str> {
    if file.size > MAX_SAVED {
        return Some(TOO_LARGE);
    }
    if place < MAX_FILES {
        None
    } else {
        Some(TOO_MANY)
    }
}

/// Cloud gives a file's bytes itself or sends to its media service; they are asked for where our credentials belong.
pub(super) async fn bytes(ctx: &Ctx, file: &Attachment) -> Result<Bytes> {
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
