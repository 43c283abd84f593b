//! How the HTTP clients are built.

use reqwest::redirect::{Action, Attempt, Policy};
use reqwest::{Certificate, Client, ClientBuilder, Identity, Proxy, StatusCode};
use url::Url;

use crate::config::{Service, Tls};

const USER_AGENT: &str = concat!("mcp-atlassian/", env!("CARGO_PKG_VERSION"));
const MAX_REDIRECTS: usize = 10;

/// A client for requests that may be redirected anywhere, as attachments are. It follows within one origin and gives back a
/// redirect to another one, so that what is meant for the first is taken off before (`Session::execute`).
pub(super) fn reader(service: &Service) -> reqwest::Result<Client> {
    build(service, Policy::custom(follow_within))
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
    let client = trusting(client, &service.network.tls)?;
    behind(client, service).build()
}

/// Beside the platform's authorities, those of the configuration; known by its certificate.
fn trusting(client: ClientBuilder, tls: &Tls) -> reqwest::Result<ClientBuilder> {
    let authorities = tls.authorities.iter();
    let authorities = authorities.map(|authority| Certificate::from_der(authority));
    let client = client.tls_certs_merge(authorities.collect::<reqwest::Result<Vec<_>>>()?);
    match &tls.identity {
        Some(identity) => Ok(client.identity(Identity::from_pem(identity.pem().as_bytes())?)),
        None => Ok(client),
    }
}

/// Behind the configured proxies. Where none is, macOS and Windows may have one of their own.
fn behind(client: ClientBuilder, service: &Service) -> ClientBuilder {
    let proxies = &service.network.proxies;
    let asks_system = cfg!(any(target_os = "macos", windows))
        && proxies.is_empty()
        && !service.is_local()
        && !proxies.exempt(&service.base);
    if asks_system {
        return client;
    }
    let proxies = proxies.clone();
    let leading_to = move |url: &Url| proxies.leading_to(url).cloned();
    client.no_proxy().proxy(Proxy::custom(leading_to))
}

fn follow(attempt: Attempt<'_>) -> Action {
    if attempt.previous().len() > MAX_REDIRECTS {
        attempt.error("it redirects without end")
    } else if is_downgrade(&attempt) {
        attempt.error("it redirects from https to http")
    } else {
        attempt.follow()
    }
}

fn follow_within(attempt: Attempt<'_>) -> Action {
    match is_same_origin(&attempt) || is_downgrade(&attempt) {
        true => follow(attempt),
        false => attempt.stop(),
    }
}

fn follow_unchanged(attempt: Attempt<'_>) -> Action {
    let keeps_method = matches!(
        attempt.status(),
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT
    );
    match keeps_method && is_same_origin(&attempt) {
        true => follow(attempt),
        false => attempt.stop(),
    }
}

fn is_same_origin(attempt: &Attempt<'_>) -> bool {
    let next = attempt.url().origin();
    attempt.previous().iter().all(|url| url.origin() == next)
}

fn is_downgrade(attempt: &Attempt<'_>) -> bool {
    let was_https = |url: &Url| url.scheme() == "https";
    attempt.url().scheme() == "http" && attempt.previous().iter().any(was_https)
}
