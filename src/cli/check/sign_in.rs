//! Whether people can sign in: the way of a client from outside, by the address that clients know, as far as one gets without a browser.

use http::StatusCode;
use http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use reqwest::{Client, RequestBuilder, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use url::Url;

use crate::auth::oauth::{Server, Wanted};
use crate::config::{Config, Listener, SignIn, Upstream};
use crate::error::Error;
use crate::http::{Connections, root_cause};

/// What was tried, where, and what is wrong with it.
pub(super) struct Step {
    pub(super) what: &'static str,
    pub(super) address: String,
    pub(super) problem: Option<String>,
}

type Found<T> = Result<T, String>;

/// Tries each step. The way of a client ends where nobody asks him to sign in.
pub(super) async fn steps(config: &Config, listener: &Listener, sign_in: &SignIn) -> Vec<Step> {
    let mut steps = Vec::new();
    for upstream in &sign_in.upstreams {
        let services = upstream.products.iter();
        let mut services = services.filter_map(|product| config.service(*product));
        let Some(connections) = services.next().map(Connections::to) else {
            continue;
        };
        let host = upstream.client.provider.host().as_str();
        let http = match connections.writer() {
            Ok(http) => http,
            Err(error) => {
                steps.push(step("Atlassian", host, Some(error.to_string())));
                continue;
            }
        };
        if steps.is_empty() {
            steps = from_outside(http, listener, sign_in).await;
        }
        steps.push(step("Atlassian", host, client(http, upstream).await.err()));
    }
    steps
}

fn step(what: &'static str, address: &str, problem: Option<String>) -> Step {
    let address = address.to_owned();
    Step {
        what,
        address,
        problem,
    }
}

async fn from_outside(http: &Client, listener: &Listener, sign_in: &SignIn) -> Vec<Step> {
    let resource = sign_in.resource(&listener.path, &listener.base_path);
    let metadata = match challenge(http, &resource).await {
        Ok(metadata) => metadata,
        Err(problem) => return vec![step("MCP", &resource, Some(problem))],
    };
    let known = resource_is(http, &metadata, &resource, &sign_in.issuer).await;
    let server = metadata_of(&sign_in.issuer);
    let issued = issuer_is(http, &server, &sign_in.issuer).await;
    let back = callback(http, &sign_in.callback).await;
    vec![
        step("MCP", &resource, None),
        step("resource", &metadata, known.err()),
        step("server", &server, issued.err()),
        step("callback", &sign_in.callback, back.err()),
    ]
}

/// Where the answer to somebody unknown says that the metadata are (RFC 9728 §5.1).
async fn challenge(http: &Client, resource: &str) -> Found<String> {
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" });
    let request = http.post(resource).header(CONTENT_TYPE, "application/json");
    let request = request.header("accept", "application/json, text/event-stream");
    let response = sent(request.body(message.to_string())).await?;
    expect(&response, StatusCode::UNAUTHORIZED)?;
    let challenge = response.headers().get(WWW_AUTHENTICATE);
    let challenge = challenge
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let after = challenge.split_once("resource_metadata=\"");
    let address = after.and_then(|(_, rest)| rest.split_once('"'));
    address.map(|(address, _)| address.to_owned()).ok_or_else(|| {
        "the answer does not say where to sign in (WWW-Authenticate with resource_metadata): is ATLASSIAN_OAUTH_SIGN_IN set for the server that runs there, and does the proxy leave that header alone?".to_owned()
    })
}

#[derive(Deserialize)]
struct Resource {
    resource: String,
    authorization_servers: Vec<String>,
}

/// Clients compare both letter by letter (RFC 9728 §3.3).
async fn resource_is(http: &Client, at: &str, resource: &str, issuer: &str) -> Found<()> {
    let told: Resource = read(http, at).await?;
    same("the resource", &told.resource, resource)?;
    let servers = told.authorization_servers;
    same(
        "the authorization server",
        servers.first().map_or("none", String::as_str),
        issuer,
    )
}

#[derive(Deserialize)]
struct AuthorizationServer {
    issuer: String,
}

async fn issuer_is(http: &Client, at: &str, issuer: &str) -> Found<()> {
    let told: AuthorizationServer = read(http, at).await?;
    same("the issuer", &told.issuer, issuer)
}

/// People who come back with nothing are told so by a page of ours.
async fn callback(http: &Client, at: &str) -> Found<()> {
    let response = sent(http.get(at)).await?;
    expect(&response, StatusCode::BAD_REQUEST)
}

/// A code that is none, brought by our client: of one that is known Atlassian says that the code is wrong, of any other that it is.
async fn client(http: &Client, upstream: &Upstream) -> Found<()> {
    let client = &upstream.client;
    let wanted = Wanted::Code {
        code: &"mcp-atlassian-check".into(),
        redirect_uri: &client.redirect_uri,
        verifier: &"mcp-atlassian-check-mcp-atlassian-check-mcp-atlassian".into(),
    };
    let server = Server::new(client.provider.clone());
    let answer = server
        .tokens(http, &client.client_id, &client.client_secret, &wanted)
        .await;
    match answer {
        Ok(_) | Err(Error::SignIn { is_final: true, .. }) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

async fn read<T: DeserializeOwned>(http: &Client, at: &str) -> Found<T> {
    let response = sent(http.get(at)).await?;
    expect(&response, StatusCode::OK)?;
    let told = response.json().await;
    told.map_err(|_| {
        "what is there is not this server's: does the proxy send this path elsewhere?".to_owned()
    })
}

async fn sent(request: RequestBuilder) -> Found<Response> {
    request.send().await.map_err(|error| {
        let cause = root_cause(&error.without_url());
        format!(
            "nobody answers ({cause}): does the server run, and does PUBLIC_BASE_URL lead to it?"
        )
    })
}

fn expect(response: &Response, status: StatusCode) -> Found<()> {
    match response.status() {
        found if found == status => Ok(()),
        found => Err(format!(
            "the answer is {} where it should be {}: does the proxy send this path to the server, with the Host of the client?",
            found.as_u16(),
            status.as_u16()
        )),
    }
}

fn same(what: &str, told: &str, expected: &str) -> Found<()> {
    match told == expected {
        true => Ok(()),
        false => Err(format!(
            "{what} is {told} there and should be {expected}: has each replica the same PUBLIC_BASE_URL?"
        )),
    }
}

/// Where the metadata of an authorization server are (RFC 8414 §3.1): between its host and its path.
fn metadata_of(issuer: &str) -> String {
    let Ok(mut url) = Url::parse(issuer) else {
        return issuer.to_owned();
    };
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&format!("/.well-known/oauth-authorization-server{path}"));
    url.into()
}
