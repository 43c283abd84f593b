//! A sprint that is changed, started or closed.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use serde_json::{Value, json};

use super::check_sprint;
use super::dates::Dates;
use crate::api::params::JiraUpdateSprint;
use crate::api::{jira_dc, jira_software_cloud};
use crate::args::Choice;
use crate::ctx::WriteCtx;
use crate::error::{Error, Result};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::jira::agile::boards::number;
use crate::tools::jira::times::{moments, zone};
use crate::views::jira::{Issue, SearchPage, Sprint};

/// `jira_update_sprint`
///
/// # Errors
/// No change asked for; dates as for a new sprint; a state that the sprint cannot go to.
pub async fn update(ctx: &WriteCtx, params: JiraUpdateSprint) -> Result<Reply> {
    let id = number("sprint_id", &params.sprint_id)?;
    let state = params.state.map(|state| state.0.name().to_owned());
    let (name, goal) = (
        params.sprint_name.map(|name| name.0),
        params.goal.map(|goal| goal.0),
    );
    let dates = Dates::read(
        ctx,
        params.start_date.as_deref(),
        params.end_date.as_deref(),
    )
    .await?;
    if name.is_none() && goal.is_none() && state.is_none() && dates.are_none() {
        return Err(Error::Arguments(
            "nothing to change: give sprint_name, state, start_date, end_date or goal".into(),
        ));
    }
    check_sprint(ctx, id).await?;
    let (start_date, end_date) = dates.written();
    let wanted = state.clone();
    let unfinished = match wanted.as_deref() {
        Some("closed") => Some(unfinished(ctx, id).await?),
        _ => None,
    };
    let answer = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let body = jira_software_cloud::types::PostAgileSprintBySprintIdBody {
                name,
                goal,
                state,
                start_date,
                end_date,
                ..Default::default()
            };
            ctx.jira_software_cloud()?
                .post_agile_sprint_by_sprint_id(id, &body)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            let body = jira_dc::types::SprintBean {
                name,
                goal,
                state,
                start_date,
                end_date,
                ..Default::default()
            };
            ctx.jira_dc()?
                .post_agile_sprint_by_sprint_id(id, &body)
                .send()
                .await?
        }
    };
    let zone = zone::own(ctx).await;
    Reply::of(answer, |sprint: Sprint| {
        let passed_over = passed_over(&sprint, wanted.as_deref(), &dates);
        Reply::json(&Updated {
            sprint: zone::of_sprint(sprint, zone),
            passed_over,
            unfinished,
        })
    })
}

/// A sprint after a change.
#[derive(Serialize)]
struct Updated {
    #[serde(flatten)]
    sprint: Sprint,
    /// What was asked for and is not so: of a closed sprint, Jira takes over name and goal alone, and says nothing.
    #[serde(rename = "not_changed", skip_serializing_if = "Vec::is_empty")]
    passed_over: Vec<&'static str>,
    /// Of a sprint that is closed: what is not done in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    unfinished: Option<Value>,
}

/// How many issues of a sprint are listed that are not done.
const UNFINISHED: i64 = 50;

/// What is not done in a sprint, asked before it is closed: afterwards it is elsewhere. A failure does not keep the sprint open;
/// its text stands in place of the issues.
async fn unfinished(ctx: &WriteCtx, sprint: i64) -> Result<Value> {
    let jql = ctx.policy().jql("statusCategory != Done", &[])?;
    let listed = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let api = ctx.jira_software_cloud()?;
            let request = api.get_software_sprint_issue(sprint).jql(jql.as_str());
            let request = request.fields("summary,status").max_results(UNFINISHED);
            request.send().await
        }
        Deployment::DataCenter => {
            let api = ctx.jira_dc()?;
            let request = api.get_agile_sprint_issue(sprint).jql(jql.as_str());
            let request = request.fields("summary,status").max_results(UNFINISHED);
            request.send().await
        }
    };
    let page: SearchPage = match listed.and_then(|answer| answer.view()) {
        Ok(page) => page,
        Err(error) => return Ok(json!({ "error": error.to_string() })),
    };
    let admitted = |issue: &&Issue| ctx.policy().check_found(&issue.key).is_ok();
    let rows: Vec<_> = page
        .issues
        .iter()
        .filter(admitted)
        .map(Issue::brief)
        .collect();
    let more = page.next_page_token.is_some() && page.is_last != Some(true);
    let total = page.total.or_else(|| (!more).then_some(rows.len() as u64));
    let mut shown = json!({ "total": total, "issues": rows });
    if let Some(members) = shown.as_object_mut() {
        let is_part = total.is_none_or(|total| total > rows.len() as u64);
        let note =
            format!("jira_search with `sprint = {sprint} AND statusCategory != Done` has all");
        members.extend(is_part.then(|| ("note".to_owned(), note.into())));
        members.retain(|_, value| !value.is_null());
    }
    Ok(shown)
}

/// What was asked for and did not become so.
fn passed_over(sprint: &Sprint, state: Option<&str>, dates: &Dates) -> Vec<&'static str> {
    let same = |given: Option<DateTime<FixedOffset>>, now: &Option<String>| {
        given.is_none_or(|given| {
            now.as_deref()
                .and_then(moments::zoned)
                .is_some_and(|now| (now - given).num_seconds().abs() < 60)
        })
    };
    let kept = [
        (
            "state",
            state.is_none_or(|state| state.eq_ignore_ascii_case(&sprint.state)),
        ),
        ("start_date", same(dates.start, &sprint.start_date)),
        ("end_date", same(dates.end, &sprint.end_date)),
    ];
    kept.into_iter()
        .filter(|(_, same)| !same)
        .map(|(what, _)| what)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_jira_passes_over_is_told() {
        let asked = Dates {
            start: None,
            end: moments::zoned("2026-11-20T18:00+02:00"),
        };
        let closed = |end: &str| Sprint {
            state: "closed".into(),
            end_date: Some(end.into()),
            ..Sprint::default()
        };
        let taken = closed("2026-11-20T16:00:00.000Z");
        assert!(passed_over(&taken, Some("closed"), &asked).is_empty());
        let kept = closed("2026-11-06T16:00:00.000Z");
        assert_eq!(
            passed_over(&kept, Some("active"), &asked),
            ["state", "end_date"]
        );
    }
}
