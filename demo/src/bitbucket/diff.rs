//! Differences between two file trees, as git writes them.

use diffy::{DiffOptions, Hunk, Line, Patch, PatchFormatter, create_patch};
use serde_json::{Value, json};

use super::{data_center::path, model::Tree};
use crate::{Flavour, people::hex};

/// A file that differs.
pub(super) struct Difference<'a> {
    pub(super) path: &'a str,
    /// What it was called, if it was renamed.
    pub(super) from: Option<&'a str>,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

impl<'a> Difference<'a> {
    /// `ADD`, `DELETE`, `MOVE` or `MODIFY`.
    pub(super) fn kind(&self) -> &'static str {
        match (self.old, self.new) {
            (None, _) => "ADD",
            (_, None) => "DELETE",
            _ if self.from.is_some() => "MOVE",
            _ => "MODIFY",
        }
    }

    /// What it was called before; none if it is new.
    pub(super) fn old_name(&self) -> Option<&'a str> {
        self.old.map(|_| self.from.unwrap_or(self.path))
    }

    /// What it is called now; none if it is gone.
    pub(super) fn new_name(&self) -> Option<&'a str> {
        self.new.map(|_| self.path)
    }

    /// Both names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.old_name().into_iter().chain(self.new_name())
    }

    /// Whether anything but white space differs.
    pub(super) fn is_more_than_blanks(&self) -> bool {
        let dense = |text: Option<&str>| {
            text.unwrap_or_default()
                .split_whitespace()
                .collect::<String>()
        };
        dense(self.old) != dense(self.new)
    }

    /// What happens to a line, by its number on either side: `ADDED`, `REMOVED` or `CONTEXT`; none if there is no such line.
    pub(super) fn line_kind(&self, old_side: bool, number: u64) -> Option<&'static str> {
        let patch = self.patch(usize::MAX);
        let lines = patch.hunks().iter().flat_map(Hunk::lines);
        let elsewhere = if old_side { "ADDED" } else { "REMOVED" };
        let mut here = lines.map(kind).filter(|kind| *kind != elsewhere);
        here.nth(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// Lines added and removed.
    pub(super) fn counts(&self) -> (usize, usize) {
        let patch = self.patch(0);
        let lines = || patch.hunks().iter().flat_map(Hunk::lines).map(kind);
        let count = |wanted| lines().filter(|kind| *kind == wanted).count();
        (count("ADDED"), count("REMOVED"))
    }

    /// What becomes of the old lines, and as many around as are wanted.
    fn patch(&self, context: usize) -> Patch<'_, str> {
        let (old, new) = (self.old.unwrap_or_default(), self.new.unwrap_or_default());
        DiffOptions::new()
            .set_context_len(context)
            .create_patch(old, new)
    }

    /// The file's part of a unified diff; Data Center prefixes paths with `src://` and `dst://`.
    pub(super) fn unified(&self, flavour: Flavour, context: usize) -> String {
        let (from, to) = match flavour {
            Flavour::Cloud => ("a/", "b/"),
            Flavour::DataCenter => ("src://", "dst://"),
        };
        let (path, before) = (self.path, self.from.unwrap_or(self.path));
        let blob = |content: Option<&str>| {
            content.map_or_else(|| "0".repeat(10), |content| hex(content, 10))
        };
        let mode = match self.kind() {
            "ADD" => "new file mode 100644\n".to_owned(),
            "DELETE" => "deleted file mode 100644\n".to_owned(),
            "MOVE" => format!("similarity index 80%\nrename from {before}\nrename to {path}\n"),
            _ => String::new(),
        };
        let side = |name: Option<&str>, prefix: &str| {
            name.map_or_else(|| "/dev/null".to_owned(), |name| format!("{prefix}{name}"))
        };
        let patch = self.patch(context);
        // As git does, with the blank that stands before each line of context.
        let as_git = PatchFormatter::new().suppress_blank_empty(false);
        let patch = as_git.fmt_patch(&patch).to_string();
        let hunks = patch.splitn(3, '\n').nth(2).unwrap_or_default();
        format!(
            "diff --git {from}{before} {to}{path}\n{mode}index {}..{}\n--- {}\n+++ {}\n{hunks}",
            blob(self.old),
            blob(self.new),
            side(self.old_name(), from),
            side(self.new_name(), to),
        )
    }
}

