//! What is in a repository: files, folders, and what looks like them.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::branch::Target;
use super::page::{CloudPage, DataCenterPage};

/// What Cloud says of a path (`format=meta`), and an entry of a folder.
#[derive(Debug, Default, Deserialize)]
pub struct CloudEntry {
    /// `commit_file` or `commit_directory`.
    #[serde(rename = "type", deserialize_with = "crate::views::known")]
    pub kind: String,
    /// Where it is, from the root.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub path: String,
    /// In bytes.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub size: Option<u64>,
    /// The type of its content, by its name.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub mimetype: String,
    /// `link`, `executable`, `subrepository`, `binary`, `lfs`.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub attributes: Vec<String>,
    /// The commit that it was looked at in.
    #[serde(default, deserialize_with = "crate::views::lenient_object")]
    pub commit: Target,
}

impl CloudEntry {
    /// Whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.kind == "commit_directory"
    }

    /// Whether it has this attribute.
    pub fn is(&self, attribute: &str) -> bool {
        self.attributes.iter().any(|own| own == attribute)
    }

    /// The entry as a row of a folder's listing.
    fn shown(&self) -> Value {
        let name = last(&self.path);
        if self.is_folder() {
            return json!({ "name": format!("{name}/") });
        }
        let mut row = Map::from_iter([("name".to_owned(), name.into())]);
        if let Some(size) = self.size.filter(|_| !self.is("subrepository")) {
            row.insert("bytes".into(), size.into());
        }
        for (attribute, word) in [
            ("link", "symbolic link"),
            ("subrepository", "submodule"),
            ("lfs", "Git LFS"),
        ] {
            if self.is(attribute) {
                row.insert("kind".into(), word.into());
            }
        }
        row.into()
    }
}

/// The entries of a folder of Cloud's.
pub type CloudFolder = CloudPage<CloudEntry>;

impl CloudFolder {
    /// The entries as rows.
    pub fn rows(&self) -> Vec<Value> {
        self.values.iter().map(CloudEntry::shown).collect()
    }

    /// The commit that was looked at.
    pub fn commit(&self) -> &str {
        self.values.first().map_or("", |entry| &entry.commit.hash)
    }
}

/// What Data Center says of a path: its kind alone (`type=true`), a part of a folder, or lines of a file.
#[derive(Debug, Default, Deserialize)]
pub struct DataCenterPath {
    /// `FILE`, `DIRECTORY` or `SUBMODULE`.
    #[serde(rename = "type", default, deserialize_with = "crate::views::text")]
    pub kind: String,
    /// The commit that a folder was looked at in.
    #[serde(default, deserialize_with = "crate::views::text")]
    pub revision: String,
    /// What a folder holds.
    #[serde(default)]
    pub children: Option<DataCenterPage<Child>>,
    /// Whether a file is no text.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub binary: bool,
    /// Some lines of a file.
    #[serde(default)]
    pub lines: Option<Vec<Line>>,
    /// Whether the lines are the last.
    #[serde(
        rename = "isLastPage",
        default,
        deserialize_with = "crate::views::lenient"
    )]
    pub is_last_page: bool,
}

impl DataCenterPath {
    /// `FILE`, `DIRECTORY`, `SUBMODULE`, or nothing.
    pub fn kind(&self) -> &str {
        match (&self.children, &self.lines) {
            (Some(_), _) => "DIRECTORY",
            (_, Some(_)) => "FILE",
            _ if self.binary => "FILE",
            _ => &self.kind,
        }
    }
}

/// A line of a file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Line {
    /// Without its end.
    #[serde(deserialize_with = "crate::views::text")]
    pub text: String,
}

/// How big a file of Data Center is.
#[derive(Debug, Default, Deserialize)]
pub struct Size {
    /// In bytes.
    #[serde(default, deserialize_with = "crate::views::lenient")]
    pub size: Option<u64>,
}

/// An entry of a folder of Data Center's.
#[derive(Debug, Default, Deserialize)]
pub struct Child {
    #[serde(default, deserialize_with = "crate::views::lenient_object")]
    path: ChildPath,
    #[serde(rename = "type", default, deserialize_with = "crate::views::text")]
    kind: String,
    #[serde(default, deserialize_with = "crate::views::lenient")]
    size: Option<u64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ChildPath {
    to_string: String,
    name: String,
    components: Vec<String>,
}

impl Child {
    /// The entry as a row of a folder's listing. Folders that hold nothing but one folder come as one path.
    pub fn shown(&self) -> Value {
        let ChildPath {
            to_string,
            name,
            components,
        } = &self.path;
        let joined = components.join("/");
        let path = [to_string.as_str(), &joined, name];
        let path = path
            .into_iter()
            .find(|path| !path.is_empty())
            .unwrap_or_default();
        match self.kind.as_str() {
            "DIRECTORY" => json!({ "name": format!("{path}/") }),
            "SUBMODULE" => json!({ "name": path, "kind": "submodule" }),
            _ => match self.size {
                Some(size) => json!({ "name": path, "bytes": size }),
                None => json!({ "name": path }),
            },
        }
    }
}

/// The last part of a path.
fn last(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}
