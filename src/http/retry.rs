//! Trying again what may succeed the second time.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};
use chrono::{DateTime, Utc};
use http::HeaderMap;
use http::header::RETRY_AFTER;
use reqwest::{Client, Request, Response, StatusCode};

use super::rate::Bucket;
use crate::config::RateLimit;
use crate::limit;

/// The longest time that one request spends waiting between its attempts, all together.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// How often what failed otherwise than by a limit is tried again.
const FAULT_RETRIES: u32 = 3;

/// Sends a request when its bucket has a token for it, and again what may succeed then. 429 is tried again as often as the limit
/// says, since such a request was not carried out; 502, 503, 504 and connections that fail or break up to three times, only if
/// the request is `idempotent`. Waits as `Retry-After` says, but not longer than a minute or than the call may take: what asks for
/// more is handed back at once. A body that cannot be cloned is sent once.
pub(super) async fn send(
    client: &Client,
    mut request: Request,
    idempotent: bool,
    rates: &RateLimit,
    bucket: Option<&Bucket>,
) -> reqwest::Result<Response> {
    let mut patience = MAX_WAIT;
    let mut attempt = 0;
    loop {
        let spare = request.try_clone();
        take_turn(bucket).await;
        let result = client.execute(request).await;
        patience = limit::left().map_or(patience, |left| left.min(patience));
        let pause = pause(&result, attempt, idempotent, rates);
        let (Some(next), Some(pause)) = (spare, pause.filter(|pause| *pause <= patience)) else {
            return result;
        };
        tracing::info!(host = next.url().host_str(), ?pause, "trying again");
        // What was refused by a limit was not carried out; of a failure that is not known.
        limit::waits_for_turn(result.is_ok_and(|response| is_limited(&response)));
        tokio::time::sleep(pause).await;
        limit::waits_for_turn(false);
        patience = patience.saturating_sub(pause);
        request = next;
        attempt += 1;
    }
}

async fn take_turn(bucket: Option<&Bucket>) {
    let Some(bucket) = bucket else {
        return;
    };
    if bucket.is_empty() {
        tracing::debug!("waiting for the rate limit");
    }
    limit::waits_for_turn(true);
    bucket.take().await;
    limit::waits_for_turn(false);
}

/// How long to wait before the next attempt, if there is to be one.
fn pause(
    result: &reqwest::Result<Response>,
    attempt: usize,
    idempotent: bool,
    rates: &RateLimit,
) -> Option<Duration> {
    let (first, retries) = match result {
        Ok(response) if is_limited(response) => (rates.first_wait, rates.retries),
        result if idempotent && is_fault(result) => (rates.fault_wait, FAULT_RETRIES),
        _ => return None,
    };
    let waits = ExponentialBuilder::new()
        .with_jitter()
        .with_min_delay(first)
        .with_max_delay(rates.longest_wait)
        .with_max_times(retries as usize);
    let wait = waits.build().nth(attempt)?.min(rates.longest_wait);
    Some(asked_for(result).unwrap_or(wait))
}

fn is_limited(response: &Response) -> bool {
    response.status() == StatusCode::TOO_MANY_REQUESTS
}

fn is_fault(result: &reqwest::Result<Response>) -> bool {
    match result {
        Ok(response) => matches!(
            response.status(),
            StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT
        ),
        // A request that timed out has used up the time its caller allows it.
        Err(error) => error.is_request() && !error.is_timeout(),
    }
}

fn asked_for(result: &reqwest::Result<Response>) -> Option<Duration> {
    retry_after(result.as_ref().ok()?.headers(), Utc::now())
}

/// What `Retry-After` says (RFC 9110 §10.2.3): seconds, or a date.
pub(super) fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let until = |date: DateTime<_>| {
        (date.with_timezone(&Utc) - now)
            .to_std()
            .unwrap_or_default()
    };
    let seconds = text.parse().ok().map(Duration::from_secs);
    seconds.or_else(|| DateTime::parse_from_rfc2822(text).ok().map(until))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Option<Duration> {
        let now = DateTime::parse_from_rfc2822("Sun, 06 Nov 1994 08:49:30 GMT").unwrap();
        let headers = HeaderMap::from_iter([(RETRY_AFTER, value.parse().unwrap())]);
        retry_after(&headers, now.with_timezone(&Utc))
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(read("7"), Some(Duration::from_secs(7)));
        assert_eq!(
            read("Sun, 06 Nov 1994 08:49:37 GMT"),
            Some(Duration::from_secs(7))
        );
        assert_eq!(read("Sun, 06 Nov 1994 08:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(read("soon"), None);
        assert_eq!(read("-1"), None);
    }
}
