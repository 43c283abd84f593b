//! Jira's answers.

mod comment;
mod field;
mod issue;
mod link;
mod meta;
mod search;
mod slim;
mod transition;
mod user;
mod version;

pub use comment::{Comment, Comments};
pub use field::{Field, FieldSchema};
pub use issue::{Issue, IssueView};
pub use link::LinkTypes;
pub use meta::{
    BulkResult, CreateField, EditMeta, ElementErrors, IssueType, MetaPage, ScreenFields,
};
pub use search::{Count, SearchPage};
pub use slim::{RichText, when};
pub use transition::{ScreenField, Transition, Transitions};
pub use user::User;
pub use version::{Version, Versions};
