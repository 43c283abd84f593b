//! What calls cost: `benches/count`, `benches/memory` and `benches/compare` call it (docs/performance.md).
#![allow(
    clippy::indexing_slicing,
    reason = "what is not there in JSON is null, and what is measured is as long as it is made"
)]

mod bare;
mod compare;
mod count;
mod empty;
mod memory;
mod over_http;
mod peers;
mod process;
mod scenario;
mod server;
mod timing;
mod upstream;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What goes wrong is told as text.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Measures a server that was built.
#[derive(Debug, Parser)]
struct Arguments {
    /// The program
    #[arg(long, default_value = env!("CARGO_BIN_EXE_mcp-atlassian"))]
    server: String,

    #[command(subcommand)]
    what: What,

    /// What `cargo bench` adds
    #[arg(long, hide = true, global = true)]
    bench: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Counts the instructions of calls by callgrind; fails where there are more of them than there were
    Count,
    /// Looks at the memory of a server; fails where it is too much
    Memory,
    /// Compares it with other servers, and writes docs/comparison.md and docs/comparison.svg
    Compare {
        /// Where those were installed
        #[arg(long)]
        peers: std::path::PathBuf,
    },
    /// Serves nothing over standard input and output, as fast as rmcp can begin
    Empty,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Arguments { server, what, .. } = Arguments::parse();
    let measured = match what {
        What::Count => count::all(&server).await,
        What::Memory => memory::all(&server).await,
        What::Compare { peers } => compare::all(&server, &peers).await,
        What::Empty => empty::serve().await,
    };
    match measured {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            tell(&format!("FAILED: {problem}"));
            ExitCode::FAILURE
        }
    }
}

/// Prints a line.
#[expect(clippy::print_stdout, reason = "it is what this program is for")]
pub fn tell(line: &str) {
    println!("{line}");
}
