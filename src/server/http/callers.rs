//! From the credentials of a request to the one who calls. Callers share connections, never what is theirs.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue};
use quick_cache::unsync::Cache;
use secrecy::ExposeSecret as _;
use sha2::Sha256;

use super::guard;
use super::identity::Identity;
use super::refusals::Refusals;
use super::refused::Refused;
use super::sign_in::{Access, Scope, SignIn};
use super::tightening;
use crate::caller::Caller;
use crate::config::{Config, Listener, Service, is_loopback};
use crate::error::Result;
use crate::http::Connections;
use crate::policy::{Policy, Tightening};
use crate::product::{Deployment, Product};

/// The most callers that are remembered; whoever was forgotten is made anew.
const MOST: usize = 1_000;

/// How long whoever does not call any more is remembered.
const KEPT: Duration = Duration::from_secs(600);

/// What others add to a request on its way. Where it is there, this server is reached by more than this machine.
const FORWARDED: [&str; 6] = [
    "forwarded",
    "via",
    "x-real-ip",
    "x-client-ip",
    "cf-connecting-ip",
    "true-client-ip",
];

/// What the names of others begin with.
const FORWARDED_AS: [&str; 3] = ["x-forwarded-", "x-original-", "x-envoy-"];

/// What a caller is remembered by.
pub(super) type Name = [u8; 32];

/// Who sends a request.
pub(super) struct Known {
    /// Equal for equal credentials and headers, and for those alone.
    pub(super) name: Name,
    /// The same, but equal for all tokens that one sign-in brought.
    pub(super) owner: Name,
    /// Him.
    pub(super) caller: Caller,
    /// Whether he signed in here, so that his client gets another token for one that is refused.
    pub(super) signed_in: bool,
}

/// Makes and remembers callers.
pub(super) struct Callers {
    services: Vec<Service>,
    connections: Vec<Arc<Connections>>,
    any_cloud: bool,
    /// Whoever has the server's own credentials.
    own: Caller,
    config: Config,
    shares: bool,
    is_private: bool,
    ignores_authorization: bool,
    sign_in: Option<Arc<SignIn>>,
    refusals: Refusals,
    key: [u8; 64],
    known: Mutex<Remembered>,
}

/// Callers, and when each called last.
struct Remembered {
    callers: Cache<Name, (Caller, Instant)>,
    swept: Instant,
}

impl Callers {
    /// Callers of what is configured, on a listener at that address.
    ///
    /// # Errors
    /// For own credentials that no header can carry.
    pub(super) fn new(
        config: Config,
        listener: &Listener,
        at: SocketAddr,
        sign_in: Option<Arc<SignIn>>,
    ) -> Result<Self> {
        let services: Vec<_> = config.services().cloned().collect();
        let any_cloud = services
            .iter()
            .any(|service| service.deployment == Deployment::Cloud);
        let connections = services.iter().map(Connections::to).collect();
        let is_private = at.ip().to_canonical().is_loopback()
            && !listener.is_public
            && !listener.ignores_authorization;
        let own = Caller::configured(&config)?;
        Ok(Self {
            // Whoever shares them with others would see their files.
            own: if is_private { own } else { own.without_files() },
            connections,
            any_cloud,
            services,
            config,
            shares: listener.shares_credentials,
            is_private,
            ignores_authorization: listener.ignores_authorization,
            sign_in,
            refusals: Refusals::default(),
            key: rand::random(),
            known: Mutex::new(Remembered {
                callers: Cache::new(MOST),
                swept: Instant::now(),
            }),
        })
    }

    /// Who sends a request.
    ///
    /// # Errors
    /// 401 if that cannot be told, or if nothing can be done for him.
    pub(super) fn of(&self, request: &Parts) -> Result<Known, Refused> {
        let headers = &request.headers;
        let identity = Identity::read(headers, &self.services, self.ignores_authorization)?;
        let tightening = tightening::read(headers);
        let access = self.access(&identity)?;
        // Where a product has a token of its own, that may be what is refused, and no other one comes of signing in.
        let own = |product| identity.has_own(product);
        let signed_in = access.is_some() && !Product::ALL.into_iter().any(own);
        if identity.is_nobody() {
            self.check_shared(request)?;
        }
        let name = self.name(&identity.parts(None), &tightening);
        let grant = access.as_ref().map(Access::grant);
        let owner = self.name(&identity.parts(grant), &tightening);
        let remembered = self.known().recall(&name);
        let caller = match remembered {
            Some(caller) => caller,
            None => {
                let caller = self.caller(&identity, access.as_ref(), &tightening)?;
                self.known().remember(name, caller.clone());
                caller
            }
        };
        let known = Known {
            name,
            owner,
            caller,
            signed_in,
        };
        match known.caller.is_refused() && self.may_another_help(&known) {
            true => Err(refused_upstream()),
            false => Ok(known),
        }
    }

    /// A product took the token of one who signed in.
    pub(super) fn works(&self, known: &Known) {
        if known.signed_in {
            self.refusals.forget(known.owner);
        }
    }

    /// Whether one whose token a product refused gets further with another one.
    pub(super) fn may_another_help(&self, known: &Known) -> bool {
        known.signed_in && self.refusals.may_another_help(known.owner, known.name)
    }

    /// A caller who is not remembered.
    fn caller(
        &self,
        identity: &Identity,
        access: Option<&Access>,
        tightening: &Tightening,
    ) -> Result<Caller, Refused> {
        let caller = match identity.is_nobody() {
            true => self.own.clone(),
            false => self.signed_in(identity, access)?,
        };
        Ok(match *tightening == Tightening::default() {
            true => caller,
            false => caller.tightened(tightening),
        })
    }

