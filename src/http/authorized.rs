//! Signed requests, and the second chance of one that was refused for who sent it: it was not carried out, so it may be sent again.

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http::header::AUTHORIZATION;
use reqwest::{Client, Request, Response};
use secrecy::{ExposeSecret as _, SecretString};

use super::Session;
use crate::auth::{self, Signer, oauth};

/// How much of a refusal is looked at.
const MOST: usize = 64 << 10;

/// Signs a request, which goes where these credentials are taken, and sends it. After a 401 it is sent once more with a renewed OAuth
/// token, or to Atlassian's gateway, which takes the API tokens with scopes that sites refuse.
pub(super) async fn send(
    session: &Session,
    client: &Client,
    mut request: Request,
    idempotent: bool,
) -> reqwest::Result<Response> {
    if !session.is_at_home(request.url()) {
        return session.send_in_turn(client, request, idempotent).await;
    }
    let again = match session.may_try_again() {
        true => request.try_clone(),
        false => None,
    };
    let token = sign(session, &mut request);
    session.way().lead(&mut request);
    let response = session.send_in_turn(client, request, idempotent).await?;
    match again {
        Some(again) if response.status() == StatusCode::UNAUTHORIZED => {
            let (response, lacks_scope) = looked_at(response).await?;
            match (lacks_scope, token) {
                (true, _) => Ok(response),
                (false, Some(token)) => {
                    renewed(session, client, response, again, &token, idempotent).await
                }
                (false, None) => at_gateway(session, client, response, again, idempotent).await,
            }
        }
        _ => Ok(response),
    }
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

/// With other tokens, if there are any; why not is told by [`Session::sign_in_failure`].
async fn renewed(
    session: &Session,
    client: &Client,
    refusal: Response,
    mut request: Request,
    refused: &SecretString,
    idempotent: bool,
) -> reqwest::Result<Response> {
    let Some(grant) = session.signer().grant() else {
        return Ok(refusal);
    };
    match grant.renew(session.writer()?, refused).await {
        Ok(Some(_)) => {}
        Ok(None) => return Ok(refusal),
        Err(error) => {
            tracing::warn!(%error, "a refused OAuth token was not renewed");
            return Ok(refusal);
        }
    }
    sign(session, &mut request);
    session.way().lead(&mut request);
    session.send_in_turn(client, request, idempotent).await
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
    sign(session, &mut request);
    session.way().lead_to(&gateway, &mut request);
    let response = session.send_in_turn(client, request, idempotent).await?;
    let (response, taken) = match response.status() {
        StatusCode::UNAUTHORIZED => looked_at(response).await?,
        _ => (response, true),
    };
    session.way().settle(taken.then_some(gateway));
    match taken {
        true => Ok(response),
        false => Ok(refusal),
    }
}

/// A refusal, and whether it is for a scope that the token lacks: then it is the right token, at the right place.
async fn looked_at(response: Response) -> reqwest::Result<(Response, bool)> {
    let (status, headers) = (response.status(), response.headers().clone());
    let body = beginning(response).await?;
    let text = String::from_utf8_lossy(&body).to_ascii_lowercase();
    let lacks_scope = text.contains("scope");
    let mut again = http::Response::new(reqwest::Body::from(body));
    *again.status_mut() = status;
    *again.headers_mut() = headers;
    Ok((Response::from(again), lacks_scope))
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
