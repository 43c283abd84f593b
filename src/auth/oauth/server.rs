//! An authorization server: where people are sent to consent, and what is asked for tokens. Three kinds, each with its own paths and
//! its own form of the same four requests.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Client, RequestBuilder};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Map, Value};
use url::Url;
use url::form_urlencoded::Serializer;

use super::sites::{self, Site};
use super::{Tokens, answer};
use crate::config::Provider;
use crate::error::Result;

/// An authorization server of Atlassian's.
#[derive(Clone, Debug)]
pub struct Server {
    provider: Provider,
}

/// What people are asked to consent to.
#[derive(Debug)]
pub struct Ask<'a> {
    /// The client that asks.
    pub client_id: &'a str,
    /// Where they come back to.
    pub redirect_uri: &'a str,
    /// What for, separated by blanks.
    pub scope: &'a str,
    /// What comes back with them.
    pub state: &'a str,
    /// The S256 of what the token request will show (RFC 7636). Atlassian's Cloud takes it and does not rely on it.
    pub challenge: &'a str,
}

/// What tokens are given for.
#[derive(Debug)]
pub enum Wanted<'a> {
    /// A code that somebody brought back from consent.
    Code {
        /// The code.
        code: &'a SecretString,
        /// Where he came back to.
        redirect_uri: &'a str,
        /// What [`Ask::challenge`] was made of.
        verifier: &'a SecretString,
    },
    /// A refresh token. Data Center wants to see the redirect URI again.
    Refresh {
        /// The token.
        token: &'a SecretString,
        /// As in the first request.
        redirect_uri: &'a str,
    },
    /// The client's own account.
    Client {
        /// What for, separated by blanks; `None` is all it may.
        scope: Option<&'a str>,
    },
}

impl Server {
    /// The server of a provider.
    pub const fn new(provider: Provider) -> Self {
        Self { provider }
    }

    /// Where to send somebody who is to consent.
    pub fn authorize(&self, ask: &Ask<'_>) -> Url {
        let mut url = match &self.provider {
            Provider::Cloud(hosts) => below(&hosts.sign_in, &["authorize"]),
            Provider::DataCenter(base) => below(base, &["rest", "oauth2", "latest", "authorize"]),
            Provider::Bitbucket(host) => below(host, &["site", "oauth2", "authorize"]),
        };
        let mut query = url.query_pairs_mut();
        query
            .append_pair("client_id", ask.client_id)
            .append_pair("response_type", "code")
            .append_pair("redirect_uri", ask.redirect_uri)
            .append_pair("scope", ask.scope)
            .append_pair("state", ask.state)
            .append_pair("code_challenge", ask.challenge)
            .append_pair("code_challenge_method", "S256");
        if let Provider::Cloud(hosts) = &self.provider {
            // The tokens are for the gateway.
            let audience = hosts.gateway.host_str().unwrap_or_default();
            query
                .append_pair("audience", audience)
                .append_pair("prompt", "consent");
        }
        drop(query);
        url
    }

    /// Asks for tokens as a client of that id and secret.
    ///
    /// # Errors
    /// [`Error::SignIn`](crate::error::Error::SignIn) with what the server says of it.
    pub async fn tokens(
        &self,
        http: &Client,
        client_id: &str,
        client_secret: &SecretString,
        wanted: &Wanted<'_>,
    ) -> Result<Tokens> {
        let client = (client_id, client_secret);
        let again = matches!(self.provider, Provider::DataCenter(_));
        let fields = wanted.fields(again);
        let request = match &self.provider {
            Provider::Cloud(hosts) => in_json(
                http.post(below(&hosts.sign_in, &["oauth", "token"])),
                client,
                &fields,
            ),
            Provider::DataCenter(base) => {
                let url = below(base, &["rest", "oauth2", "latest", "token"]);
                in_form(http.post(url), Some(client), &fields)
            }
            Provider::Bitbucket(host) => {
                let url = below(host, &["site", "oauth2", "access_token"]);
                with_basic(in_form(http.post(url), None, &fields), client)
            }
        };
        let mut secrets = wanted.secrets();
        secrets.push(client_secret.clone());
        let is_refresh = matches!(wanted, Wanted::Refresh { .. });
        answer::tokens(self.host(), request, &secrets, is_refresh).await
    }

    /// The sites that a token is for; none where there is but one product.
    ///
    /// # Errors
    /// As [`Server::tokens`].
    pub async fn sites(&self, http: &Client, access: &SecretString) -> Result<Vec<Site>> {
        match &self.provider {
            Provider::Cloud(hosts) => sites::of(http, &hosts.gateway, access).await,
            Provider::DataCenter(_) | Provider::Bitbucket(_) => Ok(Vec::new()),
        }
    }

    /// Where it is.
    pub const fn host(&self) -> &Url {
        self.provider.host()
    }
}

type Fields<'a> = Vec<(&'static str, &'a str)>;
type Credentials<'a> = (&'a str, &'a SecretString);

impl Wanted<'_> {
    /// What is sent, beside the client; a refresh repeats the redirect URI if it must be there `again`.
    fn fields(&self, again: bool) -> Fields<'_> {
        match self {
            Self::Code {
                code,
                redirect_uri,
                verifier,
            } => vec![
                ("grant_type", "authorization_code"),
                ("code", code.expose_secret()),
                ("redirect_uri", redirect_uri),
                ("code_verifier", verifier.expose_secret()),
            ],
            Self::Refresh {
                token,
                redirect_uri,
            } => {
                let redirect = again.then_some(("redirect_uri", *redirect_uri));
                let refresh = ("refresh_token", token.expose_secret());
                [("grant_type", "refresh_token"), refresh]
                    .into_iter()
                    .chain(redirect)
                    .collect()
            }
            Self::Client { scope } => {
                let scope = scope.map(|scope| ("scope", scope));
                [("grant_type", "client_credentials")]
                    .into_iter()
                    .chain(scope)
                    .collect()
            }
        }
    }

    fn secrets(&self) -> Vec<SecretString> {
        match self {
            Self::Code { code, verifier, .. } => vec![(*code).clone(), (*verifier).clone()],
            Self::Refresh { token, .. } => vec![(*token).clone()],
            Self::Client { .. } => Vec::new(),
        }
    }
}

fn in_json(
    request: RequestBuilder,
    client: Credentials<'_>,
    fields: &Fields<'_>,
) -> RequestBuilder {
    let fields = fields.iter().copied().chain(named(client));
    let body: Map<String, Value> = fields
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    request.json(&body)
}

fn in_form(
    request: RequestBuilder,
    client: Option<Credentials<'_>>,
    fields: &Fields<'_>,
) -> RequestBuilder {
    let client = client.into_iter().flat_map(named);
    let mut body = Serializer::new(String::new());
    body.extend_pairs(fields.iter().copied().chain(client));
    request
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "application/json")
        .body(body.finish())
}

fn with_basic(request: RequestBuilder, (id, secret): Credentials<'_>) -> RequestBuilder {
    let pair = STANDARD.encode(format!("{id}:{}", secret.expose_secret()));
    request.header("authorization", format!("Basic {pair}"))
}

fn named((id, secret): Credentials<'_>) -> [(&'static str, &str); 2] {
    [("client_id", id), ("client_secret", secret.expose_secret())]
}

/// An address below a base, whose context path it keeps.
fn below(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}
