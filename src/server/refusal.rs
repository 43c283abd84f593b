//! What is answered to a message that rmcp would drop.

use rmcp::model::ErrorCode;
use serde_json::{Map, Value, json};

use super::outline::Outline;
use crate::likeness::short;

/// The server's own code for having too much to do (JSON-RPC 2.0, 5.1: -32000 to -32099).
const BUSY: ErrorCode = ErrorCode(-32000);

/// How many requests of a batch are answered each for itself.
const BATCH: usize = 100;

/// Why a message is not taken, and whom it is told: the requests with these ids, or no one in particular.
#[derive(Debug, PartialEq)]
pub(super) struct Refusal {
    ids: Vec<Value>,
    code: ErrorCode,
    why: String,
}

impl Refusal {
    /// A message that is no request, whoever sent it.
    pub(super) fn invalid(id: Option<Value>, why: &str) -> Self {
        Self {
            ids: vec![id.unwrap_or_default()],
            code: ErrorCode::INVALID_REQUEST,
            why: why.to_owned(),
        }
    }

    /// A request beyond those that are taken at once.
    pub(super) fn busy(id: Option<Value>) -> Self {
        Self {
            code: BUSY,
            ..Self::invalid(
                id,
                "as many requests are under way as this server takes (MCP_HTTP_CALLS); try again in a second",
            )
        }
    }

    /// What is wrong with a message that could not be read; nothing, if it is one that nobody answers.
    pub(super) fn of(message: &[u8], misfit: &serde_json::Error) -> Option<Self> {
        match crate::lenient::parse(message) {
            Ok(Value::Array(items)) => Some(Self {
                ids: ids(&items),
                ..Self::invalid(
                    None,
                    "batches are not taken: send each request on a line of its own",
                )
            }),
            Ok(Value::Object(members)) => Self::of_object(&members, misfit),
            Ok(_) => Some(Self::invalid(None, "this is no JSON-RPC message")),
            Err(error) => Some(Self {
                ids: vec![Outline::id_in(message).unwrap_or_default()],
                code: ErrorCode::PARSE_ERROR,
                why: format!("this cannot be read as JSON: {error}"),
            }),
        }
    }

    /// Neither notifications nor answers are answered, however wrong they are (JSON-RPC 2.0, 4.1).
    fn of_object(members: &Map<String, Value>, misfit: &serde_json::Error) -> Option<Self> {
        let id = members.get("id");
        let asks = members.contains_key("method") && id.is_some();
        let told = asks
            || !["method", "result", "error"]
                .iter()
                .any(|name| members.contains_key(*name));
        let sound = |id: &Value| id.is_string() || id.is_i64();
        let method = members.get("method").and_then(Value::as_str);
        let version = members.get("jsonrpc").and_then(Value::as_str);
        let (code, why) = match (id, method, version) {
            (Some(id), ..) if !sound(id) => (
                ErrorCode::INVALID_REQUEST,
                "the id must be a string or a whole number".into(),
            ),
            // All else is as it should be.
            (Some(_), Some(method), Some("2.0")) => (
                ErrorCode::INVALID_PARAMS,
                format!("params of {}: they must be an object", short(method)),
            ),
            _ => (
                ErrorCode::INVALID_REQUEST,
                format!("this is no JSON-RPC 2.0 request: {misfit}"),
            ),
        };
        let id = id.filter(|id| id.is_string() || id.is_number()).cloned();
        told.then(|| Self {
            code,
            ..Self::invalid(id, &why)
        })
    }

    /// The answers, a line each.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        let line = |id| {
            let error = json!({ "code": self.code.0, "message": self.why });
            let answer = json!({ "jsonrpc": "2.0", "id": id, "error": error });
            format!("{answer}\n")
        };
        self.ids.iter().map(line)
    }

    /// Whether it is told to a request by its id.
    pub(super) fn is_about_a_request(&self) -> bool {
        self.ids.iter().all(|id| !id.is_null())
    }

    /// Why, for the log.
    pub(super) fn why(&self) -> &str {
        &self.why
    }
}

/// The ids of the requests of a batch; if there is none, the batch is answered as one.
fn ids(items: &[Value]) -> Vec<Value> {
    let ids = items.iter().filter_map(|item| item.get("id"));
    let ids = ids.filter(|id| id.is_string() || id.is_number());
    let ids: Vec<Value> = ids.take(BATCH).cloned().collect();
    if ids.is_empty() {
        vec![Value::Null]
    } else {
        ids
    }
}
