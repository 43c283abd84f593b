//! Comments on pages.

use serde_json::{Value, json};

use super::{
    cloud, data_center, error,
    model::{Comment, Page},
};
use crate::{json::put, reply::Answer, request::Request, world::World};

/// Cloud's `GET pages/{id}/footer-comments`: those on the whole page, without the answers.
pub(super) fn footer(world: &mut World, request: &Request) -> Answer {
    top_level(world, request, |comment| comment.selection.is_none())
}

/// Cloud's `GET pages/{id}/inline-comments`: those on a piece of text, without the answers.
pub(super) fn inline(world: &mut World, request: &Request) -> Answer {
    top_level(world, request, |comment| comment.selection.is_some())
}

fn top_level(world: &World, request: &Request, wanted: fn(&Comment) -> bool) -> Answer {
    let page = cloud::find(world, request)?;
    let found = page
        .comments
        .iter()
        .filter(|comment| comment.replies_to.is_none() && wanted(comment));
    cloud::listed(
        world,
        request,
        found
            .map(|comment| show_cloud(world, request, page, comment))
            .collect(),
    )
}

/// Cloud's `GET footer-comments/{id}/children` and `GET inline-comments/{id}/children`
pub(super) fn children(world: &mut World, request: &Request) -> Answer {
    let id = request.param("id");
    let all = || {
        world
            .confluence
            .live()
            .flat_map(|page| page.comments.iter().map(move |comment| (page, comment)))
    };
    if !all().any(|(_, comment)| comment.id.to_string() == id) {
        return Err(cloud::error(404, "Not Found"));
    }
    let answers = all().filter(|(_, comment)| {
        comment
            .replies_to
            .is_some_and(|parent| parent.to_string() == id)
    });
    cloud::listed(
        world,
        request,
        answers
            .map(|(page, comment)| show_cloud(world, request, page, comment))
            .collect(),
    )
}

fn show_cloud(world: &World, request: &Request, page: &Page, comment: &Comment) -> Value {
    let author = &world.people.get(&comment.by).account_id;
    let mut shown = json!({
        "id": comment.id.to_string(), "status": "current", "title": format!("Re: {}", page.title), "pageId": page.id.to_string(),
        "version": {"number": 1, "message": "", "minorEdit": false, "createdAt": comment.at.iso(), "authorId": author},
        "body": {}, "_links": {"webui": format!("/spaces/{}/pages/{}?focusedCommentId={}", page.space, page.id, comment.id)},
    });
    if request.arg("body-format") == Some("storage") {
        put(
            &mut shown,
            "body",
            json!({"storage": {"representation": "storage", "value": comment.body}}),
        );
    }
    if let Some(parent) = comment.replies_to {
        put(&mut shown, "parentCommentId", parent.to_string());
    }
    if let Some(selection) = &comment.selection {
        put(&mut shown, "resolutionStatus", "open");
        put(
            &mut shown,
            "properties",
            json!({"inlineMarkerRef": format!("marker-{}", comment.id), "inlineOriginalSelection": selection}),
        );
    }
    shown
}

/// Data Center's `GET content/{id}/child/comment`: answers too with `depth=all`.
pub(super) fn of_content(world: &mut World, request: &Request) -> Answer {
    let page = data_center::find(world, request)?;
    let everything = match request.arg("depth") {
        Some("all") => true,
        None | Some("" | "root") => false,
        Some(other) => return Err(error(400, &format!("Unknown depth: {other}"))),
    };
    let found = page
        .comments
        .iter()
        .filter(|comment| everything || comment.replies_to.is_none());
    Ok(data_center::listed(
        world,
        request,
        found
            .map(|comment| show_data_center(world, request, page, comment))
            .collect(),
    ))
}

fn show_data_center(world: &World, request: &Request, page: &Page, comment: &Comment) -> Value {
    let author = world.people.get(&comment.by).confluence(world.flavour);
    let parents: Vec<Value> = comment
        .replies_to
        .iter()
        .map(|id| json!({"id": id.to_string(), "type": "comment"}))
        .collect();
    let extensions = match &comment.selection {
        Some(selection) => {
            json!({"location": "inline", "inlineProperties": {"originalSelection": selection, "markerRef": format!("marker-{}", comment.id)}})
        }
        None => json!({"location": "footer"}),
    };
    let shown = json!({
        "id": comment.id.to_string(), "type": "comment", "status": "current", "title": format!("Re: {}", page.title),
        "_links": {"webui": format!("/pages/viewpage.action?pageId={}&focusedCommentId={}", page.id, comment.id)},
    });
    let parts = [
        (
            "version",
            json!({"by": author, "when": comment.at.iso(), "number": 1, "minorEdit": false}),
        ),
        (
            "history",
            json!({"createdBy": author, "createdDate": comment.at.iso(), "latest": true}),
        ),
        ("ancestors", parents.into()),
        ("extensions", extensions),
        (
            "body",
            data_center::body(&comment.body, &request.list("expand")),
        ),
    ];
    data_center::with_parts(shown, request, parts)
}
