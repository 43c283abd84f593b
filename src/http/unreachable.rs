//! Putting into words why there was no answer.

use std::error::Error as StdError;

use url::Url;

use super::{Asked, Session};
use crate::error::Error;

/// Says why a request got no complete answer and what can be done; never shows more of a URL than its host.
pub(super) fn describe(session: &Session, asked: Asked, error: reqwest::Error) -> Error {
    let product = asked.product;
    let host = error
        .url()
        .and_then(host)
        .unwrap_or_else(|| format!("{}_URL", product.env_prefix()));
    let proxies = &session.service().network.proxies;
    let proxy = error.url().and_then(|url| proxies.shown_leading_to(url));
    let error = error.without_url();
    let (why, hint) = reason(product.env_prefix(), proxy, &error);
    // Whoever reads "try again" first does so.
    let hint = match may_have_happened(asked, &error) {
        true => "It may have been carried out all the same: look before you repeat it.".into(),
        false => hint,
    };
    Error::Unreachable {
        product,
        host,
        why,
        hint,
    }
}

/// What was wrong, and what to do.
fn reason(prefix: &str, proxy: Option<String>, error: &reqwest::Error) -> (String, String) {
    let cause = root_cause(error);
    let by = proxy.map_or_else(
        || "the proxy".to_owned(),
        |proxy| format!("the proxy {proxy}"),
    );
    if error.is_timeout() && error.is_connect() {
        (
            "no connection in time".into(),
            format!("Check {prefix}_URL, the network and {by}, or raise {prefix}_CONNECT_TIMEOUT."),
        )
    } else if error.is_timeout() {
        (
            "no complete answer in time".into(),
            format!("Ask for less, try later, or raise {prefix}_TIMEOUT."),
        )
    } else if cause.contains("fatal alert") {
        let hint = format!(
            "The server does not speak TLS with us: if it wants a client certificate, check {prefix}_CLIENT_CERT and {prefix}_CLIENT_KEY."
        );
        (cause, hint)
    } else if cause.contains("certificate") {
        let hint = format!(
            "Name the authority that signed the server's certificate in {prefix}_CA_FILE, or have this machine trust it; {prefix}_SSL_VERIFY=false turns the check off."
        );
        (cause, hint)
    } else if cause.contains("proxy authorization required") {
        (cause, PROXY_LOGIN.into())
    } else if error.is_connect() || error.is_redirect() || error.is_builder() {
        (cause, format!("Check {prefix}_URL, the network and {by}."))
    } else {
        (cause, "Try again.".into())
    }
}

/// What to do about a proxy that lets nobody by whom it does not know.
pub(super) const PROXY_LOGIN: &str = "Put a user and password into the proxy's address: http://user:password@proxy.example.com:8080.";

/// Whether a write reached the product before things went wrong.
fn may_have_happened(asked: Asked, error: &reqwest::Error) -> bool {
    asked.writes && !error.is_connect() && !error.is_builder()
}

/// The innermost cause: the outer ones only say that something went wrong.
pub fn root_cause(error: &(dyn StdError + 'static)) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

fn host(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(
        url.port()
            .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")),
    )
}
