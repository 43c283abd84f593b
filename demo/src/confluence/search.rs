//! Searching by CQL, which both flavours serve alike.

use serde_json::{Value, json};

use super::{cql, data_center, error, model::Page};
use crate::{
    Flavour,
    json::put,
    paging::{self, Page as Cut},
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
        .map(|page| hit(world, page))
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

fn hit(world: &World, page: &Page) -> Value {
    let modified = page.versions.last().map(|version| version.at);
    let url = match world.flavour {
        Flavour::Cloud => format!(
            "/spaces/{}/pages/{}/{}",
            page.space,
            page.id,
            page.title.replace(' ', "+")
        ),
        Flavour::DataCenter => format!("/pages/viewpage.action?pageId={}", page.id),
    };
    let space = data_center::space(world, page);
    json!({
        "content": {
            "id": page.id.to_string(), "type": "page", "status": "current", "title": page.title, "space": space,
            "_links": {"webui": url, "self": format!("{}/rest/api/content/{}", world.confluence_base(), page.id), "tinyui": format!("/x/{}", page.id)},
        },
        "title": page.title, "excerpt": excerpt(&page.body), "url": url, "breadcrumbs": [],
        "resultGlobalContainer": {"title": space.get("name"), "displayUrl": format!("/spaces/{}", page.space)},
        "entityType": "content", "iconCssClass": "aui-icon content-type-page", "lastModified": modified.map(|moment| moment.iso()),
        "friendlyLastModified": modified.map(|moment| moment.date()), "score": 0.0,
    })
}

/// The first words of a page.
fn excerpt(body: &str) -> String {
    let words = rich::bare(body);
    words
        .split_whitespace()
        .take(40)
        .collect::<Vec<_>>()
        .join(" ")
}
