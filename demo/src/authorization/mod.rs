//! Atlassian's authorization servers, as strict as they are: redirects compared letter by letter, codes and refresh tokens that work once, a
//! client secret always. On Cloud with the gateway that takes the tokens, and nothing but them, in front of a demo's products.

mod consent;
mod gateway;
mod grants;
mod token;

use std::{
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{body::Bytes, extract::State, response::Response};
use tokio::{net::TcpListener, sync::oneshot};

use self::grants::Grants;
use crate::{
    Demo, Fault,
    record::Recorded,
    reply::Reply,
    server::{self, lock},
};

/// No request to an authorization server comes near this size.
const LARGEST_BODY: usize = 1 << 20;

/// Whose authorization server it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Atlassian's for Jira and Confluence on Cloud.
    #[default]
    Cloud,
    /// That of a product on Data Center, with an incoming application link.
    DataCenter,
    /// Bitbucket Cloud's, with an OAuth consumer.
    Bitbucket,
}

/// A registered client, and what it gets.
#[derive(Clone, Debug)]
pub struct App {
    /// Whose server it is registered at.
    pub kind: Kind,
    /// Its id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// Where people may be sent back to.
    pub redirect_uri: String,
    /// What it may ask for; empty is anything.
    pub scopes: Vec<String>,
    /// For how long an access token is good.
    pub lifetime: Duration,
    /// The sites that people consent for: cloud id, address, name.
    pub sites: Vec<(String, String, String)>,
}

impl Default for App {
    fn default() -> Self {
        Self {
            kind: Kind::Cloud,
            client_id: "demo-client".to_owned(),
            client_secret: "demo-client-secret".to_owned(),
            redirect_uri: "http://localhost:8080/callback".to_owned(),
            scopes: Vec::new(),
            lifetime: Duration::from_secs(3600),
            sites: vec![(
                crate::CLOUD_ID.to_owned(),
                "https://harbour.atlassian.net".to_owned(),
                "harbour".to_owned(),
            )],
        }
    }
}

/// A running authorization server. Dropping it stops it.
pub struct Authorization {
    shared: Arc<Shared>,
    base: String,
    _stop: oneshot::Sender<()>,
}

/// What all connections share.
struct Shared {
    app: App,
    grants: Mutex<Grants>,
    log: Mutex<Vec<Recorded>>,
    faults: Mutex<Vec<Fault>>,
    /// The products behind the gateway.
    products: Arc<server::Shared>,
}

/// Starts the authorization server of an app, on a free loopback port, with a demo's products behind its gateway.
///
/// # Errors
/// When no loopback port can be bound.
pub async fn start(demo: &Demo, app: App) -> io::Result<Authorization> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    let shared = Arc::new(Shared {
        grants: Mutex::new(Grants::new(&app)),
        app,
        log: Mutex::default(),
        faults: Mutex::default(),
        products: Arc::clone(&demo.shared),
    });
    let (stop, stopped) = oneshot::channel::<()>();
    let routes = axum::Router::new()
        .fallback(answer)
        .with_state(Arc::clone(&shared));
    tokio::spawn(async move {
        let served = axum::serve(listener, routes)
            .with_graceful_shutdown(async move { drop(stopped.await) })
            .await;
        drop(served);
    });
    Ok(Authorization {
        shared,
        base: format!("http://127.0.0.1:{port}"),
        _stop: stop,
    })
}

impl Authorization {
    /// Where it is, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.base
    }

    /// A grant as if somebody had consented just now: access and refresh token.
    pub fn grant(&self, scope: &str) -> (String, String) {
        lock(&self.shared.grants).consented(scope)
    }

    /// Lets time pass: tokens end, leeways too.
    pub fn advance(&self, time: Duration) {
        lock(&self.shared.grants).now += time.as_secs();
    }

    /// Ends all access tokens, as Atlassian may at any time.
    pub fn end_access(&self) {
        lock(&self.shared.grants).end_access();
    }

    /// Somebody takes his consent back: all that was given for it is worth nothing.
    pub fn revoke(&self) {
        lock(&self.shared.grants).revoke();
    }

    /// Orders trouble, as for a demo.
    pub fn misbehave(&self, fault: Fault) {
        lock(&self.shared.faults).push(fault);
    }

    /// Every request so far, in order of arrival.
    pub fn requests(&self) -> Vec<Recorded> {
        lock(&self.shared.log).clone()
    }

    /// The token requests so far.
    pub fn token_requests(&self) -> Vec<Recorded> {
        let is_token = |sent: &Recorded| sent.method == "POST" && sent.path.ends_with("token");
        self.requests().into_iter().filter(is_token).collect()
    }
}

impl Shared {
    fn reply(&self, sent: &Recorded, body: Bytes) -> Reply {
        let (authorize, token) = match self.app.kind {
            Kind::Cloud => ("/authorize", "/oauth/token"),
            Kind::DataCenter => ("/rest/oauth2/latest/authorize", "/rest/oauth2/latest/token"),
            Kind::Bitbucket => ("/site/oauth2/authorize", "/site/oauth2/access_token"),
        };
        let mut grants = lock(&self.grants);
        match (sent.method.as_str(), sent.path.as_str()) {
            ("GET", path) if path == authorize => consent::page(&self.app, sent),
            ("POST", path) if path == authorize => consent::decision(&self.app, &mut grants, sent),
            ("POST", path) if path == token => token::answer(&self.app, &mut grants, sent),
            ("GET", "/oauth/token/accessible-resources") => token::sites(&self.app, &grants, sent),
            (_, path) if path.starts_with("/ex/") && self.app.kind == Kind::Cloud => {
                drop(grants);
                self.gateway(sent, body)
            }
            _ => Reply::text(404, "This authorization server has no such page."),
        }
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: axum::extract::Request) -> Response {
    let reply = |sent: &Recorded, body| shared.reply(sent, body);
    let refuse = |_: &Recorded, status| Reply::text(status, "The request was refused on order.");
    let (log, faults) = (&shared.log, &shared.faults);
    server::answered(request, LARGEST_BODY, log, faults, reply, refuse).await
}
