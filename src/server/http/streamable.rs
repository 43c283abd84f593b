//! Streamable HTTP (MCP, "Transports"): each message is a request of its own, and is served by itself, so that no two can be taken
//! for each other.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use rmcp::ServerHandler;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use tokio_util::sync::CancellationToken;

use super::answers::{self, Body};
use super::body::{self, Kind, Message};
use super::callers;
use super::entrance::{Entrance, Weighed};
use super::holding::holding;
use super::refused::Refused;
use super::sessions::{SESSION_ID, Sessions};
use crate::caller::Caller;
use crate::config::Listener;
use crate::declaration;
use crate::trail::Trail;

/// What rmcp wants a client to accept; one that accepts less gets what there is.
const BOTH: &str = "application/json, text/event-stream";

/// The MCP endpoint.
pub(super) struct Streamable<S> {
    server: fn(Caller) -> S,
    entrance: Arc<Entrance>,
    sessions: Sessions,
    given_up: CancellationToken,
}

impl<S: ServerHandler> Streamable<S> {
    pub(super) fn new(
        server: fn(Caller) -> S,
        listener: &Listener,
        entrance: Arc<Entrance>,
        given_up: CancellationToken,
    ) -> Self {
        Self {
            server,
            entrance,
            sessions: Sessions::new(listener, given_up.clone()),
            given_up,
        }
    }

    pub(super) async fn answer(
        &self,
        parts: Parts,
        body: Incoming,
        asked: &mut Message,
    ) -> Result<Response<Body>, Refused> {
        match parts.method {
            Method::POST => self.post(parts, body, asked).await,
            Method::DELETE if self.sessions.are_kept() => {
                let known = self.entrance.caller(&parts)?;
                self.sessions.end(&parts.headers, known.owner)?;
                Ok(answers::plain(StatusCode::OK, "ended"))
            }
            _ if self.sessions.are_kept() => Err(Refused::only(
                "POST, DELETE",
                "there is nothing to listen to: answers come to what was asked",
            )),
            _ => Err(Refused::only(
                "POST",
                "this server keeps no sessions: send each message by POST",
            )),
        }
    }

    async fn post(
        &self,
        mut parts: Parts,
        body: Incoming,
        asked: &mut Message,
    ) -> Result<Response<Body>, Refused> {
        let (known, body) = self.entrance.admit(&parts, body).await?;
        let place = self.entrance.place()?;
        let Weighed { bytes, weight } = self.entrance.read(body).await?;
        let (message, json) = match body::understood(bytes) {
            Ok(understood) => understood,
            Err(answer) => return Ok(*answer),
        };
        let kind = message.kind.clone();
        *asked = message;
        check_scope(&known.caller, asked)?;
        let begun = match &kind {
            Kind::Initialize => self.sessions.begin(known.owner)?,
            _ => None,
        };
        let visit = self.sessions.visit(&parts.headers, known.owner, &kind)?;
        parts.headers.remove(SESSION_ID);
        parts.headers.insert(ACCEPT, HeaderValue::from_static(BOTH));
        let trail = Trail::default();
        parts.extensions.insert(trail.clone());
        let stop = visit.stop().unwrap_or_else(|| self.given_up.child_token());
        let (server, caller) = (self.server, known.caller.clone());
        let response = served(move || server(caller.clone()), parts, json, stop).await;
        drop(weight);
        if trail.proves_token() {
            self.entrance.works(&known);
        }
        // One that reported how far it is has begun its answer.
        let may_answer = trail.may_be_gone_again() && !is_stream(&response);
        if may_answer && self.entrance.may_another_help(&known) {
            return Err(callers::refused_upstream());
        }
        let mut response = response.map(|body| holding(body, (place, visit)));
        match begun {
            Some(session) if response.status().is_success() => {
                response.headers_mut().insert(SESSION_ID, session.keep());
            }
            _ => {}
        }
        Ok(response)
    }
}

/// Refuses the call of a tool that the caller has, but did not sign in for.
fn check_scope(caller: &Caller, asked: &Message) -> Result<(), Refused> {
    let called = asked.tool.as_deref();
    let tool = declaration::all().find(|tool| Some(tool.name) == called);
    match tool {
        Some(tool) if caller.policy().withholds(tool) => Err(Refused::insufficient_scope(format!(
            "{} needs the scope write, and whoever signed in allowed this client to read alone",
            tool.name
        ))),
        _ => Ok(()),
    }
}

fn is_stream(response: &Response<Body>) -> bool {
    let kind = response.headers().get(CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

/// What the caller's server answers: a service of his own for one request, which ends with its connection or when it is told to.
async fn served<S: ServerHandler>(
    server: impl Fn() -> S + Send + Sync + 'static,
    parts: Parts,
    json: Bytes,
    stop: CancellationToken,
) -> Response<Body> {
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(json.len())
        .with_cancellation_token(stop.child_token())
        .disable_allowed_hosts();
    let server = move || Ok(server());
    let service =
        StreamableHttpService::new(server, Arc::new(NeverSessionManager::default()), config);
    let request = Request::from_parts(parts, Full::<Bytes>::from(json));
    tokio::select! {
        biased;
        // Who cancelled waits for no answer.
        () = stop.cancelled() => answers::plain(StatusCode::ACCEPTED, ""),
        response = service.handle(request) => response.map(|body| body.boxed()),
    }
}
