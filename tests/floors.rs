//! ARCHITECTURE.md says that dependencies go one way; here, from what a tool is up to what it does.

use std::fs;
use std::path::Path;

/// What each module may import of those that are listed here: only what stands before it.
const FLOORS: [&str; 8] = [
    "scope",
    "declaration",
    "policy",
    "caller",
    "ctx",
    "tools",
    "registry",
    "server",
];

/// The sources of a module: its file, or all of its folder.
fn sources(path: &Path, found: &mut Vec<String>) {
    if let Ok(text) = fs::read_to_string(path.with_extension("rs")) {
        found.push(text);
    }
    for entry in fs::read_dir(path).into_iter().flatten() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, found),
            false => found.push(fs::read_to_string(path).unwrap()),
        }
    }
}

#[test]
fn dependencies_go_one_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (floor, module) in FLOORS.iter().enumerate() {
        let mut texts = Vec::new();
        sources(&root.join(module), &mut texts);
        assert!(!texts.is_empty(), "{module} has no source");
        for above in &FLOORS[floor + 1..] {
            let imports = format!("use crate::{above}");
            let imported = texts.iter().any(|text| text.contains(&imports));
            assert!(!imported, "{module} imports {above}");
        }
    }
}
