//! What people decide on our page, and the way from one of Atlassian's authorization servers to the next.

use http::header::ORIGIN;
use http::request::Parts;
use http::{HeaderMap, Response};
use url::Url;

use super::SignIn;
use super::answers::{self, Failure};
use super::flow::{Flow, Pending, Request};
use super::form::Form;
use super::link::{Access, Code, Granted, Link};
use super::page::{ACCOUNT, ALLOW, DECISION, REQUEST};
use super::values::{ANYBODY, now};
use crate::auth::oauth::random;
use crate::server::http::answers::Body;

/// For how long a code is good, in seconds.
const CODE: i64 = 60;
/// The longest access token, in bytes: proxies take 8 KiB of a header.
pub(super) const LONGEST: usize = 7 << 10;
/// The longest code, in bytes; it is a part of an address.
const LONGEST_CODE: usize = 12 << 10;

impl SignIn {
    /// Goes on if the person allowed it, who is the one that was asked: the form comes from our page, in the same browser.
    pub(super) async fn consent(&self, parts: &Parts, body: &[u8]) -> Response<Body> {
        let form = Form::read(body);
        let pending = form.get(REQUEST);
        let pending = pending.and_then(|sealed| self.values.open::<Pending>(ANYBODY, sealed));
        let pending = pending.filter(|pending| Self::is_same_browser(parts, pending));
        let Some(Pending { request, .. }) = pending.filter(|_| self.is_own_page(parts)) else {
            return answers::problem(NOT_ASKED);
        };
        if form.get(DECISION) != Some(ALLOW) {
            return self.denied(&request);
        }
        let chosen = self.upstreams.iter().map(|upstream| upstream.mark.as_str());
        let chosen = chosen.filter(|mark| form.all(ACCOUNT).any(|account| account == *mark));
        let chosen = chosen.map(str::to_owned).collect();
        self.go_on(&parts.headers, request, chosen, Vec::new())
    }

    /// Whether a form was sent from a page of this server.
    pub(super) fn is_own_page(&self, parts: &Parts) -> bool {
        let mut origins = parts.headers.get_all(ORIGIN).iter();
        let origin = origins.next().and_then(|origin| origin.to_str().ok());
        let own = Url::parse(&self.issuer).map(|url| url.origin().ascii_serialization());
        origins.next().is_none() && own.is_ok_and(|own| origin == Some(own.as_str()))
    }

    /// To the next upstream, or back to the client if there is none.
    pub(super) fn go_on(
        &self,
        headers: &HeaderMap,
        request: Request,
        mut remaining: Vec<String>,
        linked: Vec<Link>,
    ) -> Response<Body> {
        if remaining.is_empty() {
            return self.finish(&request, linked);
        }
        let next = remaining.remove(0);
        let Some(upstream) = self.marked(&next) else {
            return answers::problem(CHANGED);
        };
        let scopes = upstream.scopes(request.scope, &self.policy);
        let (flow, challenge) = Flow::to(&next, request, remaining, linked);
        let to = upstream.authorize(&scopes, &flow.id, &challenge);
        let mut response = answers::redirect(to.as_str());
        match flow.keep(&self.values, headers, &mut response) {
            true => response,
            false => answers::problem(TOO_MUCH),
        }
    }

    /// Back to the client with a code.
    fn finish(&self, request: &Request, links: Vec<Link>) -> Response<Body> {
        if links.is_empty() {
            return self.denied(request);
        }
        let granted = Granted {
            id: random(),
            scope: request.scope,
            links,
        };
        let access = Access::to(&granted, request.scope, i64::MAX);
        let access = self.values.seal(ANYBODY, &access);
        let code = Code {
            granted,
            redirect: request.redirect.clone(),
            challenge: request.challenge.clone(),
            until: now() + CODE,
        };
        let code = self.values.seal(&request.client, &code);
        let fits = |text: Option<String>, longest| text.filter(|text| text.len() <= longest);
        match (fits(access, LONGEST), fits(code, LONGEST_CODE)) {
            (Some(_), Some(code)) => {
                tracing::info!("somebody signed in");
                let state = request.state.as_deref();
                self.send_back(&request.redirect, state, &[("code", &code)])
            }
            _ => answers::problem(TOO_MUCH),
        }
    }

    /// Back to the client with nothing.
    pub(super) fn denied(&self, request: &Request) -> Response<Body> {
        let failure = Failure::new("access_denied", "the person did not allow it");
        self.refuse(&request.redirect, request.state.as_deref(), &failure)
    }
}

pub(super) const NOT_ASKED: &str = "This was not asked in this browser, or too long ago. Begin again from the program that you want to use; cookies must be allowed for this page.";
pub(super) const CHANGED: &str = "This server was set up otherwise meanwhile. Begin again from the program that you want to use.";
const TOO_MUCH: &str = "The tokens that Atlassian gave are too long to be carried with every request. Begin again, and sign in to fewer products.";
