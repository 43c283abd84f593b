//! One test crate for everything outside of unit tests: one link instead of many.

mod harness;
mod wire;
