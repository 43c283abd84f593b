//! Files from the allowed folder, put on an issue.

use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::views::jira::Attachment;
use http::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

/// Makes sure that all files can be read, so that nothing is changed on an issue for which a file is missing.
///
/// # Errors
/// If no folder is allowed; [`Error::Arguments`] names every file that cannot be read, and why.
pub async fn check_files(ctx: &WriteCtx, paths: &[String]) -> Result<()> {
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
pub async fn upload(ctx: &WriteCtx, issue: &str, paths: &[String]) -> Result<Vec<Value>> {
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

async fn send(ctx: &WriteCtx, issue: &str, name: String, bytes: Vec<u8>) -> Result<Attachment> {
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
