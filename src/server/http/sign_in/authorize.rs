//! Where clients send people (RFC 6749 §4.1.1), who are asked here before Atlassian asks them.

use http::header::SET_COOKIE;
use http::request::Parts;
use http::{Response, StatusCode};

use super::answers::{self, Failure};
use super::client::Client;
use super::flow::{PATIENCE, Pending, Request};
use super::form::Form;
use super::page::{self, Account, Consent};
use super::redirect::{Place, Redirect};
use super::scope::Scope;
use super::values::{ANYBODY, now};
use super::{SignIn, cookies};
use crate::auth::oauth::random;
use crate::config::sign_in_paths;
use crate::server::http::answers::Body;

/// The cookie of a browser that was asked for consent.
const BROWSER: &str = "__Host-mcp-sign-in";

/// The longest state of a client's, in bytes; it travels in addresses and cookies.
const LONGEST_STATE: usize = 2_000;

/// The characters of an S256 challenge (RFC 7636 §4.2), and of a browser's cookie.
const CHALLENGE: usize = 43;

/// The parameters that may be there once.
const ONCE: [&str; 6] = [
    "response_type",
    "response_mode",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
];

impl SignIn {
    /// The page that asks, or what is wrong with the request: told here as long as it is not known to be the client's, then to the client.
    /// Anybody can register, so that a web site is trusted if the operator named it, and else nobody is sent there before he was asked:
    /// this server's name must not lend itself to links that lead anywhere (RFC 9700 §4.11.2).
    pub(super) async fn authorize(&self, parts: &Parts) -> Response<Body> {
        let form = Form::read(parts.uri.query().unwrap_or_default().as_bytes());
        let (client, redirect) = match self.asking(&form).await {
            Ok(asking) => asking,
            Err(why) => return answers::problem(&why),
        };
        match self.request(&form, &client, &redirect) {
            Ok(request) => self.ask(parts, request, &client, &redirect),
            Err(failure)
                if matches!(redirect.place(), Place::Site(_)) && self.allowed.is_none() =>
            {
                let why = format!(
                    "What the program that sent you asks for is wrong: {}.",
                    failure.why
                );
                answers::problem(&why)
            }
            Err(failure) => self.refuse(redirect.as_str(), form.get("state"), &failure),
        }
    }

    /// What is asked for, if it makes sense.
    fn request(
        &self,
        form: &Form,
        client: &Client,
        redirect: &Redirect,
    ) -> Result<Request, Failure> {
        let invalid = |why: &str| Failure::new("invalid_request", why);
        if let Some(name) = form.repeated(&ONCE) {
            return Err(invalid(&format!("{name} is there more than once")));
        }
        if form.get("response_type") != Some("code") {
            let why = "response_type must be code";
            return Err(Failure::new("unsupported_response_type", why));
        }
        if form
            .get("response_mode")
            .is_some_and(|mode| mode != "query")
        {
            return Err(invalid("response_mode must be query"));
        }
        if form.all("resource").any(|resource| !self.is_here(resource)) {
            let why = "resource is not this server";
            return Err(Failure::new("invalid_target", why));
        }
        let state = form.get("state");
        if state.is_some_and(|state| state.len() > LONGEST_STATE) {
            return Err(invalid("state is too long"));
        }
        let challenge = form.get("code_challenge").filter(|text| is_plain(text));
        let challenge = challenge.filter(|_| form.get("code_challenge_method") == Some("S256"));
        let challenge = challenge.ok_or_else(|| {
            invalid("code_challenge is missing or none: PKCE with code_challenge_method=S256 is required (RFC 7636)")
        })?;
        // In read-only mode, less than is asked.
        let scope = Scope::asked(form.get("scope")).unwrap_or(Scope::Write);
        let scope = scope.min(self.offered());
        Ok(Request {
            client: client.mark.clone(),
            redirect: redirect.as_str().to_owned(),
            state: state.map(str::to_owned),
            challenge: challenge.to_owned(),
            scope,
        })
    }

    fn ask(
        &self,
        parts: &Parts,
        request: Request,
        client: &Client,
        redirect: &Redirect,
    ) -> Response<Body> {
        // Kept, so that two sign-ins at once do not get in each other's way.
        let browser = browser(parts).map_or_else(random, str::to_owned);
        let writes = request.scope == Scope::Write;
        let pending = Pending {
            request,
            browser: hashed(&browser),
            until: now() + i64::from(PATIENCE),
        };
        let Some(sealed) = self.values.seal(ANYBODY, &pending) else {
            return answers::problem("The request is too long.");
        };
        let names: Vec<_> = self
            .upstreams
            .iter()
            .map(|upstream| upstream.name())
            .collect();
        let accounts: Vec<_> = self
            .upstreams
            .iter()
            .zip(&names)
            .map(|(upstream, name)| Account {
                value: &upstream.mark,
                name,
                server: upstream.host(),
            })
            .collect();
        let page = page::consent(&Consent {
            action: &format!("{}{}", self.issuer, sign_in_paths::CONSENT),
            request: &sealed,
            client: page::Client {
                name: client.name.as_deref(),
                host: client.host.as_deref(),
            },
            redirect,
            writes,
            accounts: &accounts,
        });
        let mut response = page.response(StatusCode::OK);
        if let Some(cookie) = cookies::set(BROWSER, &browser, PATIENCE) {
            response.headers_mut().insert(SET_COOKIE, cookie);
        }
        response
    }

    /// Whether a request comes from the browser that was asked.
    pub(super) fn is_same_browser(parts: &Parts, pending: &Pending) -> bool {
        browser(parts).is_some_and(|browser| hashed(browser) == pending.browser)
    }

    /// Sends somebody back to the client with what is wrong (RFC 6749 §4.1.2.1).
    pub(super) fn refuse(
        &self,
        redirect: &str,
        state: Option<&str>,
        failure: &Failure,
    ) -> Response<Body> {
        let told = [
            ("error", failure.error),
            ("error_description", failure.why.as_str()),
        ];
        self.send_back(redirect, state, &told)
    }

    /// Sends somebody back to the client, with its state and who we are (RFC 9207).
    pub(super) fn send_back(
        &self,
        redirect: &str,
        state: Option<&str>,
        told: &[(&str, &str)],
    ) -> Response<Body> {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(told);
        query.extend_pairs(state.map(|state| ("state", state)));
        query.append_pair("iss", &self.issuer);
        let sign = if redirect.contains('?') { '&' } else { '?' };
        answers::redirect(&format!("{redirect}{sign}{}", query.finish()))
    }
}

/// The cookie of the browser that sends a request, if it is one of ours.
fn browser(parts: &Parts) -> Option<&str> {
    cookies::get(&parts.headers, BROWSER).filter(|text| is_plain(text))
}

fn hashed(browser: &str) -> String {
    super::client::mark(browser)
}

/// Whether a text is 256 bits in base64url.
fn is_plain(text: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    text.len() == CHALLENGE && text.chars().all(plain)
}
