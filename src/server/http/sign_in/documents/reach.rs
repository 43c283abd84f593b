//! Fetching a document from the open Internet.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Response};
use tokio::net::lookup_host;
use url::Url;

use super::document::{self, ClientDocument};
use super::public::is_public;
use crate::http::root_cause;

/// The largest document, in bytes.
const LARGEST: usize = 64 << 10;
/// How long a document is believed at least, and at most.
const LEAST: Duration = Duration::from_secs(5 * 60);
const MOST: Duration = Duration::from_secs(24 * 60 * 60);

/// How the Internet is reached.
#[derive(Clone)]
pub struct Reach {
    /// Looks up names.
    pub names: Arc<dyn Resolve>,
    /// Whether an address may be spoken to.
    pub admits: fn(IpAddr) -> bool,
    /// Whom to trust beside the machine's own authorities.
    pub authorities: Vec<Certificate>,
}

impl Reach {
    /// By the machine's own resolver and authorities, and only what is public.
    pub fn public() -> Self {
        Self {
            names: Arc::new(System),
            admits: is_public,
            authorities: Vec::new(),
        }
    }
}

/// Reads documents. Its HTTP client is built when first needed.
pub(super) struct Reader {
    reach: Reach,
    http: OnceLock<Result<Client, String>>,
}

impl Reader {
    pub(super) const fn new(reach: Reach) -> Self {
        Self {
            reach,
            http: OnceLock::new(),
        }
    }

    /// The document, and how long to believe it.
    ///
    /// # Errors
    /// What is wrong with it, or with the way there, as the rest of a sentence about it.
    pub(super) async fn read(&self, url: Url) -> Result<(ClientDocument, Duration), String> {
        let http = self.http.get_or_init(|| build(&self.reach)).clone()?;
        let id = url.as_str().to_owned();
        let request = http.get(url).header(ACCEPT, "application/json");
        let response = request.send().await.map_err(unreachable)?;
        check(&response)?;
        let lifetime = lifetime(response.headers());
        let body = body(response).await?;
        Ok((document::read(&body, &id)?, lifetime))
    }
}

/// No connection is kept for another document, so that each name is looked up anew.
fn build(reach: &Reach) -> Result<Client, String> {
    // Only the first one counts; that another came first is fine, it is the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .user_agent(concat!("mcp-atlassian/", env!("CARGO_PKG_VERSION")))
        .https_only(true)
        .no_proxy()
        .redirect(Policy::none())
        .referer(false)
        .pool_max_idle_per_host(0)
        .dns_resolver(Guarded(reach.clone()))
        .tls_certs_merge(reach.authorities.iter().cloned());
    client
        .build()
        .map_err(|error| format!("cannot be fetched: {}", root_cause(&error)))
}

fn unreachable(error: reqwest::Error) -> String {
    format!("cannot be fetched: {}", root_cause(&error.without_url()))
}

fn check(response: &Response) -> Result<(), String> {
    let status = response.status();
    if status.is_redirection() {
        return Err("is not where its address says: redirects are not followed".into());
    }
    if status != StatusCode::OK {
        return Err(format!(
            "cannot be fetched: the answer was {}",
            status.as_u16()
        ));
    }
    match is_json(response.headers()) {
        true => Ok(()),
        false => Err("does not say that it is JSON (Content-Type: application/json)".into()),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next());
    let kind = kind.unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || kind.starts_with("application/") && kind.ends_with("+json")
}

/// How long a document says that it holds (RFC 9111 §5.2.2), within bounds.
fn lifetime(headers: &HeaderMap) -> Duration {
    let lines = headers.get_all(CACHE_CONTROL).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let directives: Vec<_> = lines
        .flat_map(|line| line.split(','))
        .map(|directive| directive.trim().to_ascii_lowercase())
        .collect();
    let max_age = |directive: &String| {
        let seconds = directive.strip_prefix("max-age=")?;
        seconds.trim_matches('"').parse().ok()
    };
    let is_fleeting = |directive: &String| matches!(&**directive, "no-store" | "no-cache");
    let seconds = match directives.iter().any(is_fleeting) {
        true => None,
        false => directives.iter().filter_map(max_age).min(),
    };
    Duration::from_secs(seconds.unwrap_or_default()).clamp(LEAST, MOST)
}

async fn body(mut response: Response) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(unreachable)? {
        body.extend_from_slice(&part);
        if body.len() > LARGEST {
            return Err(format!("is larger than {} KiB", LARGEST >> 10));
        }
    }
    Ok(body)
}

/// The machine's own resolver.
struct System;

impl Resolve for System {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<_> = lookup_host((name.as_str(), 0)).await?.collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Gives only names all of whose addresses may be spoken to. What it gives is what is connected to: nothing is looked up a second
/// time, when it might be something else.
struct Guarded(Reach);

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let admits = self.0.admits;
        let found = self.0.names.resolve(name);
        Box::pin(async move {
            let found: Vec<SocketAddr> = found.await.map_err(|_| NotPublic)?.collect();
            let are_admitted = found.iter().all(|address| admits(address.ip()));
            match are_admitted && !found.is_empty() {
                true => Ok(Box::new(found.into_iter()) as Addrs),
                false => Err(NotPublic.into()),
            }
        })
    }
}

/// Names that are not there and names of the network that this server is in are told of alike: who asks must not learn which
/// there are.
#[derive(Debug)]
struct NotPublic;

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("its host has no address on the public Internet")
    }
}

impl std::error::Error for NotPublic {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_believed_as_long_as_they_say_within_bounds() {
        for (lines, seconds) in [
            (&["max-age=3600"][..], 3_600),
            (&["public, Max-Age=\"7200\""], 7_200),
            (&["max-age=1"], 300),
            (&["max-age=99999999"], 86_400),
            (&["max-age=-1"], 300),
            (&["no-store, max-age=3600"], 300),
            (&["max-age=3600", "no-cache"], 300),
            (&["max-age=9000", "max-age=600"], 600),
            (&["s-maxage=3600"], 300),
            (&[], 300),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(CACHE_CONTROL, line.parse().unwrap());
            }
            assert_eq!(lifetime(&headers).as_secs(), seconds, "{lines:?}");
        }
    }
}
