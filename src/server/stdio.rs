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
    tokio::spawn(stopped_by_signal(stop.clone()));
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

async fn stopped_by_signal(stop: CancellationToken) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return stop.cancel();
        }
    }
    if tokio::signal::ctrl_c().await.is_ok() {
        stop.cancel();
    }
}
