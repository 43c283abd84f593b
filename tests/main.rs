//! One test crate for everything outside of unit tests: one link instead of many.

mod arguments;
mod generated;
mod harness;
mod policy;
mod table;
mod wire;
