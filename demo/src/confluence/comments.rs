//! Comments on pages: Cloud tells those at the foot from those within the text, Data Center knows one kind.

use serde_json::{Value, json};

use super::{
    cloud, data_center, error,
    model::{Comment, Page},
    write,
};
use crate::{
    json::put,
    reply::{Answer, Reply},
    request::Request,
    world::World,
};

/// Cloud's `GET …/{id}/footer-comments`: those on the whole page, without the answers.
pub(super) fn footer(world: &mut World, request: &Request) -> Answer {
    top_level(world, request, |comment| comment.selection.is_none())
}

/// Cloud's `GET …/{id}/inline-comments`: those on a piece of text, without the answers.
pub(super) fn inline(world: &mut World, request: &Request) -> Answer {
    let states = request.list("resolution-status");
    let wanted = |comment: &Comment| states.is_empty() || states.contains(&state(comment));
    top_level(world, request, |comment| {
        comment.selection.is_some() && wanted(comment)
    })
}

fn top_level(world: &World, request: &Request, wanted: impl Fn(&Comment) -> bool) -> Answer {
    let page = cloud::find(world, request)?;
    let comments = page.comments.iter();
    let found = comments.filter(|comment| comment.replies_to.is_none() && wanted(comment));
    let shown = found.map(|comment| show_cloud(world, request, page, comment));
    cloud::listed(world, request, shown.collect())
}

/// Cloud's `GET footer-comments/{id}/children` and `GET inline-comments/{id}/children`: one level.
pub(super) fn children(world: &mut World, request: &Request) -> Answer {
    let (_, parent) = find(world, request)?;
    let id = parent.id;
    let answers = world.confluence.comments();
    let answers = answers.filter(|(_, comment)| comment.replies_to == Some(id));
    let shown = answers.map(|(page, comment)| show_cloud(world, request, page, comment));
    cloud::listed(world, request, shown.collect())
}

/// Cloud's `GET footer-comments/{comment-id}` and `GET inline-comments/{comment-id}`
pub(super) fn one(world: &mut World, request: &Request) -> Answer {
    let (page, comment) = find(world, request)?;
    Ok(Reply::ok(show_cloud(world, request, page, comment)))
}

/// The comment of the path, which must be of the path's kind.
fn find<'a>(world: &'a World, request: &Request) -> Result<(&'a Page, &'a Comment), Reply> {
    of_kind(world, request.param("id"), asks_for_inline(request))
        .ok_or_else(|| cloud::error(404, "Not Found"))
}

fn of_kind<'a>(world: &'a World, id: &str, inline: bool) -> Option<(&'a Page, &'a Comment)> {
    let found = world.confluence.comment(id);
    found.filter(|(page, comment)| page.root(comment).selection.is_some() == inline)
}

fn asks_for_inline(request: &Request) -> bool {
    request.path.contains("/inline-comments")
}

/// Cloud's `POST footer-comments` and `POST inline-comments`: on a page or blog post, or in answer to a comment of that kind.
pub(super) fn post(world: &mut World, request: &Request) -> Answer {
    let inline = asks_for_inline(request);
    let body = cloud::body(request)?;
    let holder = request
        .body_text("/pageId")
        .or_else(|| request.body_text("/blogPostId"));
    let (page, replies_to) = match (holder, request.body_text("/parentCommentId")) {
        (Some(id), None) => {
            let kind = if request.body("/pageId").is_some() {
                "page"
            } else {
                "blogpost"
            };
            let page = world
                .confluence
                .page(id)
                .filter(|page| page.kind.name() == kind);
            (page.ok_or_else(|| cloud::error(404, "Not Found"))?.id, None)
        }
        (None, Some(id)) => {
            let parent = of_kind(world, id, inline);
            let (page, parent) =
                parent.ok_or_else(|| cloud::error(404, "Parent comment not found"))?;
            (page.id, Some(parent.id))
        }
        _ => {
            return Err(cloud::error(
                400,
                "Exactly one of pageId, blogPostId and parentCommentId is required",
            ));
        }
    };
    let selection = match (inline, replies_to) {
        (true, None) => Some(selected(world, request, page)?),
        _ => None,
    };
    let id = add(world, request, page, (body, selection, replies_to))
        .map_err(|what| cloud::error(400, &format!("Error parsing xhtml: {what}")))?;
    let made = world.confluence.comment(&id.to_string());
    let shown = made.map(|(page, comment)| show_cloud(world, request, page, comment));
    Ok(Reply::json(201, shown.unwrap_or_default()))
}

/// The text that an inline comment is to mark, which must be there as often as is said.
fn selected(world: &World, request: &Request, page: u64) -> Result<String, Reply> {
    let wrong = || cloud::error(400, "The text selection does not match the page");
    let text = request.body_text("/inlineCommentProperties/textSelection");
    let count = request.body("/inlineCommentProperties/textSelectionMatchCount");
    let page = world.confluence.page(&page.to_string()).ok_or_else(wrong)?;
    let found = text.map(|text| page.words().matches(text).count());
    let said = count
        .and_then(Value::as_u64)
        .and_then(|count| usize::try_from(count).ok());
    match (text, found) {
        (Some(text), Some(1..)) if found == said => Ok(text.to_owned()),
        _ => Err(wrong()),
    }
}

