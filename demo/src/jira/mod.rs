//! Jira: one model, with Cloud's v3 and Data Center's v2 over it.

mod comments;
mod duration;
mod fields;
mod issues;
mod jql;
mod meta;
pub(crate) mod model;
mod search;
mod seed;
mod set;
mod show;
mod transitions;
mod users;

use serde_json::{Map, Value, json};

use crate::{
    Flavour,
    reply::Reply,
    request::Request,
    router::{Route, route},
    world::World,
};
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
    let shared = [
        route("GET", "/myself", users::myself),
        route("GET", "/serverInfo", meta::server_info),
        route("GET", "/field", fields::list),
        route("GET", "/user", users::get),
        route("GET", "/user/search", users::search),
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
        route("GET", "/issue/{issue}", issues::get),
        route("GET", "/issue/{issue}/transitions", transitions::list),
        route("POST", "/issue/{issue}/transitions", transitions::take),
        route("GET", "/issue/{issue}/comment", comments::list),
        route("POST", "/issue/{issue}/comment", comments::add),
    ];
    shared
        .into_iter()
        .map(|route| route.under(api))
        .chain(more)
        .collect()
}

fn cloud() -> Vec<Route> {
    vec![
        route("POST", "/rest/api/3/search/jql", search::by_token),
        route(
            "POST",
            "/rest/api/3/search/approximate-count",
            search::count,
        ),
    ]
}

fn data_center() -> Vec<Route> {
    vec![
        route("POST", "/rest/api/2/search", search::by_offset),
        route("GET", "/rest/api/2/search", search::by_offset),
    ]
}
