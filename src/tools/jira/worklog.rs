//! Time logged on issues.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _};
use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use super::duration::Duration;
use super::{issues, rich};
use crate::access::{Access, Read, Write};
use crate::api::params::{JiraAddWorklog, JiraGetWorklog};
use crate::api::{jira_cloud, jira_dc};
use crate::args::Text;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::Answer;
use crate::product::{Deployment, Product};
use crate::reply::{Page, Reply};
use crate::tools::either;
use crate::views::jira::{RichText, User, Worklog, Worklogs};

/// Entries a page on Cloud: about what fits into a reply.
const PAGE: i64 = 500;

/// The form in which Jira takes times: `2026-01-31T09:00:00.000+0100`.
const JIRA_TIME: &str = "%Y-%m-%dT%H:%M:%S%.3f%z";

/// `jira_get_worklog`
///
/// # Errors
/// What Jira refuses; an issue outside of the projects filter.
pub async fn list(ctx: &Ctx<Read>, params: JiraGetWorklog) -> Result<Reply> {
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
    Reply::of(answer, |page: Worklogs| {
        let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
        let rows: Vec<_> = page
            .worklogs
            .iter()
            .skip(skipped)
            .map(|log| log.shown(RichText { deployment }))
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
pub async fn add(ctx: &Ctx<Write>, params: JiraAddWorklog) -> Result<Reply> {
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
        Some(text) => Some(started(ctx, text).await?),
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
        Some(original) => error.noting(&format!(
            "The original estimate is {original} now, but no work was logged"
        )),
        None => error,
    })?;
    let rich = RichText {
        deployment: ctx.deployment(Product::Jira)?,
    };
    Reply::of(logged, |log: Worklog| {
        let mut shown = log.shown(rich);
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

async fn log(ctx: &Ctx<Write>, issue: &str, entry: &Entry) -> Result<Answer> {
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

async fn set_original(ctx: &Ctx<Write>, issue: &str, estimate: Duration) -> Result<Answer> {
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

/// A time as Jira takes it; one without a zone is in the caller's own, a date alone is its beginning.
async fn started<A: Access>(ctx: &Ctx<A>, text: &str) -> Result<String> {
    let zoned = match zoned(text) {
        Some(time) => time,
        None => {
            let local = local(text).ok_or_else(|| {
                wrong(
                    text,
                    "is no time; write it like 2026-01-31T09:00 or 2026-01-31T09:00:00+01:00",
                )
            })?;
            in_zone(local, own_zone(ctx).await?).ok_or_else(|| {
                wrong(
                    text,
                    "does not exist in your time zone, whose clocks go forward then",
                )
            })?
        }
    };
    Ok(zoned.format(JIRA_TIME).to_string())
}

fn wrong(text: &str, why: &str) -> Error {
    Error::Arguments(format!(
        "`started`: \"{}\" {why}",
        text.chars().take(40).collect::<String>()
    ))
}

fn zoned(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    let forms = [
        "%Y-%m-%dT%H:%M:%S%.f%#z",
        "%Y-%m-%d %H:%M:%S%.f%#z",
        "%Y-%m-%dT%H:%M%#z",
        "%Y-%m-%d %H:%M%#z",
    ];
    let by_form = || {
        forms
            .iter()
            .find_map(|form| DateTime::parse_from_str(text, form).ok())
    };
    DateTime::parse_from_rfc3339(text).ok().or_else(by_form)
}

fn local(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    let forms = [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
    ];
    let date = || {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()
            .map(|date| date.and_time(NaiveTime::MIN))
    };
    forms
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .or_else(date)
}

/// The time in the zone; the first of two where clocks go back, none where they go forward.
fn in_zone(local: NaiveDateTime, zone: Tz) -> Option<DateTime<FixedOffset>> {
    zone.from_local_datetime(&local)
        .earliest()
        .map(|time| time.fixed_offset())
}

async fn own_zone<A: Access>(ctx: &Ctx<A>) -> Result<Tz> {
    let load =
        async { either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_myself())?.view::<User>() };
    let me = ctx.caller().cache().jira_me.get(load).await?;
    let zone = me.time_zone.as_deref().unwrap_or_default();
    zone.parse().map_err(|_| {
        Error::Arguments(format!("`started`: Jira does not say which time zone is yours (\"{zone}\"); give the time with one, e.g. 2026-01-31T09:00:00+01:00"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_a_zone_keep_it() {
        for text in [
            "2026-01-31T09:00:00+01:00",
            "2026-01-31T09:00:00.000+0100",
            "2026-01-31 09:00+01:00",
            "2026-01-31T09:00+0100",
        ] {
            assert_eq!(
                zoned(text).map(|time| time.format(JIRA_TIME).to_string()),
                Some("2026-01-31T09:00:00.000+0100".into()),
                "{text}"
            );
        }
        assert_eq!(
            zoned("2026-01-31T09:00:00Z")
                .unwrap()
                .format(JIRA_TIME)
                .to_string(),
            "2026-01-31T09:00:00.000+0000"
        );
        assert_eq!(zoned("2026-01-31T09:00"), None);
    }

    #[test]
    fn times_without_a_zone_follow_its_clocks() {
        let berlin = chrono_tz::Europe::Berlin;
        let written = |text| {
            in_zone(local(text).unwrap(), berlin).map(|time| time.format(JIRA_TIME).to_string())
        };
        assert_eq!(
            written("2026-01-31T09:00"),
            Some("2026-01-31T09:00:00.000+0100".into())
        );
        assert_eq!(
            written("2026-07-31 09:00:30"),
            Some("2026-07-31T09:00:30.000+0200".into())
        );
        assert_eq!(
            written("2026-07-31"),
            Some("2026-07-31T00:00:00.000+0200".into())
        );
        assert_eq!(
            written("2026-10-25T02:30"),
            Some("2026-10-25T02:30:00.000+0200".into())
        );
        assert_eq!(written("2026-03-29T02:30"), None);
        assert!(
            ["yesterday", "09:00", "2026-13-01", ""]
                .iter()
                .all(|text| local(text).is_none() && zoned(text).is_none())
        );
    }
}
