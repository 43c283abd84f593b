//! Confluence Cloud's v2 API.

use serde_json::{Value, json};

use super::{
    labels,
    model::{Attachment, Kind, Page, Space},
    write::{self, Draft, Refused},
};
use crate::{
    json::put,
    paging::{self, Page as Cut},
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// An error of the v2 API.
pub(super) fn error(status: u16, title: &str) -> Reply {
    let code = match status {
        400 => "INVALID_REQUEST_PARAMETER",
        403 => "FORBIDDEN",
        404 => "NOT_FOUND",
        409 => "CONFLICT",
        _ => "ERROR",
    };
    Reply::json(
        status,
        json!({"errors": [{"status": status, "code": code, "title": title, "detail": null}]}),
    )
}

/// A page of results: `_links.next` leads on, relative to the host.
pub(super) fn listed(world: &World, request: &Request, all: Vec<Value>) -> Answer {
    let start = match request.arg("cursor") {
        Some(cursor) => paging::offset(cursor).ok_or_else(|| error(400, "Invalid cursor"))?,
        None => 0,
    };
    let page = Cut::cut(all, start, request.number("limit", 25).clamp(1, 250));
    let mut links = json!({"base": world.confluence_base()});
    if let Some(next) = page.next() {
        put(
            &mut links,
            "next",
            format!("{}?{}", request.path, with_cursor(request, next)),
        );
    }
    Ok(Reply::ok(json!({"results": page.items, "_links": links})))
}

fn with_cursor(request: &Request, next: usize) -> String {
    let kept = request.query.iter().filter(|(name, _)| name != "cursor");
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept)
        .append_pair("cursor", &paging::token(next))
        .finish()
}

pub(super) fn find<'a>(world: &'a World, request: &Request) -> Result<&'a Page, Reply> {
    let id = request.param("id");
    if id.parse::<u64>().is_err() {
        return Err(error(
            400,
            &format!(
                "Provided value {{{id}}} for 'id' is not the correct type. Expected type is long"
            ),
        ));
    }
    let kind = kind_of(&request.path);
    let page = world.confluence.page(id).filter(|page| page.kind == kind);
    page.ok_or_else(|| error(404, "Not Found"))
}

/// What a path is about.
fn kind_of(path: &str) -> Kind {
    match path
        .strip_prefix("/wiki/api/v2/")
        .and_then(|rest| rest.split('/').next())
    {
        Some("blogposts") => Kind::BlogPost,
        Some("folders") => Kind::Folder,
        _ => Kind::Page,
    }
}

/// `GET pages/{id}/direct-children` and `GET folders/{id}/direct-children`: in the order in which they were made.
pub(super) fn children(world: &mut World, request: &Request) -> Answer {
    let above = find(world, request)?;
    let mut children: Vec<(usize, &Page)> = world
        .confluence
        .children(above.id)
        .into_iter()
        .enumerate()
        .collect();
    children.sort_by_key(|(_, child)| child.id);
    let space = |child: &Page| {
        world
            .confluence
            .space(&child.space)
            .map(|space| space.id.to_string())
    };
    let rows = children.into_iter().map(|(at, child)| {
        json!({
            "id": child.id.to_string(), "status": "current", "title": child.title, "type": child.kind.name(), "spaceId": space(child),
            "childPosition": at,
        })
    });
    listed(world, request, rows.collect())
}

/// `GET folders/{id}`
pub(super) fn folder(world: &mut World, request: &Request) -> Answer {
    let folder = find(world, request)?;
    let mut shown = show(world, request, folder);
    put(&mut shown, "type", "folder");
    if let Some(members) = shown.as_object_mut() {
        members.remove("body");
    }
    Ok(Reply::ok(shown))
}

fn show(world: &World, request: &Request, page: &Page) -> Value {
    let space = world.confluence.space(&page.space);
    let author = |id: &str| world.people.get(id).account_id.clone();
    let first = page
        .versions
        .first()
        .map(|version| (author(&version.by), version.at.iso()));
    let (author_id, created) = first.unwrap_or_default();
    let webui = format!(
        "/spaces/{}/pages/{}/{}",
        page.space,
        page.id,
        page.title.replace(' ', "+")
    );
    let mut shown = json!({
        "id": page.id.to_string(), "status": "current", "title": page.title, "spaceId": space.map(|space| space.id.to_string()),
        "parentId": page.parent.map(|id| id.to_string()), "parentType": page.parent.map(|_| "page"), "position": page.id % 1000,
        "authorId": author_id, "ownerId": author_id, "lastOwnerId": null, "createdAt": created, "version": version(world, page),
        "body": {},
        "_links": {
            "webui": webui, "editui": format!("/pages/resumedraft.action?draftId={}", page.id),
            "tinyui": format!("/x/{}", page.id), "base": world.confluence_base(),
        },
    });
    match request.arg("body-format") {
        Some("storage") => put(
            &mut shown,
            "body",
            json!({"storage": {"representation": "storage", "value": page.body}}),
        ),
        Some(format @ ("view" | "export_view" | "styled_view")) => {
            put(
                &mut shown,
                "body",
                json!({format: {"representation": format, "value": page.body}}),
            );
        }
        _ => {}
    }
    if request.arg("include-labels") == Some("true") {
        let labels = labels::shown(page, &request.caller);
        put(
            &mut shown,
            "labels",
            json!({"results": labels, "meta": {"hasMore": false}, "_links": {}}),
        );
    }
    shown
}

