//! The `mcp-atlassian` program: the only place that prints.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use atlassian_mcp::auth::oauth;
use atlassian_mcp::cli::{self, Cli, Outcome};
use clap::Parser as _;

// Set up by `.cargo/config.toml`.
#[cfg(all(feature = "jemalloc", target_os = "linux"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// How long the end waits for tokens that are being renewed.
const PATIENCE: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Two threads, so that one call's work (a conversion of a long page) does not hold up the others.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return complain(&error.to_string(), 1),
    };
    let outcome = runtime.block_on(cli::run(cli));
    runtime.block_on(oauth::settled(PATIENCE));
    // A thread that still waits for standard input must not keep a server alive that was told to stop.
    runtime.shutdown_background();
    match outcome {
        Ok(Outcome { stdout, code }) => print(&stdout, code),
        Err(error) => complain(&error.brief(), error.exit_code()),
    }
}

/// A reader that went away (`mcp-atlassian tools | head -1`) is no failure.
fn print(text: &str, code: u8) -> ExitCode {
    if !text.is_empty() {
        let _ = writeln!(std::io::stdout(), "{}", text.trim_end_matches('\n'));
    }
    ExitCode::from(code)
}

fn complain(text: &str, code: u8) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{text}");
    ExitCode::from(code)
}
