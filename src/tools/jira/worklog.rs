//! Time logged on issues.

use chrono::NaiveTime;
use serde_json::{Map, Value, json};

use super::times::duration::Duration;
use super::times::{moments, zone};
use super::{issues, rich};
use crate::api::params::{JiraAddWorklog, JiraGetWorklog};
use crate::api::{jira_cloud, jira_dc};
use crate::args::Text;
use crate::ctx::{Ctx, WriteCtx};
use crate::error::{Error, Result};
use crate::http::Answer;
use crate::product::{Deployment, Product};
use crate::reply::{Page, Reply};
use crate::views::jira::{RichText, Worklog, Worklogs};

/// Entries a page on Cloud: about what fits into a reply.
const PAGE: i64 = 500;

/// `jira_get_worklog`
///
/// # Errors
/// What Jira refuses; an issue outside of the projects filter.
pub async fn list(ctx: &Ctx, params: JiraGetWorklog) -> Result<Reply> {
    issues::check_project(ctx, &params.issue_key).await?;
    let start = params.start_at.unwrap_or_default();
    let deployment = ctx.deployment(Product::Jira)?;
    let (answer, skipped) = match deployment {
        Deployment::Cloud => {
            let request = ctx.jira_cloud()?;
            (
                request
                    .get_issue_worklog(&params.issue_key)
                    .start_at(start)
                    .max_results(PAGE)
                    .send()
                    .await?,
                0,
            )
        }
        Deployment::DataCenter => (
            ctx.jira_dc()?
                .get_issue_worklog(&params.issue_key)
                .send()
                .await?,
            start,
        ),
    };
    let zone = zone::own(ctx).await;
    Reply::of(answer, |mut page: Worklogs| {
        for log in &mut page.worklogs {
            log.started = zone::local(&log.started, zone);
        }
        let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
        let people = &page
            .worklogs
            .iter()
            .filter_map(|log| log.author.as_ref())
            .collect();
        let rows: Vec<_> = page
            .worklogs
            .iter()
            .skip(skipped)
            .map(|log| log.shown(RichText { people }))
            .collect();
        let resume = |shown: usize| {
            let end = u64::try_from(start)
                .unwrap_or_default()
                .saturating_add(shown as u64);
            (shown > 0 && end < page.total).then(|| json!({ "start_at": end }))
        };
        Reply::list(Page {
            name: "worklogs",
            items: &rows,
            total: Some(page.total),
            next: resume(rows.len()),
            resume: &resume,
        })
    })
}

/// `jira_add_worklog`. A new original estimate is set before the work is logged, so that nothing is logged if it is refused and
/// so that what remains is reckoned by the new one.
///
/// # Errors
/// Times that have no exact meaning, before anything is sent; what Jira refuses, with a word on what was done by then.
pub async fn add(ctx: &WriteCtx, params: JiraAddWorklog) -> Result<Reply> {
    let spent = Duration::parse("time_spent", &params.time_spent)?;
    if spent.is_zero() {
        return Err(Error::Arguments(
            "`time_spent`: no time at all cannot be logged".into(),
        ));
    }
    let estimate = |name: &str, text: &Option<Text>| {
        text.as_ref()
            .map(|text| Duration::parse(name, text))
            .transpose()
    };
    let original = estimate("original_estimate", &params.original_estimate)?;
    let remaining =
        estimate("remaining_estimate", &params.remaining_estimate)?.map(|left| left.to_string());
    let started = match &params.started {
        Some(text) => {
            let started = moments::read(ctx, "started", text, NaiveTime::MIN).await?;
            Some(started.format(moments::JIRA_TIME).to_string())
        }
        None => None,
    };
    issues::check_project(ctx, &params.issue_key).await?;
    let comment = match params.comment.filter(|comment| !comment.trim().is_empty()) {
        Some(comment) => Some(rich::written(ctx, &comment).await?),
        None => None,
    };
    if let Some(original) = original {
        let set = set_original(ctx, &params.issue_key, original).await;
        set.map_err(|error| {
            error.noting("No work was logged, since the original estimate could not be set")
        })?;
    }
    let entry = Entry {
        spent: spent.to_string(),
        started,
        comment,
        remaining,
    };
    let logged = log(ctx, &params.issue_key, &entry).await;
    let logged = logged.map_err(|error| match original {
        Some(original) if error.is_refusal() => error.noting(&format!(
            "The original estimate is {original} now, but no work was logged"
        )),
        Some(original) => error.noting(&format!(
            "The original estimate is {original} now; whether the work was logged shows jira_get_worklog"
        )),
        None => error,
    })?;
    let zone = zone::own(ctx).await;
    Reply::of(logged, |mut log: Worklog| {
        log.started = zone::local(&log.started, zone);
        let people = &log.author.iter().collect();
        let mut shown = log.shown(RichText { people });
        let set = [
            (
                "original_estimate",
                original.map(|original| original.to_string()),
            ),
            ("remaining_estimate", entry.remaining),
        ];
        shown.extend(
            set.into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?.into()))),
        );
        Reply::json(&shown)
    })
}

/// What is logged, in Jira's forms.
struct Entry {
    spent: String,
    started: Option<String>,
    comment: Option<Value>,
    remaining: Option<String>,
}

async fn log(ctx: &WriteCtx, issue: &str, entry: &Entry) -> Result<Answer> {
    let (time_spent, started) = (Some(entry.spent.clone()), entry.started.clone());
    let (remaining, adjust) = (
        entry.remaining.as_deref(),
        entry.remaining.as_ref().map(|_| "new"),
    );
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let body = jira_cloud::types::Worklog {
                time_spent,
                started,
                comment: entry.comment.clone(),
                ..Default::default()
            };
            ctx.jira_cloud()?
                .post_issue_worklog(issue, &body)
                .adjust_estimate(adjust)
                .new_estimate(remaining)
                .send()
                .await
        }
        Deployment::DataCenter => {
            let comment = entry
                .comment
                .as_ref()
                .and_then(Value::as_str)
                .map(str::to_owned);
            let body = jira_dc::types::Worklog {
                time_spent,
                started,
                comment,
                ..Default::default()
            };
            ctx.jira_dc()?
                .post_issue_worklog(issue, &body)
                .adjust_estimate(adjust)
                .new_estimate(remaining)
                .send()
                .await
        }
    }
}

async fn set_original(ctx: &WriteCtx, issue: &str, estimate: Duration) -> Result<Answer> {
    let fields = Map::from_iter([(
        "timetracking".to_owned(),
        json!({ "originalEstimate": estimate.to_string() }),
    )]);
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let body = jira_cloud::types::IssueUpdateDetails {
                fields,
                ..Default::default()
            };
            ctx.jira_cloud()?
                .put_issue_by_issue_id_or_key(issue, &body)
                .send()
                .await
        }
        Deployment::DataCenter => {
            let body = jira_dc::types::IssueUpdateBean {
                fields,
                ..Default::default()
            };
            ctx.jira_dc()?
                .put_issue_by_issue_id_or_key(issue, &body)
                .send()
                .await
        }
    }
}
