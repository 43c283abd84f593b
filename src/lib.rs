//! An MCP server for Jira, Confluence and Bitbucket, each on Cloud and on Data Center.
//!
//! Start at [`declaration`], which says what tools there are, at [`registry`], which runs them, and at ARCHITECTURE.md, which says what may depend on what.

pub mod access;
pub mod api;
pub mod args;
pub mod aside;
pub mod auth;
pub mod blank;
pub mod budget;
pub mod cache;
pub mod caller;
pub mod cli;
pub mod config;
pub mod ctx;
pub mod declaration;
pub mod error;
pub mod files;
pub mod http;
pub mod lenient;
pub mod likeness;
pub mod limit;
pub mod listing;
pub mod metrics;
pub mod offers;
pub mod policy;
pub mod product;
pub mod progress;
pub mod query;
pub mod registry;
pub mod reply;
pub mod request_id;
pub mod scope;
pub mod server;
pub mod shortfall;
pub mod tools;
pub mod trail;
pub mod unseen;
pub mod views;
