//! Writing a diff, alike for both servers.

use super::{FileDiff, Kind, Line, names};

impl FileDiff<'_> {
    /// The file's part of the diff, a text a line: as git writes it, without the hashes. `numbered` puts the old and the new
    /// number before each line.
    pub fn written(&self, numbered: bool) -> Vec<String> {
        let name = |name: &Option<String>, prefix| {
            let name = name.as_ref();
            name.map_or_else(
                || "/dev/null".to_owned(),
                |name| names::written(prefix, name),
            )
        };
        let (old, new) = (
            self.old.as_ref().or(self.new.as_ref()),
            self.new.as_ref().or(self.old.as_ref()),
        );
        let mut lines = vec![format!(
            "diff --git {} {}",
            names::written("a/", old.map_or("", String::as_str)),
            names::written("b/", new.map_or("", String::as_str))
        )];
        lines.extend(self.notes.iter().map(|note| (*note).to_owned()));
        if self.binary {
            lines.push("Binary files differ".to_owned());
        }
        if !self.hunks.is_empty() {
            lines.push(format!("--- {}", name(&self.old, "a/")));
            lines.push(format!("+++ {}", name(&self.new, "b/")));
        }
        let width = if numbered { self.width() } else { 0 };
        for hunk in &self.hunks {
            lines.push(hunk.header.to_owned());
            lines.extend(hunk.lines.iter().map(|line| line.written(width)));
        }
        if self.cut {
            lines.push("[Bitbucket cut the diff of this file here]".to_owned());
        }
        lines
    }

    /// How many digits the highest line number has.
    fn width(&self) -> usize {
        let lines = self.hunks.iter().flat_map(|hunk| &hunk.lines);
        let highest = lines.flat_map(|line| [line.old, line.new]).flatten().max();
        highest.map_or(0, |highest| highest.to_string().len())
    }
}

impl Line<'_> {
    /// The line, with its numbers before it if they have a width.
    fn written(&self, width: usize) -> String {
        if width == 0 || self.kind == Kind::Note {
            return self.raw.to_owned();
        }
        let number =
            |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
        format!(
            "{:>width$} {:>width$} {}",
            number(self.old),
            number(self.new),
            self.raw
        )
    }
}
