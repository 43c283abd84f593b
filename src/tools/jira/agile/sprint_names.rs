//! Sprints by name: those of a project's boards that are not over.

use std::sync::Arc;

use super::boards::{self, Wanted};
use super::sprints::elsewhere;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::Answer;
use crate::tools::jira::issues::home::Home;
use crate::tools::names::{OF_VALUES, called};
use crate::tools::{either, paging};
use crate::views::jira::{OffsetPage, Sprint};

/// The most sprints that one request gives.
const PAGE: i64 = 50;

/// What to do where there is no end of boards or sprints.
const BY_ID: &str = "give the id of the sprint";

/// The states of sprints that issues can be put into.
const OPEN: &str = "active,future";

/// The id of the sprint of that name.
///
/// # Errors
/// [`Error::Arguments`] if the boards of the project have no such sprint, or several.
pub async fn find(ctx: &Ctx, home: Home<'_>, asked: &str) -> Result<i64> {
    let project = home.project(ctx).await?;
    let remembered = &ctx.caller().cache().jira_sprints;
    let load = async { open_sprints(ctx, &project).await.map(Arc::new) };
    let sprints = remembered.get(&project, load).await?;
    let found = called(&OF_VALUES, sprints.iter(), asked, |sprint| {
        vec![sprint.name.as_str()]
    });
    if let [sprint] = found.as_slice() {
        return Ok(i64::try_from(sprint.id).unwrap_or_default());
    }
    // It may be a new one.
    remembered.forget(&project);
    let shown = |sprints: &mut dyn Iterator<Item = &Sprint>| {
        let shown: Vec<_> = sprints
            .map(|sprint| format!("{} ({}, {})", sprint.name, sprint.id, sprint.state))
            .collect();
        shown.join(", ")
    };
    Err(Error::Arguments(
        match (found.as_slice(), sprints.as_slice()) {
            (_, []) => format!(
                "the boards of {project} have no sprint that is active or to come; kanban boards have none at all"
            ),
            ([], all) => format!(
                "no sprint of {project}'s boards that is active or to come is called \"{asked}\"; there are {}",
                shown(&mut all.iter())
            ),
            (several, _) => format!(
                "several sprints are called \"{asked}\": use an id of {}",
                shown(&mut several.iter().copied())
            ),
        },
    ))
}

/// The sprints of a project's boards that are not over, each once; none that was made on a board outside of the projects filter.
async fn open_sprints(ctx: &Ctx, project: &str) -> Result<Vec<Sprint>> {
    let wanted = Wanted {
        project: Some(project),
        ..Wanted::default()
    };
    let boards = boards::all(ctx, wanted, BY_ID).await?;
    let mut sprints: Vec<Sprint> = Vec::new();
    for board in boards.iter().filter(|board| board.kind != "kanban") {
        let board = i64::try_from(board.id).unwrap_or_default();
        let found = match of_board(ctx, board).await {
            // A simple board may have none, as a kanban board has.
            Err(error) if error.is_bad_request() => continue,
            found => found?,
        };
        let elsewhere = elsewhere(ctx, board, &found).await?;
        for sprint in found {
            let is_here = sprint.board.is_none_or(|made| !elsewhere.contains(&made));
            if is_here && sprints.iter().all(|known| known.id != sprint.id) {
                sprints.push(sprint);
            }
        }
    }
    Ok(sprints)
}

async fn of_board(ctx: &Ctx, board: i64) -> Result<Vec<Sprint>> {
    let what = format!("sprints of board {board}");
    let walk = paging::walk((&what, BY_ID), usize::MAX, |start, _| async move {
        let page: OffsetPage<Sprint> = page(ctx, board, start.unwrap_or_default()).await?.view()?;
        let next = page.next().and_then(|next| i64::try_from(next).ok());
        Ok((page.values, next))
    });
    walk.await.map(|(sprints, _)| sprints)
}

async fn page(ctx: &Ctx, board: i64, start: i64) -> Result<Answer> {
    either!(ctx, Jira, jira_software_cloud | jira_dc, api => api
        .get_agile_board_sprint(board)
        .state(OPEN)
        .start_at(start)
        .max_results(PAGE))
}
