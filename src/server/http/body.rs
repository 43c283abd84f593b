//! A request's body: read under a cap of bytes and time, understood as leniently as over standard input, and handed on in the
//! form that rmcp takes.

use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use rmcp::RoleServer;
use rmcp::model::{ClientRequest, JsonRpcMessage};
use rmcp::service::RxJsonRpcMessage;
use serde_json::Value;

use super::refused::Refused;
use crate::server::refusal::Refusal;
use crate::{aside, lenient};

/// The largest message, in bytes; as over standard input.
const LARGEST: usize = 16 << 20;

/// A message that rmcp will read.
pub(super) struct Message {
    /// It, as JSON.
    pub(super) json: Bytes,
    /// What it asks for, for the log.
    pub(super) method: &'static str,
    /// The tool that it calls.
    pub(super) tool: Option<String>,
}

/// What comes instead of a message.
pub(super) enum Unread {
    /// It was not read.
    Refused(Refused),
    /// It was read, and is answered by JSON-RPC.
    Answered(Response<Full<Bytes>>),
}

pub(super) async fn read(body: Incoming, limit: Duration) -> Result<Message, Unread> {
    let reading = Limited::new(body, LARGEST).collect();
    let refused = |status, why: &str| Unread::Refused(Refused::new(status, why));
    let read = tokio::time::timeout(limit, reading).await.map_err(|_| {
        refused(
            StatusCode::REQUEST_TIMEOUT,
            "the body took too long to come (MCP_HTTP_READ_TIMEOUT)",
        )
    })?;
    let bytes = read
        .map_err(|error| match error.is::<LengthLimitError>() {
            true => refused(StatusCode::PAYLOAD_TOO_LARGE, "the message is over 16 MiB"),
            false => refused(StatusCode::BAD_REQUEST, "the body broke off"),
        })?
        .to_bytes();
    aside::run(|| understood(bytes))
}

fn understood(json: Bytes) -> Result<Message, Unread> {
    let json = json
        .strip_prefix(b"\xEF\xBB\xBF")
        .map_or_else(|| json.clone(), |rest| json.slice_ref(rest));
    if let Ok(message) = serde_json::from_slice(&json) {
        return Ok(Message::of(&message, json));
    }
    match lenient::parse(&json) {
        Ok(message) => Ok(Message::of(&message, mended(json))),
        Err(misfit) => Err(Unread::Answered(answer(Refusal::of(&json, &misfit)))),
    }
}

/// JSON that was read leniently, in the form that strict readers take too.
fn mended(json: Bytes) -> Bytes {
    let value = lenient::parse::<Value>(&json);
    let mended = value.and_then(|value| serde_json::to_vec(&value));
    mended.map_or(json, Bytes::from)
}

impl Message {
    fn of(message: &RxJsonRpcMessage<RoleServer>, json: Bytes) -> Self {
        let (method, tool) = asked(message);
        Self { json, method, tool }
    }
}

fn asked(message: &RxJsonRpcMessage<RoleServer>) -> (&'static str, Option<String>) {
    match message {
        JsonRpcMessage::Request(request) => match &request.request {
            ClientRequest::CallToolRequest(call) => {
                ("tools/call", Some(call.params.name.to_string()))
            }
            ClientRequest::ListToolsRequest(_) => ("tools/list", None),
            ClientRequest::InitializeRequest(_) => ("initialize", None),
            ClientRequest::PingRequest(_) => ("ping", None),
            _ => ("other", None),
        },
        JsonRpcMessage::Notification(_) => ("notification", None),
        JsonRpcMessage::Response(_) | JsonRpcMessage::Error(_) => ("answer", None),
    }
}

/// The answer to what cannot be read: an error of JSON-RPC, with a status that clients of either kind understand. A notification
/// gets none.
fn answer(refusal: Option<Refusal>) -> Response<Full<Bytes>> {
    let Some(refusal) = refusal else {
        tracing::warn!("a notification that cannot be read is passed over");
        return with(StatusCode::ACCEPTED, Bytes::new());
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
    with(status, Bytes::from(body))
}

fn with(status: StatusCode, body: Bytes) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(body));
    *response.status_mut() = status;
    let json = http::HeaderValue::from_static("application/json");
    response
        .headers_mut()
        .insert(http::header::CONTENT_TYPE, json);
    response
}
