//! Jira's tools.

pub mod attachments;
pub mod changelogs;
pub mod coerce;
pub mod comments;
pub mod development;
pub mod duration;
pub mod fields;
pub mod issues;
pub mod rich;
pub mod search;
pub mod transitions;
pub mod users;
pub mod worklog;
