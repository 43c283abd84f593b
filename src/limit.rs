//! How long one call may take (`MCP_CALL_TIMEOUT`). Each request to a product is given up when the time is up, so that a call
//! of several says what is done and what was not sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::error::{Error, Result};

tokio::task_local! {
    static LIMIT: (Instant, Duration);
    /// Whether the request has not been sent yet, or was refused since there are too many.
    static WAITING: Arc<AtomicBool>;
}

/// Runs a call, which may take this long.
pub async fn of_call<T>(limit: Duration, call: impl Future<Output = T>) -> T {
    LIMIT.scope((Instant::now() + limit, limit), call).await
}

/// What becomes of a request, unless the time of the call is up before: then it is not sent, or given up.
///
/// # Errors
/// What `request` reports, or [`Error::OutOfTime`].
pub async fn of_request<T>(
    operation: &str,
    writes: bool,
    request: impl Future<Output = Result<T>>,
) -> Result<T> {
    let Ok((end, limit)) = LIMIT.try_with(|limit| *limit) else {
        return request.await;
    };
    if Instant::now() >= end {
        return Err(up(limit, &format!("{operation} was not sent.")));
    }
    let waiting = Arc::new(AtomicBool::new(false));
    let request = WAITING.scope(Arc::clone(&waiting), request);
    timeout_at(end, request).await.unwrap_or_else(|_| {
        Err(match waiting.load(Ordering::Relaxed) {
            true => up(limit, &format!("{operation} {TURN}")),
            false => up(limit, &unanswered(operation, writes)),
        })
    })
}

const TURN: &str = "was not carried out: it waited for its turn, since no more requests go at a time than …_RATE_LIMIT_REQUESTS_PER_SECOND or the product allows. Ask for less, or try later.";

/// Notes that the request under way waits for its turn, so that it is certainly not carried out, or that it does no longer.
pub fn waits_for_turn(yes: bool) {
    // Outside of a call nothing is given up.
    let _ = WAITING.try_with(|waiting| waiting.store(yes, Ordering::Relaxed));
}

/// How much of the call's time is left; none outside of a call.
pub fn left() -> Option<Duration> {
    let end = LIMIT.try_with(|(end, _)| *end).ok()?;
    Some(end.saturating_duration_since(Instant::now()))
}

/// The call's time is up, and so it is with it.
pub fn up(limit: Duration, what: &str) -> Error {
    let seconds = limit.as_secs();
    Error::OutOfTime(format!(
        "The {seconds} s that a call may take are over (MCP_CALL_TIMEOUT): {what}"
    ))
}

/// What to say of something that was begun and not answered.
pub fn unanswered(what: &str, writes: bool) -> String {
    match writes {
        true => format!(
            "{what} was not answered. It may have been carried out all the same: look before you repeat it."
        ),
        false => format!("{what} was not answered. Ask for less, or try later."),
    }
}
