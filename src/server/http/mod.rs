//! MCP over HTTP, for many callers (MCP, "Transports"). Stateless unless sessions are asked for: no request needs another, so any
//! replica serves any.

mod answers;
mod body;
mod callers;
mod connections;
mod cors;
mod endpoint;
mod entrance;
mod events;
mod guard;
mod guests;
mod holding;
mod identity;
mod refusals;
mod refused;
mod sessions;
mod sign_in;
mod sse;
mod streamable;
mod tightening;

use std::net::SocketAddr;
use std::sync::Arc;

use rmcp::ServerHandler;
use tokio::net::TcpListener;

use super::Server;
use super::stop::{self, Stop};
use crate::caller::Caller;
use crate::config::{Config, Listener};
use crate::error::{Error, Result};
use callers::Callers;
use connections::Sockets;
use endpoint::Endpoint;
use sign_in::SignIn;

pub use sign_in::Reach;

/// What the line is logged under that says where a server listens.
pub const LISTENING: &str = "listening";

/// A server that listens, and has not answered anyone yet; `S` answers what callers ask.
pub struct Http<S = Server> {
    sockets: Sockets,
    address: SocketAddr,
    metrics: Option<SocketAddr>,
    listener: Listener,
    endpoint: Arc<Endpoint<S>>,
    stop: Stop,
}

impl Http {
    /// Listens, for what a [`Server`] answers.
    ///
    /// # Errors
    /// [`Error::Config`] if nothing can listen there, or for own credentials that no header can carry.
    pub async fn bind(config: Config, listener: &Listener) -> Result<Self> {
        Self::bind_with(Server::new, config, listener, Reach::public()).await
    }
}

impl<S: ServerHandler> Http<S> {
    /// Listens, for what `server` makes of a caller, and reads documents of clients who sign people in by those means.
    ///
    /// # Errors
    /// As [`Http::bind`].
    pub async fn bind_with(
        server: fn(Caller) -> S,
        config: Config,
        listener: &Listener,
        reach: Reach,
    ) -> Result<Self> {
        let stop = stop::when_signalled()?;
        let (clients, address) = bound(&listener.host, listener.port, "PORT").await?;
        let metrics = match listener.metrics {
            Some(port) => Some(bound(&listener.host, port, "METRICS_PORT").await?),
            None => None,
        };
        let sign_in = SignIn::new(&config, listener, reach)?.map(Arc::new);
        let callers = Callers::new(config, listener, address, sign_in.clone())?;
        Ok(Self {
            metrics: metrics.as_ref().map(|(_, address)| *address),
            sockets: Sockets {
                clients,
                metrics: metrics.map(|(socket, _)| socket),
            },
            address,
            listener: listener.clone(),
            endpoint: Arc::new(Endpoint::new(server, listener, callers, sign_in)),
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
        let at = self.address;
        tracing::info!(target: LISTENING, "MCP at http://{at}{}", self.listener.path);
        if let Some(sign_in) = &self.listener.sign_in {
            let (issuer, callback) = (&sign_in.issuer, &sign_in.callback);
            tracing::info!(target: LISTENING, "People sign in at {issuer}, and come back from Atlassian to {callback}");
        }
        if let Some(path) = &self.listener.sse {
            tracing::info!(target: LISTENING, "SSE at http://{at}{path}");
        }
        if let Some(at) = self.metrics {
            tracing::info!(target: LISTENING, "Metrics at http://{at}/metrics");
        }
        connections::serve(self.sockets, &self.listener, self.endpoint, self.stop).await;
    }
}

async fn bound(host: &str, port: u16, setting: &str) -> Result<(TcpListener, SocketAddr)> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let bound = match TcpListener::bind((bare, port)).await {
        Ok(socket) => socket.local_addr().map(|address| (socket, address)),
        Err(error) => Err(error),
    };
    bound.map_err(|error| {
        Error::Config(format!(
            "Nothing can listen at {host}:{port} (HOST, {setting}): {error}."
        ))
    })
}
