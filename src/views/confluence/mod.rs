//! Confluence's answers.

mod page;
mod search;

pub use page::{Content, Links, Page, Space, Spaces};
pub use search::{Hit, SearchHit, SearchPage};
