//! Searching by CQL, which both flavours serve alike.

use serde_json::{Value, json};

use super::{
    comments, cql,
    cql::Found,
    data_center, error,
    model::{Comment, Page, Space},
};
use crate::{
    Flavour,
    json::{merged, put},
    paging::{self, Page as Cut},
    people::Person,
    reply::{Answer, Reply},
    request::Request,
    rich,
    world::World,
};

/// Results on a page when no `limit` is sent.
const DEFAULT_LIMIT: usize = 25;

/// `GET search`: Cloud leads on by cursor, Data Center by `start`.
pub(super) fn search(world: &mut World, request: &Request) -> Answer {
    let query = request
        .arg("cql")
        .ok_or_else(|| error(400, "cql query parameter is required"))?;
    let found = cql::search(world, query, &request.caller)
        .map_err(|message| error(400, &format!("Could not parse cql : {message}")))?;
    let start = match request.arg("cursor") {
        Some(cursor) => paging::offset(cursor).ok_or_else(|| error(400, "Invalid cursor"))?,
        None if world.flavour == Flavour::Cloud => 0,
        None => request.number("start", 0),
    };
    let page = Cut::cut(
        found,
        start,
        request.number("limit", DEFAULT_LIMIT).clamp(1, 200),
    );
    let mut links = json!({"base": world.confluence_base(), "context": context(world)});
    if let Some(next) = page.next() {
        put(
            &mut links,
            "next",
            next_link(world, request, query, page.limit, next),
        );
    }
    let (start, limit, total) = (page.start, page.limit, page.total);
    let results: Vec<Value> = page
        .items
        .into_iter()
        .map(|found| hit(world, request, found))
        .collect();
    Ok(Reply::ok(json!({
        "results": results, "start": start, "limit": limit, "size": results.len(), "totalSize": total, "cqlQuery": query,
        "searchDuration": 12, "_links": links,
    })))
}

fn context(world: &World) -> &'static str {
    if world.flavour == Flavour::Cloud {
        "/wiki"
    } else {
        "/confluence"
    }
}

/// Relative to the context path.
fn next_link(world: &World, request: &Request, query: &str, limit: usize, next: usize) -> String {
    let (name, value) = match world.flavour {
        Flavour::Cloud => ("cursor", paging::token(next)),
        Flavour::DataCenter => ("start", next.to_string()),
    };
    let pairs = [
        ("cql", query),
        ("limit", &limit.to_string()),
        (name, &value),
    ];
    let path = request.path.strip_prefix("/wiki").unwrap_or(&request.path);
    format!(
        "{path}?{}",
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish()
    )
}

/// A hit of any kind.
fn hit(world: &World, request: &Request, found: Found<'_>) -> Value {
    match found {
        Found::Content(page) => content(world, request, page),
        Found::Comment(page, comment) => comment_hit(world, request, page, comment),
        Found::Space(space) => space_hit(world, space),
        Found::User(person) => user(world, person),
    }
}

fn content(world: &World, request: &Request, page: &Page) -> Value {
    let modified = page.versions.last().map(|version| version.at);
    let url = url(world, page);
    let space = data_center::space(world, page);
    let shown = json!({
        "id": page.id.to_string(), "type": page.kind.name(), "status": "current", "title": page.title,
        "_links": {"webui": url, "self": format!("{}/rest/api/content/{}", world.confluence_base(), page.id), "tinyui": format!("/x/{}", page.id)},
    });
    let parts = [
        ("space", space.clone()),
        ("version", data_center::version(world, page)),
        ("history", data_center::history(world, page)),
        ("container", space),
    ];
    json!({
        "content": expanded(shown, request, parts),
        "title": page.title, "excerpt": excerpt(request, &page.words()), "url": url, "breadcrumbs": [],
        "resultGlobalContainer": global(world, page),
        "entityType": "content", "iconCssClass": format!("aui-icon content-type-{}", page.kind.name()), "lastModified": modified.map(|moment| moment.iso()),
        "friendlyLastModified": modified.map(|moment| moment.date()), "score": 0.0,
    })
}

