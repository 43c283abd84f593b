//! Rich text, seen from outside: documents in, documents out.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod wiki;
mod wiki_properties;
