//! MCP over standard input and output, as assistants and IDEs start it.

use rmcp::ServiceExt;
use rmcp::transport::io::stdio_pipes;
use tokio_util::sync::CancellationToken;

use super::Server;
use crate::error::{Error, Result};

/// Serves until standard input ends, SIGTERM or SIGINT; running calls are cancelled then. Standard output carries JSON-RPC
/// alone.
///
/// # Errors
/// If the first message is no request of MCP, or the transport breaks.
pub async fn stdio(server: Server) -> Result<()> {
    let stop = CancellationToken::new();
    // Minded before a client hears anything of this server, so that none that it is sent ends it unasked.
    tokio::spawn(stopping(signalled(), stop.clone()));
    let serving = async {
        let running = server.serve_with_ct(stdio_pipes(), stop.clone()).await;
        let running =
            running.map_err(|e| Error::Internal(format!("the MCP session did not start: {e}")))?;
        running
            .waiting()
            .await
            .map_err(|e| Error::Internal(format!("the MCP session broke: {e}")))
    };
    tokio::select! {
        () = stop.cancelled() => Ok(()),
        // Being told to stop before a client has said anything looks like a failure to rmcp, and is none.
        ended = serving => ended.map(drop).or_else(|error| if stop.is_cancelled() { Ok(()) } else { Err(error) }),
    }
}

async fn stopping(signalled: impl Future<Output = ()>, stop: CancellationToken) {
    signalled.await;
    stop.cancel();
}

/// The first SIGTERM or SIGINT from the moment of this call on.
#[cfg(unix)]
fn signalled() -> impl Future<Output = ()> + use<> {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    async fn first(signal: std::io::Result<Signal>) {
        match signal {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    }
    let (terminate, interrupt) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    );
    async {
        tokio::select! {
            () = first(terminate) => {}
            () = first(interrupt) => {}
        }
    }
}

/// The first interrupt.
#[cfg(not(unix))]
async fn signalled() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
