//! What a tool answers: its payload once, as compact JSON or as text, within a size a model can take.

mod cut;

use std::ops::Range;

use bytes::Bytes;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::http::{Answer, Seen};

/// The most characters a reply has: some 20,000 tokens, below what the strictest common client cuts off.
pub const BUDGET: usize = 80_000;

/// Room that is kept for the keys around a cut text.
const MARGIN: usize = 400;

/// Room for the note on what is missing.
const NOTE: usize = 50;

/// The longest note after a text, in bytes: less than [`MARGIN`] with what it says of its own length.
const LONGEST_NOTE: usize = 250;

/// What a page's head begins with, and what it begins with if there is something to note.
const PAGE: &str = "---\nid: ";
const PAGE_NOTED: &str = "---\nnote: ";

/// The longest file name, in bytes.
const LONGEST_NAME: usize = 1_000;

/// The longest heading of a text, in bytes: what is known of a page, and its outline.
const LONGEST_HEAD: usize = 12_000;

/// A finished answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    text: String,
    files: Vec<File>,
    raw: bool,
    failure: bool,
}

/// A file that goes along with the payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What people call it.
    pub name: String,
    /// Where it is from.
    pub uri: String,
    /// Its MIME type.
    pub media_type: String,
    /// What it holds.
    pub content: Content,
}

/// What a file holds, by what a client can do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Text for the model to read.
    Text(String),
    /// An image for the model to look at.
    Image(Bytes),
    /// Anything else.
    Data(Bytes),
}

impl File {
    /// A word on files that are not there.
    fn note(text: String) -> Self {
        Self {
            name: "…".into(),
            uri: String::new(),
            media_type: "text/plain".into(),
            content: Content::Text(text),
        }
    }
}

impl Reply {
    const fn new(text: String) -> Self {
        Self {
            text,
            files: Vec::new(),
            raw: false,
            failure: false,
        }
    }

    /// The reply with files beside its payload. Their texts share what it leaves of [`BUDGET`]; those that find no room are
    /// counted in the last one.
    #[must_use]
    pub fn with_files(self, files: Vec<File>) -> Self {
        let mut left = BUDGET.saturating_sub(self.text.chars().count() + NOTE);
        let mut kept = Vec::with_capacity(files.len());
        let mut missing = 0;
        for mut file in files {
            file.name = cut::shortened(&file.name, LONGEST_NAME).into_owned();
            if let Content::Text(text) = &mut file.content {
                let Some(room) = left.checked_sub(file.name.chars().count() + MARGIN) else {
                    missing += 1;
                    continue;
                };
                *text = beginning(text, room.max(MARGIN));
                left = room.saturating_sub(text.chars().count());
            }
            kept.push(file);
        }
        if missing > 0 {
            kept.push(File::note(format!("{missing} more: ask for fewer at once")));
        }
        Self {
            files: kept,
            ..self
        }
    }

    /// The reply with a note: a member of a payload that is an object, a line in the head of a page, a paragraph before any other text.
    #[must_use]
    pub fn noting(mut self, note: &str) -> Self {
        match serde_json::from_str::<Map<String, Value>>(&self.text) {
            Ok(mut payload) => {
                let said = payload.get("note").and_then(Value::as_str);
                let note = said.map_or_else(|| note.to_owned(), |said| format!("{said}. {note}"));
                payload.insert("note".to_owned(), note.into());
                self.text = cut::whole(&payload).unwrap_or_else(|| cut::fitted(&payload.into()));
            }
            Err(_) => {
                let note = cut::shortened(note, LONGEST_NOTE);
                self.text = match self.text.strip_prefix(PAGE) {
                    Some(head) => format!("{PAGE_NOTED}{note}\nid: {head}"),
                    None => format!("Note: {note}\n\n{}", self.text),
                };
            }
        }
        self
    }

    /// The files beside the payload.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The payload, the files' texts and the sizes of the others: what a command prints.
    pub fn printed(self) -> String {
        self.printed_as(str::to_owned, str::to_owned)
    }

    /// [`Reply::printed`] with the payload in another form.
    pub fn printed_as(
        self,
        form: impl FnOnce(&str) -> String,
        plain: impl Fn(&str) -> String,
    ) -> String {
        let mut text = form(&self.text);
        for File {
            name,
            media_type,
            content,
            ..
        } in &self.files
        {
            text.push_str(&plain(&match content {
                Content::Text(inner) => format!("\n\n{name}:\n{inner}"),
                Content::Image(bytes) | Content::Data(bytes) => {
                    format!("\n\n{name}: {} bytes of {media_type}", bytes.len())
                }
            }));
        }
        text
    }

