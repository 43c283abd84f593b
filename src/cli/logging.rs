//! Logs, on standard error alone: standard output carries the protocol, or a command's result.

use std::io::IsTerminal as _;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::server;

/// Starts logging: our own crates from `level` on, all others only when they warn. Where a server
/// listens is always told.
pub(super) fn start(level: LevelFilter) {
    let ours = ["atlassian_mcp", "demo"].map(|name| (name, level));
    let filter = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target(server::LISTENING, LevelFilter::INFO)
        .with_targets(ours);
    let lines = tracing_subscriber::fmt::layer()
        .compact()
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
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
