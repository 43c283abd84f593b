//! Reads any text as ADF, writes what that shows, and reads and writes Markdown.
#![no_main]

use fuzz::markup::{Format, ReadOptions, WriteOptions, from_markdown, to_markdown};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    if let Ok(markdown) = to_markdown(Format::Adf, source, &ReadOptions::default()) {
        assert!(
            from_markdown(Format::Adf, &markdown, &WriteOptions::default()).is_ok(),
            "{markdown}"
        );
    }
    if let Ok(document) = from_markdown(Format::Adf, source, &WriteOptions::default()) {
        assert!(
            to_markdown(Format::Adf, &document, &ReadOptions::default()).is_ok(),
            "{document}"
        );
    }
});
