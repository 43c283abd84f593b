//! Everything that happens before compile time: Atlassian's documents become vendored slices, the slices become REST clients.

pub mod clients;
mod documents;
pub mod drift;
pub mod error;
pub mod fixups;
pub mod import;
mod node;
pub mod sources;
pub mod spec;
pub mod suggest;

pub use error::Error;
