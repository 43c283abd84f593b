//! What authorization servers answer, and what is wrong with it in their own words (RFC 6749 §5).

use std::time::Duration;

use http::StatusCode;
use reqwest::{RequestBuilder, Response};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::Tokens;
use crate::error::{Error, Result};

/// The largest answer that is read.
const MOST: usize = 256 << 10;
/// The most characters of what is quoted.
const LONGEST: usize = 500;
/// How long one request may take, with what its client allows as another limit.
const PATIENCE: Duration = Duration::from_secs(60);
/// For how long a token is good if the server does not say.
const USUAL_LIFETIME: u64 = 3600;

/// The answer to a token request.
#[derive(Deserialize)]
struct Given {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<u64>,
    /// Bitbucket says `scopes`.
    #[serde(alias = "scopes", default)]
    scope: String,
}

/// What a refusal says of itself.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Refusal {
    error: Option<String>,
    error_description: Option<String>,
    message: Option<String>,
}

impl Refusal {
    /// Whether it is the code that is refused, and not who brings it.
    fn ends_code(&self, _: StatusCode) -> bool {
        self.error.as_deref() == Some("invalid_grant")
    }

    /// Whether it is the refresh token that is refused for good, whatever the word for that. What concerns the client (of a wrong secret
    /// Atlassian says `access_denied`) is for the operator to mend, and then the token is good again. What has no error of OAuth's
    /// is somebody else's on the way.
    fn ends_grant(&self, status: StatusCode) -> bool {
        let passes = [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS];
        let is_refusal = status.is_client_error() && !passes.contains(&status);
        is_refusal
            && match self.error.as_deref() {
                None
                | Some(
                    "invalid_client"
                    | "access_denied"
                    | "temporarily_unavailable"
                    | "server_error"
                    | "slow_down",
                ) => false,
                // Of a client that may not refresh, or, by Atlassian, of a token that is not known.
                Some("unauthorized_client") => self.is_about_token(),
                Some(_) => true,
            }
    }

    fn is_about_token(&self) -> bool {
        let told = self.error_description.as_deref().unwrap_or_default();
        let told = told.to_ascii_lowercase().replace(['_', '-'], " ");
        told.contains("refresh token")
    }
}

/// Sends a token request, for a refresh token or for something else. None of the `secrets` is in an error.
pub(super) async fn tokens(
    host: &Url,
    request: RequestBuilder,
    secrets: &[SecretString],
    is_refresh: bool,
) -> Result<Tokens> {
    let given: Given = match is_refresh {
        true => asked(host, request, secrets, Refusal::ends_grant).await?,
        false => asked(host, request, secrets, Refusal::ends_code).await?,
    };
    let lifetime = Duration::from_secs(given.expires_in.unwrap_or(USUAL_LIFETIME));
    let refresh = given.refresh_token.map(SecretString::from);
    Ok(Tokens {
        scope: given.scope,
        ..Tokens::given(given.access_token.into(), refresh, lifetime)
    })
}

/// Sends a request and reads the JSON that comes back.
pub(super) async fn json<T: DeserializeOwned>(
    host: &Url,
    request: RequestBuilder,
    secrets: &[SecretString],
) -> Result<T> {
    asked(host, request, secrets, Refusal::ends_code).await
}

/// The same; that says which refusals are final.
async fn asked<T: DeserializeOwned>(
    host: &Url,
    request: RequestBuilder,
    secrets: &[SecretString],
    is_final: fn(&Refusal, StatusCode) -> bool,
) -> Result<T> {
    let response = request.timeout(PATIENCE).send().await;
    let response = response.map_err(|error| unreachable(host, &error))?;
    let status = response.status();
    let body = read(host, response).await?;
    if !status.is_success() {
        return Err(refused(host, status, &body, secrets, is_final));
    }
    // The body holds secrets, and what serde says of it may quote it.
    serde_json::from_slice(&body)
        .map_err(|_| unreadable(host, "its answer is not what it should be"))
}

async fn read(host: &Url, mut response: Response) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(part) = response
        .chunk()
        .await
        .map_err(|error| unreachable(host, &error))?
    {
        if body.len() + part.len() > MOST {
            return Err(unreadable(host, "its answer is too long"));
        }
        body.extend_from_slice(&part);
    }
    Ok(body)
}

