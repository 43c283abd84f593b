//! `edits`: pieces of a text's Markdown with what takes their place.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// How much is shown around a place, in characters.
const AROUND: usize = 40;
/// The most places that are shown.
const SHOWN: usize = 5;

/// A text to be put in the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// What is there, exactly and once.
    pub find: String,
    /// What shall be there.
    pub replace: String,
}

impl Replacement {
    /// Reads one of `edits`; `more` says what may stand beside, which was taken out before.
    ///
    /// # Errors
    /// [`Error::Arguments`] for one without `find` or `replace`, or with anything else.
    pub fn read(edit: Map<String, Value>, more: &str) -> Result<Self> {
        let shown = Value::Object(edit);
        let read = Self::deserialize(&shown).ok();
        read.filter(|edit| !edit.find.is_empty()).ok_or_else(|| {
            Error::Arguments(format!(
                "each of `edits` is {{\"find\": \"text that is there\", \"replace\": \"text\"}}{more}; got {shown}"
            ))
        })
    }
}

/// Markdown in which something is replaced, as errors speak of it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What it is the Markdown of.
    pub name: &'a str,
    /// The tool that shows it.
    pub shown_by: &'a str,
}

impl Subject<'_> {
    /// The Markdown with all replacements made.
    ///
    /// # Errors
    /// [`Error::Arguments`] for one whose text is not there, or is there more than once, with the places.
    pub fn edited(self, markdown: &str, edits: &[Replacement]) -> Result<String> {
        let mut places = Vec::with_capacity(edits.len());
        for edit in edits {
            places.push((self.place(markdown, &edit.find)?, edit));
        }
        places.sort_by_key(|(at, _)| *at);
        let mut out = String::with_capacity(markdown.len());
        let mut from = 0;
        for (at, edit) in places {
            let between = markdown.get(from..at).ok_or_else(|| {
                Error::Arguments(format!(
                    "two of `edits` change the same place of {}, at \"{}\"; make them one",
                    self.name, edit.find
                ))
            })?;
            out.push_str(between);
            out.push_str(&edit.replace);
            from = at + edit.find.len();
        }
        out.push_str(markdown.get(from..).unwrap_or_default());
        Ok(out)
    }

    /// Where a text stands, if it stands there once.
    fn place(self, markdown: &str, find: &str) -> Result<usize> {
        let places: Vec<usize> = markdown.match_indices(find).map(|(at, _)| at).collect();
        match places.as_slice() {
            [only] => Ok(*only),
            [] => Err(Error::Arguments(format!(
                "\"{find}\" is not in the Markdown of {}, so nothing was changed; copy it exactly from what {} shows{}",
                self.name,
                self.shown_by,
                nearest(markdown, find)
            ))),
            _ => {
                let shown = places
                    .iter()
                    .take(SHOWN)
                    .map(|at| around(markdown, *at, find.len()));
                Err(Error::Arguments(format!(
                    "\"{find}\" is {} times in the Markdown of {}, so nothing was changed; take in more of what is around one of them: {}",
                    places.len(),
                    self.name,
                    shown.collect::<Vec<_>>().join("; ")
                )))
            }
        }
    }
}

/// A place with what is around it.
fn around(markdown: &str, at: usize, length: usize) -> String {
    let (before, rest) = markdown.split_at_checked(at).unwrap_or_default();
    let (found, after) = rest.split_at_checked(length).unwrap_or_default();
    let start = before.char_indices().rev().nth(AROUND - 1);
    let end = after.char_indices().nth(AROUND);
    let shown = [
        start.map_or(before, |(at, _)| before.get(at..).unwrap_or_default()),
        found,
        end.map_or(after, |(at, _)| after.get(..at).unwrap_or_default()),
    ];
    format!("\"{}\"", shown.concat().replace('\n', "\\n"))
}

/// The line that has the most words of a text, if one has any.
fn nearest(markdown: &str, find: &str) -> String {
    let words: HashSet<&str> = find.split_whitespace().collect();
    let common = |line: &&str| {
        let known = line.split_whitespace().filter(|word| words.contains(word));
        known.count()
    };
    let best = markdown
        .lines()
        .max_by_key(common)
        .filter(|line| common(line) > 0);
    best.map_or_else(String::new, |line| {
        format!(". The nearest line is \"{line}\"")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUBJECT: Subject<'_> = Subject {
        name: "it",
        shown_by: "a_tool",
    };

    fn edit(find: &str, replace: &str) -> Replacement {
        Replacement {
            find: find.into(),
            replace: replace.into(),
        }
    }

    #[test]
    fn all_replacements_are_made_or_none() {
        let text = "one two three two";
        let made = SUBJECT.edited(text, &[edit("three", "3"), edit("one", "1")]);
        assert_eq!(made.unwrap(), "1 two 3 two");
        for (edits, said) in [
            (vec![edit("one", "1"), edit("two", "2")], "2 times"),
            (vec![edit("four", "")], "is not in"),
            (
                vec![edit("one two", ""), edit("two three", "")],
                "the same place",
            ),
        ] {
            let error = SUBJECT.edited(text, &edits).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn places_are_shown_with_what_is_around_them() {
        let text = format!("{}ä x {}", "b".repeat(60), "c".repeat(60));
        let shown = around(&text, text.find('x').unwrap(), 1);
        let (before, after) = ("b".repeat(38), "c".repeat(39));
        assert_eq!(shown, format!("\"{before}ä x {after}\""));
    }
}
