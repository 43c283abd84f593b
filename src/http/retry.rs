//! Trying again what may succeed the second time.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};
use chrono::{DateTime, Utc};
use http::HeaderMap;
use http::header::RETRY_AFTER;
use reqwest::{Client, Request, Response, StatusCode};

/// The longest time that one call spends waiting between its attempts, all together.
const MAX_WAIT: Duration = Duration::from_secs(60);

const BACKOFF: ExponentialBuilder = ExponentialBuilder::new()
    .with_jitter()
    .with_min_delay(Duration::from_millis(250))
    .with_max_times(3);

/// Sends a request, up to four times. 429 is always tried again, since such a request was not carried out; 502, 503,
/// 504 and connections that fail or break only if the request is `idempotent`. Waits as `Retry-After` says, but not
/// longer than [`MAX_WAIT`]: what asks for more is handed back at once. A body that cannot be cloned is sent once.
pub(super) async fn send(
    client: &Client,
    mut request: Request,
    idempotent: bool,
) -> reqwest::Result<Response> {
    let mut backoff = BACKOFF.build();
    let mut patience = MAX_WAIT;
    loop {
        let spare = request.try_clone();
        let result = client.execute(request).await;
        let pause = if is_transient(&result, idempotent) {
            backoff.next()
        } else {
            None
        };
        let pause = pause.map(|pause| asked_for(&result).unwrap_or(pause));
        let (Some(next), Some(pause)) = (spare, pause.filter(|pause| *pause <= patience)) else {
            return result;
        };
        tracing::info!(host = next.url().host_str(), ?pause, "trying again");
        tokio::time::sleep(pause).await;
        patience = patience.saturating_sub(pause);
        request = next;
    }
}

fn is_transient(result: &reqwest::Result<Response>, idempotent: bool) -> bool {
    match result {
        Ok(response) => match response.status() {
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => idempotent,
            _ => false,
        },
        // A request that timed out has used up the time its caller allows it.
        Err(error) => idempotent && error.is_request() && !error.is_timeout(),
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
