//! Signing in from any client: an authorization server (RFC 6749, RFC 8414) in front of Atlassian's, and what it says of this server
//! as a resource (RFC 9728; MCP, "Authorization").
//!
//! It keeps nothing: what must be known later is sealed and given to the client or the browser, so that any replica serves any
//! request and a restart loses nobody. What is remembered in memory (codes that were used, refreshes under way) makes things better
//! where one process sees both requests, and nothing depends on it.

mod answers;
mod authorize;
mod callback;
mod client;
mod consent;
mod cookies;
mod documents;
mod flow;
mod form;
mod link;
mod metadata;
mod once;
mod page;
mod redirect;
mod refresh;
mod register;
mod route;
mod scope;
mod token;
mod upstream;
mod values;

use std::sync::Arc;

use http::request::Parts;
use http::{HeaderValue, Method, Response};
use hyper::body::Incoming;
use tokio::sync::{Semaphore, SemaphorePermit};
use url::Url;

use self::answers::Failure;
use self::documents::Documents;
use self::once::Once;
use self::refresh::Refreshes;
use self::route::Route;
use self::upstream::Upstream;
use self::values::Values;
use super::answers::Body;
use super::entrance::Entrance;
use super::refused::Refused;
use crate::auth::sealed::{Key, Ring};
use crate::config::{AllowedRedirects, Config, Listener, Service};
use crate::error::{Error, Result};
use crate::policy::Policy;

pub use self::documents::Reach;
pub(super) use self::link::Access;
pub(super) use self::scope::Scope;

/// The largest body that is read, in bytes: of a form with a client's request and its tokens.
const LARGEST: usize = 64 << 10;

/// The most requests that wait for Atlassian's authorization servers at once, whatever else there is room for.
const AT_ONCE: usize = 64;

/// The authorization server.
pub(super) struct SignIn {
    issuer: String,
    /// The path of the issuer, without a slash at its end.
    base_path: String,
    /// Where people come back to, below that.
    callback: String,
    /// The paths of MCP here, the usual one first, and the addresses that clients know them by (RFC 8707).
    resources: Vec<(String, String)>,
    values: Values,
    upstreams: Vec<Arc<Upstream>>,
    allowed: Option<AllowedRedirects>,
    /// Of clients that may name themselves by one, if they may.
    documents: Option<Documents>,
    policy: Policy,
    codes: Once,
    refreshes: Refreshes,
    room: Semaphore,
}

/// Whether the open Internet is behind a proxy, by which documents are not read: then clients are not told to name themselves by
/// one, and register.
fn is_behind_proxy(config: &Config) -> bool {
    let anywhere = Url::parse("https://client.example").ok();
    let proxies = config.services().map(|service| &service.network.proxies);
    anywhere.is_some_and(|anywhere| {
        let mut proxies = proxies.filter_map(|proxies| proxies.leading_to(&anywhere));
        proxies.next().is_some()
    })
}

impl SignIn {
    /// What is set up; `None` where people do not sign in. Documents of clients are read by those means.
    ///
    /// # Errors
    /// [`Error::Internal`] for settings that are none.
    pub(super) fn new(config: &Config, listener: &Listener, reach: Reach) -> Result<Option<Self>> {
        let Some(settings) = &listener.sign_in else {
            return Ok(None);
        };
        let keys = settings.keys.iter();
        let keys = keys.filter_map(|key| Key::of(key.bytes()));
        let upstreams = settings.upstreams.iter();
        let upstreams = upstreams.filter_map(|upstream| Upstream::new(upstream, config));
        let issuer = settings.issuer.clone();
        let odd = |what: &str| Error::Internal(format!("nobody can sign in: {what}"));
        let ring = Ring::of(keys).ok_or_else(|| odd("there is no key"))?;
        let callback = settings.callback.strip_prefix(&issuer);
        let callback = callback.ok_or_else(|| odd("the callback is elsewhere"))?;
        let reads_documents = settings.reads_documents && !is_behind_proxy(config);
        Ok(Some(Self {
            callback: callback.trim_end_matches('/').to_owned(),
            base_path: listener.base_path.clone(),
            resources: metadata::resources(settings, listener),
            values: Values::new(ring, issuer.clone()),
            issuer,
            upstreams: upstreams.map(Arc::new).collect(),
            allowed: settings.allowed_redirects.clone(),
            documents: reads_documents.then(|| Documents::new(reach)),
            policy: Policy::new(config).without_files(),
            codes: Once::default(),
            refreshes: Refreshes::default(),
            room: Semaphore::new(AT_ONCE),
        }))
    }

