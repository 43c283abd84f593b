//! JSON-RPC over a pair of byte streams. Every request is answered: what rmcp would drop is refused here, and logged.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt as _};
use rmcp::RoleServer;
use rmcp::model::{
    ClientNotification, ClientRequest, GetMeta as _, JsonRpcMessage, JsonRpcNotification,
    ProtocolVersion, RequestId,
};
use rmcp::service::{RxJsonRpcMessage, TxJsonRpcMessage};
use rmcp::transport::Transport;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};
use tokio_util::codec::{BytesCodec, FramedRead, FramedWrite};

use super::lines::{Line, Lines};
use super::refusal::Refusal;
use crate::{aside, lenient};

/// The longest id of a request, in bytes.
const LONGEST_ID: usize = 256;

/// How many cancelled requests keep their ids, the newest: the answer to an older one does not cross any more.
const CANCELLED: usize = 1_000;

/// A client on the other end of two byte streams.
pub(super) struct Pipes<R, W> {
    input: FramedRead<R, Lines>,
    output: Arc<Mutex<Option<FramedWrite<W, BytesCodec>>>>,
    /// Answers that are to be written before anything else is read.
    refusals: VecDeque<Bytes>,
    /// The requests that have had no answer. Where room is limited, each has its place until that is written.
    open: HashMap<RequestId, Option<OwnedSemaphorePermit>>,
    /// Requests that were cancelled, and never get an answer. They keep their ids, since an answer that crosses with the
    /// cancellation would pass for that of another request.
    cancelled: VecDeque<RequestId>,
    /// Where requests take their places; none is no limit.
    room: Option<Arc<Semaphore>>,
    /// Whether the client has begun a session of either era.
    begun: bool,
}

impl<R, W> Pipes<R, W>
where
    R: AsyncRead + Send + Unpin,
    W: AsyncWrite + Send + Unpin,
{
    pub(super) fn new(input: R, output: W) -> Self {
        Self {
            input: FramedRead::new(input, Lines::default()),
            output: Arc::new(Mutex::new(Some(FramedWrite::new(
                output,
                BytesCodec::new(),
            )))),
            refusals: VecDeque::new(),
            open: HashMap::new(),
            cancelled: VecDeque::new(),
            room: None,
            begun: false,
        }
    }

    /// With requests that share this room with others'; beyond it they are refused.
    pub(super) fn within(mut self, room: Arc<Semaphore>) -> Self {
        self.room = Some(room);
        self
    }

    /// The message in a line; nothing, if it needs no answer and means nothing to us.
    fn message(&mut self, line: &[u8]) -> Result<Option<RxJsonRpcMessage<RoleServer>>, Refusal> {
        let text = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        if text.trim_ascii().is_empty() {
            return Ok(None);
        }
        match parsed(text) {
            Ok(message) => self.admitted(message),
            Err(misfit) => match aside::run(text.len(), || Refusal::of(text, &misfit)) {
                Some(refusal) => Err(refusal),
                None => {
                    tracing::warn!(%misfit, "a notification that cannot be read is passed over");
                    Ok(None)
                }
            },
        }
    }

    /// Keeps from rmcp what would confuse it.
    fn admitted(
        &mut self,
        message: RxJsonRpcMessage<RoleServer>,
    ) -> Result<Option<RxJsonRpcMessage<RoleServer>>, Refusal> {
        match &message {
            JsonRpcMessage::Request(request) => {
                self.open(&request.id)?;
                self.begun |= begins(&request.request);
            }
            JsonRpcMessage::Notification(notification) => self.make_room(notification),
            JsonRpcMessage::Response(_) | JsonRpcMessage::Error(_) => {}
        }
        let asks = matches!(message, JsonRpcMessage::Request(_));
        if !self.begun && !asks {
            tracing::warn!("a message before the first request is passed over");
            return Ok(None);
        }
        Ok(Some(message))
    }

    fn open(&mut self, id: &RequestId) -> Result<(), Refusal> {
        let told = || serde_json::to_value(id).ok();
        if matches!(id, RequestId::String(id) if id.len() > LONGEST_ID) {
            return Err(Refusal::invalid(
                None,
                "the id of a request is over 256 bytes",
            ));
        }
        if self.open.contains_key(id) || self.cancelled.contains(id) {
            let why = "a request with this id is still being answered or was cancelled: give each its own";
            return Err(Refusal::invalid(told(), why));
        }
        let place = self
            .room
            .as_ref()
            .map(|room| Arc::clone(room).try_acquire_owned());
        let place = place.transpose().map_err(|_| Refusal::busy(told()))?;
        self.open.insert(id.clone(), place);
        Ok(())
    }

    /// What was cancelled keeps its id for a while, but not its place.
    fn make_room(&mut self, notification: &JsonRpcNotification<ClientNotification>) {
        if let ClientNotification::CancelledNotification(cancelled) = &notification.notification
            && let Some(id) = &cancelled.params.request_id
            && self.open.remove(id).is_some()
        {
            if self.cancelled.len() >= CANCELLED {
                self.cancelled.pop_front();
            }
            self.cancelled.push_back(id.clone());
        }
    }

    /// The place of a request that is answered.
    fn answered(&mut self, id: Option<&RequestId>) -> Option<OwnedSemaphorePermit> {
        self.open.remove(id?)?
    }

    /// Writes the refusals that are due. Nothing is written twice or in part if this is given up.
    async fn refuse(&mut self) -> io::Result<()> {
        let mut output = self.output.lock().await;
        let Some(output) = output.as_mut() else {
            return Ok(());
        };
        while let Some(line) = self.refusals.front() {
            output.feed(line.clone()).await?;
            self.refusals.pop_front();
        }
        SinkExt::<Bytes>::flush(output).await
    }

    async fn next(&mut self) -> io::Result<Option<RxJsonRpcMessage<RoleServer>>> {
        loop {
            self.refuse().await?;
            let refusal = match self.input.next().await.transpose()? {
                None => return Ok(None),
                Some(Line::TooLong(id)) => Refusal::invalid(id, "the message is over 16 MiB"),
                Some(Line::Whole(line)) => match self.message(&line) {
                    Ok(None) => continue,
                    Ok(message) => return Ok(message),
                    Err(refusal) => refusal,
                },
            };
            tracing::warn!(why = refusal.why(), "a message is refused");
            self.refusals.extend(refusal.lines().map(Bytes::from));
        }
    }
}

