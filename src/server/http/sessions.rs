//! Sessions of older clients (MCP 2025-11-25, "Session Management"), where the operator wants them. A session holds no state but
//! whose it is and what is under way in it: each message is served by itself all the same.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use rmcp::model::RequestId;
use tokio_util::sync::CancellationToken;

use super::body::Kind;
use super::callers::Name;
use super::refused::Refused;
use crate::config::Listener;

/// The header that names a session.
pub(super) const SESSION_ID: HeaderName = HeaderName::from_static("mcp-session-id");

/// The sessions that there are; they are bounded in number, and each is its beginner's alone.
pub(super) struct Sessions {
    most: usize,
    idle: Duration,
    given_up: CancellationToken,
    open: Open,
}

type Open = Arc<Mutex<HashMap<String, Session>>>;

struct Session {
    owner: Name,
    used: Instant,
    /// What ends each request that is under way.
    under_way: HashMap<RequestId, CancellationToken>,
}

impl Session {
    fn is_over(&self, idle: Duration) -> bool {
        self.under_way.is_empty() && self.used.elapsed() > idle
    }
}

/// A request within a session, or without one; it is under way until it is dropped.
#[derive(Default)]
pub(super) struct Visit(Option<UnderWay>);

struct UnderWay {
    open: Open,
    session: String,
    request: RequestId,
    stop: CancellationToken,
}

impl Visit {
    /// What ends the request.
    pub(super) fn stop(&self) -> Option<CancellationToken> {
        Some(self.0.as_ref()?.stop.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Some(session) = locked(&self.open).get_mut(&self.session) {
            session.under_way.remove(&self.request);
            session.used = Instant::now();
        }
    }
}

/// A session that ends at once unless it is kept.
pub(super) struct Begun {
    open: Open,
    id: Option<String>,
}

impl Begun {
    /// Lets it be, and names it.
    pub(super) fn keep(mut self) -> HeaderValue {
        let id = self.id.take().unwrap_or_default();
        HeaderValue::try_from(id).unwrap_or(HeaderValue::from_static("none"))
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        if let Some(id) = self.id.take() {
            locked(&self.open).remove(&id);
        }
    }
}

impl Sessions {
    pub(super) fn new(listener: &Listener, given_up: CancellationToken) -> Self {
        Self {
            most: listener.sessions,
            idle: listener.session_idle,
            given_up,
            open: Open::default(),
        }
    }

    /// Whether there are any.
    pub(super) const fn are_kept(&self) -> bool {
        self.most > 0
    }

    /// A new one. If there is no room, it takes that of the one that was idle for longest, the caller's own first: whoever loses one
    /// begins anew, while made-up callers could keep others out for good.
    ///
    /// # Errors
    /// 503 if something is under way in all of them.
    pub(super) fn begin(&self, owner: Name) -> Result<Option<Begun>, Refused> {
        if !self.are_kept() {
            return Ok(None);
        }
        let mut open = locked(&self.open);
        open.retain(|_, session| !session.is_over(self.idle));
        if open.len() >= self.most {
            let idle = open
                .iter()
                .filter(|(_, session)| session.under_way.is_empty());
            let oldest = idle.min_by_key(|(_, session)| (session.owner != owner, session.used));
            let oldest = oldest.map(|(id, _)| id.clone());
            let oldest = oldest.ok_or_else(|| Refused::busy("MCP_HTTP_SESSIONS"))?;
            open.remove(&oldest);
        }
        let id = format!("{:032x}", rand::random::<u128>());
        let session = Session {
            owner,
            used: Instant::now(),
            under_way: HashMap::new(),
        };
        open.insert(id.clone(), session);
        Ok(Some(Begun {
            open: Arc::clone(&self.open),
            id: Some(id),
        }))
    }

    /// A message within the session that the headers name; one that names none is by itself.
    ///
    /// # Errors
    /// 404 for no session of the caller's, 400 for a request with the id of one that is under way there.
    pub(super) fn visit(
        &self,
        headers: &HeaderMap,
        owner: Name,
        kind: &Kind,
    ) -> Result<Visit, Refused> {
        if !self.are_kept() || matches!(kind, Kind::Initialize) || !headers.contains_key(SESSION_ID)
        {
            return Ok(Visit::default());
        }
        let mut open = locked(&self.open);
        let (id, session) = self.own(&mut open, headers, owner)?;
        match kind {
            Kind::Request(request) if session.under_way.contains_key(request) => Err(Refused::new(
                StatusCode::BAD_REQUEST,
                "a request with this id is still being answered in this session: give each its own",
            )),
            Kind::Request(request) => {
                let stop = self.given_up.child_token();
                session.under_way.insert(request.clone(), stop.clone());
                Ok(Visit(Some(UnderWay {
                    open: Arc::clone(&self.open),
                    session: id,
                    request: request.clone(),
                    stop,
                })))
            }
            Kind::Cancelled(request) => {
                if let Some(stop) = session.under_way.get(request) {
                    stop.cancel();
                }
                Ok(Visit::default())
            }
            Kind::Initialize | Kind::Other => Ok(Visit::default()),
        }
    }

    /// Ends the session that the headers name, and what is under way in it.
    ///
    /// # Errors
    /// 404 for no session of the caller's.
    pub(super) fn end(&self, headers: &HeaderMap, owner: Name) -> Result<(), Refused> {
        let mut open = locked(&self.open);
        let (id, session) = self.own(&mut open, headers, owner)?;
        session
            .under_way
            .values()
            .for_each(CancellationToken::cancel);
        open.remove(&id);
        Ok(())
    }

    /// The caller's session of that id. Somebody else's is no session.
    fn own<'a>(
        &self,
        open: &'a mut HashMap<String, Session>,
        headers: &HeaderMap,
        owner: Name,
    ) -> Result<(String, &'a mut Session), Refused> {
        let id = headers.get(SESSION_ID).and_then(|id| id.to_str().ok());
        let id = id.unwrap_or_default();
        let session = open.get_mut(id);
        let session =
            session.filter(|session| session.owner == owner && !session.is_over(self.idle));
        let session = session.ok_or_else(Refused::no_session)?;
        session.used = Instant::now();
        Ok((id.to_owned(), session))
    }
}

fn locked(open: &Open) -> MutexGuard<'_, HashMap<String, Session>> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}