fn refused(
    host: &Url,
    status: StatusCode,
    body: &[u8],
    secrets: &[SecretString],
    is_final: fn(&Refusal, StatusCode) -> bool,
) -> Error {
    let refusal: Refusal = serde_json::from_slice(body).unwrap_or_default();
    let is_final = is_final(&refusal, status);
    let told = [&refusal.error, &refusal.error_description, &refusal.message];
    let told: Vec<_> = told.into_iter().flatten().map(String::as_str).collect();
    let text = match told.is_empty() {
        true => String::from_utf8_lossy(body).into_owned(),
        false => told.join(": "),
    };
    let why = format!(
        "it answered {}: {}",
        status.as_u16(),
        quoted(&text, secrets)
    );
    Error::SignIn {
        host: name(host),
        why,
        hint: hint(refusal.error.as_deref(), status).to_owned(),
        is_final,
    }
}

/// One line without secrets.
fn quoted(text: &str, secrets: &[SecretString]) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let hidden = secrets
        .iter()
        .fold(text, |text, secret| match secret.expose_secret() {
            "" => text,
            secret => text.replace(secret, "[secret]"),
        });
    let short: String = hidden.chars().take(LONGEST).collect();
    match short.is_empty() {
        true => "nothing more".to_owned(),
        false => short,
    }
}

fn hint(error: Option<&str>, status: StatusCode) -> &'static str {
    match error {
        Some("invalid_grant") => {
            "The consent was taken back, has expired, or its tokens were renewed by another program: run mcp-atlassian --oauth-setup again"
        }
        // Atlassian says so of a wrong secret, too.
        Some("access_denied") => "Check the client secret, and that consent was given",
        Some("invalid_client" | "unauthorized_client") => {
            "Check the client id and the client secret"
        }
        Some("invalid_scope") => "Check that the app has each scope that is asked for",
        Some("invalid_request") => "Check that the redirect URI is the app's, letter for letter",
        _ if status == StatusCode::TOO_MANY_REQUESTS => "Try again later; nothing was lost",
        _ if status.is_server_error() => {
            "The fault is on its side: try again later; nothing was lost"
        }
        _ => "",
    }
}

fn unreachable(host: &Url, error: &reqwest::Error) -> Error {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let why = match error.is_timeout() {
        true => "it did not answer in time".to_owned(),
        // The outermost layer would show the URL.
        false if std::ptr::addr_eq(cause, error) => "it cannot be reached".to_owned(),
        false => cause.to_string(),
    };
    Error::SignIn {
        host: name(host),
        why,
        hint: "Check the network and the proxy, and try again; nothing was lost".to_owned(),
        is_final: false,
    }
}

/// The error that an answer makes no sense.
pub(super) fn unreadable(host: &Url, why: &str) -> Error {
    Error::SignIn {
        host: name(host),
        why: why.to_owned(),
        hint: "A proxy may have answered in its place".to_owned(),
        is_final: false,
    }
}

fn name(host: &Url) -> String {
    let name = host.host_str().unwrap_or_default();
    match host.port() {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_refresh_token_ends_it_and_nothing_else_does() {
        for (status, error, told, expected) in [
            (
                403,
                Some("invalid_grant"),
                "Unknown or invalid refresh token.",
                true,
            ),
            (
                403,
                Some("unauthorized_client"),
                "refresh_token is invalid",
                true,
            ),
            (400, Some("invalid_request"), "", true),
            (401, Some("invalid_token"), "", true),
            (
                403,
                Some("unauthorized_client"),
                "This client is switched off",
                false,
            ),
            (401, Some("invalid_client"), "refresh_token", false),
            (401, Some("access_denied"), "Unauthorized", false),
            (429, Some("invalid_grant"), "", false),
            (408, Some("invalid_request"), "", false),
            (503, Some("invalid_grant"), "", false),
            // A firewall on the way.
            (403, None, "", false),
        ] {
            let refusal = Refusal {
                error: error.map(str::to_owned),
                error_description: Some(told.to_owned()),
                message: None,
            };
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(
                refusal.ends_grant(status),
                expected,
                "{status} {error:?} {told}"
            );
        }
    }
}
