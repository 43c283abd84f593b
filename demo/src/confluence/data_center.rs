//! Confluence Data Center's content API.

use serde_json::{Map, Value, json};

use super::{
    bodies::Sent,
    comments, error, labels,
    model::{Attachment, Page, Space},
    write::{self, Draft, Edit, Refused},
};
use crate::{
    json::put,
    paging::Page as Cut,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// A page of results.
pub(super) fn listed(world: &World, request: &Request, all: Vec<Value>) -> Reply {
    let page = Cut::start_limit(all, request, 25);
    let mut links = json!({"self": format!("{}{}", world.confluence_base(), request.path), "base": world.confluence_base(), "context": "/confluence"});
    if let Some(next) = page.next() {
        put(
            &mut links,
            "next",
            format!("{}?limit={}&start={next}", request.path, page.limit),
        );
    }
    Reply::ok(
        json!({"results": page.items, "start": page.start, "limit": page.limit, "size": page.items.len(), "_links": links}),
    )
}

pub(super) fn find<'a>(world: &'a World, request: &Request) -> Result<&'a Page, Reply> {
    let id = request.param("id");
    world.confluence.page(id).ok_or_else(|| {
        error(
            404,
            &format!("No content found with id: ContentId{{id={id}}}"),
        )
    })
}

/// A page with what `expand` asks for.
pub(super) fn show(world: &World, request: &Request, page: &Page) -> Value {
    let base = world.confluence_base();
    let shown = json!({
        "id": page.id.to_string(), "type": page.kind.name(), "status": page.status(), "title": page.title, "position": -1,
        "extensions": {"position": page.position.map_or_else(|| "none".into(), Value::from)},
        "_links": {
            "webui": format!("/pages/viewpage.action?pageId={}", page.id), "tinyui": format!("/x/{}", page.id),
            "edit": format!("/pages/resumedraft.action?draftId={}", page.id), "self": format!("{base}/rest/api/content/{}", page.id),
            "base": base, "context": "/confluence",
        },
    });
    let parts: [(&str, Value); 7] = [
        ("space", space(world, page)),
        ("version", version(world, page)),
        ("history", history(world, page)),
        (
            "ancestors",
            world
                .confluence
                .ancestors(page)
                .into_iter()
                .map(|above| short(world, above))
                .collect(),
        ),
        ("body", body(&page.body, &request.list("expand"))),
        (
            "children",
            json!({"attachment": {"results": attachments_of(world, page), "start": 0, "limit": 25, "size": page.attachments.len()}}),
        ),
        (
            "metadata",
            json!({"labels": {"results": labels::shown(page, &request.caller), "start": 0, "limit": 200, "size": page.labels.len()}}),
        ),
    ];
    with_parts(shown, request, parts)
}

/// The parts that `expand` names; the others are listed as expandable.
pub(super) fn with_parts<const N: usize>(
    mut shown: Value,
    request: &Request,
    parts: [(&str, Value); N],
) -> Value {
    let expand = request.list("expand");
    let wants = |name: &str| {
        expand
            .iter()
            .any(|path| path.split('.').next() == Some(name))
    };
    let (wanted, rest): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(name, _)| wants(name));
    for (name, value) in wanted {
        put(&mut shown, name, value);
    }
    let expandable: Map<String, Value> = rest
        .into_iter()
        .map(|(name, _)| (name.to_owned(), "".into()))
        .collect();
    put(&mut shown, "_expandable", expandable);
    shown
}

fn short(world: &World, page: &Page) -> Value {
    json!({
        "id": page.id.to_string(), "type": "page", "status": "current", "title": page.title,
        "_links": {"webui": format!("/pages/viewpage.action?pageId={}", page.id), "self": format!("{}/rest/api/content/{}", world.confluence_base(), page.id)},
    })
}

pub(super) fn space(world: &World, page: &Page) -> Value {
    let space = world.confluence.space(&page.space);
    space
        .map(|space| show_space(world, space))
        .unwrap_or_default()
}

