//! Boards, and the issues on boards, in sprints and under epics.

use serde_json::{Value, json};

use super::{
    error, issues,
    model::{Board, Sprint},
    search::{self, Scope},
    show as shown, sprints,
};
use crate::{
    Flavour,
    json::put,
    paging::Page,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// The most issues that one request may move to an epic.
const LARGEST_MOVE: usize = 50;

fn show(world: &World, board: &Board) -> Value {
    let mut shown = json!({
        "id": board.id, "self": format!("{}/rest/agile/1.0/board/{}", world.jira_base(), board.id), "name": board.name, "type": board.kind,
    });
    if let Some(project) = world
        .jira
        .project(&board.project)
        .filter(|_| world.flavour == Flavour::Cloud)
    {
        let location = json!({
            "projectId": project.id.parse::<u64>().unwrap_or_default(), "projectKey": project.key, "projectName": project.name,
            "displayName": format!("{} ({})", project.name, project.key), "projectTypeKey": "software",
        });
        put(&mut shown, "location", location);
    }
    shown
}

/// `GET board`
pub(crate) fn list(world: &mut World, request: &Request) -> Answer {
    let project = match request.arg("projectKeyOrId") {
        Some(name) => Some(
            world
                .jira
                .project(name)
                .ok_or_else(|| error(400, &format!("The project '{name}' does not exist.")))?,
        ),
        None => None,
    };
    let kinds = request.list("type");
    let name = request.arg("name").unwrap_or_default().to_lowercase();
    let wanted = |board: &&Board| {
        project.is_none_or(|project| project.key == board.project)
            && (kinds.is_empty() || kinds.contains(&board.kind.as_str()))
            && board.name.to_lowercase().contains(&name)
    };
    let page = Page::jira(world.jira.boards.iter().filter(wanted), request, 50, 50);
    Ok(Reply::ok(page.map(|board| show(world, board)).jira_bean()))
}

/// `GET board/{board}`
pub(crate) fn one(world: &mut World, request: &Request) -> Answer {
    let board = find(world, request)?;
    Ok(Reply::ok(show(world, board)))
}

/// The board that the path names.
fn find<'a>(world: &'a World, request: &Request) -> Result<&'a Board, Reply> {
    let found = world
        .jira
        .boards
        .iter()
        .find(|board| board.id.to_string() == request.param("board"));
    found.ok_or_else(|| {
        error(404, "Requested board cannot be viewed because it either does not exist or you do not have permission to view it.")
    })
}

/// `GET board/{board}/sprint`
pub(crate) fn sprints(world: &mut World, request: &Request) -> Answer {
    let board = find(world, request)?;
    if board.kind != "scrum" {
        return Err(error(400, "The board does not support sprints"));
    }
    let states = request.list("state");
    let wanted = |sprint: &&Sprint| {
        sprint.board == board.id && (states.is_empty() || states.contains(&sprint.state.as_str()))
    };
    let page = Page::jira(world.jira.sprints.iter().filter(wanted), request, 50, 50);
    Ok(Reply::ok(
        page.map(|sprint| sprints::show(world, sprint)).jira_bean(),
    ))
}

/// `GET board/{board}/project`
pub(crate) fn projects(world: &mut World, request: &Request) -> Answer {
    let board = find(world, request)?;
    let project = world.jira.project(&board.project);
    let page = Page::jira(project, request, 50, 50);
    Ok(Reply::ok(
        page.map(|project| shown::project_short(world, project))
            .jira_bean(),
    ))
}

/// `GET board/{board}/issue`
pub(crate) fn issues_of(world: &mut World, request: &Request) -> Answer {
    let scope = Scope::Project(find(world, request)?.project.clone());
    search::page(world, request, &scope)
}

/// Cloud's `GET board/{board}/issue/approximate-count`
pub(crate) fn count(world: &mut World, request: &Request) -> Answer {
    let scope = Scope::Project(find(world, request)?.project.clone());
    search::count_in(world, request, &scope)
}

/// `GET sprint/{sprint}/issue`
pub(crate) fn issues_of_sprint(world: &mut World, request: &Request) -> Answer {
    let scope = Scope::Sprint(sprints::find(world, request)?.id);
    search::page(world, request, &scope)
}

/// Data Center's `POST epic/{epic}/issue`: moves issues under an epic, or with `none` out of theirs.
pub(crate) fn move_to_epic(world: &mut World, request: &Request) -> Answer {
    let epic = match request.param("epic") {
        "none" => Value::Null,
        name => epic_key(world, name)?.into(),
    };
    let sent = request
        .body("/issues")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    if sent.is_empty() || sent.len() > LARGEST_MOVE {
        return Err(error(
            400,
            &format!("Between 1 and {LARGEST_MOVE} issues can be moved at once."),
        ));
    }
    let known = sent.iter().map(|name| {
        world
            .jira
            .issue(name.as_str().unwrap_or_default())
            .map(|issue| issue.key.clone())
    });
    let keys: Vec<String> = known.collect::<Option<_>>().ok_or_else(super::no_issue)?;
    for key in keys {
        issues::store(
            world,
            &key,
            [("epic_link", epic.clone())].into(),
            &request.caller,
        );
    }
    Ok(Reply::empty(204))
}

fn epic_key(world: &World, name: &str) -> Result<String, Reply> {
    let found = world.jira.issue(name).ok_or_else(super::no_issue)?;
    let epic = world
        .jira
        .type_of(found)
        .is_some_and(|kind| kind.level == 1);
    if epic {
        Ok(found.key.clone())
    } else {
        Err(error(
            400,
            &format!("The issue '{}' is not an epic.", found.key),
        ))
    }
}
