//! Signed requests, and the second chance of one that was refused for who sent it: it was not carried out, so it may be sent again.

use bytes::{Bytes, BytesMut};
use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};
use reqwest::{Client, Request, Response};
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::IgnoredAny;
use url::Url;

use super::{Session, unreachable};
use crate::auth::{self, Signer, oauth};
use crate::trail;

/// How much of a refusal is looked at.
const MOST: usize = 64 << 10;

/// Signs a request, which goes where these credentials are taken, and sends it. After a 401 it is sent once more with another OAuth
/// token, or to Atlassian's gateway, which takes the API tokens with scopes that sites refuse. A body that cannot be sent a second time
/// has the token renewed for the next call.
pub(super) async fn send(
    session: &Session,
    client: &Client,
    mut request: Request,
    idempotent: bool,
) -> reqwest::Result<Response> {
    if !session.is_at_home(request.url()) {
        return session.send_in_turn(client, request, idempotent).await;
    }
    let may_try_again = session.may_try_again();
    let again = match may_try_again {
        true => request.try_clone(),
        false => None,
    };
    let token = direct(session, &mut request, None);
    let response = session.send_in_turn(client, request, idempotent).await?;
    if response.status() != StatusCode::UNAUTHORIZED {
        if response.status().is_success() {
            trail::token_taken();
        }
        return Ok(response);
    }
    let (refusal, is_taken) = looked_at(response).await?;
    if !may_try_again {
        if !is_taken {
            trail::token_refused();
        }
        return Ok(refusal);
    }
    let is_other = match &token {
        Some(token) => has_other(session, token, is_taken).await?,
        None => false,
    };
    match again {
        Some(mut again) if is_other => {
            direct(session, &mut again, None);
            session.send_in_turn(client, again, idempotent).await
        }
        Some(again) if token.is_none() && !is_taken => {
            at_gateway(session, client, refusal, again, idempotent).await
        }
        _ => Ok(refusal),
    }
}

/// Signs a request for the product's own address, turns it to where it is to go, and adds what belongs there. Gives the token that can
/// be renewed, if it is signed with one.
fn direct(session: &Session, request: &mut Request, gateway: Option<&Url>) -> Option<SecretString> {
    let token = sign(session, request);
    match gateway {
        Some(gateway) => session.way().lead_to(gateway, request),
        None => session.way().lead(request),
    }
    session.mark(request);
    token
}

/// Adds the credentials, and gives the token among them that can be renewed.
fn sign(session: &Session, request: &mut Request) -> Option<SecretString> {
    let (header, token) = match session.signer() {
        Signer::Fixed(header) => (Some(header.clone()), None),
        Signer::Grant(grant) => {
            let token = grant.tokens().map(|tokens| tokens.access.clone());
            let header = token
                .as_ref()
                .map(|token| auth::bearer(token.expose_secret()));
            (header.and_then(Result::ok), token)
        }
    };
    if let Some(header) = header {
        request.headers_mut().insert(AUTHORIZATION, header);
    }
    token
}

/// Whether there are other tokens than the refused one: renewed, or, where that would give no scope and no right, those of a later sign-in. Why not
/// is told by [`Session::sign_in_failure`].
async fn has_other(
    session: &Session,
    refused: &SecretString,
    is_taken: bool,
) -> reqwest::Result<bool> {
    let Some(grant) = session.signer().grant() else {
        return Ok(false);
    };
    let other = match is_taken {
        true => grant.reread(refused).await,
        false => grant.renew(session.writer()?, refused).await,
    };
    Ok(other
        .inspect_err(
            |error| tracing::warn!(%error, "there is no other OAuth token than a refused one"),
        )
        .is_ok_and(|tokens| tokens.is_some()))
}

/// At the gateway, where it stays if the token is taken there.
async fn at_gateway(
    session: &Session,
    client: &Client,
    refusal: Response,
    mut request: Request,
    idempotent: bool,
) -> reqwest::Result<Response> {
    let service = session.service();
    let found = match &service.cloud_id {
        Some(id) => Ok(id.clone()),
        None => oauth::cloud_id_of(session.reader()?, &service.base).await,
    };
    let gateway = match found {
        Ok(id) => service.at_gateway(&id),
        Err(error) => {
            tracing::info!(%error, "the site does not tell its cloud id, so the gateway is not tried");
            None
        }
    };
    let Some(gateway) = gateway else {
        return Ok(refusal);
    };
    direct(session, &mut request, Some(&gateway));
    // Once: where a firewall drops what goes there, each attempt takes as long as connecting may.
    let response = match session.send_in_turn(client, request, false).await {
        Ok(response) => response,
        // A change that did get there may have been carried out.
        Err(error) if idempotent || error.is_connect() => {
            tracing::info!(error = %unreachable::root_cause(&error), "the gateway is out of reach");
            return Ok(refusal);
        }
        Err(error) => return Err(error),
    };
    let status = response.status();
    if status == StatusCode::UNAUTHORIZED {
        let Ok((response, taken)) = looked_at(response).await else {
            return Ok(refusal);
        };
        session.way().settle(taken.then_some(gateway));
        return Ok(match taken {
            true => response,
            false => refusal,
        });
    }
    if status.is_success() {
        session.way().settle(Some(gateway));
        return Ok(response);
    }
    // A firewall, or the product itself: that says nothing of the token. A change may have been carried out.
    tracing::info!(%status, "the gateway does not say whether it takes the token");
    match !idempotent && status.is_server_error() {
        true => Ok(response),
        false => Ok(refusal),
    }
}

/// A refusal, and whether the token is taken all the same, so that another one would be no better: it lacks a scope, or whom it is of lacks
/// the right.
async fn looked_at(response: Response) -> reqwest::Result<(Response, bool)> {
    let (status, headers) = (response.status(), response.headers().clone());
    let body = beginning(response).await?;
    let is_taken = tells_of_scope(&body) || names_user(&headers);
    let mut again = http::Response::new(reqwest::Body::from(body));
    *again.status_mut() = status;
    *again.headers_mut() = headers;
    Ok((Response::from(again), is_taken))
}

/// Data Center tells whom it knows somebody as. Bitbucket there answers 401 to a person whom it knows and who may not do something
/// (`AuthorisationException`), as it does to one whom it does not know.
fn names_user(headers: &HeaderMap) -> bool {
    let name = headers.get("x-ausername");
    name.is_some_and(|name| !name.is_empty() && name != "anonymous")
}

/// In the gateway's words, or those of an answer in JSON: a page may have the word in it by chance.
fn tells_of_scope(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body).to_ascii_lowercase();
    let is_json = || serde_json::from_slice::<IgnoredAny>(body).is_ok();
    text.contains("scope does not match") || (text.contains("scope") && is_json())
}

async fn beginning(mut response: Response) -> reqwest::Result<Bytes> {
    let mut body = BytesMut::new();
    while let Some(part) = response.chunk().await? {
        let room = MOST.saturating_sub(body.len());
        body.extend_from_slice(&part.slice(..room.min(part.len())));
        if body.len() >= MOST {
            break;
        }
    }
    Ok(body.freeze())
}
