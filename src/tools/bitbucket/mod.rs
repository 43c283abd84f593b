//! Bitbucket's tools.

pub mod diff;
pub mod place;
pub mod pull_requests;
pub mod repositories;
