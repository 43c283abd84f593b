//! Boards, and whether the filter admits them.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::access::{Access, Read};
use crate::api::params::JiraGetAgileBoards;
use crate::args::{Choice, Id};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::{Answer, Seen};
use crate::product::{Deployment, Product};
use crate::reply::Reply;
use crate::scope::Key;
use crate::tools::jira::paged;
use crate::tools::paging;
use crate::views::jira::{Board, OffsetPage, Project};

/// The most boards or projects that one request gives.
const PAGE: i64 = 50;

/// `jira_get_agile_boards`
///
/// # Errors
/// A project that does not exist or is outside of the filter.
pub async fn list(ctx: &Ctx<Read>, params: JiraGetAgileBoards) -> Result<Reply> {
    let start = params.start_at.unwrap_or_default();
    let projects = ctx.policy().jira_projects(params.project_key.as_deref());
    let page = match projects.as_slice() {
        [] => boards_page(ctx, &params, None, start, params.limit).await?,
        [project] => boards_page(ctx, &params, Some(project), start, params.limit).await?,
        several => return boards_of_all(ctx, &params, several).await,
    };
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
fn is_admitted(ctx: &Ctx<Read>, board: &Board) -> bool {
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
async fn boards_of_all(
    ctx: &Ctx<Read>,
    params: &JiraGetAgileBoards,
    projects: &[&str],
) -> Result<Reply> {
    let start = params.start_at.unwrap_or_default();
    let enough = usize::try_from(start.saturating_add(params.limit)).unwrap_or(usize::MAX);
    let (mut boards, mut missing): (Vec<Board>, Vec<&str>) = (Vec::new(), Vec::new());
    let (mut known, mut held_back) = (HashSet::new(), 0);
    let mut complete = true;
    for (done, project) in projects.iter().enumerate() {
        if boards.len() > enough {
            complete = false;
            break;
        }
        match boards_of(ctx, params, project).await {
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
    let mut page = paged::cut(boards, start, params.limit);
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

/// All boards of a project.
async fn boards_of(
    ctx: &Ctx<Read>,
    params: &JiraGetAgileBoards,
    project: &str,
) -> Result<Vec<Board>> {
    let what = format!("boards of {project}");
    let of_all = (what.as_str(), "narrow them with board_name or board_type");
    let walk = paging::walk(of_all, usize::MAX, |from, _| async move {
        let from = from.unwrap_or_default();
        let sent = request_boards(ctx, params, Some(project), from, PAGE).await?;
        let page: OffsetPage<Board> = sent.view()?;
        let next = page.next().and_then(|next| i64::try_from(next).ok());
        Ok((page.values, next))
    });
    walk.await.map(|(boards, _)| boards)
}

async fn boards_page(
    ctx: &Ctx<Read>,
    params: &JiraGetAgileBoards,
    project: Option<&str>,
    start: i64,
    limit: i64,
) -> Result<Seen<OffsetPage<Board>>> {
    request_boards(ctx, params, project, start, limit)
        .await?
        .view_or_raw()
}

async fn request_boards(
    ctx: &Ctx<Read>,
    params: &JiraGetAgileBoards,
    project: Option<&str>,
    start: i64,
    limit: i64,
) -> Result<Answer> {
    let kind = params.board_type.map(|kind| kind.0.name());
    let name = params.board_name.as_deref();
    match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            let api = ctx.jira_software_cloud()?;
            api.get_agile_board()
                .name(name)
                .type_(kind)
                .project_key_or_id(project)
                .start_at(start)
                .max_results(limit)
                .send()
                .await
        }
        Deployment::DataCenter => {
            let api = ctx.jira_dc()?;
            api.get_agile_board()
                .name(name)
                .type_(kind)
                .project_key_or_id(project)
                .start_at(start)
                .max_results(limit)
                .send()
                .await
        }
    }
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
pub async fn check_board<A: Access>(ctx: &Ctx<A>, board: i64) -> Result<()> {
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
    let answer = match ctx.deployment(Product::Jira)? {
        Deployment::Cloud => {
            ctx.jira_software_cloud()?
                .get_agile_board_project(board)
                .max_results(PAGE)
                .send()
                .await?
        }
        Deployment::DataCenter => {
            ctx.jira_dc()?
                .get_agile_board_project(board)
                .max_results(PAGE)
                .send()
                .await?
        }
    };
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
