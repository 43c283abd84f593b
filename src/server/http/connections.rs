//! The connections of clients: how many, how slow they may be, and how they end.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use rmcp::ServerHandler;
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;

use super::answers::{self, Body};
use super::endpoint::Endpoint;
use super::guests::Guests;
use crate::config::Listener;
use crate::metrics;
use crate::server::stop::Stop;

/// The most headers of a request.
const HEADERS: usize = 100;

/// The most that is held of a connection's input before it is understood, in bytes: room for the longest tokens.
const INPUT: usize = 64 << 10;

/// The most connections of those who read metrics.
const WATCHERS: usize = 16;

/// How long nothing is accepted after that failed, as it does where the process has too many files open.
const PAUSE: Duration = Duration::from_millis(100);

/// Where clients connect, and where metrics are read.
pub(super) struct Sockets {
    pub(super) clients: TcpListener,
    pub(super) metrics: Option<TcpListener>,
}

/// Serves until the first signal, then lets what is under way end within the time that it has; a second signal ends it at once.
pub(super) async fn serve<S: ServerHandler>(
    sockets: Sockets,
    settings: &Listener,
    endpoint: Arc<Endpoint<S>>,
    stop: Stop,
) {
    let accepting = Accepting {
        http: protocol(settings.read_timeout),
        patience: settings.read_timeout,
        graceful: GracefulShutdown::new(),
        until: stop.first,
    };
    let answer = {
        let endpoint = Arc::clone(&endpoint);
        move |request| {
            let endpoint = Arc::clone(&endpoint);
            async move { endpoint.answer(request).await }
        }
    };
    let clients = accepting.from(sockets.clients, settings.connections, answer);
    let watchers = async {
        if let Some(socket) = sockets.metrics {
            accepting.from(socket, WATCHERS, counted).await;
        }
    };
    tokio::join!(clients, watchers);
    let ended = async {
        endpoint.finish(settings.calls).await;
        accepting.graceful.shutdown().await;
    };
    tokio::select! {
        () = ended => {}
        () = tokio::time::sleep(settings.stop_timeout) => {
            tracing::warn!("requests that were still under way are given up");
        }
        () = stop.second.cancelled() => {}
    }
    endpoint.give_up();
}

/// What connections have in common.
struct Accepting {
    http: Builder,
    /// How long a client may take to read on.
    patience: Duration,
    graceful: GracefulShutdown,
    until: CancellationToken,
}

impl Accepting {
    /// Takes up to `most` connections at once until it is told to stop. Beyond, one that rests gives its place to a new one, so that
    /// nobody locks others out by saying nothing.
    async fn from<A, F>(&self, listener: TcpListener, most: usize, answer: A)
    where
        A: Fn(Request<Incoming>) -> F + Clone + Send + 'static,
        F: Future<Output = Response<Body>> + Send + 'static,
    {
        let guests = Guests::up_to(most);
        for number in 0.. {
            let stream = tokio::select! {
                biased;
                () = self.until.cancelled() => return,
                stream = accepted(&listener) => stream,
            };
            // If there is no room it is closed at once, so that it costs nothing.
            let Some(seat) = guests.seat(number).await else {
                tracing::debug!("a connection beyond MCP_HTTP_CONNECTIONS is closed");
                continue;
            };
            let seat = Arc::new(seat);
            let (answer, guest) = (answer.clone(), Arc::clone(&seat));
            let service = service_fn(move |request| {
                let (asked, answered) = (guest.request(), answer(request));
                async { Ok::<_, Infallible>(asked.answered(answered.await)) }
            });
            let mut stream = TimeoutStream::new(stream);
            stream.set_write_timeout(Some(self.patience));
            let stream = TokioIo::new(Box::pin(stream));
            let connection = self.http.serve_connection(stream, service);
            let connection = self.graceful.watch(connection);
            tokio::spawn(async move {
                let _counted = metrics::connection();
                tokio::select! {
                    ended = connection => {
                        if let Err(error) = ended {
                            tracing::debug!(%error, "a connection broke");
                        }
                    }
                    () = seat.wanted() => tracing::debug!("a connection that rested made room"),
                }
            });
        }
    }
}

/// HTTP/1.1 alone: a client of HTTP/2 could keep every answer back, and proxies speak HTTP/1.1 to what is behind them.
fn protocol(read_timeout: Duration) -> Builder {
    let mut http = Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(read_timeout)
        .max_headers(HEADERS)
        .max_buf_size(INPUT);
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

/// What those are answered who watch over this server.
async fn counted(request: Request<Incoming>) -> Response<Body> {
    match request.uri().path() {
        "/metrics" => answers::metrics(metrics::text()),
        _ => answers::plain(StatusCode::NOT_FOUND, "metrics are at /metrics"),
    }
}
