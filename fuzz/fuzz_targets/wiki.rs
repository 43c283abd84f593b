//! Any text is read as wiki markup, and what is read can be written and read again.
#![no_main]

use fuzz::markup::{Format, ReadOptions, WriteOptions, from_markdown, to_markdown};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|wiki: &str| {
    let reading = ReadOptions::default();
    let markdown = to_markdown(Format::Wiki, wiki, &reading).expect("any text is wiki markup");
    let written = from_markdown(Format::Wiki, &markdown, &WriteOptions::default())
        .expect("what was read can be written");
    to_markdown(Format::Wiki, &written, &reading).expect("any text is wiki markup");
});
