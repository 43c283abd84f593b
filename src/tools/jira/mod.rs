//! Jira's tools.

pub mod agile;
pub mod coerce;
pub mod comments;
pub mod fields;
pub mod issues;
pub mod links;
pub mod paged;
pub mod projects;
pub mod rich;
pub mod search;
pub mod sprints;
pub mod transitions;
pub mod users;
pub mod versions;
