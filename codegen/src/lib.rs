//! Everything that happens before compile time: Atlassian's documents become vendored slices; the slices and `tools.toml`
//! become REST clients, typed requests, parameter structs and the tool table.

pub mod build;
pub mod check;
pub mod clients;
#[cfg(feature = "fetch")]
pub mod command;
mod documents;
pub mod drift;
pub mod emit;
pub mod error;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod fixups;
pub mod import;
pub mod manifest;
mod node;
mod offers;
pub mod scopes;
pub mod sources;
pub mod spec;
pub mod suggest;

pub use build::run;
pub use error::Error;
