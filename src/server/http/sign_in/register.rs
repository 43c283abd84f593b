//! Registration of clients (RFC 7591): nothing is kept, since what a client says becomes its id.

use http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::json;

use super::client::{LONGEST_NAME, Registered};
use super::redirect::{self, MOST, MOST_BYTES, Redirect};
use super::values::{ANYBODY, now};
use super::{SignIn, answers};
use crate::server::http::answers::Body;
use answers::Failure;

/// What a client says of itself. What it says beyond that has no effect here.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    redirect_uris: Vec<String>,
    client_name: Option<String>,
}

impl SignIn {
    /// Answers a registration.
    pub(super) fn register(&self, body: &[u8]) -> Response<Body> {
        let registered = self.understood(body);
        let registered = registered.and_then(|registered| self.with_id(registered));
        registered.unwrap_or_else(|failure| failure.response())
    }

    fn understood(&self, body: &[u8]) -> Result<Registered, Failure> {
        let odd = |why: String| Failure::new("invalid_client_metadata", why);
        let asked: Asked = serde_json::from_slice(body)
            .map_err(|error| odd(format!("the body is no client metadata in JSON: {error}")))?;
        let name = asked.client_name.filter(|name| !name.trim().is_empty());
        if let Some(name) = &name
            && name.chars().count() > LONGEST_NAME
        {
            let why = format!("client_name is longer than {LONGEST_NAME} characters");
            return Err(odd(why));
        }
        let redirects = self.fitting(&asked.redirect_uris);
        Ok(Registered {
            name,
            redirects: redirects.map_err(|why| Failure::new("invalid_redirect_uri", why))?,
        })
    }

    /// Those that are allowed, which the answer names (RFC 7591 §2): clients register all at once that they may use some day.
    fn fitting(&self, redirects: &[String]) -> Result<Vec<String>, String> {
        let bytes: usize = redirects.iter().map(String::len).sum();
        if redirects.len() > MOST || bytes > MOST_BYTES {
            return Err(format!(
                "redirect_uris names more than {MOST}, or more than {MOST_BYTES} characters of them"
            ));
        }
        let fits = |redirect: &Redirect| match self.allows(redirect) {
            true => Ok(()),
            false => Err(format!(
                "is {}, which the operator of this server does not allow (ATLASSIAN_OAUTH_ALLOWED_CLIENT_REDIRECT_URIS)",
                redirect.as_str()
            )),
        };
        let fitting = redirect::fitting(redirects, fits);
        let fitting = fitting.map_err(|why| format!("the client {why}"))?;
        let texts = fitting.iter().map(Redirect::as_str);
        Ok(texts.map(str::to_owned).collect())
    }

    fn with_id(&self, client: Registered) -> Result<Response<Body>, Failure> {
        let id = self.values.seal(ANYBODY, &client);
        let id = id.ok_or_else(|| Failure::new("invalid_client_metadata", "it is too much"))?;
        let mut told = json!({
            "client_id": id,
            "client_id_issued_at": now(),
            "redirect_uris": client.redirects,
            "token_endpoint_auth_method": "none",
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
        });
        if let (Some(name), Some(told)) = (client.name, told.as_object_mut()) {
            told.insert("client_name".to_owned(), name.into());
        }
        Ok(answers::json(StatusCode::CREATED, &told))
    }
}
