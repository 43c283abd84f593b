//! Confluence's tools.

pub mod children;
pub mod comments;
mod cql;
mod cql_errors;
mod holder;
pub mod labels;
pub mod pages;
pub mod people;
pub mod search;
pub mod spaces;
mod texts;
pub mod users;
mod words;
