//! A diff as a model reads it: the files first, then as many of them whole as fit.

use std::fmt::Write as _;

use crate::budget::{Budget, Room};
use crate::reply::Reply;
use crate::tools::bitbucket::diff::FileDiff;
use crate::views::bitbucket::ChangedFile;

/// Room for the notes around files and diff, in characters.
const NOTES: usize = 1_000;

/// How much of a reply the list of files may take, in hundredths.
const LIST: usize = 20;

/// The longest line of a file that does not fit whole, in characters.
const LONGEST_LINE: usize = 5_000;

/// What a reply is made of.
pub struct Report<'a> {
    /// The files that are asked for, each with its diff as far as there is one.
    pub files: Vec<(ChangedFile, Option<FileDiff<'a>>)>,
    /// What is said before the files.
    pub title: String,
    /// What is to be said of the whole; may be empty.
    pub note: String,
    /// Whether line numbers stand in the margin.
    pub numbered: bool,
    /// The line of the diff to begin with.
    pub start: usize,
}

impl Report<'_> {
    /// The reply: what is to be said of the diff, and below it the diff itself, or as much of it as fits.
    pub fn written(&self) -> Reply {
        let mut head = String::new();
        if self.start == 0 {
            let _ = writeln!(head, "{}", self.title);
            self.list(&mut head);
        }
        if !self.note.is_empty() {
            let _ = writeln!(head, "[{}]", self.note);
        }
        let room = Budget::current().room().after(&head).beside(NOTES);
        let body = self.body(room, &mut head);
        Reply::whole_under(&head, body)
    }

    fn list(&self, text: &mut String) {
        let mut room = Budget::current().percent(LIST).room();
        for (at, (file, diff)) in self.files.iter().enumerate() {
            let line = listed(file, diff.as_ref());
            if !(room.take(&line) && room.take("\n")) {
                let left = self.files.len() - at;
                let _ = writeln!(text, "… {left} more files: narrow with `path`");
                return;
            }
            let _ = writeln!(text, "{line}");
        }
    }

    /// The diff from its line `start` on: whole files while they fit, and of a file that fits no reply what fits. What is to be said of
    /// that goes to the `head`.
    fn body(&self, room: Room, head: &mut String) -> String {
        let (mut text, mut left, mut at) = (String::new(), room, 0);
        let mut next = None;
        let diffs = self.files.iter().filter_map(|(_, diff)| diff.as_ref());
        for diff in diffs {
            let lines = diff.written(self.numbered);
            let begins = at;
            at += lines.len();
            if next.is_some() || at <= self.start {
                continue;
            }
            let skipped = self.start.saturating_sub(begins);
            let lines = lines.get(skipped..).unwrap_or_default();
            if skipped > 0 {
                let _ = writeln!(head, "[{} goes on]", diff.path());
            }
            let mut after = left;
            if lines
                .iter()
                .all(|line| after.take(line) && after.take("\n"))
            {
                left = after;
                lines.iter().for_each(|line| push(&mut text, line));
            } else {
                let some = if text.is_empty() || skipped > 0 {
                    beginning(lines, left, &mut text)
                } else {
                    0
                };
                next = Some(begins + skipped + some);
            }
        }
        match next {
            Some(next) => {
                let _ = writeln!(
                    head,
                    "[lines {} to {next} of {at}; continue with start={next}, or name files in `path`]",
                    self.start
                );
            }
            None if self.start > 0 && self.start >= at => {
                let _ = writeln!(head, "[the diff has {at} lines]");
            }
            None => {}
        }
        text
    }
}

