//! The demo over HTTP, as any client meets it.

mod bitbucket;
mod client;
mod confluence;
mod jira;
mod server;
