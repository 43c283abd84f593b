//! Whatever text comes, as storage format or as Markdown.
#![no_main]

use fuzz::{markup::Format, settles, settles_from_markdown};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    settles(Format::Storage, source);
    settles_from_markdown(Format::Storage, source);
});
