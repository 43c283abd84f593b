//! Sprints.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveTime};
use serde::Serialize;
use serde_json::{Value, json};

use super::boards::{check_board, number};
use crate::access::{Access, Read, Write};
use crate::api::params::{JiraCreateSprint, JiraGetSprintsFromBoard, JiraUpdateSprint};
use crate::api::{jira_dc, jira_software_cloud};
use crate::args::Choice;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::Seen;
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::tools::jira::paged;
use crate::tools::jira::times::{moments, zone};
use crate::views::jira::{Issue, OffsetPage, SearchPage, Sprint};

/// What is said where a board has no sprints.
const KANBAN: &str = "Only scrum boards have sprints, kanban boards have none: jira_get_board_issues shows what is on them";

/// The states that a sprint goes through.
const STATES: [&str; 3] = ["future", "active", "closed"];

/// `jira_get_sprints_from_board`
///
/// # Errors
/// A state that there is not; a board without sprints, which is every board that is not a scrum board.
pub async fn list(ctx: &Ctx<Read>, params: JiraGetSprintsFromBoard) -> Result<Reply> {
    let board = number("board_id", &params.board_id)?;
    let states: Vec<String> = params
        .state
        .unwrap_or_default()
        .0
        .iter()
        .map(|state| state.to_lowercase())
        .collect();
    if let Some(unknown) = states
        .iter()
        .find(|state| !STATES.contains(&state.as_str()))
    {
        return Err(Error::Arguments(format!(
            "`state`: there is no state \"{unknown}\"; there are {}",
            STATES.join(", ")
        )));
    }
    check_board(ctx, board).await?;
    let states = Some(states.join(",")).filter(|states| !states.is_empty());
    let (state, start, limit) = (states.as_deref(), params.start_at, params.limit);
    let sent = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            ctx.jira_software_cloud()?
                .get_agile_board_sprint(board)
                .state(state)
                .start_at(start)
                .max_results(limit)
                .send()
                .await
        }
        Deployment::DataCenter => {
            ctx.jira_dc()?
                .get_agile_board_sprint(board)
                .state(state)
                .start_at(start)
                .max_results(limit)
                .send()
                .await
        }
    };
    let answer = sent.map_err(|error| match error.is_bad_request() {
        true => error.noting(KANBAN),
        false => error,
    })?;
    let page: OffsetPage<Sprint> = match answer.view_or_raw()? {
        Seen::View(page) => page,
        Seen::Raw(raw) => return Reply::raw(&raw),
    };
    let elsewhere = elsewhere(ctx, board, &page.values).await?;
    let mut page = page.only(|sprint| sprint.board.is_none_or(|made| !elsewhere.contains(&made)));
    let zone = zone::own(ctx).await;
    let sprints = page.values.into_iter();
    page.values = sprints
        .map(|sprint| zone::of_sprint(sprint, zone))
        .collect();
    let note = (page.held_back > 0).then(|| {
        let note = format!(
            "held back: {}, since they were made on boards outside of JIRA_PROJECTS_FILTER",
            page.held_back
        );
        ("note".to_owned(), note.into())
    });
    paged::listed_with("sprints", &page, note.into_iter().collect())
}

/// The boards outside of the projects filter on which sprints of this board were made: a board shows every sprint that one of its
/// issues is in. Asks nothing if there is no filter.
///
/// # Errors
/// If Jira does not give the boards.
pub async fn elsewhere<A: Access>(
    ctx: &Ctx<A>,
    board: i64,
    sprints: &[Sprint],
) -> Result<Vec<i64>> {
    let others: BTreeSet<i64> = sprints
        .iter()
        .filter_map(|sprint| sprint.board)
        .filter(|made| *made != board)
        .collect();
    let mut elsewhere = Vec::new();
    for other in others {
        match check_board(ctx, other).await {
            Ok(()) => {}
            Err(Error::Refused(_)) => elsewhere.push(other),
            Err(error) if error.is_not_found() => elsewhere.push(other),
            Err(error) => return Err(error),
        }
    }
    Ok(elsewhere)
}

