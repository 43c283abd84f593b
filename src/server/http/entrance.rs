//! What every message passes before it is read: from where it comes, in what form, from whom, and whether there is room.

use std::sync::Arc;
use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{StatusCode, Uri};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::callers::{Callers, Known};
use super::guard::Guard;
use super::refused::Refused;
use crate::config::Listener;

/// What tokens are called where people put them into an address, from where they reach every log on the way.
const SECRETS: [&str; 6] = [
    "access_token",
    "api_token",
    "authorization",
    "personal_token",
    "token",
    "bearer",
];

/// The setting that says how many requests there is room for.
const ROOM: &str = "MCP_HTTP_CALLS";

/// Lets requests in.
pub(super) struct Entrance {
    guard: Guard,
    callers: Callers,
    room: Arc<Semaphore>,
    /// How long a body may take to come.
    pub(super) read_timeout: Duration,
}

impl Entrance {
    pub(super) fn new(listener: &Listener, callers: Callers) -> Self {
        Self {
            guard: Guard::new(listener),
            callers,
            room: Arc::new(Semaphore::new(listener.calls)),
            read_timeout: listener.read_timeout,
        }
    }

    /// Refuses what comes by way of another site, and what holds secrets where they do not belong.
    pub(super) fn check(&self, parts: &Parts) -> Result<(), Refused> {
        self.guard.check(parts)?;
        check_query(&parts.uri)
    }

    /// Who sends a message.
    pub(super) fn admit(&self, parts: &Parts) -> Result<Known, Refused> {
        check_type(parts)?;
        self.caller(parts)
    }

    /// Who sends a request without a body.
    pub(super) fn caller(&self, parts: &Parts) -> Result<Known, Refused> {
        self.callers.of(parts)
    }

    /// Room for one request, until it is dropped.
    pub(super) fn place(&self) -> Result<OwnedSemaphorePermit, Refused> {
        let place = Arc::clone(&self.room).try_acquire_owned();
        place.map_err(|_| Refused::busy(ROOM))
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
