//! HTTP with SSE, the transport of the first MCP clients (MCP 2024-11-05, "Transports"): answers come as events on one request,
//! messages go by others. Behind them is the same connection as over standard input and output.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::request::Parts;
use http::{Method, Response, StatusCode};
use hyper::body::Incoming;
use rmcp::{ServerHandler, ServiceExt as _};
use tokio::io::{AsyncWriteExt as _, DuplexStream, WriteHalf};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::answers::{self, Body};
use super::body::{self, Message};
use super::callers::{Known, Name};
use super::entrance::{Entrance, Weighed};
use super::events;
use super::refused::Refused;
use crate::caller::Caller;
use crate::config::Listener;
use crate::server::transport::Pipes;

/// How much of either direction waits to be read, in bytes.
const BUFFER: usize = 64 << 10;

/// The connections of clients that listen to events.
pub(super) struct Sse<S> {
    server: fn(Caller) -> S,
    /// Where they listen.
    pub(super) path: String,
    /// What a proxy in front takes off the paths.
    base_path: String,
    most: usize,
    entrance: Arc<Entrance>,
    closing: CancellationToken,
    open: Open,
}

type Open = Arc<Mutex<HashMap<String, Stream>>>;

/// The client's end of a connection.
type Input = Arc<tokio::sync::Mutex<WriteHalf<DuplexStream>>>;

struct Stream {
    /// Whose it is, once a message came: clients differ in what they send with the request for events.
    owner: Option<Name>,
    input: Input,
    /// The server's end, until there is somebody to serve.
    far: Option<DuplexStream>,
    ended: CancellationToken,
}

/// A connection while its client listens.
pub(super) struct Listening {
    id: String,
    open: Open,
    /// Cancelled when the connection ends for another reason than the client's leaving.
    pub(super) ended: CancellationToken,
}

impl Listening {
    /// Whether no message has come yet.
    pub(super) fn is_silent(&self) -> bool {
        let open = locked(&self.open);
        open.get(&self.id).is_none_or(|stream| stream.far.is_some())
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        locked(&self.open).remove(&self.id);
        self.ended.cancel();
    }
}

impl<S: ServerHandler> Sse<S> {
    /// None where the operator did not ask for it.
    pub(super) fn new(
        server: fn(Caller) -> S,
        listener: &Listener,
        entrance: &Arc<Entrance>,
        given_up: &CancellationToken,
    ) -> Option<Self> {
        Some(Self {
            server,
            path: listener.sse.clone()?,
            base_path: listener.base_path.clone(),
            most: listener.connections,
            entrance: Arc::clone(entrance),
            closing: given_up.child_token(),
            open: Open::default(),
        })
    }

    /// Ends all connections.
    pub(super) fn close(&self) {
        self.closing.cancel();
    }

    /// Events from now on. Whoever brings credentials with this request must bring the same with each message.
    pub(super) fn listen(&self, parts: &Parts) -> Result<Response<Body>, Refused> {
        if parts.method != Method::GET {
            return Err(Refused::only(
                "GET",
                "this is where events are listened to, by GET",
            ));
        }
        let is_known = self.entrance.names_somebody(&parts.headers);
        let owner = is_known.then(|| self.entrance.caller(parts)).transpose()?;
        let owner = owner.map(|known| known.name);
        let id = format!("{:032x}", rand::random::<u128>());
        let (near, far) = tokio::io::duplex(BUFFER);
        let (output, input) = tokio::io::split(near);
        let ended = self.closing.child_token();
        let stream = Stream {
            owner,
            input: Arc::new(tokio::sync::Mutex::new(input)),
            far: Some(far),
            ended: ended.clone(),
        };
        let mut open = locked(&self.open);
        if open.len() >= self.most {
            return Err(Refused::busy("MCP_HTTP_CONNECTIONS"));
        }
        open.insert(id.clone(), stream);
        drop(open);
        let messages = format!("{}/messages/?session_id={id}", self.base_path);
        let open = Arc::clone(&self.open);
        let listening = Listening { id, open, ended };
        let patience = self.entrance.read_timeout;
        Ok(events::response(messages, output, listening, patience))
    }

