//! Confluence's answers.

mod child;
mod comment;
mod label;
mod list;
mod page;
mod search;

pub use child::{Child, PageOfList};
pub use comment::{CloudComment, Comment, DcComment};
pub use label::Label;
pub use list::Listed;
pub use page::{Ancestor, Attachment, Content, Editor, Links, Page, Space, Spaces};
pub use search::{Hit, HitContent, SearchHit, SearchPage};
