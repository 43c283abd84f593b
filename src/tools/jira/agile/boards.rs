//! Boards, and whether the filter admits them.

use std::collections::HashSet;

use crate::api::params::JiraGetAgileBoards;
use crate::args::{Choice, Id};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::{Answer, Seen};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::scope::Key;
use crate::tools::jira::paged;
use crate::tools::{either, paging};
use crate::views::jira::{Board, OffsetPage, Project};
use serde_json::{Map, Value};

/// The most boards or projects that one request gives.
const PAGE: i64 = 50;

/// Which boards are asked for; what is none says nothing of them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// What their names hold.
    pub name: Option<&'a str>,
    /// What they are: `scrum`, `kanban` or `simple`.
    pub kind: Option<&'a str>,
    /// The key of a project whose issues they show.
    pub project: Option<&'a str>,
}

/// `jira_get_agile_boards`
///
/// # Errors
/// A project that does not exist or is outside of the filter.
pub async fn list(ctx: &Ctx, params: JiraGetAgileBoards) -> Result<Reply> {
    let start = params.start_at.unwrap_or_default();
    let projects = ctx.policy().jira_projects(params.project_key.as_deref());
    let wanted = Wanted {
        name: params.board_name.as_deref(),
        kind: params.board_type.map(|kind| kind.0.name()),
        project: projects.first().copied(),
    };
    if let [_, _, ..] = projects.as_slice() {
        return of_each(ctx, wanted, &projects, start, params.limit).await;
    }
    let page: Seen<OffsetPage<Board>> = request(ctx, wanted, start, params.limit)
        .await?
        .view_or_raw()?;
    match page {
        Seen::View(page) => {
            let page = page.only(|board| is_admitted(ctx, board));
            let held: Vec<_> = (page.held_back > 0)
                .then(|| held(page.held_back))
                .into_iter()
                .collect();
            paged::listed_with("boards", &page, noted(&held))
        }
        Seen::Raw(raw) => Reply::raw(&raw),
    }
}

/// Whether a board may be shown: one that shows issues of a project may belong to another one.
fn is_admitted(ctx: &Ctx, board: &Board) -> bool {
    let project = board.project();
    project.is_none_or(|key| ctx.policy().check_key(Key::JiraProject(key)).is_ok())
}

fn held(boards: u64) -> String {
    format!("held back: {boards}, since they belong to a project outside of JIRA_PROJECTS_FILTER")
}

fn noted(notes: &[String]) -> Map<String, Value> {
    let note = (!notes.is_empty()).then(|| ("note".to_owned(), notes.join(". ").into()));
    note.into_iter().collect()
}

/// The boards of the filter's projects: Jira lists those of one project or of all. What comes after the page is not asked
/// for, and then there is no total; a project that is not there takes nothing from the others.
async fn of_each(
    ctx: &Ctx,
    wanted: Wanted<'_>,
    projects: &[&str],
    start: i64,
    limit: i64,
) -> Result<Reply> {
    let enough = usize::try_from(start.saturating_add(limit)).unwrap_or(usize::MAX);
    let (mut boards, mut missing): (Vec<Board>, Vec<&str>) = (Vec::new(), Vec::new());
    let (mut known, mut held_back) = (HashSet::new(), 0);
    let mut complete = true;
    for (done, project) in projects.iter().enumerate() {
        if boards.len() > enough {
            complete = false;
            break;
        }
        let wanted = Wanted {
            project: Some(project),
            ..wanted
        };
        match all(ctx, wanted, "narrow them with board_name or board_type").await {
            Ok(found) => {
                let new = found.into_iter().filter(|board| known.insert(board.id));
                let (admitted, others): (Vec<_>, Vec<_>) =
                    new.partition(|board| is_admitted(ctx, board));
                boards.extend(admitted);
                held_back += others.len() as u64;
            }
            Err(error) if error.is_bad_request() || error.is_not_found() => missing.push(project),
            Err(error) => return Err(error),
        }
        ctx.progress().report(done + 1, projects.len());
    }
    let mut page = paged::cut(boards, start, limit);
    if !complete {
        (page.total, page.is_last) = (None, Some(false));
    }
    let mut notes = Vec::new();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        notes.push(format!("Jira gives no boards of {missing} (JIRA_PROJECTS_FILTER): no such project, or none that you may see"));
    }
    if held_back > 0 {
        notes.push(held(held_back));
    }
    paged::listed_with("boards", &page, noted(&notes))
}

/// All boards that are wanted, where `remedy` says what to do if there is no end of them.
///
/// # Errors
/// What Jira refuses; as [`paging::walk`].
pub async fn all(ctx: &Ctx, wanted: Wanted<'_>, remedy: &str) -> Result<Vec<Board>> {
    let what = format!("boards of {}", wanted.project.unwrap_or("all projects"));
    let walk = paging::walk((&what, remedy), usize::MAX, |from, _| async move {
        let sent = request(ctx, wanted, from.unwrap_or_default(), PAGE).await?;
        let page: OffsetPage<Board> = sent.view()?;
        let next = page.next().and_then(|next| i64::try_from(next).ok());
        Ok((page.values, next))
    });
    walk.await.map(|(boards, _)| boards)
}

async fn request(ctx: &Ctx, wanted: Wanted<'_>, start: i64, limit: i64) -> Result<Answer> {
    either!(ctx, Jira, jira_software_cloud | jira_dc, api => api
        .get_agile_board()
        .name(wanted.name)
        .type_(wanted.kind)
        .project_key_or_id(wanted.project)
        .start_at(start)
        .max_results(limit))
}

/// The number that the id of a board or sprint is.
///
/// # Errors
/// [`Error::Arguments`] names the parameter.
pub fn number(parameter: &str, id: &Id) -> Result<i64> {
    let tool = match parameter {
        "sprint_id" => "jira_get_sprints_from_board lists sprints",
        _ => "jira_get_agile_boards finds boards by name",
    };
    let wrong = || format!("`{parameter}`: expected a number, got \"{id}\"; {tool} with their ids");
    id.parse().map_err(|_| Error::Arguments(wrong()))
}

/// Lets a board through if every project on it is within the projects filter and so is the one that it belongs to, which only
/// Cloud tells. Asks nothing if there is no filter.
///
/// # Errors
/// [`Error::Refused`] names the project that is not, or says that Jira does not tell the board's projects.
pub async fn check_board(ctx: &Ctx, board: i64) -> Result<()> {
    if !ctx.policy().narrows_jira() {
        return Ok(());
    }
    if ctx.deployment(Product::Jira)? == Deployment::Cloud {
        let request = ctx.jira_software_cloud()?;
        let request = request.get_agile_board_by_board_id(board);
        let found: Board = request.send().await?.view()?;
        if let Some(project) = found.project() {
            ctx.policy().check_key(Key::JiraProject(project))?;
        }
    }
    let answer = either!(ctx, Jira, jira_software_cloud | jira_dc, api => api.get_agile_board_project(board).max_results(PAGE))?;
    let page: OffsetPage<Project> = answer.view()?;
    if page.values.is_empty() || page.next().is_some() {
        return Err(Error::Refused(format!(
            "Jira does not tell all projects of board {board}, so it may reach outside of what this server may touch (JIRA_PROJECTS_FILTER)"
        )));
    }
    page.values
        .iter()
        .try_for_each(|project| ctx.policy().check_key(Key::JiraProject(&project.key)))
}
