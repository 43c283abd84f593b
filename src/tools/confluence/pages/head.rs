//! The head of a page's text: what is known of the page, a line a fact, between two lines of `---`. Sent back with the text it says
//! which page and which version that is a change of.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::document::{Document, Event};
use crate::views::confluence::{Ancestor, Attachment, Listed, Space};
use crate::views::jira::when;

/// What a head begins and ends with.
const FENCE: &str = "---";
/// The longest line of a list, in bytes.
const LONGEST_LIST: usize = 1_500;

/// The line of a text that is too long to be shown whole, and those of its headings.
const SHOWN: &str = "shown";
const HEADING: &str = "heading";

/// What a head that was sent back says.
#[derive(Debug, PartialEq, Eq)]
pub struct Head {
    /// The page's id.
    pub id: String,
    /// The version that was read.
    pub version: i64,
    /// Whether the text was shown in parts, so that what follows the head may be one of them.
    pub in_parts: bool,
}

/// The head of a document, with the names of people by id.
pub fn of(
    document: &Document,
    space: &Space,
    names: &HashMap<String, String>,
    url: &str,
) -> String {
    let mut head = format!("{FENCE}\n");
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            let value = value.replace(['\n', '\r'], " ");
            // Writing to a string cannot fail.
            let _ = writeln!(head, "{name}: {value}");
        }
    };
    line("id", &document.id);
    line("version", &document.version.to_string());
    line("title", &document.title);
    if document.kind != crate::args::ContentKind::Page {
        line("type", document.kind.name());
    }
    if document.is_live {
        line("type", "live doc");
    }
    if !matches!(document.status.as_str(), "" | "current") {
        line("status", &document.status);
    }
    line("space", &named(&space.key, &space.name));
    match &document.above {
        Some(above) => line("above", &path(above)),
        None => line("above", document.parent.as_deref().unwrap_or("not known")),
    }
    line("created", &told(&document.created, names));
    if document.version > 1 {
        line("updated", &told(&document.saved, names));
    }
    line("labels", &list(document.labels.iter().cloned(), 0));
    match &document.files {
        Some(files) => line("attachments", &attachments(files)),
        None => line("attachments", "not known"),
    }
    line("url", url);
    head.push_str(FENCE);
    head.push_str("\n\n");
    head
}

/// The head of a text that is shown in parts, with its headings and what is below each in characters.
pub fn in_parts(head: &str, outline: &str) -> String {
    let lines = head.trim_end().trim_end_matches(FENCE);
    let mut head = format!(
        "{lines}{SHOWN}: in parts. Read on by `section` (a heading) or `start`, and change it by `edits`\n"
    );
    for heading in outline.lines() {
        // Writing to a string cannot fail.
        let _ = writeln!(head, "{HEADING}: {heading}");
    }
    head + FENCE + "\n\n"
}

/// Takes the head off a text that begins with one.
pub fn split(text: &str) -> Option<(Head, &str)> {
    let rest = text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']);
    let rest = rest.strip_prefix(FENCE)?;
    let rest = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix('\n'))?;
    let (mut id, mut version, mut in_parts, mut taken) = (None, None, false, 0);
    for line in rest.split_inclusive('\n') {
        taken += line.len();
        let line = line.trim_end();
        if line == FENCE {
            let body = rest.get(taken..).unwrap_or_default();
            let head = Head {
                id: id?,
                version: version?,
                in_parts,
            };
            return Some((head, body.trim_start_matches(['\n', '\r'])));
        }
        let (name, value) = line.split_once(": ")?;
        match name {
            "id" => id = Some(value.trim().to_owned()),
            "version" => version = value.trim().parse().ok(),
            SHOWN => in_parts = true,
            _ => {}
        }
    }
    None
}

fn named(key: &str, name: &str) -> String {
    match name {
        "" => key.to_owned(),
        name => format!("{key} ({name})"),
    }
}

fn path(above: &[Ancestor]) -> String {
    let shown: Vec<_> = above
        .iter()
        .map(|one| match (one.title.as_str(), one.kind.as_str()) {
            ("", "" | "page") => one.id.clone(),
            ("", kind) => format!("{kind} {}", one.id),
            (title, "" | "page") => format!("{title} ({})", one.id),
            (title, kind) => format!("{title} ({kind} {})", one.id),
        })
        .collect();
    shown.join(" / ")
}

fn told(event: &Event, names: &HashMap<String, String>) -> String {
    let at = event.at.as_deref().map(when).unwrap_or_default();
    let by = event.by.as_ref().map(|user| {
        let name = names.get(user.id()).map(String::as_str);
        name.unwrap_or_else(|| user.label())
    });
    match by.filter(|by| !by.is_empty()) {
        Some(by) => format!("{at} by {by}").trim_start().to_owned(),
        None => at,
    }
}

fn attachments(files: &Listed<Attachment>) -> String {
    let shown = files.results.iter().map(|file| {
        let size = file.file_size().map(size);
        let about: Vec<_> = [file.media_type().map(str::to_owned), size]
            .into_iter()
            .flatten()
            .collect();
        match about.is_empty() {
            true => file.title.clone(),
            false => format!("{} ({})", file.title, about.join(", ")),
        }
    });
    let more = usize::from(files.links.next.is_some());
    list(shown, more)
}

/// Items by comma, as many as fit, with a word on the rest.
fn list(items: impl Iterator<Item = String>, more: usize) -> String {
    let mut items = items.peekable();
    let mut out = String::new();
    while let Some(item) = items.next_if(|item| out.len() + item.len() < LONGEST_LIST) {
        let comma = if out.is_empty() { "" } else { ", " };
        out.push_str(comma);
        out.push_str(&item);
    }
    match (items.count(), more) {
        (0, 0) => out,
        (0, _) => out + " and more",
        (left, 0) => format!("{out} and {left} more"),
        (left, _) => format!("{out} and at least {left} more"),
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KiB", bytes.div_ceil(1024)),
        _ => format!("{} MiB", bytes.div_ceil(1_048_576)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_says_that_the_text_was_shown_in_parts() {
        let head = in_parts("---\nid: 7\nversion: 3\n---\n\n", "One (3)\n  Two: x (1)\n");
        let (head, text) = split(&head).unwrap();
        assert!(head.in_parts && text.is_empty());
    }

    #[test]
    fn heads_are_taken_off() {
        let head = |version| Head {
            id: "7".into(),
            version,
            in_parts: false,
        };
        for (text, expected) in [
            (
                "---\nid: 7\nversion: 3\ntitle: a: b\n---\n\nText\n",
                Some((head(3), "Text\n")),
            ),
            (
                "\n---\r\nid: 7\r\nversion: 12\r\n---\r\n\r\nText",
                Some((head(12), "Text")),
            ),
            ("---\nid: 7\nversion: 3\n---", Some((head(3), ""))),
            ("---\nid: 7\n---\n\nText", None),
            ("---\nid: 7\nversion: x\n---\n\nText", None),
            ("---\n\nid: 7\nversion: 3\n---\n", None),
            ("---\nid: 7\nversion: 3\n", None),
            ("Text\n---\nid: 7\nversion: 3\n---\n", None),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn long_lists_say_what_is_missing() {
        let items = |count| (0..count).map(|_| "x".repeat(500));
        assert!(list(items(10), 0).ends_with("x and 8 more"));
        assert!(list(items(10), 1).ends_with("x and at least 8 more"));
        assert!(list(items(1), 1).ends_with("x and more"));
        assert_eq!(list(std::iter::empty(), 0), "");
    }
}
