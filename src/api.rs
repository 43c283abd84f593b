//! The generated part of the crate: REST clients, typed requests over them, and parameter structs.
//!
//! Made by `build.rs` from `specs/` and `tools.toml`; `generated/` mirrors it for reading and review.

include!(concat!(env!("OUT_DIR"), "/api.rs"));

#[cfg(test)]
mod tests;