    /// A message of a client that listens.
    pub(super) async fn take(
        &self,
        parts: Parts,
        body: Incoming,
        asked: &mut Message,
    ) -> Result<Response<Body>, Refused> {
        if parts.method != Method::POST {
            return Err(Refused::only(
                "POST",
                "this is where messages are sent, by POST",
            ));
        }
        let (known, body) = self.entrance.admit(&parts, body).await?;
        let (input, ended) = self.claimed(&parts, known)?;
        asked.method = "message";
        let Weighed { bytes, weight } = self.entrance.read(body).await?;
        if let Err(busy) = self.entrance.place()
            && body::asks(&bytes)
        {
            return Err(busy);
        }
        // A task, so that a client that leaves meanwhile does not leave half a message behind.
        let written = tokio::spawn(written(input, bytes, self.entrance.read_timeout, ended));
        let written = written.await.unwrap_or_default();
        drop(weight);
        match written {
            true => Ok(answers::plain(StatusCode::ACCEPTED, "Accepted")),
            false => Err(Refused::new(
                StatusCode::GONE,
                "the connection has ended: listen anew",
            )),
        }
    }

    /// The way to the server, which is begun by the first message. A connection is its owner's alone.
    fn claimed(
        &self,
        parts: &Parts,
        Known { name, caller, .. }: Known,
    ) -> Result<(Input, CancellationToken), Refused> {
        let mut open = locked(&self.open);
        let stream = open.get_mut(&session(parts));
        let stream = stream.filter(|stream| stream.owner.is_none_or(|owner| owner == name));
        let stream = stream.ok_or_else(Refused::no_session)?;
        stream.owner = Some(name);
        if let Some(far) = stream.far.take() {
            tokio::spawn(self.serve(caller, far, stream.ended.clone()));
        }
        Ok((Arc::clone(&stream.input), stream.ended.clone()))
    }

    fn serve(
        &self,
        caller: Caller,
        far: DuplexStream,
        ended: CancellationToken,
    ) -> impl Future<Output = ()> + use<S> {
        let (input, output) = tokio::io::split(far);
        let pipes = Pipes::new(input, output).within(self.entrance.room());
        let server = (self.server)(caller);
        async move {
            match server.serve_with_ct(pipes, ended.clone()).await {
                Ok(running) => drop(running.waiting().await),
                Err(error) => tracing::debug!(%error, "a session did not start"),
            }
            ended.cancel();
        }
    }
}

/// Writes a message for the server to read, and says whether that was done in time. Half a message leaves no way to go on.
async fn written(input: Input, message: Bytes, limit: Duration, ended: CancellationToken) -> bool {
    let writing = async {
        let mut input = input.lock().await;
        input.write_all(&on_one_line(message)).await
    };
    let written = matches!(timeout(limit, writing).await, Ok(Ok(())));
    if !written {
        ended.cancel();
    }
    written
}

/// The session that a message is for; its name is `session_id`, or `sessionId` in other servers.
fn session(parts: &Parts) -> String {
    let query = parts.uri.query().unwrap_or_default();
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    let named = pairs.find(|(name, _)| name == "session_id" || name == "sessionId");
    named.map_or_else(String::new, |(_, id)| id.into_owned())
}

/// JSON without line breaks, which it has between values alone, and with one at its end.
fn on_one_line(message: Bytes) -> BytesMut {
    let mut line = BytesMut::from(message);
    for byte in line.iter_mut() {
        if matches!(*byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
    line.extend_from_slice(b"\n");
    line
}

fn locked(open: &Open) -> MutexGuard<'_, HashMap<String, Stream>> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}
