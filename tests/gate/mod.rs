//! The gate on every transport: a tool that somebody has not answers as one that never was.

mod filters;
mod transports;
mod ways;

pub use ways::{UNKNOWN, WAYS, Way};
