//! Bitbucket: one model, with Cloud's 2.0 API and Data Center's over it.

mod browse;
mod cloud;
mod comment;
mod comments;
mod commits;
mod creation;
mod data_center;
mod diff;
pub(crate) mod model;
mod src;
mod tree;

use serde_json::json;

use crate::{
    Flavour,
    record::Recorded,
    reply::Reply,
    request::Request,
    router::{Route, route},
    world::World,
};
use model::{PullRequest, Repository};

/// An error as the flavour words it.
pub(crate) fn error(flavour: Flavour, status: u16, message: &str) -> Reply {
    let body = match flavour {
        Flavour::Cloud => json!({"type": "error", "error": {"message": message}}),
        Flavour::DataCenter => {
            let exception = match status {
                403 => "com.atlassian.bitbucket.AuthorisationException",
                401 => "com.atlassian.bitbucket.auth.IncorrectPasswordAuthenticationException",
                404 => "com.atlassian.bitbucket.NoSuchResourceException",
                409 => "com.atlassian.bitbucket.DuplicateResourceException",
                _ => "com.atlassian.bitbucket.validation.ArgumentValidationException",
            };
            json!({"errors": [{"context": null, "message": message, "exceptionName": exception}]})
        }
    };
    Reply::json(status, body)
}

/// Bitbucket's operations below its prefix.
pub(crate) fn routes(flavour: Flavour) -> Vec<Route> {
    match flavour {
        Flavour::Cloud => {
            const REPOSITORY: &str = "/2.0/repositories/{workspace}/{repository}";
            vec![
                route("GET", "/2.0/user", cloud::user),
                route("GET", "/2.0/user/workspaces", cloud::workspaces),
                route("GET", "/2.0/workspaces", cloud::gone),
                route("GET", "/2.0/repositories", cloud::gone),
                route("GET", "/2.0/user/permissions/workspaces", cloud::gone),
                route("GET", "/2.0/user/permissions/repositories", cloud::gone),
                route(
                    "GET",
                    "/2.0/workspaces/{workspace}/projects",
                    cloud::projects,
                ),
                route(
                    "GET",
                    "/2.0/workspaces/{workspace}/projects/{project}",
                    cloud::one_project,
                ),
                route("GET", "/2.0/repositories/{workspace}", cloud::repositories),
                route("POST", REPOSITORY, creation::on_cloud),
                route("PUT", REPOSITORY, creation::change_cloud),
                route("GET", format!("{REPOSITORY}/refs/branches"), src::branches),
                route(
                    "GET",
                    format!("{REPOSITORY}/refs/branches/{{*name}}"),
                    src::branch,
                ),
                route("GET", format!("{REPOSITORY}/refs/tags/{{*name}}"), src::tag),
                route("GET", format!("{REPOSITORY}/src/{{commit}}/"), src::src),
                route(
                    "GET",
                    format!("{REPOSITORY}/src/{{commit}}/{{*path}}"),
                    src::src,
                ),
                route("GET", "/media/{repository}/{*path}", src::media),
                route(
                    "GET",
                    "/2.0/repositories/{workspace}/{repository}",
                    cloud::one_repository,
                ),
                route(
                    "GET",
                    "/2.0/repositories/{workspace}/{repository}/pullrequests/{pull}",
                    cloud::pull_request,
                ),
                route(
                    "GET",
                    format!("{REPOSITORY}/pullrequests/{{pull}}/commits"),
                    commits::of_pull_request,
                ),
                route(
                    "GET",
                    "/2.0/repositories/{workspace}/{repository}/pullrequests/{pull}/comments",
                    comments::list,
                ),
                route(
                    "POST",
                    format!("{REPOSITORY}/pullrequests/{{pull}}/comments"),
                    comment::add_cloud,
                ),
                route(
                    "GET",
                    format!("{REPOSITORY}/pullrequests/{{pull}}/tasks"),
                    comments::tasks,
                ),
                route(
                    "POST",
                    format!("{REPOSITORY}/pullrequests/{{pull}}/tasks"),
                    comment::add_task,
                ),
                route(
                    "GET",
                    format!("{REPOSITORY}/pullrequests"),
                    cloud::pull_requests,
                ),
                route(
                    "GET",
                    "/2.0/repositories/{workspace}/{repository}/pullrequests/{pull}/diff",
                    cloud::to_diff,
                ),
                route(
                    "GET",
                    "/2.0/repositories/{workspace}/{repository}/pullrequests/{pull}/diffstat",
                    cloud::to_diffstat,
                ),
                route(
                    "GET",
                    "/2.0/repositories/{workspace}/{repository}/diff/{*spec}",
                    cloud::diff,
                ),
                route(
                    "GET",
                    "/2.0/repositories/{workspace}/{repository}/diffstat/{*spec}",
                    cloud::diffstat,
                ),
            ]
        }
        Flavour::DataCenter => {
            const REPOSITORY: &str = "/rest/api/latest/projects/{project}/repos/{repository}";
            vec![
                route(
                    "GET",
                    "/rest/api/latest/application-properties",
                    data_center::properties,
                ),
                route("GET", "/rest/api/latest/projects", data_center::projects),
                route(
                    "GET",
                    "/rest/api/latest/projects/{project}",
                    data_center::one_project,
                ),
                route("GET", "/rest/api/latest/repos", data_center::repositories),
                route(
                    "POST",
                    "/rest/api/latest/projects/{project}/repos",
                    creation::on_data_center,
                ),
                route("PUT", REPOSITORY, creation::change_data_center),
                route("GET", format!("{REPOSITORY}/branches"), browse::branches),
                route(
                    "GET",
                    format!("{REPOSITORY}/branches/default"),
                    browse::existing,
                ),
                route(
                    "GET",
                    format!("{REPOSITORY}/default-branch"),
                    browse::configured,
                ),
                route("GET", format!("{REPOSITORY}/browse"), browse::browse),
                route(
                    "GET",
                    format!("{REPOSITORY}/browse/{{*path}}"),
                    browse::browse,
                ),
                route("GET", format!("{REPOSITORY}/raw/{{*path}}"), browse::raw),
                route(
                    "GET",
                    "/rest/api/latest/projects/{project}/repos",
                    data_center::repositories,
                ),
                route("GET", REPOSITORY, data_center::one_repository),
                route(
                    "GET",
                    format!("{REPOSITORY}/pull-requests/{{pull}}/commits"),
                    commits::of_pull_request,
                ),
                route(
                    "GET",
                    "/rest/jira/latest/projects/{project}/repos/{repository}/pull-requests/{pull}/issues",
                    commits::issues_of,
                ),
                route(
                    "GET",
                    "/rest/jira/latest/issues/{issue}/commits",
                    commits::of_issue,
                ),
                route(
                    "GET",
                    format!("{REPOSITORY}/pull-requests/{{pull}}"),
                    data_center::pull_request,
                ),
                route(
                    "GET",
                    format!("{REPOSITORY}/pull-requests/{{pull}}.diff"),
                    data_center::diff,
                ),
                route(
                    "GET",
                    format!("{REPOSITORY}/pull-requests"),
                    data_center::pull_requests,
                ),
                route(
                    "GET",
                    format!("{REPOSITORY}/pull-requests/{{pull}}/diff/{{*path}}"),
                    data_center::file_diff,
                ),
                route(
                    "GET",
                    format!("{REPOSITORY}/pull-requests/{{pull}}/blocker-comments"),
                    comments::blockers,
                ),
                route(
                    "POST",
                    format!("{REPOSITORY}/pull-requests/{{pull}}/comments"),
                    comment::add_data_center,
                ),
                route(
                    "GET",
                    format!("{REPOSITORY}/pull-requests/{{pull}}/activities"),
                    comments::activities,
                ),
                route(
                    "GET",
                    format!("{REPOSITORY}/pull-requests/{{pull}}/changes"),
                    data_center::changes,
                ),
            ]
        }
    }
}