pub(super) fn show_space(world: &World, space: &Space) -> Value {
    let kind = if space.is_personal() {
        "personal"
    } else {
        "global"
    };
    json!({
        "id": space.id, "key": space.key, "name": space.name, "type": kind, "status": "current", "_expandable": {},
        "_links": {"webui": format!("/display/{}", space.key), "self": format!("{}/rest/api/space/{}", world.confluence_base(), space.key)},
    })
}

pub(super) fn version(world: &World, page: &Page) -> Value {
    let current = page.versions.last().map(|version| {
        json!({
            "by": world.people.get(&version.by).confluence(world.flavour), "when": version.at.iso(), "message": version.message,
            "number": page.version(), "minorEdit": version.minor, "hidden": false,
        })
    });
    current.unwrap_or_default()
}

pub(super) fn history(world: &World, page: &Page) -> Value {
    let created = page.versions.first();
    json!({
        "latest": true,
        "createdBy": created.map(|version| world.people.get(&version.by).confluence(world.flavour)),
        "createdDate": created.map(|version| version.at.iso()),
        "lastUpdated": version(world, page),
    })
}

/// The formats that `expand` names; all of them hold storage format.
pub(super) fn body(storage: &str, expand: &[&str]) -> Value {
    let formats = expand
        .iter()
        .filter_map(|path| path.strip_prefix("body."))
        .map(|rest| rest.split('.').next().unwrap_or_default());
    let bodies = formats.map(|format| {
        (
            format.to_owned(),
            json!({"value": storage, "representation": format}),
        )
    });
    bodies.collect::<Map<_, _>>().into()
}

fn attachments_of(world: &World, page: &Page) -> Vec<Value> {
    page.attachments
        .iter()
        .map(|attachment| show_attachment(world, page, attachment))
        .collect()
}

fn show_attachment(world: &World, page: &Page, attachment: &Attachment) -> Value {
    json!({
        "id": format!("att{}", attachment.id), "type": "attachment", "status": "current", "title": attachment.name,
        "metadata": {"mediaType": attachment.mime, "comment": ""},
        "extensions": {"mediaType": attachment.mime, "fileSize": attachment.size, "comment": ""},
        "version": {"by": world.people.get(&attachment.by).confluence(world.flavour), "when": attachment.at.iso(), "number": 1, "minorEdit": false},
        "_links": {"download": format!("/download/attachments/{}/{}?version=1", page.id, attachment.name)},
    })
}

/// `GET content/{id}`: of every type.
pub(super) fn content(world: &mut World, request: &Request) -> Answer {
    if let Some((page, comment)) = world.confluence.comment(request.param("id")) {
        return Ok(Reply::ok(comments::show_data_center(
            world, request, page, comment,
        )));
    }
    let page = find(world, request)?;
    Ok(Reply::ok(match request.arg("version") {
        Some(_) => show(world, request, &page.at(request.number("version", 1))),
        None => show(world, request, page),
    }))
}

/// `GET content`: filtered by `spaceKey` and `title`.
pub(super) fn contents(world: &mut World, request: &Request) -> Answer {
    if let Some(key) = request
        .arg("spaceKey")
        .filter(|key| world.confluence.space(key).is_none())
    {
        return Err(error(404, &format!("No space with key : {key}")));
    }
    let wanted = |page: &&Page| {
        request.arg("spaceKey").is_none_or(|key| key == page.space)
            && request.arg("title").is_none_or(|title| title == page.title)
    };
    let kind = request.arg("type").unwrap_or("page");
    let found = world
        .confluence
        .live()
        .filter(|page| page.kind.name() == kind)
        .filter(wanted)
        .map(|page| show(world, request, page))
        .collect();
    Ok(listed(world, request, found))
}

/// `POST content`
pub(super) fn create(world: &mut World, request: &Request) -> Answer {
    if request.body_text("/type") == Some("comment") {
        return comments::create(world, request);
    }
    let key = request.body_text("/space/key").unwrap_or_default();
    if world.confluence.space(key).is_none() {
        return Err(error(404, &format!("No space with key : {key}")));
    }
    let parent = parent(request);
    let draft = Draft {
        title: request.body_text("/title").unwrap_or_default().to_owned(),
        space: key.to_owned(),
        parent,
        body: Sent::Storage(sent_body(request)?),
    };
    let id = write::create(world, draft, &request.caller).map_err(refused)?;
    let created = world
        .confluence
        .page(&id.to_string())
        .map(|page| show(world, request, page));
    Ok(Reply::ok(created.unwrap_or_default()))
}

