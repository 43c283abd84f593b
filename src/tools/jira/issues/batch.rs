//! Many new issues at once.

use std::collections::VecDeque;

use serde_json::{Map, Value, json};

use super::browse_url;
use super::drafts::Draft;
use crate::api::params::JiraBatchCreateIssues;
use crate::api::{jira_cloud, jira_dc};
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::http::Answer;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::jira::projects::project_keys;
use crate::views::jira::BulkResult;

/// The most issues that one bulk request makes (`POST …/issue/bulk`).
const BULK: usize = 50;

/// An item that is ready to be sent.
struct Ready {
    index: usize,
    draft: Draft,
    fields: Map<String, Value>,
    understood: Map<String, Value>,
}

/// What became of the items so far.
#[derive(Default)]
struct Report {
    created: Vec<Value>,
    failed: Vec<(usize, String)>,
}

/// `jira_batch_create_issues`: every item that can be made is; each success and failure is told by its place in the list.
///
/// # Errors
/// If the list is empty, or if something fails that is not the items' own (sign-in, network) before there is anything to tell
/// of the items.
pub async fn create(ctx: &WriteCtx, params: JiraBatchCreateIssues) -> Result<Reply> {
    let total = params.issues.0.len();
    if total == 0 {
        return Err(Error::Arguments(
            "`issues` is empty: give at least one object with project_key, summary and issue_type"
                .into(),
        ));
    }
    let only_check = params.validate_only.unwrap_or_default();
    let mut report = Report::default();
    let mut ready = Vec::new();
    for (index, item) in params.issues.0.into_iter().enumerate() {
        match prepared(ctx, index, item, only_check).await {
            Ok(item) => ready.push(item),
            Err(error @ (Error::Arguments(_) | Error::Refused(_))) => {
                report.failed.push((index, error.to_string()))
            }
            Err(error) if error.is_not_found() || error.is_bad_request() => {
                report.failed.push((index, error.to_string()))
            }
            Err(error) => return Err(error),
        }
        if only_check {
            ctx.progress().report(index + 1, total);
        }
    }
    if only_check {
        let valid: Vec<_> = ready.iter().map(|item| item.index).collect();
        let nothing = valid.is_empty();
        let report = json!({ "created": false, "valid": valid, "failed": report.failures() });
        return Reply::unless_all_failed(&report, nothing);
    }
    let mut waiting: VecDeque<_> = ready.chunks(BULK).collect();
    while let Some(chunk) = waiting.pop_front() {
        match (bulk(ctx, chunk).await, chunk) {
            (Ok(result), _) => report.take(ctx, chunk, result).await?,
            (Err(error), [one]) if error.is_bad_request() => {
                let error = one.draft.explained(ctx, error).await;
                let keys = [one.draft.project().to_owned()];
                let error = project_keys::explained(ctx, &keys, error).await;
                report.failed.push((one.index, error.to_string()));
            }
            // Jira refused all of them, and does not say which for what reason.
            (Err(error), several) if error.is_bad_request() => {
                let singly = several.iter().map(std::slice::from_ref);
                singly.rev().for_each(|one| waiting.push_front(one));
                continue;
            }
            (Err(error), _) => {
                report.stop(error, chunk, waiting.into_iter().flatten())?;
                break;
            }
        }
        let left: usize = waiting.iter().map(|chunk| chunk.len()).sum();
        ctx.progress().report(total - left, total);
    }
    let nothing = report.created.is_empty();
    let report = json!({ "created": report.created, "failed": report.failures() });
    Reply::unless_all_failed(&report, nothing)
}

async fn prepared(
    ctx: &WriteCtx,
    index: usize,
    item: Map<String, Value>,
    validate: bool,
) -> Result<Ready> {
    let draft = Draft::from_item(ctx, item)?;
    let coerced = if validate {
        draft.validated(ctx).await
    } else {
        draft.fields(ctx).await
    };
    let coerced = match coerced {
        Ok(coerced) => coerced,
        Err(error) => {
            let keys = [draft.project().to_owned()];
            return Err(project_keys::explained(ctx, &keys, error).await);
        }
    };
    Ok(Ready {
        index,
        draft,
        fields: coerced.fields,
        understood: coerced.understood,
    })
}

