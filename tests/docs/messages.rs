//! `docs/troubleshooting.md` explains messages of this program, so it must quote them as they are.

use std::fs;
use std::path::Path;

use super::page::Page;
use super::root;

/// Parts of a message that are shorter than this are found anywhere.
const SHORTEST: usize = 8;

#[test]
fn those_that_are_explained_are_ours() {
    let mut source = String::new();
    read(&root().join("src"), &mut source);
    let page = Page::read(&root().join("docs/troubleshooting.md"));
    let messages = page
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("| `"));
    let messages: Vec<_> = messages.filter_map(|row| row.split('`').next()).collect();
    assert!(messages.len() > 30, "{}", messages.len());
    for message in messages {
        let parts: Vec<_> = message
            .split('…')
            .map(str::trim)
            .filter(|part| part.len() >= SHORTEST)
            .collect();
        assert!(!parts.is_empty(), "{message}: too short to be found");
        for part in parts {
            assert!(source.contains(part), "{message}: no source says {part:?}");
        }
    }
}

/// The texts of a folder's sources, with nothing between two parts of one text.
fn read(folder: &Path, source: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => read(&path, source),
            false => fs::read_to_string(path).unwrap().lines().for_each(|line| {
                let line = line.trim_start();
                source.push_str(line.strip_suffix('\\').unwrap_or(line));
            }),
        }
    }
}
