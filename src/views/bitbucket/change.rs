//! The files that a pull request changes.

use serde::Deserialize;
use serde_json::Value;

use crate::views::lenient;

/// A file that a pull request changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedFile {
    /// What it is called now or, if it is gone, was called.
    pub path: String,
    /// What it was called, if that is not its name now.
    pub from: Option<String>,
    /// `added`, `removed`, `modified`, `renamed`, `copied`; other words as they came.
    pub status: String,
    /// How many lines are added, if that is known.
    pub added: Option<u64>,
    /// How many lines are removed, if that is known.
    pub removed: Option<u64>,
    /// Whether its contents are no text, as far as that is known.
    pub binary: bool,
}

impl ChangedFile {
    /// The names that the file has or had.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        std::iter::once(self.path.as_str()).chain(self.from.as_deref())
    }

    /// The file on a line: `renamed src/old.rs -> src/new.rs +3 -1`.
    pub fn shown(&self) -> String {
        // A name may be more than one line.
        let whole = |name: &str| name.replace(char::is_control, "\u{fffd}");
        let mut line = self.status.clone();
        if let Some(from) = &self.from {
            line += &format!(" {} ->", whole(from));
        }
        line += &format!(" {}", whole(&self.path));
        for (sign, count) in [('+', self.added), ('-', self.removed)] {
            if let Some(count) = count.filter(|count| *count > 0) {
                line += &format!(" {sign}{count}");
            }
        }
        if self.binary {
            line += " (binary)";
        }
        line
    }
}

/// A row of Cloud's diffstat.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CloudChange {
    #[serde(deserialize_with = "lenient")]
    status: String,
    #[serde(deserialize_with = "lenient")]
    lines_added: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    lines_removed: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    old: Option<CloudFile>,
    #[serde(deserialize_with = "lenient")]
    new: Option<CloudFile>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct CloudFile {
    #[serde(deserialize_with = "lenient")]
    path: String,
}

impl From<CloudChange> for ChangedFile {
    fn from(row: CloudChange) -> Self {
        let (old, new) = (row.old.map(|file| file.path), row.new.map(|file| file.path));
        let path = new.clone().or_else(|| old.clone()).unwrap_or_default();
        let status = if row.status.is_empty() {
            "modified".to_owned()
        } else {
            row.status
        };
        Self {
            from: old.filter(|old| new.is_some() && *old != path),
            path,
            status,
            added: row.lines_added,
            removed: row.lines_removed,
            binary: false,
        }
    }
}

/// A change as Data Center lists it, without numbers of lines.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DataCenterChange {
    #[serde(deserialize_with = "lenient")]
    path: Path,
    #[serde(deserialize_with = "lenient")]
    src_path: Option<Path>,
    /// `ADD`, `DELETE`, `MODIFY`, `MOVE`, `COPY`.
    #[serde(rename = "type", deserialize_with = "lenient")]
    kind: String,
    /// `FILE`, `SUBMODULE`.
    #[serde(deserialize_with = "lenient")]
    node_type: String,
}

/// A path as Data Center gives it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Path {
    #[serde(rename = "toString", deserialize_with = "lenient")]
    text: String,
    #[serde(deserialize_with = "lenient")]
    components: Vec<Value>,
}

impl Path {
    /// The path with slashes.
    pub fn text(&self) -> String {
        if !self.text.is_empty() {
            return self.text.clone();
        }
        let parts: Vec<&str> = self.components.iter().filter_map(Value::as_str).collect();
        parts.join("/")
    }
}

impl From<DataCenterChange> for ChangedFile {
    fn from(change: DataCenterChange) -> Self {
        let path = change.path.text();
        let status = match change.kind.as_str() {
            "ADD" => "added",
            "DELETE" => "removed",
            "MODIFY" | "" | "UNKNOWN" => "modified",
            "MOVE" => "renamed",
            "COPY" => "copied",
            other => other,
        };
        let submodule = if change.node_type == "SUBMODULE" {
            " submodule"
        } else {
            ""
        };
        Self {
            from: change
                .src_path
                .map(|path| path.text())
                .filter(|from| !from.is_empty() && *from != path),
            path,
            status: format!("{status}{submodule}"),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_one_line() {
        let file = |text: &str| {
            ChangedFile::from(serde_json::from_str::<CloudChange>(text).unwrap()).shown()
        };
        assert_eq!(
            file(
                r#"{"status":"renamed","lines_added":1,"lines_removed":0,"old":{"path":"a"},"new":{"path":"b\nc"}}"#
            ),
            "renamed a -> b\u{fffd}c +1"
        );
        assert_eq!(
            file(r#"{"status":"removed","old":{"path":"a"},"new":null,"lines_removed":7}"#),
            "removed a -7"
        );
        assert_eq!(
            file(r#"{"status":"merge conflict","old":null,"new":null}"#),
            "merge conflict "
        );
        let change = |text: &str| {
            ChangedFile::from(serde_json::from_str::<DataCenterChange>(text).unwrap()).shown()
        };
        assert_eq!(
            change(r#"{"type":"COPY","path":{"components":["a","b"]},"srcPath":{"toString":"c"}}"#),
            "copied c -> a/b"
        );
        assert_eq!(
            change(r#"{"type":"ADD","nodeType":"SUBMODULE","path":{"toString":"lib"}}"#),
            "added submodule lib"
        );
    }
}
