//! Confluence's tools.

pub mod pages;
pub mod search;
pub mod spaces;
