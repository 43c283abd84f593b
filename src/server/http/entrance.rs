//! What every message passes before it is read: from where it comes, in what form, from whom, and whether there is room.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode, Uri};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::{Body as _, Incoming};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::callers::{Callers, Known};
use super::guard::Guard;
use super::refused::Refused;
use crate::config::Listener;

/// What is in the names of secrets where people put them into an address, from where they reach every log on the way.
const SECRETS: [&str; 6] = [
    "apikey",
    "authorization",
    "bearer",
    "password",
    "secret",
    "token",
];

/// The largest message, in bytes; as over standard input.
const LARGEST: usize = 16 << 20;

/// The largest message that is read of somebody who is refused, in bytes.
const SHORT: usize = 64 << 10;

/// How much all messages together may weigh while they are read, in KiB: 256 MiB.
const WEIGHT: usize = 256 << 10;

/// The setting that says how many requests there is room for.
const ROOM: &str = "MCP_HTTP_CALLS";

/// Lets requests in.
pub(super) struct Entrance {
    guard: Guard,
    callers: Callers,
    room: Arc<Semaphore>,
    weight: Arc<Semaphore>,
    /// How long a body may take to come.
    pub(super) read_timeout: Duration,
}

/// A message, and its share of what all may weigh.
pub(super) struct Weighed {
    pub(super) bytes: Bytes,
    pub(super) weight: OwnedSemaphorePermit,
}

impl Entrance {
    pub(super) fn new(listener: &Listener, callers: Callers) -> Self {
        Self {
            guard: Guard::new(listener),
            callers,
            room: Arc::new(Semaphore::new(listener.calls)),
            weight: Arc::new(Semaphore::new(WEIGHT)),
            read_timeout: listener.read_timeout,
        }
    }

    /// Refuses what comes by way of another site, and what holds secrets where they do not belong.
    pub(super) fn check(&self, parts: &Parts) -> Result<(), Refused> {
        self.guard.check(parts)?;
        check_query(&parts.uri)
    }

    /// Refuses what is not to this server; a web page of any site may send the rest.
    pub(super) fn check_host(&self, parts: &Parts) -> Result<(), Refused> {
        self.guard.check_host(parts)
    }

    /// The origin of a request, if the operator named it.
    pub(super) fn named_origin(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        self.guard.named_origin(headers)
    }

    /// Who sends a message. That of somebody who is refused is read, unless it is long: a connection is closed on which something was
    /// left, and whoever is asked to sign in goes on with his next request there.
    pub(super) async fn admit(
        &self,
        parts: &Parts,
        body: Incoming,
    ) -> Result<(Known, Incoming), Refused> {
        match check_type(parts).and_then(|()| self.caller(parts)) {
            Ok(known) => Ok((known, body)),
            Err(refused) => {
                let _passed_over = self.read_up_to(SHORT, body).await;
                Err(refused)
            }
        }
    }

    /// Who sends a request without a body.
    pub(super) fn caller(&self, parts: &Parts) -> Result<Known, Refused> {
        self.callers.of(parts)
    }

    /// A product took the token of whoever is known so.
    pub(super) fn works(&self, known: &Known) {
        self.callers.works(known);
    }

    /// Whether one whose token a product refused gets further with another one.
    pub(super) fn may_another_help(&self, known: &Known) -> bool {
        self.callers.may_another_help(known)
    }

    /// Whether it is known who sends a request, right or wrong, or has to be.
    pub(super) fn names_somebody(&self, headers: &HeaderMap) -> bool {
        self.callers.has_sign_in() || self.callers.brings_credentials(headers)
    }

    /// Room for one request, until it is dropped.
    pub(super) fn place(&self) -> Result<OwnedSemaphorePermit, Refused> {
        let place = Arc::clone(&self.room).try_acquire_owned();
        place.map_err(|_| Refused::busy(ROOM))
    }

    /// A message, up to [`LARGEST`], within the time that it may take.
    pub(super) async fn read(&self, body: Incoming) -> Result<Weighed, Refused> {
        self.read_up_to(LARGEST, body).await
    }

    /// A body of so many bytes at most, within the time that it may take.
    pub(super) async fn read_up_to(
        &self,
        largest: usize,
        body: Incoming,
    ) -> Result<Weighed, Refused> {
        let too_large = || too_large(largest);
        let most = body.size_hint().exact().unwrap_or(largest as u64);
        if most > largest as u64 {
            return Err(too_large());
        }
        let weight = Arc::clone(&self.weight).try_acquire_many_owned(kib(most));
        let mut weight = weight.map_err(|_| Refused::busy("256 MiB of messages at once"))?;
        let reading =
            tokio::time::timeout(self.read_timeout, Limited::new(body, largest).collect());
        let read = reading.await.map_err(|_| {
            Refused::new(
                StatusCode::REQUEST_TIMEOUT,
                "the body took too long to come (MCP_HTTP_READ_TIMEOUT)",
            )
        })?;
        let read = read.map_err(|error| match error.is::<LengthLimitError>() {
            true => too_large(),
            false => Refused::new(StatusCode::BAD_REQUEST, "the body broke off"),
        })?;
        let bytes = read.to_bytes();
        // One that did not say its length gives back what it did not need.
        let weight = weight
            .split(kib(bytes.len() as u64) as usize)
            .unwrap_or(weight);
        Ok(Weighed { bytes, weight })
    }

    /// The room that requests of one connection share with all others.
    pub(super) fn room(&self) -> Arc<Semaphore> {
        Arc::clone(&self.room)
    }

    /// Waits until nothing is under way, and lets nothing in meanwhile. `all` is how many may be.
    pub(super) async fn empty(&self, all: usize) {
        let all = u32::try_from(all).unwrap_or(u32::MAX);
        if let Ok(places) = self.room.acquire_many(all).await {
            places.forget();
        }
    }
}

/// Bytes as KiB, and at least one.
fn kib(bytes: u64) -> u32 {
    u32::try_from(bytes / 1024 + 1).unwrap_or(u32::MAX)
}

fn too_large(largest: usize) -> Refused {
    let largest = largest >> 10;
    Refused::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        format!("the message is over {largest} KiB"),
    )
}

fn check_query(uri: &Uri) -> Result<(), Refused> {
    let query = uri.query().unwrap_or_default();
    let names = url::form_urlencoded::parse(query.as_bytes());
    let plain = |name: &str| name.to_ascii_lowercase().replace(['-', '_'], "");
    let mut names = names.map(|(name, _)| plain(&name));
    let is_secret = |name: &str| SECRETS.iter().any(|secret| name.contains(secret));
    match names.any(|name| is_secret(&name) || ["pat", "auth"].contains(&name.as_str())) {
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
