//! Confluence's answers.

mod page;
mod search;

pub use page::{Content, Page, Space, Spaces};
pub use search::{Hit, SearchHit, SearchPage};
