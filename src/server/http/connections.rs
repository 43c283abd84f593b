//! The connections of clients: how many, how slow they may be, and how they end.

use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::endpoint::{Body, Endpoint};
use crate::config::Listener;
use crate::server::stop::Stop;

/// The most headers of a request.
const HEADERS: usize = 100;

/// The most requests that one connection of HTTP/2 has under way.
const STREAMS: u32 = 64;

/// How long nothing is accepted after that failed, as it does where the process has too many files open.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until the first signal, then lets what is under way end within the time that it has; a second signal ends it at once.
pub(super) async fn serve(
    listener: TcpListener,
    settings: &Listener,
    endpoint: Arc<Endpoint>,
    stop: Stop,
) {
    let http = protocol(settings.read_timeout);
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(settings.connections));
    loop {
        let stream = tokio::select! {
            biased;
            () = stop.first.cancelled() => break,
            stream = accepted(&listener) => stream,
        };
        // Beyond the cap a connection is closed at once, so that it costs nothing.
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else {
            tracing::debug!("a connection beyond MCP_HTTP_CONNECTIONS is closed");
            continue;
        };
        let endpoint = Arc::clone(&endpoint);
        let service = service_fn(move |request| answered(Arc::clone(&endpoint), request));
        let connection = http.serve_connection_with_upgrades(TokioIo::new(stream), service);
        let connection = graceful.watch(connection.into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke");
            }
            drop(place);
        });
    }
    drop(listener);
    endpoint.stopping();
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(settings.stop_timeout) => {
            tracing::warn!("requests that were still under way are given up");
        }
        () = stop.second.cancelled() => {}
    }
    endpoint.give_up();
}

fn protocol(read_timeout: Duration) -> Builder<TokioExecutor> {
    let mut http = Builder::new(TokioExecutor::new());
    http.http1()
        .timer(TokioTimer::new())
        .header_read_timeout(read_timeout)
        .max_headers(HEADERS);
    http.http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .keep_alive_interval(read_timeout)
        .keep_alive_timeout(read_timeout);
    http
}

async fn accepted(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Small answers would wait for the acknowledgement of those before.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "a connection stays without TCP_NODELAY");
                }
                return stream;
            }
            Err(error) => {
                tracing::warn!(%error, "no connection could be accepted");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

async fn answered(
    endpoint: Arc<Endpoint>,
    request: Request<Incoming>,
) -> Result<Response<Body>, std::convert::Infallible> {
    Ok(endpoint.answer(request).await)
}
