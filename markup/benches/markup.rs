//! How fast pages of 200 KiB convert, in each direction: reading gives Markdown, writing takes that Markdown.
//!
//! The pages are made of the documents of the test corpus, over and over, so they hold every element.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macro makes the items; a page that cannot be made has nothing to measure"
)]

use std::{fs, hint::black_box, path::Path};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use markup::{Format, ReadOptions, WriteOptions, convert, from_markdown, splice, to_markdown};

const SIZE: usize = 200 << 10;

/// The documents of a format as people store them, in the order of their names.
fn corpus(folder: &str, extension: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(folder);
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .filter(|path| {
            !path
                .file_stem()
                .is_some_and(|stem| stem.to_string_lossy().contains('.'))
        })
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect()
}

/// Pieces in a cycle, up to the size of a page.
fn page(pieces: &[String], separator: &str) -> String {
    let mut page = String::new();
    for piece in pieces.iter().cycle() {
        if page.len() + piece.len() > SIZE {
            break;
        }
        page.push_str(piece);
        page.push_str(separator);
    }
    page
}

fn adf() -> String {
    let blocks: Vec<String> = corpus("adf", "json")
        .iter()
        .filter_map(|source| serde_json::from_str::<serde_json::Value>(source).ok())
        .filter_map(|document| {
            document
                .get("content")
                .and_then(|content| content.as_array())
                .cloned()
        })
        .flatten()
        .map(|block| block.to_string())
        .collect();
    let content = page(&blocks, ",");
    format!(
        "{{\"type\":\"doc\",\"version\":1,\"content\":[{}]}}",
        content.trim_end_matches(',')
    )
}

fn pages() -> [(Format, String); 3] {
    [
        (Format::Storage, page(&corpus("storage", "xml"), "")),
        (Format::Adf, adf()),
        (Format::Wiki, page(&corpus("wiki", "wiki"), "\n\n")),
    ]
}

/// A word in the second half, in a line of words alone.
fn one_word_changed(markdown: &str) -> String {
    let (head, tail) = markdown.split_at(markdown.floor_char_boundary(markdown.len() / 2));
    let words = |line: &&str| {
        line.contains(' ')
            && line
                .chars()
                .all(|c| c.is_alphabetic() || c == ' ' || c == '.')
    };
    let line = tail.lines().skip(1).find(words).unwrap();
    let (_, rest) = line.split_once(' ').unwrap();
    head.to_owned() + &tail.replacen(line, &format!("Zebra {rest}"), 1)
}

fn both_directions(criterion: &mut Criterion) {
    let (reading, writing) = (ReadOptions::default(), WriteOptions::default());
    for (format, source) in pages() {
        let markdown = to_markdown(format, &source, &reading).unwrap();
        let mut group = criterion.benchmark_group(format.to_string());
        group.throughput(Throughput::Bytes(source.len() as u64));
        group.bench_function("read", |bencher| {
            bencher.iter(|| to_markdown(format, black_box(&source), &reading));
        });
        let edited = one_word_changed(&markdown);
        group.bench_function("splice", |bencher| {
            bencher.iter(|| splice(format, black_box(&source), black_box(&edited), &writing));
        });
        group.throughput(Throughput::Bytes(markdown.len() as u64));
        group.bench_function("write", |bencher| {
            bencher.iter(|| from_markdown(format, black_box(&markdown), &writing));
        });
        group.bench_function("markdown", |bencher| {
            bencher.iter(|| {
                convert(
                    Format::Markdown,
                    Format::Markdown,
                    black_box(&markdown),
                    &reading,
                    &writing,
                )
            });
        });
        group.finish();
    }
}

criterion_group!(markup, both_directions);
criterion_main!(markup);
