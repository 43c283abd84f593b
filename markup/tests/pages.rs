//! Markdown as people write it, page by page, into each format: `name.md` becomes `name.xml`, `name.json` and `name.wiki`.
//! `UPDATE_CORPUS=1` writes these anew.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use markup::{Format, ReadOptions, WriteOptions, convert, from_markdown, to_markdown};
use serde_json::Value;

use super::{adf_schema::assert_valid, storage::assert_well_formed};

const FORMATS: [(Format, &str); 3] = [
    (Format::Storage, "xml"),
    (Format::Adf, "json"),
    (Format::Wiki, "wiki"),
];

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/markdown");
    let files = fs::read_dir(folder).unwrap();
    let mut pages: Vec<PathBuf> = files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    assert!(pages.len() >= 10, "{} pages", pages.len());
    pages
}

fn written(format: Format, markdown: &str) -> String {
    from_markdown(format, markdown, &WriteOptions::default()).unwrap()
}

fn shown(format: Format, source: &str) -> String {
    to_markdown(format, source, &ReadOptions::default()).unwrap()
}

/// A line a block of the document, so that a diff shows what changed.
fn in_lines(format: Format, source: &str) -> String {
    match format {
        Format::Adf => {
            let document: Value = serde_json::from_str(source).unwrap();
            let blocks: Vec<String> = document["content"]
                .as_array()
                .unwrap()
                .iter()
                .map(Value::to_string)
                .collect();
            format!("[\n{}\n]\n", blocks.join(",\n"))
        }
        Format::Storage => source.replace("</p><", "</p>\n<").replace("><h", ">\n<h") + "\n",
        _ => format!("{source}\n"),
    }
}

#[test]
fn pages_become_what_is_expected() {
    let mut wrong = Vec::new();
    for path in pages() {
        let markdown = fs::read_to_string(&path).unwrap();
        for (format, extension) in FORMATS {
            let source = written(format, &markdown);
            match format {
                Format::Adf => assert_valid(&serde_json::from_str(&source).unwrap()),
                Format::Storage => assert_well_formed(&source),
                _ => {}
            }
            let golden = path.with_extension(extension);
            let lines = in_lines(format, &source);
            if std::env::var_os("UPDATE_CORPUS").is_some() {
                fs::write(&golden, &lines).unwrap();
            } else if fs::read_to_string(&golden).unwrap_or_default() != lines {
                wrong.push(golden.display().to_string());
            }
            // Local ids are counted anew.
            let said = shown(format, &source);
            let again = shown(format, &written(format, &said));
            assert_eq!(again, said, "{} is no fixed point", golden.display());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Letters and digits of what is read, in order, without targets of links.
fn words(markdown: &str) -> HashSet<String> {
    let plain = ReadOptions {
        plain: true,
        ..ReadOptions::default()
    };
    let text = convert(
        Format::Markdown,
        Format::Markdown,
        markdown,
        &plain,
        &WriteOptions::default(),
    )
    .unwrap();
    let text = without_targets(&text);
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Without comments, which only storage format keeps, names of people, who are stored by their ids, and targets.
fn without_targets(markdown: &str) -> String {
    let comments = markdown.split("[comment:").enumerate();
    let text: String = comments
        .map(
            |(at, piece)| match piece.split_once(']').filter(|_| at > 0) {
                Some((_, after)) => after,
                None => piece,
            },
        )
        .collect();
    let links = text.split("](").enumerate();
    let shown: Vec<&str> = links
        .map(
            |(at, piece)| match piece.split_once(')').filter(|_| at > 0) {
                Some((_, after)) => after,
                None => piece,
            },
        )
        .collect();
    shown
        .join(" ")
        .split_whitespace()
        .filter(|word| !word.starts_with('@'))
        .collect::<Vec<_>>()
        .join(" ")
}

/// No format loses a word that it could show.
#[test]
fn pages_keep_their_words() {
    let mut lost = Vec::new();
    for path in pages() {
        let markdown = fs::read_to_string(&path).unwrap();
        let before = words(&markdown);
        for (format, _) in FORMATS {
            let after = words(&shown(format, &written(format, &markdown)));
            let gone = before.difference(&after);
            lost.extend(gone.map(|word| format!("{}: {format}: {word}", path.display())));
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
