//! What is where: the probes, MCP, and the events of older clients.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use rmcp::ServerHandler;
use tokio_util::sync::CancellationToken;

use super::answers::{self, Body};
use super::body::Message;
use super::callers::Callers;
use super::cors;
use super::entrance::Entrance;
use super::refused::Refused;
use super::sign_in::SignIn;
use super::sse::Sse;
use super::streamable::Streamable;
use crate::caller::Caller;
use crate::config::{Listener, below};
use crate::metrics;
use crate::request_id::{REQUEST_ID, RequestId};

/// Where older clients send their messages.
const MESSAGES: &str = "/messages";

/// Answers requests.
pub(super) struct Endpoint<S> {
    path: String,
    base_path: String,
    entrance: Arc<Entrance>,
    streamable: Streamable<S>,
    sse: Option<Sse<S>>,
    sign_in: Option<Arc<SignIn>>,
    stopping: AtomicBool,
    given_up: CancellationToken,
}

impl<S: ServerHandler> Endpoint<S> {
    /// An endpoint for what `server` makes of a caller.
    pub(super) fn new(
        server: fn(Caller) -> S,
        listener: &Listener,
        callers: Callers,
        sign_in: Option<Arc<SignIn>>,
    ) -> Self {
        let entrance = Arc::new(Entrance::new(listener, callers));
        let given_up = CancellationToken::new();
        Self {
            path: listener.path.clone(),
            base_path: listener.base_path.clone(),
            streamable: Streamable::new(server, listener, Arc::clone(&entrance), given_up.clone()),
            sse: Sse::new(server, listener, &entrance, &given_up),
            entrance,
            sign_in,
            stopping: AtomicBool::new(false),
            given_up,
        }
    }

    /// Takes no more, waits for what is under way, and ends the events of those who listen. `all` is how many requests may be
    /// under way at once.
    pub(super) async fn finish(&self, all: usize) {
        self.stopping.store(true, Ordering::Relaxed);
        self.entrance.empty(all).await;
        if let Some(sse) = &self.sse {
            sse.close();
        }
    }

    /// Ends what is still under way.
    pub(super) fn give_up(&self) {
        self.given_up.cancel();
    }

    pub(super) async fn answer(&self, request: Request<Incoming>) -> Response<Body> {
        let path = request.uri().path();
        match (request.method(), path) {
            (&Method::GET | &Method::HEAD, "/healthz") => answers::plain(StatusCode::OK, "ok"),
            (&Method::GET | &Method::HEAD, "/readyz") => self.ready(),
            _ => self.logged(request).await,
        }
    }

    /// Whether it takes more; asks nobody.
    fn ready(&self) -> Response<Body> {
        match self.stopping.load(Ordering::Relaxed) {
            true => answers::plain(StatusCode::SERVICE_UNAVAILABLE, "stopping"),
            false => answers::plain(StatusCode::OK, "ready"),
        }
    }

    /// The answer, with a line in the log, and with the id that the request goes by there and at Atlassian.
    async fn logged(&self, request: Request<Incoming>) -> Response<Body> {
        let _counted = metrics::under_way();
        let began = Instant::now();
        let (mut parts, body) = request.into_parts();
        let id = RequestId::of(&parts.headers);
        parts.headers.insert(REQUEST_ID, id.header().clone());
        let origin = self.entrance.named_origin(&parts.headers);
        let path = self.resource(parts.uri.path()).to_owned();
        let mut asked = Message::default();
        let answered = self.routed(parts, body, &mut asked).await;
        let mut response =
            answered.unwrap_or_else(|refused| refused.response(&path, self.sign_in.as_deref()));
        let headers = response.headers_mut();
        headers.insert(REQUEST_ID, id.header().clone());
        if let Some(origin) = origin {
            cors::show(origin, headers);
        }
        let (status, took) = (response.status().as_u16(), began.elapsed());
        tracing::info!(request = %id, method = asked.method, tool = asked.tool, status, ms = took.as_millis(), "http");
        response
    }

    async fn routed(
        &self,
        parts: Parts,
        body: Incoming,
        asked: &mut Message,
    ) -> Result<Response<Body>, Refused> {
        let path = self.local(parts.uri.path()).to_owned();
        if let Some(sign_in) = &self.sign_in
            && let Some(route) = sign_in.route(&path)
        {
            self.entrance.check_host(&parts)?;
            asked.method = route.name();
            return sign_in.answer(route, parts, body, &self.entrance).await;
        }
        self.entrance.check(&parts)?;
        if cors::asks(&parts) && self.entrance.named_origin(&parts.headers).is_some() {
            let mut response = answers::plain(StatusCode::NO_CONTENT, "");
            cors::allow(&parts.headers, response.headers_mut());
            return Ok(response);
        }
        let path = path.as_str();
        match &self.sse {
            Some(sse) if path == sse.path && (path != self.path || parts.method == Method::GET) => {
                sse.listen(&parts)
            }
            Some(sse) if path == MESSAGES => sse.take(parts, body, asked).await,
            _ if path == self.path => self.streamable.answer(parts, body, asked).await,
            _ => Err(self.nothing_here()),
        }
    }

    /// The path without a slash at its end, and without that of `PUBLIC_BASE_URL`, which a proxy in front takes off, or not.
    fn local<'a>(&self, path: &'a str) -> &'a str {
        let path = path.strip_suffix('/').unwrap_or(path);
        let events = self.sse.as_ref().map(|sse| sse.path.as_str());
        match path == self.path || Some(path) == events {
            true => path,
            false => below(path, &self.base_path).unwrap_or(path),
        }
    }

    /// The path of what a request is to: messages are to whom events come from.
    fn resource<'a>(&'a self, path: &'a str) -> &'a str {
        match (&self.sse, self.local(path)) {
            (Some(sse), MESSAGES) => &sse.path,
            (_, path) => path,
        }
    }

    fn nothing_here(&self) -> Refused {
        let path = &self.path;
        let why = match &self.sse {
            Some(sse) => format!(
                "there is nothing here; SSE is at {}, MCP's streamable HTTP at {path}",
                sse.path
            ),
            None => format!(
                "there is nothing here; MCP is at {path} (and SSE nowhere, unless TRANSPORT=sse)"
            ),
        };
        Refused::new(StatusCode::NOT_FOUND, why)
    }
}
