//! The documents, as Markdown.

use std::fs;
use std::path::{Path, PathBuf};

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Anchorizer, Arena, Options, parse_document};

use super::root;

/// A document.
pub struct Page {
    /// Where it is, from the root of the repository.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// A block of code.
pub struct Fence {
    /// Page and line, for whoever reads that it is wrong.
    pub place: String,
    /// What stands behind the opening fence: a language, and what the tests do with it.
    pub info: String,
    /// What is in it.
    pub code: String,
}

/// All documents: those at the root, and all below `docs/` and `generated/`.
pub fn all() -> Vec<Page> {
    let mut paths = markdown(root());
    for folder in ["docs", "docs/tools", "generated"] {
        paths.extend(markdown(&root().join(folder)));
    }
    assert!(paths.len() > 15);
    paths.iter().map(|path| Page::read(path)).collect()
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    paths
}

impl Page {
    /// The document at a path.
    pub fn read(path: &Path) -> Self {
        let from_root = path.strip_prefix(root()).unwrap_or(path);
        Self {
            path: from_root.to_str().unwrap().replace('\\', "/"),
            text: fs::read_to_string(path).unwrap(),
        }
    }

    /// Its blocks of code.
    pub fn fences(&self) -> Vec<Fence> {
        self.nodes(|node| match &node.data.borrow().value {
            NodeValue::CodeBlock(block) if block.fenced => Some(Fence {
                place: format!("{}:{}", self.path, node.data.borrow().sourcepos.start.line),
                info: block.info.clone(),
                code: block.literal.clone(),
            }),
            _ => None,
        })
    }

    /// The addresses of its links and pictures.
    pub fn links(&self) -> Vec<String> {
        self.nodes(|node| match &node.data.borrow().value {
            NodeValue::Link(link) | NodeValue::Image(link) => Some(link.url.clone()),
            _ => None,
        })
    }

    /// The names of its headings in addresses.
    pub fn anchors(&self) -> Vec<String> {
        let mut anchorizer = Anchorizer::new();
        let headings = self.nodes(|node| match &node.data.borrow().value {
            NodeValue::Heading(_) => Some(text(node)),
            _ => None,
        });
        let headings = headings.iter();
        headings.map(|text| anchorizer.anchorize(text)).collect()
    }

    fn nodes<T>(&self, wanted: impl for<'a> FnMut(&'a AstNode<'a>) -> Option<T>) -> Vec<T> {
        let arena = Arena::new();
        let mut options = Options::default();
        options.extension.table = true;
        let document = parse_document(&arena, &self.text, &options);
        document.descendants().filter_map(wanted).collect()
    }
}

fn text<'a>(node: &'a AstNode<'a>) -> String {
    let words = node
        .descendants()
        .map(|node| match &node.data.borrow().value {
            NodeValue::Text(text) => text.to_string(),
            NodeValue::Code(code) => code.literal.clone(),
            _ => String::new(),
        });
    words.collect()
}
