//! Where clients get tokens (RFC 6749 §3.2): for a code, and for a refresh token.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{Response, StatusCode};
use serde::Serialize;
use serde_json::json;

use super::SignIn;
use super::answers::{self, Failure};
use super::client;
use super::consent::LONGEST;
use super::documents::Documents;
use super::form::Form;
use super::link::{Access, Code, Granted, Link, Refresh};
use super::once::hash;
use super::refresh::Renewed;
use super::scope::Scope;
use super::values::{ANYBODY, now};
use crate::server::http::answers::Body;

/// For how long a refresh token is good that nobody uses, in seconds: as Atlassian's, for 90 days.
const REFRESH: i64 = 90 * 24 * 60 * 60;
/// For how long an access token is good without those that are out of reach for the moment, in seconds.
const SOON: i64 = 60;

/// The parameters that may be there once.
const ONCE: [&str; 7] = [
    "grant_type",
    "client_id",
    "code",
    "redirect_uri",
    "code_verifier",
    "refresh_token",
    "scope",
];

impl SignIn {
    /// Answers a token request.
    pub(super) async fn token(&self, body: &[u8]) -> Response<Body> {
        let form = Form::read(body);
        let given = self.given(&form).await;
        given.unwrap_or_else(|failure| {
            tracing::info!(error = failure.error, "no token is given");
            failure.response()
        })
    }

    async fn given(&self, form: &Form) -> Result<Response<Body>, Failure> {
        if let Some(name) = form.repeated(&ONCE) {
            let why = format!("{name} is there more than once");
            return Err(Failure::new("invalid_request", why));
        }
        if form.all("resource").any(|resource| !self.is_here(resource)) {
            return Err(Failure::new(
                "invalid_target",
                "resource is not this server",
            ));
        }
        let client = self.known_client(form)?;
        match form.get("grant_type") {
            Some("authorization_code") => self.for_code(form, &client),
            Some("refresh_token") => self.for_refresh(form, &client).await,
            Some(_) => Err(Failure::new(
                "unsupported_grant_type",
                "grant_type must be authorization_code or refresh_token",
            )),
            None => Err(missing("grant_type")),
        }
    }

    /// What the client goes by in sealed values. One that is not known is told so, and registers anew. What a document says was checked
    /// before anybody was asked.
    fn known_client(&self, form: &Form) -> Result<String, Failure> {
        let id = form.get("client_id").ok_or_else(|| missing("client_id"))?;
        match Documents::is_address(id) || self.registered(id).is_some() {
            true => Ok(client::mark(id)),
            false => Err(Failure::new(
                "invalid_client",
                "this client_id was not given by this server, or its key was replaced: register anew",
            )),
        }
    }

    fn for_code(&self, form: &Form, client: &str) -> Result<Response<Body>, Failure> {
        let invalid = |why: &str| Failure::new("invalid_grant", why);
        let text = form.get("code").ok_or_else(|| missing("code"))?;
        let code: Option<Code> = self.values.open(client, text);
        let code = code.ok_or_else(|| {
            invalid(
                "this code was not given by this server to this client, or it is over a minute old",
            )
        })?;
        // OAuth 2.1 left it out, since PKCE does its work.
        let redirect = form.get("redirect_uri");
        if redirect.is_some_and(|redirect| redirect != code.redirect) {
            return Err(invalid(
                "redirect_uri is not that of the authorization request",
            ));
        }
        let verifier = form.get("code_verifier").unwrap_or_default();
        if URL_SAFE_NO_PAD.encode(hash(verifier)) != code.challenge {
            return Err(invalid(
                "code_verifier is not what code_challenge was made of (RFC 7636)",
            ));
        }
        if !self.codes.is_first(text, code.until) {
            return Err(invalid("this code was used already"));
        }
        let until = earliest(&code.granted.links);
        self.minted(client, code.granted.scope, code.granted, until)
    }

    async fn for_refresh(&self, form: &Form, client: &str) -> Result<Response<Body>, Failure> {
        let text = form
            .get("refresh_token")
            .ok_or_else(|| missing("refresh_token"))?;
        let refresh: Option<Refresh> = self.values.open(client, text);
        let Refresh { granted, .. } = refresh.ok_or_else(|| {
            Failure::new(
                "invalid_grant",
                "this refresh token was not given by this server to this client, or is too old: sign in again",
            )
        })?;
        let scope = Scope::asked(form.get("scope")).unwrap_or(granted.scope);
        if scope > granted.scope {
            let why = "the scope write was not granted: sign in again for it";
            return Err(Failure::new("invalid_scope", why));
        }
        let Renewed { links, is_whole } = self.renewed(text, granted.links).await?;
        let until = match is_whole {
            true => earliest(&links),
            false => earliest(&links).min(now() + SOON),
        };
        let scope = scope.min(self.offered());
        self.minted(client, scope, Granted { links, ..granted }, until)
    }

    /// Tokens of ours for what was granted: one that ends with Atlassian's, and one that gets the next.
    fn minted(
        &self,
        client: &str,
        scope: Scope,
        granted: Granted,
        until: i64,
    ) -> Result<Response<Body>, Failure> {
        let access = Access::to(&granted, scope, until);
        let access = self
            .values
            .seal(ANYBODY, &access)
            .ok_or_else(|| Failure::new("server_error", "the tokens are too long"))?;
        if access.len() > LONGEST {
            tracing::warn!(
                bytes = access.len(),
                "an access token has grown longer than proxies take: whoever has it should sign in anew, to fewer products"
            );
        }
        let told = Told {
            access_token: access,
            token_type: "Bearer",
            expires_in: until.saturating_sub(now()).max(0),
            scope: scope.to_string(),
            refresh_token: self.refresh_token(client, granted),
        };
        Ok(answers::json(StatusCode::OK, &json!(told)))
    }

    /// None where Atlassian gave none.
    fn refresh_token(&self, client: &str, granted: Granted) -> Option<String> {
        let links = granted.links.iter().filter_map(Link::for_refresh);
        let links: Vec<_> = links.collect();
        let refresh = (!links.is_empty()).then(|| Refresh {
            granted: Granted { links, ..granted },
            until: now() + REFRESH,
        });
        self.values.seal(client, &refresh?)
    }
}

/// What a client gets (RFC 6749 §5.1).
#[derive(Serialize)]
struct Told {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
}

/// When the first of the access tokens ends.
fn earliest(links: &[Link]) -> i64 {
    let given = links.iter().filter(|link| link.access.is_some());
    given.map(|link| link.until).min().unwrap_or_default()
}

fn missing(name: &str) -> Failure {
    Failure::new("invalid_request", format!("{name} is missing"))
}
