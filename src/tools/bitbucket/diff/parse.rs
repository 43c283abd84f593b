//! Reading a diff. What a hunk's first line announces is taken as its lines and nothing else, so that a changed line that looks
//! like a header is still a line.

use std::iter::Peekable;
use std::str::Split;

use super::{FileDiff, Hunk, Kind, Line, names};

type Lines<'a> = Peekable<Split<'a, char>>;

/// The files of a diff. What stands before the first is passed over.
pub fn parse(text: &str) -> Vec<FileDiff<'_>> {
    let mut files: Vec<FileDiff<'_>> = Vec::new();
    let mut lines = text
        .strip_suffix('\n')
        .unwrap_or(text)
        .split('\n')
        .peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("diff --") {
            let mut file = FileDiff::default();
            if let Some((old, new)) = names::of_header(line) {
                (file.old, file.new) = (Some(old), Some(new));
            }
            files.push(file);
        } else if begins_file(line, &mut lines, files.last()) {
            let mut file = FileDiff::default();
            file.read(line);
            files.push(file);
        } else if let Some(file) = files.last_mut() {
            match Range::read(line) {
                Some(range) => file.read_hunk(line, range, &mut lines),
                None => file.read(line),
            }
        }
    }
    files
}

/// Whether a `---` line begins a file that no `diff --git` line announced.
fn begins_file(line: &str, lines: &mut Lines<'_>, last: Option<&FileDiff<'_>>) -> bool {
    line.starts_with("--- ")
        && lines.peek().is_some_and(|next| next.starts_with("+++ "))
        && last.is_none_or(|file| !file.hunks.is_empty())
}

impl<'a> FileDiff<'a> {
    /// Takes in a line before the hunks.
    fn read(&mut self, line: &'a str) {
        if !self.hunks.is_empty() {
            return;
        }
        if let Some(name) = line.strip_prefix("--- ") {
            self.old = names::of_old(name);
        } else if let Some(name) = line.strip_prefix("+++ ") {
            self.new = names::of_new(name);
        } else if line.starts_with("Binary files ") || line.starts_with("GIT binary patch") {
            self.binary = true;
        } else {
            self.read_note(line.trim_end_matches('\r'));
        }
    }

    fn read_note(&mut self, line: &'a str) {
        let named = |verb: &str| line.strip_prefix(verb).map(names::plain);
        if let Some(name) = named("rename from ").or_else(|| named("copy from ")) {
            self.old = Some(name);
        } else if let Some(name) = named("rename to ").or_else(|| named("copy to ")) {
            self.new = Some(name);
        } else if line.starts_with("new file mode ") {
            self.old = None;
        } else if line.starts_with("deleted file mode ") {
            self.new = None;
        } else if !["old mode ", "new mode ", "similarity index "]
            .iter()
            .any(|note| line.starts_with(note))
        {
            return;
        }
        self.notes.push(line);
    }

    fn read_hunk(&mut self, header: &'a str, range: Range, lines: &mut Lines<'a>) {
        let mut left = range;
        let mut hunk = Hunk {
            header: header.trim_end_matches('\r'),
            lines: Vec::new(),
        };
        while let Some(line) = lines.peek().copied().and_then(|raw| left.take(raw)) {
            lines.next();
            hunk.lines.push(line);
        }
        self.cut |= left.old_left > 0 || left.new_left > 0;
        self.hunks.push(hunk);
    }
}

/// Where a hunk is, and how many lines of it are still to come.
struct Range {
    old: u64,
    old_left: u64,
    new: u64,
    new_left: u64,
}

impl Range {
    /// Reads `@@ -1,3 +1,4 @@ …`.
    fn read(line: &str) -> Option<Self> {
        let (ranges, _) = line.strip_prefix("@@ -")?.split_once(" @@")?;
        let (old, new) = ranges.split_once(" +")?;
        let side = |text: &str| -> Option<(u64, u64)> {
            let (start, count) = text.split_once(',').unwrap_or((text, "1"));
            Some((start.parse().ok()?, count.parse().ok()?))
        };
        let ((old, old_left), (new, new_left)) = (side(old)?, side(new)?);
        Some(Self {
            old,
            old_left,
            new,
            new_left,
        })
    }

    /// The next line, if the raw one is it.
    fn take<'a>(&mut self, raw: &'a str) -> Option<Line<'a>> {
        let kind = match raw.as_bytes().first() {
            Some(b'\\') => Kind::Note,
            Some(b'+') if self.new_left > 0 => Kind::Added,
            Some(b'-') if self.old_left > 0 => Kind::Removed,
            // Some programs take the blank off an empty line.
            Some(b' ' | b'\r') | None if self.new_left > 0 && self.old_left > 0 => Kind::Context,
            _ => return None,
        };
        let old = matches!(kind, Kind::Removed | Kind::Context)
            .then(|| next(&mut self.old, &mut self.old_left));
        let new = matches!(kind, Kind::Added | Kind::Context)
            .then(|| next(&mut self.new, &mut self.new_left));
        Some(Line {
            kind,
            old,
            new,
            raw,
        })
    }
}

/// Counts a line; gives its number.
const fn next(number: &mut u64, left: &mut u64) -> u64 {
    let this = *number;
    *number = this.saturating_add(1);
    *left = left.saturating_sub(1);
    this
}