/// Adds as many lines as fit, at least one; gives their number.
fn beginning(lines: &[String], mut room: Room, text: &mut String) -> usize {
    for (at, line) in lines.iter().enumerate() {
        let line = match line.char_indices().nth(LONGEST_LINE) {
            Some((end, _)) => {
                let shown = line.get(..end).unwrap_or_default();
                let missing = line.chars().count() - LONGEST_LINE;
                format!("{shown}… [{missing} more characters]")
            }
            None => line.clone(),
        };
        if !(room.take(&line) && room.take("\n")) && at > 0 {
            return at;
        }
        push(text, &line);
    }
    lines.len()
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The file on a line, with what its diff adds to that.
fn listed(file: &ChangedFile, diff: Option<&FileDiff<'_>>) -> String {
    let mut file = file.clone();
    let Some(diff) = diff else {
        return file.shown() + " (no diff)";
    };
    let changes = file.added.unwrap_or_default() + file.removed.unwrap_or_default();
    if changes > 0 && diff.counts() == (0, 0) && !diff.binary && !file.binary {
        return file.shown() + " (no diff)";
    }
    file.binary |= diff.binary;
    if file.added.is_none() && file.removed.is_none() && !diff.cut {
        let (added, removed) = diff.counts();
        (file.added, file.removed) = (Some(added), Some(removed));
    }
    match diff.cut {
        true => file.shown() + " (cut by Bitbucket)",
        false => file.shown(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::bitbucket::diff::parse;

    fn file(name: &str, lines: usize, length: usize) -> String {
        let added = format!("+{}\n", "x".repeat(length)).repeat(lines);
        format!(
            "diff --git a/{name} b/{name}\n--- a/{name}\n+++ b/{name}\n@@ -0,0 +1,{lines} @@\n{added}"
        )
    }

    fn report<'a>(text: &'a str, start: usize) -> Report<'a> {
        let files = parse(text).into_iter().map(|diff| {
            let file = ChangedFile {
                path: diff.path().to_owned(),
                status: "modified".into(),
                ..ChangedFile::default()
            };
            (file, Some(diff))
        });
        Report {
            files: files.collect(),
            title: "files".into(),
            note: String::new(),
            numbered: false,
            start,
        }
    }

    /// Where it says to go on.
    fn next(head: &str) -> Option<usize> {
        let (_, rest) = head.rsplit_once("continue with start=")?;
        rest.split(|c: char| !c.is_ascii_digit())
            .next()?
            .parse()
            .ok()
    }

    #[test]
    fn every_line_comes_once_and_files_are_whole_while_they_fit() {
        let whole = file("a", 150, 100)
            + &file("b", 150, 100)
            + &file("c", 150, 100)
            + &file("d", 2_000, 100)
            + &file("e", 1, 1);
        let (mut start, mut seen, mut replies, mut went_on) = (0, String::new(), 0, false);
        loop {
            let reply = report(&whole, start).written();
            assert!(Budget::USUAL.holds(&reply.clone().printed()));
            went_on |= reply.head().contains("[d goes on]");
            if start < 600 {
                assert!(reply.as_str().starts_with("diff --git"));
            }
            seen += reply.as_str();
            replies += 1;
            match next(reply.head()) {
                Some(next) => {
                    assert!(next > start);
                    start = next;
                }
                None => break,
            }
        }
        assert!(seen.lines().eq(whole.lines()));
        assert!(went_on && replies > 4);
    }

    #[test]
    fn long_lines_and_long_lists_are_cut_and_say_so() {
        let reply = report(&file("a", 1, 200_000), 0).written();
        assert!(reply.as_str().contains("more characters]"));
        assert!(Budget::USUAL.holds(&reply.printed()));
        let many: String = (0..2_000)
            .map(|n| file(&format!("folder/file{n}"), 1, 1))
            .collect();
        let reply = report(&many, 0).written();
        assert!(reply.head().contains("more files: narrow with `path`"));
        assert!(Budget::USUAL.holds(&reply.printed()));
        let reply = report(&file("a", 1, 1), 99).written();
        assert_eq!(
            (reply.head(), reply.as_str()),
            ("[the diff has 5 lines]", "")
        );
    }
}
