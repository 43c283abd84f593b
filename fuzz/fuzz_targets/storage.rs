//! Whatever the reader of storage format takes comes back through Markdown, and that is a fixed point.
#![no_main]

use atlassian_mcp::markup::{Format, ReadOptions, WriteOptions, from_markdown, to_markdown};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let read = |source: &str| to_markdown(Format::Storage, source, &ReadOptions::default());
    let Ok(markdown) = read(source) else { return };
    let written = from_markdown(Format::Storage, &markdown, &WriteOptions::default())
        .expect("what was read can be written");
    read(&written).expect("what was written can be read");
});