/// How many lines of a hunk JSON has before it is cut.
const LONGEST_HUNK: usize = 500;

/// How many lines around a change JSON shows.
const CONTEXT: usize = 3;

impl Difference<'_> {
    /// The file in the JSON form of Data Center.
    pub(super) fn json(&self) -> Value {
        let patch = self.patch(CONTEXT);
        let hunks: Vec<Value> = patch.hunks().iter().map(hunk).collect();
        json!({"source": self.old_name().map(path), "destination": self.new_name().map(path), "hunks": hunks, "truncated": false})
    }
}

fn hunk(hunk: &Hunk<'_, str>) -> Value {
    let (old, new) = (hunk.old_range(), hunk.new_range());
    let segments = hunk.lines().iter().take(LONGEST_HUNK).map(|line| {
        let shown = json!({"line": text(line).trim_end_matches('\n'), "truncated": false});
        json!({"type": kind(line), "lines": [shown], "truncated": false})
    });
    json!({
        "sourceLine": old.start(), "sourceSpan": old.len(), "destinationLine": new.start(), "destinationSpan": new.len(),
        "segments": segments.collect::<Vec<_>>(), "truncated": hunk.lines().len() > LONGEST_HUNK,
    })
}

fn kind(line: &Line<'_, str>) -> &'static str {
    match line {
        Line::Insert(_) => "ADDED",
        Line::Delete(_) => "REMOVED",
        Line::Context(_) => "CONTEXT",
    }
}

fn text<'a>(line: &Line<'a, str>) -> &'a str {
    match line {
        Line::Insert(text) | Line::Delete(text) | Line::Context(text) => text,
    }
}

/// The files that differ, by path.
pub(super) fn between<'a>(old: &Tree<'a>, new: &Tree<'a>) -> Vec<Difference<'a>> {
    let mut paths: Vec<&str> = old.keys().chain(new.keys()).copied().collect();
    paths.sort_unstable();
    paths.dedup();
    let pairs = paths.into_iter().map(|path| Difference {
        path,
        from: None,
        old: old.get(path).copied(),
        new: new.get(path).copied(),
    });
    renamed(pairs.filter(|pair| pair.old != pair.new).collect())
}

/// A file that is gone and one that is new are one that was renamed if they are much alike.
fn renamed(mut files: Vec<Difference<'_>>) -> Vec<Difference<'_>> {
    let alike = |gone: &Difference<'_>, new: &Difference<'_>| {
        let (Some(old), Some(new)) = (gone.old, new.new) else {
            return false;
        };
        gone.new.is_none() && likeness(old, new) > 0.6
    };
    for at in 0..files.len() {
        let Some(new) = files.get(at).filter(|file| file.old.is_none()) else {
            continue;
        };
        let found = files.iter().position(|gone| alike(gone, new));
        let gone = found
            .and_then(|found| files.get(found))
            .map(|gone| (gone.path, gone.old));
        if let (Some((path, old)), Some(file)) = (gone, files.get_mut(at)) {
            (file.from, file.old) = (Some(path), old);
        }
    }
    let moved: Vec<&str> = files.iter().filter_map(|file| file.from).collect();
    files.retain(|file| file.new.is_some() || !moved.contains(&file.path));
    files
}

/// How much of the lines of two texts is in both, from 0 to 1.
fn likeness(old: &str, new: &str) -> f64 {
    let all = old.lines().count() + new.lines().count();
    let patch = create_patch(old, new);
    let lines = patch.hunks().iter().flat_map(Hunk::lines);
    let changed = lines.filter(|line| kind(line) != "CONTEXT").count();
    1.0 - changed as f64 / all.max(1) as f64
}
