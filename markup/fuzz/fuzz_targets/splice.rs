//! Whatever is stored, and whatever becomes of a piece of its Markdown.
//!
//! The first text is the stored document, the second comes into its Markdown at the place that the number names, in place of
//! as many characters as it has itself.
#![no_main]

use fuzz::splices;
use libfuzzer_sys::fuzz_target;
use markup::Format;

fuzz_target!(|input: (u8, usize, &str, &str)| {
    let (format, at, stored, text) = input;
    let format = [Format::Storage, Format::Wiki, Format::Adf][usize::from(format) % 3];
    splices(format, stored, at, text);
});
