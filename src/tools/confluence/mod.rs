//! Confluence's tools.

pub mod children;
pub mod comments;
mod cql;
mod cql_errors;
pub mod find;
mod holder;
pub mod labels;
pub mod pages;
pub mod people;
pub mod search;
pub mod spaces;
mod text;
mod texts;
pub mod users;
mod words;
