//! Differences between two file trees, as git writes them.

use similar::{ChangeTag, TextDiff};

use super::model::Tree;
use crate::{Flavour, people::hex};

/// A file that differs.
pub(super) struct Difference<'a> {
    pub(super) path: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

impl Difference<'_> {
    /// `ADD`, `DELETE` or `MODIFY`.
    pub(super) fn kind(&self) -> &'static str {
        match (self.old, self.new) {
            (None, _) => "ADD",
            (_, None) => "DELETE",
            _ => "MODIFY",
        }
    }

    /// Lines added and removed.
    pub(super) fn counts(&self) -> (usize, usize) {
        let diff = TextDiff::from_lines(self.old.unwrap_or_default(), self.new.unwrap_or_default());
        let count = |tag: ChangeTag| {
            diff.iter_all_changes()
                .filter(|change| change.tag() == tag)
                .count()
        };
        (count(ChangeTag::Insert), count(ChangeTag::Delete))
    }

    /// The file's part of a unified diff; Data Center prefixes paths with `src://` and `dst://`.
    pub(super) fn unified(&self, flavour: Flavour, context: usize) -> String {
        let (from, to) = match flavour {
            Flavour::Cloud => ("a/", "b/"),
            Flavour::DataCenter => ("src://", "dst://"),
        };
        let path = self.path;
        let blob = |content: Option<&str>| {
            content.map_or_else(|| "0".repeat(10), |content| hex(content, 10))
        };
        let mode = match self.kind() {
            "ADD" => "new file mode 100644\n",
            "DELETE" => "deleted file mode 100644\n",
            _ => "",
        };
        let side = |content: Option<&str>, prefix: &str| {
            content.map_or_else(|| "/dev/null".to_owned(), |_| format!("{prefix}{path}"))
        };
        let diff = TextDiff::from_lines(self.old.unwrap_or_default(), self.new.unwrap_or_default());
        let hunks = diff.unified_diff().context_radius(context).to_string();
        format!(
            "diff --git {from}{path} {to}{path}\n{mode}index {}..{}\n--- {}\n+++ {}\n{hunks}",
            blob(self.old),
            blob(self.new),
            side(self.old, from),
            side(self.new, to),
        )
    }
}

/// The files that differ, by path.
pub(super) fn between<'a>(old: &Tree<'a>, new: &Tree<'a>) -> Vec<Difference<'a>> {
    let mut paths: Vec<&str> = old.keys().chain(new.keys()).copied().collect();
    paths.sort_unstable();
    paths.dedup();
    let pairs = paths.into_iter().map(|path| Difference {
        path,
        old: old.get(path).copied(),
        new: new.get(path).copied(),
    });
    pairs.filter(|pair| pair.old != pair.new).collect()
}
