//! What goes wrong.

use std::time::Duration;

use demo::{Edit, Trouble};
use serde_json::{Value, json};

use super::case::Patience;

/// For all requests that match.
const ALWAYS: usize = 10_000;

/// What a call must come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// What it comes to without the fault.
    Right,
    /// That, or less, with a word on what is missing, or an error.
    Told,
    /// Whatever the answers say, as long as it ends, in words.
    Ended,
}

/// Trouble with one of a call's requests.
#[derive(Clone, Debug)]
pub struct Row {
    /// What failures of the test call it.
    pub name: &'static str,
    /// What comes in place of an answer.
    pub trouble: Trouble,
    /// How often.
    pub times: usize,
    /// What is due when a request fares so that changes nothing.
    pub reads: Due,
    /// What is due when one does that makes a change.
    pub writes: Due,
    /// Whether the trouble itself says that nothing was changed.
    pub refused: bool,
    /// Whether changes that are answered with nothing are answered so without it, too.
    pub is_nothing: bool,
    /// Whether it is what some lists may be.
    pub is_no_item: bool,
    /// Whether a call's first request is enough, since it takes long.
    pub first_only: bool,
    /// How long all may take.
    pub patience: Patience,
}

fn row(name: &'static str, trouble: Trouble) -> Row {
    Row {
        name,
        trouble,
        times: ALWAYS,
        reads: Due::Told,
        writes: Due::Told,
        refused: false,
        is_nothing: false,
        is_no_item: false,
        first_only: false,
        patience: Patience::LONG,
    }
}

impl Row {
    fn once(self) -> Self {
        Self { times: 1, ..self }
    }

    fn right(self) -> Self {
        Self {
            reads: Due::Right,
            writes: Due::Right,
            ..self
        }
    }

    /// Survived by whatever may be sent again.
    fn read_again(self) -> Self {
        Self {
            reads: Due::Right,
            ..self
        }
    }

    fn refused(self) -> Self {
        Self {
            refused: true,
            ..self
        }
    }

    fn ended(self) -> Self {
        Self {
            reads: Due::Ended,
            writes: Due::Ended,
            ..self
        }
    }

    fn nothing(self) -> Self {
        Self {
            is_nothing: true,
            ..self
        }
    }

    /// With so little patience that it runs out.
    fn soon(self) -> Self {
        let patience = Patience {
            request: Duration::from_millis(2500),
            call: Duration::from_millis(9000),
        };
        Self { patience, ..self }
    }
}

/// Every row of the table.
pub fn rows() -> Vec<Row> {
    [limits(), gateways(), lines(), bodies(), shapes()].concat()
}

fn limits() -> Vec<Row> {
    let limited = |name, after: &str| row(name, Trouble::RateLimited(after.into())).refused();
    let year = "31536000";
    vec![
        limited("429 once, until now", "0").once().right(),
        limited("429 once, until a date", "Sun, 06 Nov 1994 08:49:37 GMT")
            .once()
            .right(),
        limited("429 once, until soon", "soon").once().right(),
        row("429 once, without Retry-After", Trouble::Status(429))
            .refused()
            .once()
            .right(),
        row("429 always, without Retry-After", Trouble::Status(429)).refused(),
        limited("429 for a year", year),
        limited("429 until 2100", "Fri, 31 Dec 2100 23:59:59 GMT"),
    ]
}

fn gateways() -> Vec<Row> {
    let unavailable = |name| row(name, Trouble::Unavailable("0".into()));
    vec![
        row("502 once", Trouble::Status(502)).once().read_again(),
        unavailable("503 once, until now").once().read_again(),
        row("504 once, a page", Trouble::HtmlError(504))
            .once()
            .read_again(),
        unavailable("503 always"),
        row("500 once", Trouble::Status(500)).once(),
        row("500 always", Trouble::Refused(500)),
        row("403 always", Trouble::Refused(403)).refused(),
    ]
}

fn lines() -> Vec<Row> {
    vec![
        row("no answer, once", Trouble::NoAnswer)
            .once()
            .read_again(),
        row("no answer, ever", Trouble::NoAnswer),
        row("cut in the middle", Trouble::CutConnection).nothing(),
        row("slow to begin", Trouble::Slow(Duration::from_secs(600))).soon(),
        row("slow to end", Trouble::Drips(Duration::from_millis(700)))
            .soon()
            .nothing(),
        Row {
            first_only: true,
            ..row("a bomb", Trouble::Bomb)
        },
    ]
}

fn bodies() -> Vec<Row> {
    vec![
        row("a plain text by its type", Trouble::MediaType("text/plain")).right(),
        row("a page by its type", Trouble::MediaType("text/html")).right(),
        row("a login page", Trouble::LoginPage),
        row("an HTML page", Trouble::HtmlError(200)),
        row("a text", Trouble::Status(200)),
        row("torn JSON", Trouble::InvalidJson),
        row("half of it", Trouble::Half).nothing(),
        row("an empty body", Trouble::EmptyBody).nothing(),
        row("204", Trouble::Status(204)).nothing(),
    ]
}

fn shapes() -> Vec<Row> {
    let instead = |name, answer| row(name, Trouble::Instead(answer));
    let complaint = json!({ "errorMessages": ["It is not so"], "errors": {} });
    let by_field = json!({ "errorMessages": [], "errors": { "summary": "It is not so" } });
    vec![
        instead("a text in JSON", json!("OK")),
        row("a list of a number", Trouble::Odd),
        instead("a complaint", complaint),
        instead("a complaint by field", by_field),
        Row {
            is_no_item: true,
            ..instead("an empty list", json!([]))
        },
        instead("an empty object", json!({})),
        instead("null", json!(null)),
        row("wrong types", Trouble::Edited(Edit::new(swap_types))).ended(),
        row("no last page", Trouble::Edited(Edit::new(has_more))).ended(),
    ]
}

/// Texts for numbers, numbers for texts and flags.
fn swap_types(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(swap_types),
        Value::Object(members) => members.values_mut().for_each(swap_types),
        Value::String(_) | Value::Bool(_) => *value = json!(7),
        Value::Number(_) => *value = json!("many"),
        Value::Null => *value = json!({}),
    }
}

/// Says of every page that there is another one.
fn has_more(value: &mut Value) {
    let Value::Object(page) = value else {
        return;
    };
    let is_page = [
        "values",
        "issues",
        "results",
        "comments",
        "worklogs",
        "histories",
        "issueChangeLogs",
    ]
    .iter()
    .any(|list| page.get(*list).is_some_and(Value::is_array));
    if !is_page {
        return;
    }
    let start = page.get("start").and_then(Value::as_u64).unwrap_or(0);
    let more = json!({
        "isLast": false, "isLastPage": false, "total": 1_000_000, "totalSize": 1_000_000,
        "nextPageToken": "again", "nextPageStart": start + 1,
        "next": "https://api.bitbucket.org/2.0/repositories?page=again",
    });
    let more = more.as_object().unwrap().clone();
    page.extend(more);
    let links = page.entry("_links").or_insert_with(|| json!({}));
    if let Value::Object(links) = links {
        let next = "/wiki/rest/api/search?cursor=again&start=25&limit=25";
        links.insert("next".into(), json!(next));
    }
}
