//! What people see in the browser. Nothing is loaded, nothing runs, and nobody frames it; what others wrote is escaped (by maud) and
//! marked off from what this server says.

mod consent;
mod sites;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use http::{HeaderValue, Response, StatusCode};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use super::redirect::Redirect;
use crate::server::http::answers::{self, Body};
use crate::unseen::is_unseen;

pub(super) use consent::{Account, Client, Consent, consent};
pub(super) use sites::{Sites, sites};

/// The field of a form that holds what was sealed for it.
pub(super) const REQUEST: &str = "request";
/// The field that holds [`ALLOW`] or [`DENY`].
pub(super) const DECISION: &str = "decision";
/// What the person agreed to.
pub(super) const ALLOW: &str = "allow";
/// What the person refused.
pub(super) const DENY: &str = "deny";
/// The field that holds an [`Account::value`]; there may be several of it.
pub(super) const ACCOUNT: &str = "account";
/// The field that holds the id of a site.
pub(super) const SITE: &str = "site";

/// The most characters that are shown of a name.
const LONGEST_NAME: usize = 60;
const STYLE: &str = include_str!("style.css");

/// By which the style above is the only one that counts (CSP, "Hash usage").
static STYLE_HASH: LazyLock<String> = LazyLock::new(|| {
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    format!("'sha256-{hash}'")
});

/// A page, and where its form may lead.
#[derive(Debug)]
pub(super) struct Page {
    html: String,
    form_action: String,
}

/// Tells what went wrong, for whoever cannot be sent back to the client with it.
pub(super) fn problem(heading: &str, text: &str) -> Page {
    let body = html! { p { (seen(text)) } };
    Page::new(heading, &body, "'none'".to_owned())
}

impl Page {
    fn new(heading: &str, body: &Markup, form_action: String) -> Self {
        let html = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (heading) " – mcp-atlassian" }
                    style { (PreEscaped(STYLE)) }
                }
                body { main { h1 { (heading) } (body) } }
            }
        };
        Self {
            html: html.into_string(),
            form_action,
        }
    }

    /// The answer. `same-origin` keeps addresses from others as `no-referrer` would, but leaves forms the Origin header by which it
    /// is told that they come from here (Fetch, "append a request `Origin` header").
    pub(super) fn response(self, status: StatusCode) -> Response<Body> {
        let policy = self.policy();
        let mut response = answers::text(status, "text/html; charset=utf-8", self.html);
        let headers = response.headers_mut();
        headers.insert(CONTENT_SECURITY_POLICY, policy);
        for (name, value) in [
            (X_FRAME_OPTIONS, "DENY"),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (REFERRER_POLICY, "same-origin"),
            (CACHE_CONTROL, "no-store"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        response
    }

    /// What the page may do (Content Security Policy, Level 3).
    fn policy(&self) -> HeaderValue {
        let policy = format!(
            "default-src 'none'; style-src {}; base-uri 'none'; frame-ancestors 'none'; form-action {}",
            *STYLE_HASH, self.form_action
        );
        // Made of origins and schemes, it is of letters that a header takes; if not, the page can do nothing at all.
        HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
        ))
    }
}

/// Where a form leads, through all redirects, which browsers check too: here, to the authorization servers and wherever they have people
/// log in, and back to the client. Where people log in is known to nobody here, but it is https.
fn form_action<'a>(origins: impl Iterator<Item = &'a url::Url>, redirect: &Redirect) -> String {
    let origins = origins.map(|url| url.origin().ascii_serialization());
    let mut sources = vec!["'self'".to_owned(), "https:".to_owned()];
    sources.extend(origins.chain([redirect.form_action()]));
    sources.retain({
        let mut seen = std::collections::BTreeSet::new();
        move |source| {
            let is_covered = source.starts_with("https://");
            !is_covered && seen.insert(source.clone())
        }
    });
    sources.join(" ")
}

/// A name that others gave themselves, not long enough to push the rest away.
fn named(name: &str) -> String {
    let name = seen(name);
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name,
    }
}

/// What others wrote, on one line and without what nobody sees.
fn seen(text: &str) -> String {
    let words = text.split_whitespace();
    let words = words.map(|word| word.chars().filter(|c| !is_unseen(*c)).collect::<String>());
    let words = words.filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
