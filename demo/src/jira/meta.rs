//! What the site is, and which fields its screens show.

use serde_json::{Map, Value, json};

use super::{
    error,
    fields::{FIELDS, Field, Kind},
    issues::settable,
    model::{Item, Project},
    show,
};
use crate::{
    Flavour, Release,
    json::put,
    paging::Page,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// `GET serverInfo`
pub(crate) fn server_info(world: &mut World, _: &Request) -> Answer {
    let (version, numbers, deployment) = match world.flavour {
        Flavour::Cloud => ("1001.0.0-SNAPSHOT", [1001, 0, 0], "Cloud"),
        Flavour::DataCenter => match world.release {
            Release::Current => ("10.3.6", [10, 3, 6], "Server"),
            Release::Old => ("8.20.30", [8, 20, 30], "Server"),
        },
    };
    Ok(Reply::ok(json!({
        "baseUrl": world.jira_base(), "version": version, "versionNumbers": numbers, "deploymentType": deployment,
        "buildNumber": 100_278, "serverTime": world.now().jira(), "serverTitle": "Harbour Jira",
    })))
}

pub(crate) fn project<'a>(world: &'a World, request: &Request) -> Result<&'a Project, Reply> {
    let name = request.param("project");
    world.jira.project(name).ok_or_else(|| {
        error(
            404,
            &format!("No project could be found with key '{name}'."),
        )
    })
}

/// `GET issue/createmeta/{project}/issuetypes`
pub(crate) fn create_types(world: &mut World, request: &Request) -> Answer {
    project(world, request)?;
    let types = world
        .jira
        .list("issuetype")
        .iter()
        .map(|kind| show::item(world, "issuetype", kind));
    Ok(Reply::ok(listed(
        world.flavour,
        Page::jira(types, request, 50, 200),
        "issueTypes",
    )))
}

/// `GET issue/createmeta/{project}/issuetypes/{type}`
pub(crate) fn create_fields(world: &mut World, request: &Request) -> Answer {
    let home = project(world, request)?;
    let kind = world
        .jira
        .list("issuetype")
        .iter()
        .find(|kind| kind.id == request.param("type"));
    let kind = kind.ok_or_else(|| error(404, "The issue type could not be found."))?;
    let fields: Vec<Value> = on_screen(world, kind)
        .map(|field| field_meta(world, home, field, kind))
        .collect();
    Ok(Reply::ok(listed(
        world.flavour,
        Page::jira(fields, request, 50, 200),
        "fields",
    )))
}

/// Cloud names the items, Data Center calls them `values`.
fn listed(flavour: Flavour, page: Page<Value>, name: &str) -> Value {
    match flavour {
        Flavour::Cloud => page.jira_json(name),
        Flavour::DataCenter => page.jira_bean(),
    }
}

/// `GET issue/{issue}/editmeta`
pub(crate) fn edit_fields(world: &mut World, request: &Request) -> Answer {
    let issue = super::issue(world, request)?;
    let fields = screen(world, &issue.project, issue.text("issuetype"));
    Ok(Reply::ok(json!({"fields": fields})))
}

/// The edit screen of an issue: its fields by id.
pub(crate) fn screen(world: &World, project: &str, kind: &str) -> Value {
    let (Some(project), Some(kind)) = (
        world.jira.project(project),
        world.jira.item("issuetype", kind),
    ) else {
        return json!({});
    };
    let fields = on_screen(world, kind).filter(|field| field.kind != Kind::Project);
    let by_id = fields.filter_map(|field| {
        Some((
            field.id(world.flavour)?.to_owned(),
            field_meta(world, project, field, kind),
        ))
    });
    by_id.collect::<Map<_, _>>().into()
}

/// The fields that a type's screens show.
fn on_screen<'a>(world: &'a World, kind: &'a Item) -> impl Iterator<Item = &'static Field> + 'a {
    FIELDS.iter().filter(move |field| {
        let here = field.id(world.flavour).is_some() && settable(field);
        here && match field.name {
            "epic_name" => kind.level == 1,
            "epic_link" => kind.level == 0,
            "parent" => kind.level < 0 || (world.flavour == Flavour::Cloud && kind.level == 0),
            _ => true,
        }
    })
}

fn is_required(field: &Field, kind: &Item) -> bool {
    match field.name {
        "summary" | "issuetype" | "project" | "epic_name" => true,
        "parent" => kind.level < 0,
        _ => false,
    }
}

/// A field as a screen describes it.
pub(crate) fn field_meta(world: &World, project: &Project, field: &Field, kind: &Item) -> Value {
    let id = field.id(world.flavour).unwrap_or_default();
    let many = matches!(
        field.kind,
        Kind::Choices | Kind::Components | Kind::Versions | Kind::Labels
    );
    let operations = if many {
        json!(["add", "set", "remove"])
    } else {
        json!(["set"])
    };
    let mut meta = json!({
        "required": is_required(field, kind), "schema": field.schema(world.flavour), "name": field.title, "fieldId": id,
        "key": id, "hasDefaultValue": field.name == "priority", "operations": operations,
    });
    if let Some(values) = allowed(world, project, field) {
        put(&mut meta, "allowedValues", values);
    }
    if field.kind == Kind::Person {
        put(
            &mut meta,
            "autoCompleteUrl",
            format!("{}/user/search?query=", world.jira_api()),
        );
    }
    meta
}

fn allowed(world: &World, project: &Project, field: &Field) -> Option<Value> {
    let list = world.jira.list(field.name);
    Some(match field.kind {
        Kind::Choice | Kind::Choices => list
            .iter()
            .map(|entry| show::item(world, field.name, entry))
            .collect(),
        Kind::Cascade => list
            .iter()
            .filter(|entry| entry.parent.is_none())
            .map(|entry| with_children(world, field, entry))
            .collect(),
        Kind::Components => project
            .components
            .iter()
            .map(|entry| show::item(world, "component", entry))
            .collect(),
        Kind::Versions => project
            .versions
            .iter()
            .map(|entry| show::version(world, entry))
            .collect(),
        Kind::Project => vec![show::project_short(world, project)].into(),
        _ => return None,
    })
}

fn with_children(world: &World, field: &Field, entry: &Item) -> Value {
    let below = world
        .jira
        .list(field.name)
        .iter()
        .filter(|child| child.parent.as_ref() == Some(&entry.id));
    let mut shown = show::item(world, field.name, entry);
    put(
        &mut shown,
        "children",
        below
            .map(|child| show::item(world, field.name, child))
            .collect::<Value>(),
    );
    shown
}
