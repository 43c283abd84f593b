//! Rich text, seen from outside: documents in, documents out. A corpus and properties for each format.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "tests fail by panicking, and say on the terminal what they skip"
)]

mod adf;
mod adf_properties;
mod adf_schema;
mod comments;
mod found;
mod known_failures;
mod linear;
mod markdown;
mod pages;
mod splice_properties;
mod storage;
mod storage_properties;
mod tokens;
mod wiki;
mod wiki_properties;
