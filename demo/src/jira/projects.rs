//! Projects and their versions.

use serde_json::{Value, json};

use super::{
    error, field_error, meta,
    model::{Project, Version},
    show,
};
use crate::{
    json::{merged, put},
    paging::Page,
    reply::{Answer, Reply},
    request::Request,
    time::Moment,
    world::World,
};

fn show_full(world: &World, project: &Project) -> Value {
    let details = json!({
        "description": project.description, "lead": world.jira_user(&project.lead), "assigneeType": "UNASSIGNED",
        "components": project.components.iter().map(|entry| show::item(world, "component", entry)).collect::<Vec<_>>(),
        "versions": project.versions.iter().map(|version| show::version(world, version)).collect::<Vec<_>>(),
        "issueTypes": world.jira.list("issuetype").iter().map(|kind| show::item(world, "issuetype", kind)).collect::<Vec<_>>(),
    });
    merged(show_listed(world, project), details)
}

/// A project in a list: whether it is archived is said only if it is.
fn show_listed(world: &World, project: &Project) -> Value {
    let mut shown = show::project_short(world, project);
    if project.archived {
        put(&mut shown, "archived", true);
    }
    shown
}

/// Cloud's `GET project/search`: live projects unless `status` says otherwise.
pub(crate) fn search(world: &mut World, request: &Request) -> Answer {
    let (status, keys) = (request.list("status"), request.list("keys"));
    let query = request.arg("query").unwrap_or_default().to_lowercase();
    let wanted = |project: &&Project| {
        let state = if project.archived { "archived" } else { "live" };
        (status.contains(&state) || (status.is_empty() && !project.archived))
            && (keys.is_empty() || keys.contains(&project.key.as_str()))
            && (project.key.to_lowercase().contains(&query)
                || project.name.to_lowercase().contains(&query))
    };
    let page = Page::jira(world.jira.projects.iter().filter(wanted), request, 50, 100);
    let bean = page
        .map(|project| {
            merged(
                show_listed(world, project),
                expanded(world, project, request),
            )
        })
        .jira_bean();
    Ok(Reply::ok(bean))
}

fn expanded(world: &World, project: &Project, request: &Request) -> Value {
    let mut more = json!({});
    if request.expands("description") {
        put(&mut more, "description", project.description.as_str());
    }
    if request.expands("lead") {
        put(&mut more, "lead", world.jira_user(&project.lead));
    }
    more
}

/// Data Center's `GET project`: all at once, archived ones when `includeArchived=true`.
pub(crate) fn all(world: &mut World, request: &Request) -> Answer {
    let archived = request.arg("includeArchived") == Some("true");
    let wanted = world
        .jira
        .projects
        .iter()
        .filter(|project| archived || !project.archived);
    Ok(Reply::ok(
        wanted
            .map(|project| {
                merged(
                    show_listed(world, project),
                    expanded(world, project, request),
                )
            })
            .collect(),
    ))
}

/// `GET project/{project}`
pub(crate) fn get(world: &mut World, request: &Request) -> Answer {
    Ok(Reply::ok(show_full(world, meta::project(world, request)?)))
}

/// `GET project/{project}/versions`
pub(crate) fn versions(world: &mut World, request: &Request) -> Answer {
    let project = meta::project(world, request)?;
    Ok(Reply::ok(
        project
            .versions
            .iter()
            .map(|version| show_version(world, project, version))
            .collect(),
    ))
}

fn show_version(world: &World, project: &Project, version: &Version) -> Value {
    let mut shown = show::version(world, version);
    put(
        &mut shown,
        "projectId",
        project.id.parse::<u64>().unwrap_or_default(),
    );
    shown
}

/// `POST version`: the project by `projectId` or, as older clients do, by its key.
pub(crate) fn create_version(world: &mut World, request: &Request) -> Answer {
    let id = request
        .body("/projectId")
        .and_then(Value::as_u64)
        .map(|id| id.to_string());
    let sent = id
        .as_deref()
        .or_else(|| request.body_text("/project"))
        .unwrap_or_default();
    let key = world.jira.project(sent).map(|project| project.key.clone());
    let key = key.ok_or_else(|| {
        error(
            404,
            &format!("No project could be found with identifier '{sent}'."),
        )
    })?;
    let text = |name: &str| request.body_text(name).map(str::to_owned);
    let flag = |name: &str| request.body(name).is_some_and(|flag| *flag == true);
    let version = Version {
        id: world.jira.new_id().to_string(),
        name: text("/name").unwrap_or_default(),
        description: text("/description").unwrap_or_default(),
        released: flag("/released"),
        archived: flag("/archived"),
        start: date(request, "startDate")?,
        release: date(request, "releaseDate")?,
    };
    let project = world
        .jira
        .projects
        .iter_mut()
        .find(|project| project.key == key)
        .ok_or_else(super::no_issue)?;
    check_version(project, &version)?;
    project.versions.push(version.clone());
    let shown = world
        .jira
        .project(&key)
        .map(|project| show_version(world, project, &version));
    Ok(Reply::json(201, shown.unwrap_or_default()))
}

fn date(request: &Request, name: &str) -> Result<Option<String>, Reply> {
    let Some(sent) = request.body_text(&format!("/{name}")) else {
        return Ok(None);
    };
    let valid = sent.len() == "2026-11-16".len() && Moment::parse(sent).is_some();
    let message = "The date must be of the format 'yyyy-MM-dd'";
    if valid {
        Ok(Some(sent.to_owned()))
    } else {
        Err(field_error(name, message))
    }
}

fn check_version(project: &Project, version: &Version) -> Result<(), Reply> {
    if version.name.trim().is_empty() {
        return Err(field_error("name", "You must specify a valid version name"));
    }
    if project
        .versions
        .iter()
        .any(|known| known.name.eq_ignore_ascii_case(&version.name))
    {
        return Err(field_error(
            "name",
            "A version with this name already exists in this project.",
        ));
    }
    match (&version.start, &version.release) {
        (Some(start), Some(release)) if start > release => Err(field_error(
            "releaseDate",
            "The release date cannot be earlier than the start date.",
        )),
        _ => Ok(()),
    }
}
