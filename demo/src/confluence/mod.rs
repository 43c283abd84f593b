//! Confluence: one model, with Cloud's v2 (and what is left of v1) and Data Center's API over it.

mod bodies;
mod cloud;
mod cloud_write;
mod comments;
mod cql;
mod data_center;
mod labels;
mod lucene;
pub(crate) mod model;
mod people;
mod search;
mod write;

use serde_json::json;

use crate::{
    Flavour,
    reply::Reply,
    router::{Route, route},
};

/// An error of the v1 API and of Data Center.
pub(crate) fn error(status: u16, message: &str) -> Reply {
    let data =
        json!({"authorized": status != 403, "valid": true, "errors": [], "successful": false});
    Reply::json(
        status,
        json!({"statusCode": status, "data": data, "message": message}),
    )
}

/// Confluence's operations below its prefix.
pub(crate) fn routes(flavour: Flavour) -> Vec<Route> {
    match flavour {
        Flavour::Cloud => vec![
            route("PUT", "/wiki/api/v2/pages/{id}", cloud_write::update),
            route("PUT", "/wiki/api/v2/pages/{id}/title", cloud_write::rename),
            route("DELETE", "/wiki/api/v2/pages/{id}", cloud_write::remove),
            route("PUT", "/wiki/api/v2/blogposts/{id}", cloud_write::update),
            route("DELETE", "/wiki/api/v2/blogposts/{id}", cloud_write::remove),
            route(
                "PUT",
                "/wiki/rest/api/content/{id}/move/{position}/{targetId}",
                cloud_write::relocate,
            ),
            route("GET", "/wiki/api/v2/blogposts", cloud::pages),
            route(
                "GET",
                "/wiki/api/v2/blogposts/{id}/attachments",
                cloud::attachments,
            ),
            route("GET", "/wiki/api/v2/pages/{id}/ancestors", cloud::ancestors),
            route("GET", "/wiki/api/v2/whiteboards/{id}", cloud::nothing),
            route("GET", "/wiki/api/v2/databases/{id}", cloud::nothing),
            route("GET", "/wiki/api/v2/embeds/{id}", cloud::nothing),
            route(
                "POST",
                "/wiki/api/v2/content/convert-ids-to-types",
                cloud::kinds,
            ),
            route("GET", "/wiki/rest/api/content", cloud::gone),
            route("POST", "/wiki/rest/api/content", cloud::gone),
            route("GET", "/wiki/rest/api/content/{id}", cloud::gone),
            route("PUT", "/wiki/rest/api/content/{id}", cloud::gone),
            route("DELETE", "/wiki/rest/api/content/{id}", cloud::gone),
            route("GET", "/wiki/rest/api/user/current", people::current),
            route("GET", "/wiki/rest/api/search", search::search),
            route("GET", "/wiki/rest/api/search/user", people::search),
            route("GET", "/wiki/api/v2/pages", cloud::pages),
            route("POST", "/wiki/api/v2/pages", cloud_write::create),
            route("GET", "/wiki/api/v2/pages/{id}", cloud::page),
            route(
                "GET",
                "/wiki/api/v2/pages/{id}/attachments",
                cloud::attachments,
            ),
            route(
                "GET",
                "/wiki/api/v2/footer-comments/{id}/children",
                comments::children,
            ),
            route(
                "GET",
                "/wiki/api/v2/inline-comments/{id}/children",
                comments::children,
            ),
            route(
                "GET",
                "/wiki/api/v2/pages/{id}/footer-comments",
                comments::footer,
            ),
            route(
                "GET",
                "/wiki/api/v2/pages/{id}/inline-comments",
                comments::inline,
            ),
            route(
                "GET",
                "/wiki/api/v2/blogposts/{id}/footer-comments",
                comments::footer,
            ),
            route(
                "GET",
                "/wiki/api/v2/blogposts/{id}/inline-comments",
                comments::inline,
            ),
            route("POST", "/wiki/api/v2/footer-comments", comments::post),
            route("POST", "/wiki/api/v2/inline-comments", comments::post),
            route("GET", "/wiki/api/v2/footer-comments/{id}", comments::one),
            route("GET", "/wiki/api/v2/inline-comments/{id}", comments::one),
            route(
                "GET",
                "/wiki/api/v2/pages/{id}/direct-children",
                cloud::children,
            ),
            route(
                "GET",
                "/wiki/api/v2/folders/{id}/direct-children",
                cloud::children,
            ),
            route("GET", "/wiki/api/v2/folders/{id}", cloud::folder),
            route("GET", "/wiki/api/v2/blogposts/{id}", cloud::page),
            route("GET", "/wiki/api/v2/pages/{id}/labels", labels::on_cloud),
            route(
                "GET",
                "/wiki/api/v2/blogposts/{id}/labels",
                labels::on_cloud,
            ),
            route("POST", "/wiki/rest/api/content/{id}/label", labels::add),
            route("GET", "/wiki/api/v2/spaces", cloud::spaces),
            route("GET", "/wiki/api/v2/spaces/{id}", cloud::space),
            route("POST", "/wiki/api/v2/users-bulk", people::by_ids),
        ],
        Flavour::DataCenter => vec![
            route("PUT", "/rest/api/content/{id}", data_center::update),
            route("DELETE", "/rest/api/content/{id}", data_center::remove),
            route("GET", "/rest/api/user", people::get),
            route("GET", "/rest/api/user/current", people::current),
            route(
                "GET",
                "/rest/api/server-information",
                data_center::information,
            ),
            route("GET", "/rest/api/search", search::search),
            route("GET", "/rest/api/content", data_center::contents),
            route("POST", "/rest/api/content", data_center::create),
            route("GET", "/rest/api/content/{id}", data_center::content),
            route(
                "GET",
                "/rest/api/content/{id}/child/comment",
                comments::of_content,
            ),
            route(
                "GET",
                "/rest/api/content/{id}/child/{type}",
                data_center::children,
            ),
            route(
                "GET",
                "/rest/api/content/{id}/label",
                labels::on_data_center,
            ),
            route("POST", "/rest/api/content/{id}/label", labels::add),
            route("GET", "/rest/api/group/{groupName}/member", people::members),
            route("GET", "/rest/api/user/list", people::all),
        ],
    }
}
