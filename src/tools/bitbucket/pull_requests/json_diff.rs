//! Data Center's diffs in JSON, as text.

use std::fmt::Write as _;

use serde::Deserialize;

use crate::views::bitbucket::Path;
use crate::views::{lenient, readable};

/// A diff in JSON. Every level may say that it was cut.
#[derive(Debug, Default, Deserialize)]
pub struct JsonDiff {
    #[serde(deserialize_with = "readable")]
    diffs: Vec<File>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct File {
    #[serde(deserialize_with = "lenient")]
    source: Option<Path>,
    #[serde(deserialize_with = "lenient")]
    destination: Option<Path>,
    #[serde(deserialize_with = "readable")]
    hunks: Vec<Hunk>,
    #[serde(deserialize_with = "lenient")]
    binary: bool,
    #[serde(deserialize_with = "lenient")]
    truncated: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Hunk {
    #[serde(deserialize_with = "lenient")]
    source_line: u64,
    #[serde(deserialize_with = "lenient")]
    source_span: u64,
    #[serde(deserialize_with = "lenient")]
    destination_line: u64,
    #[serde(deserialize_with = "lenient")]
    destination_span: u64,
    #[serde(deserialize_with = "readable")]
    segments: Vec<Segment>,
    #[serde(deserialize_with = "lenient")]
    truncated: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Segment {
    /// `ADDED`, `REMOVED`, `CONTEXT`.
    #[serde(rename = "type", deserialize_with = "lenient")]
    kind: String,
    #[serde(deserialize_with = "readable")]
    lines: Vec<Line>,
    #[serde(deserialize_with = "lenient")]
    truncated: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Line {
    #[serde(deserialize_with = "lenient")]
    line: String,
}

/// The diff as git writes it. A hunk that was cut announces a line more than it has, as one that breaks off.
pub fn written(diff: &JsonDiff) -> String {
    let mut text = String::new();
    diff.diffs.iter().for_each(|file| file.write(&mut text));
    text
}

impl File {
    fn write(&self, text: &mut String) {
        let name = |path: &Option<Path>| {
            path.as_ref()
                .map(Path::text)
                .filter(|name| !name.is_empty())
        };
        let (old, new) = (name(&self.source), name(&self.destination));
        let known = |name: &Option<String>, other: &Option<String>| {
            name.clone().or_else(|| other.clone()).unwrap_or_default()
        };
        let (from, to) = (known(&old, &new), known(&new, &old));
        let _ = writeln!(text, "diff --git a/{from} b/{to}");
        match (&old, &new) {
            (None, _) => text.push_str("new file mode 100644\n"),
            (_, None) => text.push_str("deleted file mode 100644\n"),
            _ if from != to => {
                let _ = writeln!(text, "rename from {from}\nrename to {to}");
            }
            _ => {}
        }
        if self.binary {
            text.push_str("Binary files differ\n");
        }
        if !self.hunks.is_empty() {
            let mark = |name: Option<String>, prefix: &str| {
                name.map_or_else(|| "/dev/null".into(), |name| format!("{prefix}{name}"))
            };
            let _ = writeln!(text, "--- {}\n+++ {}", mark(old, "a/"), mark(new, "b/"));
        }
        let last = self.hunks.len().saturating_sub(1);
        for (at, hunk) in self.hunks.iter().enumerate() {
            hunk.write(text, self.truncated && at == last);
        }
    }
}

impl Hunk {
    fn write(&self, text: &mut String, is_cut: bool) {
        let is_cut =
            is_cut || self.truncated || self.segments.iter().any(|segment| segment.truncated);
        let count = |kinds: [&str; 2]| -> u64 {
            let segments = self
                .segments
                .iter()
                .filter(|segment| kinds.contains(&segment.kind.as_str()));
            segments.map(|segment| segment.lines.len() as u64).sum()
        };
        let more = u64::from(is_cut);
        let _ = writeln!(
            text,
            "@@ -{},{} +{},{} @@",
            self.source_line,
            self.source_span.max(count(["REMOVED", "CONTEXT"]) + more),
            self.destination_line,
            self.destination_span
                .max(count(["ADDED", "CONTEXT"]) + more)
        );
        for segment in &self.segments {
            let sign = match segment.kind.as_str() {
                "ADDED" => '+',
                "REMOVED" => '-',
                _ => ' ',
            };
            for line in &segment.lines {
                let _ = writeln!(text, "{sign}{}", line.line.replace('\n', " "));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::tools::bitbucket::diff::parse;

    #[test]
    fn json_becomes_text_and_what_was_cut_stays_so() {
        let segment = |kind: &str, lines: &[&str]| json!({ "type": kind, "lines": lines.iter().map(|line| json!({ "line": line })).collect::<Vec<_>>() });
        let hunk = json!({ "sourceLine": 3, "sourceSpan": 2, "destinationLine": 3, "destinationSpan": 2, "segments": [segment("CONTEXT", &["a"]), segment("REMOVED", &["b"]), segment("ADDED", &["c"])] });
        let path = |text: &str| json!({ "toString": text });
        let whole = json!({ "source": path("x"), "destination": path("y"), "hunks": [hunk] });
        let mut cut = whole.clone();
        cut["truncated"] = true.into();
        let added = json!({ "destination": path("z"), "binary": true, "hunks": null });
        let diff =
            serde_json::from_value(json!({ "diffs": [whole, cut, added], "truncated": true }))
                .unwrap();
        let text = written(&diff);
        let files = parse(&text);
        assert_eq!(
            files
                .iter()
                .map(|file| (file.path(), file.cut, file.binary))
                .collect::<Vec<_>>(),
            [("y", false, false), ("y", true, false), ("z", false, true)]
        );
        assert_eq!(
            files[0].written(false).join("\n"),
            "diff --git a/x b/y\nrename from x\nrename to y\n--- a/x\n+++ b/y\n@@ -3,2 +3,2 @@\n a\n-b\n+c"
        );
        assert_eq!(files[2].old, None);
    }
}
