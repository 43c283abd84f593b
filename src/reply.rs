//! What a tool answers: its payload once, as compact JSON or as text, within a size a model can take.

mod cut;
mod files;
mod list;
mod structured;
mod text;

use std::borrow::Cow;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

pub use self::files::{Content, File};
pub use self::list::{Filling, Page, fitting};
use crate::budget::{Budget, Room};
use crate::error::{Error, Result};
use crate::http::{Answer, Seen};

/// Room that is kept for what is said around a cut payload, in characters.
const MARGIN: usize = 400;

/// How a head ends whose lines are facts.
const FENCE: &str = "\n---";

/// Room that is kept for notes on a text, in characters.
const NOTES: usize = 1_000;

/// What a note on a text may take: less than [`NOTES`], with what is said of the text's length.
const NOTE: Budget = Budget {
    tokens: 300,
    characters: 900,
};

/// A finished answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    head: String,
    text: String,
    files: Vec<File>,
    form: Form,
    budget: Budget,
    failure: bool,
}

/// What a payload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// JSON of ours.
    Json,
    /// An answer as it came, within JSON of ours.
    Raw,
    /// Text.
    Text,
}

impl Reply {
    fn new(text: String) -> Self {
        Self {
            head: String::new(),
            text,
            files: Vec::new(),
            form: Form::Text,
            budget: Budget::current(),
            failure: false,
        }
    }

    /// The reply with a note: a member of a payload that is an object, a line of what is said of any other.
    #[must_use]
    pub fn noting(mut self, note: &str) -> Self {
        let object = match self.form {
            Form::Text => None,
            Form::Json | Form::Raw => serde_json::from_str::<Map<String, Value>>(&self.text).ok(),
        };
        match object {
            Some(mut payload) => {
                let said = payload.get("note").and_then(Value::as_str);
                let note = said.map_or_else(|| note.to_owned(), |said| format!("{said}. {note}"));
                payload.insert("note".to_owned(), note.into());
                // A map of values can always be written.
                self.text = cut::fitted(&payload, self.budget).unwrap_or(self.text);
            }
            None => {
                let note = NOTE.room().beginning(note).replace('\n', " ");
                self.head = match self.head.strip_suffix(FENCE) {
                    // Behind the fence, whoever sends head and text back would write it into the text.
                    Some(lines) => format!("{lines}\nnote: {note}{FENCE}"),
                    None => format!("{}\n{note}", self.head).trim_start().to_owned(),
                };
            }
        }
        self
    }

    /// The reply with its texts as `shown` gives them.
    #[must_use]
    pub fn with_texts(mut self, shown: impl Fn(&str) -> Cow<'_, str>) -> Self {
        let files = self.files.iter_mut().map(|file| &mut file.content);
        let inner = files.filter_map(|content| match content {
            Content::Text(text) => Some(text),
            Content::Image(_) | Content::Data(_) => None,
        });
        for text in inner.chain([&mut self.head, &mut self.text]) {
            if let Cow::Owned(changed) = shown(text) {
                *text = changed;
            }
        }
        self
    }

    /// What its budget has left beside the payload.
    fn left(&self) -> Room {
        self.budget.room().after(&self.head).after(&self.text)
    }

    /// All of it as text, with the sizes of files that are none: what a command prints.
    pub fn printed(self) -> String {
        self.printed_as(str::to_owned, str::to_owned)
    }

    /// [`Reply::printed`] with the payload in another form.
    pub fn printed_as(
        self,
        form: impl FnOnce(&str) -> String,
        plain: impl Fn(&str) -> String,
    ) -> String {
        let payload = match self.head.is_empty() {
            true => form(&self.text),
            false => form(&format!("{}\n\n{}", self.head, self.text)),
        };
        let files = self.files.iter().map(|file| {
            let name = &file.name;
            plain(&match &file.content {
                Content::Text(inner) => format!("\n\n{name}:\n{inner}"),
                Content::Image(bytes) | Content::Data(bytes) => {
                    format!("\n\n{name}: {} bytes of {}", bytes.len(), file.media_type)
                }
            })
        });
        std::iter::once(payload).chain(files).collect()
    }

    /// A payload as compact JSON. If it is over the [`Budget`], its longest texts are cut, then its longest lists, each with a
    /// note of how much is missing: the shape stays whole.
    ///
    /// # Errors
    /// If the payload cannot be written as JSON.
    pub fn json(payload: &impl Serialize) -> Result<Self> {
        let text = cut::fitted(payload, Budget::current());
        let text = text.map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Self {
            form: Form::Json,
            ..Self::new(text)
        })
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
            form: Form::Raw,
            ..Self::json(&warned)?
        })
    }

    /// Whether the payload is an answer as it came, in which nothing could be looked at.
    pub fn is_raw(&self) -> bool {
        self.form == Form::Raw
    }

    /// What is said of a payload that is text; empty if there is nothing to say.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The payload.
    pub fn as_str(&self) -> &str {
        &self.text
    }
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
        assert!(
            Budget::USUAL.holds(reply.as_str()),
            "{}",
            reply.as_str().len()
        );
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
        assert!(
            Budget::USUAL.holds(reply.as_str()),
            "{}",
            reply.as_str().len()
        );
        let value: Value = serde_json::from_str(reply.as_str()).unwrap();
        let shown = value["commits"].as_array().unwrap();
        assert_eq!(
            (shown.len(), &shown[400], &value["last"]),
            (401, &json!({ "…": "[2600 more]" }), &json!(1))
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
            let reply = Reply::text(&text, start);
            whole.push_str(reply.as_str());
            match reply.head().rsplit_once('=') {
                Some((_, next)) => start = next.trim_end_matches(']').parse().unwrap(),
                None => break,
            }
        }
        assert_eq!(whole, text);
    }

    /// Whatever is left of the room by the last item that fits: what else is said of the list takes nothing off it.
    #[test]
    fn what_is_said_of_a_list_costs_it_no_item() {
        let more = Map::from_iter([("people".to_owned(), "p".repeat(3_000).into())]);
        for length in 300..420 {
            let items: Vec<_> = (0..300)
                .map(|_| json!({ "t": "x".repeat(length) }))
                .collect();
            let page = Page {
                name: "items",
                items: &items,
                total: Some(300),
                next: None,
                resume: &|n| Some(json!({ "start_at": n })),
            };
            let reply = Reply::list_with(page, more.clone()).unwrap();
            let value: Value = serde_json::from_str(reply.as_str()).unwrap();
            let shown = value["items"].as_array().unwrap();
            assert!(shown.iter().all(|item| item.get("t").is_some()), "{length}");
            assert_eq!(value["next"]["start_at"], shown.len(), "{length}");
        }
    }

    #[test]
    fn lists_leave_what_does_not_fit_to_the_next_page() {
        let items: Vec<String> = (0..10)
            .map(|n| format!("{n}{}", "x".repeat(15_000)))
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
