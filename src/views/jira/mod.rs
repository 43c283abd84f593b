//! Jira's answers.

mod agile;
mod comment;
mod field;
mod issue;
mod link;
mod page;
mod project;
mod search;
mod slim;
mod transition;
mod user;
mod version;

pub use agile::{Board, Sprint};
pub use comment::{Comment, Comments};
pub use field::{Field, FieldSchema};
pub use issue::{Issue, IssueView};
pub use link::{Created, IssueLink, LinkType, LinkTypes};
pub use page::OffsetPage;
pub use project::Project;
pub use search::{Count, SearchPage};
pub use slim::{RichText, when};
pub use transition::{Transition, Transitions};
pub use user::User;
pub use version::{Version, Versions};
