//! Jira's tools, by what people call things; a folder's `mod.rs` has what its files share.

pub mod agile;
pub mod attachments;
pub mod comments;
pub mod development;
pub mod fields;
pub mod issues;
pub mod links;
pub mod paged;
pub mod projects;
pub mod rich;
pub mod search;
pub mod times;
pub mod transitions;
pub mod users;
pub mod worklog;