fn comment_hit(world: &World, request: &Request, page: &Page, comment: &Comment) -> Value {
    let url = format!("{}?focusedCommentId={}", url(world, page), comment.id);
    let shown = json!({
        "id": comment.id.to_string(), "type": "comment", "status": "current", "title": format!("Re: {}", page.title),
        "_links": {"webui": url},
    });
    let container = json!({"id": page.id.to_string(), "type": page.kind.name(), "status": "current", "title": page.title});
    let parts = [
        ("space", data_center::space(world, page)),
        ("version", comments::version(world, comment)),
        ("container", container),
    ];
    json!({
        "content": expanded(shown, request, parts), "title": format!("Re: {}", page.title), "excerpt": excerpt(request, &rich::bare(&comment.body)), "url": url,
        "breadcrumbs": [], "resultParentContainer": {"title": page.title, "displayUrl": self::url(world, page)},
        "resultGlobalContainer": global(world, page), "entityType": "content", "iconCssClass": "aui-icon content-type-comment",
        "lastModified": comment.at.iso(), "friendlyLastModified": comment.at.date(), "score": 0.0,
    })
}

fn space_hit(world: &World, space: &Space) -> Value {
    json!({
        "space": data_center::show_space(world, space), "title": space.name, "excerpt": "", "url": format!("/spaces/{}", space.key),
        "breadcrumbs": [], "entityType": "space", "iconCssClass": "aui-icon content-type-space", "score": 0.0,
    })
}

/// A person among the hits.
pub(super) fn user(world: &World, person: &Person) -> Value {
    json!({
        "user": person.confluence(world.flavour), "title": person.display_name, "excerpt": "",
        "url": format!("/people/{}", person.account_id), "breadcrumbs": [], "entityType": "user", "score": 0.0,
    })
}

fn url(world: &World, page: &Page) -> String {
    let kind = if page.kind == super::model::Kind::Folder {
        "folder"
    } else {
        "pages"
    };
    match world.flavour {
        Flavour::Cloud => format!(
            "/spaces/{}/{kind}/{}/{}",
            page.space,
            page.id,
            page.title.replace(' ', "+")
        ),
        Flavour::DataCenter => format!("/pages/viewpage.action?pageId={}", page.id),
    }
}

fn global(world: &World, page: &Page) -> Value {
    let space = world.confluence.space(&page.space);
    json!({"title": space.map(|space| &space.name), "displayUrl": format!("/spaces/{}", page.space)})
}

/// Content with the parts that `expand` names behind `content.`; a bare name is passed over without a word.
fn expanded<const N: usize>(shown: Value, request: &Request, parts: [(&str, Value); N]) -> Value {
    let asked = request.list("expand");
    let wanted = |name: &str| {
        let asked = asked
            .iter()
            .filter_map(|path| path.strip_prefix("content."));
        asked
            .into_iter()
            .any(|path| path.split('.').next() == Some(name))
    };
    let parts = parts.into_iter().filter(|(name, _)| wanted(name));
    let parts: serde_json::Map<String, Value> =
        parts.map(|(name, part)| (name.to_owned(), part)).collect();
    merged(shown, parts.into())
}

/// The first words, as HTML; by default with marks around what matched, or what might have.
fn excerpt(request: &Request, words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().take(40).collect();
    let text = words
        .join(" ")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let text = text.replace('"', "&quot;").replace('\'', "&#39;");
    match (request.arg("excerpt"), text.split_once(' ')) {
        (Some("none"), _) => String::new(),
        (None | Some("highlight"), Some((first, rest))) => {
            format!("@@@hl@@@{first}@@@endhl@@@ {rest}")
        }
        _ => text,
    }
}
