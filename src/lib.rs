//! A Model Context Protocol server for Jira, Confluence and Bitbucket, on Cloud and on Data Center.

pub mod auth;
pub mod cli;
pub mod config;
pub mod error;
pub mod http;
pub mod product;