    /// A payload as compact JSON. If it is over [`BUDGET`], its longest texts are cut, then its longest lists, each with a
    /// note of how much is missing: the shape stays whole.
    ///
    /// # Errors
    /// If the payload cannot be written as JSON.
    pub fn json(payload: &impl Serialize) -> Result<Self> {
        if let Some(text) = cut::whole(payload) {
            return Ok(Self::new(text));
        }
        let payload = serde_json::to_value(payload).map_err(|e| Error::Internal(e.to_string()))?;
        Ok(Self::new(cut::fitted(&payload)))
    }

    /// The report on a batch; one in which nothing succeeded tells a failure, and is as long as any other reply.
    ///
    /// # Errors
    /// As [`Reply::json`].
    pub fn unless_all_failed(report: &impl Serialize, all_failed: bool) -> Result<Self> {
        Ok(Self {
            failure: all_failed,
            ..Self::json(report)?
        })
    }

    /// Whether it tells that nothing of what was asked was done.
    pub const fn is_failure(&self) -> bool {
        self.failure
    }

    /// A list with what a reader needs to go on. Items that would exceed [`BUDGET`] are left to the next page.
    ///
    /// # Errors
    /// If an item cannot be written as JSON.
    pub fn list<T: Serialize>(page: Page<'_, T>) -> Result<Self> {
        Self::list_with(page, Map::new())
    }

    /// [`Reply::list`] with more to be said beside the items.
    ///
    /// # Errors
    /// As [`Reply::list`].
    pub fn list_with<T: Serialize>(page: Page<'_, T>, more: Map<String, Value>) -> Result<Self> {
        let values = page
            .items
            .iter()
            .map(serde_json::to_value)
            .collect::<Result<Vec<_>, _>>();
        let mut items = values.map_err(|e| Error::Internal(e.to_string()))?;
        let shown = fitting(&items);
        items.truncate(shown);
        let next = match shown == page.items.len() {
            true => page.next,
            false => (page.resume)(shown),
        };
        let mut payload = Map::new();
        if let Some(total) = page.total {
            payload.insert("total".into(), total.into());
        }
        payload.insert("shown".into(), shown.into());
        payload.insert(page.name.into(), items.into());
        payload.extend(more);
        match next {
            Some(next) => drop(payload.insert("next".into(), next)),
            None if shown < page.items.len() => {
                let left = page.items.len() - shown;
                let note = format!(
                    "{left} of this page do not fit: begin again with a limit of at most {shown}"
                );
                payload.insert("left_out".into(), note.into());
            }
            None => {}
        }
        Self::json(&payload)
    }

    /// A text as it is, from character `start` on; what exceeds [`BUDGET`] is cut at a line's end, with a note that says
    /// which `start` shows the rest.
    pub fn text(text: &str, start: usize) -> Self {
        Self::text_under("", text, start)
    }

    /// [`Reply::text`] with a heading that does not count as part of the text.
    pub fn text_under(head: &str, text: &str, start: usize) -> Self {
        Self::part_under(head, text, start..usize::MAX)
    }

    /// [`Reply::text_under`] of no more of the text than a part, in characters.
    pub fn part_under(head: &str, text: &str, part: Range<usize>) -> Self {
        let head = cut::shortened(head, LONGEST_HEAD);
        let total = text.chars().count();
        let (start, last) = (part.start, part.end.min(total));
        let room = BUDGET - MARGIN - head.chars().count();
        let rest = text.chars().skip(start).take(last.saturating_sub(start));
        let kept: String = rest.take(room).collect();
        let end = start.min(last) + kept.chars().count();
        if end >= last {
            return Self::new(format!("{head}{kept}"));
        }
        let whole_lines = kept
            .rsplit_once('\n')
            .map_or(kept.as_str(), |(lines, _)| lines);
        let end = start + whole_lines.chars().count();
        Self::new(format!(
            "{head}{whole_lines}\n\n[characters {start} to {end} of {total}; continue with start={end}]"
        ))
    }

    /// Whether a text has room below a heading of the longest kind.
    pub fn has_room_for(text: &str) -> bool {
        text.chars().count() <= BUDGET - MARGIN - LONGEST_HEAD
    }

    /// Reads the final answer of a request into its view and makes the reply of that; an answer that does not fit the view
    /// is handed on as it came, with a warning.
    ///
    /// # Errors
    /// What `make` reports.
    pub fn of<T: DeserializeOwned>(
        answer: Answer,
        make: impl FnOnce(T) -> Result<Self>,
    ) -> Result<Self> {
        match answer.view_or_raw::<T>()? {
            Seen::View(view) => make(view),
            Seen::Raw(raw) => Self::raw(&raw),
        }
    }

