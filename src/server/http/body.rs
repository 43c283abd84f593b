//! Messages: understood as leniently as over standard input, and handed on in the form that rmcp takes.

use bytes::Bytes;
use http::{Response, StatusCode};
use rmcp::RoleServer;
use rmcp::model::{ClientNotification, ClientRequest, JsonRpcMessage, RequestId};
use rmcp::service::RxJsonRpcMessage;
use serde_json::Value;

use super::answers::{self, Body};
use crate::likeness::short;
use crate::server::refusal::Refusal;
use crate::{aside, lenient};

/// What a message is about.
#[derive(Debug, Default)]
pub(super) struct Message {
    /// What it asks for, for the log.
    pub(super) method: &'static str,
    /// The tool that it calls.
    pub(super) tool: Option<String>,
    /// What it means to a session.
    pub(super) kind: Kind,
}

/// What a message means to a session.
#[derive(Clone, Debug, Default)]
pub(super) enum Kind {
    /// One begins.
    Initialize,
    /// Something is asked.
    Request(RequestId),
    /// What was asked is no longer wanted.
    Cancelled(RequestId),
    /// Nothing.
    #[default]
    Other,
}

/// A message, and its JSON as rmcp reads it; else the answer to what cannot be read.
pub(super) fn understood(bytes: Bytes) -> Result<(Message, Bytes), Box<Response<Body>>> {
    aside::run(bytes.len(), || parsed(bytes))
}

/// Whether a message asks for something, so that there must be room for it.
pub(super) fn asks(json: &[u8]) -> bool {
    let message = aside::run(json.len(), || {
        lenient::parse::<RxJsonRpcMessage<RoleServer>>(json)
    });
    matches!(message, Ok(JsonRpcMessage::Request(_)))
}

fn parsed(json: Bytes) -> Result<(Message, Bytes), Box<Response<Body>>> {
    let json = json
        .strip_prefix(b"\xEF\xBB\xBF")
        .map_or_else(|| json.clone(), |rest| json.slice_ref(rest));
    if let Ok(message) = serde_json::from_slice(&json) {
        return Ok((Message::of(message), json));
    }
    match lenient::parse(&json) {
        Ok(message) => Ok((Message::of(message), mended(json))),
        Err(misfit) => Err(Box::new(answer(Refusal::of(&json, &misfit)))),
    }
}

/// JSON that was read leniently, in the form that strict readers take too.
fn mended(json: Bytes) -> Bytes {
    let value = lenient::parse::<Value>(&json);
    let mended = value.and_then(|value| serde_json::to_vec(&value));
    mended.map_or(json, Bytes::from)
}

impl Message {
    fn of(message: RxJsonRpcMessage<RoleServer>) -> Self {
        let (method, tool, kind) = match message {
            JsonRpcMessage::Request(asked) => match asked.request {
                ClientRequest::InitializeRequest(_) => ("initialize", None, Kind::Initialize),
                ClientRequest::CallToolRequest(call) => {
                    let tool = Some(short(&call.params.name));
                    ("tools/call", tool, Kind::Request(asked.id))
                }
                ClientRequest::ListToolsRequest(_) => ("tools/list", None, Kind::Request(asked.id)),
                ClientRequest::PingRequest(_) => ("ping", None, Kind::Request(asked.id)),
                _ => ("other", None, Kind::Request(asked.id)),
            },
            JsonRpcMessage::Notification(told) => match told.notification {
                ClientNotification::CancelledNotification(cancelled) => {
                    let request = cancelled.params.request_id;
                    (
                        "cancelled",
                        None,
                        request.map_or(Kind::Other, Kind::Cancelled),
                    )
                }
                _ => ("notification", None, Kind::Other),
            },
            JsonRpcMessage::Response(_) | JsonRpcMessage::Error(_) => ("answer", None, Kind::Other),
        };
        Self { method, tool, kind }
    }
}

/// The answer to what cannot be read: an error of JSON-RPC, with a status that clients of either kind understand. A notification
/// gets none.
fn answer(refusal: Option<Refusal>) -> Response<Body> {
    let Some(refusal) = refusal else {
        tracing::warn!("a notification that cannot be read is passed over");
        return answers::plain(StatusCode::ACCEPTED, "");
    };
    tracing::warn!(why = refusal.why(), "a message is refused");
    let lines: Vec<String> = refusal.lines().collect();
    let body = match lines.as_slice() {
        [line] => line.trim_end().to_owned(),
        lines => format!("[{}]", lines.join(",")),
    };
    // A client that reads no error of HTTP shall still see what is wrong with its request.
    let status = if refusal.is_about_a_request() {
        StatusCode::OK
    } else {
        StatusCode::BAD_REQUEST
    };
    answers::json(status, body)
}
