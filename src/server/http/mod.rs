//! MCP over Streamable HTTP, for many callers (MCP, "Transports"). Stateless: no request needs another, so any replica serves any.

mod body;
mod callers;
mod connections;
mod endpoint;
mod guard;
mod identity;
mod refused;
mod tightening;

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;

use super::stop::{self, Stop};
use crate::config::{Config, Listener};
use crate::error::{Error, Result};
use callers::Callers;
use endpoint::Endpoint;

/// What the line is logged under that says where a server listens.
pub const LISTENING: &str = "listening";

/// A server that listens, and has not answered anyone yet.
pub struct Http {
    socket: TcpListener,
    address: SocketAddr,
    listener: Listener,
    endpoint: Arc<Endpoint>,
    stop: Stop,
}

impl Http {
    /// Listens.
    ///
    /// # Errors
    /// [`Error::Config`] if nothing can listen there, or for own credentials that no header can carry.
    pub async fn bind(config: Config, listener: &Listener) -> Result<Self> {
        let stop = stop::when_signalled()?;
        let (socket, address) = bound(listener).await?;
        let callers = Callers::new(config, listener, address)?;
        Ok(Self {
            socket,
            address,
            listener: listener.clone(),
            endpoint: Arc::new(Endpoint::new(listener, callers)),
            stop,
        })
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until SIGTERM or SIGINT; what is under way then may end within `MCP_HTTP_STOP_TIMEOUT`, unless a second signal
    /// comes.
    pub async fn serve(self) {
        tracing::info!(target: LISTENING, "MCP at http://{}{}", self.address, self.listener.path);
        connections::serve(self.socket, &self.listener, self.endpoint, self.stop).await;
    }
}

async fn bound(listener: &Listener) -> Result<(TcpListener, SocketAddr)> {
    let (host, port) = (listener.host.as_str(), listener.port);
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let bound = match TcpListener::bind((bare, port)).await {
        Ok(socket) => socket.local_addr().map(|address| (socket, address)),
        Err(error) => Err(error),
    };
    bound.map_err(|error| {
        Error::Config(format!(
            "Nothing can listen at {host}:{port} (HOST, PORT): {error}."
        ))
    })
}