    /// What is at a path below the issuer's, if it is one of the sign-in's.
    pub(super) fn route(&self, path: &str) -> Option<Route> {
        Route::of(path, self)
    }

    /// Answers what a client or a browser asks.
    pub(super) async fn answer(
        &self,
        route: Route,
        parts: Parts,
        body: Incoming,
        entrance: &Entrance,
    ) -> Result<Response<Body>, Refused> {
        if route.is_open() && parts.method == Method::OPTIONS {
            return Ok(answers::preflight(&parts.headers));
        }
        route.check(&parts.method)?;
        let answered = self.routed(&route, &parts, body, entrance).await;
        if !route.is_open() {
            return answered;
        }
        // Clients know the words of OAuth there: of any other they take a refresh token to be over.
        let mut response = answered.unwrap_or_else(|refused| Failure::of(&refused).response());
        answers::open(response.headers_mut());
        Ok(response)
    }

    async fn routed(
        &self,
        route: &Route,
        parts: &Parts,
        body: Incoming,
        entrance: &Entrance,
    ) -> Result<Response<Body>, Refused> {
        let body = entrance.read_up_to(LARGEST, body).await?;
        let bytes = &body.bytes;
        // Only once all of it is here: whoever sends nothing takes no place of a call.
        let _places = match route {
            Route::Token | Route::Callback => Some((self.place()?, entrance.place()?)),
            _ => None,
        };
        Ok(match route {
            Route::Resource(url) => self.resource_metadata(url),
            Route::Server => self.server_metadata(),
            Route::Register => self.register(bytes),
            Route::Token => self.token(bytes).await,
            Route::Authorize => self.authorize(parts).await,
            Route::Consent => self.consent(parts, bytes).await,
            Route::Callback => self.callback(parts).await,
            Route::Site => self.site(parts, bytes),
        })
    }

    fn place(&self) -> Result<SemaphorePermit<'_>, Refused> {
        let place = self.room.try_acquire();
        place.map_err(|_| Refused::busy(&format!("{AT_ONCE} sign-ins at once")))
    }

    /// What somebody is told who has to sign in for what is at a path (RFC 6750 §3, RFC 9728 §5.1), with the code of what is wrong with his
    /// token.
    pub(super) fn challenge(&self, path: &str, error: Option<&str>) -> HeaderValue {
        let error = error.map_or_else(String::new, |error| format!(" error=\"{error}\","));
        let (metadata, scope) = (self.metadata_url(path), self.offered());
        let challenge =
            format!("Bearer{error} resource_metadata=\"{metadata}\", scope=\"{scope}\"");
        HeaderValue::try_from(challenge).unwrap_or(HeaderValue::from_static("Bearer"))
    }

    /// What a token is good for; `None` for one that was not given here, for another server, or has ended.
    pub(super) fn access(&self, token: &str) -> Option<Access> {
        self.values.open(values::ANYBODY, token)
    }

    /// A service as somebody signs in to it, if he linked it.
    pub(super) fn signed_in(&self, access: &Access, service: &Service) -> Option<Service> {
        let mut links = access.links.iter();
        links.find_map(|link| self.marked(&link.upstream)?.signed_in(link, service))
    }

    /// All that a client may ask for.
    fn offered(&self) -> Scope {
        match self.policy.is_read_only() {
            true => Scope::Read,
            false => Scope::Write,
        }
    }
}