fn version(world: &World, page: &Page) -> Value {
    let current = page.versions.last().map(|version| {
        json!({
            "number": page.version(), "message": version.message, "minorEdit": version.minor, "createdAt": version.at.iso(),
            "authorId": world.people.get(&version.by).account_id,
        })
    });
    current.unwrap_or_default()
}

/// `GET pages/{id}`
pub(super) fn page(world: &mut World, request: &Request) -> Answer {
    Ok(Reply::ok(show(world, request, find(world, request)?)))
}

/// `GET pages`: filtered by `id`, `space-id`, `title`.
pub(super) fn pages(world: &mut World, request: &Request) -> Answer {
    let (ids, spaces) = (request.list("id"), request.list("space-id"));
    let space_id = |page: &Page| {
        world
            .confluence
            .space(&page.space)
            .map(|space| space.id.to_string())
            .unwrap_or_default()
    };
    let wanted = |page: &&Page| {
        page.kind == Kind::Page
            && (ids.is_empty() || ids.contains(&page.id.to_string().as_str()))
            && (spaces.is_empty() || spaces.contains(&space_id(page).as_str()))
            && request.arg("title").is_none_or(|title| title == page.title)
    };
    listed(
        world,
        request,
        world
            .confluence
            .live()
            .filter(wanted)
            .map(|page| show(world, request, page))
            .collect(),
    )
}

fn show_space(space: &Space) -> Value {
    json!({
        "id": space.id.to_string(), "key": space.key, "name": space.name, "type": if space.is_personal() { "personal" } else { "global" }, "status": "current",
        "homepageId": space.home.to_string(), "description": null, "icon": null,
        "_links": {"webui": format!("/spaces/{}", space.key)},
    })
}

/// `GET spaces`: filtered by `keys` and `ids`.
pub(super) fn spaces(world: &mut World, request: &Request) -> Answer {
    let (keys, ids) = (request.list("keys"), request.list("ids"));
    let wanted = |space: &&Space| {
        (keys.is_empty() || keys.contains(&space.key.as_str()))
            && (ids.is_empty() || ids.contains(&space.id.to_string().as_str()))
    };
    listed(
        world,
        request,
        world
            .confluence
            .spaces
            .iter()
            .filter(wanted)
            .map(show_space)
            .collect(),
    )
}

/// `GET spaces/{id}`
pub(super) fn space(world: &mut World, request: &Request) -> Answer {
    let found = world
        .confluence
        .space_by_id(request.param("id"))
        .map(show_space);
    found.map(Reply::ok).ok_or_else(|| error(404, "Not Found"))
}

/// `GET pages/{id}/attachments`
pub(super) fn attachments(world: &mut World, request: &Request) -> Answer {
    let page = find(world, request)?;
    let all = page
        .attachments
        .iter()
        .map(|attachment| show_attachment(world, page, attachment))
        .collect();
    listed(world, request, all)
}

fn show_attachment(world: &World, page: &Page, attachment: &Attachment) -> Value {
    let download = format!(
        "/download/attachments/{}/{}?version=1",
        page.id, attachment.name
    );
    json!({
        "id": format!("att{}", attachment.id), "status": "current", "title": attachment.name, "createdAt": attachment.at.iso(),
        "pageId": page.id.to_string(), "mediaType": attachment.mime, "mediaTypeDescription": attachment.mime, "comment": "",
        "fileId": crate::people::uuid(&attachment.name), "fileSize": attachment.size, "webuiLink": download, "downloadLink": download,
        "version": {
            "number": 1, "message": "", "minorEdit": false, "createdAt": attachment.at.iso(),
            "authorId": world.people.get(&attachment.by).account_id,
        },
    })
}

/// `POST pages`
pub(super) fn create(world: &mut World, request: &Request) -> Answer {
    let space = world
        .confluence
        .space_by_id(request.body_text("/spaceId").unwrap_or_default())
        .map(|space| space.key.clone());
    let draft = Draft {
        title: request.body_text("/title").unwrap_or_default().to_owned(),
        space: space.ok_or_else(|| error(404, "Space not found"))?,
        parent: request
            .body_text("/parentId")
            .and_then(|id| id.parse().ok()),
        body: body(request)?,
    };
    let id = write::create(world, draft, &request.caller).map_err(refused)?;
    let created = world
        .confluence
        .page(&id.to_string())
        .map(|page| show(world, request, page));
    let mut created = created.unwrap_or_default();
    let value = world
        .confluence
        .page(&id.to_string())
        .map(|page| page.body.clone());
    put(
        &mut created,
        "body",
        json!({"storage": {"representation": "storage", "value": value}}),
    );
    Ok(Reply::ok(created))
}

/// `{representation, value}`, as such or under `storage`.
pub(super) fn body(request: &Request) -> Result<String, Reply> {
    let body = request
        .body("/body/storage")
        .or_else(|| request.body("/body"));
    let text = |name: &str| body.and_then(|body| body.get(name)).and_then(Value::as_str);
    match (text("representation"), text("value")) {
        (Some(representation @ ("storage" | "wiki")), Some(value)) => {
            Ok(write::storage_of(representation, value))
        }
        (None, None) => Ok(String::new()),
        (representation, _) => Err(error(
            400,
            &format!(
                "Invalid body representation {}",
                representation.unwrap_or("none")
            ),
        )),
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
        Refused::BadBody(what) => error(400, &format!("Error parsing xhtml: {what}")),
    }
}
