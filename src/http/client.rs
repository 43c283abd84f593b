//! How the HTTP clients are built.

use reqwest::redirect::{Action, Attempt, Policy};
use reqwest::{Client, StatusCode};
use url::Url;

use crate::config::Service;

const USER_AGENT: &str = concat!("mcp-atlassian/", env!("CARGO_PKG_VERSION"));
const MAX_REDIRECTS: usize = 10;

/// A client for requests that may be redirected anywhere, as attachments are; reqwest takes the credentials off
/// when the origin changes.
pub(super) fn reader(service: &Service) -> reqwest::Result<Client> {
    build(service, Policy::custom(follow))
}

/// A client for requests with a body, which follows a redirect only when method and body stay the same (RFC 9110
/// §15.4.8, §15.4.9) and so does the origin. All others turn a POST into a GET, whose success would not be ours.
pub(super) fn writer(service: &Service) -> reqwest::Result<Client> {
    build(service, Policy::custom(follow_unchanged))
}

fn build(service: &Service, redirects: Policy) -> reqwest::Result<Client> {
    // Only the first one counts; that another came first is fine, it is the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .user_agent(USER_AGENT)
        .referer(false)
        .connect_timeout(service.connect_timeout)
        .timeout(service.timeout)
        .tls_danger_accept_invalid_certs(!service.ssl_verify)
        .redirect(redirects);
    // A proxy would look for it on its own machine.
    if service.is_local() {
        client.no_proxy().build()
    } else {
        client.build()
    }
}

fn follow(attempt: Attempt<'_>) -> Action {
    if attempt.previous().len() > MAX_REDIRECTS {
        attempt.error("it redirects without end")
    } else if attempt.url().scheme() == "http" && attempt.previous().iter().any(is_https) {
        attempt.error("it redirects from https to http")
    } else {
        attempt.follow()
    }
}

fn follow_unchanged(attempt: Attempt<'_>) -> Action {
    let keeps_method = matches!(
        attempt.status(),
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT
    );
    let same_origin = attempt
        .previous()
        .iter()
        .all(|url| url.origin() == attempt.url().origin());
    if keeps_method && same_origin {
        follow(attempt)
    } else {
        attempt.stop()
    }
}

fn is_https(url: &Url) -> bool {
    url.scheme() == "https"
}
