//! Sprints of boards, and whether the filter admits them.

pub mod create;
mod dates;
pub mod update;

use std::collections::BTreeSet;

use super::boards::{check_board, number};
use crate::api::params::JiraGetSprintsFromBoard;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::Seen;
use crate::reply::Reply;
use crate::tools::either;
use crate::tools::jira::paged;
use crate::tools::jira::times::zone;
use crate::views::jira::{OffsetPage, Sprint};

/// What is said where a board has no sprints.
const KANBAN: &str = "Only scrum boards have sprints, kanban boards have none: jira_get_board_issues shows what is on them";

/// The states that a sprint goes through.
const STATES: [&str; 3] = ["future", "active", "closed"];

/// `jira_get_sprints_from_board`
///
/// # Errors
/// A state that there is not; a board without sprints, which is every board that is not a scrum board.
pub async fn list(ctx: &Ctx, params: JiraGetSprintsFromBoard) -> Result<Reply> {
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
    let sent = either!(ctx, Jira, jira_software_cloud | jira_dc, api => api
        .get_agile_board_sprint(board)
        .state(state)
        .start_at(start)
        .max_results(limit));
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
pub async fn elsewhere(ctx: &Ctx, board: i64, sprints: &[Sprint]) -> Result<Vec<i64>> {
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

/// Checks the board that a sprint was made on. Asks nothing if there is no filter.
///
/// # Errors
/// A sprint of a board outside of the projects filter, or of one that Jira does not tell.
pub async fn check_sprint(ctx: &Ctx, id: i64) -> Result<()> {
    if !ctx.policy().narrows_jira() {
        return Ok(());
    }
    let answer = either!(ctx, Jira, jira_software_cloud | jira_dc, api => api.get_agile_sprint_by_sprint_id(id))?;
    let sprint: Sprint = answer.view()?;
    let unknown = || {
        Error::Refused(format!(
            "Jira does not tell the board of sprint {id}, so the projects filter keeps it out (JIRA_PROJECTS_FILTER)"
        ))
    };
    check_board(ctx, sprint.board.ok_or_else(unknown)?).await
}
