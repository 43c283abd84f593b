//! Issues and code together: what Jira knows of an issue's code, what Bitbucket knows of a pull request's issues, and what either
//! only says in words. Each result tells where it was found; what could not be learnt is told, and hides nothing else.

pub mod issue;
pub mod links;
pub mod pull_request;

mod issues;
mod keys;
mod node;
mod pulls;
mod rows;
mod trip;
