//! What a request is answered: the probes, and MCP at its path behind everything that guards it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

use super::body::{self, Message, Unread};
use super::callers::Callers;
use super::guard::Guard;
use super::refused::Refused;
use crate::caller::Caller;
use crate::config::Listener;
use crate::server::Server;

/// The body of an answer.
pub(super) type Body = BoxBody<Bytes, std::convert::Infallible>;

/// What rmcp wants a client to accept; one that accepts less gets what there is.
const BOTH: &str = "application/json, text/event-stream";

/// What tokens are called where people put them into an address, from where they reach every log on the way.
const SECRETS: [&str; 6] = [
    "access_token",
    "api_token",
    "authorization",
    "personal_token",
    "token",
    "bearer",
];

/// Answers requests.
pub(super) struct Endpoint {
    path: String,
    guard: Guard,
    callers: Callers,
    room: Arc<Semaphore>,
    read_timeout: Duration,
    stopping: AtomicBool,
    given_up: CancellationToken,
    requests: AtomicU64,
}

impl Endpoint {
    pub(super) fn new(listener: &Listener, callers: Callers) -> Self {
        Self {
            path: listener.path.clone(),
            guard: Guard::new(listener),
            callers,
            room: Arc::new(Semaphore::new(listener.calls)),
            read_timeout: listener.read_timeout,
            stopping: AtomicBool::new(false),
            given_up: CancellationToken::new(),
            requests: AtomicU64::new(0),
        }
    }

    /// From now on it is not ready for more.
    pub(super) fn stopping(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Ends what is still under way.
    pub(super) fn give_up(&self) {
        self.given_up.cancel();
    }

    pub(super) async fn answer(&self, request: Request<Incoming>) -> Response<Body> {
        let path = request.uri().path();
        match (request.method(), path) {
            (&Method::GET | &Method::HEAD, "/healthz") => plain(StatusCode::OK, "ok"),
            (&Method::GET | &Method::HEAD, "/readyz") => self.ready(),
            _ if path.strip_suffix('/').unwrap_or(path) == self.path => self.logged(request).await,
            _ => boxed(self.nothing_at(&request.into_parts().0).response()),
        }
    }

    /// Whether it takes more; asks nobody.
    fn ready(&self) -> Response<Body> {
        match self.stopping.load(Ordering::Relaxed) {
            true => plain(StatusCode::SERVICE_UNAVAILABLE, "stopping"),
            false => plain(StatusCode::OK, "ready"),
        }
    }

    fn nothing_at(&self, request: &Parts) -> Refused {
        let why = format!("there is nothing here; MCP is at {}", self.path);
        let refused = self.guard.check(request).err();
        refused.unwrap_or_else(|| Refused::new(StatusCode::NOT_FOUND, why))
    }

    /// MCP, with a line in the log for what was asked.
    async fn logged(&self, request: Request<Incoming>) -> Response<Body> {
        let began = Instant::now();
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        let mut asked = None;
        let response = self.mcp(request, &mut asked).await;
        let response = response.unwrap_or_else(|refused| {
            tracing::debug!(
                number,
                status = refused.status().as_u16(),
                "a request is refused"
            );
            boxed(refused.response())
        });
        let (method, tool) = asked.unwrap_or_default();
        let (status, took) = (response.status().as_u16(), began.elapsed());
        tracing::info!(
            number,
            method,
            tool,
            status,
            ms = took.as_millis(),
            "request"
        );
        response
    }

    async fn mcp(
        &self,
        request: Request<Incoming>,
        asked: &mut Option<(&'static str, Option<String>)>,
    ) -> Result<Response<Body>, Refused> {
        let (mut parts, body) = request.into_parts();
        self.guard.check(&parts)?;
        check_query(&parts.uri)?;
        if parts.method != Method::POST {
            return Err(Refused::only_post());
        }
        check_type(&parts)?;
        let caller = self.callers.of(&parts)?;
        let place = Arc::clone(&self.room).try_acquire_owned();
        let place = place.map_err(|_| Refused::busy())?;
        let Message { json, method, tool } = match body::read(body, self.read_timeout).await {
            Ok(message) => message,
            Err(Unread::Answered(response)) => return Ok(boxed(response)),
            Err(Unread::Refused(refused)) => return Err(refused),
        };
        *asked = Some((method, tool));
        parts.headers.insert(ACCEPT, HeaderValue::from_static(BOTH));
        Ok(self.served(caller, parts, json, place).await)
    }

    /// What rmcp answers for the caller: a service of his own for one request, so that no two can be taken for each other. Ends
    /// with the request's connection.
    async fn served(
        &self,
        caller: Caller,
        parts: Parts,
        json: Bytes,
        place: OwnedSemaphorePermit,
    ) -> Response<Body> {
        let config = StreamableHttpServerConfig::default()
            .with_legacy_session_mode(false)
            .with_json_response(true)
            .with_max_request_body_bytes(json.len())
            .with_cancellation_token(self.given_up.child_token())
            .disable_allowed_hosts();
        let server = move || Ok(Server::new(caller.clone()));
        let service =
            StreamableHttpService::new(server, Arc::new(NeverSessionManager::default()), config);
        let request = Request::from_parts(parts, Full::<Bytes>::from(json));
        let response = service.handle(request).await;
        // The place is kept until the last of the answer is on its way.
        response.map(|body| {
            body.map_frame(move |frame| {
                let _ = &place;
                frame
            })
            .boxed()
        })
    }
}

fn check_query(uri: &Uri) -> Result<(), Refused> {
    let query = uri.query().unwrap_or_default();
    let names = url::form_urlencoded::parse(query.as_bytes());
    let mut names = names.map(|(name, _)| name.to_ascii_lowercase());
    match names.any(|name| SECRETS.contains(&name.as_str())) {
        true => Err(Refused::new(
            StatusCode::BAD_REQUEST,
            "tokens are not taken from the address, where every log on the way sees them: send them in a header. Replace the one that was sent",
        )),
        false => Ok(()),
    }
}

/// A page of another site can have a browser send anything but JSON without asking first.
fn check_type(parts: &Parts) -> Result<(), Refused> {
    let given = parts.headers.get(CONTENT_TYPE);
    let given = given
        .and_then(|given| given.to_str().ok())
        .unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    match essence.eq_ignore_ascii_case("application/json") {
        true => Ok(()),
        false => Err(Refused::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Content-Type must be application/json",
        )),
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Full::from(text));
    *response.status_mut() = status;
    boxed(response)
}

fn boxed(response: Response<Full<Bytes>>) -> Response<Body> {
    response.map(BodyExt::boxed)
}
