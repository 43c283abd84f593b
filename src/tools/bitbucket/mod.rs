//! Bitbucket's tools.

pub mod branches;
pub mod creation;
pub mod diff;
pub mod files;
mod listed;
pub mod place;
pub mod projects;
pub mod pull_requests;
pub mod repositories;
