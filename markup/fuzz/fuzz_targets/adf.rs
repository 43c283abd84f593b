//! Whatever text comes, as ADF or as Markdown.
//!
//! Nodes that stand where Atlassian's schema allows none are moved by the first writing, so what settles is what was written.
#![no_main]

use fuzz::settles_from_markdown;
use libfuzzer_sys::fuzz_target;
use markup::{Format, ReadOptions, to_markdown};

fuzz_target!(|source: &str| {
    if let Ok(markdown) = to_markdown(Format::Adf, source, &ReadOptions::default()) {
        settles_from_markdown(Format::Adf, &markdown);
    }
    settles_from_markdown(Format::Adf, source);
});