/// Makes the issues of one request. A refusal of all of them that says what is wrong with each is a result as any other.
async fn bulk(ctx: &WriteCtx, chunk: &[Ready]) -> Result<BulkResult> {
    let of_each = |result: &BulkResult| {
        let told = |place| {
            result
                .errors
                .iter()
                .any(|error| error.failed_element_number == place)
        };
        (0..chunk.len()).all(told)
    };
    match send(ctx, chunk).await {
        Ok(answer) => answer.view(),
        Err(error) if error.is_bad_request() => {
            let result = error.detail::<BulkResult>();
            result.filter(of_each).ok_or(error)
        }
        Err(error) => Err(error),
    }
}

async fn send(ctx: &WriteCtx, chunk: &[Ready]) -> Result<Answer> {
    let fields = chunk.iter().map(|item| item.fields.clone());
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let updates = fields.map(|fields| jira_cloud::types::IssueUpdateDetails {
                fields,
                ..Default::default()
            });
            let body = jira_cloud::types::IssuesUpdateBean {
                issue_updates: updates.collect(),
            };
            ctx.jira_cloud()?.post_issue_bulk(&body).send().await
        }
        Deployment::DataCenter => {
            let updates = fields.map(|fields| jira_dc::types::IssueUpdateBean {
                fields,
                ..Default::default()
            });
            let body = jira_dc::types::IssuesUpdateBean {
                issue_updates: updates.collect(),
            };
            ctx.jira_dc()?.post_issue_bulk(&body).send().await
        }
    }
}

impl Report {
    /// Takes in what a request did: issues come in the order of the items that did not fail.
    async fn take(&mut self, ctx: &WriteCtx, chunk: &[Ready], result: BulkResult) -> Result<()> {
        let mut issues = result.issues.into_iter();
        for (place, item) in chunk.iter().enumerate() {
            if let Some(error) = result
                .errors
                .iter()
                .find(|error| error.failed_element_number == place)
            {
                let complaint = error.element_errors.on_one_line();
                let mut notes = item.draft.notes(ctx, &complaint).await;
                if notes.is_empty() && project_keys::is_about_projects(&complaint) {
                    notes = project_keys::note(ctx, &[item.draft.project().to_owned()]).await;
                }
                let error = Error::Arguments(complaint).noting(&notes);
                self.failed.push((item.index, error.to_string()));
            } else if let Some(issue) = issues.next().flatten() {
                let url = browse_url(ctx, &issue.key).await?;
                let mut created = Map::from_iter([
                    ("index".to_owned(), item.index.into()),
                    ("key".to_owned(), issue.key.into()),
                    ("summary".to_owned(), item.draft.summary().into()),
                ]);
                created.extend(item.understood.clone());
                created.insert("url".into(), url.into());
                self.created.push(created.into());
            } else {
                self.failed.push((item.index, "Jira did not say what became of it; search for its summary before trying again".into()));
            }
        }
        Ok(())
    }

    /// After a failure of the request for `chunk` that is not the items' own, what is left is not sent.
    fn stop<'a>(
        &mut self,
        error: Error,
        chunk: &[Ready],
        unsent: impl Iterator<Item = &'a Ready>,
    ) -> Result<()> {
        if self.created.is_empty() && self.failed.is_empty() {
            return Err(error);
        }
        let message = error.to_string();
        let failed = chunk.iter().map(|item| (item.index, message.clone()));
        self.failed.extend(failed);
        let at = match chunk {
            [one] => format!("item {}", one.index),
            [first, .., last] => format!("items {} to {}", first.index, last.index),
            [] => String::new(),
        };
        let why = format!("not sent, since the request for {at} failed");
        self.failed
            .extend(unsent.map(|item| (item.index, why.clone())));
        Ok(())
    }

    /// The failures in the order of the items.
    fn failures(&mut self) -> Vec<Value> {
        self.failed.sort_by_key(|(index, _)| *index);
        self.failed
            .iter()
            .map(|(index, error)| json!({ "index": index, "error": error }))
            .collect()
    }
}
