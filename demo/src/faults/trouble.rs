//! What goes wrong with a request, and what is answered then.

use std::{
    fmt,
    io::Write as _,
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::{body::Body, http::HeaderValue, response::Response};
use flate2::{Compression, write::GzEncoder};
use futures_util::{Stream, StreamExt, stream};
use serde_json::Value;

use crate::reply::Reply;

/// What goes wrong with a request.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// 429 with this `Retry-After` value (seconds or an HTTP date) and an empty JSON object.
    RateLimited(String),
    /// 503 with this `Retry-After` value and a proxy's plain-text body.
    Unavailable(String),
    /// This status with a proxy's plain-text body.
    Status(u16),
    /// This status with an error as the product itself words it.
    Refused(u16),
    /// This status with this JSON; the request is not carried out.
    Told(u16, Value),
    /// 401 as Bitbucket Data Center words it for somebody whom it knows, and who may not do that.
    NotPermitted,
    /// 555 without a body, as Bitbucket Cloud answers what takes it too long: a large diff, or a deep walk over folders.
    TookTooLong,
    /// The right answer, this much later.
    Slow(Duration),
    /// The right answer, whose body, if it has one, comes byte by byte, each this much after the one before.
    Drips(Duration),
    /// 200 with an HTML sign-in page, as single sign-on proxies answer.
    LoginPage,
    /// This status with an HTML page.
    HtmlError(u16),
    /// The right answer, cut off after half of its body, if it has one.
    CutConnection,
    /// The connection is closed before a word of the answer; the request is carried out.
    NoAnswer,
    /// The first half of the right answer's body, as if that were all of it.
    Half,
    /// The right answer, said to be of this media type.
    MediaType(&'static str),
    /// The right answer with its JSON changed.
    Edited(Edit),
    /// 200 with some kilobytes of gzip that are 64 MiB of blanks; the request is not carried out.
    Bomb,
    /// 200 without a body; the request is not carried out.
    EmptyBody,
    /// 200 with half a JSON document; the request is not carried out.
    InvalidJson,
    /// 200 with JSON of another shape than documented; the request is not carried out.
    Odd,
    /// 200 with this JSON; the request is not carried out.
    Instead(Value),
}

/// A change of an answer's JSON.
#[derive(Clone)]
pub struct Edit(Arc<dyn Fn(&mut Value) + Send + Sync>);

impl Edit {
    /// This change.
    pub fn new(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Self {
        Self(Arc::new(change))
    }

    /// The body with the change; what is no JSON stays as it is.
    pub(crate) fn of(&self, body: Vec<u8>) -> Vec<u8> {
        let Ok(mut json) = serde_json::from_slice(&body) else {
            return body;
        };
        (self.0)(&mut json);
        json.to_string().into_bytes()
    }
}

impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Edit")
    }
}

const PROXY: &str = "upstream connect error or disconnect/reset before headers";
const LOGIN: &str = "<!DOCTYPE html><html><head><title>Log in</title></head><body><form action=\"/login\"></form></body></html>";

impl Trouble {
    /// Answers in place of `right`, which is asked only where the trouble needs the right answer; `refuse` words
    /// an error as the product does.
    pub(crate) async fn answer(
        self,
        right: impl FnOnce() -> Reply,
        refuse: impl FnOnce(u16) -> Reply,
    ) -> Response {
        match self {
            Self::RateLimited(after) => Reply::json(429, serde_json::json!({}))
                .header("Retry-After", after)
                .into(),
            Self::Unavailable(after) => Reply::text(503, PROXY).header("Retry-After", after).into(),
            Self::Status(status) => Reply::text(status, PROXY).into(),
            Self::Refused(status) => refuse(status).into(),
            Self::Told(status, answer) => Reply::json(status, answer).into(),
            Self::NotPermitted => Reply::json(401, not_permitted())
                .header("X-AUSERNAME", "mira".to_owned())
                .into(),
            Self::TookTooLong => Reply::empty(555).into(),
            Self::Slow(delay) => {
                tokio::time::sleep(delay).await;
                right().into()
            }
            Self::Drips(pause) => drip(right(), pause),
            Self::LoginPage => Reply::html(200, LOGIN).into(),
            Self::HtmlError(status) => Reply::html(status, &page(status)).into(),
            Self::CutConnection => cut(right()),
            Self::NoAnswer => {
                drop(right());
                let broken = Err::<Vec<u8>, _>(std::io::Error::other("cut on order"));
                Response::new(Body::from_stream(stream::iter([broken])))
            }
            Self::Half => right().with_body(|body| half(&body)).into(),
            Self::MediaType(kind) => right().typed(kind).into(),
            Self::Edited(edit) => right().with_body(|body| edit.of(body)).into(),
            Self::Bomb => Reply::bytes("application/json", bomb())
                .header("Content-Encoding", "gzip".into())
                .into(),
            Self::EmptyBody => Reply::empty(200).into(),
            Self::Odd => Reply::bytes("application/json", b"[42]".to_vec()).into(),
            Self::Instead(answer) => Reply::ok(answer).into(),
            Self::InvalidJson => Reply::bytes(
                "application/json",
                b"{\"total\": 3, \"issues\": [{".to_vec(),
            )
            .into(),
        }
    }
}

fn page(status: u16) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Error {status}</title></head><body><h1>Error {status}</h1></body></html>"
    )
}

fn not_permitted() -> Value {
    serde_json::json!({ "errors": [{
        "context": null,
        "message": "You are not permitted to access this resource",
        "exceptionName": "com.atlassian.bitbucket.AuthorisationException",
    }] })
}

fn half(body: &[u8]) -> Vec<u8> {
    body.get(..body.len() / 2).unwrap_or_default().to_vec()
}

/// Promises the whole body and breaks off in the middle.
fn cut(reply: Reply) -> Response {
    if reply.is_empty() {
        return reply.into();
    }
    // The first half leaves only when the server has to wait for the second.
    let broken = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(std::io::Error::other("cut on order"))
    };
    let full = reply.into_bytes();
    let body = stream::iter([Ok(half(&full))]).chain(stream::once(broken));
    promised(full.len(), body)
}

/// The body byte by byte.
fn drip(reply: Reply, pause: Duration) -> Response {
    if reply.is_empty() {
        return reply.into();
    }
    let full = reply.into_bytes();
    let length = full.len();
    let bytes = stream::iter(full).then(move |byte| async move {
        tokio::time::sleep(pause).await;
        Ok(vec![byte])
    });
    promised(length, bytes)
}

fn promised(
    length: usize,
    body: impl Stream<Item = std::io::Result<Vec<u8>>> + Send + 'static,
) -> Response {
    let mut response = Response::new(Body::from_stream(body));
    let headers = response.headers_mut();
    headers.insert("content-type", HeaderValue::from_static("application/json"));
    headers.insert("content-length", length.into());
    response
}

/// 64 MiB of blanks, packed once.
fn bomb() -> Vec<u8> {
    static PACKED: OnceLock<Vec<u8>> = OnceLock::new();
    let pack = || {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        let blanks = vec![b' '; 1 << 20];
        let written = (0..64).try_for_each(|_| packed.write_all(&blanks));
        written.and_then(|()| packed.finish()).unwrap_or_default()
    };
    PACKED.get_or_init(pack).clone()
}
