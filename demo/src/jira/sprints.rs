//! Sprints.

use serde_json::{Value, json};

use super::{error, field_error, model::Sprint, show as shown};
use crate::{
    json::merged,
    reply::{Answer, Reply},
    request::Request,
    time::Moment,
    world::World,
};

/// Jira's limit for the length of a name.
const LONGEST_NAME: usize = 30;

pub(crate) fn show(world: &World, sprint: &Sprint) -> Value {
    let fixed = json!({
        "id": sprint.id, "self": format!("{}/rest/agile/1.0/sprint/{}", world.jira_base(), sprint.id), "state": sprint.state,
        "name": sprint.name, "originBoardId": sprint.board, "goal": sprint.goal,
    });
    merged(fixed, shown::sprint_dates(sprint))
}

/// The sprint that the path names.
pub(crate) fn find<'a>(world: &'a World, request: &Request) -> Result<&'a Sprint, Reply> {
    let found = world
        .jira
        .sprints
        .iter()
        .find(|sprint| sprint.id.to_string() == request.param("sprint"));
    found.ok_or_else(|| error(404, "Sprint does not exist"))
}

/// `GET sprint/{sprint}`
pub(crate) fn get(world: &mut World, request: &Request) -> Answer {
    Ok(Reply::ok(show(world, find(world, request)?)))
}

/// `POST sprint`
pub(crate) fn create(world: &mut World, request: &Request) -> Answer {
    let board = request
        .body("/originBoardId")
        .and_then(Value::as_u64)
        .unwrap_or_default();
    let known = world.jira.boards.iter().find(|known| known.id == board);
    match known.map(|board| board.kind.as_str()) {
        Some("scrum") => {}
        Some(_) => return Err(error(400, "The board does not support sprints")),
        None => {
            return Err(error(
                404,
                "Board does not exist or you do not have permission to see it.",
            ));
        }
    }
    let new = Sprint {
        id: world.jira.new_id(),
        board,
        name: String::new(),
        state: "future".to_owned(),
        goal: String::new(),
        start: None,
        end: None,
        completed: None,
    };
    let sprint = changed(world, new, request)?;
    let answer = show(world, &sprint);
    world.jira.sprints.push(sprint);
    Ok(Reply::json(201, answer))
}

/// `POST sprint/{sprint}`: changes only what is sent.
pub(crate) fn update(world: &mut World, request: &Request) -> Answer {
    let sprint = changed(world, find(world, request)?.clone(), request)?;
    let answer = show(world, &sprint);
    if let Some(stored) = world
        .jira
        .sprints
        .iter_mut()
        .find(|stored| stored.id == sprint.id)
    {
        *stored = sprint;
    }
    Ok(Reply::ok(answer))
}

/// The sprint with what was sent, if that makes sense.
fn changed(world: &World, mut sprint: Sprint, request: &Request) -> Result<Sprint, Reply> {
    if let Some(name) = request.body_text("/name") {
        sprint.name = name.to_owned();
    }
    if let Some(goal) = request.body_text("/goal") {
        sprint.goal = goal.to_owned();
    }
    sprint.start = date(request, "startDate")?.or(sprint.start);
    sprint.end = date(request, "endDate")?.or(sprint.end);
    if sprint.name.trim().is_empty() {
        return Err(field_error("name", "The sprint name must not be blank."));
    }
    if sprint.name.chars().count() > LONGEST_NAME {
        return Err(field_error(
            "name",
            "The sprint name must be shorter than 30 characters.",
        ));
    }
    if sprint
        .start
        .zip(sprint.end)
        .is_some_and(|(start, end)| end <= start)
    {
        return Err(field_error(
            "endDate",
            "The end date of a sprint must be after the start date.",
        ));
    }
    moved(world, sprint, request.body_text("/state"))
}

/// A date with its zone: Jira's agile API takes no others.
fn date(request: &Request, name: &str) -> Result<Option<Moment>, Reply> {
    let Some(sent) = request.body_text(&format!("/{name}")) else {
        return Ok(None);
    };
    Moment::zoned(sent)
        .map(Some)
        .ok_or_else(|| error(400, &format!("Failed to parse date '{sent}' of '{name}'.")))
}

/// The sprint in a new state: only a future one with dates starts, only an active one is closed.
fn moved(world: &World, mut sprint: Sprint, state: Option<&str>) -> Result<Sprint, Reply> {
    match (sprint.state.as_str(), state) {
        (_, None) => {}
        (before, Some(after)) if before == after => {}
        ("future", Some("active")) if sprint.start.is_some() && sprint.end.is_some() => {
            "active".clone_into(&mut sprint.state)
        }
        ("future", Some("active")) => {
            return Err(field_error(
                "startDate",
                "Start date and end date must be specified.",
            ));
        }
        ("active", Some("closed")) => {
            "closed".clone_into(&mut sprint.state);
            sprint.completed = Some(world.now());
        }
        (before, Some(after)) => {
            return Err(error(
                400,
                &format!("A sprint cannot go from state '{before}' to '{after}'."),
            ));
        }
    }
    Ok(sprint)
}