    /// What a token is good for that was given to whoever signed in here. No other Bearer is taken then.
    fn access(&self, identity: &Identity) -> Result<Option<Access>, Refused> {
        let (Some(sign_in), Some(token)) = (&self.sign_in, identity.bearer()) else {
            return Ok(None);
        };
        let access = sign_in.access(token.expose_secret());
        access.map(Some).ok_or_else(|| {
            Refused::invalid_token(
                "this token was not given by this server for itself, or has expired; a personal access token goes into Authorization: Token or X-Atlassian-Jira-Personal-Token and its like",
            )
        })
    }

    /// Whether people sign in here.
    pub(super) const fn has_sign_in(&self) -> bool {
        self.sign_in.is_some()
    }

    /// Whether a request brings any credentials, right or wrong.
    pub(super) fn brings_credentials(&self, headers: &HeaderMap) -> bool {
        let identity = Identity::read(headers, &self.services, self.ignores_authorization);
        identity.map_or(true, |identity| !identity.is_nobody())
    }

    /// Whether the server's own credentials are for whoever brings none.
    fn check_shared(&self, request: &Parts) -> Result<(), Refused> {
        let from_here = || {
            let host = guard::host(request);
            host.is_some_and(|host| is_loopback(host.host())) && !is_forwarded(&request.headers)
        };
        if !self.own.sessions().is_empty() && (self.shares || self.is_private && from_here()) {
            return Ok(());
        }
        if self.has_sign_in() {
            return Err(Refused::unauthorized(
                "sign in: a client that knows OAuth does so by itself; others send Authorization (Basic e-mail:API token, or Token with a personal access token) or X-Atlassian-Jira-Personal-Token and its like",
            ));
        }
        Err(Refused::unauthorized(
            "sign in: send Authorization (Basic e-mail:API token, Bearer, or Token with a personal access token) or X-Atlassian-Jira-Personal-Token and its like. The server's own credentials serve others only where its operator sets ALLOW_GLOBAL_CRED_FALLBACK=true",
        ))
    }

    fn signed_in(&self, identity: &Identity, access: Option<&Access>) -> Result<Caller, Refused> {
        let mut sessions = Vec::new();
        let mut reason = None;
        for (service, connections) in self.services.iter().zip(&self.connections) {
            let linked = access.zip(self.sign_in.as_ref());
            let linked = linked.filter(|_| !identity.has_own(service.product));
            let signed_in = match linked {
                Some((access, sign_in)) => Ok(sign_in.signed_in(access, service)),
                None => identity.signed_in(service, self.any_cloud),
            };
            match signed_in {
                Ok(Some(service)) => {
                    let session = connections.session(service);
                    sessions.push(session.map_err(|error| Refused::unauthorized(error.brief()))?);
                }
                Ok(None) => {}
                Err(refused) => reason = reason.or(Some(refused)),
            }
        }
        if sessions.is_empty() && access.is_some() {
            return Err(Refused::invalid_token(
                "this token is for none of the products that this server is set up for now: sign in again",
            ));
        }
        if sessions.is_empty() {
            return Err(reason.unwrap_or_else(|| {
                Refused::unauthorized(format!(
                    "these credentials are for none of this server's products: {}. Basic is for Cloud, Token for Data Center, Bearer for Data Center only where no product is on Cloud",
                    self.set_up()
                ))
            }));
        }
        let policy = Policy::new(&self.config).without_files();
        let policy = match access.map(Access::scope) {
            Some(Scope::Read) => policy.reading_alone(),
            Some(Scope::Write) | None => policy,
        };
        Ok(Caller::with(policy, sessions, (&self.config).into()))
    }

    fn set_up(&self) -> String {
        let told = self.services.iter();
        let told = told.map(|service| format!("{} ({})", service.product, service.deployment));
        told.collect::<Vec<_>>().join(", ")
    }

    /// What a caller is remembered by: nobody who reads memory finds his secrets twice, and nobody can choose a name.
    fn name(&self, parts: &[String], tightening: &Tightening) -> Name {
        let mut hash = Hmac::<Sha256>::new(&self.key.into());
        // Debug puts quotes around every text, so that no two lists of parts look the same.
        hash.update(format!("{parts:?} {tightening:?}").as_bytes());
        hash.finalize().into_bytes().into()
    }

    fn known(&self) -> MutexGuard<'_, Remembered> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Remembered {
    fn recall(&mut self, name: &Name) -> Option<Caller> {
        let mut known = self.callers.get_mut(name)?;
        known.1 = Instant::now();
        Some(known.0.clone())
    }

    fn remember(&mut self, name: Name, caller: Caller) {
        if self.swept.elapsed() > KEPT {
            self.callers
                .retain(|_, (_, called)| called.elapsed() <= KEPT);
            self.swept = Instant::now();
        }
        self.callers.insert(name, (caller, Instant::now()));
    }
}

/// What a client is told whose token was refused by a product, so that it gets another one.
pub(super) fn refused_upstream() -> Refused {
    Refused::invalid_token(
        "Atlassian refuses the token behind this one: it was taken back, or has ended; get another one, or sign in again",
    )
}

/// Whether a request came by way of a proxy, or from a page of another site.
fn is_forwarded(headers: &HeaderMap) -> bool {
    let cross_site = |value: &HeaderValue| value == "cross-site";
    let mut names = headers.keys().map(HeaderName::as_str);
    headers.get("sec-fetch-site").is_some_and(cross_site)
        || names.any(|name| {
            FORWARDED.contains(&name) || FORWARDED_AS.iter().any(|begin| name.starts_with(begin))
        })
}
