//! One test crate for everything outside of unit tests: one link instead of many.

mod arguments;
mod cli;
mod generated;
mod harness;
mod markup;
mod policy;
mod stdio;
mod table;
mod wire;
