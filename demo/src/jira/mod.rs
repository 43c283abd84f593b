//! Jira: one model, with Cloud's v3 and Data Center's v2 over it.

mod attachments;
mod boards;
mod changelog;
mod comments;
mod development;
mod duration;
mod edit;
mod fields;
mod issues;
mod jql;
mod links;
mod meta;
pub(crate) mod model;
mod projects;
mod search;
mod seed;
mod set;
mod show;
mod sprints;
mod transitions;
mod users;
mod worklogs;

use serde_json::{Map, Value, json};

use crate::{
    Flavour,
    reply::Reply,
    request::Request,
    router::{Route, route},
    world::World,
};
pub(crate) use development::mentions;
use model::Issue;

/// An error with a message.
pub(crate) fn error(status: u16, message: &str) -> Reply {
    Reply::json(status, json!({"errorMessages": [message], "errors": {}}))
}

/// A 400 that says which fields are wrong, and why.
pub(crate) fn field_errors(errors: Map<String, Value>) -> Reply {
    Reply::json(400, json!({"errorMessages": [], "errors": errors}))
}

/// A 400 about one field.
pub(crate) fn field_error(field: &str, message: &str) -> Reply {
    field_errors(Map::from_iter([(field.to_owned(), message.into())]))
}

/// The issue that the path names.
///
/// # Errors
/// 404 in Jira's words.
pub(crate) fn issue<'a>(world: &'a World, request: &Request) -> Result<&'a Issue, Reply> {
    world
        .jira
        .issue(request.param("issue"))
        .ok_or_else(no_issue)
}

pub(crate) fn issue_mut<'a>(
    world: &'a mut World,
    request: &Request,
) -> Result<&'a mut Issue, Reply> {
    world
        .jira
        .issue_mut(request.param("issue"))
        .ok_or_else(no_issue)
}

pub(crate) fn no_issue() -> Reply {
    error(
        404,
        "Issue does not exist or you do not have permission to see it.",
    )
}

/// Jira's operations below its prefix.
pub(crate) fn routes(flavour: Flavour) -> Vec<Route> {
    let (api, more) = match flavour {
        Flavour::Cloud => ("/rest/api/3", cloud()),
        Flavour::DataCenter => ("/rest/api/2", data_center()),
    };
    let platform = platform().into_iter().map(|route| route.under(api));
    platform.chain(agile()).chain(more).collect()
}

/// What both flavours serve below their own API root.
fn platform() -> Vec<Route> {
    vec![
        route("GET", "/myself", users::myself),
        route("GET", "/serverInfo", meta::server_info),
        route("GET", "/field", fields::list),
        route("GET", "/user", users::get),
        route("GET", "/jql/autocompletedata/suggestions", jql::suggestions),
        route("GET", "/user/search", users::search),
        route("GET", "/user/assignable/search", users::assignable),
        route("GET", "/project/{project}/versions", projects::versions),
        route("POST", "/version", projects::create_version),
        route(
            "GET",
            "/issue/createmeta/{project}/issuetypes",
            meta::create_types,
        ),
        route(
            "GET",
            "/issue/createmeta/{project}/issuetypes/{type}",
            meta::create_fields,
        ),
        route("POST", "/issue", issues::create),
        route("POST", "/issue/bulk", edit::create_bulk),
        route("GET", "/issue/{issue}", issues::get),
        route("PUT", "/issue/{issue}", edit::edit),
        route("GET", "/issue/{issue}/editmeta", meta::edit_fields),
        route("PUT", "/issue/{issue}/assignee", edit::assign),
        route("DELETE", "/issue/{issue}", edit::delete),
        route("GET", "/issue/{issue}/transitions", transitions::list),
        route("POST", "/issue/{issue}/transitions", transitions::take),
        route("GET", "/issue/{issue}/comment", comments::list),
        route("POST", "/issue/{issue}/comment", comments::add),
        route("GET", "/issue/{issue}/worklog", worklogs::list),
        route("POST", "/issue/{issue}/worklog", worklogs::add),
        route("POST", "/issue/{issue}/attachments", attachments::add),
        route("GET", "/issueLinkType", links::types),
        route("POST", "/issueLink", links::create),
        route("GET", "/issueLink/{link}", links::get),
        route("DELETE", "/issueLink/{link}", links::delete),
        route("GET", "/issue/{issue}/remotelink", links::remote),
        route("POST", "/issue/{issue}/remotelink", links::create_remote),
    ]
}

/// What both flavours serve under the same path.
fn agile() -> Vec<Route> {
    vec![
        route("GET", "/rest/agile/1.0/board", boards::list),
        route(
            "GET",
            "/rest/agile/1.0/board/{board}/sprint",
            boards::sprints,
        ),
        route(
            "GET",
            "/rest/agile/1.0/board/{board}/project",
            boards::projects,
        ),
        route("POST", "/rest/agile/1.0/sprint", sprints::create),
        route("GET", "/rest/agile/1.0/sprint/{sprint}", sprints::get),
        route("POST", "/rest/agile/1.0/sprint/{sprint}", sprints::update),
        route(
            "GET",
            "/rest/dev-status/1.0/issue/summary",
            development::summary,
        ),
        route(
            "GET",
            "/rest/dev-status/1.0/issue/detail",
            development::detail,
        ),
    ]
}

fn cloud() -> Vec<Route> {
    vec![
        route("POST", "/rest/api/3/search/jql", search::by_token),
        route(
            "POST",
            "/rest/api/3/search/approximate-count",
            search::count,
        ),
        route("GET", "/rest/api/3/project/search", projects::search),
        route("GET", "/rest/api/3/project/{project}", projects::get),
        route("POST", "/rest/api/3/issue/bulkfetch", issues::fetch_bulk),
        route("POST", "/rest/api/3/changelog/bulkfetch", changelog::bulk),
        route(
            "GET",
            "/rest/api/3/attachment/content/{id}",
            attachments::content,
        ),
        route("GET", "/media/{id}", attachments::media),
        route("GET", "/rest/agile/1.0/board/{board}", boards::one),
        route(
            "GET",
            "/rest/software/1.0/board/{board}/issue",
            boards::issues_of,
        ),
        route(
            "GET",
            "/rest/software/1.0/board/{board}/issue/approximate-count",
            boards::count,
        ),
        route(
            "GET",
            "/rest/software/1.0/sprint/{sprint}/issue",
            boards::issues_of_sprint,
        ),
    ]
}

fn data_center() -> Vec<Route> {
    vec![
        route("POST", "/rest/api/2/search", search::by_offset),
        route(
            "POST",
            "/rest/agile/1.0/epic/{epic}/issue",
            boards::move_to_epic,
        ),
        route("GET", "/rest/api/2/project", projects::all),
        route("GET", "/secure/attachment/{id}/{name}", attachments::secure),
        route(
            "GET",
            "/rest/agile/1.0/board/{board}/issue",
            boards::issues_of,
        ),
        route(
            "GET",
            "/rest/agile/1.0/sprint/{sprint}/issue",
            boards::issues_of_sprint,
        ),
    ]
}
