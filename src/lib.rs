//! A Model Context Protocol server for Jira, Confluence and Bitbucket, on Cloud and on Data Center.

pub mod config;
pub mod error;
pub mod product;
