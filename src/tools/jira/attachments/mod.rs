//! Files on issues: shown to the caller, saved below the allowed folder, and uploaded from there.

pub mod download;
mod show;
mod upload;

pub use self::upload::{check_files, upload};

/// How many files are fetched at a time.
const AT_ONCE: usize = 4;
