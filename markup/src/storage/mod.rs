//! Confluence storage format: XHTML with `ac:` and `ri:` elements.
//!
//! The reader takes well-formed XML only, as Confluence stores it. What the tree cannot say becomes a carrier of
//! its exact bytes. Attributes that Confluence makes anew on saving (`ac:macro-id`, local ids, versions) are not
//! kept for elements that are known. The writer gives well-formed XML whatever the tree holds.

mod attributes;
mod ids;
mod languages;
mod read;
mod splice;
mod write;
mod xml;

pub(super) use self::{
    languages::{name_languages, name_new_languages},
    splice::Document,
};

use std::ops::Range;

use super::{MarkupError, place::Placed, tree::Block};

pub(super) fn read(source: &str) -> Result<Placed<Range<usize>>, MarkupError> {
    Ok(read::read(&xml::parse(source)?))
}

pub(super) fn write(blocks: &[Block]) -> Result<String, MarkupError> {
    write::write(blocks)
}
