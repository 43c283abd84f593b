//! Where the browser comes back to: one path on this machine, for as long as somebody signs in.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use secrecy::SecretString;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use url::Url;

use super::page;
use crate::error::Error;

/// How long a browser may take to say what it wants, and to take the last page.
const PATIENCE: Duration = Duration::from_secs(5);

/// Somebody who came back, or an address that was pasted.
pub(super) struct Arrival {
    query: Vec<(String, String)>,
    /// Where to say how it ended.
    pub(super) reply: Option<oneshot::Sender<String>>,
}

impl Arrival {
    /// Of the address that a browser ended on.
    pub(super) fn pasted(text: &str) -> Option<Self> {
        let url = Url::parse(text.trim()).ok()?;
        let arrival = Self {
            query: url.query_pairs().into_owned().collect(),
            reply: None,
        };
        let tells = arrival.get("code").is_some() || arrival.get("error").is_some();
        tells.then_some(arrival)
    }

    /// Whether it is from the sign-in of that state.
    pub(super) fn has(&self, state: &str) -> bool {
        self.get("state") == Some(state)
    }

    pub(super) fn code(&self) -> Option<SecretString> {
        self.get("code").map(SecretString::from)
    }

    /// Why there is no code.
    pub(super) fn refusal(&self) -> Error {
        let error = self
            .get("error")
            .unwrap_or("it sent neither a code nor an error");
        let why = match self.get("error_description") {
            Some(description) => format!("{error}: {description}"),
            None => error.to_owned(),
        };
        let hint = match error {
            "access_denied" => "Consent was declined: begin again and accept",
            "invalid_scope" => "Give the app each scope that is asked for, or ask for fewer",
            _ => "",
        };
        Error::SignIn {
            host: "the authorization server".to_owned(),
            why: why.chars().take(500).collect(),
            hint: hint.to_owned(),
            is_final: false,
        }
    }

    pub(super) fn turn_away(self, page: String) {
        if let Some(reply) = self.reply {
            let _ = reply.send(page);
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The listener, as long as it lives.
pub(super) struct Callback {
    arrivals: mpsc::Receiver<Arrival>,
    /// Kept, so that there is always one to wait for.
    _sender: mpsc::Sender<Arrival>,
    listening: JoinSet<()>,
    problem: Option<String>,
}

impl Callback {
    /// Listens where a redirect URI leads to on this machine; on `host` instead, if one is given. One that leads elsewhere, and a port
    /// that is taken, are told by [`Callback::problem`].
    pub(super) async fn listen(redirect_uri: &str, host: Option<&str>) -> Self {
        let (sender, arrivals) = mpsc::channel(4);
        let mut callback = Self {
            arrivals,
            _sender: sender.clone(),
            listening: JoinSet::new(),
            problem: None,
        };
        let (path, addresses) = match addresses(redirect_uri, host) {
            Ok(found) => found,
            Err(problem) => {
                callback.problem = Some(problem);
                return callback;
            }
        };
        let path: Arc<str> = path.into();
        let mut failure = None;
        for address in addresses {
            match TcpListener::bind(address).await {
                Ok(listener) => {
                    let serving = serve(listener, Arc::clone(&path), sender.clone());
                    callback.listening.spawn(serving);
                }
                Err(error) => failure = failure.or(Some(format!("{address}: {error}"))),
            }
        }
        if callback.listening.is_empty() {
            let failure = failure.unwrap_or_default();
            callback.problem = Some(format!(
                "Nothing can listen at the redirect URI ({failure})."
            ));
        }
        callback
    }

    /// Why nobody can come back by himself.
    pub(super) fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// Whoever comes next.
    pub(super) async fn next(&mut self) -> Arrival {
        match self.arrivals.recv().await {
            Some(arrival) => arrival,
            None => std::future::pending().await,
        }
    }

    /// Waits until the last page was taken.
    pub(super) async fn finish(mut self) {
        self.arrivals.close();
        drop(self._sender);
        let all = async { while self.listening.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(PATIENCE, all).await;
    }
}

/// The path, and the addresses to listen at. `localhost` is both kinds of address, since browsers differ.
fn addresses(redirect_uri: &str, host: Option<&str>) -> Result<(String, Vec<SocketAddr>), String> {
    let url = Url::parse(redirect_uri).map_err(|_| "The redirect URI is no address.".to_owned())?;
    let named = url.host_str().unwrap_or_default().to_owned();
    let elsewhere = format!("The redirect URI leads to {named}, not to this machine.");
    let hosts = match (host, named.as_str()) {
        (Some(host), _) => vec![host.to_owned()],
        (None, "localhost") => vec!["127.0.0.1".to_owned(), "::1".to_owned()],
        (None, named) => vec![named.trim_matches(['[', ']']).to_owned()],
    };
    let ips: Result<Vec<IpAddr>, _> = hosts.iter().map(|host| host.parse()).collect();
    let (Ok(ips), "http", Some(port)) = (ips, url.scheme(), url.port_or_known_default()) else {
        return Err(elsewhere);
    };
    if host.is_none() && !ips.iter().all(IpAddr::is_loopback) {
        return Err(elsewhere);
    }
    let addresses = ips.into_iter().map(|ip| SocketAddr::new(ip, port));
    Ok((url.path().to_owned(), addresses.collect()))
}

/// Takes connections until nobody listens to what comes of them, and lets those that are open end.
async fn serve(listener: TcpListener, path: Arc<str>, arrivals: mpsc::Sender<Arrival>) {
    let mut connections = JoinSet::new();
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => continue,
            },
            () = arrivals.closed() => break,
        };
        connections.spawn(connection(stream, Arc::clone(&path), arrivals.clone()));
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

async fn connection(stream: TcpStream, path: Arc<str>, arrivals: mpsc::Sender<Arrival>) {
    let service = service_fn(|request| answer(request, &path, &arrivals));
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service)
        .await;
    // A browser that goes away is no matter.
    drop(served);
}

async fn answer(
    request: Request<Incoming>,
    path: &str,
    arrivals: &mpsc::Sender<Arrival>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    if request.method() != Method::GET || request.uri().path() != path {
        return Ok(shown(StatusCode::NOT_FOUND, page::of_nothing()));
    }
    let query = request.uri().query().unwrap_or_default();
    let query = url::form_urlencoded::parse(query.as_bytes());
    let (reply, told) = oneshot::channel();
    let arrival = Arrival {
        query: query.into_owned().collect(),
        reply: Some(reply),
    };
    let sent = arrivals.send(arrival).await;
    let page = match sent {
        Ok(()) => told.await.ok(),
        Err(_) => None,
    };
    Ok(shown(
        StatusCode::OK,
        page.unwrap_or_else(page::of_stranger),
    ))
}

fn shown(status: StatusCode, page: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(page));
    *response.status_mut() = status;
    for (name, value) in [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
        (REFERRER_POLICY, "no-referrer"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}
