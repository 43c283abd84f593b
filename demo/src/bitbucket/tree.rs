//! What is at a path of a repository's commit.

use super::model::{Kind, Repository, Tree};

/// A file, or a folder with what is right in it.
pub(super) enum Node<'a> {
    File(File<'a>),
    Folder(Vec<Entry<'a>>),
}

/// A file, with what it is besides text.
pub(super) struct File<'a> {
    pub(super) content: &'a str,
    pub(super) kind: Kind,
}

/// What is in a folder.
pub(super) struct Entry<'a> {
    /// The path from the root.
    pub(super) path: String,
    /// Its content; none of a folder.
    pub(super) file: Option<File<'a>>,
}

/// What is at the path, which is empty for the root; none if nothing is.
pub(super) fn at<'a>(repository: &'a Repository, commit: &str, path: &str) -> Option<Node<'a>> {
    let tree = repository.tree(commit);
    let path = path.trim_matches('/');
    if let Some(content) = tree.get(path) {
        return Some(Node::File(file(repository, path, content)));
    }
    let entries = entries(repository, &tree, path);
    (path.is_empty() || !entries.is_empty()).then_some(Node::Folder(entries))
}

fn file<'a>(repository: &'a Repository, path: &str, content: &'a str) -> File<'a> {
    let special = repository
        .special
        .iter()
        .find(|special| special.path == path);
    File {
        content,
        kind: special.map_or(Kind::Text, |special| special.kind),
    }
}

fn entries<'a>(repository: &'a Repository, tree: &Tree<'a>, folder: &str) -> Vec<Entry<'a>> {
    let prefix = match folder {
        "" => String::new(),
        folder => format!("{folder}/"),
    };
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for (path, content) in tree {
        let Some(rest) = path.strip_prefix(&prefix) else {
            continue;
        };
        let name = rest.split('/').next().unwrap_or_default();
        let whole = format!("{prefix}{name}");
        if entries.iter().any(|known| known.path == whole) {
            continue;
        }
        let file = (rest == name).then(|| file(repository, path, content));
        entries.push(Entry { path: whole, file });
    }
    entries.sort_by_key(|entry| (entry.file.is_some(), entry.path.clone()));
    entries
}

impl File<'_> {
    /// The bytes as they are stored: in the seed, binary files stand as the text of their bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        match self.kind {
            Kind::Binary => self.content.chars().map(|byte| byte as u8).collect(),
            _ => self.content.as_bytes().to_vec(),
        }
    }
}