/// `GET content/{id}/child/{type}`, of which the demo knows pages and files.
pub(super) fn children(world: &mut World, request: &Request) -> Answer {
    let page = find(world, request)?;
    let all = match request.param("type") {
        "page" => {
            let children = world.confluence.children(page.id).into_iter();
            let current = children.filter(|child| !child.archived);
            current.map(|child| show(world, request, child)).collect()
        }
        "attachment" => attachments_of(world, page),
        other => {
            return Err(error(
                400,
                &format!("No ContentTypeBinding found for type: {other}"),
            ));
        }
    };
    Ok(listed(world, request, all))
}

/// `PUT content/{id}`: all of it, with the number of the next version.
pub(super) fn update(world: &mut World, request: &Request) -> Answer {
    let id = request.param("id");
    let missing = || {
        error(
            404,
            &format!("No content found with id: ContentId{{id={id}}}"),
        )
    };
    let id = world.confluence.page(id).ok_or_else(missing)?.id;
    let number = request.body("/version/number").and_then(Value::as_u64);
    if number.is_none() || request.body_text("/type").is_none() {
        return Err(error(400, "Type and version are required"));
    }
    let edit = Edit {
        title: request.body_text("/title").unwrap_or_default().to_owned(),
        parent: parent(request),
        body: Some(Sent::Storage(sent_body(request)?)),
        number,
        message: request
            .body_text("/version/message")
            .unwrap_or_default()
            .to_owned(),
        minor: request.body("/version/minorEdit") == Some(&Value::Bool(true)),
    };
    write::update(world, id, edit, &request.caller).map_err(refused)?;
    let page = world.confluence.page(&id.to_string());
    let shown = page.map(|page| {
        let mut shown = show(world, request, page);
        put(&mut shown, "version", version(world, page));
        shown
    });
    Ok(Reply::ok(shown.unwrap_or_default()))
}

/// `DELETE content/{id}`: into the trash.
pub(super) fn remove(world: &mut World, request: &Request) -> Answer {
    let id = find(world, request)?.id;
    write::remove(world, id);
    Ok(Reply::empty(204))
}

/// The last of `ancestors`.
fn parent(request: &Request) -> Option<u64> {
    let last = request
        .body("/ancestors")
        .and_then(Value::as_array)
        .and_then(|above| above.last())
        .and_then(|above| above.get("id"));
    last.and_then(|id| id.as_u64().or_else(|| id.as_str()?.parse().ok()))
}

/// `body.storage` or `body.wiki`
pub(super) fn sent_body(request: &Request) -> Result<String, Reply> {
    let value = |format: &str| {
        request
            .body_text(&format!("/body/{format}/value"))
            .map(|value| write::storage_of(format, value))
    };
    value("storage").or_else(|| value("wiki")).ok_or_else(|| {
        error(
            400,
            "Content body is required in 'storage' or 'wiki' representation",
        )
    })
}

fn refused(why: Refused) -> Reply {
    match why {
        Refused::NoTitle => error(400, "Title is required"),
        Refused::TitleTaken => error(
            400,
            "A page with this title already exists: A page already exists with the title in the space. Please choose another title.",
        ),
        Refused::NoParent => error(404, "The parent page does not exist."),
        Refused::OtherSpace => error(400, "The parent page is in another space."),
        Refused::Cycle => error(400, "A page cannot be below itself."),
        Refused::Archived => error(400, "Archived content cannot be changed."),
        Refused::Stale(current) => error(
            409,
            &format!("Version must be incremented on update. Current version is: {current}"),
        ),
        Refused::BadBody(what) => error(400, &format!("Error parsing xhtml: {what}")),
    }
}

/// `GET server-information`
pub(super) fn information(world: &mut World, _: &Request) -> Answer {
    Ok(Reply::ok(
        json!({"version": "9.2.4", "buildNumber": 9111, "baseUrl": world.confluence_base()}),
    ))
}
