//! Confluence's tools.

pub mod pages;
pub mod people;
pub mod search;
pub mod spaces;