/// Stores a comment; the error says why its body is none.
fn add(
    world: &mut World,
    request: &Request,
    on: u64,
    (body, selection, replies_to): (String, Option<String>, Option<u64>),
) -> Result<u64, String> {
    write::balanced(&body)?;
    let (id, at) = (world.confluence.new_id(), world.tick());
    let comment = Comment {
        id,
        by: request.caller.clone(),
        at,
        body,
        selection,
        replies_to,
        state: None,
    };
    if let Some(page) = world.confluence.pages.iter_mut().find(|page| page.id == on) {
        page.comments.push(comment);
    }
    Ok(id)
}

/// Data Center's `POST content` of type `comment`.
pub(super) fn create(world: &mut World, request: &Request) -> Answer {
    let id = |value: Option<&Value>| {
        let value = value?;
        value
            .as_u64()
            .map(|id| id.to_string())
            .or_else(|| Some(value.as_str()?.to_owned()))
    };
    let container = id(request.body("/container/id"));
    let container = container.ok_or_else(|| error(400, "container is required for comments"))?;
    let page = world.confluence.page(&container);
    let page = page.ok_or_else(|| {
        error(
            404,
            &format!("No content found with id: ContentId{{id={container}}}"),
        )
    })?;
    if request
        .body_text("/container/type")
        .is_some_and(|kind| kind != page.kind.name())
    {
        return Err(error(
            400,
            "The container is not of the type that was given",
        ));
    }
    let page = page.id;
    let last = request
        .body("/ancestors")
        .and_then(Value::as_array)
        .and_then(|above| above.last());
    let parent = id(last.and_then(|above| above.get("id")));
    let replies_to = match parent {
        Some(id) => {
            let found = world
                .confluence
                .comment(&id)
                .filter(|(on, _)| on.id == page);
            let found = found.ok_or_else(|| {
                error(
                    400,
                    &format!("The parent comment {id} is not on this content"),
                )
            })?;
            Some(found.1.id)
        }
        None => None,
    };
    let body = data_center::sent_body(request)?;
    let id = add(world, request, page, (body, None, replies_to))
        .map_err(|what| error(400, &format!("Error parsing xhtml: {what}")))?;
    let made = world.confluence.comment(&id.to_string());
    let shown = made.map(|(page, comment)| show_data_center(world, request, page, comment));
    Ok(Reply::ok(shown.unwrap_or_default()))
}

/// The state of an inline comment.
fn state(comment: &Comment) -> &str {
    comment.state.as_deref().unwrap_or("open")
}

fn show_cloud(world: &World, request: &Request, page: &Page, comment: &Comment) -> Value {
    let author = &world.people.get(&comment.by).account_id;
    let holder = if page.kind.name() == "blogpost" {
        "blogPostId"
    } else {
        "pageId"
    };
    let mut shown = json!({
        "id": comment.id.to_string(), "status": "current", "title": format!("Re: {}", page.title), holder: page.id.to_string(),
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
        put(&mut shown, "resolutionStatus", state(comment));
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
    let locations = request.list("location");
    let location = |comment: &Comment| match (&comment.selection, state(comment)) {
        (None, _) => "footer",
        (Some(_), "resolved") => "resolved",
        (Some(_), _) => "inline",
    };
    let wanted = |comment: &&Comment| {
        (everything || comment.replies_to.is_none())
            && (locations.is_empty() || locations.contains(&location(page.root(comment))))
    };
    let found = page.comments.iter().filter(wanted);
    let shown = found.map(|comment| show_data_center(world, request, page, comment));
    Ok(data_center::listed(world, request, shown.collect()))
}

/// The only version that a comment of the demo has.
pub(super) fn version(world: &World, comment: &Comment) -> Value {
    let author = world.people.get(&comment.by).confluence(world.flavour);
    json!({"by": author, "when": comment.at.iso(), "number": 1, "minorEdit": false})
}

pub(super) fn show_data_center(
    world: &World,
    request: &Request,
    page: &Page,
    comment: &Comment,
) -> Value {
    let author = world.people.get(&comment.by).confluence(world.flavour);
    let mut parents: Vec<Value> = Vec::new();
    let mut above = comment.replies_to;
    while let Some(id) = above {
        parents.insert(0, json!({"id": id.to_string(), "type": "comment"}));
        let parent = page.comments.iter().find(|comment| comment.id == id);
        above = parent.and_then(|parent| parent.replies_to);
    }
    let root = page.root(comment);
    let mut extensions =
        json!({"location": if root.selection.is_some() { "inline" } else { "footer" }});
    if let Some(selection) = &comment.selection {
        put(
            &mut extensions,
            "inlineProperties",
            json!({"originalSelection": selection, "markerRef": format!("marker-{}", comment.id)}),
        );
        put(
            &mut extensions,
            "resolution",
            json!({"status": state(comment)}),
        );
    }
    let shown = json!({
        "id": comment.id.to_string(), "type": "comment", "status": "current", "title": format!("Re: {}", page.title),
        "_links": {"webui": format!("/pages/viewpage.action?pageId={}&focusedCommentId={}", page.id, comment.id)},
    });
    let container = json!({"id": page.id.to_string(), "type": page.kind.name(), "status": "current", "title": page.title});
    let parts = [
        ("version", version(world, comment)),
        (
            "history",
            json!({"createdBy": author, "createdDate": comment.at.iso(), "latest": true}),
        ),
        ("ancestors", parents.into()),
        ("container", container),
        ("space", data_center::space(world, page)),
        ("extensions", extensions),
        (
            "body",
            data_center::body(&comment.body, &request.list("expand")),
        ),
    ];
    data_center::with_parts(shown, request, parts)
}
