//! Rich text, seen from outside: documents in, documents out. A corpus and properties for each format.

mod adf;
mod adf_properties;
mod adf_schema;
mod known_failures;
mod markdown;
mod storage;
mod storage_properties;
mod wiki;
mod wiki_properties;