/// Data Center refuses changes that a browser could have been tricked into.
///
/// # Errors
/// 403 without the header that says otherwise.
pub(crate) fn check_origin(flavour: Flavour, sent: &Recorded) -> Result<(), Reply> {
    let reads = matches!(sent.method.as_str(), "GET" | "HEAD");
    match flavour {
        Flavour::DataCenter if !reads && sent.header("x-atlassian-token") != Some("no-check") => {
            Err(error(flavour, 403, "XSRF check failed"))
        }
        _ => Ok(()),
    }
}

/// The repository that the path names.
///
/// # Errors
/// 404 for an unknown workspace, project or repository.
pub(crate) fn repository<'a>(world: &'a World, request: &Request) -> Result<&'a Repository, Reply> {
    let slug = request.param("repository");
    let place = match world.flavour {
        Flavour::Cloud => request.param("workspace"),
        Flavour::DataCenter => request.param("project"),
    };
    let found = world
        .bitbucket
        .repository(slug)
        .filter(|repository| match world.flavour {
            Flavour::Cloud => place == world.bitbucket.workspace,
            // Some versions find no other spelling.
            Flavour::DataCenter => repository.project == place && repository.slug == slug,
        });
    found.ok_or_else(|| {
        let message = match world.flavour {
            Flavour::Cloud => format!("Repository {place}/{slug} not found"),
            Flavour::DataCenter if world.bitbucket.project(place).is_none() => {
                format!("Project {place} does not exist.")
            }
            Flavour::DataCenter => format!("Repository {place}/{slug} does not exist."),
        };
        error(world.flavour, 404, &message)
    })
}

/// The pull request that the path names, with its repository.
///
/// # Errors
/// 404 when there is none.
pub(crate) fn pull_request<'a>(
    world: &'a World,
    request: &Request,
) -> Result<(&'a Repository, &'a PullRequest), Reply> {
    let repository = repository(world, request)?;
    let id = request.param("pull");
    let found = repository.pull(id).map(|pull| (repository, pull));
    found.ok_or_else(|| {
        error(
            world.flavour,
            404,
            &format!("Pull request {id} does not exist in {}.", repository.slug),
        )
    })
}
