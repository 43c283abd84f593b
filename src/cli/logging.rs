//! Logs, on standard error: standard output carries the protocol, or a command's result. A server over HTTP needs it for neither.

use std::io::{IsTerminal as _, stderr, stdout};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::server;

/// Starts logging: our own crates from `level` on, all others only when they warn. Where a server
/// listens is always told. Standard output is
/// taken `to_stdout`, which nobody else may write to then.
pub(super) fn start(level: LevelFilter, to_stdout: bool) {
    let ours = ["atlassian_mcp", "demo"].map(|name| (name, level));
    let filter = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target(server::LISTENING, LevelFilter::INFO)
        .with_targets(ours);
    let (writer, is_terminal) = match to_stdout {
        true => (BoxMakeWriter::new(stdout), stdout().is_terminal()),
        false => (BoxMakeWriter::new(stderr), stderr().is_terminal()),
    };
    let lines = tracing_subscriber::fmt::layer()
        .compact()
        .with_target(false)
        .with_ansi(is_terminal)
        .with_writer(writer);
    // It fails only if a logger is there already, which is then the one to use.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(lines)
        .try_init();
    // The call that breaks down is answered with an error; here is what a report of it needs.
    std::panic::set_hook(Box::new(|panic| {
        tracing::error!("{}", panic.to_string().replace('\n', " "));
    }));
}
