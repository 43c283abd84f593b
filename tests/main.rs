//! One test crate for everything outside of unit tests: one link instead of many.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "tests fail by panicking, and say on the terminal what they skip"
)]

#[cfg(target_os = "linux")]
mod abuse;
mod arguments;
mod budget;
mod busy;
mod chromium;
mod cli;
mod conformance;
mod discover;
mod docs;
mod every_tool;
mod faults;
mod floors;
mod gate;
mod generated;
mod harness;
mod health;
mod hostile;
mod http;
mod listed;
mod messages;
mod network;
mod oauth;
mod offers;
mod packages;
mod policy;
mod replies;
mod secrets;
mod settings;
mod setup;
mod sign_in;
mod stdio;
mod structured;
mod surface;
mod table;
mod terminal;
mod tokens;
mod until;
mod wire;
