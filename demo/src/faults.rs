//! Trouble on order: what a client must survive.

use std::time::Duration;

use axum::{body::Body, http::HeaderValue, response::Response};
use futures_util::{StreamExt, stream};

use crate::{record::Recorded, reply::Reply};

/// What goes wrong with a request.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// 429 with this `Retry-After` value (seconds or an HTTP date) and an empty JSON object.
    RateLimited(String),
    /// This status with a proxy's plain-text body.
    Status(u16),
    /// This status with an error as the product itself words it.
    Refused(u16),
    /// This status with this JSON.
    Told(u16, serde_json::Value),
    /// 401 as Bitbucket Data Center words it for somebody whom it knows, and who may not do that.
    NotPermitted,
    /// 555 without a body, as Bitbucket Cloud answers what takes it too long: a large diff, or a deep walk over folders.
    TookTooLong,
    /// The right answer, this much later.
    Slow(Duration),
    /// 200 with an HTML sign-in page, as single sign-on proxies answer.
    LoginPage,
    /// This status with an HTML page.
    HtmlError(u16),
    /// The right answer, cut off after half of its body.
    CutConnection,
    /// 200 without a body; the request is not carried out.
    EmptyBody,
    /// 200 with half a JSON document; the request is not carried out.
    InvalidJson,
    /// 200 with JSON of another shape than documented; the request is not carried out.
    Odd,
    /// 200 with this JSON; the request is not carried out.
    Instead(serde_json::Value),
}

/// Trouble for the next requests that match.
#[derive(Clone, Debug)]
pub struct Fault {
    trouble: Trouble,
    spared: usize,
    times: usize,
    method: Option<String>,
    path: Option<String>,
}

impl Fault {
    /// Trouble for the next request, whatever it is.
    pub fn new(trouble: Trouble) -> Self {
        Self {
            trouble,
            spared: 0,
            times: 1,
            method: None,
            path: None,
        }
    }

    /// Spares this many matching requests before the trouble begins.
    pub fn after(self, spared: usize) -> Self {
        Self { spared, ..self }
    }

    /// Trouble for this many matching requests.
    pub fn times(self, times: usize) -> Self {
        Self { times, ..self }
    }

    /// Only for requests with this method.
    pub fn method(self, method: &str) -> Self {
        Self {
            method: Some(method.to_ascii_uppercase()),
            ..self
        }
    }

    /// Only for requests whose path contains this text.
    pub fn path(self, part: &str) -> Self {
        Self {
            path: Some(part.to_owned()),
            ..self
        }
    }

    fn matches(&self, request: &Recorded) -> bool {
        self.times > 0
            && self
                .method
                .as_ref()
                .is_none_or(|method| *method == request.method)
            && self
                .path
                .as_ref()
                .is_none_or(|part| request.path.contains(part.as_str()))
    }
}

/// Takes the first matching fault's trouble off the queue.
pub(crate) fn take(queue: &mut [Fault], request: &Recorded) -> Option<Trouble> {
    for fault in queue.iter_mut().filter(|fault| fault.matches(request)) {
        if let Some(spared) = fault.spared.checked_sub(1) {
            fault.spared = spared;
        } else {
            fault.times -= 1;
            return Some(fault.trouble.clone());
        }
    }
    None
}

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
            Self::Status(status) => Reply::text(
                status,
                "upstream connect error or disconnect/reset before headers",
            )
            .into(),
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
            Self::LoginPage => Reply::html(200, LOGIN).into(),
            Self::HtmlError(status) => Reply::html(status, &page(status)).into(),
            Self::CutConnection => cut(right()),
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

fn not_permitted() -> serde_json::Value {
    serde_json::json!({ "errors": [{
        "context": null,
        "message": "You are not permitted to access this resource",
        "exceptionName": "com.atlassian.bitbucket.AuthorisationException",
    }] })
}

/// Promises the whole body and breaks off in the middle.
fn cut(reply: Reply) -> Response {
    let full = reply.into_bytes();
    let half = full.get(..full.len() / 2).unwrap_or_default().to_vec();
    // The first half leaves only when the server has to wait for the second.
    let broken = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(std::io::Error::other("cut on order"))
    };
    let body = stream::iter([Ok(half)]).chain(stream::once(broken));
    let mut response = Response::new(Body::from_stream(body));
    response
        .headers_mut()
        .insert("content-type", HeaderValue::from_static("application/json"));
    response
        .headers_mut()
        .insert("content-length", full.len().into());
    response
}
