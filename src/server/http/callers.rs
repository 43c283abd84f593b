//! From the credentials of a request to the one who calls. Callers share connections, never what is theirs.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue};
use quick_cache::unsync::Cache;
use sha2::Sha256;

use super::guard;
use super::identity::Identity;
use super::refused::Refused;
use super::tightening;
use crate::caller::Caller;
use crate::config::{Config, Listener, Service, is_loopback};
use crate::error::Result;
use crate::http::Connections;
use crate::policy::{Policy, Tightening};
use crate::product::Deployment;

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
    /// Him.
    pub(super) caller: Caller,
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
    pub(super) fn new(config: Config, listener: &Listener, at: SocketAddr) -> Result<Self> {
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
        let nobody = identity.is_nobody();
        if nobody {
            self.check_shared(request)?;
        }
        let name = self.name(&identity, &tightening);
        let remembered = self.known().recall(&name);
        if let Some(caller) = remembered {
            return Ok(Known { name, caller });
        }
        let caller = match (nobody, tightening == Tightening::default()) {
            (true, true) => self.own.clone(),
            (true, false) => self.own.tightened(&tightening),
            (false, true) => self.signed_in(&identity)?,
            (false, false) => self.signed_in(&identity)?.tightened(&tightening),
        };
        self.known().remember(name, caller.clone());
        Ok(Known { name, caller })
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
        Err(Refused::unauthorized(
            "sign in: send Authorization (Basic e-mail:API token, Bearer, or Token with a personal access token) or X-Atlassian-Jira-Personal-Token and its like. The server's own credentials serve others only where its operator sets ALLOW_GLOBAL_CRED_FALLBACK=true",
        ))
    }

    fn signed_in(&self, identity: &Identity) -> Result<Caller, Refused> {
        let mut sessions = Vec::new();
        let mut reason = None;
        for (service, connections) in self.services.iter().zip(&self.connections) {
            match identity.signed_in(service, self.any_cloud) {
                Ok(Some(service)) => {
                    let session = connections.session(service);
                    sessions.push(session.map_err(|error| Refused::unauthorized(error.brief()))?);
                }
                Ok(None) => {}
                Err(refused) => reason = reason.or(Some(refused)),
            }
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
        Ok(Caller::with(policy, sessions, (&self.config).into()))
    }

    fn set_up(&self) -> String {
        let told = self.services.iter();
        let told = told.map(|service| format!("{} ({})", service.product, service.deployment));
        told.collect::<Vec<_>>().join(", ")
    }

    /// What a caller is remembered by: nobody who reads memory finds his secrets twice, and nobody can choose a name.
    fn name(&self, identity: &Identity, tightening: &Tightening) -> Name {
        let mut hash = Hmac::<Sha256>::new(&self.key.into());
        // Debug puts quotes around every text, so that no two lists of parts look the same.
        hash.update(format!("{:?} {tightening:?}", identity.parts()).as_bytes());
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

/// Whether a request came by way of a proxy, or from a page of another site.
fn is_forwarded(headers: &HeaderMap) -> bool {
    let cross_site = |value: &HeaderValue| value == "cross-site";
    let mut names = headers.keys().map(HeaderName::as_str);
    headers.get("sec-fetch-site").is_some_and(cross_site)
        || names.any(|name| {
            FORWARDED.contains(&name) || FORWARDED_AS.iter().any(|begin| name.starts_with(begin))
        })
}
