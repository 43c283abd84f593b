//! Where Atlassian sends people back to.

use http::request::Parts;
use http::{HeaderMap, Response, StatusCode};

use super::SignIn;
use super::answers;
use super::consent::{CHANGED, NOT_ASKED};
use super::flow::Flow;
use super::form::Form;
use super::link::{Link, Sites};
use super::page::{self, REQUEST, SITE};
use super::redirect::Redirect;
use super::upstream::{Placed, Upstream, said};
use crate::auth::oauth::Site;
use crate::config::sign_in_paths;
use crate::error::Error;
use crate::server::http::answers::Body;

/// The most that is shown of what an authorization server says, in characters.
const LONGEST: usize = 300;

impl SignIn {
    /// Takes what an authorization server answered, if it is to a question that came from this browser.
    pub(super) async fn callback(&self, parts: &Parts) -> Response<Body> {
        let form = Form::read(parts.uri.query().unwrap_or_default().as_bytes());
        let state = form.get("state").unwrap_or_default();
        let Some(flow) = Flow::of(&parts.headers, state, &self.values) else {
            return answers::problem(NOT_ASKED);
        };
        let id = flow.id.clone();
        let mut response = match (form.get("code"), form.get("error")) {
            (Some(code), None) => self.linked(&parts.headers, flow, code).await,
            // One that somebody does not want is left out.
            (_, Some("access_denied")) => {
                self.go_on(&parts.headers, flow.request, flow.remaining, flow.linked)
            }
            (_, error) => {
                let why = form.get("error_description").or(error);
                let why: String = why.unwrap_or("nothing").chars().take(LONGEST).collect();
                tracing::warn!("an authorization server of Atlassian's refuses to ask somebody");
                answers::problem(&format!("Atlassian's authorization server says: {why}."))
            }
        };
        Flow::forget(&id, &parts.headers, &mut response);
        response
    }

    /// Goes on with the site that somebody chose.
    pub(super) fn site(&self, parts: &Parts, body: &[u8]) -> Response<Body> {
        let form = Form::read(body);
        let id = form.get(REQUEST).unwrap_or_default();
        let flow = Flow::of(&parts.headers, id, &self.values);
        let flow = flow.filter(|_| self.is_own_page(parts));
        let Some(flow) = flow else {
            return answers::problem(NOT_ASKED);
        };
        let chosen = form.get(SITE).unwrap_or_default();
        let link = flow.choice.and_then(|(link, mut choices)| {
            let sites = choices.remove(chosen)?;
            Some(Link { sites, ..link })
        });
        let mut response = match link {
            Some(link) => {
                let linked = flow.linked.into_iter().chain([link]).collect();
                self.go_on(&parts.headers, flow.request, flow.remaining, linked)
            }
            None => answers::problem(NOT_ASKED),
        };
        Flow::forget(&flow.id, &parts.headers, &mut response);
        response
    }

    /// Gets the tokens for a code at once, and finds out where they are good.
    async fn linked(&self, headers: &HeaderMap, flow: Flow, code: &str) -> Response<Body> {
        let Some(upstream) = self.marked(&flow.upstream) else {
            return answers::problem(CHANGED);
        };
        let tokens = match upstream.exchange(code, &flow.verifier).await {
            Ok(tokens) => tokens,
            Err(error) => return failed(&error),
        };
        let placed = match upstream.placed(&tokens.access).await {
            Ok(placed) => placed,
            Err(error) => return failed(&error),
        };
        let link = |sites| Link::of(&upstream.mark, &tokens, sites);
        match placed {
            Placed::At(sites) => {
                let linked = flow.linked.into_iter().chain([link(sites)]).collect();
                self.go_on(headers, flow.request, flow.remaining, linked)
            }
            Placed::Several(sites) => {
                self.choose(headers, flow, upstream, link(Sites::new()), &sites)
            }
            Placed::Elsewhere => elsewhere(upstream),
        }
    }

    /// Asks which site is meant.
    fn choose(
        &self,
        headers: &HeaderMap,
        flow: Flow,
        upstream: &Upstream,
        link: Link,
        sites: &[Site],
    ) -> Response<Body> {
        let Ok(redirect) = Redirect::read(&flow.request.redirect) else {
            return answers::problem(CHANGED);
        };
        let choices = sites
            .iter()
            .map(|site| (site.id.clone(), upstream.of_site(site)));
        let flow = flow.choosing(link, choices.collect());
        let servers = flow.remaining.iter().filter_map(|mark| self.marked(mark));
        let servers: Vec<_> = servers.map(|upstream| upstream.host()).collect();
        let page = page::sites(&page::Sites {
            action: &format!("{}{}", self.issuer, sign_in_paths::SITE),
            request: &flow.id,
            redirect: &redirect,
            servers: &servers,
            sites,
        });
        let mut response = page.response(StatusCode::OK);
        match flow.keep(&self.values, headers, &mut response) {
            true => response,
            false => answers::problem("Atlassian gave access to too many sites."),
        }
    }
}

fn elsewhere(upstream: &Upstream) -> Response<Body> {
    let addresses = upstream.addresses();
    answers::problem(&format!(
        "Access was given to another site than this server is for. Begin again from the program that you want to use, and choose on Atlassian's page the site of {addresses}."
    ))
}

fn failed(error: &Error) -> Response<Body> {
    tracing::warn!(error = said(error), "nobody could be signed in");
    let why = match error {
        Error::SignIn { host, why, .. } => format!("{host} gave no tokens: {why}."),
        error => error.to_string(),
    };
    answers::problem(&format!(
        "{why} Begin again from the program that you want to use."
    ))
}
