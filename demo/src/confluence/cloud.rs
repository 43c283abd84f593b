//! Confluence Cloud's v2 API.

use serde_json::{Value, json};

use super::{
    labels,
    model::{Attachment, Kind, Page, Space},
    write,
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
            "id": child.id.to_string(), "status": child.status(), "title": child.title, "type": child.kind.name(), "spaceId": space(child),
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

pub(super) fn show(world: &World, request: &Request, page: &Page) -> Value {
    let space = world.confluence.space(&page.space);
    let author = |id: &str| world.people.get(id).account_id.clone();
    let first = page
        .versions
        .first()
        .map(|version| (author(&version.by), version.at.iso()));
    let (author_id, created) = first.unwrap_or_default();
    let parent = page
        .parent
        .and_then(|id| world.confluence.page(&id.to_string()));
    let mut shown = json!({
        "id": page.id.to_string(), "status": page.status(), "title": page.title, "spaceId": space.map(|space| space.id.to_string()),
        "parentId": page.parent.map(|id| id.to_string()), "parentType": parent.map(|parent| parent.kind.name()), "position": page.id % 1000,
        "authorId": author_id, "ownerId": author_id, "lastOwnerId": null, "createdAt": created, "version": version(world, page),
        "body": {},
        "_links": {
            "webui": webui(page), "editui": format!("/pages/resumedraft.action?draftId={}", page.id),
            "tinyui": format!("/x/{}", page.id), "base": world.confluence_base(),
        },
    });
    if page.live {
        put(&mut shown, "subtype", "live");
    }
    if let Some(format) = request.arg("body-format") {
        let value = match format {
            "atlas_doc_format" => page.adf(),
            _ => page.storage(),
        };
        put(
            &mut shown,
            "body",
            json!({format: {"representation": format, "value": value}}),
        );
    }
    let beside =
        |results: Vec<Value>| json!({"results": results, "meta": {"hasMore": false}, "_links": {}});
    if request.arg("include-labels") == Some("true") {
        let labels = labels::shown(page, &request.caller);
        put(&mut shown, "labels", beside(labels));
    }
    if request.arg("include-properties") == Some("true") {
        put(&mut shown, "properties", beside(properties(page)));
    }
    shown
}

/// The path of a page for people.
fn webui(page: &Page) -> String {
    let title = page.title.replace(' ', "+");
    let date = page
        .versions
        .first()
        .map(|version| version.at.date().replace('-', "/"));
    match (page.kind, date) {
        (Kind::BlogPost, Some(date)) => {
            format!("/spaces/{}/blog/{date}/{}/{title}", page.space, page.id)
        }
        (Kind::Folder, _) => format!("/spaces/{}/folder/{}", page.space, page.id),
        _ => format!("/spaces/{}/pages/{}/{title}", page.space, page.id),
    }
}

fn properties(page: &Page) -> Vec<Value> {
    let editor = if page.is_adf { "v2" } else { "v1" };
    let all = [
        ("content-appearance-published", "fixed-width"),
        ("editor", editor),
    ];
    let show = |(key, value): (&str, &str)| json!({"id": crate::people::hex(key, 8), "key": key, "value": value, "version": {"number": 1}});
    all.into_iter().map(show).collect()
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
    let page = find(world, request)?;
    Ok(Reply::ok(match request.arg("version") {
        Some(_) => show(world, request, &page.at(request.number("version", 1))),
        None => show(world, request, page),
    }))
}

/// `GET pages` and `GET blogposts`: filtered by `id`, `space-id`, `title` and `status`, without which archived ones are there, too.
pub(super) fn pages(world: &mut World, request: &Request) -> Answer {
    let (kind, statuses) = (kind_of(&request.path), request.list("status"));
    let (ids, spaces) = (request.list("id"), request.list("space-id"));
    let space_id = |page: &Page| {
        world
            .confluence
            .space(&page.space)
            .map(|space| space.id.to_string())
            .unwrap_or_default()
    };
    let wanted = |page: &&Page| {
        page.kind == kind
            && (statuses.is_empty() || statuses.contains(&page.status()))
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

/// `GET pages/{id}/ancestors`: from the top, without titles.
pub(super) fn ancestors(world: &mut World, request: &Request) -> Answer {
    let page = find(world, request)?;
    let above = world.confluence.ancestors(page).into_iter();
    let rows = above.map(|page| json!({"id": page.id.to_string(), "type": page.kind.name()}));
    listed(world, request, rows.collect())
}

/// `GET whiteboards/{id}` and their like, of which there are none.
pub(super) fn nothing(_: &mut World, _: &Request) -> Answer {
    Err(error(404, "Not Found"))
}

/// `POST content/convert-ids-to-types`: folders are not among them.
pub(super) fn kinds(world: &mut World, request: &Request) -> Answer {
    let ids = request.body("/contentIds").and_then(Value::as_array);
    let ids = ids.into_iter().flatten().map(|id| match id {
        Value::String(id) => id.clone(),
        other => other.to_string(),
    });
    let confluence = &world.confluence;
    let kind = |id: &str| match (confluence.page(id), confluence.comment(id)) {
        (Some(page), _) if page.kind != Kind::Folder => Some(page.kind.name()),
        (None, Some((page, comment))) => Some(match page.root(comment).selection {
            Some(_) => "inline-comment",
            None => "footer-comment",
        }),
        _ => None,
    };
    let results: serde_json::Map<String, Value> =
        ids.map(|id| (id.clone(), kind(&id).into())).collect();
    Ok(Reply::ok(json!({"results": results})))
}

/// What is left of v1's pages.
pub(super) fn gone(_: &mut World, _: &Request) -> Answer {
    Err(super::error(
        410,
        "This deprecated endpoint has been removed.",
    ))
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
