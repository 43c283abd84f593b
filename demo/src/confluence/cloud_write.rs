//! Writing pages by Confluence Cloud's v2 API, and moving them by what is left of v1.

use serde_json::{Value, json};

use super::{
    bodies::Sent,
    cloud::{self, error, find, show},
    write::{self, Draft, Edit, Refused},
};
use crate::{
    json::put,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// `POST pages`
pub(super) fn create(world: &mut World, request: &Request) -> Answer {
    let space = world
        .confluence
        .space_by_id(request.body_text("/spaceId").unwrap_or_default())
        .map(|space| space.key.clone());
    let draft = Draft {
        title: request.body_text("/title").unwrap_or_default().to_owned(),
        space: space.ok_or_else(|| error(404, "Space not found"))?,
        parent: parent(request),
        body: sent(request)?.unwrap_or_else(|| Sent::Storage(String::new())),
    };
    let id = write::create(world, draft, &request.caller).map_err(refused)?;
    Ok(stored(world, request, id))
}

/// `PUT pages/{id}` and `PUT blogposts/{id}`
pub(super) fn update(world: &mut World, request: &Request) -> Answer {
    let id = find(world, request)?.id;
    let edit = Edit {
        title: request.body_text("/title").unwrap_or_default().to_owned(),
        parent: parent(request),
        body: sent(request)?,
        number: Some(
            request
                .body("/version/number")
                .and_then(Value::as_u64)
                .unwrap_or_default(),
        ),
        message: request
            .body_text("/version/message")
            .unwrap_or_default()
            .to_owned(),
        minor: false,
    };
    write::update(world, id, edit, &request.caller).map_err(refused)?;
    Ok(stored(world, request, id))
}

/// `PUT pages/{id}/title`
pub(super) fn rename(world: &mut World, request: &Request) -> Answer {
    let id = find(world, request)?.id;
    let edit = Edit {
        title: request.body_text("/title").unwrap_or_default().to_owned(),
        parent: None,
        body: None,
        number: None,
        message: String::new(),
        minor: false,
    };
    write::update(world, id, edit, &request.caller).map_err(refused)?;
    Ok(stored(world, request, id))
}

/// `DELETE pages/{id}` and `DELETE blogposts/{id}`
pub(super) fn remove(world: &mut World, request: &Request) -> Answer {
    let id = find(world, request)?.id;
    write::remove(world, id);
    Ok(Reply::empty(204))
}

/// v1's `PUT content/{id}/move/{position}/{targetId}`, of whose positions the demo knows `append`.
pub(super) fn relocate(world: &mut World, request: &Request) -> Answer {
    let number = |name: &str| request.param(name).parse::<u64>().unwrap_or_default();
    let (page, target) = (number("id"), number("targetId"));
    if world.confluence.page(request.param("id")).is_none() {
        return Err(super::error(404, "No page with that id"));
    }
    if request.param("position") != "append" {
        return Err(super::error(400, "The demo moves pages below others only"));
    }
    write::move_below(world, page, target).map_err(|why| match why {
        Refused::NoParent => super::error(404, "No page with the id of the target"),
        Refused::Cycle => super::error(400, "The move would create a parent-child loop"),
        _ => super::error(
            400,
            "A page already exists in the target space with the same name",
        ),
    })?;
    Ok(Reply::ok(json!({"pageId": page.to_string()})))
}

fn parent(request: &Request) -> Option<u64> {
    request
        .body_text("/parentId")
        .and_then(|id| id.parse().ok())
}

/// The page after a write, with its body.
fn stored(world: &World, request: &Request, id: u64) -> Reply {
    let page = world.confluence.page(&id.to_string());
    let shown = page.map(|page| {
        let mut shown = show(world, request, page);
        put(
            &mut shown,
            "body",
            json!({"storage": {"representation": "storage", "value": page.storage()}}),
        );
        shown
    });
    Reply::ok(shown.unwrap_or_default())
}

/// The body that was sent, in any of the forms in which it may be.
fn sent(request: &Request) -> Result<Option<Sent>, Reply> {
    let adf = request
        .body("/body/atlas_doc_format")
        .or_else(|| request.body("/body"));
    let is_adf = adf.is_some_and(|body| {
        body.get("representation")
            .is_some_and(|r| r == "atlas_doc_format")
    });
    match adf.and_then(|body| body.get("value")?.as_str()) {
        Some(value) if is_adf => Ok(Some(Sent::Adf(value.to_owned()))),
        _ if request.body("/body").is_none() => Ok(None),
        _ => cloud::body(request).map(|storage| Some(Sent::Storage(storage))),
    }
}

fn refused(why: Refused) -> Reply {
    match why {
        Refused::NoTitle => error(400, "Title is required"),
        Refused::TitleTaken => error(
            400,
            "A page with this title already exists: A page already exists with the same TITLE in this space",
        ),
        Refused::NoParent => error(404, "Parent page not found"),
        Refused::OtherSpace => error(400, "The parent is in another space"),
        Refused::Cycle => error(400, "A page cannot be below itself"),
        Refused::Archived => error(400, "The content is archived and cannot be updated"),
        Refused::Stale(current) => error(
            409,
            &format!(
                "Version must be incremented when updating a page. Current version is: {current}"
            ),
        ),
        Refused::BadBody(what) => error(400, &format!("Error parsing xhtml: {what}")),
    }
}
