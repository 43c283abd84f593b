//! A day's load in some minutes: `cargo bench --bench soak` (docs/deployment.md). Fails on any error, and on memory or descriptors
//! that grow.

mod client;
mod limits;
mod load;
mod server;
mod watch;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use demo::{Demo, Flavour, Options};

/// What goes wrong is told as text.
pub type Result<T> = std::result::Result<T, String>;

/// Holds a server under load.
#[derive(Debug, Parser)]
struct Arguments {
    /// How long the load over HTTP lasts at least, in minutes; that over standard input and output lasts a fifth of it
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,

    /// How many clients call over HTTP at once
    #[arg(long, default_value_t = 100)]
    clients: usize,

    /// How many calls each of them makes at least
    #[arg(long, default_value_t = 1_000)]
    calls: usize,

    /// How many calls are in flight over standard input and output
    #[arg(long, default_value_t = 64)]
    in_flight: usize,

    /// Another program than the one that was just built
    #[arg(long, default_value = env!("CARGO_BIN_EXE_mcp-atlassian"))]
    server: String,

    /// What `cargo bench` adds
    #[arg(long, hide = true)]
    bench: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match soak(&Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            tell(&format!("FAILED: {problem}"));
            ExitCode::FAILURE
        }
    }
}

async fn soak(arguments: &Arguments) -> Result<()> {
    let demo = started().await?;
    let lasting = Duration::from_secs_f64(arguments.minutes * 60.0);
    tell(
        "| load | calls | errors | calls/s | p50 ms | p95 ms | MiB after warm-up | MiB at the end | descriptors |",
    );
    tell("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    load::over_http(
        &demo,
        &arguments.server,
        arguments.clients,
        arguments.calls,
        lasting,
    )
    .await?;
    load::over_stdio(&demo, &arguments.server, arguments.in_flight, lasting / 5).await?;
    load::beside_one_that_hangs(&demo, &arguments.server).await?;
    load::beside_silence(&demo, &arguments.server).await?;
    limits::hold(&demo, &arguments.server).await
}

async fn started() -> Result<Demo> {
    let options = Options {
        flavour: Flavour::DataCenter,
        ..Options::default()
    };
    demo::start(options)
        .await
        .map_err(|error| error.to_string())
}

/// Prints a line.
#[expect(clippy::print_stdout, reason = "it is what this program is for")]
pub fn tell(line: &str) {
    println!("{line}");
}