    /// An answer as it came, with a warning that it is not what was expected.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn raw(answer: &Value) -> Result<Self> {
        let warned =
            json!({ "warning": "unexpected shape; this is the answer as it came", "raw": answer });
        Ok(Self {
            raw: true,
            ..Self::json(&warned)?
        })
    }

    /// Whether the payload is an answer as it came, in which nothing could be looked at.
    pub const fn is_raw(&self) -> bool {
        self.raw
    }

    /// The payload.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The payload, by value.
    pub fn into_text(self) -> String {
        self.text
    }
}

/// A part of a list.
pub struct Page<'a, T> {
    /// The key under which the items stand.
    pub name: &'a str,
    /// The items of this part.
    pub items: &'a [T],
    /// How many there are in all, if Atlassian says so.
    pub total: Option<u64>,
    /// How to ask for the next part (`{"start_at": 50}` or `{"page_token": "…"}`); none on the last.
    pub next: Option<Value>,
    /// The same if only the first `n` items fit; none if Atlassian has no way to continue there.
    pub resume: &'a dyn Fn(usize) -> Option<Value>,
}

/// How many of the items, from the first on, fit into [`BUDGET`] together; at least one if there is one.
pub fn fitting(items: &[Value]) -> usize {
    let mut used = MARGIN;
    let fits = |item: &&Value| {
        used += item.to_string().len() + 1;
        used <= BUDGET
    };
    items
        .iter()
        .take_while(fits)
        .count()
        .max(1)
        .min(items.len())
}

/// A text, or as much of it as has so many characters, with a note on what is missing.
fn beginning(text: &str, most: usize) -> String {
    let total = text.chars().count();
    if total <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(NOTE)).collect();
    let missing = total - kept.chars().count();
    let note = format!("… [{missing} more characters]");
    kept + &note
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_and_say_so() {
        let reply = Reply::json(
            &json!({ "key": "A-1", "description": "é".repeat(200_000), "summary": "short" }),
        )
        .unwrap();
        assert!(reply.as_str().len() <= BUDGET, "{}", reply.as_str().len());
        let value: Value = serde_json::from_str(reply.as_str()).unwrap();
        assert_eq!(value["summary"], "short");
        assert!(
            value["description"]
                .as_str()
                .unwrap()
                .ends_with("more characters]")
        );
    }

    #[test]
    fn long_lists_are_cut_and_say_so() {
        let commits: Vec<_> = (0..3_000)
            .map(|n| json!({ "id": n, "message": "m".repeat(60) }))
            .collect();
        let reply = Reply::json(
            &json!({ "description": "d".repeat(100_000), "commits": commits, "last": 1 }),
        )
        .unwrap();
        assert!(reply.as_str().len() <= BUDGET, "{}", reply.as_str().len());
        let value: Value = serde_json::from_str(reply.as_str()).unwrap();
        let shown = value["commits"].as_array().unwrap();
        assert_eq!(
            (shown.len(), &shown[800], &value["last"]),
            (801, &json!("… [2200 more]"), &json!(1))
        );
        assert!(
            value["description"]
                .as_str()
                .unwrap()
                .ends_with("… [98800 more characters]")
        );
    }

    #[test]
    fn text_continues_where_it_was_cut() {
        let text = "0123456789\n".repeat(20_000);
        let mut whole = String::new();
        let mut start = 0;
        loop {
            let reply = Reply::text(&text, start).into_text();
            match reply.rsplit_once("\n\n[characters") {
                Some((part, note)) => {
                    whole.push_str(part);
                    start = note
                        .rsplit_once('=')
                        .unwrap()
                        .1
                        .trim_end_matches(']')
                        .parse()
                        .unwrap();
                }
                None => break whole.push_str(&reply),
            }
        }
        assert_eq!(whole, text);
    }

    #[test]
    fn lists_leave_what_does_not_fit_to_the_next_page() {
        let items: Vec<String> = (0..10)
            .map(|n| format!("{n}{}", "x".repeat(20_000)))
            .collect();
        let resume = |n| Some(json!({ "start_at": n }));
        let reply = Reply::list(Page {
            name: "issues",
            items: &items,
            total: Some(10),
            next: None,
            resume: &resume,
        })
        .unwrap();
        let value: Value = serde_json::from_str(reply.as_str()).unwrap();
        assert_eq!(
            (&value["total"], &value["shown"], &value["next"]["start_at"]),
            (&json!(10), &json!(3), &json!(3))
        );
        let reply = Reply::list(Page {
            name: "issues",
            items: &items,
            total: None,
            next: Some(json!({ "page_token": "2" })),
            resume: &|_| None,
        });
        let value: Value = serde_json::from_str(reply.unwrap().as_str()).unwrap();
        assert!(value["next"].is_null());
        let told = "7 of this page do not fit: begin again with a limit of at most 3";
        assert_eq!(value["left_out"], told);
    }
}
