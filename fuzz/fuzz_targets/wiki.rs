//! Any text is read as wiki markup, and what is read settles: written and read again, it is the same Markdown.
#![no_main]

use fuzz::markup::{Format, ReadOptions, WriteOptions, from_markdown, to_markdown};
use libfuzzer_sys::fuzz_target;

fn read(format: Format, source: &str) -> String {
    to_markdown(format, source, &ReadOptions::default()).expect("what was read or written is read")
}

fuzz_target!(|wiki: &str| {
    let markdown = read(Format::Wiki, wiki);
    let written = from_markdown(Format::Wiki, &markdown, &WriteOptions::default())
        .expect("what was read can be written");
    let again = read(Format::Wiki, &written);
    assert_eq!(
        read(Format::Markdown, &again),
        read(Format::Markdown, &markdown),
        "{written}"
    );
});
