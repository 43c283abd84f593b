//! Jira's tools.

pub mod coerce;
pub mod comments;
pub mod fields;
pub mod issues;
pub mod rich;
pub mod search;
pub mod transitions;
pub mod users;
