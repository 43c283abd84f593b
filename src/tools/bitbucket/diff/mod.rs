//! Unified diffs as text: read, written, and looked up by line. Pure: nothing here is sent or fetched.
//!
//! Both servers write git's format, Cloud with `a/` and `b/` before the names and Data Center with `src://` and `dst://`, and
//! both may stop in the middle. Nothing in a diff is an error, so that one odd file does not hide the others.

mod names;
mod parse;
mod render;
mod select;
mod spot;

pub use parse::parse;
pub use select::Selection;
pub use spot::{Side, Spot};

#[cfg(test)]
mod tests;

/// What a diff says of one file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FileDiff<'a> {
    /// Its name before; none if it is new.
    pub old: Option<String>,
    /// Its name now; none if it is removed.
    pub new: Option<String>,
    /// Git's lines on modes, renames and copies, as they came.
    notes: Vec<&'a str>,
    /// What changes in it; nothing for a binary file, or if only its name or mode does.
    pub hunks: Vec<Hunk<'a>>,
    /// Whether its contents are no text.
    pub binary: bool,
    /// Whether the diff ends, or goes on with something else, before all is said that was announced.
    pub cut: bool,
}

/// A part of a file that changes, with the lines around it.
#[derive(Debug, PartialEq, Eq)]
pub struct Hunk<'a> {
    /// Its `@@` line.
    header: &'a str,
    /// Its lines.
    pub lines: Vec<Line<'a>>,
}

/// A line of a hunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// What happens to it.
    pub kind: Kind,
    /// Its number before, counted from 1; none if it is added.
    pub old: Option<u64>,
    /// Its number now; none if it is removed.
    pub new: Option<u64>,
    /// The line with the `+`, `-` or blank before it.
    raw: &'a str,
}

/// What happens to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It stays.
    Context,
    /// It is none: git remarks that there is no newline at the end of the file.
    Note,
}

impl FileDiff<'_> {
    /// What the file is called now or, if it is gone, was called.
    pub fn path(&self) -> &str {
        let names = [&self.new, &self.old];
        names
            .into_iter()
            .flatten()
            .next()
            .map_or("", String::as_str)
    }

    /// How many lines are added and removed.
    pub fn counts(&self) -> (u64, u64) {
        let lines = self.hunks.iter().flat_map(|hunk| &hunk.lines);
        lines.fold((0, 0), |(added, removed), line| match line.kind {
            Kind::Added => (added + 1, removed),
            Kind::Removed => (added, removed + 1),
            Kind::Context | Kind::Note => (added, removed),
        })
    }
}

impl<'a> Line<'a> {
    /// The line as the file has it.
    pub fn text(&self) -> &'a str {
        self.raw.get(1..).unwrap_or_default()
    }
}
