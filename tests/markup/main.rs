//! Rich text, seen from outside: documents in, documents out.

mod wiki;
mod wiki_properties;
