//! A diff as a model reads it: the files first, then as many of them whole as fit.

use std::fmt::Write as _;

use crate::reply::BUDGET;
use crate::tools::bitbucket::diff::FileDiff;
use crate::views::bitbucket::ChangedFile;

/// Room for the notes around files and diff, in characters.
const NOTES: usize = 1_500;

/// The most characters of the list of files.
const LIST: usize = 15_000;

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
    /// The text, which fits a reply.
    pub fn written(&self) -> String {
        let mut text = String::new();
        if self.start == 0 {
            let _ = writeln!(text, "{}", self.title);
            self.list(&mut text);
        }
        if !self.note.is_empty() {
            let _ = writeln!(text, "[{}]", self.note);
        }
        let room = BUDGET.saturating_sub(NOTES + text.chars().count());
        let body = self.body(room);
        if !body.is_empty() && !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&body);
        text
    }

    fn list(&self, text: &mut String) {
        let mut left = LIST;
        for (at, (file, diff)) in self.files.iter().enumerate() {
            let line = listed(file, diff.as_ref());
            let Some(rest) = left.checked_sub(line.chars().count() + 1) else {
                let _ = writeln!(
                    text,
                    "… {} more files: narrow with `path`",
                    self.files.len() - at
                );
                return;
            };
            left = rest;
            let _ = writeln!(text, "{line}");
        }
    }

    /// The diff from its line `start` on: whole files while they fit, and of a file that fits no reply what fits.
    fn body(&self, room: usize) -> String {
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
                let name = format!("[{} goes on]", diff.path());
                left = left.saturating_sub(name.chars().count() + 1);
                push(&mut text, &name);
            }
            let size: usize = lines.iter().map(|line| line.chars().count() + 1).sum();
            if size <= left {
                left -= size;
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
                let _ = write!(
                    text,
                    "\n[lines {} to {next} of {at}; continue with start={next}, or name files in `path`]",
                    self.start
                );
            }
            None if self.start > 0 && self.start >= at => {
                let _ = write!(text, "[the diff has {at} lines]");
            }
            None => {}
        }
        text
    }
}

/// Adds as many lines as fit, at least one; gives their number.
fn beginning(lines: &[String], room: usize, text: &mut String) -> usize {
    let mut left = room;
    for (at, line) in lines.iter().enumerate() {
        let length = line.chars().count();
        let line = if length > LONGEST_LINE {
            let shown: String = line.chars().take(LONGEST_LINE).collect();
            format!("{shown}… [{} more characters]", length - LONGEST_LINE)
        } else {
            line.clone()
        };
        match left.checked_sub(line.chars().count() + 1) {
            Some(rest) => left = rest,
            None => return at,
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
    fn next(text: &str) -> Option<usize> {
        let (_, rest) = text.rsplit_once("continue with start=")?;
        rest.split(|c: char| !c.is_ascii_digit())
            .next()?
            .parse()
            .ok()
    }

    #[test]
    fn every_line_comes_once_and_files_are_whole_while_they_fit() {
        let whole = file("a", 300, 100)
            + &file("b", 300, 100)
            + &file("c", 300, 100)
            + &file("d", 3_000, 100)
            + &file("e", 1, 1);
        let (mut start, mut seen, mut replies) = (0, String::new(), 0);
        loop {
            let text = report(&whole, start).written();
            assert!(text.chars().count() <= BUDGET);
            let body = text
                .split_once("diff --git")
                .filter(|_| start == 0)
                .map_or(text.clone(), |(_, body)| format!("diff --git{body}"));
            seen += body.split("\n[lines ").next().unwrap();
            replies += 1;
            match next(&text) {
                Some(next) => assert!(next > start),
                None => break,
            }
            start = next(&text).unwrap();
            if start < 1_300 {
                assert!(report(&whole, start).written().starts_with("diff --git"));
            }
        }
        let said = |line: &&str| !line.is_empty() && !line.starts_with('[');
        assert!(seen.lines().filter(said).eq(whole.lines()));
        assert!(seen.contains("[d goes on]"));
        assert!(replies > 4);
    }

    #[test]
    fn long_lines_and_long_lists_are_cut_and_say_so() {
        let text = report(&file("a", 1, 200_000), 0).written();
        assert!(text.contains("more characters]") && text.chars().count() < BUDGET);
        let many: String = (0..2_000)
            .map(|n| file(&format!("folder/file{n}"), 1, 1))
            .collect();
        let text = report(&many, 0).written();
        assert!(text.contains("more files: narrow with `path`") && text.chars().count() < BUDGET);
        assert_eq!(
            report(&file("a", 1, 1), 99).written(),
            "[the diff has 5 lines]"
        );
    }
}
