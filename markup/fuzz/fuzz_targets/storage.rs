//! Whatever text comes, as storage format or as Markdown.
#![no_main]

use fuzz::{settles, settles_from_markdown};
use libfuzzer_sys::fuzz_target;
use markup::Format;

fuzz_target!(|source: &str| {
    settles(Format::Storage, source);
    settles_from_markdown(Format::Storage, source);
});
