//! MCP over standard input and output, as assistants and IDEs start it.

use rmcp::ServiceExt;
use rmcp::service::ServerInitializeError;
use rmcp::transport::io::stdio_pipes;
use tokio_util::sync::CancellationToken;

use super::Server;
use super::stop;
use super::transport::Pipes;
use crate::error::{Error, Result};

/// Serves until standard input ends, SIGTERM or SIGINT; running calls are given up then. Standard output carries JSON-RPC
/// alone.
///
/// # Errors
/// If the transport breaks.
pub async fn stdio(server: Server) -> Result<()> {
    // Minded before a client hears anything of this server, so that none that it is sent ends it unasked.
    let stop = stop::when_signalled()?.first;
    tokio::select! {
        () = stop.cancelled() => Ok(()),
        ended = serve(server, stop.clone()) => ended,
    }
}

async fn serve(server: Server, stop: CancellationToken) -> Result<()> {
    let (input, output) = stdio_pipes();
    let running = match server.serve_with_ct(Pipes::new(input, output), stop).await {
        Ok(running) => running,
        // A client that asks for nothing is done.
        Err(ServerInitializeError::ConnectionClosed(_) | ServerInitializeError::Cancelled) => {
            return Ok(());
        }
        Err(error) => {
            return Err(Error::Internal(format!(
                "the MCP session did not start: {error}"
            )));
        }
    };
    let ended = running.waiting().await;
    ended
        .map(drop)
        .map_err(|error| Error::Internal(format!("the MCP session broke: {error}")))
}
