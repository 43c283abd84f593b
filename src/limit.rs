//! How long one call may take (`MCP_CALL_TIMEOUT`). Each request to a product is given up when the time is up, so that a call
//! of several says what is done and what was not sent.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::error::{Error, Result};

tokio::task_local! {
    static LIMIT: (Instant, Duration);
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
    let given_up = || up(limit, &unanswered(operation, writes));
    timeout_at(end, request)
        .await
        .unwrap_or_else(|_| Err(given_up()))
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
