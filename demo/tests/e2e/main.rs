//! The demo over HTTP, as any client meets it.

// A test stops at the first surprise.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod bitbucket;
mod client;
mod confluence;
mod jira;
mod jira_read;
mod jira_truth;
mod jira_write;
mod server;
mod spec;