/// Whether a request begins a session: by `initialize`, or by saying all that a session of the stateless era needs.
fn begins(request: &ClientRequest) -> bool {
    match request {
        ClientRequest::InitializeRequest(_) => true,
        ClientRequest::PingRequest(_) | ClientRequest::DiscoverRequest(_) => false,
        other => other
            .get_meta()
            .missing_required_keys(&ProtocolVersion::V_2026_07_28)
            .is_empty(),
    }
}

fn parsed(text: &[u8]) -> serde_json::Result<RxJsonRpcMessage<RoleServer>> {
    aside::run(text.len(), || lenient::parse(text))
}

impl<R, W> Transport<RoleServer> for Pipes<R, W>
where
    R: AsyncRead + Send + Unpin,
    W: AsyncWrite + Send + Unpin + 'static,
{
    type Error = io::Error;

    fn send(
        &mut self,
        message: TxJsonRpcMessage<RoleServer>,
    ) -> impl Future<Output = io::Result<()>> + Send + 'static {
        let place = match &message {
            JsonRpcMessage::Response(answer) => self.answered(Some(&answer.id)),
            JsonRpcMessage::Error(error) => self.answered(error.id.as_ref()),
            JsonRpcMessage::Request(_) | JsonRpcMessage::Notification(_) => None,
        };
        let output = Arc::clone(&self.output);
        async move {
            let mut line = serde_json::to_vec(&message)?;
            line.push(b'\n');
            let written = match output.lock().await.as_mut() {
                Some(output) => output.send(Bytes::from(line)).await,
                None => Err(io::ErrorKind::NotConnected.into()),
            };
            drop(place);
            written
        }
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleServer>> {
        self.next().await.unwrap_or_else(|error| {
            tracing::error!(%error, "the connection to the client broke");
            None
        })
    }

    async fn close(&mut self) -> io::Result<()> {
        match self.output.lock().await.take() {
            Some(mut output) => SinkExt::<Bytes>::close(&mut output).await,
            None => Ok(()),
        }
    }
}
