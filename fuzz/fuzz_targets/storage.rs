//! Whatever the reader of storage format takes comes back through Markdown, and that is a fixed point.
#![no_main]

use fuzz::markup::{Format, MarkupError, ReadOptions, WriteOptions, from_markdown, to_markdown};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let read = |source: &str| to_markdown(Format::Storage, source, &ReadOptions::default());
    let Ok(markdown) = read(source) else { return };
    let written = match from_markdown(Format::Storage, &markdown, &WriteOptions::default()) {
        Err(MarkupError::Damaged(label)) if label.ends_with("with a script") => return,
        written => written.expect("what was read can be written"),
    };
    read(&written).expect("what was written can be read");
});
