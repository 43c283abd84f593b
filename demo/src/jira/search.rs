//! Searching issues: by page token on Cloud, by offset on Data Center.

use serde_json::{Value, json};

use super::{
    error, issues, jql,
    model::Issue,
    show::{self, Selection},
};
use crate::{
    Flavour,
    json::{merged, put},
    paging::{self, Page},
    reply::{Answer, Reply},
    request::Request,
    rich,
    world::World,
};

/// The most issues on one page.
const LARGEST_PAGE: usize = 100;

/// Where to search.
pub(super) enum Scope {
    Site,
    /// A board shows its project.
    Project(String),
    Sprint(u64),
}

impl Scope {
    fn holds(&self, issue: &Issue) -> bool {
        match self {
            Self::Site => true,
            Self::Project(key) => issue.project == *key,
            Self::Sprint(id) => {
                let sprints = issue.fields.get("sprint").and_then(Value::as_array);
                sprints.into_iter().flatten().any(|sprint| sprint == id)
            }
        }
    }
}

/// Search parameters, from a JSON body or a query.
struct Asked<'a> {
    request: &'a Request,
}

impl<'a> Asked<'a> {
    fn text(&self, name: &str) -> Option<&'a str> {
        self.request
            .json
            .get(name)
            .and_then(Value::as_str)
            .or_else(|| self.request.arg(name))
    }

    fn number(&self, name: &str, default: usize) -> usize {
        let sent = self
            .request
            .json
            .get(name)
            .and_then(Value::as_u64)
            .and_then(|number| usize::try_from(number).ok());
        sent.unwrap_or_else(|| self.request.number(name, default))
    }

    /// An array, or a text with commas.
    fn list(&self, name: &str) -> Vec<&'a str> {
        match self.request.json.get(name) {
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(text)) => text.split(',').map(str::trim).collect(),
            _ => self.request.list(name),
        }
    }

    fn found<'w>(&self, world: &'w World, scope: &Scope) -> Result<Vec<&'w Issue>, Reply> {
        let jql = self.text("jql").unwrap_or_default();
        let mut found = jql::search(world, jql, &self.request.caller)
            .map_err(|message| error(400, &message))?;
        found.retain(|issue| scope.holds(issue));
        Ok(found)
    }

    /// `issues`, and what `expand` asks for about all of them.
    fn show(&self, world: &World, page: &Page<&Issue>, default: &str) -> Value {
        let chosen = Selection::of(self.list("fields"), default);
        let (common, own): (Vec<&str>, Vec<&str>) = self
            .list("expand")
            .into_iter()
            .partition(|name| ["names", "schema"].contains(name));
        let issues = page.items.iter().map(|issue| match world.flavour {
            Flavour::Cloud if chosen.ids_only() => json!({"id": issue.id}),
            _ => issues::expanded(world, issue, &chosen, &own),
        });
        let mut shown = json!({"issues": issues.collect::<Vec<_>>()});
        let (names, schema) = show::described(world.flavour, chosen.ids(world.flavour));
        for (name, value) in [("names", names), ("schema", schema)]
            .into_iter()
            .filter(|(name, _)| common.contains(name))
        {
            put(&mut shown, name, value);
        }
        shown
    }
}

/// Cloud's `search/jql`: shows ids alone unless asked for fields.
pub(crate) fn by_token(world: &mut World, request: &Request) -> Answer {
    if !(Asked { request }).text("jql").is_some_and(jql::is_bounded) {
        let message = "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.";
        return Err(error(400, message));
    }
    token_page(world, request, &Scope::Site, "id")
}

/// Data Center's `search`
pub(crate) fn by_offset(world: &mut World, request: &Request) -> Answer {
    offset_page(world, request, &Scope::Site)
}

/// Cloud's `search/approximate-count`
pub(crate) fn count(world: &mut World, request: &Request) -> Answer {
    count_in(world, request, &Scope::Site)
}

/// The issues of a board or sprint: the agile operations page as their flavour's search does.
pub(super) fn page(world: &World, request: &Request, scope: &Scope) -> Answer {
    match world.flavour {
        Flavour::Cloud => token_page(world, request, scope, "*navigable"),
        Flavour::DataCenter => offset_page(world, request, scope),
    }
}

pub(super) fn count_in(world: &World, request: &Request, scope: &Scope) -> Answer {
    Ok(Reply::ok(
        json!({"count": Asked { request }.found(world, scope)?.len()}),
    ))
}

/// Pages by token and tells no total.
fn token_page(world: &World, request: &Request, scope: &Scope, default: &str) -> Answer {
    let asked = Asked { request };
    let invalid = || error(400, "The provided next page token is invalid or expired.");
    let start = match asked.text("nextPageToken") {
        Some(token) => paging::offset(token).ok_or_else(invalid)?,
        None => 0,
    };
    let limit = asked.number("maxResults", 50).min(LARGEST_PAGE);
    let page = Page::cut(asked.found(world, scope)?, start, limit);
    let mut shown = asked.show(world, &page, default);
    if !matches!(scope, Scope::Site) {
        texts_for_documents(&mut shown);
    }
    put(&mut shown, "isLast", page.next().is_none());
    if let Some(next) = page.next() {
        put(&mut shown, "nextPageToken", paging::token(next));
    }
    Ok(Reply::ok(shown))
}

/// Cloud's boards and sprints show rich text as Jira's old API does: as a text, not as a document.
fn texts_for_documents(shown: &mut Value) {
    let issues = shown.get_mut("issues").and_then(Value::as_array_mut);
    let fields = issues
        .into_iter()
        .flatten()
        .filter_map(|issue| issue.get_mut("fields")?.as_object_mut());
    for value in fields.flat_map(|fields| fields.values_mut()) {
        if rich::is_adf(value) {
            *value = rich::words(value).into();
        }
    }
}

/// Pages by offset, tells the total, and shows navigable fields.
fn offset_page(world: &World, request: &Request, scope: &Scope) -> Answer {
    let asked = Asked { request };
    let limit = asked.number("maxResults", 50).min(1000);
    let page = Page::cut(
        asked.found(world, scope)?,
        asked.number("startAt", 0),
        limit,
    );
    let shown = asked.show(world, &page, "*navigable");
    let numbers = json!({"expand": "schema,names", "startAt": page.start, "maxResults": page.limit, "total": page.total});
    let mut shown = merged(numbers, shown);
    let jql = asked.text("jql").unwrap_or_default();
    let warnings = jql::warnings(world, jql, &request.caller);
    if !warnings.is_empty() {
        put(&mut shown, "warningMessages", warnings);
    }
    Ok(Reply::ok(shown))
}
