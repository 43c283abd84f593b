//! A sign-in while it is under way: what the client asked for, and how far somebody is. It travels with the browser, in sealed cookies, so
//! that nobody else can go on with it, and the `state` that goes to Atlassian is no more than the name of them.

use std::collections::BTreeMap;

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderValue, Response};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};

use super::cookies;
use super::link::{Link, Sites};
use super::scope::Scope;
use super::values::{ANYBODY, Sealed, Values, now};
use crate::auth::oauth::{Challenge, random};
use crate::server::http::answers::Body;

/// How long somebody may take from one page to the end, in seconds.
pub(super) const PATIENCE: u32 = 15 * 60;

/// The most of one cookie's value, in bytes: browsers keep 4,096 with name and attributes.
const CHUNK: usize = 3_800;
/// The most cookies of one flow.
const CHUNKS: usize = 4;
/// The most flows of one browser at once: with the cookies of more, proxies would refuse its requests.
const FLOWS: usize = 3;

/// What the names of the cookies begin with.
const NAME: &str = "__Host-mcp-sign-in-";

/// What a client asked for.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Request {
    /// The hash of its id.
    pub(super) client: String,
    pub(super) redirect: String,
    pub(super) state: Option<String>,
    pub(super) challenge: String,
    pub(super) scope: Scope,
}

/// A request that waits for somebody's consent in one browser.
#[derive(Serialize, Deserialize)]
pub(super) struct Pending {
    pub(super) request: Request,
    /// The hash of that browser's cookie.
    pub(super) browser: String,
    pub(super) until: i64,
}

impl Sealed for Pending {
    const KIND: &'static str = "consent";

    fn until(&self) -> i64 {
        self.until
    }
}

/// A request that somebody consented to, while he is at one of Atlassian's authorization servers.
#[derive(Serialize, Deserialize)]
pub(super) struct Flow {
    /// What it goes by; nobody can guess it.
    pub(super) id: String,
    pub(super) request: Request,
    /// The mark of the upstream that is asked.
    pub(super) upstream: String,
    /// What proves to it that both requests are ours (RFC 7636).
    pub(super) verifier: String,
    /// The marks of those to be asked after it.
    pub(super) remaining: Vec<String>,
    /// What was linked before.
    pub(super) linked: Vec<Link>,
    /// A link for which a site has to be chosen, and what each would be for, by its id.
    pub(super) choice: Option<(Link, BTreeMap<String, Sites>)>,
    until: i64,
}

impl Sealed for Flow {
    const KIND: &'static str = "flow";

    fn until(&self) -> i64 {
        self.until
    }
}

impl Flow {
    /// A step to an upstream, and the challenge to show there.
    pub(super) fn to(
        upstream: &str,
        request: Request,
        remaining: Vec<String>,
        linked: Vec<Link>,
    ) -> (Self, String) {
        let Challenge {
            verifier,
            challenge,
        } = Challenge::new();
        let flow = Self {
            id: random(),
            request,
            upstream: upstream.to_owned(),
            verifier: verifier.expose_secret().to_owned(),
            remaining,
            linked,
            choice: None,
            until: now() + i64::from(PATIENCE),
        };
        (flow, challenge)
    }

    /// It, while a site has to be chosen. It goes by another name then, so that what came back from Atlassian counts once.
    pub(super) fn choosing(self, link: Link, choices: BTreeMap<String, Sites>) -> Self {
        Self {
            id: random(),
            choice: Some((link, choices)),
            ..self
        }
    }

    /// The flow of that id in a browser.
    pub(super) fn of(headers: &HeaderMap, id: &str, values: &Values) -> Option<Self> {
        let chunks = (0..CHUNKS).map_while(|number| cookies::get(headers, &name(id, number)));
        let sealed: String = chunks.filter(|chunk| !chunk.is_empty()).collect();
        let flow: Self = values.open(ANYBODY, &sealed)?;
        (flow.id == id).then_some(flow)
    }

    /// Leaves it with the browser; `false` if it is too big for that. Those that were given up on the way give way to it.
    pub(super) fn keep(
        &self,
        values: &Values,
        headers: &HeaderMap,
        response: &mut Response<Body>,
    ) -> bool {
        let Some(sealed) = values.seal(ANYBODY, self) else {
            return false;
        };
        let chunks: Vec<_> = sealed.as_bytes().chunks(CHUNK).collect();
        if chunks.len() > CHUNKS {
            return false;
        }
        let first = |name: &&str| name.starts_with(NAME) && name.ends_with("-0");
        if cookies::names(headers).filter(first).count() >= FLOWS {
            for name in cookies::names(headers).filter(|name| name.starts_with(NAME)) {
                append(response, cookies::clear(name));
            }
        }
        for (number, chunk) in chunks.into_iter().enumerate() {
            let value = String::from_utf8_lossy(chunk);
            let cookie = cookies::set(&name(&self.id, number), &value, PATIENCE);
            append(response, cookie);
        }
        true
    }

    /// Takes it from the browser.
    pub(super) fn forget(id: &str, headers: &HeaderMap, response: &mut Response<Body>) {
        let names = (0..CHUNKS).map(|number| name(id, number));
        for name in names.filter(|name| cookies::get(headers, name).is_some()) {
            append(response, cookies::clear(&name));
        }
    }
}

fn append(response: &mut Response<Body>, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

/// The state of another site's making could have anything in it; as a part of a name it is compared and no more.
fn name(id: &str, number: usize) -> String {
    format!("{NAME}{id}-{number}")
}
