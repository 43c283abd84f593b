//! Jira's answers.

mod agile;
mod attachment;
mod changelog;
mod comment;
pub mod development;
mod field;
mod fields;
mod issue;
mod kinds;
mod link;
mod meta;
mod page;
mod people;
mod project;
mod row;
mod search;
mod slim;
pub mod sprint_text;
mod transition;
mod version;
mod worklog;

pub use agile::{Board, Sprint};
pub use attachment::Attachment;
pub use changelog::{BulkChangelog, ChangedField, Changelog, History, IssueChangelog, in_time};
pub use comment::{Comment, Comments};
pub use development::{DevelopmentDetail, DevelopmentSummary};
pub use field::{Field, FieldSchema, Suggestions};
pub use issue::{Issue, IssueView};
pub use link::{Created, IssueLink, LinkType, LinkTypes, RemoteLink};
pub use meta::{
    BulkResult, CreateField, EditMeta, ElementErrors, IssueType, MetaPage, ScreenFields,
};
pub use page::OffsetPage;
pub use people::People;
pub use project::Project;
pub use row::shorten as shorten_rows;
pub use search::{Count, SearchPage};
pub use slim::{RichText, when};
pub use transition::{ScreenField, Transition, Transitions};
pub use version::Version;
pub use worklog::{Worklog, Worklogs};
