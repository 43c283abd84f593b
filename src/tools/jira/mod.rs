//! Jira's tools.

pub mod batch;
pub mod choices;
pub mod coerce;
pub mod comments;
pub mod drafts;
pub mod epics;
pub mod fields;
pub mod issues;
pub mod meta;
pub mod rich;
pub mod search;
pub mod transitions;
pub mod updates;
pub mod users;
