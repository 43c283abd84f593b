//! Tables of what this program says quote it as it is.

use std::fs;
use std::path::Path;

use super::page;
use super::root;

/// How such a table begins.
const HEAD: &str = "| It says |";

/// Parts of a message that are shorter than this are found anywhere.
const SHORTEST: usize = 8;

#[test]
fn those_that_are_explained_are_ours() {
    let mut source = String::new();
    read(&root().join("src"), &mut source);
    let pages = page::all();
    let messages: Vec<_> = pages
        .iter()
        .flat_map(|page| explained(&page.text))
        .collect();
    assert!(messages.len() > 70, "{}", messages.len());
    for message in messages {
        let parts = message.split('…').map(str::trim);
        let parts: Vec<_> = parts.filter(|part| part.len() >= SHORTEST).collect();
        assert!(!parts.is_empty(), "{message}: too short to be found");
        for part in parts {
            assert!(source.contains(part), "{message}: no source says {part:?}");
        }
    }
}

/// What stands first, in backticks, in the rows of such tables.
fn explained(text: &str) -> impl Iterator<Item = &str> {
    let tables = text.split("\n\n").filter(|block| block.starts_with(HEAD));
    let rows = tables.flat_map(str::lines);
    rows.filter_map(|row| row.strip_prefix("| `")?.split('`').next())
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
