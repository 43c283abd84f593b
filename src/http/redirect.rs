//! Redirects of a read to another origin: the answer is there, but nothing that was meant for the first one goes along.

use http::StatusCode;
use http::header::LOCATION;
use reqwest::{Client, Request, Response};
use url::Url;

use super::retry;
use crate::config::RateLimit;

/// The most origins that one read is sent around.
const MOST: usize = 5;

/// Follows an answer that is a redirect to another origin, as the client gives it back, with the request as it was before anything
/// was added for its own origin. After [`MOST`] origins the answer is a redirect still.
pub(super) async fn follow(
    client: &Client,
    unsigned: &Request,
    limit: &RateLimit,
    mut response: Response,
) -> reqwest::Result<Response> {
    for _ in 0..MOST {
        let (Some(url), Some(mut request)) = (target(&response), unsigned.try_clone()) else {
            break;
        };
        tracing::debug!(host = url.host_str(), "redirected to another origin");
        *request.url_mut() = url;
        // Generated clients add it, and nobody knows it.
        request.headers_mut().remove("api-version");
        response = retry::send(client, request, true, limit, None).await?;
    }
    Ok(response)
}

/// Where it leads (RFC 9110 §15.4), if it is a redirect.
fn target(response: &Response) -> Option<Url> {
    let leads_on = matches!(
        response.status(),
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    );
    let location = response.headers().get(LOCATION).filter(|_| leads_on)?;
    let url = response.url().join(location.to_str().ok()?).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}
