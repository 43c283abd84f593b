//! The token endpoint.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{
    App, Kind,
    grants::{Given, Grants},
};
use crate::{record::Recorded, reply::Reply};

/// The members of a token request: JSON or a form, as each server takes it.
struct Asked<'a> {
    sent: &'a Recorded,
    json: Value,
    form: Vec<(String, String)>,
}

impl<'a> Asked<'a> {
    fn of(sent: &'a Recorded) -> Self {
        let form = form_urlencoded::parse(sent.body.as_bytes());
        Self {
            sent,
            json: sent.json().unwrap_or_default(),
            form: form.into_owned().collect(),
        }
    }

    fn get(&self, name: &str) -> &str {
        let in_form = self.form.iter().find(|(known, _)| known == name);
        let in_json = self.json.get(name).and_then(Value::as_str);
        in_json
            .or(in_form.map(|(_, value)| value.as_str()))
            .unwrap_or_default()
    }

    /// Client id and secret: in the body, at Bitbucket in the header.
    fn client(&self) -> (String, String) {
        let header = self.sent.header("authorization").unwrap_or_default();
        let basic = header.strip_prefix("Basic ").unwrap_or_default();
        let pair = STANDARD.decode(basic).unwrap_or_default();
        match String::from_utf8_lossy(&pair).split_once(':') {
            Some((id, secret)) => (id.to_owned(), secret.to_owned()),
            None => (
                self.get("client_id").to_owned(),
                self.get("client_secret").to_owned(),
            ),
        }
    }
}

pub(super) fn answer(app: &App, grants: &mut Grants, sent: &Recorded) -> Reply {
    let asked = Asked::of(sent);
    let basic = sent.header("authorization").is_some();
    if basic != (app.kind == Kind::Bitbucket) {
        return refusal(401, "invalid_client", "The client is to be named otherwise");
    }
    // Atlassian says of a wrong secret what it says of a consent that was denied.
    if asked.client() != (app.client_id.clone(), app.client_secret.clone()) {
        return refusal(401, "access_denied", "Unauthorized");
    }
    match asked.get("grant_type") {
        "authorization_code" => code(grants, &asked),
        "refresh_token" => refresh(app, grants, &asked),
        "client_credentials" => given(&grants.of_client(asked.get("scope"))),
        _ => refusal(400, "unsupported_grant_type", "Unsupported grant type"),
    }
}

fn code(grants: &mut Grants, asked: &Asked<'_>) -> Reply {
    let Some(code) = grants.take(asked.get("code")) else {
        return refusal(403, "invalid_grant", "Invalid authorization code");
    };
    let shown = URL_SAFE_NO_PAD.encode(Sha256::digest(asked.get("code_verifier").as_bytes()));
    if code.challenge.is_some_and(|challenge| challenge != shown) {
        return refusal(403, "invalid_grant", "Failed to verify code verifier");
    }
    if code.redirect_uri != asked.get("redirect_uri") {
        return refusal(400, "invalid_request", "redirect_uri does not match");
    }
    given(&grants.begin(&code.scope))
}

fn refresh(app: &App, grants: &mut Grants, asked: &Asked<'_>) -> Reply {
    if app.kind == Kind::DataCenter && asked.get("redirect_uri") != app.redirect_uri {
        return refusal(400, "invalid_request", "redirect_uri is missing");
    }
    match grants.renew(asked.get("refresh_token")) {
        Some(tokens) => given(&tokens),
        None => refusal(403, "invalid_grant", "Unknown or invalid refresh token."),
    }
}

fn given(given: &Given) -> Reply {
    let mut answer = json!({
        "access_token": given.access,
        "token_type": "Bearer",
        "expires_in": given.lifetime,
        "scope": given.scope,
    });
    if let (Some(refresh), Some(members)) = (&given.refresh, answer.as_object_mut()) {
        members.insert("refresh_token".to_owned(), json!(refresh));
    }
    Reply::ok(answer)
}

fn refusal(status: u16, error: &str, why: &str) -> Reply {
    Reply::json(status, json!({"error": error, "error_description": why}))
}

/// The sites of a token. One with Jira and Confluence is told twice.
pub(super) fn sites(app: &App, grants: &Grants, sent: &Recorded) -> Reply {
    let header = sent.header("authorization").unwrap_or_default();
    let token = header.strip_prefix("Bearer ").unwrap_or_default();
    let Some(scopes) = grants.scopes(token) else {
        return Reply::json(401, json!({"code": 401, "message": "Unauthorized"}));
    };
    let products = ["jira", "confluence"].map(|product| {
        let of = scopes.iter().filter(|scope| scope.contains(product));
        of.collect::<Vec<_>>()
    });
    let told = products.iter().filter(|scopes| !scopes.is_empty());
    let sites = told.flat_map(|scopes| {
        let site = |(id, url, name): &(String, String, String)| {
            json!({"id": id, "url": url, "name": name, "scopes": scopes, "avatarUrl": "https://example.com/a.png"})
        };
        app.sites.iter().map(site).collect::<Vec<_>>()
    });
    Reply::ok(sites.collect())
}