/// `jira_create_sprint`
///
/// # Errors
/// Dates that are none or end before they start; what Jira refuses.
pub async fn create(ctx: &Ctx<Write>, params: JiraCreateSprint) -> Result<Reply> {
    let board = number("board_id", &params.board_id)?;
    let dates = Dates::read(
        ctx,
        params.start_date.as_deref(),
        params.end_date.as_deref(),
    )
    .await?;
    check_board(ctx, board).await?;
    let (name, goal) = (Some(params.sprint_name.0), params.goal.map(|goal| goal.0));
    let (start_date, end_date) = dates.written();
    let sent = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let body = jira_software_cloud::types::PostAgileSprintBody {
                name,
                goal,
                start_date,
                end_date,
                origin_board_id: Some(board),
            };
            ctx.jira_software_cloud()?
                .post_agile_sprint(&body)
                .send()
                .await
        }
        Deployment::DataCenter => {
            let body = jira_dc::types::SprintCreateBean {
                name,
                goal,
                start_date,
                end_date,
                origin_board_id: Some(board),
                ..Default::default()
            };
            ctx.jira_dc()?.post_agile_sprint(&body).send().await
        }
    };
    let answer = sent.map_err(|error| match &error {
        Error::Upstream {
            status: 400,
            message,
            ..
        } if message.contains("support sprints") => error.noting(KANBAN),
        _ => error,
    })?;
    let zone = zone::own(ctx).await;
    Reply::of(answer, |sprint: Sprint| {
        Reply::json(&zone::of_sprint(sprint, zone))
    })
}

/// `jira_update_sprint`
///
/// # Errors
/// No change asked for; dates as for [`create`]; a state that the sprint cannot go to.
pub async fn update(ctx: &Ctx<Write>, params: JiraUpdateSprint) -> Result<Reply> {
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
async fn unfinished(ctx: &Ctx<Write>, sprint: i64) -> Result<Value> {
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

/// Checks the board that a sprint was made on. Asks nothing if there is no filter.
///
/// # Errors
/// A sprint of a board outside of the projects filter, or of one that Jira does not tell.
pub async fn check_sprint<A: Access>(ctx: &Ctx<A>, id: i64) -> Result<()> {
    if !ctx.policy().narrows_jira() {
        return Ok(());
    }
    let answer = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            ctx.jira_software_cloud()?
                .get_agile_sprint_by_sprint_id(id)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            ctx.jira_dc()?
                .get_agile_sprint_by_sprint_id(id)
                .send()
                .await?
        }
    };
    let sprint: Sprint = answer.view()?;
    let unknown = || {
        Error::Refused(format!(
            "Jira does not tell the board of sprint {id}, so the projects filter keeps it out (JIRA_PROJECTS_FILTER)"
        ))
    };
    check_board(ctx, sprint.board.ok_or_else(unknown)?).await
}

/// When a sprint runs, as far as it is given.
struct Dates {
    start: Option<DateTime<FixedOffset>>,
    end: Option<DateTime<FixedOffset>>,
}

impl Dates {
    /// Reads both. What has no zone is in the caller's Jira time zone; a date alone is the start or the end of that day.
    async fn read<A: Access>(ctx: &Ctx<A>, start: Option<&str>, end: Option<&str>) -> Result<Self> {
        let start = moment(ctx, "start_date", start, NaiveTime::MIN).await?;
        let end = moment(
            ctx,
            "end_date",
            end,
            NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default(),
        )
        .await?;
        match (start, end) {
            (Some(start), Some(end)) if end <= start => Err(Error::Arguments(format!(
                "`end_date`: {end} is not after the start, {start}"
            ))),
            _ => Ok(Self { start, end }),
        }
    }

    fn are_none(&self) -> bool {
        self.start.is_none() && self.end.is_none()
    }

    /// Both as the agile API writes them.
    fn written(&self) -> (Option<String>, Option<String>) {
        let written =
            |time: DateTime<FixedOffset>| time.format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string();
        (self.start.map(written), self.end.map(written))
    }
}

async fn moment<A: Access>(
    ctx: &Ctx<A>,
    parameter: &str,
    text: Option<&str>,
    time_of_day: NaiveTime,
) -> Result<Option<DateTime<FixedOffset>>> {
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => moments::read(ctx, parameter, text, time_of_day)
            .await
            .map(Some),
        None => Ok(None),
    }
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
